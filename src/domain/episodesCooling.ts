import { isCool } from './episodes.ts';
import { visitsAt, type Visit } from './folding.ts';
import type { Model } from './model.ts';
import type { Signal } from './signals.ts';
import { standingOf } from './tiers.ts';

type Search = { visits: readonly Visit[]; model: Model };

/**
 * The first instant in (from, to], to the millisecond, at which nothing of the heat is left, if no signal begins to count
 * in between; undefined when it stays. Says nothing about first contact: that is `nextMove`'s.
 */
export function coolsWithin(from: number, to: number, signals: readonly Signal[], model: Model): number | undefined {
  if (to <= from) return undefined;
  return search(from + 1, to, { visits: visitsAt(from + 1, signals, model), model });
}

/** Values only fade, so an interval whose best is cool is cool throughout, and one whose worst is not never is. */
function search(start: number, end: number, goal: Search): number | undefined {
  const cool = (gains: number, losses: number) =>
    isCool(standingOf({ gains, losses }, goal.visits, goal.model), goal.model);
  if (!cool(end, start)) return undefined;
  if (start === end || cool(start, end)) return start;
  const middle = Math.floor((start + end) / 2);
  return search(start, middle, goal) ?? search(middle + 1, end, goal);
}
