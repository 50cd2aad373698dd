import { HOUR_MS } from './decay.ts';
import type { DecisionEntry, OpeningFacts } from './decision.ts';
import type { Interval } from './hours/intervals.ts';
import type { Route, RouteQuestion } from './routing/route.ts';
import type { RoutingSettings } from './routing/settings.ts';
import { handedOver, type Ladder, nextDueAt, respondBy, rungsFor, startLadder } from './sla/ladder.ts';
import type { SlaSettings } from './sla/settings.ts';

/** An episode that somebody is to answer, with what is kept of its lead. Reps are ids. */
export type EpisodeAtWork = {
  id: string;
  lead: string;
  /** The CRM record's id. */
  record: string;
  state: 'open' | 'claimed' | 'contacted' | 'closed';
  round: number;
  tier: 1 | 2;
  score: number;
  triggerAt: number;
  openedAt: number;
  facts: OpeningFacts;
  owner?: string;
  assignee?: string;
  routingNote: string;
  /** Nobody has it, since ... */
  waitingBecause?: string;
  claimPool?: string;
  claimedBy?: string;
  claimedAt?: number;
  snoozedUntil?: number;
  tried: string[];
  claimableBy?: string[];
  ladder?: Ladder;
  ladderEnded: boolean;
  /** The CRM's id of its task, once it is made. */
  task?: string;
  statusBefore?: string;
  watermark: number;
  company?: string;
  /** The Lead Status as the CRM last told it. */
  status?: string;
  ownerOurs: boolean;
};

/** Why somebody was looked for. `owner`: a person gave the record to another owner. */
export type RouteReason = 'opened' | 'waited' | 'reassign' | 'claimed' | 'owner';

export type AssignmentQuestion = {
  episode: EpisodeAtWork;
  why: RouteReason;
  /** What it was decided from, for the log. */
  question: RouteQuestion | { lead: { id: string }; rep: string };
  route: Route;
  settings: { routing: RoutingSettings; sla: SlaSettings };
  /** When somebody is there, from now on; of undefined: when anyone of the pool is. */
  clockOf: (rep: string | undefined) => Interval[];
  hasOpenDeal: boolean;
  now: number;
};

/** Somebody to be told. `which` makes it the only message of its kind for the episode; `note` says why they hear of it. */
export type AlertWish = {
  which: string;
  to: 'assignee' | 'shared' | { email: string } | { channel: string };
  note?: string;
};

export type WantedTask = { marker: string; subject: string; body: string; dueAt: number; assignee?: string };

/** What of an episode changes when somebody gets it, or nobody does. */
export type EpisodeChange = {
  id: string;
  owner?: string;
  assignee?: string;
  respondBy: number;
  routingNote: string;
  waitingBecause?: string;
  waitingUntil?: number;
  unassigned: boolean;
  claimPool?: string;
  tried: string[];
  /** The only ones who may claim it; absent: everyone. */
  claimableBy?: string[];
  turn?: Route['turn'];
  ladder?: Ladder;
  statusBefore?: string;
};

/** The answer to a route: all of it is kept in one transaction, or none. */
export type Assignment = {
  episode: EpisodeChange;
  ownerChanged: boolean;
  /** To be written to the CRM. */
  fields: { owner?: string; hotStatus?: true };
  task?: WantedTask;
  /** The task that is there already goes to the assignee. */
  moveTask: boolean;
  alerts: AlertWish[];
  /** When the ladder is to be looked at. */
  ladderAt?: number;
  /** When to ask again who can have it; absent: somebody has it. */
  askAgainAt?: number;
  entry: DecisionEntry;
};

/** When nobody knows when somebody will be there, it is asked again this much later. */
const ASK_AGAIN_MS = 15 * 60_000;

/** What follows from a route. A reassignment that finds nobody leaves the episode with whoever has it. */
export function assign(question: AssignmentQuestion): Assignment {
  const { route, episode, why } = question;
  if (route.assignee !== undefined) return handedTo(route.assignee, question);
  const isMove = why === 'reassign' || why === 'owner';
  if (isMove && episode.assignee !== undefined) return keptBy(episode.assignee, question);
  return waiting(question);
}

function handedTo(assignee: string, question: AssignmentQuestion): Assignment {
  const { episode, route, why, settings, now } = question;
  const clocks = { assignee: question.clockOf(assignee), pool: question.clockOf(undefined) };
  const due = respondBy(now, settings.sla.respondMinutes, clocks.assignee);
  const ladder = ladderAfter(question, clocks.pool);
  const ladderAt = nextDueAt(ladder, clocks);
  const before = episode.assignee;
  const tried = why === 'reassign' && before !== undefined ? [...episode.tried, before] : episode.tried;
  const owner = ownerAfter(question);
  return {
    ...base(question),
    episode: {
      ...unassigned(question),
      ...(owner.rep !== undefined && { owner: owner.rep }),
      assignee,
      respondBy: due,
      tried,
      ladder,
    },
    ownerChanged: owner.changed,
    fields: { ...hotStatus(question), ...(owner.changed && owner.rep !== undefined && { owner: owner.rep }) },
    // Whoever had it has its task, which may still be in the making.
    ...(before === undefined && !episode.facts.quiet && { task: taskFor(question, assignee, due) }),
    moveTask: before !== undefined && before !== assignee,
    alerts:
      why === 'claimed'
        ? []
        : [{ which: before === undefined ? `${episode.round}` : `${episode.round}:to:${assignee}`, to: 'assignee' }],
    ladderAt: ladderAt ?? now + ASK_AGAIN_MS,
    entry: entryOf(question, { assignee, owner: owner.rep, because: route.because }),
  };
}

/** A reassignment goes on with the ladder that asked for it, a colleague's claim hands the rest of it over; else a full one begins. */
function ladderAfter({ episode, why, clockOf, settings, now }: AssignmentQuestion, pool: Interval[]): Ladder {
  const { ladder, assignee } = episode;
  if (ladder === undefined || why === 'opened' || why === 'waited')
    return startLadder(
      rungsFor({ tier: episode.tier, triggerType: episode.facts.type }, settings.sla),
      now,
      settings.sla,
    );
  if (why === 'reassign') return ladder;
  return handedOver(ladder, { assignee: assignee === undefined ? pool : clockOf(assignee), pool }, now);
}

/** Reassigned, a lead changes its owner where this application chose the last one, or where the settings say always. */
function ownerAfter({ route, why, episode, settings }: AssignmentQuestion): { rep?: string; changed: boolean } {
  const moves = why === 'reassign' && (episode.ownerOurs || settings.routing.reassignOwner === 'always');
  if (moves && route.assignee !== undefined) return { rep: route.assignee, changed: route.assignee !== episode.owner };
  return { ...(route.owner !== undefined && { rep: route.owner }), changed: route.ownerChanged };
}

/** Nobody has it: it is asked again when somebody is there, and whoever watches over coverage is told once. */
function waiting(question: AssignmentQuestion): Assignment {
  const { episode, route, now } = question;
  const isClaimable = route.claimPool !== undefined;
  const pool = question.clockOf(undefined);
  const ladder = isClaimable ? (episode.ladder ?? ladderAfter(question, pool)) : episode.ladder;
  const ladderAt = ladder && nextDueAt(ladder, { assignee: pool, pool });
  const askAgainAt = isClaimable ? undefined : Math.max(now + 1_000, route.heldUntil ?? now + ASK_AGAIN_MS);
  return {
    ...base(question),
    episode: {
      ...unassigned(question),
      respondBy: respondBy(route.heldUntil ?? now, question.settings.sla.respondMinutes, pool),
      waitingBecause: route.unassigned ?? route.because,
      ...(route.heldUntil !== undefined && { waitingUntil: route.heldUntil }),
      unassigned: route.unassigned !== undefined,
      ...(route.claimPool !== undefined && { claimPool: route.claimPool }),
      ...(ladder !== undefined && { ladder }),
    },
    alerts: alarmsOf(question),
    ...(ladderAt !== undefined && { ladderAt }),
    ...(askAgainAt !== undefined && { askAgainAt }),
    entry: entryOf(question, { because: route.because, heldUntil: route.heldUntil, unassigned: route.unassigned }),
  };
}

/** Whoever reads the shared place sees what waits; managers are called when that is a fast lane, or for long. */
function alarmsOf({ episode, route, settings, now }: AssignmentQuestion): AlertWish[] {
  const { round } = episode;
  const which = `${round}:waiting`;
  if (route.unassigned === undefined) return [{ which, to: 'shared', note: route.because }];
  const { coverage, holdHours } = settings.routing;
  const waitMs = (route.heldUntil ?? Infinity) - now;
  const isUrgent = episode.facts.lane || waitMs > holdHours * HOUR_MS;
  const note = `Nobody can take this lead: ${route.unassigned}`;
  const managers = coverage.managers.map((email): AlertWish => {
    return { which: `${round}:unassigned:${email}`, to: { email }, note };
  });
  const to = coverage.channel === undefined ? 'shared' : { channel: coverage.channel };
  return [{ which, to, note }, ...(isUrgent ? managers : [])];
}

function keptBy(assignee: string, question: AssignmentQuestion): Assignment {
  const { episode, route, now } = question;
  const clocks = { assignee: question.clockOf(assignee), pool: question.clockOf(undefined) };
  const ladderAt = episode.ladder && nextDueAt(episode.ladder, clocks);
  return {
    ...base(question),
    episode: {
      ...unassigned(question),
      assignee,
      respondBy: respondBy(episode.openedAt, question.settings.sla.respondMinutes, clocks.assignee),
      routingNote: `${episode.routingNote}; nobody else could be found to take it over: ${route.because}`,
      tried: episode.tried,
      ...(episode.ladder !== undefined && { ladder: episode.ladder }),
    },
    alerts: [],
    ladderAt: ladderAt ?? now + ASK_AGAIN_MS,
    entry: entryOf(question, { assignee, because: `nobody else: ${route.because}` }),
  };
}

function base(question: AssignmentQuestion): Omit<Assignment, 'episode' | 'entry'> {
  return { ownerChanged: false, fields: hotStatus(question), moveTask: false, alerts: [] };
}

/** The change that every outcome begins with: nobody has it, and nothing is waited for. */
function unassigned({ episode, route }: AssignmentQuestion): Omit<EpisodeChange, 'respondBy'> {
  const statusBefore = episode.statusBefore ?? episode.status;
  return {
    id: episode.id,
    ...(episode.owner !== undefined && { owner: episode.owner }),
    routingNote: route.because,
    unassigned: false,
    tried: episode.tried,
    ...claimersOf(route, episode),
    ...(route.turn !== undefined && { turn: route.turn }),
    ...(statusBefore !== undefined && { statusBefore }),
  };
}

/** A named account is never open to others' claims. */
function claimersOf({ principal }: Route, { claimableBy }: EpisodeAtWork): { claimableBy?: string[] } {
  if (principal === undefined) return claimableBy === undefined ? {} : { claimableBy };
  if (principal.rule !== 'named account') return {};
  return { claimableBy: [principal.rep, principal.backup].filter((rep) => rep !== undefined) };
}

/** A lead with an open deal keeps the status that its deal gave it. */
function hotStatus({ hasOpenDeal, why }: AssignmentQuestion): { hotStatus?: true } {
  return hasOpenDeal || why === 'reassign' || why === 'claimed' || why === 'owner' ? {} : { hotStatus: true };
}

function taskFor({ episode, route }: AssignmentQuestion, assignee: string, dueAt: number): WantedTask {
  const company = episode.company === undefined ? '' : ` at ${episode.company}`;
  const { dated, short } = episode.facts;
  const body = [
    `Score ${episode.score}, tier ${episode.tier}. Contact this lead${company} within 1 hour.`,
    'Why now:',
    ...dated.map((reason) => `- ${reason}`),
    `Assigned because: ${route.because}.`,
  ].join('\n');
  return {
    marker: `${episode.id}-${episode.round}`,
    subject: `HOT LEAD: Contact within 1 hour - ${short.slice(0, 3).join(', ')}`,
    body,
    dueAt,
    assignee,
  };
}

function entryOf({ episode, why, question, route }: AssignmentQuestion, result: object): DecisionEntry {
  const { members: _kept, ...told } = route;
  return {
    lead: episode.lead,
    kind: why === 'claimed' ? 'claim' : 'route',
    watermark: episode.watermark,
    inputs: { routing: question, why, episode: episode.id, round: episode.round },
    outcome: { route: told, result },
  };
}
