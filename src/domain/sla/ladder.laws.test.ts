import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Interval } from '../hours/intervals.ts';
import { type Clocks, handedOver, type Ladder, nextDueAt, startLadder, upgraded } from './ladder.ts';
import { minute, minuteOf, shift, START } from './laddersForTests.ts';
import { defaultSla, type Rung } from './settings.ts';

const horizon = 1500;

/** Up to seven shifts, in any order, overlapping, touching or empty; some begin before the ladder. */
const calendars: fc.Arbitrary<Interval[]> = fc
  .array(fc.tuple(fc.integer({ min: -60, max: horizon }), fc.integer({ min: 0, max: 200 })), { maxLength: 7 })
  .map((shifts) => shifts.map(([from, length]) => shift(from, from + length)));
const clocks: fc.Arbitrary<Clocks> = fc.record({ assignee: calendars, pool: calendars });

const kinds = fc.constantFrom<Rung['do'][]>('remind', 'backup', 'reassign', 'manager');
const rungs: fc.Arbitrary<Rung[]> = fc.array(fc.record({ afterMinutes: fc.integer({ min: 0, max: 180 }), do: kinds }), {
  minLength: 1,
  maxLength: 6,
});

/** Ladders that are climbed to any height, the last rung at any time since. */
const ladders: fc.Arbitrary<Ladder> = fc
  .record({ rungs, climbed: fc.nat({ max: 6 }), sinceMinute: fc.nat({ max: 600 }), ceiling: fc.nat({ max: 90 }) })
  .map(({ rungs: all, climbed, sinceMinute, ceiling }) => {
    const fresh = startLadder(all, START, { ...defaultSla, ceilingMinutes: ceiling });
    const last = fresh.rungs[climbed - 1];
    if (!last) return fresh;
    return { ...fresh, climbed, since: { at: minute(sinceMinute), minutes: last.afterMinutes } };
  });

/** Counts minute by minute. */
function dueByCounting(ladder: Ladder, { assignee, pool }: Clocks): number | undefined {
  const rung = ladder.rungs[ladder.climbed];
  if (!rung) return undefined;
  const isIn = (list: Interval[], m: number) => list.some(({ from, to }) => from <= minute(m) && minute(m) < to);
  const { since, ceilingMinutes } = ladder;
  const first = minuteOf(since.at);
  const left = rung.afterMinutes - since.minutes;
  let [worked, staffed, staffedInAll] = [0, 0, 0];
  for (let m = 0; m < 2 * horizon; m += 1) {
    const rungWaited = worked >= left || staffed >= left + ceilingMinutes;
    if (m >= first && (rungWaited || staffedInAll >= rung.afterMinutes + ceilingMinutes)) return minute(m);
    staffedInAll += Number(isIn(pool, m));
    worked += Number(m >= first && isIn(assignee, m));
    staffed += Number(m >= first && isIn(pool, m));
  }
  return undefined;
}

const dueOrNever = (ladder: Ladder, of: Clocks) => nextDueAt(ladder, of) ?? Infinity;

describe('laws of when a rung is due', () => {
  test('it is what counting minute by minute says', () => {
    fc.assert(
      fc.property(ladders, clocks, (ladder, of) => {
        expect(nextDueAt(ladder, of)).toBe(dueByCounting(ladder, of));
      }),
      { numRuns: 300 },
    );
  });

  test('more minutes are never due earlier, more people never later, and nothing before the last rung', () => {
    fc.assert(
      fc.property(ladders, clocks, calendars, fc.nat({ max: 60 }), (ladder, of, more, minutes) => {
        const later = ladder.rungs.map((rung) => ({ ...rung, afterMinutes: rung.afterMinutes + minutes }));
        const due = dueOrNever(ladder, of);
        expect(due).toBeGreaterThanOrEqual(ladder.since.at);
        expect(dueOrNever({ ...ladder, rungs: later }, of)).toBeGreaterThanOrEqual(due);
        const { assignee, pool } = of;
        expect(dueOrNever(ladder, { assignee: [...assignee, ...more], pool })).toBeLessThanOrEqual(due);
        expect(dueOrNever(ladder, { assignee, pool: [...pool, ...more] })).toBeLessThanOrEqual(due);
      }),
    );
  });
});

describe('laws of upgrades', () => {
  test('to the rungs it has it changes nothing', () => {
    fc.assert(
      fc.property(ladders, (ladder) => {
        expect(upgraded(ladder, ladder.rungs)).toEqual(ladder);
      }),
    );
  });

  test('twice is once', () => {
    fc.assert(
      fc.property(ladders, rungs, (ladder, others) => {
        const once = upgraded(ladder, others);
        expect(upgraded(once, others)).toEqual(once);
      }),
    );
  });

  test('the next rung is never later than it was, and none lies before what has passed', () => {
    fc.assert(
      fc.property(ladders, rungs, clocks, (ladder, others, of) => {
        const both = upgraded(ladder, others);
        expect(dueOrNever(both, of)).toBeLessThanOrEqual(dueOrNever(ladder, of));
        const left = both.rungs.slice(both.climbed).map((rung) => rung.afterMinutes);
        expect(left).toEqual(left.toSorted((a, b) => a - b));
        expect(Math.min(...left)).toBeGreaterThanOrEqual(ladder.since.minutes);
      }),
    );
  });

  test('before anything is climbed the next rung is the earlier of both ladders', () => {
    fc.assert(
      fc.property(rungs, rungs, clocks, (some, others, of) => {
        const [one, other] = [startLadder(some, START, defaultSla), startLadder(others, START, defaultSla)];
        expect(dueOrNever(upgraded(one, others), of)).toBe(Math.min(dueOrNever(one, of), dueOrNever(other, of)));
      }),
    );
  });

  test('what was climbed stays as it was, and of each kind there are as many as on the ladder with more', () => {
    fc.assert(
      fc.property(ladders, rungs, kinds, (ladder, others, kind) => {
        const both = upgraded(ladder, others);
        expect(both).toEqual({ ...ladder, rungs: both.rungs });
        expect(both.rungs.slice(0, both.climbed)).toEqual(ladder.rungs.slice(0, ladder.climbed));
        const count = (list: Rung[]) => list.filter((rung) => rung.do === kind).length;
        expect(count(both.rungs)).toBe(Math.max(count(ladder.rungs), count(others)));
      }),
    );
  });

  test('two ladders of one instant meet in the same one, whichever is upgraded', () => {
    fc.assert(
      fc.property(rungs, rungs, (some, others) => {
        const meet = (a: Rung[], b: Rung[]) => upgraded(startLadder(a, START, defaultSla), b);
        expect(meet(some, others)).toEqual(meet(others, some));
      }),
    );
  });
});

describe('laws of handing over', () => {
  test('to somebody with the same hours it moves no rung that was still to come', () => {
    fc.assert(
      fc.property(ladders, calendars, fc.nat({ max: 2 * horizon }), (ladder, assignee, at) => {
        const of = { assignee, pool: [] };
        const due = dueOrNever(ladder, of);
        const now = Math.min(minute(at), due);
        expect(dueOrNever(handedOver(ladder, of, now), of)).toBe(due);
      }),
    );
  });

  test('however often, the whole ladder never waits longer than the ceiling while the pool is there', () => {
    fc.assert(
      fc.property(ladders, calendars, fc.array(fc.nat({ max: horizon })), (ladder, pool, times) => {
        const of = { assignee: [], pool };
        const rung = ladder.rungs[ladder.climbed];
        const wholeLadder = rung && { ...ladder, rungs: [rung], climbed: 0, since: { at: START, minutes: 0 } };
        const latest = Math.max(ladder.since.at, wholeLadder ? dueOrNever(wholeLadder, of) : Infinity);
        const early = times.toSorted((a, b) => a - b).filter((at) => minute(at) <= latest);
        const handed = early.reduce((held, at) => handedOver(held, of, minute(at)), ladder);
        expect(dueOrNever(handed, of)).toBeLessThanOrEqual(latest);
      }),
    );
  });
});
