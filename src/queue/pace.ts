import { setTimeout as delay } from 'node:timers/promises';
import type { Hint } from './queue.ts';

/**
 * Work with a least time between two runs of a kind in a workspace, so that what comes meanwhile shares one call: many small
 * batches would spend the vendor's limit on themselves. A hint that comes while a run waits is that run's as well, since
 * it has taken no rows yet. Kinds without a gap run at once.
 */
export function paced(
  run: (work: Hint) => Promise<void>,
  gapMs: Partial<Record<string, number>>,
  now: () => number,
): (work: Hint) => Promise<void> {
  const nextAt = new Map<string, number>();
  const waiting = new Set<string>();
  return async (work) => {
    const gap = gapMs[work.kind] ?? 0;
    if (gap <= 0) return run(work);
    const lane = `${work.workspace} ${work.kind}`;
    if (waiting.has(lane)) return;
    const at = Math.max(nextAt.get(lane) ?? 0, now());
    nextAt.set(lane, at + gap);
    if (at > now()) {
      waiting.add(lane);
      await delay(at - now());
      waiting.delete(lane);
    }
    return run(work);
  };
}
