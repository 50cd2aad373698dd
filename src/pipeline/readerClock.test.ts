import { expect, test } from '@jest/globals';
import { readerClock } from './readerClock.ts';

const HOUR = 3_600_000;

test.each([
  ['Europe/Berlin', '2026-01-31T09:00:00Z', 1],
  ['Europe/Berlin', '2026-07-31T09:00:00Z', 2],
  ['Europe/Berlin', '2026-03-29T00:59:59Z', 1],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 2],
  ['Asia/Kolkata', '2026-01-31T09:00:00Z', 5.5],
  ['America/St_Johns', '2026-01-31T09:00:00Z', -3.5],
  ['UTC', '2026-01-31T09:00:00Z', 0],
  ['Mars/Olympus', '2026-01-31T09:00:00Z', 0],
])('%s at %s is %d hours ahead of UTC', (zone, at, hours) => {
  expect(readerClock(zone).offsetMsAt(Date.parse(at))).toBe(hours * HOUR);
});

test.each([
  ['America/New_York', 'New York'],
  ['Asia/Calcutta', 'Kolkata'],
  ['Asia/Kolkata', 'Kolkata'],
  ['UTC', 'UTC'],
  ['Etc/GMT+5', 'UTC-5'],
  ['Mars/Olympus', 'UTC'],
])('times in %s are told as those of %s', (zone, name) => {
  expect(readerClock(zone).name).toBe(name);
});
