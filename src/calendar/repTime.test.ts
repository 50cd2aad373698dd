import { describe, expect, test } from '@jest/globals';
import { availabilityAt, nextPresentAt } from '../domain/hours/availability.ts';
import type { DayHours } from '../domain/routing/settings.ts';
import { repTimeOf, type RepSources } from './repTime.ts';

const utc = (text: string) => Date.parse(`${text}Z`);
const day = 86_400_000;
/** A Thursday, 11:00 in Berlin. */
const NOW = utc('2026-10-01T09:00');

const on = (from: number, to: number): DayHours[] => [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: from * 60, to: to * 60 },
];

function rep(more: Partial<RepSources> = {}): RepSources {
  return {
    active: true,
    available: true,
    load: { openHot: 0, today: 0 },
    caps: {},
    defaultZone: 'Europe/Berlin',
    defaultHours: on(9, 18),
    ...more,
  };
}

/** Today's shift in UTC hours. */
function today(more: Partial<RepSources>): (number | undefined)[] {
  const shift = repTimeOf(rep(more), { now: NOW }).working.find(({ to }) => to > utc('2026-10-01T04:00'));
  return [shift?.from, shift?.to].map((at) => at && (at - utc('2026-10-01T00:00')) / 3_600_000);
}

describe('whose word counts for hours and zone', () => {
  test.each([
    { why: 'the defaults, where nobody says anything', of: {}, is: [7, 16] },
    { why: "the CRM's", of: { timeZone: 'Europe/Lisbon', hours: on(8, 12) }, is: [7, 11] },
    {
      why: "the settings', before the CRM's",
      of: { timeZone: 'Europe/Lisbon', hours: on(8, 12), person: { timeZone: 'UTC', hours: on(10, 11) } },
      is: [10, 11],
    },
    { why: 'the defaults, where the CRM has an empty week', of: { hours: [] }, is: [7, 16] },
    { why: 'nobody, where the settings have an empty week', of: { person: { hours: [] } }, is: [undefined, undefined] },
    {
      why: "the CRM's zone, where the settings' is none",
      of: { timeZone: 'UTC', person: { timeZone: 'Berlin' } },
      is: [9, 18],
    },
    { why: "the default zone, where the CRM's is none", of: { timeZone: 'Eastern' }, is: [7, 16] },
  ])('$why', ({ of, is }) => {
    expect(today(of)).toEqual(is);
  });
});

describe('what a rep is joined from', () => {
  test('absences of all kinds come in order, each with its words', () => {
    const time = repTimeOf(
      rep({
        person: { country: 'DE' },
        outOfOffice: [{ from: NOW + 5 * day, to: NOW + 6 * day }],
        timeOff: [
          { from: NOW, to: NOW + day },
          { from: NOW + day, to: NOW + 2 * day, because: 'parental leave' },
        ],
      }),
      { now: NOW },
    );
    expect(time.off.map(({ because }) => because)).toEqual([
      'time off',
      'parental leave',
      'on holiday: National Holiday',
      'out of office in the CRM',
    ]);
  });

  test('a country that nobody knows has no holidays and sinks nobody', () => {
    expect(repTimeOf(rep({ person: { country: 'Germany' } }), { now: NOW }).off).toEqual([]);
  });

  test('caps of the person are stronger, one by one', () => {
    const time = repTimeOf(rep({ caps: { openHot: 5, perDay: 8 }, person: { caps: { perDay: 2 } } }), { now: NOW });
    expect(time.caps).toEqual({ openHot: 5, perDay: 2 });
  });

  test('the local day ends at midnight of the zone, and the window is as asked', () => {
    const time = repTimeOf(rep(), { now: NOW, daysBefore: 1, daysAfter: 3 });
    expect(time.dayEndsAt).toBe(utc('2026-10-01T22:00'));
    expect(time.knownUntil).toBe(NOW + 3 * day);
    expect(time.working.map(({ from }) => from)).toEqual([NOW - day, utc('2026-10-01T07:00'), utc('2026-10-02T07:00')]);
  });
});

test('a holiday before a weekend: the next lead comes on Tuesday, since Monday is one too', () => {
  const easter = repTimeOf(rep({ person: { country: 'DE' } }), { now: utc('2026-04-03T10:00') });
  expect(availabilityAt(easter, utc('2026-04-03T10:00'), 0)).toEqual({
    present: false,
    until: utc('2026-04-03T22:00'),
    because: 'on holiday: Good Friday',
  });
  expect(nextPresentAt(easter, utc('2026-04-03T10:00'), 0)).toBe(utc('2026-04-07T07:00'));
});
