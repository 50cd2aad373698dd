import type { Cell } from './checkCells.ts';
import { exampleLead, type Finding } from './checkFindings.ts';
import { type CheckedStaff, poolsInUse } from './checkStaff.ts';
import { leadsToAsk } from './checkStories.ts';
import { leadInWords } from './checkWords.ts';
import type { LeadFacts, Principal } from './facts.ts';
import { principalFor } from './principal.ts';
import { route } from './route.ts';
import type { RoutingSettings } from './settings.ts';
import { staffOf } from './staff.ts';

type Found = { lead: LeadFacts; pool: string; principal: Principal };

/**
 * Leads for whom there is nobody, or not who was promised, although everyone is there. The router itself is asked about one lead
 * of each kind; `cells` are those that territories tell apart.
 */
export function checkLeads(
  settings: RoutingSettings,
  staff: CheckedStaff,
  cells: readonly Cell[],
  now: number,
): Finding[] {
  const found = pooled(settings, staff, cells, now);
  const pools = Map.groupBy(found, ({ pool }) => pool);
  return [
    ...[...pools.values()].flatMap(([one]) => (one === undefined ? [] : nobodyIn(one, settings, staff, now))),
    ...[...poolsInUse(settings)].flatMap((pool) => (pools.has(pool) ? [] : emptyWithoutLead(pool, staff))),
    ...customersOfNobody(found, settings),
    ...namedAccounts(settings, staff, now),
  ];
}

/** The leads that are for a pool: one for each rule and pool. */
function pooled(settings: RoutingSettings, { reps }: CheckedStaff, cells: readonly Cell[], now: number): Found[] {
  const found = new Map<string, Found>();
  const staff = staffOf(reps, settings.people);
  for (const lead of leadsToAsk(settings, cells)) {
    const { principal } = principalFor({ lead, staff, settings, now });
    if (principal?.pool === undefined) continue;
    const key = JSON.stringify([principal.rule, principal.pool]);
    if (!found.has(key)) found.set(key, { lead, pool: principal.pool, principal });
  }
  return [...found.values()];
}

/** A pool without anybody who has not left: its leads go to the default pool, and of that one to nobody. */
function nobodyIn({ lead, pool }: Found, settings: RoutingSettings, staff: CheckedStaff, now: number): Finding[] {
  const answer = route({ lead, reps: staff.reps, pools: staff.accounts, now }, settings);
  const isFound = answer.assignee !== undefined || answer.claimPool !== undefined;
  if (isFound && (staff.members[pool] ?? []).length > 0) return [];
  const { mode, members, role } = settings.pools[pool] ?? { mode: 'assign', members: [] };
  const whom = members === 'everyone' && role !== undefined ? ` with role ${role}` : '';
  const so = isFound ? `nobody of it ${mode === 'claim' ? 'can claim' : 'gets'}` : 'nobody can be found for';
  const says = `pool ${pool} has nobody${whom} who is in the CRM: ${so} ${leadInWords(lead)}`;
  return [
    { level: 'error', what: isFound ? 'empty pool' : 'nobody', path: `routing.pools.${pool}`, says, example: lead },
  ];
}

/** A pool without people for which no lead was found to ask about; no rule need name the default pool, it covers for all others. */
function emptyWithoutLead(pool: string, { members }: CheckedStaff): Finding[] {
  if ((members[pool] ?? []).length > 0) return [];
  const so =
    pool === 'default' ? 'when another pool is away, nobody covers for it' : 'nobody of it gets what it is for';
  const says = `pool ${pool} has nobody who is in the CRM: ${so}`;
  return [{ level: 'error', what: 'empty pool', path: `routing.pools.${pool}`, says }];
}

function customersOfNobody(found: Found[], { customerPool }: RoutingSettings): Finding[] {
  const example = found.find(({ principal }) => principal.rule === 'customer')?.lead;
  if (customerPool !== undefined || example === undefined) return [];
  const says = 'customers without a CSM: nobody looks after them, they go to pool default. Name a pool for them';
  return [{ level: 'warning', what: 'customers without a pool', path: 'routing.customerPool', says, example }];
}

/** Named accounts whose rep and backup have both left, or never were. */
function namedAccounts(settings: RoutingSettings, { reps }: CheckedStaff, now: number): Finding[] {
  const staff = staffOf(reps, settings.people);
  return settings.namedAccounts.flatMap(({ account, rep, backup }, index): Finding[] => {
    const example = exampleLead({ accountKey: account });
    const { principal } = principalFor({ lead: example, staff, settings, now });
    if (principal?.rule === 'named account') return [];
    const says = `nobody who is named for ${account} is in the CRM, neither ${rep} nor ${backup}: its leads go to anybody`;
    const path = `routing.namedAccounts[${index}]`;
    return [{ level: 'error', what: 'named account without people', path, says, example }];
  });
}
