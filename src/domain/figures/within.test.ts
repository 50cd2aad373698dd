import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HOUR_MS, MINUTE_MS } from '../decay.ts';
import type { Wait } from './waits.ts';
import { withinOfSame } from './within.ts';

const waited = (minutes: number, answered: boolean, watchedMin = 24 * 60): Wait => {
  return { ms: minutes * MINUTE_MS, answered, watchedMs: watchedMin * MINUTE_MS };
};
const counts = (...waits: Wait[]) => Object.values(withinOfSame(waits)).map(({ hits, of }) => [hits, of]);

describe('shares of the same waits', () => {
  test('leave out what began too lately to know all of them, quick answers too', () => {
    const young = waited(3, true, 20);
    expect(counts(young, waited(3, true), waited(10, true), waited(300, true), waited(24 * 60, false))).toEqual([
      [1, 4],
      [2, 4],
      [2, 4],
      [2, 4],
    ]);
  });

  test('leave out what was cut short without an answer', () => {
    expect(counts(waited(30, false), waited(30, true))).toEqual([
      [0, 1],
      [0, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  test('of nothing old enough are unknown', () => {
    expect(withinOfSame([waited(1, true, 4 * 60), undefined])['4h']).toEqual({ hits: 0, of: 0 });
  });

  test('never fall with a longer limit', () => {
    const any = fc.array(
      fc.record({ ms: fc.nat(9 * HOUR_MS), answered: fc.boolean(), watchedMs: fc.nat(9 * HOUR_MS) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(any, (waits) => {
        const shares = Object.values(withinOfSame(waits)).map(({ share = 0 }) => share);
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      }),
    );
  });
});
