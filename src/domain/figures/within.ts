import { HOUR_MS, MINUTE_MS } from '../decay.ts';
import type { Wait } from './waits.ts';
import { type Proportion, proportion } from './wilson.ts';

const limits = { '5m': 5 * MINUTE_MS, '15m': 15 * MINUTE_MS, '60m': HOUR_MS, '4h': 4 * HOUR_MS };

/**
 * The shares of one and the same set of waits, so that a longer limit never has the smaller share: those that were watched for
 * longer than the longest limit, answered or not. What was cut short before that without an answer says nothing of the longer
 * limits, and is left out of all.
 */
export function withinOfSame(waits: readonly (Wait | undefined)[]): Record<keyof typeof limits, Proportion> {
  const longest = limits['4h'];
  const known = waits.filter((wait): wait is Wait => {
    return wait !== undefined && wait.watchedMs > longest && (wait.answered || wait.ms > longest);
  });
  const hitsIn = (limit: number) => known.filter(({ answered, ms }) => answered && ms <= limit).length;
  return {
    '5m': proportion(hitsIn(limits['5m']), known.length),
    '15m': proportion(hitsIn(limits['15m']), known.length),
    '60m': proportion(hitsIn(limits['60m']), known.length),
    '4h': proportion(hitsIn(limits['4h']), known.length),
  };
}
