import { HOUR_MS } from '../decay.ts';
import type { Response } from './response.ts';

export type Verdict = 'healthy' | 'slow' | 'a routing problem' | 'too early to say' | 'nothing to measure';

/**
 * DESIGN 9: a median under 2 h is healthy, one over 6 h is a routing problem. Where more than half are unanswered the median is
 * longer than anybody has waited, which may be enough to know.
 */
export function verdictOf({ kaplanMeierMedianMs, longestMs }: Response): Verdict {
  const ms = kaplanMeierMedianMs ?? longestMs;
  if (ms === undefined) return 'nothing to measure';
  if (ms > 6 * HOUR_MS) return 'a routing problem';
  if (ms >= 2 * HOUR_MS) return 'slow';
  return kaplanMeierMedianMs === undefined ? 'too early to say' : 'healthy';
}
