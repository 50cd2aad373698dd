import { takeTurn } from '../roundRobin.ts';
import type { RepFacts } from './facts.ts';
import { accountsOf, canNow, firstBack, type Found, isNarrowed, mayWait, meantIn, type Search } from './search.ts';
import { aRole } from './staff.ts';

/** `passed` says why nobody has it so far; what the pools come to is added to it. */
type Passing = { passed: string[]; asked: string[]; search: Search };

/**
 * The first pool of which somebody can take the lead now. The pool that is the principal is waited for when its people are back soon.
 * Where a role is asked for and nobody of it is there, whoever else is there covers. A principal that claims is offered the lead
 * at the latest when nobody else is there.
 */
export function askPools(pools: readonly string[], passed: string[], search: Search): Found | undefined {
  for (const [i, pool] of pools.entries()) {
    const passing = { passed, asked: pools.slice(0, i + 1), search };
    const meant = meantIn(pool, search);
    const found = inPool(pool, meant, passing) ?? later(pool, meant, passing);
    if (found) return found;
    passed.push(nobodyOf(pool, search));
  }
  const passing = { passed, asked: [...pools], search };
  return whateverRole(pools, passing) ?? claimedLater(passing);
}

function inPool(pool: string, meant: readonly RepFacts[], { passed, asked, search }: Passing): Found | undefined {
  const { settings, now, staff } = search.asked;
  const sharedWith = meant.map(({ id }) => id).filter((id) => canNow(id, search));
  if (sharedWith.length === 0) return undefined;
  const words = (how: string) => (passed.length === 0 ? how : `${passed.join('; ')}: ${how}`);
  if (settings.pools[pool]?.mode === 'claim')
    return { kind: 'claim', pool, how: words(`the people of pool ${pool} may claim it`), asked };
  const active = meant.flatMap(({ id, atKeyboard }) => (atKeyboard === true ? [id] : []));
  const next = takeTurn(accountsOf(pool, search), new Set(sharedWith), now, new Set(active));
  const rep = staff.byId.get(next?.rep ?? '');
  if (!next || !rep) return undefined;
  const { members, shares, before } = next;
  const turn = { pool, rep: rep.id, sharedWith, shares, at: now, ...(before !== undefined && { before }) };
  return {
    kind: 'rep',
    rep,
    turn,
    members,
    how: words(`it is ${rep.name}'s turn${pool === 'default' ? '' : ` in pool ${pool}`}${askedFor(pool, search)}`),
    asked,
  };
}

/**
 * The principal's people are back soon: it waits for the first of them; of a pool that claims, the first of them may claim it. While
 * all of the default pool are away there is nobody else who could cover: that is no waiting but an alarm.
 */
function later(pool: string, meant: readonly RepFacts[], { passed, asked, search }: Passing): Found | undefined {
  const first = firstBack(meant, search);
  if (pool !== search.principal.pool || (pool === 'default' && !isNarrowed(pool, search))) return undefined;
  if (first === undefined || !mayWait(first.until, search)) return undefined;
  if (search.asked.settings.pools[pool]?.mode === 'claim') return firstMayClaim(pool, { passed, asked, search });
  const how = `${nobodyOf(pool, search)}, but ${first.rep.name} is back soon: it waits for them`;
  return { kind: 'waits', ...first, how: [...passed, how].join('; '), asked };
}

function whateverRole(pools: readonly string[], { passed, asked, search }: Passing): Found | undefined {
  for (const pool of pools) {
    const here = accountsOf(pool, search).flatMap(({ rep }) => search.asked.staff.byId.get(rep) ?? []);
    const found = isNarrowed(pool, search) ? inPool(pool, here, { passed, asked, search }) : undefined;
    if (found) return found;
  }
  return undefined;
}

function claimedLater({ passed, asked, search }: Passing): Found | undefined {
  const { principal, tried } = search;
  const { settings } = search.asked;
  const own = principal.pool;
  if (own === undefined || settings.pools[own]?.mode !== 'claim') return undefined;
  if (meantIn(own, search).every(({ id }) => tried.has(id))) return undefined;
  return firstMayClaim(own, { passed, asked, search });
}

function firstMayClaim(pool: string, { passed, asked }: Passing): Found {
  const how = [...passed, `whoever of pool ${pool} comes first may claim it`].join('; ');
  return { kind: 'claim', pool, how, asked };
}

function askedFor(pool: string, search: Search): string {
  const { role } = search.principal;
  return role !== undefined && isNarrowed(pool, search) ? ` (${aRole(role)} is asked for)` : '';
}

function nobodyOf(pool: string, search: Search): string {
  const { role } = search.principal;
  const who = role !== undefined && isNarrowed(pool, search) ? `no ${role.toUpperCase()}` : 'nobody';
  return `${who} of pool ${pool} is there`;
}
