import { boundsFrom } from './bounds.ts';
import { isCool } from './episodes.ts';
import type { Model } from './model.ts';
import type { Signal } from './signals.ts';

/**
 * The first instant in (from, to], to the millisecond, at which nothing of the heat is left, if no signal begins to count
 * in between; undefined when it stays. Says nothing about first contact: that is `nextMove`'s.
 */
export function coolsWithin(from: number, to: number, signals: readonly Signal[], model: Model): number | undefined {
  if (to <= from) return undefined;
  const bounds = boundsFrom(from + 1, signals, model);
  return search(from + 1, to, (gains, losses) => isCool(bounds(gains, losses), model));
}

/** An interval whose best is cool is cool throughout, and one whose worst is not never is. */
function search(
  start: number,
  end: number,
  isCoolBetween: (gains: number, losses: number) => boolean,
): number | undefined {
  if (!isCoolBetween(end, start)) return undefined;
  if (start === end || isCoolBetween(start, end)) return start;
  const middle = Math.floor((start + end) / 2);
  return search(start, middle, isCoolBetween) ?? search(middle + 1, end, isCoolBetween);
}
