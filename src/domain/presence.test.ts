import { expect, test } from '@jest/globals';
import { shiftsSeen } from './presence.ts';

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
