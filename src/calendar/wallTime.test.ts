import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dateTitle, lastWeekly, localDate, tomorrowOf, wallTimeOn } from './wallTime.ts';

const at = Date.UTC(2026, 10, 23, 3); // Monday, still Sunday evening in New York
const york = 'America/New_York';

test('the date is that of the zone', () => {
  expect([localDate('UTC', at), localDate(york, at)]).toEqual(['2026-11-23', '2026-11-22']);
  expect([dateTitle('UTC', at), dateTitle(york, at)]).toEqual(['Monday, 23 November', 'Sunday, 22 November']);
});
test('a wall time is of the local day', () => {
  expect(wallTimeOn(york, at, 17 * 60 + 30)).toBe(Date.UTC(2026, 10, 22, 22, 30));
});
test('tomorrow is the next local day', () => {
  expect(tomorrowOf(york, at)).toEqual({ from: Date.UTC(2026, 10, 23, 5), to: Date.UTC(2026, 10, 24, 5) });
});

describe('the last weekly time', () => {
  const weekly = { day: 'mon', at: 8 * 60 } as const;
  test.each([
    ['is a week ago, just before it comes again', Date.UTC(2026, 10, 23, 7, 59), Date.UTC(2026, 10, 16, 8)],
    ['is now, when it comes', Date.UTC(2026, 10, 23, 8), Date.UTC(2026, 10, 23, 8)],
    ['is this Monday, on Sunday', Date.UTC(2026, 10, 29, 23), Date.UTC(2026, 10, 23, 8)],
  ])('%s', (_, now, last) => {
    expect(lastWeekly('UTC', now, weekly)).toBe(last);
  });
  test('is never later than now, and less than eight days ago, in any zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 * 24 * 60 }),
        fc.constantFrom('UTC', york, 'Asia/Kolkata', 'Pacific/Apia', 'Europe/Berlin'),
        (minutes, zone) => {
          const now = at + minutes * 60_000;
          const last = lastWeekly(zone, now, weekly);
          expect(last).toBeLessThanOrEqual(now);
          expect(now - last).toBeLessThan(8 * 86_400_000);
        },
      ),
    );
  });
});
