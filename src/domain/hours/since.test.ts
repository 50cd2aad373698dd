import { describe, expect, test } from '@jest/globals';
import { availabilityAt, nextPresentAt, presentWithin } from './availability.ts';
import { msWithin } from './intervals.ts';
import { at, minute, repTime } from './repTimeForTests.ts';
import { withSince } from './since.ts';

const signalAt = at(0, 10);
const calledAt = at(0, 10, 9);
const switchedAt = at(0, 10, 10);
const now = at(0, 11);
const worked = (rep: ReturnType<typeof repTime>) => msWithin(presentWithin(rep, at(0, 0), now), signalAt, calledAt);

describe.each([
  { why: 'set to away in the CRM', is: { available: false }, since: { awaySince: switchedAt } },
  { why: 'has left', is: { active: false }, since: { leftSince: switchedAt } },
])('a rep who $why after a call', ({ why, is, since }) => {
  const rep = withSince(repTime(is), since);

  test('had worked the minutes before the call', () => {
    expect(worked(rep)).toBe(9 * minute);
  });

  test('works no minute since, and gets no lead', () => {
    expect(presentWithin(rep, switchedAt, at(14, 0))).toEqual([]);
    expect(availabilityAt(rep, now, 0)).toEqual({ present: false, because: why });
    expect(nextPresentAt(rep, now, 0)).toBeUndefined();
  });

  test('of whom nobody knows since when has never been there', () => {
    expect(worked(repTime(is))).toBe(0);
  });
});

test('who says to be there although the CRM shows them away is there', () => {
  const said = [{ kind: 'present' as const, from: at(0, 10, 30) }];
  const rep = withSince(repTime({ available: false, overrides: said }), { awaySince: switchedAt });
  expect(presentWithin(rep, at(0, 9), now)).toEqual([
    { from: at(0, 9), to: switchedAt },
    { from: at(0, 10, 30), to: now },
  ]);
});
