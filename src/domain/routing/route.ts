import { candidatesOf } from './candidates.ts';
import type { LeadFacts, Principal, RepFacts, RuleOutcome } from './facts.ts';
import { findIn, lineOf } from './finding.ts';
import { keepingOwner } from './ownerRules.ts';
import type { PoolAccount } from './pools.ts';
import { principalFor } from './principal.ts';
import { type Found, meantIn, type Search, type Turn } from './search.ts';
import type { RoutingSettings } from './settings.ts';
import { staffOf } from './staff.ts';

/** What a decision about one lead is made of; all of it is kept with the decision, so that it can be made again. */
export type RouteQuestion = {
  lead: LeadFacts;
  /** Everyone the CRM knows, also who has left. */
  reps: readonly RepFacts[];
  /** The accounts of each pool that may be asked, by its name; weights as they are today: see `membersToday`. */
  pools: Readonly<Record<string, readonly PoolAccount[]>>;
  /** Who had it and did not answer: not chosen again. */
  tried?: readonly string[];
  now: number;
};

/** Reps by id, and names of pools. */
export type RouteLine = { backups: string[]; pools: string[] };

/**
 * Who gets an episode. `owner` is the rep of record to be in the CRM, `assignee` has the task and the clock now. `covered`: the
 * principal is away and another has it for them. `held`: nobody has it now; it is asked again at `heldUntil` (absent: nobody knows when), and
 * `unassigned` says that nobody can be found at all, which is an alarm. `claimPool`: its people may take it. `turn` is whose
 * turn was taken in which pool, among whom and when, for `giveBack`; `members` that pool's accounts after it.
 */
export type Route = {
  principal?: Principal;
  owner?: string;
  assignee?: string;
  ownerChanged: boolean;
  because: string;
  rules: RuleOutcome[];
  candidates: { rep: string; outcome: string }[];
  /** Who else may have it: covering for the principal, nearest first, and by pools. */
  line?: RouteLine;
  covered: boolean;
  held: boolean;
  heldUntil?: number;
  unassigned?: string;
  claimPool?: string;
  turn?: Turn;
  members?: PoolAccount[];
};

/**
 * Decides who gets a lead: see `Route`. The first rule that matches names the principal. Present, they get it; back soon, it waits
 * for them; else their backups, the lead's pool and the default pool are asked, and when nobody can take it, it is held until the
 * first of them is there. Nobody is chosen who is away or was tried. The owner stays while they work here and touch it; a lead
 * without such an owner goes to its assignee, or to the principal who is covered for: to cover is not to own, so a lead for a pool
 * that another pool covers for stays without an owner. Rule: DESIGN 7.
 */
export function route(question: RouteQuestion, settings: RoutingSettings): Route {
  const { lead, reps, pools, tried, now } = question;
  const asked = { lead, staff: staffOf(reps, settings.people), settings, now };
  const { principal, rules } = principalFor(asked);
  if (!principal) return nobodyMay(question, rules);
  const search: Search = { asked, principal, pools, tried: new Set(tried) };
  const line = lineOf(search);
  const found = findIn(line, search);
  return {
    principal,
    rules,
    because: `${principal.because}; ${found.how}`,
    candidates: candidatesOf(reps, line, found, search),
    line: { backups: line.backups.map(({ id }) => id), pools: line.pools },
    ...whoHasIt(found, search),
  };
}

type Had = Omit<Route, 'principal' | 'rules' | 'because' | 'candidates' | 'line'>;

function whoHasIt(found: Found, search: Search): Had {
  if (found.kind === 'rep') return taken(found, search);
  const kept = { ...ownerNow(search.asked.lead), ownerChanged: false, covered: false };
  if (found.kind === 'claim') return { ...kept, held: false, claimPool: found.pool };
  const until = { ...(found.until !== undefined && { heldUntil: found.until }) };
  if (found.kind === 'waits') return { ...kept, held: true, ...until };
  return { ...kept, held: true, ...until, unassigned: found.how };
}

/** Of a lead that is covered for a pool nobody becomes the owner; an owner who lost it stays on record until somebody does. */
function taken({ rep, turn, members }: Found & { kind: 'rep' }, search: Search): Had {
  const { asked, principal } = search;
  const covered = isCovered(rep.id, search);
  const { lead } = asked;
  const owner = keepingOwner(asked).rep?.id ?? (covered ? (principal.rep ?? lead.owner) : rep.id);
  return {
    ...(owner !== undefined && { owner }),
    assignee: rep.id,
    ownerChanged: owner !== lead.owner,
    covered,
    held: false,
    ...(turn && { turn }),
    ...(members && { members }),
  };
}

/** Whether somebody has it for a principal who may still have it: not when the rep, or all of the pool, had it before or left. */
function isCovered(assignee: string, search: Search): boolean {
  const { rep, pool = 'default' } = search.principal;
  const meant = rep === undefined ? meantIn(pool, search).map(({ id }) => id) : [rep];
  return !meant.includes(assignee) && meant.some((id) => !search.tried.has(id));
}

function nobodyMay({ lead, reps }: RouteQuestion, rules: RuleOutcome[]): Route {
  const because = `excluded: ${lead.excluded}`;
  return {
    ...ownerNow(lead),
    ownerChanged: false,
    because,
    rules,
    candidates: reps.filter(({ active }) => active).map(({ id }) => ({ rep: id, outcome: `not asked: ${because}` })),
    covered: false,
    held: false,
  };
}

function ownerNow({ owner }: LeadFacts): { owner?: string } {
  return owner === undefined ? {} : { owner };
}
