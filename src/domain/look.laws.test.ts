import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BIRTH, instantsOfLife, modelsForTests, signalsOfLife } from '../testing/lives.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './decay.ts';
import { close, type ClosedAs, contacted, inRound, opened } from './episodes.ts';
import { type LeadState, lookAt } from './look.ts';
import { defaultModel, type Model } from './model.ts';
import type { Signal } from './signals.ts';
import { NOW, signal } from './signalsForTests.ts';
import { standingAt } from './tiers.ts';

const END = NOW + 5 * DAY_MS;

type Closing = { at: number; as: 'lost' | 'not_a_fit' };
type Life = { signals: Signal[]; contacts: number[]; closings: Closing[]; status?: string };

/** What happens to a lead of these signals beside them, and when it is looked at more often than need be. */
function livesOf(signals: fc.Arbitrary<Signal[]>): fc.Arbitrary<Life & { extra: number[] }> {
  return signals.chain((some) => {
    const closing = fc.record({ at: instantsOfLife(some), as: fc.constantFrom('lost' as const, 'not_a_fit' as const) });
    return fc.record({
      signals: fc.constant(some),
      contacts: fc.array(instantsOfLife(some), { maxLength: 2 }),
      closings: fc.array(closing, { maxLength: 2 }),
      extra: fc.array(instantsOfLife(some), { maxLength: 12 }),
    });
  });
}
const lives = livesOf(signalsOfLife);

const LATER = 90 * DAY_MS;
/** Two stretches of 20 days, 90 days apart: in the second it is left alone no longer because of what was said in the first. */
const longLives = livesOf(
  fc.tuple(signalsOfLife, signalsOfLife).map(([first, second]) => [
    ...first,
    ...second.map((one) => ({
      ...one,
      id: `later-${one.id}`,
      at: one.at + LATER,
      receivedAt: one.receivedAt + LATER,
    })),
  ]),
);

/** Everything that is decided of a lead that is looked at when something is received, when a look said so, and at `extra` instants. */
function decisions({ signals, contacts, closings, status }: Life, model: Model, extra: number[]): unknown[] {
  const end = Math.max(END, ...signals.map(({ receivedAt }) => receivedAt + 5 * DAY_MS));
  const closedAt = closings.map(({ at }) => at);
  const planned = [...signals.map(({ receivedAt }) => receivedAt), ...contacts, ...closedAt, ...extra];
  const instants = [...new Set(planned)].sort((a, b) => a - b);
  const made: unknown[] = [];
  let state: LeadState = { id: 'l1', signals: [], score: 0, hot: false, ...(status !== undefined && { status }) };
  let next = Infinity;
  for (;;) {
    const now = Math.min(instants[0] ?? Infinity, next);
    if (now > end) return made;
    if (now === instants[0]) instants.shift();
    const fresh = signals.filter(({ receivedAt }) => receivedAt === now);
    const { unseenFrom: _seen, ...rest } = state;
    const news = fresh.length === 0 ? {} : { unseenFrom: Math.min(...fresh.map(({ at }) => at)) };
    state = { ...rest, ...news, signals: [...state.signals, ...fresh] };
    if (contacts.includes(now) && state.open !== undefined) state.open = contacted(state.open, now);
    for (const { at, as } of closings) if (at === now) state = closed(state, now, as);
    const { move, standing, lookAt: again } = lookAt(state, model, BIRTH - DAY_MS, now);
    if (move.kind !== 'none') made.push({ now, ...move });
    state = { ...state, score: standing.score, hot: standing.hot, lookedAt: now };
    if (move.kind === 'open') {
      const { lastClosed: _before, ...quiet } = state;
      state = { ...quiet, open: opened(`e${made.length}`, now, move) };
    }
    if (move.kind === 'round' && state.open) state.open = inRound(state.open, move);
    if (move.kind === 'upgrade' && state.open) state.open = { ...state.open, tier: move.tier };
    if (move.kind === 'cool') state = closed(state, now, 'cooled');
    next = again ?? Infinity;
  }
}

function closed(state: LeadState, at: number, as: ClosedAs): LeadState {
  const { open, ...rest } = state;
  return open === undefined ? state : { ...rest, lastClosed: close(open, at, as) };
}

describe('looking', () => {
  test.each(Object.keys(modelsForTests))('more often changes no decision: %s', (name) => {
    const model = modelsForTests[name] as Model;
    fc.assert(
      fc.property(lives, ({ extra, ...life }) => {
        expect(decisions(life, model, extra)).toEqual(decisions(life, model, []));
      }),
      { numRuns: 60 },
    );
  });

  const eager = modelsForTests['no lanes, low bars'] as Model;
  /** Leads are hot for long without a lane, and each lane is news. */
  const loud: Model = {
    ...eager,
    lanes: defaultModel.lanes,
    tiers: { ...eager.tiers, two: { score: 22, variety: 1, counted: 1 } },
    opening: { ...eager.opening, receivedWithinHours: 72, coolScore: 20 },
  };
  const dismissed = (life: Life & { extra: number[] }) => {
    return { ...life, closings: life.closings.map(({ at }) => ({ at, as: 'not_a_fit' as const })) };
  };

  test.each([
    ['of a lead that is left alone for three days', lives.map(dismissed), 3, 120],
    ['of one that is for ninety', longLives.map(dismissed), 90, 50],
    ['of one whose status says that it is none', lives.map((life) => ({ ...life, status: 'UNQUALIFIED' })), 90, 100],
  ])('nor %s', (_, all, disqualifiedDays, numRuns) => {
    const model = { ...loud, suppression: { ...loud.suppression, disqualifiedDays } };
    fc.assert(
      fc.property(all, ({ extra, ...life }) => {
        expect(decisions(life, model, extra)).toEqual(decisions(life, model, []));
      }),
      { numRuns },
    );
  });
});

describe('heat while nobody may hear of a lead', () => {
  const model = modelsForTests['default'] as Model;
  const read = 'competitor_comparison roi_calculator case_study_download technical_docs pricing_page_visit';
  const closedAt = NOW - 10 * DAY_MS;
  const restedAt = closedAt + 90 * DAY_MS;
  const at = (instant: number, type: string, id = type) => signal(type, NOW - instant, { id });
  const reads = (from: number) => read.split(' ').map((type, index) => at(from - index * 1_000, type));
  const before = at(closedAt - 1_000, 'demo_request', 'before');
  const dismissed = { contacts: [], closings: [{ at: closedAt, as: 'not_a_fit' as const }] };

  test.each([[[]], [[restedAt - 1]], [[restedAt - 5_000, restedAt + 60_000]]])(
    'is news when the ninety days are over: looked at %p as well',
    (extra) => {
      const life = { ...dismissed, signals: [before, ...reads(restedAt - HOUR_MS)] };
      expect(decisions(life, model, extra)).toMatchObject([
        { kind: 'open', triggerId: 'before' },
        { kind: 'open', episodeKind: 'first', now: restedAt, hotAt: restedAt },
      ]);
    },
  );

  test.each([[[]], [[restedAt - 13 * DAY_MS - 1]], [[restedAt - 13 * DAY_MS - 60_000]]])(
    'is news from when it asks for somebody, and not from before: looked at %p as well',
    (extra) => {
      const asks = at(restedAt - 13 * DAY_MS, 'demo_request', 'asks');
      const life = { ...dismissed, signals: [before, ...reads(asks.at - HOUR_MS), asks] };
      expect(decisions(life, model, extra).slice(1)).toMatchObject([
        { kind: 'open', triggerId: 'asks', hotAt: asks.at - 5 * MINUTE_MS, late: false },
      ]);
    },
  );
});

describe('heat that never stops', () => {
  const model = modelsForTests['jobs looked at keep a lead down for two days'] as Model;
  const closedAt = NOW - 16 * DAY_MS;
  const life = {
    signals: [
      signal('meeting_booked', 18 * DAY_MS, { id: 'first' }),
      signal('competitor_comparison', 18 * DAY_MS, { id: 'second' }),
      signal('technical_docs', 17 * DAY_MS, { id: 'upgrades' }),
      signal('usage_limit_hit', 5 * DAY_MS, { id: 'third' }),
      signal('competitor_comparison', 2.5 * DAY_MS, { id: 'news', asset: '/b' }),
    ],
    contacts: [],
    closings: [{ at: closedAt, as: 'lost' as const }],
  };

  test.each([[[]], [[NOW - 3 * DAY_MS]], [[NOW - 2.2 * DAY_MS, NOW - 1.5 * DAY_MS]]])(
    'is news again just 14 days after its episode was closed: looked at %p as well',
    (extra) => {
      expect(decisions(life, model, extra)).toMatchObject([
        { kind: 'open', triggerId: 'second' },
        { kind: 'upgrade' },
        { kind: 'open', episodeKind: 'first', now: closedAt + 14 * DAY_MS, triggerId: 'news' },
      ]);
    },
  );
});

describe('merging leads', () => {
  const sides = fc
    .tuple(signalsOfLife, signalsOfLife, signalsOfLife)
    .map((three) =>
      three.map((signals, side) => signals.map((one) => ({ ...one, id: `${side < 2 ? one.id : `other-${one.id}`}` }))),
    );
  /** Signals of two leads that turned out to be one person: what both know is one thing. */
  const merged = (a: Signal[], b: Signal[]) => [...new Map([...a, ...b].map((one) => [one.id, one])).values()];
  const standing = (signals: Signal[]) => standingAt(NOW, signals, modelsForTests['default'] as Model);

  test('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(sides, ([a = [], b = [], c = []]) => {
        // Leads that share a history have the very same signals.
        const known = new Map(a.map((one) => [one.id, one]));
        const mine = b.map((one) => known.get(one.id) ?? one);
        expect(standing(merged(a, mine))).toEqual(standing(merged(mine, a)));
        expect(standing(merged(merged(a, mine), c))).toEqual(standing(merged(a, merged(mine, c))));
        expect(standing(merged(a, a))).toEqual(standing(a));
        expect(standing([...a, ...mine])).toEqual(standing(merged(a, mine)));
      }),
    );
  });
});
