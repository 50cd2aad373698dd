import type { RepFacts } from './facts.ts';
import type { Line } from './finding.ts';
import { accountsOf, type Found, isNarrowed, meantIn, type Search } from './search.ts';
import { aRole } from './staff.ts';
import type { PoolAccount } from './pools.ts';

/** Every active rep once, in the order given, with why they were chosen or passed over. */
export function candidatesOf(
  reps: readonly RepFacts[],
  line: Line,
  found: Found,
  search: Search,
): { rep: string; outcome: string }[] {
  const places = placesOf(line, found, search);
  const leftOut = leftOutOf(found, search);
  const notAsked = whyNotAsked(found);
  return reps
    .filter(({ active }) => active)
    .map((rep) => ({ rep: rep.id, outcome: outcomeOf(rep, { places, leftOut, notAsked, found, search }) }));
}

type Place = { as: string; account?: PoolAccount; pool?: string };

/** As what each of those who were asked was asked; the last pool that asked somebody counts. */
function placesOf({ rep, backups }: Line, found: Found, search: Search): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const pool of found.asked) {
    const turned = found.kind === 'rep' && found.turn?.pool === pool ? found.members : undefined;
    for (const account of turned ?? accountsOf(pool, search))
      places.set(account.rep, { as: 'in the pool', account, pool });
  }
  for (const backup of backups) if (!places.has(backup.id)) places.set(backup.id, { as: 'backup' });
  if (rep) places.set(rep.id, { as: 'principal' });
  return places;
}

/** Those of the pools for whom the lead is not, by the role it asks for; when one of them had to cover, nobody is left out. */
function leftOutOf(found: Found, search: Search): ReadonlySet<string> {
  const leftOut = found.asked.flatMap((pool) => {
    if (!isNarrowed(pool, search)) return [];
    const meant = new Set(meantIn(pool, search).map(({ id }) => id));
    return accountsOf(pool, search).flatMap(({ rep }) => (meant.has(rep) ? [] : [rep]));
  });
  const covers = found.kind === 'rep' && leftOut.includes(found.rep.id);
  return new Set(covers ? [] : leftOut);
}

function outcomeOf(
  rep: RepFacts,
  {
    places,
    leftOut,
    notAsked,
    found,
    search,
  }: { places: Map<string, Place>; leftOut: ReadonlySet<string>; notAsked: string; found: Found; search: Search },
): string {
  const place = places.get(rep.id);
  if (found.kind === 'rep' && found.rep.id === rep.id) return `chosen: ${chosenAs(found, place)}`;
  if (search.tried.has(rep.id)) return 'had it and did not answer';
  if (!place) return notAsked;
  if (!rep.availability.present) return `${asWords(place)}away: ${rep.availability.because}`;
  if (place.pool === undefined) return `${place.as}, present, not needed`;
  if (found.kind === 'claim') return `present, may claim it in pool ${found.pool}`;
  const { role } = search.principal;
  if (role !== undefined && leftOut.has(rep.id))
    return `present in pool ${place.pool}, but ${aRole(role)} is asked for`;
  return `present, not next in pool ${place.pool}${accountInWords(place.account)}`;
}

function chosenAs(found: Found & { kind: 'rep' }, place: Place | undefined): string {
  if (found.turn) return `next in pool ${found.turn.pool}${accountInWords(place?.account)}`;
  return `${place?.as ?? 'principal'}, present`;
}

function asWords({ as, pool }: Place): string {
  return pool === undefined ? `${as}, ` : '';
}

function accountInWords(account: PoolAccount | undefined): string {
  return account === undefined ? '' : ` (due ${inTenths(account.entitlement)}, had ${account.assigned})`;
}

function inTenths(leads: number): number {
  return Math.round(leads * 10) / 10;
}

function whyNotAsked(found: Found): string {
  if (found.asked.length > 0) return `not in pool ${found.asked.join(' or ')}`;
  if (found.kind === 'rep') return `not asked: ${found.rep.name} has it`;
  return found.kind === 'waits' ? `not asked: it waits for ${found.rep.name}` : 'not asked: a named account';
}
