import { describe, expect, test } from '@jest/globals';
import { beginOf, type Clocks, endOfTime } from './repsWhen.ts';

/** A Monday, 09:00 in Berlin and 03:00 in New York. */
const NOW = Date.parse('2026-11-23T08:00:00Z');
const clocks: Clocks = { reader: 'Europe/Berlin', rep: 'America/New_York' };
const end = (text: string, after = NOW, now = NOW) => endOfTime({ text, option: '--until' }, { now, after }, clocks);
const iso = (at: number) => new Date(at).toISOString().replace(':00.000Z', 'Z');

describe('until when', () => {
  test.each([
    { text: '16:00', is: '2026-11-23T15:00Z', why: "the reader's clock" },
    { text: '8:30', is: '2026-11-24T07:30Z', why: 'the next time that the clock shows it' },
    { text: '09:00', is: '2026-11-24T08:00Z', why: 'not now, but tomorrow' },
    { text: '30min', is: '2026-11-23T08:30Z', why: 'that long' },
    { text: '2h', is: '2026-11-23T10:00Z', why: 'that long' },
    { text: '3d', is: '2026-11-26T08:00Z', why: 'that long' },
    { text: '2026-12-24', is: '2026-12-25T05:00Z', why: "the whole day on the rep's own clock" },
    { text: '2026-12-24T16:00', is: '2026-12-24T15:00Z', why: "the reader's clock" },
    { text: '2026-12-24T16:00Z', is: '2026-12-24T16:00Z', why: 'as it says itself' },
    { text: '2026-12-24T16:00:00.000-05:00', is: '2026-12-24T21:00Z', why: 'as it says itself' },
  ])('$text: $why', ({ text, is }) => {
    expect(iso(end(text))).toBe(is);
  });

  test('days over a change of the clocks end at the same time of day', () => {
    // New York leaves summer time on 1 November.
    const friday = Date.parse('2026-10-30T12:00:00Z');
    expect(iso(end('3d', friday, friday))).toBe('2026-11-02T13:00Z');
  });

  test('a time that the clocks skip is right after it', () => {
    const before = Date.parse('2027-03-27T22:00:00Z');
    expect(iso(end('02:30', before, before))).toBe('2027-03-28T01:30Z');
  });

  test.each(['', 'friday', '25:00', '24:00', '16', '0h', '2w', '2026-02-30', '2026-12-24 16:00', '-2h', '12345d'])(
    '%j is refused with what can be written',
    (text) => {
      expect(() => end(text)).toThrow(`--until: cannot read ${JSON.stringify(text)}: write 16:00, 30min, 2h, 3d,`);
    },
  );

  test.each([
    {
      text: '2026-11-20',
      after: NOW,
      says: '--until 2026-11-20 (21 Nov 06:00 Berlin) is in the past: write a later time',
    },
    {
      text: '2026-12-01',
      after: Date.parse('2026-12-24T05:00:00Z'),
      says: '--until 2026-12-01 (2 Dec 06:00 Berlin) is not after the begin: write a later --until, or an earlier --from',
    },
  ])('$says', ({ text, after, says }) => {
    expect(() => end(text, after)).toThrow(says);
  });
});

test('a date as a begin is the midnight before it, on the own clock of the rep', () => {
  expect(iso(beginOf({ text: '2026-12-24', option: '--from' }, NOW, clocks))).toBe('2026-12-24T05:00Z');
});
