import { describe, expect, test } from '@jest/globals';
import { dayBounds, shiftsOf } from './shifts.ts';
import type { DayHours } from '../domain/routing/settings.ts';

const hour = 3_600_000;
const utc = (text: string) => Date.parse(`${text}Z`);
const week = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 9 * 60, to: 18 * 60 } satisfies DayHours;
const sunday = (from: number, to: number): DayHours[] => [{ days: ['sun'], from: from * 60, to: to * 60 }];

/** As "2026-03-27T08:00 2026-03-27T17:00". */
const written = (shifts: { from: number; to: number }[]) =>
  shifts.map((shift) => [shift.from, shift.to].map((at) => new Date(at).toISOString().slice(0, 16)).join(' '));

describe('a working week', () => {
  test('is 9 to 18 on the wall before and after the clocks change', () => {
    expect(written(shiftsOf([week], 'Europe/Berlin', utc('2026-03-27T00:00'), utc('2026-03-31T00:00')))).toEqual([
      '2026-03-27T08:00 2026-03-27T17:00',
      '2026-03-30T07:00 2026-03-30T16:00',
    ]);
  });

  test('is cut at both ends of what is asked', () => {
    const shifts = shiftsOf([week], 'Asia/Kolkata', utc('2026-03-27T04:00'), utc('2026-03-27T05:00'));
    expect(written(shifts)).toEqual(['2026-03-27T04:00 2026-03-27T05:00']);
  });

  test('of shifts that touch over midnight is one stretch', () => {
    const nights: DayHours[] = [
      { days: ['mon'], from: 22 * 60, to: 30 * 60 },
      { days: ['tue'], from: 6 * 60, to: 7 * 60 },
    ];
    const shifts = shiftsOf(nights, 'Asia/Kolkata', utc('2026-03-29T00:00'), utc('2026-04-02T00:00'));
    expect(written(shifts)).toEqual(['2026-03-30T16:30 2026-03-31T01:30']);
  });

  test('that nobody set has no shifts', () => {
    expect(shiftsOf([], 'Asia/Kolkata', 0, 30 * 24 * hour)).toEqual([]);
  });

  test('in an unknown zone is refused with the name of the zone', () => {
    expect(() => shiftsOf([week], 'Mars/Olympus', 0, 24 * hour)).toThrow(/"Mars\/Olympus".*Europe\/Berlin/);
  });
});

describe('Sundays on which the clocks change', () => {
  const berlin = 'Europe/Berlin';
  const newYork = 'America/New_York';
  const lordHowe = 'Australia/Lord_Howe';
  const santiago = 'America/Santiago';

  test.each([
    {
      why: 'a shift that begins in the skipped hour begins at the jump',
      zone: berlin,
      day: '2026-03-29',
      from: 2.5,
      to: 8,
      shift: '2026-03-29T01:00 2026-03-29T06:00',
    },
    {
      why: 'a shift that ends in the skipped hour ends at the jump',
      zone: berlin,
      day: '2026-03-29',
      from: 0,
      to: 2.5,
      shift: '2026-03-28T23:00 2026-03-29T01:00',
    },
    {
      why: 'a shift that begins in the hour that comes twice begins the first time',
      zone: newYork,
      day: '2026-11-01',
      from: 1.5,
      to: 8,
      shift: '2026-11-01T05:30 2026-11-01T13:00',
    },
    {
      why: 'a shift that ends in the hour that comes twice ends the second time',
      zone: newYork,
      day: '2026-11-01',
      from: 0,
      to: 1.5,
      shift: '2026-11-01T04:00 2026-11-01T06:30',
    },
    {
      why: 'a shift that ends where the hour begins that comes twice has none of it',
      zone: newYork,
      day: '2026-11-01',
      from: 0,
      to: 1,
      shift: '2026-11-01T04:00 2026-11-01T05:00',
    },
    {
      why: 'half an hour that comes twice is half an hour more',
      zone: lordHowe,
      day: '2026-04-05',
      from: 1,
      to: 3,
      shift: '2026-04-04T14:00 2026-04-04T16:30',
    },
    {
      why: 'a day without a midnight begins at one',
      zone: santiago,
      day: '2026-09-06',
      from: 0,
      to: 2,
      shift: '2026-09-06T04:00 2026-09-06T05:00',
    },
  ])('$why', ({ zone, day, from, to, shift }) => {
    const midday = utc(`${day}T12:00`);
    expect(written(shiftsOf(sunday(from, to), zone, midday - 30 * hour, midday + 30 * hour))).toEqual([shift]);
  });

  test('a shift within the skipped hour is none', () => {
    expect(shiftsOf(sunday(2.25, 2.75), 'Europe/Berlin', utc('2026-03-28T00:00'), utc('2026-03-30T00:00'))).toEqual([]);
  });
});

describe('a local day', () => {
  test.each([
    { why: 'of 24 hours', zone: 'Asia/Kolkata', at: '2026-03-29T18:29', day: '2026-03-28T18:30 2026-03-29T18:30' },
    {
      why: 'that begins with its midnight',
      zone: 'Asia/Kolkata',
      at: '2026-03-29T18:30',
      day: '2026-03-29T18:30 2026-03-30T18:30',
    },
    { why: 'of 23 hours', zone: 'Europe/Berlin', at: '2026-03-29T12:00', day: '2026-03-28T23:00 2026-03-29T22:00' },
    { why: 'of 25 hours', zone: 'America/New_York', at: '2026-11-01T12:00', day: '2026-11-01T04:00 2026-11-02T05:00' },
    {
      why: 'far in the east',
      zone: 'Pacific/Kiritimati',
      at: '2026-01-01T10:00',
      day: '2026-01-01T10:00 2026-01-02T10:00',
    },
    {
      why: 'far in the west',
      zone: 'Pacific/Pago_Pago',
      at: '2026-01-01T10:59',
      day: '2025-12-31T11:00 2026-01-01T11:00',
    },
  ])('$why', ({ zone, at, day }) => {
    expect(written([dayBounds(zone, utc(at))])).toEqual([day]);
  });
});
