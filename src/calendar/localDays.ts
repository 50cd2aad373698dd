import { Temporal } from 'temporal-polyfill';
import type { Interval } from '../domain/hours/intervals.ts';

export const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Entries a memory holds before it begins anew: a month in every zone there is. */
const LARGEST = 20_000;

const zones = new Map<string, boolean>();
const midnights = new Map<string, number>();

/** True of an IANA zone ("Europe/Berlin") that this machine knows. */
export function isKnownZone(timeZone: string): boolean {
  const known = zones.get(timeZone) ?? isZone(timeZone);
  if (zones.size < LARGEST) zones.set(timeZone, known);
  return known;
}

function isZone(timeZone: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone).epochMilliseconds === 0;
  } catch {
    return false;
  }
}

/** The number of a calendar date, counted from 1970-01-01. */
export function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / dayMs;
}

/** A local calendar day, by its number; 23 or 25 hours long where the clocks change. Throws for an unknown zone. */
export function localDay(timeZone: string, day: number): Interval {
  return { from: midnight(timeZone, day), to: midnight(timeZone, day + 1) };
}

/**
 * When the wall clock first stands `minutes` after the midnight of a day; from 1440 on it is the next day's clock. Of a time
 * that the clocks skip it is the jump.
 */
export function wallBegin(timeZone: string, day: number, minutes: number): number {
  if (minutes >= 1440) return wallBegin(timeZone, day + 1, minutes - 1440);
  return onWall(timeZone, day, minutes).first;
}

/** When the last minute before `minutes` has run off the wall clock, the second time where it comes twice. See `wallBegin`. */
export function wallEnd(timeZone: string, day: number, minutes: number): number {
  if (minutes > 1440) return wallEnd(timeZone, day + 1, minutes - 1440);
  return onWall(timeZone, day, minutes - 1).end;
}

/** One minute of a day's wall clock: when it first begins, and when it ends for good. */
function onWall(timeZone: string, day: number, minute: number): { first: number; end: number } {
  const { from, to } = localDay(timeZone, day);
  if (to - from !== dayMs) return onOddWall(timeZone, day, minute);
  const first = from + minute * minuteMs;
  return { first, end: first + minuteMs };
}

/** The same on a day whose clocks change. */
function onOddWall(timeZone: string, day: number, minute: number): { first: number; end: number } {
  const wall = dateOf(day).toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const first = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const second = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (first.toPlainDateTime().equals(wall))
    return { first: first.epochMilliseconds, end: second.epochMilliseconds + minuteMs };
  const jump = first.getTimeZoneTransition('next')?.epochMilliseconds ?? second.epochMilliseconds;
  return { first: jump, end: jump };
}

/** The instant at which a day begins. Kept, since a working week asks for the same ones again and again. */
function midnight(timeZone: string, day: number): number {
  const key = `${day} ${timeZone}`;
  const known = midnights.get(key);
  if (known !== undefined) return known;
  if (!isKnownZone(timeZone))
    throw new Error(`calendar: time zone "${timeZone}" is not known: write an IANA name such as Europe/Berlin`);
  if (midnights.size >= LARGEST) midnights.clear();
  const at = dateOf(day).toZonedDateTime(timeZone).epochMilliseconds;
  midnights.set(key, at);
  return at;
}

function dateOf(day: number): Temporal.PlainDate {
  return new Temporal.PlainDate(1970, 1, 1).add({ days: day });
}
