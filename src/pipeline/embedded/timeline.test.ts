import { expect, test } from '@jest/globals';
import { shortLines } from './timeline.ts';

test.each([
  [
    "20 Nov 09:12  goes to Ann Rep: no other rule matches; it is Ann Rep's turn",
    '20 Nov 09:12: given to Ann Rep: next in turn',
  ],
  [
    "20 Nov 09:12  goes to Cy Rep: Ann Rep owns the lead; Ann Rep is away (out of working hours): it is Cy Rep's turn in pool dach",
    '20 Nov 09:12: given to Cy Rep: Ann Rep owns the lead; Ann Rep is away (out of working hours), next in turn in pool dach',
  ],
  ['20 Nov 09:12  asked for a demo (Demo Request, hubspot)', '20 Nov 09:12: asked for a demo (Demo Request)'],
  ['20 Nov 09:12  pricing page (hubspot)', '20 Nov 09:12: pricing page'],
])('%s is shortened', (line, short) => {
  expect(shortLines([line], 'hubspot')).toEqual([short]);
});

test('the newest line comes first', () => {
  expect(shortLines(['1 Nov 09:00  a', '2 Nov 09:00  b'], 'hubspot')).toEqual(['2 Nov 09:00: b', '1 Nov 09:00: a']);
});
