import { expect, test } from '@jest/globals';
import { availabilityAt, nextPresentAt } from '../domain/hours/availability.ts';
import { repTimeOf } from './repTime.ts';
import { quietAbsences } from './quietTimes.ts';

const always = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, from: 0, to: 1_440 }];
const berlin = 'Europe/Berlin';
const NOW = Date.UTC(2026, 10, 23, 21, 30); // 22:30 in Berlin
const quiet = { from: 22 * 60, to: 7 * 60 };
const rep = (now: number) =>
  repTimeOf(
    {
      active: true,
      available: true,
      timeZone: berlin,
      hours: always.map((each) => ({ ...each, days: [...each.days] })),
      preferences: { quiet },
      load: { openHot: 0, today: 0 },
      caps: {},
      defaultZone: 'UTC',
      defaultHours: [],
    },
    { now },
  );

test('quiet hours are an absence on the wall clock of the rep, and end at their local time', () => {
  expect(availabilityAt(rep(NOW), NOW, 0)).toEqual({
    present: false,
    until: Date.UTC(2026, 10, 24, 6),
    because: 'quiet hours until 7:00',
  });
  expect(nextPresentAt(rep(NOW), NOW, 0)).toBe(Date.UTC(2026, 10, 24, 6));
});
test('who wants no quiet is not away', () => {
  expect(quietAbsences({}, berlin, NOW, NOW + 86_400_000)).toEqual([]);
});
test('the night in which the clocks go back is an hour longer', () => {
  const night = quietAbsences({ quiet }, berlin, Date.UTC(2026, 9, 24, 12), Date.UTC(2026, 9, 25, 12));
  expect(night.map(({ from, to }) => (to - from) / 3_600_000)).toEqual([10]);
});
