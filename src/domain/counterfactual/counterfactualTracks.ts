import type { Aim } from './counterfactualAim.ts';
import type { Placing } from './counterfactualBounds.ts';
import { turnsOfMail } from './counterfactualMail.ts';
import { isNamed, isOf, partsOf, saysNot } from './counterfactualPatterns.ts';
import { HOUR_MS, MINUTE_MS } from '../decay.ts';
import type { Model, TypeRule } from '../model.ts';
import type { Signal } from '../signals.ts';

/** The places a signal may take: `origin + step * stepMs` for each whole step from `first` to `last`. */
export type Track = Placing & {
  origin: number;
  stepMs: number;
  first: number;
  last: number;
  /** Before this instant, and before the signal's new place, nothing differs from the lead as it is. */
  differsFrom: number;
  /** How much earlier than before heat must come at least, for each step. */
  headStartMs: number;
  /** Steps, never whole, between which the signal folds with the same signals, and is near to and apart from the same ones. */
  bounds: number[];
};

/**
 * Where each signal could have been, in whole minutes from where it was, no earlier than the earliest signal and no later
 * than the end of the period; a signal's earlier places come first.
 */
export function moves(aim: Aim): Track[] {
  const { signals, known, lastPlace, model } = aim;
  const earliest = known[0]?.at ?? lastPlace;
  return known.flatMap((signal) => {
    const others = signals.filter((other) => other !== signal);
    const still = { signal, others, origin: signal.at, differsFrom: signal.at, first: 1, headStartMs: 0 };
    const [back, forth] = [signal.at - earliest, lastPlace - signal.at].map((ms) => Math.floor(ms / MINUTE_MS));
    const backwards = {
      stepMs: -MINUTE_MS,
      first: Math.max(1, -(forth ?? 0)),
      last: back ?? 0,
      headStartMs: MINUTE_MS,
    };
    return [
      ...(mayGain(signal, aim) ? trackOf({ ...still, ...backwards }, model) : []),
      ...trackOf({ ...still, stepMs: MINUTE_MS, last: forth ?? 0 }, model),
    ];
  });
}

/** A signal that came when the lead got hot, or later, gains by an earlier time no more than it moves. */
function mayGain({ at }: Signal, { kind, hotAt }: Aim): boolean {
  return kind === 'cooler' || hotAt === undefined || at < hotAt;
}

/**
 * Where one more signal of each of the types could be: at whole minutes from the lead's own first signal, or from the beginning
 * of the period if that is later. Nowhere for a lead without signals of its own.
 */
export function additions(types: string[], { signals, known, period, lastPlace, model }: Aim): Track[] {
  const own = known.find(({ subject }) => subject === 'lead');
  if (own === undefined) return [];
  const origin = Math.max(period.from, own.at);
  const last = Math.floor((lastPlace - origin) / MINUTE_MS);
  return types.flatMap((type) => {
    const signal = addedSignal(type, origin);
    const way = { origin, stepMs: MINUTE_MS, first: 0, last, differsFrom: Infinity, headStartMs: 0 };
    return trackOf({ signal, others: signals, ...way }, model);
  });
}

/** A signal that nobody sent: sure, of the lead, about nothing in particular. */
export function addedSignal(type: string, at: number): Signal {
  return { id: `added ${type}`, subject: 'lead', type, at, receivedAt: at, confidence: 1, source: 'supposed' };
}

function trackOf(way: Omit<Track, 'plain' | 'bounds' | 'model'>, model: Model): Track[] {
  const { signal, others, origin, stepMs, first, last } = way;
  const rule = model.catalogue[signal.type] as TypeRule;
  if (rule.points === 0 || first > last) return [];
  const against = others.some(({ mail, type }) => mail !== undefined && (model.catalogue[type]?.points ?? 0) < 0);
  const plain = !saysNot(model) && !against && (rule.points > 0 || !isNamed(signal, model));
  const steps = [...turningPlaces(signal, others, model), ...turnsOfMail(signal, others, model.opens)].map(
    (at) => (at - origin) / stepMs,
  );
  const inside = steps.filter((step) => step > first - 1 && step < last + 1);
  const bounds = [...new Set(inside.flatMap((step) => (Number.isInteger(step) ? [step - 0.5, step + 0.5] : [step])))];
  return [{ ...way, plain, bounds: bounds.sort((a, b) => a - b), model }];
}

/** Where a signal would come to fold, or to be near to or apart from another one, or cease to. */
function turningPlaces(signal: Signal, others: readonly Signal[], model: Model): number[] {
  const lanes = Object.values(model.lanes).filter(({ on, type }) => on && type === signal.type);
  const own = [0, model.foldMinutes, ...lanes.map(({ apartMinutes }) => apartMinutes)].map((each) => each * MINUTE_MS);
  return others.flatMap((other) => {
    const distances =
      other.type === signal.type ? [...own, ...nearMs(signal, other, model)] : nearMs(signal, other, model);
    return distances.flatMap((ms) => [other.at - ms, other.at + ms]);
  });
}

function nearMs(signal: Signal, other: Signal, model: Model): number[] {
  return partsOf(model).flatMap(({ condition }) => {
    if (condition.kind !== 'near') return [];
    const { one, hours } = condition;
    const matched = [one, condition.other].map((match) => [isOf(signal, match, model), isOf(other, match, model)]);
    const [a, b] = matched;
    return (a?.[0] && b?.[1]) || (a?.[1] && b?.[0]) ? [hours * HOUR_MS] : [];
  });
}
