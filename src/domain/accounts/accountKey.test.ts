import { expect, test } from '@jest/globals';
import { accountKeyOf } from './accountKey.ts';

const shared = new Set(['gmail.com']);

test.each([
  ['ann@Acme.example', 'Acme Inc.', 'acme.example'],
  ['ann@gmail.com', 'Acme Inc.', 'name:acme'],
  ['ann@gmail.com', undefined, undefined],
  [undefined, 'ACME Co., Ltd.', 'name:acme'],
  [undefined, 'Acme-Werke GmbH', 'name:acme werke'],
  [undefined, 'Costa', 'name:costa'],
  [undefined, ' . ', undefined],
  ['no-address', undefined, undefined],
  [undefined, '株式会社アクメ', 'name:株式会社アクメ'],
])('%s of %s is of the company %s', (email, company, key) => {
  expect(accountKeyOf({ email, company }, shared)).toBe(key);
});
