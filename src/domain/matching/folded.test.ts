import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { folded, wordsOf } from './folded.ts';

test.each([
  [' Müller ', 'muller'],
  ['Straße', 'strasse'],
  ['ŁÓDŹ', 'lodz'],
  ['Ærø', 'aero'],
  ['İzmir Işık', 'izmir isik'],
  ['Θεός', 'θεος'],
  ['ガス', 'ガス'],
  ['हिन्दी', 'हिन्दी'],
])('%s is folded to %s', (text, plain) => {
  expect(folded(text)).toBe(plain);
});

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(folded(folded(text))).toBe(folded(text));
    }),
    { numRuns: 1000 },
  );
});

test('words have no punctuation', () => {
  expect(wordsOf('  Smith-Jones, (Ann) #2 ')).toEqual(['smith', 'jones', 'ann', '2']);
});
