import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hoursOf, outOfOfficeOf } from './working-hours.ts';

const shift = (days: unknown, startMinute: unknown = 540, endMinute: unknown = 1_020) => ({
  days,
  startMinute,
  endMinute,
});

describe('hoursOf', () => {
  test.each([
    ['MONDAY_TO_FRIDAY', ['mon', 'tue', 'wed', 'thu', 'fri']],
    ['SATURDAY_SUNDAY', ['sat', 'sun']],
    ['EVERY_DAY', ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']],
    ['WEDNESDAY', ['wed']],
  ])('%s is %p', (days, expected) => {
    expect(hoursOf(JSON.stringify([shift(days)]))).toEqual([{ days: expected, from: 540, to: 1_020 }]);
  });

  test('a day of two shifts keeps both, and a shift may last the whole day', () => {
    const text = JSON.stringify([shift('MONDAY', 0, 720), shift('MONDAY', 780, 1_080), shift('SUNDAY', 0, 1_440)]);
    expect(hoursOf(text)?.map(({ from, to }) => [from, to])).toEqual([
      [0, 720],
      [780, 1_080],
      [0, 1_440],
    ]);
  });

  test.each([
    ['a day that does not exist', shift('SOMEDAY')],
    ['no day', shift(undefined)],
    ['an end before the start', shift('MONDAY', 1_020, 540)],
    ['no time at all', shift('MONDAY', 540, 540)],
    ['an end after midnight', shift('MONDAY', 540, 1_500)],
    ['half a minute', shift('MONDAY', 540.5)],
    ['no minutes', { days: 'MONDAY' }],
    ['nothing', null],
  ])('%s is left out, and the rest is kept', (_what, bad) => {
    expect(hoursOf(JSON.stringify([bad, shift('FRIDAY')]))).toEqual([{ days: ['fri'], from: 540, to: 1_020 }]);
    expect(hoursOf(JSON.stringify([bad]))).toBeUndefined();
  });

  test.each([[undefined], [''], ['[]'], ['{}'], ['null'], ['monday to friday'], ['[{'], ['7']])(
    '%p is a week that is not set',
    (text) => {
      expect(hoursOf(text)).toBeUndefined();
    },
  );

  test('whatever stands there, nothing but shifts of a day comes out', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((text) => `[${text}]`),
        ),
        (text) => {
          for (const { from, to } of hoursOf(text) ?? []) expect(from < to && from >= 0 && to <= 1_440).toBe(true);
          for (const { from, to } of outOfOfficeOf(text) ?? []) expect(from < to).toBe(true);
        },
      ),
    );
  });
});

describe('outOfOfficeOf', () => {
  const from = 1_730_379_600_000;
  const to = 1_730_984_400_000;
  const set = (startTimestamp: unknown, endTimestamp: unknown) =>
    outOfOfficeOf(JSON.stringify([{ startTimestamp, endTimestamp }]));

  test.each([
    ['milliseconds', from, to],
    ['milliseconds as text', String(from), String(to)],
    ['seconds', from / 1_000, to / 1_000],
    ["tenths of seconds, as in HubSpot's example", from / 100, to / 100],
  ])('%s are understood', (_what, start, end) => {
    expect(set(start, end)).toEqual([{ from, to }]);
  });

  test.each([
    ['the end first', to, from],
    ['no end', from, undefined],
    ['a date', '2024-10-31', '2024-11-07'],
    ['a number of no known size', 173_037_960_000, 173_098_440_000],
    ['a broken number', 1_730_379_600.5, to],
  ])('%s is left out', (_what, start, end) => {
    expect(set(start, end)).toBeUndefined();
  });
});
