import { type Edit, edited } from './counterfactualEdits.ts';
import { from, period, types, wary } from './counterfactualLeadsForTests.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import type { Model } from '../model.ts';
import { scoreAt } from '../scoring.ts';
import type { Signal } from '../signals.ts';

/** Those with a lesser shift. */
export function everyMove(signals: Signal[], lessThanMs: number): Edit[] {
  const earliest = Math.min(...signals.map(({ at }) => at));
  return signals.flatMap(({ id, at }) => {
    const places = minutes(-300, 310).map((minute) => ({ to: at + minute * MINUTE_MS, byMs: minute * MINUTE_MS }));
    return places
      .filter(({ to, byMs }) => byMs !== 0 && Math.abs(byMs) < lessThanMs && to >= earliest && to <= period.to)
      .map((place): Edit => ({ kind: 'move', signal: id, ...place }));
  });
}

/** Those with a lesser shift. */
export function everyRemoval(signals: Signal[], model: Model, lessThan: number): Edit[] {
  const scores = [from + 1, ...minutes(1, 240).map((minute) => from + minute * MINUTE_MS)].map((at) =>
    scoreAt(at, signals, model),
  );
  return signals.flatMap(({ id, type, confidence }): Edit[] => {
    const own = scores.flatMap((score) => score.contributions.filter((one) => one.id === id));
    const worth = (model.catalogue[type]?.points ?? 0) * confidence;
    const points = own.length === 0 ? worth : Math.max(...own.map(({ micros }) => Math.abs(micros))) / 1_000_000;
    return Math.abs(points) < lessThan ? [{ kind: 'remove', signal: id, points }] : [];
  });
}

/** Those with a lesser shift, from the first signal on; none of a type that needs no other to make a lead hot. */
export function everyAddition(signals: Signal[], model: Model, lessThan: number): Edit[] {
  const first = Math.max(from, Math.min(...signals.map(({ at }) => at)));
  const alone = Object.values(model.lanes).flatMap(({ type, times }) => (times === 1 ? [type] : []));
  const lighter = types.filter((type) => Math.abs(model.catalogue[type]?.points ?? 0) < lessThan);
  const places = minutes(0, 240).map((minute) => first + minute * MINUTE_MS);
  return lighter
    .filter((type) => !alone.includes(type))
    .flatMap((type) => places.map((at): Edit => ({ kind: 'add', type, at, points: 0 })))
    .filter((edit) => edit.kind === 'add' && edit.at <= period.to);
}

const units: Record<string, { ms: number; least: number } | { points: number; least: number }> = {
  score: { points: 1, least: 1 },
  points: { points: 0.1, least: 0.1 },
  cap: { points: 0.1, least: 0 },
  varietyPoints: { points: 0.1, least: 0.1 },
  countedPoints: { points: 0.1, least: 0.1 },
  days: { ms: DAY_MS, least: 0.01 },
  windowDays: { ms: DAY_MS, least: 0.01 },
  hours: { ms: HOUR_MS, least: 0.01 },
  apartMinutes: { ms: MINUTE_MS, least: 0 },
  foldMinutes: { ms: MINUTE_MS, least: 0 },
};

/** The first and the last 40 lesser values of each setting, up and down. */
export function everySetting(model: Model, kind: string[], lessThan: number): Edit[] {
  return numbersIn(model, []).flatMap(([path, value]): Edit[] => {
    const unit = units[path.at(-1) ?? ''];
    if (unit === undefined || path[0] === 'opening' || !kind.some((key) => key in unit)) return [];
    const [size, step] = 'ms' in unit ? [unit.ms, 1] : [unit.points, unit.points];
    const most = Math.min(Math.ceil(lessThan / size - 1e-6) - 1, 400);
    const steps = minutes(1, most).filter((count) => count <= 40 || count > most - 40);
    const values = steps.flatMap((count) => [value - count * step, value + count * step]);
    return values
      .filter((to) => Math.sign(value) * to >= unit.least - 1e-9)
      .map((to): Edit => ({ kind: 'setting', path: path.join('.'), from: value, to: Number(to.toFixed(9)) }))
      .filter(() => !isSeenFading(path, model))
      .filter((edit) => isValid(edited(edit, [], model).model));
  });
}

/** Points for which more are not always better: see `pointSettings`. */
function isSeenFading([kind, type = '', last]: string[], model: Model): boolean {
  const fades = kind === 'catalogue' && last === 'points' && model.catalogue[type]?.decay.kind === 'linear';
  return fades && model === wary;
}

function numbersIn(node: unknown, path: string[]): [string[], number][] {
  if (typeof node === 'number') return [[path, node]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, inner]) => numbersIn(inner, [...path, key]));
}

function isValid({ tiers, opening, lanes, recipes, foldMinutes }: Model): boolean {
  const { one, two, three } = tiers;
  const bars = [one.score, ...Object.values(recipes).map(({ score }) => score)];
  const lanesHold = Object.values(lanes).every(({ hours, apartMinutes, times }) => {
    return times === 1 ? apartMinutes === 0 : Math.max(apartMinutes, foldMinutes) < hours * 60;
  });
  const inOrder = three.score <= two.score && two.score <= one.score && opening.coolScore <= two.score;
  return lanesHold && inOrder && bars.every((bar) => bar <= 100);
}

function minutes(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
