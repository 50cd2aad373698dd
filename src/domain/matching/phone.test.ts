import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { extensionOf, phoneKey, samePhone } from './phone.ts';

describe('two numbers', () => {
  test.each([
    ['+49 171 1234567', '0171/1234567', true],
    ['+49 (0)171 1234567', '0049 171 1234567', true],
    ['(415) 555-0100', '+1 415 555 0100', true],
    ['(415) 555-0100', '(215) 555-0100', false],
    ['+1 415 555 0100 ext. 12', '415.555.0100 x 13', true],
    ['+44 20 7946 0958', '+44 20 7946 0959', false],
    ['5550100', '5550100', false],
    ['12345678', '12345678', false],
    ['000000000000', '000000000000', false],
    ['1234567890', '1234567890', false],
    ['9999999999', '9999999999', false],
    ['on request', 'on request', false],
    [`${' '.repeat(100_000)}x`, '+49 171 1234567', false],
    [undefined, undefined, false],
    ['+49 171 1234567', undefined, false],
  ])('%s and %s ring at the same place: %s', (one, other, same) => {
    expect(samePhone(one, other)).toBe(same);
    expect(samePhone(other, one)).toBe(same);
  });

  test('are the same however they are punctuated', () => {
    const digits = fc.stringMatching(/^[1-9]\d{8,13}$/);
    const marks = fc.array(fc.constantFrom('', ' ', '-', '.', '/'), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(digits, marks, (number, between) => {
        const written = Array.from(number, (digit, n) => digit + (between[n] ?? '')).join('');
        expect(samePhone(written, number)).toBe(samePhone(number, number));
      }),
    );
  });
});

test.each([
  ['415 555 0100 ext. 12', '12'],
  ['415 555 0100 x12', '12'],
  ['415 555 0100 #7', '7'],
  ['415 555 0100', undefined],
  [undefined, undefined],
])('%s has the extension %s', (phone, extension) => {
  expect(extensionOf(phone)).toBe(extension);
});

test.each([
  ['+49 171 1234567', '711234567'],
  ['0171 1234567 x 12', '711234567'],
  ['171 1234', undefined],
  ['9999999999', undefined],
])('%s is looked for by %s', (phone, key) => {
  expect(phoneKey(phone)).toBe(key);
});

test('numbers that ring at the same place are looked for by the same key', () => {
  const number = fc.stringMatching(/^[1-9]\d{6,12}$/);
  const start = fc.constantFrom('', '+49 ', '0', '0049', '+44 (0)');
  const end = fc.constantFrom('', ' x12', ' ext. 7');
  fc.assert(
    fc.property(number, start, end, (digits, before, after) => {
      const written = before + digits + after;
      fc.pre(samePhone(digits, written));
      expect(phoneKey(written)).toBe(phoneKey(digits));
    }),
    { numRuns: 1000 },
  );
});
