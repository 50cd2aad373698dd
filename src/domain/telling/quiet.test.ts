import { expect, test } from '@jest/globals';
import { digestTimeOf, quietDays, quietInWords } from './quiet.ts';

const hour = 60;

test('quiet hours over midnight end on the next day', () => {
  expect(quietDays({ quiet: { from: 20 * hour, to: 7 * hour } })).toMatchObject([{ from: 1_200, to: 1_860 }]);
});
test('quiet hours that end when they begin are none', () => {
  expect(quietDays({ quiet: { from: 480, to: 480 } })).toEqual([]);
});
test('quiet hours say when they end', () => {
  expect(quietInWords({ from: 1_200, to: 425 })).toBe('quiet hours until 7:05');
});
test.each([
  ['at the usual time', {}, 1_050],
  ['when the rep said, also in quiet hours', { digestAt: 1_200, quiet: { from: 1_140, to: 420 } }, 1_200],
  ['before quiet hours that hold the usual time', { quiet: { from: 1_020, to: 420 } }, 1_015],
  ['at the usual time, where quiet begins later', { quiet: { from: 1_140, to: 420 } }, 1_050],
  ['at midnight, where the whole day is quiet', { quiet: { from: 0, to: 1_439 } }, 0],
])('a digest comes %s', (_, preferences, minutes) => {
  expect(digestTimeOf(preferences, 1_050)).toBe(minutes);
});
