import { Engine, Fact, type TopLevelCondition } from 'json-rules-engine';
import type { Condition, Model } from '../../src/domain/model.ts';
import { holds, lanesIn } from '../../src/domain/recipes.ts';
import type { Score, Valued } from '../../src/domain/scoring.ts';
import { seenOf, type Tier } from '../../src/domain/tiers.ts';

type NestedCondition = Extract<TopLevelCondition, { all: unknown }>['all'][number];

/** The tier by rules over a lead's numbers, its fast lanes and what holds of its recipes' patterns. */
export function tierJudge(model: Model): (score: Score, values: readonly Valued[]) => Promise<Tier | undefined> {
  const engine = new Engine([
    { priority: 3, conditions: reachesOne(model), event: { type: '1' } },
    { priority: 2, conditions: reachesTwo(model), event: { type: '2' } },
    { priority: 1, conditions: { all: [atLeast('score', model.tiers.three.score)] }, event: { type: '3' } },
  ]);
  engine.on('success', () => void engine.stop());
  const patterns = Object.values(model.recipes).flatMap(({ when }) => patternsOf(when));
  return async ({ at, score, variety, counted }, values) => {
    const seen = seenOf(at, values);
    const view = { likely: seen, unlikely: seen };
    const truths = Object.fromEntries(patterns.map((pattern) => [nameOf(pattern), holds(pattern, view)]));
    const { events } = await engine.run(factsFrom({ ...truths, score, variety, counted, lanes: lanesIn(seen, model) }));
    return events[0] === undefined ? undefined : (Number(events[0].type) as Tier);
  };
}

/** Facts that are not hashed: each is asked for by its name alone. */
export function factsFrom(values: Record<string, unknown>): Record<string, Fact> {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, new Fact(id, value, { cache: false })]));
}

function reachesOne({ tiers: { one }, recipes }: Model): TopLevelCondition {
  const byScore = { all: [atLeast('score', one.score), atLeast('variety', one.variety)] };
  return { any: [byScore, ...byRecipe(1, recipes)] };
}

function reachesTwo({ tiers: { two }, recipes, lanes }: Model): TopLevelCondition {
  const numbers = ['score', 'variety', 'counted'] as const;
  const byScore = { all: numbers.map((number) => atLeast(number, two[number])) };
  const byLane = Object.keys(lanes).map((lane) => ({ fact: 'lanes', operator: 'contains', value: lane }));
  return { any: [byScore, ...byRecipe(2, recipes), ...byLane] };
}

function byRecipe(tier: number, recipes: Model['recipes']): TopLevelCondition[] {
  const ofTier = Object.values(recipes).filter((recipe) => recipe.on && recipe.tier === tier);
  return ofTier.map(({ score, when }) => ({ all: [atLeast('score', score), ruleOf(when)] }));
}

function atLeast(fact: string, value: number): NestedCondition {
  return { fact, operator: 'greaterThanInclusive', value };
}

/** A recipe's pattern, whose parts without `and`, `or` and `not` are truths about the lead. */
function ruleOf(when: Condition): NestedCondition {
  if (when.kind === 'and') return { all: when.all.map(ruleOf) };
  if (when.kind === 'or') return { any: when.all.map(ruleOf) };
  if (when.kind === 'not') return { not: ruleOf(when.that) };
  return { fact: nameOf(when), operator: 'equal', value: true };
}

function patternsOf(when: Condition): Condition[] {
  if (when.kind === 'and' || when.kind === 'or') return when.all.flatMap(patternsOf);
  return when.kind === 'not' ? patternsOf(when.that) : [when];
}

function nameOf(pattern: Condition): string {
  return JSON.stringify(pattern);
}
