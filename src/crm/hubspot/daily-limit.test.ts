import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../failure.ts';
import { heldClock } from '../../testing/clock.ts';
import type { Lane } from '../crm.ts';
import { dailyLimit } from './daily-limit.ts';

const noonInBerlin = '2026-03-03T11:00:00Z';

function dayWith(remaining: number | undefined, most = 1_000) {
  const clock = heldClock(noonInBerlin);
  const kept: unknown[] = [];
  const day = dailyLimit({
    now: () => clock.now(),
    timeZone: () => 'Europe/Berlin',
    keep: (calls) => kept.push(calls),
  });
  if (remaining !== undefined) day.heard(headers(most, remaining));
  const isOpen = (lane: Lane) => {
    try {
      day.check(lane);
      return true;
    } catch (error) {
      return (error as Failure).retryAt === Date.parse('2026-03-03T23:00:00Z') ? 'after midnight' : error;
    }
  };
  return { day, clock, kept, isOpen };
}

function headers(most: number, remaining: number) {
  return new Headers({
    'X-HubSpot-RateLimit-Daily': String(most),
    'X-HubSpot-RateLimit-Daily-Remaining': String(remaining),
  });
}

describe('the calls of a day', () => {
  test.each<[number | undefined, unknown, unknown, unknown]>([
    [undefined, true, true, true],
    [201, true, true, true],
    [200, true, true, 'after midnight'],
    [51, true, true, 'after midnight'],
    [50, true, 'after midnight', 'after midnight'],
    [0, true, 'after midnight', 'after midnight'],
  ])('with %s of 1,000 left: hot leads %s, scores %s, the import %s', (remaining, now, score, byImport) => {
    const { isOpen } = dayWith(remaining);
    expect([isOpen('now'), isOpen('score'), isOpen('import')]).toEqual([now, score, byImport]);
  });

  test('begin again at midnight where the account is', () => {
    const { clock, isOpen } = dayWith(0);
    clock.advance(12 * 3_600_000 - 1);
    expect(isOpen('import')).toBe('after midnight');
    clock.advance(1);
    expect(isOpen('import')).toBe(true);
  });

  test('are kept as they were last heard, and answers that say nothing change nothing', () => {
    const { day, kept } = dayWith(12);
    day.heard(new Headers());
    day.heard(new Headers({ 'X-HubSpot-RateLimit-Daily': 'many', 'X-HubSpot-RateLimit-Daily-Remaining': '3' }));
    expect(kept).toEqual([{ most: 1_000, remaining: 12, heardAt: Date.parse(noonInBerlin) }]);
  });

  test('that are kept for hot leads are said to be, with how many they are', () => {
    const { day } = dayWith(37);
    expect(() => day.check('score')).toThrow(
      /37 of the account's 1000 calls of today are left, which are kept for hot leads/,
    );
  });
});
