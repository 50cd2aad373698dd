import { expect, test } from '@jest/globals';
import { isUser, recordUrl } from './record-url.ts';

test.each([
  ['00QgK0000000001AAA', 'Lead'],
  ['003gK0000000001AAA', 'Contact'],
])('the page of %s is that of a %s', (id, object) => {
  expect(recordUrl('https://example.my.salesforce.com/', id)).toBe(
    `https://example.my.salesforce.com/lightning/r/${object}/${id}/view`,
  );
});

test('users own records, and queues do, too', () => {
  expect([isUser('005gK0000000001AAA'), isUser('00GgK0000000001AAA'), isUser(undefined)]).toEqual([true, false, false]);
});
