import Holidays, { type HolidaysTypes } from 'date-holidays';
import type { Absence } from '../domain/hours/availability.ts';
import { dayMs, dayNumber, wallBegin, wallEnd } from './localDays.ts';

/** A holiday that began this long ago is over. */
const LONGEST_MS = 15 * dayMs;

/** A holiday on the calendar of any zone: from minute `from` of a date (see `dayNumber`) to the end of its last date. */
type Feast = { day: number; from: number; days: number; name: string };

type Place = { parts: string[] } | { problem: string };

const places = new Map<string, Place>();
const feasts = new Map<string, Feast[]>();

/** True of a country, or a part of one with holidays of its own, that the calendar has: "DE", "DE-BY". */
export function isKnownCountry(country: string): boolean {
  return 'parts' in placeOf(country);
}

/**
 * The public holidays of a country that touch the time between two instants, in order, on the wall of the given zone: who works
 * in Lisbon and keeps German holidays has the German dates off. One that begins at noon leaves the morning. Names are English
 * where the calendar has them, else local. Throws for a country that it does not have, and for an unknown zone.
 */
export function holidaysOf(country: string, timeZone: string, from: number, to: number): Absence[] {
  const [first, last] = [yearOf(from - LONGEST_MS), yearOf(to + dayMs)];
  return Array.from({ length: last - first + 1 }, (_, i) => feastsIn(country, first + i))
    .flat()
    .map((feast) => absenceOf(feast, timeZone))
    .filter((absence) => absence.from < to && from < absence.to)
    .toSorted((a, b) => a.from - b.from);
}

function absenceOf({ day, from, days, name }: Feast, timeZone: string): Absence {
  return { from: wallBegin(timeZone, day, from), to: wallEnd(timeZone, day + days - 1, 1440), because: name };
}

/** Kept: a year takes some milliseconds to work out. */
function feastsIn(country: string, year: number): Feast[] {
  const key = `${country} ${year}`;
  const known = feasts.get(key) ?? calendarOf(country).getHolidays(year).map(feastFrom);
  feasts.set(key, known);
  return known;
}

/** `date` is "2026-12-24 14:00:00", in some countries with an offset behind it that says how the moon was reckoned. */
function feastFrom({ date, start, end, name }: HolidaysTypes.Holiday): Feast {
  const [year = NaN, month = NaN, day = NaN, hour = 0, minute = 0] = date.split(/[- :]/).map(Number);
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
  return { day: dayNumber(year, month, day), from: hour * 60 + minute, days, name };
}

function calendarOf(country: string): Holidays {
  const place = placeOf(country);
  if ('problem' in place) throw new Error(place.problem);
  const [land = '', state = '', region = ''] = place.parts;
  return new Holidays(land, state, region, { types: ['public'], languages: ['en'] });
}

/** The parts of a country as the calendar spells them, or why it cannot be used and what to write. Kept: it is asked often. */
function placeOf(country: string): Place {
  const known = places.get(country) ?? spelt(country.split('-'), new Holidays());
  places.set(country, known);
  return known;
}

function spelt(wanted: readonly string[], all: Holidays): Place {
  const parts: string[] = [];
  for (const part of wanted) {
    const there = partsOf(parts, all);
    const same = there.find((each) => each.toUpperCase() === part.toUpperCase());
    if (same === undefined) return { problem: notKnown(wanted.join('-'), parts, there) };
    parts.push(same);
  }
  return { parts };
}

/** The countries, or what there is below some parts. */
function partsOf([country, state, ...deeper]: readonly string[], all: Holidays): string[] {
  if (country === undefined) return Object.keys(all.getCountries());
  const below = state === undefined ? all.getStates(country) : all.getRegions(country, state);
  return deeper.length > 0 ? [] : Object.keys(below ?? {});
}

function notKnown(country: string, parts: readonly string[], there: readonly string[]): string {
  const example = 'an ISO 3166 code such as DE, US-CA or GB-SCT';
  const whole = parts.join('-');
  const choice = parts.length === 0 ? example : [whole, ...there.map((part) => `${whole}-${part}`)].join(', ');
  return `holidays: country "${country}" is not known: write ${choice}`;
}

function yearOf(at: number): number {
  return new Date(at).getUTCFullYear();
}
