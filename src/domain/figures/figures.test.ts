import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { figuresOf, type Responses } from './figures.ts';
import type { Response } from './response.ts';
import type { Round } from './rounds.ts';
import { NOW, round } from './roundsForTests.ts';
import { verdictOf } from './verdict.ts';

const minutes = fc.option(fc.nat(600), { nil: undefined });
const rep = fc.constantFrom('ann', 'bob', undefined);

/** Any round of the last 70 days. */
const anyRound: fc.Arbitrary<Round> = fc
  .record({
    ago: fc.integer({ min: 1, max: 70 * 24 * 60 }),
    alertMin: fc.nat(20),
    claimMin: minutes,
    contactMin: minutes,
    closedMin: minutes,
    closedAs: fc.constantFrom('won' as const, 'duplicate' as const, 'not_a_fit' as const),
    assignee: rep,
    contactRep: rep,
    tier: fc.constantFrom(1 as const, 2 as const),
    source: fc.constantFrom('web', 'email'),
    workingMs: fc.option(fc.nat(60 * MINUTE_MS), { nil: undefined }),
  })
  .map(({ ago, closedMin, closedAs, ...rest }) => {
    const startedAt = NOW - ago * MINUTE_MS;
    const closing = closedMin === undefined ? {} : { closedAt: startedAt + closedMin * MINUTE_MS, closedAs };
    return round({ ...rest, startedAt, ...closing });
  });

const period = { from: NOW - 70 * DAY_MS, to: NOW, earlier: [] };
const figures = (...rounds: Round[]) => figuresOf(rounds, period);
const manyRounds = fc.array(anyRound, { maxLength: 40 });
const measures = (all: Responses) => {
  const { withoutHours: _, ...of } = all;
  return Object.values(of);
};

describe('the figures of response', () => {
  test('are those of every measure, of each rep, tier and source', () => {
    const { all, byRep, byTier, bySource } = figures(
      round({ contactMin: 10, workingMs: 4 * MINUTE_MS }),
      round({ contactMin: 20, tier: 2, source: 'email', contactRep: 'bob' }),
      round({ assignee: undefined }),
    );
    expect(all.signalToContact).toMatchObject({ count: 2, open: 1, medianMs: 15 * MINUTE_MS, p90Ms: 19 * MINUTE_MS });
    expect(all.signalToContactWorking).toMatchObject({ count: 2, open: 1, medianMs: 12 * MINUTE_MS });
    expect(all.withoutHours).toBe(2);
    const counts = (of: Map<string, Responses>) =>
      [...of].map(([key, { signalToContact: one }]) => [key, one.count, one.open]);
    expect(counts(byRep)).toEqual([
      ['ann', 1, 0],
      ['bob', 1, 0],
      ['nobody', 0, 1],
    ]);
    expect(counts(byTier)).toEqual([
      ['1', 1, 1],
      ['2', 1, 0],
    ]);
    expect(counts(bySource)).toEqual([
      ['email', 1, 0],
      ['web', 1, 1],
    ]);
  });

  test('a share is of the clocks that began longer ago than the limit', () => {
    const young = { startedAt: NOW - 10 * MINUTE_MS };
    const { answeredWithin } = figures(round({ ...young, contactMin: 1 }), round(young), round({ contactMin: 7 })).all
      .signalToContact;
    expect(answeredWithin['5m']).toMatchObject({ hits: 1, of: 3 });
    expect(answeredWithin['15m']).toMatchObject({ hits: 1, of: 1 });
  });

  test('the curve counts the open ones', () => {
    const { stillWaiting } = figures(round({ contactMin: 10 }), round()).all.signalToContact;
    expect(stillWaiting).toEqual({ '5m': 1, '15m': 0.5, '60m': 0.5, '4h': 0.5, '24h': 0.5 });
  });

  test('the order of rounds changes nothing', () => {
    const shuffled = manyRounds.chain((rounds) => {
      return fc.tuple(fc.constant(rounds), fc.shuffledSubarray(rounds, { minLength: rounds.length }));
    });
    fc.assert(fc.property(shuffled, ([rounds, other]) => expect(figures(...other)).toEqual(figures(...rounds))));
  });

  test('the rolling ones are of the 30 days before each point, as known then', () => {
    const at = (daysAgo: number, contactMin: number) => round({ startedAt: NOW - daysAgo * DAY_MS, contactMin });
    const earlier = [at(34, 10), at(14.5, 24 * 60)];
    const { rolling } = figuresOf([at(1, 30)], { from: NOW - 14 * DAY_MS, to: NOW, earlier });
    expect(rolling.map(({ until, count, open }) => [(NOW - until) / DAY_MS, count, open])).toEqual([
      [14, 1, 1],
      [7, 2, 0],
      [0, 2, 0],
    ]);
  });
});

describe('a rep who leaves leads unanswered never looks faster', () => {
  const open = anyRound.map((one): Round => ({ ...one, ...unanswered, assignee: 'ann' }));
  const unanswered = { contactedAt: undefined, closedAt: undefined, closedAs: undefined };

  /** What may only rise, whatever else happens; where nobody knows the curve it is taken to be `unknown`. */
  function slowness(response: Response, unknown: number): number[] {
    const { kaplanMeierMedianMs, kaplanMeierP90Ms, answeredWithin, stillWaiting } = response;
    const shares = Object.values(answeredWithin).map(({ share = 0 }) => -share);
    const curve = Object.values(stillWaiting).map((waiting = unknown) => waiting);
    return [kaplanMeierMedianMs ?? Infinity, kaplanMeierP90Ms ?? Infinity, ...shares, ...curve];
  }

  test('an open round more lowers no median and raises no share, for all and for the rep', () => {
    fc.assert(
      fc.property(manyRounds, open, (rounds, one) => {
        const [before, after] = [figures(...rounds), figures(...rounds, one)];
        const hers = [before.byRep.get('ann'), after.byRep.get('ann')] as const;
        for (const [old, now] of [[before.all, after.all] as const, hers])
          for (const measure of ['signalToContact', 'signalToContactWorking', 'alertToContact'] as const) {
            const were = old === undefined ? [] : slowness(old[measure], 0);
            const are = now === undefined ? [] : slowness(now[measure], 1);
            expect(were.filter((slow, i) => slow > (are[i] ?? NaN) + 1e-9)).toEqual([]);
          }
      }),
    );
  });

  test('whoever answers nobody has no median and no share above nothing', () => {
    fc.assert(
      fc.property(fc.array(open, { minLength: 1, maxLength: 20 }), (rounds) => {
        const { signalToContact } = figures(...rounds).byRep.get('ann') ?? figures().all;
        expect(signalToContact).toMatchObject({ count: 0, open: rounds.length });
        expect(signalToContact).not.toHaveProperty('kaplanMeierMedianMs');
        expect(Object.values(signalToContact.answeredWithin).every(({ share = 0 }) => share === 0)).toBe(true);
        expect(verdictOf(signalToContact)).not.toBe('healthy');
      }),
    );
  });

  test('the counts of every measure add up to the clocks that began', () => {
    fc.assert(
      fc.property(manyRounds, (rounds) => {
        const { all, byRep } = figures(...rounds);
        expect(all.signalToContact.count + all.signalToContact.open).toBe(rounds.length);
        measures(all).forEach(({ count, open: still }, i) => {
          const groups = [...byRep.values()].map((one) => measures(one)[i]);
          expect(groups.reduce((sum, one) => sum + (one?.count ?? 0) + (one?.open ?? 0), 0)).toBe(count + still);
        });
      }),
    );
  });
});

describe('the verdict', () => {
  const open = (hours: number) => round({ startedAt: NOW - hours * HOUR_MS });
  test.each([
    { why: 'a median of 1 h 59', of: [round({ contactMin: 119 })], verdict: 'healthy' },
    { why: 'a median of 2 h', of: [round({ contactMin: 120 })], verdict: 'slow' },
    { why: 'a median of 6 h', of: [round({ contactMin: 360 })], verdict: 'slow' },
    { why: 'a median over 6 h', of: [round({ contactMin: 361 })], verdict: 'a routing problem' },
    { why: 'nobody answered for an hour', of: [open(1)], verdict: 'too early to say' },
    { why: 'nobody answered for 3 h', of: [open(3)], verdict: 'slow' },
    { why: 'nobody answered for 7 h', of: [open(7), open(1)], verdict: 'a routing problem' },
    { why: 'no rounds', of: [], verdict: 'nothing to measure' },
  ])('of $why is $verdict', ({ of, verdict }) => {
    expect(verdictOf(figures(...of).all.signalToContact)).toBe(verdict);
  });
});
