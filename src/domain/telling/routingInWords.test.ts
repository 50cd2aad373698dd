import { expect, test } from '@jest/globals';
import { routingInWords } from './routingInWords.ts';

test.each<[string, string | undefined, string | undefined, string]>([
  ['Ann owns the lead', undefined, undefined, 'Ann owns the lead'],
  ['Ann owns the lead', 'Nobody has answered for 10 minutes.', undefined, 'Ann owns the lead'],
  ['ann gave it to Bob', 'Ann gave it to Bob', undefined, ''],
  ['Ann gave it to Bob', 'Ann gave it to Bob', 'contacted by Ann yesterday', 'contacted by Ann yesterday'],
  ['Ann owns the lead', undefined, 'contacted by Ann yesterday', 'Ann owns the lead; contacted by Ann yesterday'],
  ['', undefined, 'contacted by Ann yesterday', 'contacted by Ann yesterday'],
])('%s beside %s and %s is %s', (routingNote, note, before, words) => {
  expect(routingInWords(routingNote, note, before)).toBe(words);
});
