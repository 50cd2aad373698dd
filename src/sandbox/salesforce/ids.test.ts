import { expect, test } from '@jest/globals';
import { nthId, wholeId } from './ids.ts';

test('an id of 15 characters becomes the one of 18, and a wrong checksum is no id', () => {
  expect(wholeId('001D000000IqhSL')).toBe('001D000000IqhSLIAZ');
  expect(wholeId('001D000000IqhSLIAZ')).toBe('001D000000IqhSLIAZ');
  expect(wholeId('001D000000IqhSLIAA')).toBeUndefined();
  expect(wholeId('001D000000')).toBeUndefined();
});

test('later ids sort after earlier ones', () => {
  const ids = Array.from({ length: 5_000 }, (_, n) => nthId('00Q', n + 1));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(5_000);
});
