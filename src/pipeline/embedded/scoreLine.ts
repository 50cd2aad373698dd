import { DAY_MS, HOUR_MS } from '../../domain/decay.ts';
import type { Model } from '../../domain/model.ts';
import { scoreAt } from '../../domain/scoring.ts';
import type { Signal } from '../../domain/signals.ts';

const DAYS = 30;
const EVERY_MS = 12 * HOUR_MS;
/** More signals than these are seen at the next of the regular looks: each look took 0.1 ms with 500 signals. */
const MOST_SIGNALS = 60;

/**
 * The score of the last 30 days by the model of now, oldest first, the last one now: looked at when each signal came and twice a
 * day between, and told where it is another than before. A chart needs no more; the exact curve took 80 ms and longer.
 */
export function scoreLine(signals: readonly Signal[], model: Model, now: number): { at: number; score: number }[] {
  const from = now - DAYS * DAY_MS;
  const came = signals.map(({ at }) => at).filter((at) => at > from && at < now);
  const regular = Array.from({ length: (DAYS * DAY_MS) / EVERY_MS }, (_, index) => from + index * EVERY_MS);
  const instants = [...new Set([...regular, ...newest(came)])].toSorted((a, b) => a - b);
  const points = instants.map((at) => ({ at, score: scoreAt(at, signals, model).score }));
  const changes = points.filter(({ score }, index) => index === 0 || score !== points[index - 1]?.score);
  return [...changes, { at: now, score: scoreAt(now, signals, model).score }];
}

function newest(came: number[]): number[] {
  return came.toSorted((a, b) => b - a).slice(0, MOST_SIGNALS);
}
