import { repTimesOf, type Team, zoneOfRep } from '../calendar/repTimes.ts';
import { DAY_MS } from '../domain/decay.ts';
import {
  type Availability,
  availabilityAt,
  nextPresentAt,
  presentWithin,
  type RepTime,
} from '../domain/hours/availability.ts';
import type { Interval } from '../domain/hours/intervals.ts';
import { type Certificate, certificateOf } from '../domain/roundRobin.ts';
import { membersToday } from '../domain/routing/pools.ts';
import type { Pool } from '../domain/routing/settings.ts';
import type { KeptRep, PoolAccount, RepTimeRow } from '../store/reps.ts';

/** What was said of times is known from this many days back on. */
export const DAYS_BACK = 7;
const DAYS_AHEAD = 21;

/** Everyone whom a CRM is known to have, with what was said of their time and the settings that decide. */
export type KeptTeam = Omit<Team, 'reps'> & { reps: KeptRep[] };

/** How somebody stands now. Times are epoch ms. */
export type RepNow = KeptRep &
  Pick<RepTime, 'load' | 'caps'> & {
    availability: Availability;
    /** There, but with as many leads as they may have. */
    isFull: boolean;
    /** Since when they are there, or are not; absent when it is more than a week, and when nobody knows. */
    since?: number;
    /** When a lead may go to them again; absent of those who are there, and when nobody knows. */
    backAt?: number;
    /** Of their own clock. */
    zone: string;
    /** What is said of times to come. */
    later: RepTimeRow[];
  };

export type PoolNow = { name: string; mode: Pool['mode']; certificate: Certificate };
export type RepsAnswer = { now: number; timeZone: string; reps: RepNow[]; pools: PoolNow[] };

/** What the team has: open hot leads and those of today by rep, and their accounts in the pools. */
type Has = { loads: Parameters<typeof repTimesOf>[1]; accounts: PoolAccount[] };

/** How everyone stands now, and how fair the pools are, all in the order of names. `timeZone` is the reader's. */
export function repsStanding(team: KeptTeam, { loads, accounts }: Has, now: number, timeZone: string): RepsAnswer {
  const times = repTimesOf(team, loads, { now, daysBefore: DAYS_BACK, daysAfter: DAYS_AHEAD });
  const reps = team.reps.flatMap((rep) => {
    const time = times.get(rep.id);
    return time ? [repNow(rep, time, team, now)] : [];
  });
  const byName = reps.toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  return { now, timeZone, reps: byName, pools: poolsNow(team, byName, accounts, now) };
}

function repNow(rep: KeptRep, time: RepTime, team: KeptTeam, now: number): RepNow {
  const { bufferMinutes } = team.settings;
  const availability = availabilityAt(time, now, bufferMinutes);
  const before = presentWithin(time, now - DAYS_BACK * DAY_MS, now + 1, bufferMinutes).at(-1);
  const since = sinceOf(before, availability, now);
  const backAt = availability.present ? undefined : nextPresentAt(time, now, bufferMinutes);
  return {
    ...rep,
    load: time.load,
    caps: time.caps,
    availability,
    isFull: !availability.present && isAt(before, now),
    ...(since !== undefined && { since }),
    ...(backAt !== undefined && { backAt }),
    zone: zoneOfRep(rep, team),
    later: team.said.filter((word) => word.rep === rep.id && word.from > now),
  };
}

/** Since when a stretch of being there runs, or is over. Of who is full nobody keeps since when. */
function sinceOf(last: Interval | undefined, { present }: Availability, now: number): number | undefined {
  if (present) return last !== undefined && last.from > now - DAYS_BACK * DAY_MS ? last.from : undefined;
  return isAt(last, now) ? undefined : last?.to;
}

function isAt(stretch: Interval | undefined, now: number): boolean {
  return stretch !== undefined && stretch.to > now;
}

function poolsNow({ settings }: KeptTeam, reps: readonly RepNow[], accounts: PoolAccount[], now: number): PoolNow[] {
  const facts = reps.map(({ id, name, active, availability, email }) => {
    return { id, name, active, availability, ...(email !== undefined && { email: email.toLowerCase() }) };
  });
  const place = new Map(reps.map(({ id }, index) => [id, index]));
  const names = Object.keys(settings.pools).toSorted((a, b) => a.localeCompare(b));
  return names.flatMap((name): PoolNow[] => {
    const pool = settings.pools[name];
    if (pool === undefined) return [];
    const own = accounts.filter((account) => account.pool === name).map((account) => ({ ...account, weight: 1 }));
    const members = membersToday(pool, own, { reps: facts, people: settings.people, now });
    const inOrder = members.toSorted((a, b) => (place.get(a.rep) ?? 0) - (place.get(b.rep) ?? 0));
    return [{ name, mode: pool.mode, certificate: certificateOf(inOrder) }];
  });
}
