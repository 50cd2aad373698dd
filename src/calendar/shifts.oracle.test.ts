import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterMs, msWithin } from '../domain/hours/intervals.ts';
import type { DayHours, Weekday } from '../domain/routing/settings.ts';
import { shiftsOf } from './shifts.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
/** Days on either side of a change that are looked at minute by minute. */
const DAYS = 4;
const weekdays: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** What the wall showed in one minute: the number of its date, its weekday, and minutes after midnight. */
type Wall = { at: number; date: number; weekday: string; minute: number };

/** Every minute around an instant as the platform's own clock shows it. */
function wallsAround(timeZone: string, middle: number): Wall[] {
  const clock = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return Array.from({ length: 2 * DAYS * 1440 }, (_, i) => {
    const at = middle - DAYS * dayMs + i * minuteMs;
    const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
    const date = Date.UTC(Number(parts['year']), Number(parts['month']) - 1, Number(parts['day'])) / dayMs;
    return {
      at,
      date,
      weekday: `${parts['weekday']}`.toLowerCase(),
      minute: Number(parts['hour']) * 60 + Number(parts['minute']),
    };
  });
}

/** The minutes in which the week works: on each date from the first minute that the wall puts in the shift to the last. */
function workedMinutes(walls: readonly Wall[], hours: readonly DayHours[]): Set<number> {
  const worked = new Set<number>();
  const dates = new Map(walls.map(({ date, weekday }) => [date, weekday]));
  for (const [date, weekday] of dates) {
    for (const { from, to } of hours.filter(({ days }) => days.some((day) => day === weekday))) {
      const inShift = walls.filter((wall) => {
        const since = (wall.date - date) * 1440 + wall.minute;
        return from <= since && since < to;
      });
      for (let at = inShift[0]?.at ?? 0; at <= (inShift.at(-1)?.at ?? -1); at += minuteMs) worked.add(at);
    }
  }
  return worked;
}

/** Often near the hours in which clocks change; shifts may go on after midnight. */
const clockMinute = fc.oneof(
  fc.integer({ min: 0, max: 240 }),
  fc.integer({ min: 0, max: 1439 }),
  fc.integer({ min: 1380, max: 1439 }),
);
const weekOf = fc.array(
  fc
    .record({
      days: fc.subarray(weekdays, { minLength: 1 }),
      from: clockMinute,
      minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 1440 })),
    })
    .map(({ days, from, minutes }) => ({ days, from, to: from + minutes })),
  { minLength: 1, maxLength: 3 },
);

/** The oracle is blind to shifts that began before its first day: two days at either end are not asked about. */
const askedMinute = fc.integer({ min: -2 * 1440, max: 2 * 1440 });

const changes = [
  { zone: 'America/New_York', at: '2026-03-08T07:00Z', by: 60 },
  { zone: 'America/New_York', at: '2026-11-01T06:00Z', by: -60 },
  { zone: 'Europe/Berlin', at: '2026-03-29T01:00Z', by: 60 },
  { zone: 'Europe/Berlin', at: '2026-10-25T01:00Z', by: -60 },
  { zone: 'Australia/Lord_Howe', at: '2026-10-03T15:30Z', by: 30 },
  { zone: 'Australia/Lord_Howe', at: '2026-04-04T15:00Z', by: -30 },
  { zone: 'America/Santiago', at: '2026-09-06T04:00Z', by: 60 },
  { zone: 'America/Santiago', at: '2026-04-05T03:00Z', by: -60 },
  { zone: 'America/Havana', at: '2026-11-01T05:00Z', by: -60 },
  { zone: 'Asia/Kolkata', at: '2026-03-29T01:00Z', by: 0 },
];

describe.each(changes)('working time in $zone around $at', ({ zone, at, by }) => {
  const middle = Date.parse(at);
  const walls = wallsAround(zone, middle);

  test(`the clocks jump by ${by} minutes there`, () => {
    const shown = (index: number) => (walls[index]?.date ?? NaN) * 1440 + (walls[index]?.minute ?? NaN);
    const half = DAYS * 1440;
    expect(shown(half) - shown(half - 1)).toBe(1 + by);
  });

  test('shifts, msWithin and afterMs say what a look at the wall in every minute says', () => {
    fc.assert(
      fc.property(weekOf, askedMinute, askedMinute, fc.nat({ max: 1440 }), (hours, a, b, wanted) => {
        const [from, to] = [middle + Math.min(a, b) * minuteMs, middle + Math.max(a, b) * minuteMs];
        const worked = workedMinutes(walls, hours);
        const asked = walls.filter((wall) => from <= wall.at && wall.at < to && worked.has(wall.at));
        const shifts = shiftsOf(hours, zone, from, to);
        expect(msWithin(shifts, from, to)).toBe(asked.length * minuteMs);
        const last = wanted === 0 ? from - minuteMs : asked[wanted - 1]?.at;
        expect(afterMs(shifts, from, wanted * minuteMs)).toBe(last === undefined ? undefined : last + minuteMs);
      }),
      { numRuns: 40 },
    );
  });
});
