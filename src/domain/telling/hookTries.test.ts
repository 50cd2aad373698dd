import { describe, expect, test } from '@jest/globals';
import { isGivenUp, nextTryAt } from './hookTries.ts';

const HOUR = 3_600_000;

describe('tries of a delivery', () => {
  test('follow the schedule of the standard, eight in all', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => nextTryAt(attempt, 0));
    expect(waits).toEqual([5_000, 300_000, 1_800_000, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR, undefined]);
  });

  test('are never sooner than the receiver asked for, nor a year later', () => {
    expect(nextTryAt(1, 0, 90_000)).toBe(90_000);
    expect(nextTryAt(3, 0, 90_000)).toBe(1_800_000);
    expect(nextTryAt(1, 0, 365 * 24 * HOUR)).toBe(24 * HOUR);
  });

  test('end for a receiver that has only failed for five days', () => {
    expect(isGivenUp(undefined, 10 * 24 * HOUR)).toBe(false);
    expect(isGivenUp(0, 5 * 24 * HOUR - 1)).toBe(false);
    expect(isGivenUp(0, 5 * 24 * HOUR)).toBe(true);
  });
});
