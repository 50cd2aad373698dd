import { lifetimeMs, MINUTE_MS } from './decay.ts';
import { type Bounds, boundsFrom } from './bounds.ts';
import type { Model } from './model.ts';
import type { Signal } from './signals.ts';
import { standingAt, type Standing, type Tier } from './tiers.ts';

type Wanted = (tier: Tier | undefined) => boolean;
/** Whether what lies between the best and the worst of an interval is wanted. */
type Goal = (best: Standing, worst: Standing) => 'everywhere' | 'nowhere' | 'perhaps';
type Search = { bounds: Bounds; goal: Goal; looks: number };

/**
 * Some dozens of looks find any ordinary change. Only a score that runs along a threshold for days (gains and losses that
 * cancel out to the millionth) needs more; then stretches under a minute are judged by their ends, to be done in time.
 */
const EXACT_LOOKS = 10_000;

/**
 * The first instant after now, to the millisecond, at which the tier differs from now's, if no further signal comes;
 * undefined when it never does. Signals dated ahead count as coming at their time.
 */
export function nextChange(
  now: number,
  signals: readonly Signal[],
  model: Model,
): { at: number; becomes: Tier | undefined } | undefined {
  const current = standingAt(now, signals, model).tier;
  const at = firstInstant(
    now,
    endOfAll(signals, model),
    signals,
    model,
    tierIs((tier) => tier !== current),
  );
  return at === undefined ? undefined : { at, becomes: standingAt(at, signals, model).tier };
}

/** The first instant in (from, to], to the millisecond, at which the lead is hot given all these signals; undefined when none. */
export function hotWithin(from: number, to: number, signals: readonly Signal[], model: Model): number | undefined {
  return firstInstant(from, to, signals, model, tierIs(isHot));
}

/** When a lead that is hot now is not hot any more, if no further signal comes; undefined when that never happens. */
export function heatEnds(now: number, signals: readonly Signal[], model: Model): number | undefined {
  return firstInstant(
    now,
    endOfAll(signals, model),
    signals,
    model,
    tierIs((tier) => !isHot(tier)),
  );
}

/** The first instant in [from, to] at which the lead is not hot, if none of these signals begins to count after `from`. */
export function coldWithin(from: number, to: number, signals: readonly Signal[], model: Model): number | undefined {
  const goal = tierIs((tier) => !isHot(tier));
  return search(from, to, { bounds: boundsFrom(from, signals, model), goal, looks: 0 });
}

/** The first instant in (from, to], to the millisecond, at which the published score is a wanted one; undefined when none. */
export function scoreWithin(
  from: number,
  to: number,
  signals: readonly Signal[],
  model: Model,
  wanted: (score: number) => boolean,
): number | undefined {
  return firstInstant(from, to, signals, model, (best, worst) => {
    const scores = Array.from({ length: best.score - worst.score + 1 }, (_, index) => worst.score + index);
    return judged(scores.map(wanted));
  });
}

function isHot(tier: Tier | undefined): boolean {
  return tier === 1 || tier === 2;
}

function tierIs(wanted: Wanted): Goal {
  const ladder = [1, 2, 3, undefined] as const;
  return (best, worst) =>
    judged(ladder.slice(ladder.indexOf(best.tier), ladder.indexOf(worst.tier) + 1).map((tier) => wanted(tier)));
}

function judged(wanted: boolean[]): ReturnType<Goal> {
  if (!wanted.includes(true)) return 'nowhere';
  return wanted.includes(false) ? 'perhaps' : 'everywhere';
}

function firstInstant(
  from: number,
  to: number,
  signals: readonly Signal[],
  model: Model,
  goal: Goal,
): number | undefined {
  const starts = [from + 1, ...birthsWithin(from + 1, to, signals, model)];
  for (const [index, start] of starts.entries()) {
    const end = Math.min(to, (starts[index + 1] ?? Infinity) - 1);
    if (end < start) continue;
    const found = search(start, end, { bounds: boundsFrom(start, signals, model), goal, looks: 0 });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The instants in (from, to], in whole milliseconds, at which a signal begins to count: the only steps upwards. */
export function birthsWithin(from: number, to: number, signals: readonly Signal[], model: Model): number[] {
  const births = signals.map((signal) => Math.ceil(signal.at - model.aheadMinutes * MINUTE_MS));
  return [...new Set(births)].filter((birth) => birth > from && birth <= to).sort((a, b) => a - b);
}

/** The first wanted instant in [start, end], an interval without births: halved until both bounds agree. */
function search(start: number, end: number, query: Search): number | undefined {
  const best = query.bounds(start, end);
  const found = query.goal(best, start === end ? best : query.bounds(end, start));
  if (found === 'nowhere') return undefined;
  if (found === 'everywhere') return start;
  query.looks += 1;
  if (query.looks > EXACT_LOOKS && end - start < MINUTE_MS) {
    if (isWantedAt(start, query)) return start;
    if (!isWantedAt(end, query)) return undefined;
  }
  const middle = Math.floor((start + end) / 2);
  return search(start, middle, query) ?? search(middle + 1, end, query);
}

function isWantedAt(at: number, query: Search): boolean {
  const standing = query.bounds(at, at);
  return query.goal(standing, standing) === 'everywhere';
}

/** From here on no signal adds anything, so nothing changes any more. */
function endOfAll(signals: readonly Signal[], model: Model): number {
  return signals.reduce((end, signal) => {
    if (!Object.hasOwn(model.catalogue, signal.type)) return end;
    const rule = model.catalogue[signal.type];
    return rule === undefined ? end : Math.max(end, Math.ceil(signal.at + lifetimeMs(rule.decay, model)));
  }, -Infinity);
}
