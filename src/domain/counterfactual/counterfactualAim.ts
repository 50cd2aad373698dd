import { MINUTE_MS } from '../decay.ts';
import { hotWithin } from '../forecast.ts';
import type { Model } from '../model.ts';
import type { Signal } from '../signals.ts';

/** What is asked of instants in (from, to], epoch ms, as in `hotWithin`. */
export type Period = { from: number; to: number };

/**
 * What an edit is to bring about: heat before `hotAt` (or at all, when it is undefined), or none in the whole period.
 * `signals` have each id once, by time and then id; `known` are those of types that the catalogue knows. `model` is the one
 * given, but that a signal counts from its own time on, not some minutes ahead: nobody can know of it sooner.
 */
export type Aim = {
  kind: 'hotter' | 'cooler';
  signals: readonly Signal[];
  known: readonly Signal[];
  model: Model;
  /** To the latest signal that counts already at the end of the period asked about, if one is dated ahead of that. */
  period: Period;
  /** The end of the period asked about: nothing is added or moved to a later time. */
  lastPlace: number;
  hotAt: number | undefined;
};

/** The aim for a lead as it is. */
export function aimOf(kind: Aim['kind'], signals: readonly Signal[], given: Model, asked: Period): Aim {
  const unique = [...new Map(signals.map((signal) => [signal.id, signal])).values()].sort(byTime);
  const known = unique.filter(({ type }) => Object.hasOwn(given.catalogue, type));
  const ahead = known.filter(({ at }) => at <= asked.to + given.aheadMinutes * MINUTE_MS);
  const period = { ...asked, to: Math.max(asked.to, ...ahead.map(({ at }) => at)) };
  const model = { ...given, aheadMinutes: 0 };
  const hotAt = hotWithin(period.from, period.to, unique, model);
  return { kind, signals: unique, known, model, period, lastPlace: asked.to, hotAt };
}

function byTime(a: Signal, b: Signal): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}

/** The last instant at which heat matters to the aim. `headStartMs`: how much earlier than it was heat must come at least. */
export function lastInstant({ kind, period, hotAt }: Aim, headStartMs = 0): number {
  return kind === 'cooler' || hotAt === undefined ? period.to : hotAt - 1 - headStartMs;
}

/** Whether an edited lead or model is as the aim wants it: asked of the engine itself. */
export function isReached(aim: Aim, signals: readonly Signal[], model: Model, headStartMs = 0): boolean {
  const found = hotWithin(aim.period.from, lastInstant(aim, headStartMs), signals, model);
  return (found !== undefined) === (aim.kind === 'hotter');
}
