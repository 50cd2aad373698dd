import { DAY_MS, HOUR_MS, MINUTE_MS } from './decay.ts';
import { assetKey } from './folding.ts';
import type { Lane, Model, Recipes } from './model.ts';
import type { Valued } from './scoring.ts';

/** The recipes whose pattern holds at now, whatever the score. Folded and worthless signals do not count (DESIGN 6). */
export function recipesAt(now: number, values: readonly Valued[], { recipes }: Model): (keyof Recipes)[] {
  const live = values.filter((value) => value.micros > 0);
  const holds: (keyof Recipes)[] = [];
  if (recipes.R1.on && isR1(live, recipes.R1)) holds.push('R1');
  if (recipes.R2a.on && isR2a(now, live, recipes.R2a)) holds.push('R2a');
  if (recipes.R2b.on && isR2b(live, recipes.R2b)) holds.push('R2b');
  if (recipes.R3.on && isR3(live, recipes.R3)) holds.push('R3');
  return holds;
}

/** The fast lanes that hold at now: a seller would not wait for points. */
export function lanesAt(now: number, values: readonly Valued[], { lanes }: Model): string[] {
  return Object.keys(lanes).filter((id) => laneHolds(now, values, lanes[id] as Lane));
}

function laneHolds(now: number, values: readonly Valued[], lane: Lane): boolean {
  if (!lane.on) return false;
  let [first, last, times] = [Infinity, -Infinity, 0];
  for (const { signal, micros } of values) {
    if (signal.type !== lane.type || micros <= 0 || now - signal.at >= lane.hours * HOUR_MS) continue;
    first = Math.min(first, signal.at);
    last = Math.max(last, signal.at);
    times += 1;
  }
  return times >= lane.times && last - first >= lane.apartMinutes * MINUTE_MS;
}

function isR1(live: readonly Valued[], { types, companion, withinHours, family }: Recipes['R1']): boolean {
  const isNear = nearAny(live, companion, withinHours);
  return has(live, family) && live.some((value) => types.includes(value.signal.type) && isNear(value));
}

function isR2a(now: number, live: readonly Valued[], { family, times, days }: Recipes['R2a']): boolean {
  const subjects = new Set<string>();
  for (const { signal, rule } of live) {
    if (rule.family !== family || now - signal.at >= days * DAY_MS) continue;
    if (subjects.add(assetKey(signal)).size >= times) return true;
  }
  return false;
}

function isR2b(live: readonly Valued[], { family, except, otherFamily }: Recipes['R2b']): boolean {
  return (
    has(live, otherFamily) && live.some((value) => value.rule.family === family && !except.includes(value.signal.type))
  );
}

function isR3(live: readonly Valued[], { family, companion, withinHours }: Recipes['R3']): boolean {
  const isNear = nearAny(live, companion, withinHours);
  return live.some((value) => value.rule.family === family && isNear(value));
}

function has(live: readonly Valued[], family: string): boolean {
  return live.some((value) => value.rule.family === family);
}

function nearAny(live: readonly Valued[], type: string, hours: number): (value: Valued) => boolean {
  const companions = live.filter((value) => value.signal.type === type);
  return ({ signal }) => companions.some((other) => Math.abs(other.signal.at - signal.at) < hours * HOUR_MS);
}
