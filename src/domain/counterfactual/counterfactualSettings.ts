import type { Aim } from './counterfactualAim.ts';
import type { Model, TypeRule } from '../model.ts';

/** A number of the model that may be changed by whole steps while it stays between `low` and `high`, both included. */
export type Setting = {
  path: string[];
  value: number;
  step: number;
  low: number;
  high: number;
  /** Which way is never worse for the lead; undefined when neither is. */
  hotter?: 'up' | 'down';
  /** Where given, `hotter` holds only from this value up. */
  evenFrom?: number;
  /** Where given, nothing flips between these numbers of steps. */
  turns?: number[];
};

/**
 * Settings in points; bars of scores change by whole points, all others by tenths. None changes its sign. That more points are
 * never worse is true but for a pattern that says `not`: of a value that fades to zero evenly, more are seen for some ms longer.
 */
export function pointSettings(aim: Aim): Setting[] {
  const { tiers, opening, recipes, families, varietyPoints, countedPoints } = aim.model;
  const lowest = Math.max(1, tiers.three.score, opening.coolScore);
  const bar = { step: 1, low: 1, high: 100, hotter: 'down' } as const;
  const mark = { step: 0.1, low: 0.1, high: 1000, hotter: 'down' } as const;
  return inOrder([
    { ...bar, path: ['tiers', 'one', 'score'], value: tiers.one.score, low: tiers.two.score },
    { ...bar, path: ['tiers', 'two', 'score'], value: tiers.two.score, low: lowest, high: tiers.one.score },
    ...Object.entries(recipes)
      .filter(([, { on }]) => on)
      .map(([id, { score }]): Setting => ({ ...bar, path: ['recipes', id, 'score'], value: score })),
    ...Object.entries(families).flatMap(([family, { cap }]): Setting[] => {
      return cap === undefined
        ? []
        : [{ ...mark, path: ['families', family, 'cap'], value: cap, low: 0, hotter: 'up' }];
    }),
    { ...mark, path: ['varietyPoints'], value: varietyPoints },
    { ...mark, path: ['countedPoints'], value: countedPoints },
    ...rulesOf(aim).flatMap(([type, rule]) => pointsOf(type, rule)),
  ]);
}

function pointsOf(type: string, { points }: TypeRule): Setting[] {
  if (points === 0) return [];
  const bounds = points > 0 ? { low: 0.1, high: 1000 } : { low: -1000, high: -0.1 };
  return [{ path: ['catalogue', type, 'points'], value: points, step: 0.1, ...bounds, hotter: 'up' }];
}

/** Those whose value is within their bounds, by path. */
export function inOrder<T extends Setting>(settings: T[]): T[] {
  const valid = settings.filter(({ value, low, high }) => value >= low && value <= high);
  return valid.sort((a, b) => (a.path.join('.') < b.path.join('.') ? -1 : 1));
}

/** The rules of the types the lead has signals of. */
export function rulesOf({ known, model }: Aim): [string, TypeRule][] {
  return [...new Set(known.map(({ type }) => type))].map((type) => [type, model.catalogue[type] as TypeRule]);
}

/** The model with one number at the path changed; everything else is shared with the old one. */
export function withSetting(model: Model, path: readonly string[], value: number): Model {
  return changed(model, path, value) as Model;
}

function changed(node: unknown, [key, ...more]: readonly string[], value: number): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node)) return node.map((each, index) => (`${index}` === key ? changed(each, more, value) : each));
  const record = node as Record<string, unknown>;
  return { ...record, [key]: changed(record[key], more, value) };
}
