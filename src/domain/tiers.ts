import { visitsAt, type Visit } from './folding.ts';
import type { Model, Recipes } from './model.ts';
import { lanesAt, recipesAt } from './recipes.ts';
import { scoreOf, valuesAt, type Instants, type Score } from './scoring.ts';
import type { Signal } from './signals.ts';

export type Tier = 1 | 2 | 3;

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
  const values = valuesAt(when, visits, model);
  const score = scoreOf(when.gains, values, model);
  const recipes = recipesAt(when.gains, values, model);
  const lanes = lanesAt(when.gains, values, model);
  const [tier, because] = tierOf(score, recipes, lanes, model);
  return { ...score, tier, hot: tier === 1 || tier === 2, because, lanes, recipes };
}

function tierOf(score: Score, recipes: (keyof Recipes)[], lanes: string[], model: Model): [Tier | undefined, string[]] {
  const one = [...scoreReachesOne(score, model), ...recipeReasons(1, score, recipes, model)];
  if (one.length > 0) return [1, one];
  const two = [
    ...scoreReachesTwo(score, model),
    ...recipeReasons(2, score, recipes, model),
    ...lanes.map((lane) => `fast lane: ${lane}`),
  ];
  if (two.length > 0) return [2, two];
  return score.score >= model.tiers.three.score ? [3, [`score ${score.score}`]] : [undefined, []];
}

function scoreReachesOne({ score, variety }: Score, { tiers: { one } }: Model): string[] {
  return score >= one.score && variety >= one.variety ? [`score ${score} and variety ${variety}`] : [];
}

function scoreReachesTwo({ score, variety, counted }: Score, { tiers: { two } }: Model): string[] {
  if (score < two.score || variety < two.variety || counted < two.counted) return [];
  return [`score ${score}, variety ${variety} and ${counted} signals counted`];
}

function recipeReasons(tier: 1 | 2, { score }: Score, recipes: (keyof Recipes)[], model: Model): string[] {
  return recipes
    .filter((id) => model.recipes[id].tier === tier && score >= model.recipes[id].score)
    .map((id) => `recipe ${id}: ${recipeInWords(id, model)} (score ${score})`);
}

function recipeInWords(id: keyof Recipes, { recipes: { R1, R2a, R2b, R3 } }: Model): string {
  const words = {
    R1: () => `${R1.types.join(' or ')} with ${R1.companion} within ${R1.withinHours} hours, and ${R1.family}`,
    R2a: () => `${R2a.times} different ${R2a.family} signals in ${R2a.days} days`,
    R2b: () => `a ${R2b.family} signal that is more than a page visit, and a ${R2b.otherFamily} one`,
    R3: () => `a ${R3.family} signal and ${R3.companion} within ${R3.withinHours} hours`,
  };
  return words[id]();
}
