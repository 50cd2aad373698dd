import type { RepFacts } from './facts.ts';
import { askPools } from './poolSearch.ts';
import { poolFor } from './principal.ts';
import { accountsOf, backAt, firstBack, type Found, mayWait, type Search, whyNotNow } from './search.ts';
import { backupsOf } from './staff.ts';

/** Those who are asked, in this order; `pools` are those of them. */
export type Line = { rep?: RepFacts; backups: RepFacts[]; pools: string[] };

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
 * The first of the line who can take the lead now. A principal, rep or pool, who is back soon is waited for, unless the lead is in a
 * fast lane or somebody had it. A pool that claims is told when anyone of it is there; at the latest, if it is the principal,
 * when nobody else is.
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

/** The principal's answer, or why they cannot take it and are not waited for. */
function askPrincipal(rep: RepFacts, search: Search): Found | string {
  const because = whyNotNow(rep, search);
  if (because === undefined) return { kind: 'rep', rep, how: `${rep.name} is there`, asked: [] };
  const until = backAt(rep, search);
  if (until === undefined || !mayWait(until, search)) return because;
  return { kind: 'waits', rep, until, how: `${because}, but is back soon: it waits for them`, asked: [] };
}

function nobody({ rep, backups, pools }: Line, passed: string[], search: Search): Found {
  const { byId } = search.asked.staff;
  const members = pools.flatMap((pool) => accountsOf(pool, search).map((member) => byId.get(member.rep)));
  const until = firstBack([rep, ...backups, ...members], search)?.until;
  const how = `nobody can take it: ${passed.join('; ')}`;
  return { kind: 'nobody', how, ...(until !== undefined && { until }), asked: pools };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
