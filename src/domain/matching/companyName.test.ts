import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nameLikeness } from './companyName.ts';

describe('two names', () => {
  test.each([
    ['Acme', 'ACME Inc.', 'same'],
    ['Acme, Co. Ltd.', 'Acme', 'same'],
    ['Acme GmbH & Co. KG', 'acme', 'same'],
    ['Société Générale S.A.', 'Societe Generale', 'same'],
    ['Ørsted A/S', 'Orsted', 'same'],
    ['Acme Sp. z o.o.', 'ACME', 'same'],
    ['Acme Private Limited', 'Acme Pvt. Ltd.', 'same'],
    ['Johnson & Johnson', 'Johnson and Johnson', 'same'],
    ['株式会社アクメ', '株式会社アクメ', 'same'],
    ['Acme-Werke', 'Acme Werke AG', 'same'],
    ['J.P. Morgan', 'JPMorgan', 'close'],
    ['Solar Acme', 'Acme Solar Ltd', 'close'],
    ['University of Bath', 'Bath University', 'close'],
    ['The Home Depot', 'Home Depot, Inc.', 'close'],
    ['International Business Machines Corporation', 'I.B.M.', 'close'],
    ['Bank of America', 'BoA', 'close'],
    ['General Electric', 'GE', undefined],
    ['Acme', 'Acme Solar', undefined],
    ['Acme', 'Acmee', undefined],
    ['The', 'Of', undefined],
    ['n/a', 'N.A.', undefined],
    ['self-employed', 'Self Employed', undefined],
    ['Test', 'test', undefined],
    ['', '', undefined],
    [' . ', '-', undefined],
    [undefined, 'Acme', undefined],
  ])('%s and %s: %s', (one, other, likeness) => {
    expect(nameLikeness(one, other)).toBe(likeness);
    expect(nameLikeness(other, one)).toBe(likeness);
  });
});

const word = fc.constantFrom(
  'acme',
  'solar',
  'the',
  'of',
  'as',
  'Co',
  'bank',
  'America',
  'É',
  '&',
  'S.A.',
  'ASB',
  'GmbH',
);
const name = fc.oneof(
  fc.array(word, { maxLength: 5 }).map((words) => words.join(' ')),
  fc.string({ unit: 'grapheme' }),
);

test('likeness has no direction', () => {
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(nameLikeness(one, other)).toBe(nameLikeness(other, one));
    }),
  );
});

test('a name is the same as itself, whatever its case, or no name at all', () => {
  fc.assert(
    fc.property(name, (one) => {
      expect([undefined, 'same']).toContain(nameLikeness(one, one));
      expect(nameLikeness(one, ` ${one} `)).toBe(nameLikeness(one, one));
    }),
  );
});
