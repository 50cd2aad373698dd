import { expect, test } from '@jest/globals';
import { type LeftBehind, leftBehindInWords } from './leftBehindInWords.ts';

test.each<[LeftBehind, string | undefined]>([
  [{ unanswered: 0, going: 0, present: ['Bob'] }, undefined],
  [{ unanswered: 2, going: 0, present: ['Bob'] }, 'You still have 2 unanswered hot leads: give them to Bob.'],
  [
    { unanswered: 1, going: 0, present: ['Bob', 'Cy', 'Di', 'Ed'] },
    'You still have 1 unanswered hot lead: give it to Bob, Cy or Di.',
  ],
  [{ unanswered: 1, going: 0, present: [] }, 'You still have 1 unanswered hot lead: nobody else is there now.'],
  [
    { unanswered: 1, going: 1, present: ['Bob'] },
    'You still have 1 unanswered hot lead: it cannot wait, and goes to a colleague who is there.',
  ],
  [
    { unanswered: 3, going: 1, present: ['Bob', 'Cy'] },
    'You still have 3 unanswered hot leads: 1 of them cannot wait, and goes to a colleague who is there; of the other 2: give them to Bob or Cy.',
  ],
])('%j is said as %s', (left, words) => {
  expect(leftBehindInWords(left)).toBe(words);
});
