import { visitsAt, type Visit } from './folding.ts';
import type { Model } from './model.ts';
import { lanesIn, recipesIn, type Seen, type View } from './recipes.ts';
import { scoreOf, type Valued, valuesAt, type Score } from './scoring.ts';
import type { Signal } from './signals.ts';

export type Tier = 1 | 2 | 3;

/** The instant to judge rising and falling parts at. They differ only to find bounds over an interval (see forecast). */
export type Instants = { gains: number; losses: number };

/** A score and what it means. `because` says in short sentences which rules made the tier; empty without a tier. */
export type Standing = Score & {
  tier: Tier | undefined;
  /** Tier 1 or 2. */
  hot: boolean;
  because: string[];
  /** Fast lanes that hold now, by their key in the model. */
  lanes: string[];
  /** Recipes whose pattern holds now, whether or not the score reaches their bar. */
  recipes: string[];
};

/** Score, tier, lanes and recipes at now (DESIGN 5 and 6), as if nothing were suppressed. Same promises as `scoreAt`. */
export function standingAt(now: number, signals: readonly Signal[], model: Model): Standing {
  return standingOf({ gains: now, losses: now }, visitsAt(now, signals, model), model);
}

/**
 * The standing of visits with what speaks for the lead judged at one instant and what speaks against at another. Between
 * births everything only fades, so (start, end) of an interval is the best it can be inside, and (end, start) the worst.
 */
export function standingOf(when: Instants, visits: readonly Visit[], model: Model): Standing {
  const { values, view } = judged(when, visits, model);
  const score = scoreOf(when.gains, values, model);
  const recipes = recipesIn(view, model);
  const lanes = lanesIn(view.likely, model);
  const [tier, because] = opensAlone(view.likely, model) ? warmest(score, model) : tierOf(score, recipes, lanes, model);
  return { ...score, tier, hot: tier === 1 || tier === 2, because, lanes, recipes };
}

/** Each visit's value, and what patterns see of them. */
function judged({ gains, losses }: Instants, visits: readonly Visit[], model: Model): { values: Valued[]; view: View } {
  const values = valuesAt(gains, visits, model);
  const likely = seenOf(gains, values);
  if (gains === losses) return { values, view: { likely, unlikely: likely } };
  const later = valuesAt(losses, visits, model);
  const mixed = values.map((value, index) => (value.rule.points < 0 ? (later[index] ?? value) : value));
  return { values: mixed, view: { likely, unlikely: seenOf(losses, later) } };
}

/** What counts at an instant, for patterns and lanes. */
export function seenOf(at: number, values: readonly Valued[]): Seen {
  return { at, live: values.filter((value) => value.micros !== 0) };
}

/** Mail clients open messages by themselves: opens alone never make a lead hot. */
function opensAlone({ live }: Seen, { opens }: Model): boolean {
  return live.every(({ signal, micros }) => micros < 0 || opens.types.includes(signal.type));
}

function tierOf(score: Score, recipes: string[], lanes: string[], model: Model): [Tier | undefined, string[]] {
  const one = [...scoreReachesOne(score, model), ...recipeReasons(1, score, recipes, model)];
  if (one.length > 0) return [1, one];
  const two = [
    ...scoreReachesTwo(score, model),
    ...recipeReasons(2, score, recipes, model),
    ...lanes.map((lane) => `fast lane: ${lane}`),
  ];
  if (two.length > 0) return [2, two];
  return warmest(score, model);
}

/** Warm at best. */
function warmest({ score }: Score, { tiers: { three } }: Model): [Tier | undefined, string[]] {
  return score >= three.score ? [3, [`score ${score}`]] : [undefined, []];
}

function scoreReachesOne({ score, variety }: Score, { tiers: { one } }: Model): string[] {
  return score >= one.score && variety >= one.variety ? [`score ${score} and variety ${variety}`] : [];
}

function scoreReachesTwo({ score, variety, counted }: Score, { tiers: { two } }: Model): string[] {
  if (score < two.score || variety < two.variety || counted < two.counted) return [];
  return [`score ${score}, variety ${variety} and ${counted} signals counted`];
}

function recipeReasons(tier: 1 | 2, { score }: Score, recipes: string[], model: Model): string[] {
  return recipes.flatMap((id) => {
    const recipe = model.recipes[id];
    if (recipe?.tier !== tier || score < recipe.score) return [];
    return [`recipe ${id}: ${recipe.words} (score ${score})`];
  });
}
