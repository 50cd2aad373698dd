import { DAY_MS, HOUR_MS, MINUTE_MS } from './decay.ts';
import { beganAt, ownPositive } from './episodesTrigger.ts';
import { hotWithin } from './forecast.ts';
import type { Model } from './model.ts';
import type { Signal } from './signals.ts';

/** Heat that is over for longer than this opens nothing, however late it is known. */
export const LATEST_MS = 3 * DAY_MS;

/** What a look knows of the looks before it. */
type LookedBefore = {
  /** The last look. */
  lookedAt?: number | undefined;
  /** The earliest `at` of the signals that no look has seen yet. */
  unseenFrom?: number | undefined;
};

type Known = { watchingSince: number; now: number; signals: readonly Signal[]; model: Model };

/**
 * The first instant since the last look at which the lead was hot and had been heard of lately, which is what opens an episode.
 * It does not depend on how often anybody looks: a fading negative and a new model wake nobody, and a look that comes a day
 * late finds what one in time would have found.
 */
export function newHeatAt(before: LookedBefore, { watchingSince, now, signals, model }: Known): number | undefined {
  const from = newsAfter(before, watchingSince, now, model);
  // What happened before anybody watched is heard of all at once, by the first import: it scores, and is no news.
  const since = signals.filter((s) => beganAt(s, model) >= watchingSince);
  return heatWithin(from, now, { signals, model, heard: timesHeard(since, model) });
}

/** The first instant after `from`, up to `to`, at which the lead was hot and one of its own signals was news. */
export function heardHeatWithin(
  from: number,
  to: number,
  signals: readonly Signal[],
  model: Model,
): number | undefined {
  return heatWithin(from, to, { signals, model, heard: timesHeard(signals, model) });
}

type Stretch = [start: number, end: number];

function heatWithin(
  from: number,
  to: number,
  { signals, model, heard }: { signals: readonly Signal[]; model: Model; heard: Stretch[] },
): number | undefined {
  for (const [start, end] of heard) {
    const first = Math.max(from, start - 1);
    const last = Math.min(to, end - 1);
    const hotAt = first < last ? hotWithin(first, last, signals, model) : undefined;
    if (hotAt !== undefined) return hotAt;
  }
  return undefined;
}

/**
 * After which instant heat is news: since the last look, and for signals that came late since they count, but never further back
 * than an outage over a weekend. Heat from before `watchingSince` is history.
 */
export function newsAfter(
  { lookedAt, unseenFrom = Infinity }: LookedBefore,
  watchingSince: number,
  now: number,
  { aheadMinutes }: Pick<Model, 'aheadMinutes'>,
): number {
  const unseen = unseenFrom - aheadMinutes * MINUTE_MS - 1;
  const news = Math.min(lookedAt ?? watchingSince, unseen);
  return Math.min(now - 1, Math.max(news, now - LATEST_MS, watchingSince));
}

/** True when one of the lead's own signals was news at an instant. */
export function wasHeardAt(at: number, signals: readonly Signal[], model: Model): boolean {
  return timesHeard(signals, model).some(([start, end]) => start <= at && at < end);
}

/** From when an own positive signal happened until `receivedWithinHours` after it came; the end excluded, overlaps joined. */
function timesHeard(signals: readonly Signal[], model: Model): Stretch[] {
  const lastMs = model.opening.receivedWithinHours * HOUR_MS;
  const each = ownPositive(signals, model).map((s): Stretch => [beganAt(s, model), s.receivedAt + lastMs]);
  const joined: Stretch[] = [];
  for (const [start, end] of each.sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
