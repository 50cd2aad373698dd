import { quantile } from './figures/quantile.ts';
import { stretches } from './figures/stretches.ts';
import { answeredBy, kaplanMeier } from './figures/survival.ts';

const minuteMs = 60_000;

/**
 * One clock, from the signal that made the lead hot to the first human contact: one per episode and one per later round.
 * Only the contact stops it, not the closing. `rep` is the one it is measured for.
 */
export type Clock = {
  startedAt: number;
  answeredAt?: number;
  rep?: string;
  tier: number;
  source: string;
};

/**
 * Figures of DESIGN 9 over some clocks, wall-clock. `count` clocks were answered, `open` were not; the quantiles are over
 * the answered (in ms, linear between ranks, as `percentile_cont` of SQL does), and absent when there are none.
 * `answeredWithin` are shares (0 to 1) of the clocks whose answer to that question is known: answered, or unanswered for
 * longer than that. `kaplanMeierMedianMs` counts the open ones as still waiting; absent while more than half are unanswered.
 */
export type Latency = {
  count: number;
  open: number;
  medianMs?: number;
  p90Ms?: number;
  kaplanMeierMedianMs?: number;
  answeredWithin: Record<Limit, number | undefined>;
};

type Limit = '5m' | '15m' | '60m' | '4h';

/** How long a clock ran until `now`, and whether a contact stopped it. */
type Wait = { ms: number; answered: boolean };

/** The figures as known at `now`: what happened later is not known yet. */
export function latencyOf(clocks: readonly Clock[], now: number): Latency {
  const waits = clocks.map((clock) => waitOf(clock, now));
  const answered = sortedMs(waits, true);
  const median = answeredBy(kaplanMeier(answered, sortedMs(waits, false)), 0.5);
  return {
    count: answered.length,
    open: waits.length - answered.length,
    ...(answered.length > 0 && { medianMs: quantile(answered, 0.5), p90Ms: quantile(answered, 0.9) }),
    ...(median !== undefined && { kaplanMeierMedianMs: median }),
    answeredWithin: {
      '5m': shareWithin(waits, 5 * minuteMs),
      '15m': shareWithin(waits, 15 * minuteMs),
      '60m': shareWithin(waits, 60 * minuteMs),
      '4h': shareWithin(waits, 240 * minuteMs),
    },
  };
}

/** The figures of each group of clocks, groups in the order of their names; a clock whose group is undefined is left out. */
export function latencyBy(
  clocks: readonly Clock[],
  now: number,
  group: (clock: Clock) => string | undefined,
): Map<string, Latency> {
  const groups = Map.groupBy(clocks, group);
  const names = [...groups.keys()].filter((name) => name !== undefined).toSorted();
  return new Map(names.map((name) => [name, latencyOf(groups.get(name) ?? [], now)]));
}

/**
 * The figures over the clocks started in the 30 days up to `until`, as known then, for `to` and every seventh day before
 * it; oldest first. Stretches in which no clock started are left out.
 */
export function rolling30(clocks: readonly Clock[], to: number): (Latency & { until: number })[] {
  return stretches(clocks, to).map(({ until, recent }) => ({ until, ...latencyOf(recent, until) }));
}

function waitOf({ startedAt, answeredAt }: Clock, now: number): Wait {
  if (answeredAt !== undefined && answeredAt <= now) return { ms: answeredAt - startedAt, answered: true };
  return { ms: Math.max(0, now - startedAt), answered: false };
}

/** How long the answered, or the open ones, ran; rising. */
function sortedMs(waits: readonly Wait[], answered: boolean): Float64Array {
  return Float64Array.from(waits.filter((wait) => wait.answered === answered).map(({ ms }) => ms)).sort();
}

function shareWithin(waits: readonly Wait[], limitMs: number): number | undefined {
  const known = waits.filter((wait) => wait.answered || wait.ms > limitMs);
  if (known.length === 0) return undefined;
  return known.filter((wait) => wait.answered && wait.ms <= limitMs).length / known.length;
}
