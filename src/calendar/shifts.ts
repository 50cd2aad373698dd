import { clipped, type Interval } from '../domain/hours/intervals.ts';
import type { DayHours, Weekday } from '../domain/routing/settings.ts';
import { dayMs, localDay, wallBegin, wallEnd } from './localDays.ts';

/** As days are numbered: 1970-01-01 was a Thursday. */
const weekdays: Weekday[] = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'];

/**
 * The shifts of a working week on the walls of a zone, between two instants, merged and in order. 9 to 18 is 9 to 18 on the
 * wall whatever the clocks do: a shift that begins in a skipped hour begins at the jump, one that ends in a repeated hour ends
 * the second time. Throws for an unknown zone.
 */
export function shiftsOf(hours: readonly DayHours[], timeZone: string, from: number, to: number): Interval[] {
  const shifts: Interval[] = [];
  // A local day begins up to 14 h before the UTC day of its date and ends up to 12 h after it; a shift may go on for one more.
  for (let day = Math.floor(from / dayMs) - 3; day <= Math.floor(to / dayMs) + 1; day += 1) {
    for (const each of hours) if (each.days.includes(weekdayOf(day))) shifts.push(shiftOn(day, each, timeZone));
  }
  return clipped(shifts, from, to);
}

/** The local day that holds an instant. Throws for an unknown zone. */
export function dayBounds(timeZone: string, at: number): Interval {
  const guess = Math.floor(at / dayMs);
  const days = [guess - 1, guess, guess + 1].map((day) => localDay(timeZone, day));
  return days.find(({ from, to }) => from <= at && at < to) ?? { from: at, to: at };
}

function shiftOn(day: number, { from, to }: DayHours, timeZone: string): Interval {
  return { from: wallBegin(timeZone, day, from), to: wallEnd(timeZone, day, to) };
}

function weekdayOf(day: number): Weekday {
  return weekdays[((day % 7) + 7) % 7] ?? 'thu';
}
