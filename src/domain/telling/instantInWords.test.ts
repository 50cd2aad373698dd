import { expect, test } from '@jest/globals';
import { instantInWords } from './instantInWords.ts';

const NOW = Date.parse('2026-11-22T04:25:00Z');
const HOUR = 3_600_000;

test.each<[string, number, string, string]>([
  ['later today', NOW + HOUR, 'UTC', 'Sun 05:25 UTC'],
  ['tomorrow', NOW + 24 * HOUR, 'UTC', 'Mon 04:25 UTC'],
  ['yesterday', NOW - 20 * HOUR, 'UTC', 'Sat 08:25 UTC'],
  ['the same weekday a week on', NOW + 7 * 24 * HOUR - 120_000, 'UTC', 'Sun 29 Nov 04:23 UTC'],
  ['the day after tomorrow', NOW + 48 * HOUR, 'UTC', 'Tue 24 Nov 04:25 UTC'],
  ['long ago', NOW - 72 * HOUR, 'UTC', 'Thu 19 Nov 04:25 UTC'],
  ['what is tomorrow on their calendar', NOW + 24 * HOUR, 'America/New_York', 'Sun 23:25 EST'],
  ['what is not tomorrow any more on theirs', NOW + 25 * HOUR, 'America/New_York', 'Mon 23 Nov 00:25 EST'],
  ['a zone that nobody knows', NOW, 'nowhere', 'Sun 04:25 UTC'],
])('%s', (_what, at, timeZone, words) => {
  expect(instantInWords(at, timeZone, NOW)).toBe(words);
});

test('has its date where nobody knows when it is read', () => {
  expect(instantInWords(NOW, 'UTC')).toBe('Sun 22 Nov 04:25 UTC');
});
