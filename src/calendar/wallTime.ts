import type { Weekday } from '../domain/routing/settings.ts';
import { dayNumber, wallBegin } from './localDays.ts';

/** As days are numbered: 1970-01-01 was a Thursday. */
const weekdays: Weekday[] = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'];

/** The local date that holds an instant, YYYY-MM-DD. Throws for an unknown zone. */
export function localDate(timeZone: string, at: number): string {
  // As Sweden writes it.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}

/** "Monday, 23 November": the local date that holds an instant. */
export function dateTitle(timeZone: string, at: number): string {
  const words = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, ...words }).formatToParts(at);
  const said = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return `${said('weekday')}, ${said('day')} ${said('month')}`;
}

/** When the wall clock stands at `minutes` from midnight, on the local day that holds `at`. */
export function wallTimeOn(timeZone: string, at: number, minutes: number): number {
  return wallBegin(timeZone, dayOf(timeZone, at), minutes);
}

/** When a local time of a weekday last was, at or before `now`. */
export function lastWeekly(timeZone: string, now: number, { day, at }: { day: Weekday; at: number }): number {
  const today = dayOf(timeZone, now);
  const back = (weekdays.indexOf(weekdayOf(today)) - weekdays.indexOf(day) + 7) % 7;
  const latest = wallBegin(timeZone, today - back, at);
  return latest <= now ? latest : wallBegin(timeZone, today - back - 7, at);
}

function dayOf(timeZone: string, at: number): number {
  const [year = 1970, month = 1, day = 1] = localDate(timeZone, at).split('-').map(Number);
  return dayNumber(year, month, day);
}

function weekdayOf(day: number): Weekday {
  return weekdays[((day % 7) + 7) % 7] ?? 'thu';
}

/** The local day after the one that holds `at`. */
export function tomorrowOf(timeZone: string, at: number): { from: number; to: number } {
  const today = dayOf(timeZone, at);
  return { from: wallBegin(timeZone, today + 1, 0), to: wallBegin(timeZone, today + 2, 0) };
}
