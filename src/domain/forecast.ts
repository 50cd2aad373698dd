import { lifetimeMs, MINUTE_MS } from './decay.ts';
import { visitsAt, type Visit } from './folding.ts';
import type { Model } from './model.ts';
import type { Signal } from './signals.ts';
import { standingAt, standingOf, type Tier } from './tiers.ts';

type Wanted = (tier: Tier | undefined) => boolean;
type Search = { visits: readonly Visit[]; model: Model; wanted: Wanted; looks: number };

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
  const at = firstInstant(now, endOfAll(signals, model), signals, model, (tier) => tier !== current);
  return at === undefined ? undefined : { at, becomes: standingAt(at, signals, model).tier };
}

/** The first instant in (from, to], to the millisecond, at which the lead is hot given all these signals; undefined when none. */
export function hotWithin(from: number, to: number, signals: readonly Signal[], model: Model): number | undefined {
  return firstInstant(from, to, signals, model, (tier) => tier === 1 || tier === 2);
}

/** The first instant in [from, to] at which the lead is not hot, if none of these signals begins to count after `from`. */
export function coldWithin(from: number, to: number, signals: readonly Signal[], model: Model): number | undefined {
  const wanted: Wanted = (tier) => tier !== 1 && tier !== 2;
  return search(from, to, { visits: visitsAt(from, signals, model), model, wanted, looks: 0 });
}

function firstInstant(
  from: number,
  to: number,
  signals: readonly Signal[],
  model: Model,
  wanted: Wanted,
): number | undefined {
  const starts = [from + 1, ...birthsWithin(from + 1, to, signals, model)];
  for (const [index, start] of starts.entries()) {
    const end = Math.min(to, (starts[index + 1] ?? Infinity) - 1);
    if (end < start) continue;
    const found = search(start, end, { visits: visitsAt(start, signals, model), model, wanted, looks: 0 });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The instants in (from, to] at which a signal begins to count: the only steps upwards. */
function birthsWithin(from: number, to: number, signals: readonly Signal[], model: Model): number[] {
  const births = signals.map((signal) => signal.at - model.aheadMinutes * MINUTE_MS);
  return [...new Set(births)].filter((birth) => birth > from && birth <= to).sort((a, b) => a - b);
}

/** The first wanted instant in [start, end], an interval without births: halved until both bounds agree. */
function search(start: number, end: number, goal: Search): number | undefined {
  const { visits, model, wanted } = goal;
  const best = standingOf({ gains: start, losses: end }, visits, model).tier;
  const worst = start === end ? best : standingOf({ gains: end, losses: start }, visits, model).tier;
  const possible = tiersBetween(best, worst);
  if (!possible.some(wanted)) return undefined;
  if (possible.every(wanted)) return start;
  goal.looks += 1;
  if (goal.looks > EXACT_LOOKS && end - start < MINUTE_MS) {
    if (wanted(tierAt(start, goal))) return start;
    if (!wanted(tierAt(end, goal))) return undefined;
  }
  const middle = Math.floor((start + end) / 2);
  return search(start, middle, goal) ?? search(middle + 1, end, goal);
}

function tierAt(at: number, { visits, model }: Search): Tier | undefined {
  return standingOf({ gains: at, losses: at }, visits, model).tier;
}

function tiersBetween(best: Tier | undefined, worst: Tier | undefined): (Tier | undefined)[] {
  const ladder = [1, 2, 3, undefined] as const;
  return ladder.slice(ladder.indexOf(best), ladder.indexOf(worst) + 1);
}

/** From here on no signal adds anything, so nothing changes any more. */
function endOfAll(signals: readonly Signal[], model: Model): number {
  return signals.reduce((end, signal) => {
    if (!Object.hasOwn(model.catalogue, signal.type)) return end;
    const rule = model.catalogue[signal.type];
    return rule === undefined ? end : Math.max(end, Math.ceil(signal.at + lifetimeMs(rule.decay, model)));
  }, -Infinity);
}
