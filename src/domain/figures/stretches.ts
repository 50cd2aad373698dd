import { DAY_MS } from '../decay.ts';

const weekMs = 7 * DAY_MS;

/**
 * What started in the 30 days up to `until`, for `to` and every seventh day before it; oldest first. Stretches in which nothing
 * started are left out.
 */
export function stretches<T extends { startedAt: number }>(
  all: readonly T[],
  to: number,
): { until: number; recent: T[] }[] {
  const weeks = new Map<number, T[]>();
  for (const one of all) {
    const age = to - one.startedAt;
    for (let week = Math.floor(age / weekMs); week >= 0 && week * weekMs > age - 30 * DAY_MS; week -= 1) {
      const recent = weeks.get(week);
      if (recent === undefined) weeks.set(week, [one]);
      else recent.push(one);
    }
  }
  const oldestFirst = [...weeks].toSorted(([a], [b]) => b - a);
  return oldestFirst.map(([week, recent]) => ({ until: to - week * weekMs, recent }));
}
