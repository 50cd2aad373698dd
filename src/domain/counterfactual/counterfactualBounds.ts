import { asReadBy, type Reader, surelyReadBy } from './counterfactualMail.ts';
import { visitsAt, type Visit } from '../folding.ts';
import type { Model, TypeRule } from '../model.ts';
import type { Signal } from '../signals.ts';
import { isReading } from '../states.ts';
import { standingOf } from '../tiers.ts';

/** A signal whose place in time is not settled, among others that stay. */
export type Placing = {
  /** Its time is of no account here. */
  signal: Signal;
  others: readonly Signal[];
  /** A further signal of its type is never worse (or, with negative points, never better) for the lead. */
  plain: boolean;
  /** Its signals count from their own time on. */
  model: Model;
};

/**
 * From where to where it may be, epoch ms. `uniform`: wherever in there it is, it folds with the same signals, and is near to
 * and apart from the same ones.
 */
export type Range = { earliest: number; latest: number; uniform: boolean };

const LONG_AGO = Number.MIN_SAFE_INTEGER;

/**
 * False only if the lead is not hot at any instant from `start` to `end`, wherever in the range the signal is. In between
 * nothing else may begin to count, and `earliest` and `latest` not either.
 */
export function canBeHot(placing: Placing, range: Range, start: number, end: number): boolean {
  const { others, plain, model } = placing;
  const unborn = start < range.latest;
  if (unborn && isHot(start, end, visitsAt(start, others, model), model)) return true;
  if (start < range.earliest) return false;
  if (range.uniform) return canBeHotHere(placing, range, start, end);
  return !plain || isHot(start, end, bestVisits(placing, range, start), model);
}

/** The signal's age is between that at the latest place and that at the earliest; others may be taken younger and older. */
function canBeHotHere({ signal, others, model }: Placing, range: Range, start: number, end: number): boolean {
  const at = Math.min(range.latest, start);
  const visits = visitsAt(start, [...others, { ...signal, at }], model);
  return isHot(start - (range.latest - at), end + (at - range.earliest), visits, model);
}

/** At least as good as any folding: nothing of its type folds, everything is as sure as the surest, and people read the mail. */
function bestVisits({ signal, others, model }: Placing, { latest }: Range, now: number): Visit[] {
  const visits = ofOtherTypes('person', signal, others, now, model);
  if (ruleOf(signal, model).points < 0) return visits;
  const born = others.filter(({ type, at }) => type === signal.type && at <= now);
  const confidence = surest([signal, ...born], model);
  const placed: Visit = { ...visitOf(signal, confidence, model), from: LONG_AGO };
  if (!isReading(signal, placed.rule)) placed.to = latest;
  return [...visits, placed, ...born.map((other) => visitOf(other, confidence, model))];
}

/** What it never folds with. */
function ofOtherTypes(reader: Reader, signal: Signal, others: readonly Signal[], now: number, model: Model): Visit[] {
  const visits = visitsAt(now, asReadBy(reader, others, signal, model.opens), model);
  return visits.filter((visit) => visit.signal.type !== signal.type);
}

/** True only if the lead is hot at the instant wherever in the range the signal is. */
export function isSurelyHot(placing: Placing, range: Range, now: number): boolean {
  const { signal, others, plain, model } = placing;
  const { earliest, latest, uniform } = range;
  if (now < earliest) return isHot(now, now, visitsAt(now, others, model), model);
  if (now < latest) return false;
  if (!uniform) return plain && isHot(now, now, worstVisits(placing, now), model);
  const visits = visitsAt(now, [...others, { ...signal, at: latest }], model);
  return isHot(now + (latest - earliest), now, visits, model);
}

/** At most as good as any folding: nothing of its type, or all of it in full if that speaks against the lead. */
function worstVisits({ signal, others, model }: Placing, now: number): Visit[] {
  const visits = ofOtherTypes('machine', signal, others, now, model);
  if (ruleOf(signal, model).points > 0) return visits;
  const against = [signal, ...others.filter(({ type }) => type === signal.type)];
  const confidence = surest(against, model);
  return [...visits, ...against.map((one) => ({ ...visitOf(one, confidence, model), to: Infinity }))];
}

function visitOf(signal: Signal, confidence: number, model: Model): Visit {
  const rule = ruleOf(signal, model);
  if (isReading(signal, rule)) return { signal, rule, confidence, from: LONG_AGO, to: Infinity };
  return { signal, rule, confidence, from: signal.at, to: signal.at };
}

function surest(signals: readonly Signal[], { opens }: Model): number {
  return Math.max(...signals.map((signal) => surelyReadBy('person', signal, opens).confidence));
}

function ruleOf({ type }: Signal, { catalogue }: Model): TypeRule {
  return catalogue[type] as TypeRule;
}

function isHot(gains: number, losses: number, visits: readonly Visit[], model: Model): boolean {
  return standingOf({ gains, losses }, visits, model).hot;
}
