import { lifetimeMs, MINUTE_MS } from './decay.ts';
import type { Model, TypeRule } from './model.ts';
import { gradesAt } from './opens/opens.ts';
import type { Signal } from './signals.ts';
import { isReading, statesOf } from './states.ts';

/**
 * A signal that counts, with the highest confidence of the refreshes folded into it. It lasted `from` ... `to`: both are its
 * own time, or, of a state, its beginning and its end (Infinity while it lasts).
 */
export type Visit = { signal: Signal; rule: TypeRule; confidence: number; from: number; to: number };

/**
 * The signals that count at an instant, latest first (of equals the lowest id), states last: those that have happened and are
 * known to the catalogue, refreshes folded. Those too old to add anything now or later may be left out. A signal given twice
 * counts once. Opens and clicks of which something is known have the confidence of their grade.
 */
export function visitsAt(now: number, signals: readonly Signal[], model: Model): Visit[] {
  const foldMs = model.foldMinutes * MINUTE_MS;
  const grades = gradesAt(now, signals, model.opens, model.aheadMinutes * MINUTE_MS);
  const visits: Visit[] = [];
  const readings: Signal[] = [];
  for (const signal of latestFirst(now, signals, model)) {
    const rule = model.catalogue[signal.type] as TypeRule;
    if (isReading(signal, rule)) {
      readings.push(signal);
      continue;
    }
    const confidence =
      signal.mail === undefined ? signal.confidence : (grades.get(signal.id)?.confidence ?? signal.confidence);
    const later = sameVisit(signal, rule, visits, foldMs);
    if (later === undefined) visits.push({ signal, rule, confidence, from: signal.at, to: signal.at });
    else later.confidence = Math.max(later.confidence, confidence);
  }
  return readings.length === 0 ? visits : [...visits, ...statesOf(readings, model)];
}

/** Of visits, latest first, the one that this earlier signal is a refresh of, or is itself given twice. */
function sameVisit(
  { id, at, type, asset }: Signal,
  rule: TypeRule,
  visits: readonly Visit[],
  foldMs: number,
): Visit | undefined {
  for (let index = visits.length - 1; index >= 0; index--) {
    const visit = visits[index] as Visit;
    const apart = visit.from - at;
    if (apart >= foldMs && apart > 0) return undefined;
    const isAlike = visit.signal.type === type && (rule.foldBy === 'type' || visit.signal.asset === asset);
    if (isAlike && (apart < foldMs || visit.signal.id === id)) return visit;
  }
  return undefined;
}

/** The signals that have happened and may still add something, unfolded, latest first. */
export function latestFirst(now: number, signals: readonly Signal[], model: Model): Signal[] {
  const latest = now + model.aheadMinutes * MINUTE_MS;
  const foldMs = model.foldMinutes * MINUTE_MS;
  const happened = signals.filter((signal) => {
    if (signal.at > latest || !Object.hasOwn(model.catalogue, signal.type)) return false;
    const rule = model.catalogue[signal.type] as TypeRule;
    return now - signal.at < lifetimeMs(rule.decay, model) + foldMs || isReading(signal, rule);
  });
  return happened.sort(byLatest);
}

/** Latest first, of equals the lowest id. */
export function byLatest(a: Signal, b: Signal): number {
  return b.at - a.at || (a.id < b.id ? -1 : 1);
}
