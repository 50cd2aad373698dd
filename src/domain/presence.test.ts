import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shiftsSeen, workingClock } from './presence.ts';

const at = (iso: string) => Date.parse(iso);
const touch = (rep: string, iso: string, hours = 0) => ({ rep, at: at(iso), offsetMs: hours * 3_600_000 });

test('a rep is there from the first touch of a day to the last', () => {
  const touches = ['2012-01-02T12:00Z', '2012-01-02T09:00Z', '2012-01-02T17:00Z'].map((iso) => touch('ann', iso));
  expect(shiftsSeen(touches)).toEqual([{ rep: 'ann', from: at('2012-01-02T09:00Z'), to: at('2012-01-02T17:00Z') }]);
});

test('a day ends at midnight on the wall of the rep, not in UTC', () => {
  const late = touch('ann', '2012-01-02T22:30Z', 2);
  const next = touch('ann', '2012-01-03T08:00Z', 2);
  expect(shiftsSeen([late, next])).toEqual([{ rep: 'ann', from: late.at, to: next.at }]);
});

test('shifts come in the order in which they begin', () => {
  const touches = [
    touch('bob', '2012-01-03T09:00Z'),
    touch('ann', '2012-01-02T09:00Z'),
    touch('ann', '2012-01-03T08:00Z'),
  ];
  expect(shiftsSeen(touches).map((shift) => shift.rep)).toEqual(['ann', 'ann', 'bob']);
});

const shift = (rep: string, from: number, to: number) => ({ rep, from, to });

test.each([
  { from: 0, to: 10, worked: 0, why: 'before anybody is there' },
  { from: 12, to: 15, worked: 3, why: 'inside a shift' },
  { from: 0, to: 25, worked: 10, why: 'where shifts overlap, once' },
  { from: 15, to: 105, worked: 10, why: 'over a night' },
  { from: 30, to: 90, worked: 0, why: 'in a night' },
  { from: 0, to: 500, worked: 20, why: 'over everything' },
])('the working time from $from to $to is $worked: $why', ({ from, to, worked }) => {
  const clock = workingClock([shift('bob', 100, 110), shift('ann', 10, 18), shift('cy', 14, 20), shift('ann', 50, 50)]);
  expect(clock(to) - clock(from)).toBe(worked);
});

test('without shifts nobody ever works', () => {
  expect(workingClock([])(5)).toBe(0);
});

test('the working clock counts the instants at which somebody is there', () => {
  const shifts = fc.array(fc.tuple(fc.nat(40), fc.nat(9)).map(([from, ms]) => shift('ann', from, from + ms)));
  fc.assert(
    fc.property(shifts, fc.nat(50), (seen, at) => {
      const staffed = Array.from({ length: at }, (_, ms) => seen.some(({ from, to }) => from <= ms && ms < to));
      expect(workingClock(seen)(at)).toBe(staffed.filter(Boolean).length);
    }),
  );
});
