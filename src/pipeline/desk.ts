import { daysBegun, repTimesOf } from '../calendar/repTimes.ts';
import { DAY_MS } from '../domain/decay.ts';
import { availabilityAt, nextPresentAt, presentWithin, type RepTime } from '../domain/hours/availability.ts';
import { type Interval, merged } from '../domain/hours/intervals.ts';
import { withSince } from '../domain/hours/since.ts';
import type { RepFacts } from '../domain/routing/facts.ts';
import { membersToday, type PoolAccount } from '../domain/routing/pools.ts';
import type { Route } from '../domain/routing/route.ts';
import type { ReaderClock } from '../domain/explain/whenInWords.ts';
import { giveBack } from '../domain/roundRobin.ts';
import type { RoutingSettings } from '../domain/routing/settings.ts';
import type { KeptRep, PoolAccount as KeptAccount } from '../store/reps.ts';
import type { Rows } from '../store/store.ts';
import type { Workspace } from './parts.ts';
import { readerClock } from './readerClock.ts';
import { readerZone } from './readerZone.ts';

/** How far back working time is known where nobody asks for more, and how far ahead somebody is looked for. */
const DAYS_BACK = 7;
const DAYS_AHEAD = 21;

/** Who could get a lead now: everyone's time, and the accounts of the pools, locked until the transaction ends. */
export type Desk = {
  reps: RepFacts[];
  kept: KeptRep[];
  pools: Record<string, PoolAccount[]>;
  /** When a rep is there, a week back or since the time asked for, and three ahead; of undefined: when anyone who shares new leads is. */
  clockOf: (rep: string | undefined) => Interval[];
  /** What a rep's own clock shows; the workspace's of who is not known. */
  wallClockOf: (rep: string) => ReaderClock;
  /** A turn that is given back: the rep is due that lead again. Not safe twice. */
  gaveBack: (turn: NonNullable<Route['turn']>) => void;
  /** What a route used up: a turn, and room under the caps. */
  took: (route: Route) => void;
  /** To be kept when all is routed; none when nobody's account moved. */
  accounts: () => KeptAccount[];
};

/**
 * Opens the desk. Without `pools` nobody's turn is taken, and no other process waits. Clocks are known from `since` on, and for a
 * week at least.
 */
export async function openDesk(
  rows: Rows,
  ws: Workspace,
  settings: RoutingSettings,
  now: number,
  { pools: withPools = true, since = now }: { pools?: boolean; since?: number } = {},
): Promise<Desk> {
  const accounts = withPools ? await rows.lockPools() : [];
  const daysBack = Math.max(DAYS_BACK, Math.ceil((now - since) / DAY_MS));
  const { kept, times } = await timesOf(rows, ws, settings, { now, daysBack });
  const zoneOf = (id: string) => {
    const rep = kept.find((one) => one.id === id);
    return readerZone(rep, ws, { routing: settings });
  };
  const factsOf = (rep: KeptRep) => repFacts(rep, times.get(rep.id), settings, now);
  const reps = kept.map(factsOf);
  const pools = Object.fromEntries(
    Object.entries(settings.pools).map(([name, pool]) => {
      const own = accounts
        .filter((account) => account.pool === name)
        .map(({ pool: _name, ...rest }) => ({ ...rest, weight: 1 }));
      return [name, membersToday(pool, own, { reps, people: settings.people, now })];
    }),
  );
  const gone = leftOf(accounts, pools);
  let touched = false;
  let shared: Interval[] | undefined;
  const clocks = new Map<string, Interval[]>();
  const clockOf = (id: string): Interval[] => {
    const time = times.get(id);
    const clock =
      clocks.get(id) ?? (time ? presentWithin(time, now - daysBack * DAY_MS, now + DAYS_AHEAD * DAY_MS) : []);
    clocks.set(id, clock);
    return clock;
  };
  return {
    reps,
    kept,
    pools,
    clockOf: (rep) => (rep === undefined ? (shared ??= merged(sharing(pools).flatMap(clockOf))) : clockOf(rep)),
    wallClockOf: (rep) => readerClock(zoneOf(rep)),
    gaveBack(turn) {
      touched = true;
      const [members, left] = [pools[turn.pool] ?? [], gone[turn.pool] ?? []];
      const here = new Set(members.map(({ rep }) => rep));
      const all = giveBack([...members, ...left], turn.rep, new Set(turn.sharedWith), turn);
      pools[turn.pool] = all.filter(({ rep }) => here.has(rep));
      gone[turn.pool] = all.filter(({ rep }) => !here.has(rep));
    },
    took({ turn, members, assignee }) {
      if (turn !== undefined && members !== undefined) {
        touched = true;
        pools[turn.pool] = members;
      }
      const index = kept.findIndex(({ id }) => id === assignee);
      const [rep, time] = [kept[index], times.get(assignee ?? '')];
      if (rep === undefined || time === undefined) return;
      time.load = { openHot: time.load.openHot + 1, today: time.load.today + 1 };
      reps[index] = factsOf(rep);
    },
    accounts: () =>
      [...Object.entries(touched ? pools : {}), ...Object.entries(touched ? gone : {})].flatMap(([pool, members]) =>
        members.map(({ weight: _today, worst = 0, ...account }) => ({ ...account, pool, worst })),
      ),
  };
}

/** Accounts of those who are in a pool no more: they may have something to give back. */
function leftOf(accounts: KeptAccount[], pools: Record<string, PoolAccount[]>): Record<string, PoolAccount[]> {
  const left = accounts.filter(({ pool, rep }) => !pools[pool]?.some((member) => member.rep === rep));
  const byPool = Map.groupBy(left, ({ pool }) => pool);
  return Object.fromEntries(
    [...byPool].map(([pool, those]) => [pool, those.map(({ pool: _name, ...rest }) => ({ ...rest, weight: 0 }))]),
  );
}

/** Everyone who is in a pool. */
function sharing(pools: Record<string, PoolAccount[]>): string[] {
  return [...new Set(Object.values(pools).flatMap((members) => members.map(({ rep }) => rep)))];
}

function repFacts(rep: KeptRep, time: RepTime | undefined, { bufferMinutes }: RoutingSettings, now: number): RepFacts {
  const { id, name, active } = rep;
  const email = rep.email?.toLowerCase();
  const nextAt = time && nextPresentAt(time, now, bufferMinutes);
  return {
    id,
    name,
    active,
    availability: time
      ? availabilityAt(time, now, bufferMinutes)
      : { present: false, because: 'nobody knows their working hours' },
    ...(email !== undefined && { email }),
    ...(nextAt !== undefined && { nextPresentAt: nextAt }),
    ...(rep.chat?.active === true && { atKeyboard: true }),
  };
}

/** Everyone's time by rep id, from what the CRM, the settings and they themselves say. */
async function timesOf(
  rows: Rows,
  ws: Workspace,
  settings: RoutingSettings,
  { now, daysBack }: { now: number; daysBack: number },
): Promise<{ kept: KeptRep[]; times: Map<string, RepTime> }> {
  const kept = await rows.repsOf(ws.crm.kind);
  const team = { reps: kept, said: await rows.repTimes(now - daysBack * DAY_MS), settings, defaultZone: ws.timeZone };
  const loads = await rows.repLoads(daysBegun(team, now));
  const known = repTimesOf(team, loads, { now, daysBefore: daysBack, daysAfter: DAYS_AHEAD });
  const times = kept.flatMap((rep) => {
    const time = known.get(rep.id);
    return time ? [[rep.id, withSince(time, rep)] as const] : [];
  });
  return { kept, times: new Map(times) };
}
