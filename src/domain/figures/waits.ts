import { type ContactClock, isAnswered, type Round } from './rounds.ts';

/** The four measures of response. */
export type Measure = 'signalToAlert' | 'alertToClaim' | 'alertToContact' | 'signalToContact';

/**
 * How long a clock ran, and whether it was stopped by an answer. `watchedMs` is how long an answer could have come so far: what
 * ran for less than `watchedMs` without an answer was cut short.
 */
export type Wait = { ms: number; answered: boolean; watchedMs: number };

/** Where a clock begins, where it is stopped, and from when on nobody waits for that any more. */
type Span = { from: number | undefined; to: number | undefined; moot: number | undefined };

/** A contact without a claim claims too. An alert that was not sent is not missed once the lead was contacted or closed. */
const spans = {
  signalToAlert: ({ startedAt, alertedAt, contactedAt, closedAt, takenAt }: Round): Span => {
    return { from: startedAt, to: alertedAt, moot: earliest(earliest(contactedAt, closedAt), takenAt) };
  },
  alertToClaim: (round: Round): Span => sinceAlert(round, earliest(round.claimedAt, round.contactedAt)),
  alertToContact: (round: Round): Span => sinceAlert(round, round.contactedAt),
};

/** What was answered before the alert was no answer to it. */
function sinceAlert(round: Round, to: number | undefined): Span {
  const { alertedAt } = round;
  const from = to !== undefined && alertedAt !== undefined && to < alertedAt ? undefined : alertedAt;
  return { from, to, moot: goneAt(round) };
}

/** From when on its rep can answer it no more: the record was merged into another, or somebody else has it. */
function goneAt({ closedAs, closedAt, takenAt }: ContactClock & Pick<Round, 'takenAt'>): number | undefined {
  return earliest(closedAs === 'duplicate' ? closedAt : undefined, takenAt);
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** A round's wait as known at `now`, wall-clock; undefined when its clock has not begun. */
export function waitOf(round: Round, measure: Measure, now: number): Wait | undefined {
  return measure === 'signalToContact' ? contactWaitOf(round, now) : waitIn(spans[measure](round), now);
}

/** From the signal to the first contact, wall-clock. */
export function contactWaitOf(round: ContactClock & Pick<Round, 'takenAt'>, now: number): Wait | undefined {
  return waitIn({ from: round.startedAt, to: round.contactedAt, moot: goneAt(round) }, now);
}

function waitIn({ from, to, moot }: Span, now: number): Wait | undefined {
  if (from === undefined || from > now) return undefined;
  const watchedMs = now - from;
  if (to !== undefined && to <= now) return { ms: Math.max(0, to - from), answered: true, watchedMs };
  return { ms: Math.max(0, Math.min(now, moot ?? now) - from), answered: false, watchedMs };
}

/**
 * From the signal to the first contact in the assignee's working time. Where that is not known it is the time on the wall, which
 * is longer: a rep without hours looks slow, never fast.
 */
export function workingWaitOf(round: Round, now: number): Wait | undefined {
  const wait = contactWaitOf(round, now);
  return wait && { ...wait, ms: workingTimeOf(round, now) ?? wait.ms };
}

/** Whether `workingWaitOf` has only the time on the wall to go by. */
export function lacksWorkingTime(round: Round, now: number): boolean {
  return round.startedAt <= now && workingTimeOf(round, now) === undefined;
}

function workingTimeOf(round: Round, now: number): number | undefined {
  return isAnswered(round, now) ? round.workingMs : round.workingSoFarMs;
}
