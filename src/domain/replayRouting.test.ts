import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { routeArrivals, type Arrival } from './replayRouting.ts';

const shift = (rep: string, from: number, to: number) => ({ rep, from, to });
const arrival = (lead: string, at: number): Arrival => ({ lead, at });

describe('routing a log', () => {
  test('an arrival in a shift is routed at once', () => {
    const routed = routeArrivals([arrival('l', 5)], [shift('ann', 0, 10)]);
    expect(routed).toEqual({ routed: 1, held: 0, covered: 0, unrouted: 0, byRep: new Map([['ann', 1]]) });
  });

  test('an arrival between shifts is held for the next one', () => {
    const routed = routeArrivals([arrival('l', 15)], [shift('ann', 0, 10), shift('bob', 20, 30)]);
    expect(routed).toMatchObject({
      routed: 1,
      held: 1,
      byRep: new Map([
        ['ann', 0],
        ['bob', 1],
      ]),
    });
  });

  test('an arrival at the instant a shift begins is not held', () => {
    expect(routeArrivals([arrival('l', 20)], [shift('bob', 20, 30)])).toMatchObject({ routed: 1, held: 0 });
  });

  test('those held overnight are shared among all who begin at the same instant', () => {
    const arrivals = Array.from({ length: 6 }, (_, at) => arrival(`l${at}`, at));
    const shifts = ['ann', 'bob', 'cy'].map((rep) => shift(rep, 20, 30));
    const { held, byRep } = routeArrivals(arrivals, shifts);
    expect([held, [...byRep.values()]]).toEqual([6, [2, 2, 2]]);
  });

  test('an arrival after the last shift stays unrouted', () => {
    expect(routeArrivals([arrival('l', 15)], [shift('ann', 0, 10)])).toMatchObject({ routed: 0, held: 0, unrouted: 1 });
  });

  test('without reps nothing is routed and nothing is lost', () => {
    expect(routeArrivals([arrival('l', 1), arrival('m', 2)], [])).toMatchObject({ routed: 0, unrouted: 2 });
  });

  test('a lead that comes again goes to the rep it had', () => {
    const shifts = [shift('ann', 0, 10), shift('bob', 0, 10)];
    expect(routeArrivals([arrival('l', 1), arrival('l', 2)], shifts).byRep.get('ann')).toBe(2);
  });

  test('a lead that comes again while its rep is away is covered', () => {
    const shifts = [shift('ann', 0, 10), shift('bob', 20, 30)];
    expect(routeArrivals([arrival('l', 1), arrival('l', 25)], shifts)).toMatchObject({ routed: 2, covered: 1 });
  });

  test('equal reps who are always there have equal numbers of leads', () => {
    const arrivals = Array.from({ length: 9 }, (_, at) => arrival(`l${at}`, at));
    const shifts = ['ann', 'bob', 'cy'].map((rep) => shift(rep, 0, 10));
    expect([...routeArrivals(arrivals, shifts).byRep.values()]).toEqual([3, 3, 3]);
  });

  test('every arrival is routed or unrouted, and every routed one has a rep', () => {
    const time = fc.nat(50);
    const arrivals = fc.array(fc.tuple(fc.nat(9), time).map(([lead, at]) => arrival(`l${lead}`, at)));
    const shifts = fc.array(fc.tuple(fc.nat(4), time, fc.nat(9)).map(([rep, at, ms]) => shift(`r${rep}`, at, at + ms)));
    fc.assert(
      fc.property(arrivals, shifts, (leads, seen) => {
        const { routed, unrouted, byRep, held } = routeArrivals(leads, seen);
        expect(routed + unrouted).toBe(leads.length);
        expect([...byRep.values()].reduce((sum, count) => sum + count, 0)).toBe(routed);
        expect(held).toBeLessThanOrEqual(routed);
        const lastShift = Math.max(...seen.map((s) => s.to));
        expect(unrouted).toBeGreaterThanOrEqual(leads.filter((lead) => lead.at > lastShift).length);
      }),
    );
  });
});
