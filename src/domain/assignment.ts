import { alarmsOf, type AlertWish, seenBy, upperFirst } from './assignmentAlerts.ts';
import { taskFor, type WantedTask } from './assignmentTask.ts';
import type { DecisionEntry } from './decision.ts';
import type { EpisodeAtWork, EpisodeChange } from './episodeAtWork.ts';
import type { ReaderClock } from './explain/whenInWords.ts';
import type { Interval } from './hours/intervals.ts';
import type { RuleName } from './routing/facts.ts';
import type { Route, RouteLine, RouteQuestion } from './routing/route.ts';
import type { RoutingSettings } from './routing/settings.ts';
import { handedOver, type Ladder, nextDueAt, respondBy, rungsFor, startLadder } from './sla/ladder.ts';
import type { Rung, SlaSettings } from './sla/settings.ts';
import type { TellingSettings } from './telling/settings.ts';

/** Why somebody was looked for. `owner`: a person gave the record to another owner. `given`: somebody handed it on. */
export type RouteReason = 'opened' | 'waited' | 'reassign' | 'claimed' | 'owner' | 'given';

export type AssignmentQuestion = {
  episode: EpisodeAtWork;
  why: RouteReason;
  /** What it was decided from, for the log. */
  question: RouteQuestion | { lead: { id: string }; rep: string };
  route: Route;
  settings: { routing: RoutingSettings; sla: SlaSettings; telling: TellingSettings };
  /** They spoke with somebody of ours in the day before: who that was, where it is known. */
  spoke?: { rep?: string; name?: string; at: number };
  /** When somebody is there, from now on; of undefined: when anyone of the pool is. */
  clockOf: (rep: string | undefined) => Interval[];
  /** What a rep's own clock shows: their task is dated by it. */
  wallClockOf: (rep: string) => ReaderClock;
  hasOpenDeal: boolean;
  /** The turn of whoever had it, which was given back. */
  gaveBack?: NonNullable<Route['turn']>;
  now: number;
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
  if (route.principal === undefined && !isByHand(why)) return silent(question);
  const isMove = why === 'reassign' || why === 'owner';
  // Whom a person chose is away: who has it keeps it until then, and nobody else covers.
  const isCovered = why === 'owner' && route.covered && episode.assignee !== undefined;
  if (route.assignee !== undefined && !isCovered) return handedTo(route.assignee, question);
  if (isMove && episode.assignee !== undefined) return keptBy(episode.assignee, question);
  return waiting(question);
}

/** A rep took it, or was given it: nobody looked for one. */
function isByHand(why: RouteReason): boolean {
  return why === 'claimed' || why === 'given';
}

function handedTo(assignee: string, question: AssignmentQuestion): Assignment {
  const { episode, route, why, settings, now } = question;
  const clocks = { assignee: question.clockOf(assignee), pool: question.clockOf(undefined) };
  const due = dueAfter(question, respondBy(now, settings.sla.respondMinutes, clocks.assignee), assignee);
  // Hot again soon after closing is told quietly: nobody is called to account for it.
  const fyi = isConversation(question, assignee);
  const ladder = episode.facts.quiet || fyi ? undefined : ladderAfter(question, clocks.pool);
  const before = episode.assignee;
  const owner = ownerAfter(question);
  return {
    ...base(question),
    episode: {
      ...unassigned(question),
      ...(owner.rep !== undefined && { owner: owner.rep }),
      assignee,
      respondBy: due,
      tried: triedAfter(question, assignee),
      ...spokenNote(question, assignee),
      ...(ladder !== undefined && { ladder }),
      ladderEnded: ladder === undefined,
      ...(fyi && { fyi }),
    },
    ownerChanged: owner.changed,
    fields: { ...hotStatus(question), ...(owner.changed && owner.rep !== undefined && { owner: owner.rep }) },
    // Whoever had it has its task, which may still be in the making.
    ...(isTaskless(episode) && !episode.facts.quiet && !fyi && { task: wantedTask(question, assignee, due) }),
    moveTask: !isTaskless(episode) && before !== assignee,
    alerts:
      why === 'claimed'
        ? []
        : [
            {
              which: before === undefined ? `${episode.round}` : `${episode.round}:to:${assignee}:${now}`,
              to: 'assignee',
              rep: assignee,
              ...(why === 'given' && { note: upperFirst(route.because) }),
            },
            ...(before === undefined ? seenBy(question) : []),
          ],
    ...(ladder !== undefined && { ladderAt: nextDueAt(ladder, clocks) ?? now + ASK_AGAIN_MS }),
    entry: entryOf(question, { assignee, owner: owner.rep, because: route.because }),
  };
}

function wantedTask({ episode, route, wallClockOf }: AssignmentQuestion, assignee: string, dueAt: number): WantedTask {
  return taskFor(episode, { assignee, because: route.because, dueAt, clock: wallClockOf(assignee) });
}

/** Nobody had it, or for information only. */
function isTaskless({ assignee, fyi = false }: EpisodeAtWork): boolean {
  return assignee === undefined || fyi;
}

/** A claim moves the deadline no later: the lead has waited all the same. One that had no clock until now has a full one. */
function dueAfter({ episode, why }: AssignmentQuestion, full: number, assignee: string): number {
  const { respondBy: before, ladder, assignee: had, facts } = episode;
  const hadClock = ladder !== undefined || had === undefined || facts.quiet;
  if (why !== 'claimed' || before === undefined || !hadClock) return full;
  // Their task is due then already.
  return had === assignee ? before : Math.min(before, full);
}

/**
 * Who has it spoke with them a moment ago, as far as anybody knows who it was. Whoever asks for something now has not had it in
 * that conversation: a fast lane always starts a clock (DESIGN 6).
 */
function isConversation({ spoke, episode, why }: AssignmentQuestion, assignee: string): boolean {
  if (spoke === undefined || episode.facts.lane || episode.round > 1 || why === 'reassign' || isByHand(why))
    return false;
  return spoke.rep === undefined || spoke.rep === assignee;
}

/** Whoever gets it hears who spoke with them just now. */
function spokenNote({ spoke, route, why }: AssignmentQuestion, assignee: string): { routingNote?: string } {
  if (spoke?.name === undefined || spoke.rep === assignee || why === 'reassign') return {};
  return { routingNote: `${route.because}; ${spoke.name} spoke with them in the day before` };
}

/** Who had it and lost it gets it back from no ladder; whom a person chose may have it all the same. */
function triedAfter({ episode, why }: AssignmentQuestion, assignee: string): string[] {
  const { tried, assignee: before } = episode;
  if (before === undefined || (why !== 'reassign' && why !== 'given')) return tried;
  return [...tried.filter((rep) => rep !== assignee), before];
}

/** A reassignment goes on with the ladder that asked for it, a colleague's claim hands the rest of it over; else a full one begins. */
function ladderAfter({ episode, why, clockOf, settings, now }: AssignmentQuestion, pool: Interval[]): Ladder {
  const { ladder, assignee } = episode;
  if (ladder === undefined || why === 'opened' || why === 'waited' || why === 'given')
    return startLadder(rungsOf(episode, settings.sla), now, settings.sla);
  if (why === 'reassign') return ladder;
  return handedOver(ladder, { assignee: assignee === undefined ? pool : clockOf(assignee), pool }, now);
}

/** A form that came after the opening hurries it as one that opened it does. */
export function rungsOf({ tier, facts }: EpisodeAtWork, sla: SlaSettings): Rung[] {
  return facts.hurried ? facts.urgent : rungsFor({ tier, triggerType: facts.type }, sla);
}

/** Whose a lead is by these rules stays theirs, whoever covers. */
const OWNED: RuleName[] = ['customer', 'deal', 'named account', 'same person', 'account owner'];

/** Reassigned, a lead changes its owner where this application chose the last one, or where the settings say always. */
function ownerAfter({ route, why, episode, settings }: AssignmentQuestion): { rep?: string; changed: boolean } {
  const isTheirs = route.principal !== undefined && OWNED.includes(route.principal.rule);
  const moves = settings.routing.reassignOwner === 'always' || (episode.ownerOurs && !isTheirs);
  if ((why === 'reassign' || why === 'given') && moves && route.assignee !== undefined)
    return { rep: route.assignee, changed: route.assignee !== episode.owner };
  return { ...(route.owner !== undefined && { rep: route.owner }), changed: route.ownerChanged };
}

/** Nobody has it: it is asked again when somebody is there, and whoever watches over coverage is told once. */
function waiting(question: AssignmentQuestion): Assignment {
  const { episode, route, now } = question;
  const isClaimable = route.claimPool !== undefined;
  const pool = question.clockOf(undefined);
  const ladder = isClaimable ? (episode.ladder ?? ladderAfter(question, pool)) : episode.ladder;
  const ladderAt = ladder && nextDueAt(ladder, { assignee: pool, pool });
  const askAgainAt = isClaimable
    ? undefined
    : inTurn(episode, Math.max(now + 1_000, route.heldUntil ?? now + ASK_AGAIN_MS));
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

/** Nobody in sales may hear of it: no alert, no status, and nobody is asked again. */
function silent(question: AssignmentQuestion): Assignment {
  const { episode, route } = question;
  return {
    ...base(question),
    fields: {},
    episode: { ...unassigned(question), respondBy: episode.openedAt, waitingBecause: route.because },
    entry: entryOf(question, { because: route.because }),
  };
}

/** Of many who wait for one instant the hottest is asked first. */
function inTurn({ tier, score }: EpisodeAtWork, at: number): number {
  return at + (tier - 1) * 101 + (100 - score);
}

function keptBy(assignee: string, question: AssignmentQuestion): Assignment {
  const { episode, route, why, now } = question;
  const clocks = { assignee: question.clockOf(assignee), pool: question.clockOf(undefined) };
  const ladderAt = episode.ladder && nextDueAt(episode.ladder, clocks);
  return {
    ...base(question),
    episode: {
      ...unassigned(question),
      ...(why === 'owner' && route.owner !== undefined && { owner: route.owner }),
      assignee,
      respondBy: respondBy(episode.openedAt, question.settings.sla.respondMinutes, clocks.assignee),
      routingNote: withNote(episode.routingNote, 'nobody else could be found to take it over'),
      ...(episode.turn !== undefined && { turn: episode.turn }),
      ...(episode.ladder !== undefined && { ladder: episode.ladder }),
    },
    alerts: [],
    ladderAt: ladderAt ?? now + ASK_AGAIN_MS,
    // Whom a person chose gets it when they are there.
    ...(why === 'owner' && { askAgainAt: backAt(question) }),
    entry: entryOf(question, { assignee, because: `nobody else: ${route.because}` }),
  };
}

function backAt({ route, question, now }: AssignmentQuestion): number {
  const owner = 'reps' in question ? question.reps.find(({ id }) => id === route.owner) : undefined;
  return Math.max(now + 1_000, owner?.nextPresentAt ?? now + ASK_AGAIN_MS);
}

/** Said once, however often it comes true. */
function withNote(note: string, more: string): string {
  return note.endsWith(more) ? note : `${note}; ${more}`;
}

function base(question: AssignmentQuestion): Omit<Assignment, 'episode' | 'entry'> {
  return { ownerChanged: false, fields: hotStatus(question), moveTask: false, alerts: [] };
}

/** The change that every outcome begins with: nobody has it, and nothing is waited for. */
function unassigned({ episode, route }: AssignmentQuestion): Omit<EpisodeChange, 'respondBy'> {
  // None at all is a status, too: later it is our own.
  const statusBefore = episode.statusBefore ?? episode.status ?? '';
  const owner = route.ownerChanged ? episode.owner : (route.owner ?? episode.owner);
  return {
    id: episode.id,
    ...(owner !== undefined && { owner }),
    routingNote: route.because,
    unassigned: false,
    tried: episode.tried,
    ...claimersOf(route, episode),
    ...lineOf(route, episode),
    ...(route.turn !== undefined && { turn: route.turn }),
    statusBefore,
  };
}

function lineOf({ line }: Route, { line: before }: EpisodeAtWork): { line?: RouteLine } {
  const known = line ?? before;
  return known === undefined ? {} : { line: known };
}

/** A named account is never open to others' claims. */
function claimersOf({ principal, assignee, line }: Route, { claimableBy }: EpisodeAtWork): { claimableBy?: string[] } {
  if (principal === undefined) return claimableBy === undefined ? {} : { claimableBy };
  if (principal.rule !== 'named account') return {};
  const those = [principal.rep, ...(line?.backups ?? []), assignee].filter((rep) => rep !== undefined);
  return { claimableBy: [...new Set(those)] };
}

/** A lead with an open deal keeps the status that its deal gave it. */
function hotStatus({ hasOpenDeal, why }: AssignmentQuestion): { hotStatus?: true } {
  return hasOpenDeal || why === 'reassign' || why === 'owner' || isByHand(why) ? {} : { hotStatus: true };
}

function entryOf({ episode, why, question, route, gaveBack }: AssignmentQuestion, result: object): DecisionEntry {
  const { members: _kept, ...told } = route;
  return {
    lead: episode.lead,
    kind: kindOf(why),
    watermark: episode.watermark,
    inputs: { routing: question, why, episode: episode.id, round: episode.round },
    outcome: { route: told, result, ...(gaveBack !== undefined && { gaveBack }) },
  };
}

function kindOf(why: RouteReason): DecisionEntry['kind'] {
  if (why === 'claimed') return 'claim';
  return why === 'given' ? 'deed' : 'route';
}
