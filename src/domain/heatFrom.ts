import { DAY_MS } from './decay.ts';

/** Signals that come later than this after they happened open nothing by themselves. */
const LATEST_MS = 3 * DAY_MS;

/** What a look knows of the looks before it. */
export type LookedBefore = {
  /** The last look. */
  lookedAt?: number | undefined;
  /** The earliest `at` of the signals that no look has seen yet. */
  unseenFrom?: number | undefined;
};

/**
 * After which instant heat counts as news: since the last look, and for signals that came late since the time they happened, as
 * far back as an outage over a weekend. Heat from before `watchingSince` is history.
 */
export function heatFrom({ lookedAt, unseenFrom }: LookedBefore, watchingSince: number, now: number): number {
  const late = Math.max((unseenFrom ?? Infinity) - 1, now - LATEST_MS, watchingSince);
  return Math.min(lookedAt ?? watchingSince, late, now - 1);
}
