import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { whenInCommand } from './whenInCommand.ts';

/** Wednesday, 25 November 2026, 10:20 in Berlin. */
const NOW = Date.parse('2026-11-25T10:20:00+01:00');
const berlin = { timeZone: 'Europe/Berlin', now: NOW };

function read(text: string, clock = berlin): string | undefined {
  const until = whenInCommand(text, clock)?.until;
  return until === undefined ? undefined : new Date(until).toISOString();
}

describe('away until', () => {
  test.each([
    ['until Monday', '2026-11-29T23:00:00.000Z'],
    ['monday', '2026-11-29T23:00:00.000Z'],
    ['till next Thurs', '2026-11-25T23:00:00.000Z'],
    ['until wednesday', '2026-12-01T23:00:00.000Z'],
    ['until Monday 9:00', '2026-11-30T08:00:00.000Z'],
    ['until Mon at 2pm', '2026-11-30T13:00:00.000Z'],
    ['until tomorrow', '2026-11-25T23:00:00.000Z'],
    ['tomorrow 14:30', '2026-11-26T13:30:00.000Z'],
    ['today', '2026-11-25T23:00:00.000Z'],
    ['today 16:00', '2026-11-25T15:00:00.000Z'],
    ['next week', '2026-11-29T23:00:00.000Z'],
    ['until 12 Dec', '2026-12-11T23:00:00.000Z'],
    ['until the 12 Dec', undefined],
    ['until 12th of December', '2026-12-11T23:00:00.000Z'],
    ['until Dec 12', '2026-12-11T23:00:00.000Z'],
    ['until Dec 12, 2026', '2026-12-11T23:00:00.000Z'],
    ['until 12 Dec 14:30', '2026-12-12T13:30:00.000Z'],
    ['until 12.12.', '2026-12-11T23:00:00.000Z'],
    ['2026-12-12', '2026-12-11T23:00:00.000Z'],
    ['until 2 Jan', '2027-01-01T23:00:00.000Z'],
    ['2 days', '2026-11-27T09:20:00.000Z'],
    ['for a week', '2026-12-02T09:20:00.000Z'],
    ['3h', '2026-11-25T12:20:00.000Z'],
    ['90 min', '2026-11-25T10:50:00.000Z'],
    ['an hour', '2026-11-25T10:20:00.000Z'],
    ['until 14:30', '2026-11-25T13:30:00.000Z'],
    ['until 9:30', '2026-11-26T08:30:00.000Z'],
    ['UNTIL  2:30 PM', '2026-11-25T13:30:00.000Z'],
    ['until 12am', '2026-11-25T23:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each(['', '  ', 'until', 'until I’m back', 'until i am back'])('nothing said, until back: "%s"', (text) => {
    expect(whenInCommand(text, berlin)).toEqual({});
  });

  test.each([
    'whenever',
    'until 31 Feb',
    'until 25:00',
    'until 13pm',
    '14',
    'until 12/12',
    '2020-01-01',
    '2030-01-01',
    '0 days',
    '9999 days',
    'until 2026-13-01',
    'until 12 Foo',
    'until 25 Nov',
    'until 20 Nov',
    '<!channel>',
  ])('what cannot be read is not guessed: %s', (text) => {
    expect(whenInCommand(text, berlin)).toBeUndefined();
  });
});

test('days keep the clock where it changes: Saturday 10:20 and one day is Sunday 10:20, 25 hours later', () => {
  const now = Date.parse('2026-10-24T10:20:00+02:00');
  expect(whenInCommand('1 day', { timeZone: 'Europe/Berlin', now })).toEqual({ until: now + 25 * 3_600_000 });
  expect(whenInCommand('24 h', { timeZone: 'Europe/Berlin', now })).toEqual({ until: now + 24 * 3_600_000 });
});

test('the day is the reader’s own: late in Los Angeles, tomorrow is still to come', () => {
  const losAngeles = { timeZone: 'America/Los_Angeles', now: Date.parse('2026-11-25T23:30:00-08:00') };
  expect(read('tomorrow', losAngeles)).toBe('2026-11-26T08:00:00.000Z');
  expect(read('tomorrow', { ...losAngeles, timeZone: 'Mars/Olympus' })).toBe('2026-11-27T00:00:00.000Z');
});

test('whatever is typed, it is read as later than now and within 400 days, or not at all', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(fc.constantFrom('until', 'mon', '12', 'dec', '99', ':', '30', 'pm', 'days', '.', '2026', '-', 'at', 'h'))
      .map((parts) => parts.join(' ')),
    fc
      .array(fc.constantFrom('12', ':', '30', 'pm', '1', '.', '2026', '-', '02'), { maxLength: 6 })
      .map((p) => p.join('')),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const until = whenInCommand(text, berlin)?.until;
      expect(until === undefined || (until > NOW && until <= NOW + 401 * 86_400_000)).toBe(true);
    }),
  );
});
