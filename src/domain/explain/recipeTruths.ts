import { DAY_MS, HOUR_MS } from '../decay.ts';
import { visitsAt } from '../folding.ts';
import type { Condition, Lane, Model } from '../model.ts';
import { laneInWords, patternInWords } from './patternInWords.ts';
import { holds, isMatch, lanesIn, type Seen, within } from '../recipes.ts';
import { scoreOf, type Valued, valuesAt } from '../scoring.ts';
import type { Signal } from '../signals.ts';
import { seenOf, type Standing } from '../tiers.ts';
import { plural } from './whenInWords.ts';

/** One part of a pattern and whether it holds. */
export type Truth = {
  /** All of it in plain English, parts included. */
  words: string;
  holds: boolean;
  /** Of a leaf that holds: the ids of all signals that make it true, latest first; empty when it holds of nothing. */
  signals?: string[];
  /** What it is made of; absent on a leaf. */
  parts?: Truth[];
};

export type RecipeTruth = {
  id: string;
  on: boolean;
  /** The pattern holds, whatever the score, and even when the recipe is off. */
  holds: boolean;
  /** The score it takes, and whether the score is there now. */
  bar: number;
  reached: boolean;
  truth: Truth;
};

export type LaneTruth = {
  id: string;
  on: boolean;
  /** It would make the lead hot now, even when it is off. */
  holds: boolean;
  words: string;
  /** The ids of the signals that make it hold, latest first; empty when it does not. */
  signals: string[];
};

/** Every recipe of the model with the truth of each of its parts at now. */
export function recipeTruths(now: number, signals: readonly Signal[], model: Model): RecipeTruth[] {
  const values = valuesAt(now, visitsAt(now, signals, model), model);
  const seen = seenOf(now, values);
  const { score } = scoreOf(now, values, model);
  return Object.entries(model.recipes).map(([id, recipe]) => {
    const truth = truthOf(recipe.when, seen, model);
    return { id, on: recipe.on, holds: truth.holds, bar: recipe.score, reached: score >= recipe.score, truth };
  });
}

/** Every fast lane of the model and whether it holds at now. */
export function laneTruths(now: number, signals: readonly Signal[], model: Model): LaneTruth[] {
  const seen = seenOf(now, valuesAt(now, visitsAt(now, signals, model), model));
  return Object.entries(model.lanes).map(([id, lane]) => {
    const holding = lanesIn(seen, { ...model, lanes: { [id]: { ...lane, on: true } } }).length > 0;
    const recent = lastMs(seen, lane.hours * HOUR_MS).live.filter(({ signal }) => signal.type === lane.type);
    const words = `${laneInWords(lane, model)} in the last ${plural(lane.hours, 'hour')}`;
    return { id, on: lane.on, holds: holding, words, signals: holding ? idsOf(recent) : [] };
  });
}

/** The rules that made the tier, as a rep reads them, "; " between them: "asked for a demo (fast lane)". Empty without a tier. */
export function tierInWords({ tier, score, variety, counted, recipes, lanes }: Standing, model: Model): string {
  if (tier === undefined) return '';
  if (tier === 3) return `score ${score}`;
  const { one, two } = model.tiers;
  const byScore =
    tier === 1
      ? score >= one.score && variety >= one.variety
      : score >= two.score && variety >= two.variety && counted >= two.counted;
  const reached = recipes.map((id) => model.recipes[id]).filter((it) => it?.tier === tier && score >= it.score);
  return [
    ...(byScore ? [`score ${score} with ${plural(variety, 'kind')} of interest`] : []),
    ...reached.map((recipe) => `${recipe?.words} (score ${score})`),
    ...(tier === 2 ? lanes.map((id) => `${laneInWords(model.lanes[id] as Lane, model)} (fast lane)`) : []),
  ].join('; ');
}

function truthOf(when: Condition, seen: Seen, model: Model): Truth {
  const known = { words: patternInWords(when, model), holds: holds(when, { likely: seen, unlikely: seen }) };
  switch (when.kind) {
    case 'any':
    case 'count':
    case 'near':
      return known.holds ? { ...known, signals: idsOf(makersOf(when, seen)) } : known;
    case 'within':
      return withinTruth(known, truthOf(when.that, lastMs(seen, when.days * DAY_MS), model));
    case 'and':
    case 'or':
      return { ...known, parts: when.all.map((each) => truthOf(each, seen, model)) };
    case 'not':
      return { ...known, parts: [truthOf(when.that, seen, model)] };
  }
}

/** A leaf with a time limit is still a leaf. */
function withinTruth(known: Truth, that: Truth): Truth {
  return that.parts === undefined ? { ...that, ...known } : { ...known, parts: [that] };
}

type Leaf = Extract<Condition, { kind: 'any' | 'count' | 'near' }>;

function makersOf(leaf: Leaf, { at, live }: Seen): Valued[] {
  if (leaf.kind !== 'near') return live.filter((value) => isMatch(value, leaf.of));
  const either = live.filter((value) => isMatch(value, leaf.one) || isMatch(value, leaf.other));
  const isPair = (a: Valued, b: Valued) => {
    const pair = { at, live: [a, b] };
    return a !== b && holds(leaf, { likely: pair, unlikely: pair });
  };
  return either.filter((a) => either.some((b) => isPair(a, b)));
}

function lastMs(seen: Seen, ms: number): Seen {
  return within({ likely: seen, unlikely: seen }, ms).likely;
}

function idsOf(values: readonly Valued[]): string[] {
  return values.toSorted((a, b) => b.signal.at - a.signal.at).map(({ signal }) => signal.id);
}
