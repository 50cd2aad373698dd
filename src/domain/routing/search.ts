import type { Principal, RepFacts } from './facts.ts';
import type { PoolAccount } from './pools.ts';
import type { Asked } from './rule.ts';
import { activeRep, fitsRole } from './staff.ts';

const HOUR_MS = 3_600_000;

/** Where somebody for the lead is looked for. */
export type Search = {
  asked: Asked;
  principal: Principal;
  pools: Readonly<Record<string, readonly PoolAccount[]>>;
  tried: ReadonlySet<string>;
};

/** Whose turn was taken in which pool, and what it gave to each: see `giveBack`. */
export type Turn = {
  pool: string;
  rep: string;
  sharedWith: string[];
  /** The part of the lead that each was due by this turn. */
  shares: Record<string, number>;
  at: number;
  before?: number;
};

/** What the search came to. `how` says it in words for people; `asked` are the pools that were asked. */
export type Found = { how: string; asked: string[] } & (
  | { kind: 'rep'; rep: RepFacts; turn?: Turn; members?: PoolAccount[] }
  | { kind: 'claim'; pool: string }
  | { kind: 'waits'; rep: RepFacts; until: number }
  | { kind: 'nobody'; until?: number }
);

/** Why somebody cannot take the lead now, in words; undefined for who can. */
export function whyNotNow({ id, name, active, availability }: RepFacts, { tried }: Search): string | undefined {
  if (tried.has(id)) return `${name} had it and did not answer`;
  if (!active) return `${name} has left`;
  return availability.present ? undefined : `${name} is away (${availability.because})`;
}

/** The same for an id; nobody known can take nothing. */
export function canNow(id: string, search: Search): boolean {
  const rep = search.asked.staff.byId.get(id);
  return rep !== undefined && whyNotNow(rep, search) === undefined;
}

/** When somebody who may have it comes; undefined when nobody knows. */
export function backAt({ id, active, availability, nextPresentAt }: RepFacts, search: Search): number | undefined {
  if (search.tried.has(id) || !active || availability.present) return undefined;
  return nextPresentAt !== undefined && nextPresentAt > search.asked.now ? nextPresentAt : undefined;
}

/** Who of these is back first, if that is known of anyone; of several the one listed first. */
export function firstBack(
  reps: readonly (RepFacts | undefined)[],
  search: Search,
): { rep: RepFacts; until: number } | undefined {
  const coming = reps.flatMap((rep) => {
    const until = rep && backAt(rep, search);
    return rep === undefined || until === undefined ? [] : [{ rep, until }];
  });
  return coming.toSorted((a, b) => a.until - b.until)[0];
}

/** A lead waits for who is back soon, but not in a fast lane, and not when somebody had it and did not answer. */
export function mayWait(until: number, { asked: { now, lead, settings }, tried }: Search): boolean {
  return !lead.fastLane && tried.size === 0 && until - now < settings.holdHours * HOUR_MS;
}

/** The accounts of a pool; none of a pool that nobody gave. */
export function accountsOf(pool: string, { pools }: Pick<Search, 'pools'>): readonly PoolAccount[] {
  return Object.hasOwn(pools, pool) ? (pools[pool] ?? []) : [];
}

/** Those of a pool whom the lead is for: of the role that is asked for, or everyone where nobody of it has that role. */
export function meantIn(pool: string, search: Search): RepFacts[] {
  const { asked, principal } = search;
  const active = accountsOf(pool, search).flatMap(({ rep }) => activeRep(rep, asked.staff) ?? []);
  // A claim is open to the whole pool, whoever does what.
  if (asked.settings.pools[pool]?.mode === 'claim') return active;
  const fitting = active.filter((rep) => fitsRole(rep, principal.role, asked.staff));
  return fitting.length > 0 ? fitting : active;
}

/** Whether the role that is asked for leaves out anyone of the pool who works here. */
export function isNarrowed(pool: string, search: Search): boolean {
  const meant = new Set(meantIn(pool, search).map(({ id }) => id));
  return accountsOf(pool, search).some(
    ({ rep }) => activeRep(rep, search.asked.staff) !== undefined && !meant.has(rep),
  );
}
