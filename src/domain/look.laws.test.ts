import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BIRTH, instantsOfLife, modelsForTests, signalsOfLife } from '../testing/lives.ts';
import { DAY_MS } from './decay.ts';
import { close, type ClosedAs, contacted, inRound, opened } from './episodes.ts';
import { type LeadState, lookAt } from './look.ts';
import type { Model } from './model.ts';
import type { Signal } from './signals.ts';
import { NOW, signal } from './signalsForTests.ts';
import { standingAt } from './tiers.ts';

const END = NOW + 5 * DAY_MS;

type Life = { signals: Signal[]; contacts: number[]; closings: number[] };
const lives = signalsOfLife.chain((signals) =>
  fc.record({
    signals: fc.constant(signals),
    contacts: fc.array(instantsOfLife(signals), { maxLength: 2 }),
    closings: fc.array(instantsOfLife(signals), { maxLength: 2 }),
    extra: fc.array(instantsOfLife(signals), { maxLength: 12 }),
  }),
);

/** Everything that is decided of a lead that is looked at when something is received, when a look said so, and at `extra` instants. */
function decisions({ signals, contacts, closings }: Life, model: Model, extra: number[]): unknown[] {
  const planned = [...signals.map(({ receivedAt }) => receivedAt), ...contacts, ...closings, ...extra];
  const instants = [...new Set(planned)].sort((a, b) => a - b);
  const made: unknown[] = [];
  let state: LeadState = { id: 'l1', signals: [], score: 0, hot: false };
  let next = Infinity;
  for (;;) {
    const now = Math.min(instants[0] ?? Infinity, next);
    if (now > END) return made;
    if (now === instants[0]) instants.shift();
    const fresh = signals.filter(({ receivedAt }) => receivedAt === now);
    const { unseenFrom: _seen, ...rest } = state;
    const news = fresh.length === 0 ? {} : { unseenFrom: Math.min(...fresh.map(({ at }) => at)) };
    state = { ...rest, ...news, signals: [...state.signals, ...fresh] };
    if (contacts.includes(now) && state.open !== undefined) state.open = contacted(state.open, now);
    if (closings.includes(now)) state = closed(state, now, 'lost');
    const { move, standing, lookAt: again } = lookAt(state, model, BIRTH - DAY_MS, now);
    if (move.kind !== 'none') made.push({ now, ...move });
    state = { ...state, score: standing.score, hot: standing.hot, lookedAt: now };
    if (move.kind === 'open') state.open = opened(`e${made.length}`, now, move);
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
    closings: [closedAt],
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
