import { HOUR_MS, MINUTE_MS } from './decay.ts';
import { visitsAt, type Visit } from './folding.ts';
import type { Condition, Model } from './model.ts';
import type { Signal } from './signals.ts';
import { standingOf, type Tier } from './tiers.ts';

/** What is published from an instant (epoch ms) on. */
export type Published = { at: number; score: number; tier: Tier | undefined; hot: boolean };

/**
 * More than any ordinary time between two signals needs. Only a score that goes up and down for days at the edge of a point
 * (gains and losses that cancel out to the millionth) needs more. Then stretches under a minute, and later under an hour, are
 * taken to be the same throughout when their ends are: a rise and fall inside one is missed, a lasting change is still exact.
 */
const EXACT_LOOKS = 10_000;

/**
 * What was published at `from`, then at each instant in (from, to] at which score, tier or hot differ from the millisecond
 * before, given all these signals. Computed from their curves, not polled.
 */
export function scoreHistory(signals: readonly Signal[], model: Model, from: number, to: number): Published[] {
  const history: Published[] = [];
  for (const stretch of stretches(from, Math.max(from, to), signals, model)) {
    const last = history.at(-1);
    if (last === undefined || !isSame(last, stretch)) history.push(stretch);
  }
  return history;
}

/**
 * The first instant in (now, to] at which the published score is not `written`; undefined when it is all the time. Signals
 * dated ahead count as coming at their time.
 */
export function nextScoreChange(
  now: number,
  to: number,
  signals: readonly Signal[],
  model: Model,
  written: number,
): number | undefined {
  if (to <= now) return undefined;
  for (const { at, score } of stretches(now + 1, to, signals, model)) if (score !== written) return at;
  return undefined;
}

function isSame(a: Published, b: Published): boolean {
  return a.score === b.score && a.tier === b.tier;
}

/** Stretches of [from, to] in which nothing changes, in order and without gaps; neighbours may be equal. */
function* stretches(from: number, to: number, signals: readonly Signal[], model: Model): Generator<Published> {
  const starts = [from, ...birthsWithin(from, to, signals, model)];
  for (const [index, start] of starts.entries()) {
    const end = (starts[index + 1] ?? to + 1) - 1;
    yield* halves(start, end, { look: lookerAt(visitsAt(start, signals, model), model), looks: 0 });
  }
}

/** The instants in (from, to] at which a signal begins to count. */
function birthsWithin(from: number, to: number, signals: readonly Signal[], model: Model): number[] {
  const births = signals.map((signal) => Math.ceil(signal.at - model.aheadMinutes * MINUTE_MS));
  return [...new Set(births)].filter((birth) => birth > from && birth <= to).sort((a, b) => a - b);
}

/** What is published with gains judged at one instant and losses at another. */
type Looker = (gains: number, losses: number) => Published;
type Walk = { look: Looker; looks: number };

/** An interval without births, halved until what it is at best and at worst is the same. */
function* halves(start: number, end: number, walk: Walk): Generator<Published> {
  const best = walk.look(start, end);
  if (start === end || isSame(best, walk.look(end, start))) {
    yield best;
    return;
  }
  walk.looks += 1;
  if (end - start < missedMs(walk.looks)) {
    const first = walk.look(start, start);
    if (isSame(first, walk.look(end, end))) {
      yield first;
      return;
    }
  }
  const middle = Math.floor((start + end) / 2);
  yield* halves(start, middle, walk);
  yield* halves(middle + 1, end, walk);
}

function missedMs(looks: number): number {
  if (looks <= EXACT_LOOKS) return 0;
  return looks <= 2 * EXACT_LOOKS ? MINUTE_MS : HOUR_MS;
}

/** Where nothing can rise, losses do not matter, and neighbours share their ends: those are looked at once. */
function lookerAt(visits: readonly Visit[], model: Model): Looker {
  const published = (gains: number, losses: number): Published => {
    const { score, tier, hot } = standingOf({ gains, losses }, visits, model);
    return { at: gains, score, tier, hot };
  };
  if (mayRise(visits, model)) return published;
  const known = new Map<number, Published>();
  return (at) => {
    const found = known.get(at) ?? published(at, at);
    known.set(at, found);
    return found;
  };
}

/** True when what fades may speak against the lead: negative signals, and patterns that ask for absence. */
function mayRise(visits: readonly Visit[], model: Model): boolean {
  if (visits.some(({ rule }) => rule.points < 0)) return true;
  return Object.values(model.recipes).some(({ on, when }) => on && asksForAbsence(when));
}

function asksForAbsence(when: Condition): boolean {
  if (when.kind === 'not') return true;
  if (when.kind === 'within') return asksForAbsence(when.that);
  return (when.kind === 'and' || when.kind === 'or') && when.all.some(asksForAbsence);
}
