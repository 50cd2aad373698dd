import { DAY_MS, HOUR_MS, MINUTE_MS } from './decay.ts';
import { latestFirst } from './folding.ts';
import type { Model } from './model.ts';
import { scoreAt } from './scoring.ts';
import type { Signal } from './signals.ts';

const MOST_REASONS = 6;

/** How a reason says when: from now, for what is read at once; by date (UTC), for what is kept; or not at all. */
export type Times = 'ago' | 'dated' | 'none';

/**
 * Why now, for a rep, strongest first, at most six: "pricing page 3 times in 20 minutes", "asked for a demo 2 minutes ago".
 * One entry for each type that adds to the score; refreshes that the score folds are counted here, since a person made them.
 */
export function reasonsInWords(signals: readonly Signal[], model: Model, now: number, times: Times): string[] {
  const happened = Map.groupBy(latestFirst(now, uniqueOf(signals), model), (signal) => signal.type);
  return strongestTypes(scoreAt(now, signals, model).contributions)
    .slice(0, MOST_REASONS)
    .map((type) => phrase(model.catalogue[type]?.words ?? type, happened.get(type) ?? [], now, times));
}

function uniqueOf(signals: readonly Signal[]): Signal[] {
  return [...new Map(signals.map((signal) => [signal.id, signal])).values()];
}

function strongestTypes(contributions: readonly { type: string; micros: number }[]): string[] {
  const sums = new Map<string, number>();
  for (const { type, micros } of contributions) sums.set(type, (sums.get(type) ?? 0) + micros);
  return [...sums.keys()]
    .filter((type) => (sums.get(type) ?? 0) > 0)
    .sort((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0) || (a < b ? -1 : 1));
}

/** `signals` are of one type, latest first. A burst in the last day of it says more than the whole month. */
function phrase(words: string, signals: readonly Signal[], now: number, times: Times): string {
  const latest = Math.min(signals[0]?.at ?? now, now);
  const when = whenInWords(latest, now, times);
  const burst = signals.filter((signal) => latest - signal.at < DAY_MS);
  const shown = burst.length > 1 ? burst : signals;
  if (shown.length <= 1) return `${words}${when}`;
  const span = latest - (shown.at(-1)?.at ?? latest);
  const often = `${words} ${shown.length} times in ${durationInWords(span)}`;
  if (times === 'dated') return `${often}${when}`;
  return when === '' || now - latest < HOUR_MS ? often : `${often}, last${when}`;
}

function whenInWords(at: number, now: number, times: Times): string {
  if (times === 'none') return '';
  return times === 'ago' ? ` ${agoInWords(now - at)}` : ` (${dateInWords(at)})`;
}

/** "21 Nov 10:31 UTC": what is kept is read by people in many zones. */
function dateInWords(at: number): string {
  const [, day, month, , time] = new Date(at).toUTCString().split(' ');
  return `${Number(day)} ${month} ${time?.slice(0, 5)} UTC`;
}

function agoInWords(ms: number): string {
  return ms < MINUTE_MS ? 'just now' : `${durationInWords(ms)} ago`;
}

/** Minutes up to 2 hours, hours up to 2 days, then days; rounded down. */
function durationInWords(ms: number): string {
  if (ms < MINUTE_MS) return 'a minute';
  if (ms < 2 * HOUR_MS) return plural(Math.floor(ms / MINUTE_MS), 'minute');
  if (ms < 2 * DAY_MS) return plural(Math.floor(ms / HOUR_MS), 'hour');
  return plural(Math.floor(ms / DAY_MS), 'day');
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
