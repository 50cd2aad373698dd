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
const places = {
  la: { zone: 'America/Los_Angeles', country: 'US', utcMinutes: -420, holidays: ['2029-10-08'] },
  newYork: { zone: 'America/New_York', country: 'US', utcMinutes: -240, holidays: ['2029-10-08'] },
  berlin: { zone: 'Europe/Berlin', country: 'DE', utcMinutes: 120, holidays: ['2029-10-03'] },
  kolkata: { zone: 'Asia/Kolkata', country: 'IN', utcMinutes: 330, holidays: ['2029-10-02'] },
} satisfies Record<string, Place>;

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

export function emailOf(name: string): string {
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
  const { place, off, leavesAt = Infinity } = colleagueNamed(name);
  const local = new Date(at + place.utcMinutes * 60_000);
  const [day, minutes] = [local.getUTCDay(), local.getUTCHours() * 60 + local.getUTCMinutes()];
  const isOff = off !== undefined && off.from <= at && at < off.to;
  const isHoliday = place.holidays.includes(local.toISOString().slice(0, 10));
  return day >= 1 && day <= 5 && minutes >= 540 && minutes < 1080 && !isHoliday && !isOff && at < leavesAt;
}

/** The first whole minute of the clock, not before `at`, at which they are there; undefined within nine days. */
export function nextThere(name: string, at: number): number | undefined {
  for (let here = at; here < at + 9 * DAY_MS; here = nextMinute(here)) if (isThere(name, here)) return here;
  return undefined;
}

/** When so many of their working minutes are over; undefined when they never are. */
export function afterWork(name: string, at: number, minutes: number): number | undefined {
  let left = minutes;
  for (let here = at; here < at + 9 * DAY_MS; here += 60_000) {
    if (isThere(name, here)) left -= 1;
    if (left < 0) return here;
  }
  return undefined;
}

/** Their working time between two instants, in whole minutes. */
export function workBetween(name: string, from: number, to: number): number {
  let worked = 0;
  for (let here = from; here < to; here += 60_000) if (isThere(name, here)) worked += 1;
  return worked;
}

function nextMinute(at: number): number {
  return Math.floor(at / 60_000 + 1) * 60_000;
}
