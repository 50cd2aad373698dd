import { defaultModel, type Model } from '../domain/model.ts';
import type { Person } from '../domain/routing/settings.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Monday, 2029-10-01, 00:00 UTC: a week with a holiday in India on Tuesday and one in Germany on Wednesday. */
export const WEEK_FROM = Date.UTC(2029, 9, 1);

/** An hour of the week: `hour(3, 9.5)` is Wednesday, 09:30 UTC. */
export function hour(day: number, of: number): number {
  return WEEK_FROM + (day - 1) * DAY_MS + of * HOUR_MS;
}

type Place = { zone: string; country: string; utcMinutes: number; holidays: string[] };

// No clock changes in this week, so that offsets are enough for a calendar that shares nothing with the product's.
const places: Record<'la' | 'newYork' | 'berlin' | 'kolkata', Place> = {
  la: { zone: 'America/Los_Angeles', country: 'US', utcMinutes: -420, holidays: ['2029-10-08'] },
  newYork: { zone: 'America/New_York', country: 'US', utcMinutes: -240, holidays: ['2029-10-08'] },
  berlin: { zone: 'Europe/Berlin', country: 'DE', utcMinutes: 120, holidays: ['2029-10-03'] },
  kolkata: { zone: 'Asia/Kolkata', country: 'IN', utcMinutes: 330, holidays: ['2029-10-02'] },
};

export type Colleague = {
  name: string;
  email: string;
  place: Place;
  person: Person;
  /** Out of office in the CRM, told at `toldAt`. */
  off?: { from: number; to: number; toldAt: number };
  leavesAt?: number;
};

function colleague(
  name: string,
  place: Place,
  person: Person & { backup: string },
  more: Partial<Colleague> = {},
): Colleague {
  const { backup, ...rest } = person;
  return {
    name,
    email: emailOf(name),
    place,
    person: { ...rest, country: place.country, backup: emailOf(backup) },
    ...more,
  };
}

function emailOf(name: string): string {
  return `${name.toLowerCase()}@acme.example`;
}

export const LEAVER = 'Bob';
export const CAPPED = 'Eve';
export const MANAGER = emailOf('Max');

export const team: Colleague[] = [
  colleague('Ann', places.la, { role: 'bdr', backup: 'Bob' }),
  colleague('Bob', places.la, { role: 'bdr', backup: 'Ann' }, { leavesAt: hour(4, 18) }),
  colleague('Cho', places.la, { role: 'ae', backup: 'Fay' }),
  colleague('Dan', places.newYork, { role: 'bdr', backup: 'Eve' }),
  colleague('Eve', places.newYork, { role: 'bdr', backup: 'Dan', caps: { openHot: 2, perDay: 3 } }),
  colleague('Fay', places.newYork, { role: 'ae', backup: 'Cho' }),
  colleague('Gus', places.berlin, { role: 'bdr', backup: 'Hal' }),
  colleague('Hal', places.berlin, { role: 'bdr', backup: 'Gus' }),
  colleague(
    'Ida',
    places.berlin,
    { role: 'ae', backup: 'Gus' },
    { off: { from: hour(2, -2), to: hour(5, 22), toldAt: WEEK_FROM } },
  ),
  colleague(
    'Jay',
    places.kolkata,
    { role: 'bdr', backup: 'Kim' },
    { off: { from: hour(4, 5.5), to: hour(4, 8), toldAt: hour(4, 5.25) } },
  ),
  colleague('Kim', places.kolkata, { role: 'bdr', backup: 'Jay' }),
  colleague('Lea', places.kolkata, { role: 'csm', backup: 'Kim' }),
];

export const pools: Record<'default' | 'emea', string[]> = {
  default: ['Ann', 'Bob', 'Dan', 'Eve', 'Jay', 'Kim'],
  emea: ['Gus', 'Hal'],
};

/** Companies that one rep looks after, and who covers for them. */
export const named: Record<string, { rep: string; backup: string }> = {
  'northwind.example': { rep: 'Dan', backup: 'Eve' },
  'globex.example': { rep: 'Ida', backup: 'Hal' },
  'initech.example': { rep: 'Jay', backup: 'Kim' },
};

const weights: Record<string, number> = { Dan: 2, Gus: 2 };

export const weekModel: Model = {
  ...defaultModel,
  routing: {
    ...defaultModel.routing,
    people: Object.fromEntries(team.map(({ email, person }) => [email, person])),
    pools: Object.fromEntries(
      Object.entries(pools).map(([name, members]) => [
        name,
        {
          mode: 'assign' as const,
          members: members.map((rep) => ({ rep: emailOf(rep), weight: weights[rep] ?? 1 })),
        },
      ]),
    ),
    territories: [{ name: 'EMEA', countries: ['Germany', 'France', 'United Kingdom'], pool: 'emea' }],
    namedAccounts: Object.entries(named).map(([account, { rep, backup }]) => ({
      account,
      rep: emailOf(rep),
      backup: emailOf(backup),
    })),
    stages: { appointmentscheduled: 'bdr' },
    coverage: { managers: [MANAGER] },
  },
};

export function colleagueNamed(name: string): Colleague {
  const found = team.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the week has nobody called ${name}`);
  return found;
}

/** Whether somebody is at work, by a calendar of its own: weekdays 9 to 18 where they are, no holiday, not off, not gone. */
export function isThere(name: string, at: number): boolean {
  return shiftsOf(name).some(({ from, to }) => from <= at && at < to);
}

/** The first instant, not before `at`, at which they are there; undefined when the calendar of the week has none. */
export function nextThere(name: string, at: number): number | undefined {
  const next = shiftsOf(name).find(({ to }) => at < to);
  return next && Math.max(next.from, at);
}

type Shift = { from: number; to: number };
const shifts = new Map<string, Shift[]>();

/** In order, from the Sunday before the week to the Thursday after it. Kept: it is asked for every minute. */
function shiftsOf(name: string): Shift[] {
  const known = shifts.get(name) ?? Array.from({ length: 12 }, (_, i) => shiftOn(colleagueNamed(name), i - 1)).flat();
  shifts.set(name, known);
  return known;
}

/** `day` counts from Monday, on the colleague's own calendar. Time off may cut a shift in two. */
function shiftOn({ place, off, leavesAt = Infinity }: Colleague, day: number): Shift[] {
  const midnight = WEEK_FROM + day * DAY_MS;
  const isFree = [0, 6].includes(new Date(midnight).getUTCDay());
  if (isFree || place.holidays.includes(new Date(midnight).toISOString().slice(0, 10))) return [];
  const begin = midnight - place.utcMinutes * 60_000;
  const shift = { from: begin + 9 * HOUR_MS, to: Math.min(begin + 18 * HOUR_MS, leavesAt) };
  const parts =
    off === undefined
      ? [shift]
      : [
          { from: shift.from, to: Math.min(shift.to, off.from) },
          { from: Math.max(shift.from, off.to), to: shift.to },
        ];
  return parts.filter(({ from, to }) => from < to);
}

/** When so many of their working minutes are over; undefined when they never are. */
export function afterWork(name: string, at: number, minutes: number): number | undefined {
  let left = minutes * 60_000;
  for (const { from, to } of shiftsOf(name)) {
    const begin = Math.max(from, at);
    if (begin + left < to) return begin + left;
    left -= Math.max(0, to - begin);
  }
  return undefined;
}

/** Their working time between two instants, in minutes. */
export function workBetween(name: string, from: number, to: number): number {
  const worked = shiftsOf(name).map((shift) => Math.min(shift.to, to) - Math.max(shift.from, from));
  return worked.reduce((sum, ms) => sum + Math.max(0, ms), 0) / 60_000;
}
