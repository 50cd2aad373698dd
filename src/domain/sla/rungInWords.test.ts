import { expect, test } from '@jest/globals';
import { rungInWords, rungNote } from './rungInWords.ts';
import type { Rung } from './settings.ts';

const minute = 60_000;

test.each<{ kind: Rung['do']; reaches: string[]; waited: number; words: string }>([
  { kind: 'remind', reaches: ['Ann'], waited: 10, words: 'nobody has answered for 10 minutes: Ann was reminded' },
  {
    kind: 'backup',
    reaches: ['Bob'],
    waited: 15,
    words: 'nobody has answered for 15 minutes: Bob, the backup, was told',
  },
  {
    kind: 'backup',
    reaches: ['Bob', 'Cy'],
    waited: 60,
    words: 'nobody has answered for 60 minutes: Bob and Cy, the backups, were told',
  },
  {
    kind: 'reassign',
    reaches: ['Bob', 'Cy'],
    waited: 30.9,
    words: 'nobody has answered for 30 minutes: another rep was looked for',
  },
  {
    kind: 'manager',
    reaches: ['Dana', 'Eve', '#sales'],
    waited: 15 * 60 + 5,
    words: 'nobody has answered for 15 hours: it went up to Dana, Eve and #sales',
  },
])('$words', ({ kind, reaches, waited, words }) => {
  expect(rungInWords({ do: kind, reaches }, waited * minute)).toBe(words);
});

test('whoever is reminded is not told their own name', () => {
  const waited = 10 * minute;
  expect(rungNote({ do: 'remind', reaches: ['Ann'] }, waited)).toBe(
    'nobody has answered for 10 minutes: please answer now',
  );
  expect(rungNote({ do: 'manager', reaches: ['Ann'] }, waited)).toBe(
    'nobody has answered for 10 minutes: it went up to Ann',
  );
});
