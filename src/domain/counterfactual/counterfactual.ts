import { type Aim, aimOf, type Period } from './counterfactualAim.ts';
import { type Edit, edited } from './counterfactualEdits.ts';
import { leastInPoints } from './counterfactualPoints.ts';
import { leastInTime } from './counterfactualTime.ts';
import { wordsOf } from './counterfactualWords.ts';
import { type ReaderClock, utcClock } from '../explain/whenInWords.ts';
import { hotWithin } from '../forecast.ts';
import type { Model } from '../model.ts';
import type { Signal } from '../signals.ts';

/** One edit, how far it is from what was, and what the engine says with it. */
export type Counterfactual = {
  edit: Edit;
  /** Never negative. */
  shift: { points: number } | { ms: number };
  /**
   * With the edit, the first instant of the period at which what has come by then makes the lead hot; undefined when there is
   * none. No signal is known before its own time, so this may be after the period, by `aheadMinutes` at most.
   */
  hotAt: number | undefined;
  /** One sentence for a rep. */
  words: string;
};

/** The least edit in points, and the least in time, where there is one. */
export type Counterfactuals = { points?: Counterfactual; time?: Counterfactual };

/**
 * The least single edits that would have made the lead hot earlier in the period (from, to] than it was, or hot at all; none
 * when it is hot from the first instant on. A signal moved to an earlier time must gain more than the move: else the signal
 * that made the lead hot, a minute sooner, would be every answer. A signal is added only from the lead's own first signal on,
 * and none whose type makes any lead hot by a fast lane.
 *
 * Exact: moves and additions among all whole minutes, removals, settings in steps of their own unit (score bars whole points,
 * other points tenths, times whole minutes, hours or days). Left out: folds longer than a day, and signals of types the
 * catalogue does not know, which stay as they are.
 * Thresholds that count (variety, counted, times), weekly losses and confidences are no edits. Times in words are of the clock.
 */
export function hotterBy(
  signals: readonly Signal[],
  model: Model,
  period: Period,
  clock: ReaderClock = utcClock,
): Counterfactuals {
  const aim = aimOf('hotter', signals, model, period);
  return aim.hotAt === period.from + 1 ? {} : leastOf(aim, clock);
}

/** The least single edits after which the lead is not hot at any instant of the period (from, to]; none when it never was. */
export function coolerBy(
  signals: readonly Signal[],
  model: Model,
  period: Period,
  clock: ReaderClock = utcClock,
): Counterfactuals {
  const aim = aimOf('cooler', signals, model, period);
  return aim.hotAt === undefined ? {} : leastOf(aim, clock);
}

function leastOf(aim: Aim, clock: ReaderClock): Counterfactuals {
  const [points, time] = [leastInPoints(aim), leastInTime(aim)];
  return {
    ...(points !== undefined && { points: counterfactual(points.edit, { points: points.points }, aim, clock) }),
    ...(time !== undefined && { time: counterfactual(time.edit, { ms: time.ms }, aim, clock) }),
  };
}

function counterfactual(edit: Edit, shift: Counterfactual['shift'], aim: Aim, clock: ReaderClock): Counterfactual {
  const { signals, model } = edited(edit, aim.signals, aim.model);
  const hotAt = hotWithin(aim.period.from, aim.period.to, signals, model);
  return { edit, shift, hotAt, words: wordsOf(edit, hotAt, aim, clock) };
}
