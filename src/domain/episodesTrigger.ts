import type { Model } from './model.ts';
import type { Signal } from './signals.ts';
import { standingAt } from './tiers.ts';

const minuteMs = 60_000;

/** The signal that made a lead hot (again), and when it happened. */
export type Trigger = { triggerAt: number; triggerId: string };

/** All that is known of a lead now; signals in any order. */
type Known = { now: number; signals: readonly Signal[]; model: Model };

/**
 * True when the lead was not hot at some instant from `since` to now. Heat falls by itself and rises by signals, so a gap
 * shows at `since`, or at a later signal, or just before one.
 */
export function wasNotHot({ signals, model, now }: Known, since: number): boolean {
  const later = signals.map((s) => beganAt(s, model)).filter((began) => began > since && began <= now);
  const instants = [since, ...later.flatMap((began) => [began - 1, began])];
  return instants.some((t) => !standingAt(t, begunBy(t, signals, model), model).hot);
}

/**
 * The first own signal after `since` that completed a fast lane anew: one that did not hold at `since`, or that holds by
 * later signals alone.
 */
export function laneTrigger({ now, signals, model }: Known, since: number): Trigger | undefined {
  const lanesBefore = standingAt(since, begunBy(since, signals, model), model).lanes;
  const isNew = (lane: string) => !lanesBefore.includes(lane);
  const later = ownPositive(begunBy(now, signals, model), model).filter((s) => beganAt(s, model) > since);
  const trigger = later
    .filter((s) => isOfLane(s, model))
    .find((s) => {
      const began = beganAt(s, model);
      const known = begunBy(began, signals, model);
      const alone = known.filter((one) => beganAt(one, model) > since);
      return standingAt(began, alone, model).lanes.length > 0 || standingAt(began, known, model).lanes.some(isNew);
    });
  return trigger && { triggerAt: beganAt(trigger, model), triggerId: trigger.id };
}

function isOfLane(signal: Signal, model: Model): boolean {
  return Object.values(model.lanes).some((lane) => lane.on && lane.type === signal.type);
}

/**
 * The latest own positive signal when the lead became hot. To the score a signal counts up to `aheadMinutes` before its
 * time, so `hotAt` may lie before the signal that made it hot: then it is the first one that is enough without later ones.
 */
export function triggerOf({ now, signals, model }: Known, hotAt: number): Trigger | undefined {
  const isHotAt = (t: number) => standingAt(t, begunBy(t, signals, model), model).hot;
  const soon = Math.min(now, hotAt + model.aheadMinutes * minuteMs);
  const own = ownPositive(begunBy(soon, signals, model), model);
  const before = own.filter((s) => beganAt(s, model) <= hotAt);
  const made = isHotAt(hotAt) ? undefined : own.slice(before.length).find((s) => isHotAt(beganAt(s, model)));
  const trigger = made ?? before.at(-1) ?? own[0];
  return trigger && { triggerAt: beganAt(trigger, model), triggerId: trigger.id };
}

/** When a signal happened. One dated ahead by its source's clock happened when it came, one dated far ahead will later. */
function beganAt({ at, receivedAt }: Signal, model: Model): number {
  return Math.max(Math.min(at, receivedAt), at - model.aheadMinutes * minuteMs);
}

/** The signals that had happened by then, in the order of time. */
function begunBy(by: number, signals: readonly Signal[], model: Model): Signal[] {
  const begun = signals.filter((s) => beganAt(s, model) <= by);
  return begun.toSorted((a, b) => beganAt(a, model) - beganAt(b, model) || (a.id < b.id ? -1 : 1));
}

/** The lead's own signals that speak for it; only these open an episode. */
export function ownPositive(signals: readonly Signal[], model: Model): Signal[] {
  const points = (s: Signal) => (model.catalogue[s.type]?.points ?? 0) * s.confidence;
  return signals.filter((s) => s.subject === 'lead' && points(s) > 0);
}
