import { describe, expect, test } from '@jest/globals';
import { tomorrowAt } from './tomorrow.ts';

const at = (iso: string) => Date.parse(iso);
const nine = 9 * 60;

describe('tomorrow at nine', () => {
  test.each([
    ['is the next morning', 'Europe/Berlin', '2026-11-23T10:00:00Z', '2026-11-24T08:00:00Z'],
    ['is the reader’s tomorrow, not the UTC one', 'Pacific/Auckland', '2026-11-23T20:00:00Z', '2026-11-24T20:00:00Z'],
    ['an hour before midnight is ten hours away', 'UTC', '2026-11-23T23:00:00Z', '2026-11-24T09:00:00Z'],
    ['an hour after midnight is the morning after the next', 'UTC', '2026-11-23T01:00:00Z', '2026-11-24T09:00:00Z'],
    ['keeps to the wall when the clocks go forward', 'Europe/Berlin', '2026-03-28T10:00:00Z', '2026-03-29T07:00:00Z'],
    ['keeps to the wall when they go back', 'Europe/Berlin', '2026-10-24T10:00:00Z', '2026-10-25T08:00:00Z'],
    ['of a zone that nobody knows is in UTC', 'Mars/Olympus', '2026-11-23T10:00:00Z', '2026-11-24T09:00:00Z'],
  ])('%s', (_, zone, now, then) => {
    expect(new Date(tomorrowAt(zone, at(now), nine)).toISOString()).toBe(new Date(then).toISOString());
  });

  test('of a time that the clocks skip is after the jump', () => {
    expect(tomorrowAt('Europe/Berlin', at('2026-03-28T10:00:00Z'), 2 * 60 + 30)).toBe(at('2026-03-29T01:30:00Z'));
  });
});
