import { expect, test } from '@jest/globals';
import { isWorthWriting, type Shown } from './writeBack.ts';

const HOUR = 3_600_000;
const cold = (score: number): Shown => ({ score, tier: undefined, hot: false });
const warm = (score: number): Shown => ({ score, tier: 3, hot: false });

test.each<[string, Shown, Shown, { score: number; at: number } | undefined, number, boolean]>([
  ['a lead that never scored is not written', cold(0), cold(0), undefined, 0, false],
  ['the first points are written', cold(0), cold(5), undefined, 0, true],
  ['four points in an hour are not', cold(20), cold(24), { score: 20, at: 0 }, HOUR, false],
  ['five points are', cold(20), cold(25), { score: 20, at: 0 }, HOUR, true],
  [
    'five points in small steps are, because what was written counts',
    cold(24),
    cold(25),
    { score: 20, at: 0 },
    HOUR,
    true,
  ],
  ['one point is after a day', cold(20), cold(21), { score: 20, at: 0 }, 24 * HOUR, true],
  ['nothing is after a day without a change', cold(20), cold(20), { score: 20, at: 0 }, 48 * HOUR, false],
  ['crossing 60 by one point is written', warm(59), warm(60), { score: 59, at: 0 }, 1, true],
  ['falling below 60 by one point is written', warm(60), warm(59), { score: 60, at: 0 }, 1, true],
  [
    'a new tier is written whatever the score',
    cold(39),
    { score: 39, tier: 2, hot: true },
    { score: 39, at: 0 },
    1,
    true,
  ],
])('%s', (_, before, after, written, now, expected) => {
  expect(isWorthWriting(before, after, written, now)).toBe(expected);
});
