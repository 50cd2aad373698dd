import { MINUTE_MS } from './decay.ts';
import type { Model } from './model.ts';
import type { Signal } from './signals.ts';
import { standingAt } from './tiers.ts';

/**
 * Since when a lead that is hot now is so: from `hotAt` on where that is known to be new, from now on where nobody can say. At the
 * first look of all, what was before is history: then it is when the heat began.
 */
export function heatSince(
  { lookedAt, hotAt }: { lookedAt: number | undefined; hotAt: number | undefined },
  signals: readonly Signal[],
  model: Model,
  now: number,
): number {
  if (hotAt !== undefined) return Math.min(hotAt, now);
  return lookedAt === undefined ? heatBeganAt(signals, model, now) : now;
}

/** Back from signal to signal while there is no gap. */
function heatBeganAt(signals: readonly Signal[], model: Model, now: number): number {
  const isHot = (at: number) => standingAt(at, signals, model).hot;
  const instants = [...new Set(signals.map(({ at }) => at))].filter((at) => at <= now).toSorted((a, b) => b - a);
  let since = now;
  for (const at of instants) {
    if (!isHot(at)) break;
    since = at;
    // A signal counts a little before its time.
    if (!isHot(at - model.aheadMinutes * MINUTE_MS - 1)) break;
  }
  return since;
}
