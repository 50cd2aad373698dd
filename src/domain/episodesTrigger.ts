import { byLatest, visitsAt } from './folding.ts';
import { coldWithin } from './forecast.ts';
import type { Model } from './model.ts';
import { lanesIn } from './recipes.ts';
import { valuesAt } from './scoring.ts';
import type { Signal } from './signals.ts';
import { gradesAt } from './opens/opens.ts';
import { isReading, statesOf } from './states.ts';
import { seenOf, standingAt } from './tiers.ts';

const minuteMs = 60_000;

/** The signal that made a lead hot (again), and when it happened. */
export type Trigger = { triggerAt: number; triggerId: string };

/** All that is known of a lead now; signals in any order. */
type Known = { now: number; signals: readonly Signal[]; model: Model };

/**
 * The first instant from `since` to now at which the lead was not hot; undefined when it was hot all the time. There is known to
 * be none from `since` to `searchedUntil`.
 */
export function firstCold({ signals, model, now }: Known, since: number, searchedUntil = since): number | undefined {
  const from = Math.max(since, searchedUntil);
  const later = signals.map((s) => beganAt(s, model)).filter((began) => began > from && began <= now);
  const starts = [from, ...new Set(later.sort((a, b) => a - b))];
  for (const [index, start] of starts.entries()) {
    const end = (starts[index + 1] ?? now + 1) - 1;
    const coldAt = coldWithin(start, end, begunBy(start, signals, model), model);
    if (coldAt !== undefined) return coldAt;
  }
  return undefined;
}

/**
 * The first own signal after `since` that completed a fast lane anew: one that did not hold at `since`, or that holds by
 * later signals alone. Those from before `searchedUntil` are known to have completed none.
 */
export function laneTrigger(known: Known, since: number, searchedUntil = since): Trigger | undefined {
  const { now, model } = known;
  // Lanes look at signals of their own types only, and folding keeps types apart.
  const signals = known.signals.filter((s) => isOfLane(s, model));
  const later = ownPositive(begunBy(now, signals, model), model).filter((s) => {
    const began = beganAt(s, model);
    return began > since && began >= searchedUntil && !refreshesBefore(s, since, signals, model);
  });
  if (later.length === 0) return undefined;
  const lanesBefore = lanesOf(since, begunBy(since, signals, model), model);
  const isNew = (lane: string) => !lanesBefore.includes(lane);
  const trigger = later.find((s) => {
    const began = beganAt(s, model);
    const begun = begunBy(began, signals, model);
    const alone = begun.filter((one) => beganAt(one, model) > since);
    return lanesOf(began, alone, model).length > 0 || lanesOf(began, begun, model).some(isNew);
  });
  return trigger && { triggerAt: beganAt(trigger, model), triggerId: trigger.id };
}

/** A form sent twice is one request: true of a signal that folds with one that had begun by then. */
function refreshesBefore(signal: Signal, since: number, signals: readonly Signal[], model: Model): boolean {
  const byType = model.catalogue[signal.type]?.foldBy === 'type';
  const foldMs = model.foldMinutes * minuteMs;
  return signals.some((one) => {
    const apart = signal.at - one.at;
    const isAlike = one.type === signal.type && (byType || one.asset === signal.asset);
    return isAlike && one.id !== signal.id && apart >= 0 && apart < foldMs && beganAt(one, model) <= since;
  });
}

/** The lanes of a standing, without the work of its score. */
function lanesOf(now: number, signals: readonly Signal[], model: Model): string[] {
  return lanesIn(seenOf(now, valuesAt(now, visitsAt(now, signals, model), model)), model);
}

function isOfLane(signal: Signal, model: Model): boolean {
  return Object.values(model.lanes).some((lane) => lane.on && lane.type === signal.type);
}

/**
 * The latest own positive signal when the lead became hot. To the score a signal counts up to `aheadMinutes` before its
 * time, so `hotAt` may lie before the signal that made it hot: then it is the first one that is enough without later ones.
 */
export function triggerOf({ now, signals, model }: Known, hotAt: number): Trigger | undefined {
  const isHotAt = (t: number) => standingAt(t, begunBy(t, signals, model), model).hot;
  const soon = Math.min(now, hotAt + model.aheadMinutes * minuteMs);
  const own = ownPositive(begunBy(soon, signals, model), model);
  const before = own.filter((s) => beganAt(s, model) <= hotAt);
  const made = isHotAt(hotAt) ? undefined : own.slice(before.length).find((s) => isHotAt(beganAt(s, model)));
  const trigger = made ?? before.at(-1) ?? own[0];
  return trigger && { triggerAt: beganAt(trigger, model), triggerId: trigger.id };
}

/** When a signal happened. One dated ahead by its source's clock happened when it came, one dated far ahead will later. */
export function beganAt({ at, receivedAt }: Signal, model: Model): number {
  return Math.max(Math.min(at, receivedAt), at - model.aheadMinutes * minuteMs);
}

/** The signals that had happened by then, in the order of time. */
function begunBy(by: number, signals: readonly Signal[], model: Model): Signal[] {
  const begun = signals.filter((s) => beganAt(s, model) <= by);
  return begun.toSorted((a, b) => beganAt(a, model) - beganAt(b, model) || (a.id < b.id ? -1 : 1));
}

/**
 * The lead's own signals that speak for it; only these open an episode. What a machine opened or clicked does not, nor does a
 * reading of a state that lasts already.
 */
export function ownPositive(signals: readonly Signal[], model: Model): Signal[] {
  const grades = gradesAt(Infinity, signals, model.opens, 0);
  const readings = signals.filter((s) => isReading(s, model.catalogue[s.type]));
  const begun = new Set(statesOf(readings.sort(byLatest), model).map(({ signal }) => signal.id));
  return signals.filter((s) => {
    const rule = model.catalogue[s.type];
    const confidence = grades.get(s.id)?.confidence ?? s.confidence;
    const speaks = s.subject === 'lead' && (rule?.points ?? 0) * confidence > 0;
    return speaks && (!isReading(s, rule) || begun.has(s.id));
  });
}
