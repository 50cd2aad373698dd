import { MINUTE_MS } from '../decay.ts';
import { afterMs, msWithin, type Interval } from '../hours/intervals.ts';
import {
  type Fired,
  hasFired,
  outcomeOf,
  reachedNobody,
  type RungFacts,
  type RungOutcome,
  type Skipped,
  waitsToKnow,
  wasSkipped,
  withoutDoubles,
} from './rungOutcome.ts';
import type { Rung, SlaSettings } from './settings.ts';

/**
 * The ladder of one round, as it was when the clock started, and how far it is climbed: the first `climbed` rungs are done.
 * The minutes of the next rung count on from `since`: at `at`, `minutes` of the ladder were over. No rung that is left has less.
 */
export type Ladder = {
  startedAt: number;
  rungs: Rung[];
  climbed: number;
  since: { at: number; minutes: number };
  ceilingMinutes: number;
  releaseMinutes: number;
  /** When managers first heard; absent also when they should have, but there was nobody to tell. */
  managerToldAt?: number;
};

/**
 * The working time of who has the lead now, and the time in which anyone of its pool is there; empty when there is no such
 * person. Both must be known from `startedAt` of the ladder on: what is missing counts as absence, and rungs come later.
 */
export type Clocks = { assignee: Interval[]; pool: Interval[] };

/** `answered`: the first contact of this round was made. */
export type ClimbFacts = RungFacts & { answered: boolean; clocks: Clocks };

/** Both lists are in the order of the ladder; `ended` says that this ladder needs no timer any more. */
export type Climb = { ladder: Ladder; fired: Fired[]; skipped: Skipped[]; ended: boolean };

const kinds: Rung['do'][] = ['remind', 'backup', 'reassign', 'manager'];

/** Which ladder a lead gets: by its tier, or by the type of the signal that started the clock. */
export function rungsFor({ tier, triggerType }: { tier: number; triggerType: string }, sla: SlaSettings): Rung[] {
  return tier === 1 || sla.urgentTypes.includes(triggerType) ? sla.urgent : sla.standard;
}

/** A full clock from `at` on. Later changes of the settings do not touch it. */
export function startLadder(rungs: readonly Rung[], at: number, sla: SlaSettings): Ladder {
  return {
    startedAt: at,
    rungs: rungs.toSorted(byMinutes),
    climbed: 0,
    since: { at, minutes: 0 },
    ceilingMinutes: sla.ceilingMinutes,
    releaseMinutes: sla.releaseMinutes,
  };
}

/**
 * The earlier of both ladders: of each kind of rung the first with the first, the second with the second, each at the least
 * minutes; a rung that only one has stays. What is climbed stays climbed, and what would have been before that is next, at
 * once. Safe twice.
 */
export function upgraded(ladder: Ladder, rungs: readonly Rung[]): Ladder {
  const done = ladder.rungs.slice(0, ladder.climbed);
  const left = kinds.flatMap((kind) => {
    const both = earlier(minutesOf(kind, ladder.rungs), minutesOf(kind, rungs));
    const ahead = both.slice(minutesOf(kind, done).length);
    return ahead.map((minutes) => ({ afterMinutes: Math.max(minutes, ladder.since.minutes), do: kind }));
  });
  return { ...ladder, rungs: [...done, ...left.toSorted(byMinutes)] };
}

/**
 * When the next rung fires if nothing else happens: when its minutes are over in the assignee's working time, and at the
 * latest when they and the ceiling are over in time in which anyone of the pool is there (DESIGN 8). The ceiling holds for the
 * wait since the last rung and for the whole ladder: four rungs do not wait four times as long for somebody who is not there.
 * In the past when nobody looked in time. Undefined when the ladder has ended, or no clock gets there in the time it knows.
 */
export function nextDueAt(ladder: Ladder, { assignee, pool }: Clocks): number | undefined {
  const rung = ladder.rungs[ladder.climbed];
  if (rung === undefined) return undefined;
  const { startedAt, since, ceilingMinutes } = ladder;
  const left = rung.afterMinutes - since.minutes;
  const ends = [
    afterMs(assignee, since.at, inMs(left)),
    afterMs(pool, since.at, inMs(left + ceilingMinutes)),
    afterMs(pool, startedAt, inMs(rung.afterMinutes + ceilingMinutes)),
  ].filter((end) => end !== undefined);
  return ends.length > 0 ? Math.max(since.at, Math.min(...ends)) : undefined;
}

/**
 * Climbs every rung that is due, and says of each that it fired or why not. Claim and snooze stop all but the manager rung, a
 * rung that reaches nobody makes the next one due (DESIGN 8). After an outage each overdue rung comes once, but no reminder
 * with another rung on its heels. After a reassignment it stops: other clocks hold from now on, ask again with those. While it is
 * unsure whether it is answered, a reassignment waits, until the rung after it is due, and goes by then.
 * Safe twice: what is climbed is never climbed again, and before the next rung is due nothing happens.
 */
export function climb(ladder: Ladder, facts: ClimbFacts, now: number): Climb {
  if (facts.answered) return { ladder, fired: [], skipped: [], ended: true };
  const outcomes: RungOutcome[] = [];
  let here = ladder;
  for (let next = dueBy(now, here, facts); next; next = dueBy(now, here, facts)) {
    const outcome = outcomeOf(next.rung, facts, now);
    const after = above(here, outcome, next.dueAt, now);
    if (waitsToKnow(outcome) && dueBy(now, after, facts) === undefined) break;
    outcomes.push(outcome);
    here = after;
    if (hasFired(outcome) && outcome.do === 'reassign') break;
  }
  const told = outcomes.map(withoutDoubles);
  return { ladder: here, fired: told.filter(hasFired), skipped: told.filter(wasSkipped), ended: isEnded(here) };
}

/**
 * The ladder when somebody else has the lead from `now` on, by hand. What is over stays over, the rest counts on in their
 * working time. `before` are the clocks until now. Not for a rung that reassigns: `climb` does that itself.
 */
export function handedOver(ladder: Ladder, before: Clocks, now: number): Ladder {
  const rung = ladder.rungs[ladder.climbed];
  const { since } = ladder;
  if (rung === undefined || now <= since.at) return ladder;
  const isDue = (nextDueAt(ladder, before) ?? Infinity) <= now;
  const passed = since.minutes + msWithin(before.assignee, since.at, now) / MINUTE_MS;
  return { ...ladder, since: { at: now, minutes: isDue ? rung.afterMinutes : Math.min(passed, rung.afterMinutes) } };
}

/** Every rung is climbed: nothing more happens by itself. */
export function isEnded(ladder: Ladder): boolean {
  return ladder.climbed >= ladder.rungs.length;
}

/** Ended, and a manager knows: the episode may cool without a contact. Ended without that is an alarm, since nobody knows. */
export function mayCoolUnanswered(ladder: Ladder): boolean {
  return isEnded(ladder) && ladder.managerToldAt !== undefined;
}

/** When a claim lapses if no contact comes. Wall-clock. A snooze is no silence: give the later of claim and end of snooze. */
export function releaseAt(ladder: Ladder, claimedAt: number): number {
  return claimedAt + inMs(ladder.releaseMinutes);
}

/** When so many minutes of the assignee's working time are over; where it ends before (or nobody has the lead), of the wall clock. */
export function respondBy(at: number, minutes: number, assignee: Interval[]): number {
  return afterMs(assignee, at, inMs(minutes)) ?? at + inMs(minutes);
}

function dueBy(now: number, ladder: Ladder, { clocks }: ClimbFacts): { rung: Rung; dueAt: number } | undefined {
  const rung = ladder.rungs[ladder.climbed];
  const dueAt = nextDueAt(ladder, clocks);
  return rung !== undefined && dueAt !== undefined && dueAt <= now ? { rung, dueAt } : undefined;
}

/** The ladder after one more rung. It counts on from when that was due, so that late looks do not add up. */
function above(ladder: Ladder, outcome: RungOutcome, dueAt: number, now: number): Ladder {
  const climbed = ladder.climbed + 1;
  const minutes = outcome.afterMinutes;
  if (!hasFired(outcome)) {
    const next = reachedNobody(outcome) ? ladder.rungs[climbed] : undefined;
    return { ...ladder, climbed, since: { at: dueAt, minutes: next?.afterMinutes ?? minutes } };
  }
  // Whoever gets it now has had none of the time that is over.
  const at = outcome.do === 'reassign' ? now : dueAt;
  const told = outcome.do === 'manager' && { managerToldAt: ladder.managerToldAt ?? now };
  return { ...ladder, climbed, since: { at, minutes }, ...told };
}

function byMinutes(a: Rung, b: Rung): number {
  return a.afterMinutes - b.afterMinutes || kinds.indexOf(a.do) - kinds.indexOf(b.do);
}

function minutesOf(kind: Rung['do'], rungs: readonly Rung[]): number[] {
  return rungs
    .filter((rung) => rung.do === kind)
    .map((rung) => rung.afterMinutes)
    .toSorted((a, b) => a - b);
}

function earlier(some: number[], others: number[]): number[] {
  const longer = some.length > others.length ? some : others;
  return longer.map((_, i) => Math.min(some[i] ?? Infinity, others[i] ?? Infinity));
}

/** Whole ms: minutes handed over may be any fraction. */
function inMs(minutes: number): number {
  return Math.round(minutes * MINUTE_MS);
}
