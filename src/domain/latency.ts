const minuteMs = 60_000;
const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

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
  const waits = clocks.map((clock) => waitOf(clock, now)).toSorted((a, b) => a.ms - b.ms);
  const answered = waits.filter((wait) => wait.answered).map((wait) => wait.ms);
  const survival = kaplanMeierMedian(waits);
  return {
    count: answered.length,
    open: waits.length - answered.length,
    ...(answered.length > 0 && { medianMs: quantile(answered, 0.5), p90Ms: quantile(answered, 0.9) }),
    ...(survival !== undefined && { kaplanMeierMedianMs: survival }),
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
  const weeks = new Map<number, Clock[]>();
  for (const clock of clocks) {
    const age = to - clock.startedAt;
    for (let week = Math.floor(age / weekMs); week >= 0 && week * weekMs > age - 30 * dayMs; week -= 1) {
      const recent = weeks.get(week) ?? [];
      recent.push(clock);
      weeks.set(week, recent);
    }
  }
  const oldestFirst = [...weeks].toSorted(([a], [b]) => b - a);
  return oldestFirst.map(([week, recent]) => ({ until: to - week * weekMs, ...latencyOf(recent, to - week * weekMs) }));
}

function waitOf({ startedAt, answeredAt }: Clock, now: number): Wait {
  if (answeredAt !== undefined && answeredAt <= now) return { ms: answeredAt - startedAt, answered: true };
  return { ms: Math.max(0, now - startedAt), answered: false };
}

/** `sorted` is not empty. */
function quantile(sorted: readonly number[], q: number): number {
  const rank = q * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] as number;
  const above = sorted[Math.ceil(rank)] as number;
  return below + (rank - Math.floor(rank)) * (above - below);
}

function shareWithin(waits: readonly Wait[], limitMs: number): number | undefined {
  const known = waits.filter((wait) => wait.answered || wait.ms > limitMs);
  if (known.length === 0) return undefined;
  return known.filter((wait) => wait.answered && wait.ms <= limitMs).length / known.length;
}

/** The wait by which half have been answered; a wait that was cut short counts as longer than it lasted. */
function kaplanMeierMedian(sorted: readonly Wait[]): number | undefined {
  let waiting = 1;
  for (let i = 0; i < sorted.length;) {
    const { ms } = sorted[i] as Wait;
    const same = endOfRun(sorted, i);
    const answers = sorted.slice(i, same).filter((wait) => wait.answered).length;
    waiting *= 1 - answers / (sorted.length - i);
    // Sums of fractions: 0.5 may come out a hair above.
    if (waiting <= 0.5 + 1e-12) return ms;
    i = same;
  }
  return undefined;
}

function endOfRun(sorted: readonly Wait[], start: number): number {
  let end = start;
  while (sorted[end]?.ms === sorted[start]?.ms && end < sorted.length) end += 1;
  return end;
}
