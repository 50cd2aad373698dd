import { expect, test } from '@jest/globals';
import { type Before, beforeInWords } from './beforeInWords.ts';

const NOW = 1_000_000_000;
const HOUR = 3_600_000;
const at = NOW - 3 * HOUR;

test.each<[Before, string | undefined]>([
  [{}, undefined],
  [{ answeredBefore: { at, by: 'Ann' } }, 'Ann contacted them 3 hours before'],
  [{ answeredBefore: { at } }, 'somebody of yours contacted them 3 hours before'],
  [
    { dismissedBefore: { at: NOW - 30 * HOUR, by: 'Bob', because: 'competitor' } },
    'Bob closed it as not a fit 30 hours before (a competitor, or one of ours)',
  ],
  [{ dismissedBefore: { at } }, 'somebody of yours closed it as not a fit 3 hours before'],
  [{ answeredBefore: { at, by: 'Ann' }, dismissedBefore: { at } }, 'Ann contacted them 3 hours before'],
])('%j is said as %s', (before, words) => {
  expect(beforeInWords(before, NOW)).toBe(words);
});
