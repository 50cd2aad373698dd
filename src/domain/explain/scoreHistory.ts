import { HOUR_MS, MINUTE_MS } from '../decay.ts';
import { type Bounds, boundsFrom } from '../bounds.ts';
import { birthsWithin } from '../forecast.ts';
import type { Model } from '../model.ts';
import type { Signal } from '../signals.ts';
import type { Standing, Tier } from '../tiers.ts';

/** What is published from an instant (epoch ms) on. */
export type Published = { at: number; score: number; tier: Tier | undefined; hot: boolean };

/**
 * More than any ordinary time between two signals needs. Only a score that goes up and down for days at the edge of a point
 * (gains and losses that cancel out to the millionth) needs more. Then stretches under a minute, and later under an hour, are
 * taken to be the same throughout when their ends are: a rise and fall inside one is missed, a lasting change is still exact.
 */
const EXACT_LOOKS = 10_000;

/**
 * What was published at `from`, then at each instant in (from, to] at which score, tier or hot differ from the millisecond
 * before, given all these signals. Computed from their curves, not polled.
 */
export function scoreHistory(signals: readonly Signal[], model: Model, from: number, to: number): Published[] {
  const history: Published[] = [];
  for (const stretch of stretches(from, Math.max(from, to), signals, model)) {
    const last = history.at(-1);
    if (last === undefined || !isSame(last, stretch)) history.push(stretch);
  }
  return history;
}

function publishedOf(at: number, { score, tier, hot }: Standing): Published {
  return { at, score, tier, hot };
}

function isSame(a: Pick<Published, 'score' | 'tier'>, b: Pick<Published, 'score' | 'tier'>): boolean {
  return a.score === b.score && a.tier === b.tier;
}

/** Stretches of [from, to] in which nothing changes, in order and without gaps; neighbours may be equal. */
function* stretches(from: number, to: number, signals: readonly Signal[], model: Model): Generator<Published> {
  const starts = [from, ...birthsWithin(from, to, signals, model)];
  for (const [index, start] of starts.entries()) {
    const end = (starts[index + 1] ?? to + 1) - 1;
    yield* halves(start, end, { look: boundsFrom(start, signals, model), looks: 0 });
  }
}

type Walk = { look: Bounds; looks: number };

/** An interval without births, halved until what it is at best and at worst is the same. */
function* halves(start: number, end: number, walk: Walk): Generator<Published> {
  const best = publishedOf(start, walk.look(start, end));
  if (start === end || isSame(best, walk.look(end, start))) {
    yield best;
    return;
  }
  walk.looks += 1;
  if (end - start < missedMs(walk.looks)) {
    const first = publishedOf(start, walk.look(start, start));
    if (isSame(first, walk.look(end, end))) {
      yield first;
      return;
    }
  }
  const middle = Math.floor((start + end) / 2);
  yield* halves(start, middle, walk);
  yield* halves(middle + 1, end, walk);
}

function missedMs(looks: number): number {
  if (looks <= EXACT_LOOKS) return 0;
  return looks <= 2 * EXACT_LOOKS ? MINUTE_MS : HOUR_MS;
}
