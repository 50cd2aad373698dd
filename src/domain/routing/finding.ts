import { takeTurn } from '../roundRobin.ts';
import type { Principal, RepFacts } from './facts.ts';
import type { PoolAccount } from './pools.ts';
import { poolFor } from './principal.ts';
import type { Asked } from './rule.ts';
import { backupsOf, type Staff } from './staff.ts';

const HOUR_MS = 3_600_000;

/** Where somebody for the lead is looked for. */
export type Search = {
  asked: Asked;
  principal: Principal;
  pools: Readonly<Record<string, readonly PoolAccount[]>>;
  tried: ReadonlySet<string>;
};

/** Those who are asked, in this order; `pools` are those of them. */
export type Line = { rep?: RepFacts; backups: RepFacts[]; pools: string[] };

type Turn = { pool: string; rep: string; sharedWith: string[]; at: number; before?: number };

/** What the search came to. `how` says it in words for people; `asked` are the pools that were asked. */
export type Found = { how: string; asked: string[] } & (
  | { kind: 'rep'; rep: RepFacts; turn?: Turn; members?: PoolAccount[] }
  | { kind: 'claim'; pool: string }
  | { kind: 'waits'; rep: RepFacts; until: number }
  | { kind: 'nobody'; until?: number }
);

/** Who is asked: the principal, who covers for them, the lead's pool and the default pool. A named account has no pools. */
export function lineOf({ asked, principal }: Search): Line {
  const { staff, lead, settings } = asked;
  const rep = principal.rep === undefined ? undefined : staff.byId.get(principal.rep);
  if (!rep) return { backups: [], pools: unique([principal.pool ?? 'default', 'default']) };
  const firstAsked = principal.backup === undefined ? undefined : staff.byId.get(principal.backup);
  const backups = backupsOf(rep, staff, firstAsked);
  if (principal.rule === 'named account') return { rep, backups, pools: [] };
  const { customerPool } = settings;
  const own = principal.rule === 'customer' && customerPool !== undefined ? customerPool : poolFor(lead, settings);
  return { rep, backups, pools: unique([own, 'default']) };
}

/**
 * The first of the line who can take the lead now. A principal who is back soon is waited for, unless the lead is in a fast lane
 * or they had it. A pool that claims is told when anyone of it is there; at the latest, if it is the principal, when nobody else is.
 */
export function findIn(line: Line, search: Search): Found {
  const passed: string[] = [];
  const { rep, backups, pools } = line;
  if (rep) {
    const answer = askPrincipal(rep, search);
    if (typeof answer !== 'string') return answer;
    passed.push(answer);
  }
  for (const backup of backups) {
    const because = whyNotNow(backup, search);
    const how = `${passed.join('; ')}: ${backup.name} is the backup`;
    if (because === undefined) return { kind: 'rep', rep: backup, how, asked: [] };
    passed.push(`backup ${because}`);
  }
  return askPools(pools, passed, search) ?? nobody(line, passed, search);
}

/** Why somebody cannot take the lead now, in words; undefined for who can. */
function whyNotNow({ id, name, active, availability }: RepFacts, { tried }: Search): string | undefined {
  if (tried.has(id)) return `${name} had it and did not answer`;
  if (!active) return `${name} has left`;
  return availability.present ? undefined : `${name} is away (${availability.because})`;
}

/** The accounts of a pool; none of a pool that nobody gave. */
export function accountsOf(pool: string, { pools }: Pick<Search, 'pools'>): readonly PoolAccount[] {
  return Object.hasOwn(pools, pool) ? (pools[pool] ?? []) : [];
}

/** The principal's answer, or why they cannot take it and are not waited for. */
function askPrincipal(rep: RepFacts, search: Search): Found | string {
  const because = whyNotNow(rep, search);
  if (because === undefined) return { kind: 'rep', rep, how: `${rep.name} is there`, asked: [] };
  const { now, lead, settings } = search.asked;
  const until = backAt(rep, search);
  if (until === undefined || lead.fastLane || until - now >= settings.holdHours * HOUR_MS) return because;
  const how = `${because}, but back in less than ${settings.holdHours} h: it waits`;
  return { kind: 'waits', rep, until, how, asked: [] };
}

function askPools(pools: readonly string[], passed: string[], search: Search): Found | undefined {
  const { settings, staff } = search.asked;
  for (const [i, pool] of pools.entries()) {
    const asked = pools.slice(0, i + 1);
    const here = accountsOf(pool, search).filter(({ rep }) => canNow(rep, staff, search));
    if (here.length > 0) return inPool(pool, here, { passed, asked, search });
    passed.push(`nobody of pool ${pool} is there`);
  }
  const own = search.principal.pool;
  if (own === undefined || settings.pools[own]?.mode !== 'claim') return undefined;
  const mayLater = accountsOf(own, search).some(({ rep }) => staff.byId.get(rep)?.active && !search.tried.has(rep));
  if (!mayLater) return undefined;
  return {
    kind: 'claim',
    pool: own,
    how: [...passed, `whoever of pool ${own} comes first may claim it`].join('; '),
    asked: [...pools],
  };
}

function inPool(
  pool: string,
  here: readonly PoolAccount[],
  { passed, asked, search }: { passed: string[]; asked: string[]; search: Search },
): Found | undefined {
  const { settings, staff, now } = search.asked;
  const words = (how: string) => (passed.length === 0 ? how : `${passed.join('; ')}: ${how}`);
  if (settings.pools[pool]?.mode === 'claim')
    return { kind: 'claim', pool, how: words(`the people of pool ${pool} may claim it`), asked };
  const sharedWith = here.map(({ rep }) => rep);
  const next = takeTurn(accountsOf(pool, search), new Set(sharedWith), now);
  const rep = staff.byId.get(next?.rep ?? '');
  if (!next || !rep) return undefined;
  const turn = { pool, rep: rep.id, sharedWith, at: now, ...(next.before !== undefined && { before: next.before }) };
  return { kind: 'rep', rep, turn, members: next.members, how: words(`${rep.name} is next in pool ${pool}`), asked };
}

function nobody({ rep, backups, pools }: Line, passed: string[], search: Search): Found {
  const { staff } = search.asked;
  const members = pools.flatMap((pool) => accountsOf(pool, search).map((member) => staff.byId.get(member.rep)));
  const until = [rep, ...backups, ...members].reduce<number | undefined>((first, one) => {
    const back = one && backAt(one, search);
    return back === undefined || (first !== undefined && first <= back) ? first : back;
  }, undefined);
  const how = `nobody can take it: ${passed.join('; ')}`;
  return { kind: 'nobody', how, ...(until !== undefined && { until }), asked: pools };
}

/** When somebody who may have it comes; undefined when nobody knows. */
function backAt({ id, active, availability, nextPresentAt }: RepFacts, { tried, asked }: Search): number | undefined {
  if (tried.has(id) || !active || availability.present) return undefined;
  return nextPresentAt !== undefined && nextPresentAt > asked.now ? nextPresentAt : undefined;
}

function canNow(id: string, { byId }: Staff, search: Search): boolean {
  const rep = byId.get(id);
  return rep !== undefined && whyNotNow(rep, search) === undefined;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
