import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Shift } from './presence.ts';
import { routeArrivals, type Arrival, type ArrivalFacts } from './replayRouting.ts';
import { defaultRouting, type RoutingSettings } from './routing/settings.ts';

const HOUR = 3_600_000;
const shift = (rep: string, from: number, to: number): Shift => ({ rep, from, to });
const arrival = (lead: string, at: number): Arrival => ({ lead, at });
const often = (count: number) => Array.from({ length: count }, (_, at) => arrival(`l${at}`, at));

function routed(arrivals: Arrival[], shifts: Shift[], settings: Partial<RoutingSettings> = {}) {
  return routeArrivals(arrivals, shifts, { ...defaultRouting, ...settings });
}

/** Who got what when, a lead a line. */
function given(...asked: Parameters<typeof routed>): string[] {
  return routed(...asked).given.map(({ lead, rep, givenAt, covered }) => {
    return `${lead} to ${rep} at ${givenAt}${covered ? ', covered' : ''}`;
  });
}

/** How many each got, in the order of reps. */
function spread(...asked: Parameters<typeof routed>): number[] {
  const { reps, given: all } = routed(...asked);
  return reps.map((id) => all.filter(({ rep }) => rep === id).length);
}

describe('routing a log', () => {
  test('an arrival in a shift is routed at once', () => {
    const { pools, ...rest } = routed([arrival('l', 5)], [shift('ann', 0, 10)]);
    const ann = { lead: 'l', at: 5, rep: 'ann', givenAt: 5, covered: false };
    expect(rest).toEqual({ given: [ann], offered: 0, unrouted: 0, unassigned: 0, reps: ['ann'] });
    expect(pools['default']).toMatchObject([{ rep: 'ann', entitlement: 1, assigned: 1 }]);
  });

  test.each([0, 10, 20, 30])('both ends of a shift are in it (%d)', (at) => {
    expect(given([arrival('l', at)], [shift('ann', 0, 10), shift('ann', 20, 30)])).toEqual([`l to ann at ${at}`]);
  });

  test('an arrival between shifts is held for the next one, and nobody could take it when it came', () => {
    const asked = [[arrival('l', 15)], [shift('ann', 0, 10), shift('bob', 20, 30)]] as const;
    expect(given([...asked[0]], [...asked[1]])).toEqual(['l to bob at 20']);
    expect(routed([...asked[0]], [...asked[1]])).toMatchObject({ unassigned: 1, unrouted: 0 });
  });

  test('those held overnight are shared among all who begin at the same instant', () => {
    const shifts = ['ann', 'bob', 'cy'].map((rep) => shift(rep, 20, 30));
    expect(spread(often(6), shifts)).toEqual([2, 2, 2]);
  });

  test('those held come before those who arrive when the shift begins', () => {
    const arrivals = [arrival('new', 20), arrival('old', 5), arrival('older', 4)];
    expect(given(arrivals, [shift('ann', 20, 30)])).toEqual([
      'older to ann at 20',
      'old to ann at 20',
      'new to ann at 20',
    ]);
  });

  test('an arrival after the last shift stays unrouted', () => {
    const { unrouted, unassigned, given: none } = routed([arrival('l', 15)], [shift('ann', 0, 10)]);
    expect([unrouted, unassigned, none]).toEqual([1, 1, []]);
  });

  test('without reps nothing is routed and nothing is lost', () => {
    expect(routed([arrival('l', 1), arrival('m', 2)], [])).toMatchObject({ given: [], unrouted: 2, reps: [] });
  });

  test('equal reps who are always there have equal numbers of leads', () => {
    const shifts = ['ann', 'bob', 'cy'].map((rep) => shift(rep, 0, 10));
    expect(spread(often(9), shifts)).toEqual([3, 3, 3]);
  });
});

describe('a lead that comes again', () => {
  const first = arrival('l', 1);
  const ann = shift('ann', 0, 10);
  const bob = (from: number) => shift('bob', from, 40 * HOUR);
  const again = (facts: Partial<ArrivalFacts> = {}): Arrival => ({
    ...arrival('l', 20),
    facts: { fastLane: false, isTrial: false, usesProduct: false, ...facts },
  });

  test('goes to the rep it had, and costs no turn', () => {
    const { given: had, pools } = routed([first, arrival('l', 2)], [ann, shift('bob', 2, 10)]);
    expect(had.map(({ rep }) => rep)).toEqual(['ann', 'ann']);
    expect(pools['default']).toMatchObject([{ assigned: 1 }, { assigned: 0, entitlement: 0 }]);
  });

  test('is covered while its rep is away for good', () => {
    expect(given([first, again()], [ann, bob(15)])).toEqual(['l to ann at 1', 'l to bob at 20, covered']);
  });

  test('waits for its rep who is back soon, while others are there', () => {
    const back = shift('ann', 9 * HOUR, 10 * HOUR);
    expect(given([first, again()], [ann, bob(15), back])).toEqual(['l to ann at 1', `l to ann at ${9 * HOUR}`]);
    expect(routed([first, again()], [ann, bob(15), back])).toMatchObject({ unassigned: 0 });
  });

  test('does not wait in a fast lane', () => {
    const back = shift('ann', 9 * HOUR, 10 * HOUR);
    expect(given([first, again({ fastLane: true })], [ann, bob(15), back])[1]).toBe('l to bob at 20, covered');
  });

  test('does not wait for who is back in 14 hours or more', () => {
    const back = shift('ann', 20 + 14 * HOUR, 20 + 15 * HOUR);
    expect(given([first, again()], [ann, bob(15), back])[1]).toBe('l to bob at 20, covered');
  });

  test('has its owner again after it was covered', () => {
    const back = shift('ann', 20 * HOUR, 21 * HOUR);
    const third = arrival('l', 20 * HOUR);
    expect(given([first, again(), third], [ann, bob(15), back])[2]).toBe(`l to ann at ${20 * HOUR}`);
  });
});

describe('the settings of a model', () => {
  const shifts = [shift('Ann@us.example', 0, 10), shift('bob@us.example', 0, 10)];
  const annOnly = { mode: 'assign' as const, members: [{ rep: 'ann@us.example', weight: 1 }] };
  const bobOnly = { mode: 'assign' as const, members: [{ rep: 'bob@us.example', weight: 1 }] };

  test('name reps who are named by their e-mail', () => {
    expect(spread(often(4), shifts, { pools: { default: annOnly } })).toEqual([4, 0]);
  });

  test('give weights', () => {
    const members = [
      { rep: 'ann@us.example', weight: 3 },
      { rep: 'bob@us.example', weight: 1 },
    ];
    expect(spread(often(8), shifts, { pools: { default: { mode: 'assign', members } } })).toEqual([6, 2]);
  });

  test('ramp nobody up: a log does not say who is new', () => {
    const pool = { mode: 'assign' as const, members: 'everyone' as const, rampUp: [0.5] };
    expect(routed([arrival('l', 5)], shifts, { pools: { default: pool } }).pools['default']).toMatchObject([
      { weight: 1 },
      { weight: 1 },
    ]);
  });

  test('ask what the log says of a lead', () => {
    const settings = {
      pools: { default: annOnly, fair: bobOnly },
      territories: [{ name: 'f', sources: ['fair'], pool: 'fair' }],
    };
    const facts = { source: 'fair', fastLane: false, isTrial: false, usesProduct: false };
    const arrivals = [arrival('l', 1), { ...arrival('m', 2), facts }];
    expect(given(arrivals, shifts, settings)).toEqual(['l to Ann@us.example at 1', 'm to bob@us.example at 2']);
  });

  test('may offer leads to those who claim', () => {
    const pool = { mode: 'claim' as const, members: 'everyone' as const };
    expect(routed(often(3), shifts, { pools: { default: pool } })).toMatchObject({
      given: [],
      offered: 3,
      unrouted: 0,
    });
  });
});

describe('for any log', () => {
  const time = fc.nat(60).map((steps) => steps * HOUR);
  const facts = fc.record({ fastLane: fc.boolean(), isTrial: fc.boolean(), usesProduct: fc.boolean() });
  const arrivals = fc.array(
    fc.tuple(fc.nat(9), time, facts).map(([lead, at, said]): Arrival => ({ lead: `l${lead}`, at, facts: said })),
  );
  const shifts = fc.array(
    fc.tuple(fc.nat(4), time, fc.nat(9)).map(([rep, at, hours]) => shift(`r${rep}`, at, at + hours * HOUR)),
  );

  test('every arrival is given to somebody who is there then, or comes after everybody left', () => {
    fc.assert(
      fc.property(arrivals, shifts, (leads, seen) => {
        const { given: all, unrouted } = routed(leads, seen);
        const lastShift = Math.max(...seen.map(({ to }) => to));
        expect(unrouted).toBe(leads.filter(({ at }) => at > lastShift).length);
        expect(all.length + unrouted).toBe(leads.length);
        const isThere = (rep: string, at: number) => seen.some((s) => s.rep === rep && s.from <= at && at <= s.to);
        expect(all.filter(({ rep, givenAt }) => !isThere(rep, givenAt))).toEqual([]);
      }),
    );
  });

  test('nobody waits in a fast lane while anyone is there', () => {
    fc.assert(
      fc.property(arrivals, shifts, (leads, seen) => {
        const someone = (at: number) => seen.some(({ from, to }) => from <= at && at <= to);
        const late = routed(leads, seen).given.filter(({ at, givenAt }) => givenAt > at);
        expect(late.filter(({ at, facts: said }) => said?.fastLane === true && someone(at))).toEqual([]);
      }),
    );
  });

  test('the order of arrivals and shifts does not matter', () => {
    const once = fc.uniqueArray(fc.tuple(fc.nat(20), time), { selector: ([lead]) => lead });
    const leads = once.map((all) => all.map(([lead, at]) => arrival(`l${lead}`, at)));
    fc.assert(
      fc.property(leads, shifts, (some, seen) => {
        expect(routed(some.toReversed(), seen.toReversed())).toEqual(routed(some, seen));
      }),
    );
  });
});
