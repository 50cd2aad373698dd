import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { quantile } from './quantile.ts';
import { answeredBy, kaplanMeier, waitingAfter } from './survival.ts';
import type { Wait } from './waits.ts';
import { type Proportion, proportion } from './wilson.ts';

const limits = { '5m': 5 * MINUTE_MS, '15m': 15 * MINUTE_MS, '60m': HOUR_MS, '4h': 4 * HOUR_MS };
const curveLimits = { ...limits, '24h': DAY_MS };

type Limit = keyof typeof limits;
type CurveLimit = keyof typeof curveLimits;

/**
 * The figures of some waits, in ms. `count` were answered, `open` were not (yet). `medianMs` and `p90Ms` are over the answered
 * alone and so flatter whoever leaves the hard ones open; those of Kaplan and Meier count the open ones as still waiting, and
 * are absent while too many are. `longestMs` is the longest that any has waited.
 */
export type Response = {
  count: number;
  open: number;
  medianMs?: number;
  p90Ms?: number;
  kaplanMeierMedianMs?: number;
  kaplanMeierP90Ms?: number;
  longestMs?: number;
  /** Of the clocks that began longer ago than the limit, answered or not: a quick answer counts when a slow one could have come. */
  answeredWithin: Record<Limit, Proportion>;
  /** The curve of Kaplan and Meier: the part that waits longer; undefined where nobody has been seen waiting for so long. */
  stillWaiting: Record<CurveLimit, number | undefined>;
};

/** Of clocks that have not begun there is no wait. */
export function responseOf(waits: readonly (Wait | undefined)[]): Response {
  const { answered, open, answeredWithin } = tallyOf(waits);
  const curve = kaplanMeier(answered, open);
  const longestMs = answered.length + open.length === 0 ? undefined : Math.max(answered.at(-1) ?? 0, open.at(-1) ?? 0);
  const [median, p90] = [answeredBy(curve, 0.5), answeredBy(curve, 0.9)];
  return {
    count: answered.length,
    open: open.length,
    ...(answered.length > 0 && { medianMs: quantile(answered, 0.5), p90Ms: quantile(answered, 0.9) }),
    ...(median !== undefined && { kaplanMeierMedianMs: median }),
    ...(p90 !== undefined && { kaplanMeierP90Ms: p90 }),
    ...(longestMs !== undefined && { longestMs }),
    answeredWithin,
    stillWaiting: each(curveLimits, (limit) => waitingAfter(curve, limit, longestMs)),
  };
}

/** The waits in ms, rising, and the shares, in one pass: a month has tens of thousands of rounds, and each is in many groups. */
function tallyOf(waits: readonly (Wait | undefined)[]) {
  const [answered, open] = [new Float64Array(waits.length), new Float64Array(waits.length)];
  let [answers, opens] = [0, 0];
  const recent: Wait[] = [];
  for (const wait of waits) {
    if (wait === undefined) continue;
    if (wait.answered) answered[answers++] = wait.ms;
    else open[opens++] = wait.ms;
    if (wait.watchedMs <= limits['4h']) recent.push(wait);
  }
  const rising = { answered: answered.subarray(0, answers).sort(), open: open.subarray(0, opens).sort() };
  return { ...rising, answeredWithin: each(limits, (limitMs) => answeredIn(rising, recent, limitMs)) };
}

/** Who began longer ago than every limit, which is nearly all, is counted by halving; `recent` are the others, and counted one by one. */
function answeredIn(
  { answered, open }: Record<'answered' | 'open', Float64Array>,
  recent: readonly Wait[],
  limitMs: number,
): Proportion {
  let hits = upTo(answered, limitMs);
  let of = answered.length + open.length - upTo(open, limitMs);
  for (const { ms, answered: isAnswered, watchedMs } of recent) {
    if (watchedMs > limitMs || (!isAnswered && ms <= limitMs)) continue;
    of -= 1;
    if (isAnswered && ms <= limitMs) hits -= 1;
  }
  return proportion(hits, of);
}

/** How many of these, which rise, are at most so much. */
function upTo(rising: Float64Array, most: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

function each<Key extends string, From, To>(of: Record<Key, From>, figure: (from: From) => To): Record<Key, To> {
  const entries = Object.entries<From>(of).map(([key, from]) => [key, figure(from)]);
  return Object.fromEntries(entries) as Record<Key, To>;
}
