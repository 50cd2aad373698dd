/** A stretch of time, epoch ms: `from` is in it, `to` is not. */
export type Interval = { from: number; to: number };

/** The same time in order, overlapping and touching intervals as one. Empty and reversed ones are nothing, here and in all below. */
export function merged(list: readonly Interval[]): Interval[] {
  const whole: Interval[] = [];
  for (const { from, to } of list.filter((each) => each.from < each.to).toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else whole.push({ from, to });
  }
  return whole;
}

/** The time of `list` that is not in `others`, merged. */
export function without(list: readonly Interval[], others: readonly Interval[]): Interval[] {
  return overlap(list, gaps(merged(others)));
}

/** The time that is in both, merged. */
export function overlap(list: readonly Interval[], others: readonly Interval[]): Interval[] {
  const [left, right] = [merged(list), merged(others)];
  const both: Interval[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [a, b] = [left[i], right[j]];
    if (!a || !b) return both;
    const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
    if (from < to) both.push({ from, to });
    if (a.to < b.to) i += 1;
    else j += 1;
  }
}

/** The part of the list between two instants, merged. */
export function clipped(list: readonly Interval[], from: number, to: number): Interval[] {
  return merged(list.map((each) => ({ from: Math.max(each.from, from), to: Math.min(each.to, to) })));
}

export function covers(list: readonly Interval[], at: number): boolean {
  return list.some((each) => each.from <= at && at < each.to);
}

/** How much of the time between two instants is covered; 0 where they are reversed. */
export function msWithin(list: readonly Interval[], from: number, to: number): number {
  return clipped(list, from, to).reduce((sum, each) => sum + each.to - each.from, 0);
}

/**
 * The earliest instant by which `ms` of covered time have passed since `from`: `from` itself for none. Undefined where the
 * intervals end before.
 */
export function afterMs(list: readonly Interval[], from: number, ms: number): number | undefined {
  if (ms <= 0) return from;
  let left = ms;
  for (const each of clipped(list, from, Infinity)) {
    if (each.from + left <= each.to) return each.from + left;
    left -= each.to - each.from;
  }
  return undefined;
}

/** The first covered instant that is not before `at`: `at` itself where it is covered. */
export function nextStart(list: readonly Interval[], at: number): number | undefined {
  return clipped(list, at, Infinity)[0]?.from;
}

/** The end of the covered stretch that holds an instant, touching intervals taken as one; undefined where it is not covered. */
export function endOf(list: readonly Interval[], at: number): number | undefined {
  return merged(list).find((each) => each.from <= at && at < each.to)?.to;
}

/** All time that a merged list leaves open, without beginning and without end. */
function gaps(list: readonly Interval[]): Interval[] {
  const begins = [-Infinity, ...list.map((each) => each.to)];
  return begins.map((from, i) => ({ from, to: list[i]?.from ?? Infinity }));
}
