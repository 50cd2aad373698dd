import { expect, test } from '@jest/globals';
import { personAt } from './people.ts';

test('two thousand newcomers have two thousand addresses, all of nobody', () => {
  const emails = Array.from({ length: 2_000 }, (_, n) => personAt(n).email);
  expect(new Set(emails).size).toBe(2_000);
  expect(emails.filter((email) => !/^[a-z]+\.[a-z]+\d*@[a-z]+\.example$/.test(email))).toEqual([]);
});

test('the first newcomer is Ada Byron of Big Co', () => {
  expect(personAt(0)).toMatchObject({ firstName: 'Ada', lastName: 'Byron', company: 'Big Co' });
});
