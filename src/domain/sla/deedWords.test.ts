import { describe, expect, test } from '@jest/globals';
import { utcClock } from '../explain/whenInWords.ts';
import { CLAIMED_ALREADY } from './claims.ts';
import { reasonInWords, refusedInWords, sinceInWords, type Stands, timeInWords } from './deedWords.ts';
import { notAFitReasons } from './notAFit.ts';

const now = Date.UTC(2026, 10, 23, 10);
const ago = (seconds: number) => now - seconds * 1_000;

describe('who is refused hears', () => {
  test.each<[string, string, Stands, string]>([
    [
      'who was first',
      CLAIMED_ALREADY,
      { state: 'claimed', claimedBy: 'Bob Rep', claimedAt: ago(12) },
      'Bob Rep claimed it 12 s ago',
    ],
    [
      'who was in touch',
      'x',
      { state: 'contacted', contactedBy: 'Bob Rep', contactedAt: ago(61) },
      'Bob Rep contacted them 1 minute ago',
    ],
    ['that somebody was', 'x', { state: 'contacted', contactedAt: now }, 'Somebody contacted them just now'],
    [
      'who closed it, and why',
      'x',
      { state: 'closed', closedAs: 'not_a_fit', closedBy: 'Cy Rep', closedAt: ago(7_200), closedBecause: 'too_small' },
      'It was closed 2 hours ago by Cy Rep, not a fit (too small)',
    ],
    ['that it is over', 'x', { state: 'closed' }, 'It was closed already'],
    ['the reason', 'nobody has claimed it', { state: 'open' }, 'Nobody has claimed it'],
    [
      'whose it is',
      'only who has it may',
      { state: 'open', holder: 'Ann Rep' },
      'Only who has it may (Ann Rep has it)',
    ],
  ])('%s', (_, because, stands, text) => {
    expect(refusedInWords(because, stands, now)).toBe(text);
  });
});

test.each([
  [0, 'just now'],
  [0.999, 'just now'],
  [1, '1 s ago'],
  [59.9, '59 s ago'],
  [60, '1 minute ago'],
  [-5, 'just now'],
])('%d seconds ago is %j', (seconds, words) => {
  expect(sinceInWords(ago(seconds), now)).toBe(words);
});

test.each([
  [40, '10:40'],
  [24 * 60 - 60, 'tomorrow 09:00'],
  [4 * 24 * 60, 'Fri 10:00'],
])('in %d minutes is %j', (minutes, words) => {
  expect(timeInWords(now + minutes * 60_000, now, utcClock)).toBe(words);
});

test.each([...Object.entries(notAFitReasons), ['of old', 'of old']])('%s is told as %s', (reason, words) => {
  expect(reasonInWords(reason)).toBe(words);
});
