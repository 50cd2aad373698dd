import { weightAt } from './decay.ts';
import { visitsAt, type Visit } from './folding.ts';
import type { Model, TypeRule } from './model.ts';
import type { Signal } from './signals.ts';

/** What one signal (or a family's cap, `cap:<family>`, negative) adds, in whole millionths of a point, never 0. */
type Contribution = { id: string; type: string; family: string; micros: number };

export type Score = {
  /** Epoch ms: the instant it holds for. */
  at: number;
  /** The published integer, 0 to 100: what every rule compares. */
  score: number;
  /** Millionths of a point, not clamped; the contributions add up to exactly this. */
  rawMicros: number;
  variety: number;
  counted: number;
  /** Strongest first, then id. */
  contributions: Contribution[];
};

/** A visit and what it is worth by itself, before repeats of its type weaken it. */
export type Valued = Visit & { points: number; micros: number };

export const MICROS = 1_000_000;

/**
 * The score at now (DESIGN 5): a pure function of the set of signals; order, repetition and time of receipt change nothing.
 * A signal dated up to five minutes ahead counts as now, a later one not yet.
 */
export function scoreAt(now: number, signals: readonly Signal[], model: Model): Score {
  return scoreOf(now, valuesAt(now, visitsAt(now, signals, model), model), model);
}

/** Each visit with its own value at now, worthless ones included, in the order given. */
export function valuesAt(now: number, visits: readonly Visit[], model: Model): Valued[] {
  return visits.map(({ signal, rule, confidence, from, to }) => {
    const points = rule.points * confidence * weightAt(Math.max(0, now - to), rule.decay, model);
    return { signal, rule, confidence, from, to, points, micros: Math.round(points * MICROS) };
  });
}

/** A family's sum in millionths, what of it speaks for the lead, and how many of its types reach the points of variety. */
type FamilySum = { micros: number; gains: number; types: number };

/** Adds values up: repeats, caps, variety, rounding. */
export function scoreOf(at: number, values: readonly Valued[], model: Model): Score {
  const contributions: Contribution[] = [];
  const families = new Map<string, FamilySum>();
  for (const ofType of byType(values)) {
    const { family } = (ofType[0] as Valued).rule;
    const micros = addType(ofType, contributions);
    const sum = families.get(family) ?? { micros: 0, gains: 0, types: 0 };
    sum.micros += micros;
    sum.gains += Math.max(0, micros);
    if (micros >= model.varietyPoints * MICROS) sum.types += 1;
    families.set(family, sum);
  }
  const variety = varietyOf(families, model);
  for (const [family, { gains }] of families) addCap(family, gains, contributions, model);
  contributions.sort((a, b) => b.micros - a.micros || (a.id < b.id ? -1 : 1));
  let rawMicros = 0;
  for (const { micros } of contributions) rawMicros += micros;
  return { at, score: published(rawMicros), rawMicros, variety, counted: countedOf(values, model), contributions };
}

/** The values of each type, strongest first. This and what follows runs for every lead at every look: plain loops. */
function byType(values: readonly Valued[]): Valued[][] {
  const groups: Valued[][] = [];
  for (const value of values) {
    let group = 0;
    while (group < groups.length && groups[group]?.[0]?.signal.type !== value.signal.type) group += 1;
    const known = groups[group];
    if (known === undefined) groups.push([value]);
    else known.push(value);
  }
  for (const group of groups) if (group.length > 1) group.sort(strongestFirst);
  return groups;
}

/** Adds the contributions of one type and returns their sum in millionths. */
function addType(values: readonly Valued[], contributions: Contribution[]): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) {
    const { signal, rule, points, micros: own } = values[index] as Valued;
    const micros = index === 0 ? own : Math.round(points * repeatFactor(rule, index) * MICROS);
    if (micros === 0) continue;
    sum += micros;
    contributions.push({ id: signal.id, type: signal.type, family: rule.family, micros });
  }
  return sum;
}

function strongestFirst(a: Valued, b: Valued): number {
  const byStrength = Math.abs(b.points) - Math.abs(a.points);
  return byStrength || a.signal.at - b.signal.at || (a.signal.id < b.signal.id ? -1 : 1);
}

/** What the strongest but `index` counts of its own value. */
function repeatFactor(rule: TypeRule, index: number): number {
  if (rule.repeat === 'diminish') return 0.5 ** index;
  return rule.repeat === 'sum' ? 1 : 0;
}

function varietyOf(families: ReadonlyMap<string, FamilySum>, model: Model): number {
  let variety = 0;
  for (const [family, { micros, types }] of families) {
    const kind = model.families[family]?.variety;
    if (kind === 'each type') variety += types;
    if (kind === 'whole family' && micros >= model.varietyPoints * MICROS) variety += 1;
  }
  return variety;
}

/** A cap holds for what speaks for the lead; what speaks against it is subtracted afterwards. */
function addCap(family: string, gains: number, contributions: Contribution[], model: Model): void {
  const cap = model.families[family]?.cap;
  if (cap === undefined) return;
  const over = gains - Math.round(cap * MICROS);
  if (over > 0) contributions.push({ id: `cap:${family}`, type: 'cap', family, micros: -over });
}

function countedOf(values: readonly Valued[], model: Model): number {
  let counted = 0;
  for (const { rule, micros } of values) if (rule.points > 0 && micros >= model.countedPoints * MICROS) counted += 1;
  return counted;
}

/** The score as it is published: 0 to 100, half a point rounds up. */
export function published(rawMicros: number): number {
  return Math.min(100, Math.max(0, Math.floor((rawMicros + MICROS / 2) / MICROS)));
}
