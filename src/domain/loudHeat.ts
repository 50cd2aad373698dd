import { withoutAsked } from './asked.ts';
import type { Model } from './model.ts';
import { heardHeatWithin } from './newHeat.ts';
import type { Signal } from './signals.ts';

/** No score is as high. */
const NEVER = { score: Infinity, variety: 0, counted: 0 };

/**
 * The first instant of new heat at which somebody may hear of a lead that is disqualified until `until` (the end excluded): when a
 * fast lane of its own begins, else when the time is over. `hotAt` is when the new heat began. So it does not depend on how often
 * anybody looked while the lead was left alone.
 */
export function loudHeatAt(
  hotAt: number | undefined,
  until: number | undefined,
  { now, signals, model }: { now: number; signals: readonly Signal[]; model: Model },
): number | undefined {
  if (hotAt === undefined || until === undefined || hotAt >= until) return hotAt;
  const inLane = heardHeatWithin(hotAt - 1, Math.min(now, until - 1), signals, lanesAlone(model));
  if (inLane !== undefined || now < until) return inLane;
  return heardHeatWithin(until - 1, now, signals, model);
}

/** By which nothing but a fast lane makes a lead hot; who only asked for somebody to be told is in none. */
export function lanesAlone(model: Model): Model {
  const { tiers, lanes } = withoutAsked(model);
  return { ...model, lanes, recipes: {}, tiers: { ...tiers, one: NEVER, two: NEVER } };
}
