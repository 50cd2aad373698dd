import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  afterMs,
  clipped,
  covers,
  endOf,
  merged,
  msWithin,
  nextStart,
  overlap,
  without,
  type Interval,
} from './intervals.ts';

const LAST = 40;
const instants = Array.from({ length: LAST + 1 }, (_, at) => at);
const instant = fc.integer({ min: 0, max: LAST });
/** In any order, overlapping, some empty or reversed. */
const anyList = fc.array(fc.record({ from: instant, to: instant }), { maxLength: 8 });

/** What a list covers, asked of each instant alone. */
const held = (list: readonly Interval[]) => instants.filter((at) => list.some((i) => i.from <= at && at < i.to));
const isMerged = (list: readonly Interval[]) =>
  list.every((each, i) => each.from < each.to && each.from > (list[i - 1]?.to ?? -1));

describe('every operation says of each instant what its words say', () => {
  test('merged covers the same instants, in order and with a gap between any two', () => {
    fc.assert(
      fc.property(anyList, (list) => {
        expect(held(merged(list))).toEqual(held(list));
        expect(isMerged(merged(list))).toBe(true);
      }),
    );
  });

  test('without, overlap and clipped cover the instants of the one that the other lacks, has, or bounds', () => {
    fc.assert(
      fc.property(anyList, anyList, instant, instant, (a, b, from, to) => {
        const inB = new Set(held(b));
        expect(held(without(a, b))).toEqual(held(a).filter((at) => !inB.has(at)));
        expect(held(overlap(a, b))).toEqual(held(a).filter((at) => inB.has(at)));
        expect(held(clipped(a, from, to))).toEqual(held(a).filter((at) => from <= at && at < to));
        expect([without(a, b), overlap(a, b), clipped(a, from, to)].every(isMerged)).toBe(true);
      }),
    );
  });

  test('covers, nextStart and endOf agree with a look at each instant', () => {
    fc.assert(
      fc.property(anyList, instant, (list, at) => {
        const those = held(list);
        expect(covers(list, at)).toBe(those.includes(at));
        expect(nextStart(list, at)).toBe(those.find((each) => each >= at));
        const end = instants.find((each) => each > at && !those.includes(each));
        expect(endOf(list, at)).toBe(those.includes(at) ? end : undefined);
      }),
    );
  });

  test('nothing in the lists is changed', () => {
    const list = [
      { from: 5, to: 9 },
      { from: 1, to: 6 },
    ];
    merged(list);
    without(list, list);
    expect(list).toEqual([
      { from: 5, to: 9 },
      { from: 1, to: 6 },
    ]);
  });
});

describe('covered time', () => {
  test('msWithin counts the covered instants between two, and none backwards', () => {
    fc.assert(
      fc.property(anyList, instant, instant, (list, from, to) => {
        expect(msWithin(list, from, to)).toBe(held(list).filter((at) => from <= at && at < to).length);
      }),
    );
  });

  test('afterMs is the earliest instant by which that much has passed, and undefined only when the list has less', () => {
    fc.assert(
      fc.property(anyList, instant, fc.integer({ min: 0, max: LAST }), (list, from, ms) => {
        const earliest = instants.find((at) => at >= from && msWithin(list, from, at) >= ms);
        expect(afterMs(list, from, ms)).toBe(earliest);
      }),
    );
  });

  test('msWithin up to afterMs gives the ms back, whatever of them the list has', () => {
    fc.assert(
      fc.property(anyList, instant, fc.nat({ max: LAST }), (list, from, wanted) => {
        const ms = Math.min(wanted, msWithin(list, from, LAST));
        expect(msWithin(list, from, afterMs(list, from, ms) ?? NaN)).toBe(ms);
      }),
    );
  });

  test.each([
    { why: 'no time is over at once, also outside', ms: 0, from: 0, end: 0 },
    { why: 'the last ms ends with the interval, not with the next', ms: 10, from: 10, end: 20 },
    { why: 'one more waits for the next', ms: 11, from: 10, end: 31 },
    { why: 'a wait that begins in the gap counts from the next', ms: 1, from: 25, end: 31 },
    { why: 'more than there is never comes', ms: 21, from: 10, end: undefined },
  ])('of 10-20 and 30-40: $why', ({ ms, from, end }) => {
    expect(
      afterMs(
        [
          { from: 30, to: 40 },
          { from: 10, to: 20 },
        ],
        from,
        ms,
      ),
    ).toBe(end);
  });

  test('time without end is counted up to the instant asked for', () => {
    expect(msWithin([{ from: -Infinity, to: Infinity }], 5, 12)).toBe(7);
    expect(afterMs([{ from: 3, to: Infinity }], 0, 4)).toBe(7);
  });
});
