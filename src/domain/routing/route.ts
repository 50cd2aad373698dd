import { candidatesOf } from './candidates.ts';
import type { LeadFacts, Principal, RepFacts, RuleOutcome } from './facts.ts';
import { findIn, type Found, lineOf, type Search } from './finding.ts';
import { keepingOwner } from './ownerRules.ts';
import type { PoolAccount } from './pools.ts';
import { principalFor } from './principal.ts';
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
  covered: boolean;
  held: boolean;
  heldUntil?: number;
  unassigned?: string;
  claimPool?: string;
  turn?: { pool: string; rep: string; sharedWith: string[]; at: number; before?: number };
  members?: PoolAccount[];
};

/** A route's settings and question in, its answer out: see `Route`. */
export type RouteRule = (question: RouteQuestion, settings: RoutingSettings) => Route;

/**
 * Decides who gets a lead: see `Route`. The first rule that matches names the principal. Present, they get it; back soon, it waits
 * for them; else their backups, the lead's pool and the default pool are asked, and when nobody can take it, it is held until the
 * first of them is there. Nobody is chosen who is away or was tried. The owner stays while they work here and touch it; a lead
 * without such an owner goes to its assignee, or to the principal who is covered for. Rule: DESIGN 7.
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
    ...whoHasIt(found, search),
  };
}

type Had = Omit<Route, 'principal' | 'rules' | 'because' | 'candidates'>;

function whoHasIt(found: Found, search: Search): Had {
  if (found.kind === 'rep') return taken(found, search);
  const kept = { ...ownerNow(search.asked.lead), ownerChanged: false, covered: false };
  if (found.kind === 'claim') return { ...kept, held: false, claimPool: found.pool };
  const until = { ...(found.until !== undefined && { heldUntil: found.until }) };
  if (found.kind === 'waits') return { ...kept, held: true, ...until };
  return { ...kept, held: true, ...until, unassigned: found.how };
}

function taken({ rep, turn, members }: Found & { kind: 'rep' }, search: Search): Had {
  const { asked, principal, tried } = search;
  const other = principal.rep !== undefined && principal.rep !== rep.id;
  const covered = other && !tried.has(principal.rep ?? '');
  const owner = keepingOwner(asked).rep?.id ?? (covered ? principal.rep : undefined) ?? rep.id;
  return {
    owner,
    assignee: rep.id,
    ownerChanged: owner !== asked.lead.owner,
    covered,
    held: false,
    ...(turn && { turn }),
    ...(members && { members }),
  };
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
