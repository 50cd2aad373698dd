import { DAY_MS, HOUR_MS, MINUTE_MS } from './decay.ts';
import type { Condition, Lane, Match, Model } from './model.ts';
import type { Valued } from './scoring.ts';
import { assetKey } from './signals.ts';

/** What counts at an instant: visits that are not worthless (DESIGN 6). */
export type Seen = { at: number; live: readonly Valued[] };

/**
 * What patterns are judged by. Both are the same, unless bounds over an interval are looked for: then `likely` is where what
 * must be there is likeliest to be, and `unlikely` where what must not be there is least likely to be.
 */
export type View = { likely: Seen; unlikely: Seen };

/** The recipes that are on and whose pattern holds, whatever the score. */
export function recipesIn(view: View, { recipes }: Model): string[] {
  return Object.keys(recipes).filter((id) => {
    const recipe = recipes[id];
    return recipe?.on === true && holds(recipe.when, view);
  });
}

/** Whether a pattern holds. */
export function holds(when: Condition, view: View): boolean {
  switch (when.kind) {
    case 'any':
      return view.likely.live.some((value) => isMatch(value, when.of));
    case 'count':
      return countOf(view.likely.live, when.of, when.different, when.atLeast) >= when.atLeast;
    case 'near':
      return isNear(view.likely.live, when);
    case 'within':
      return holds(when.that, within(view, when.days * DAY_MS));
    case 'and':
      return when.all.every((each) => holds(each, view));
    case 'or':
      return when.all.some((each) => holds(each, view));
    case 'not':
      return !holds(when.that, { likely: view.unlikely, unlikely: view.likely });
  }
}

/** Whether a visit is one that a condition speaks of. */
export function isMatch({ signal, rule }: Valued, { types, families, except }: Match): boolean {
  const named = types?.includes(signal.type) === true || families?.includes(rule.family) === true;
  return named && except?.includes(signal.type) !== true;
}

/** The view narrowed to the last `ms`. */
export function within({ likely, unlikely }: View, ms: number): View {
  const narrowed = lastOf(likely, ms);
  return { likely: narrowed, unlikely: unlikely === likely ? narrowed : lastOf(unlikely, ms) };
}

function lastOf({ at, live }: Seen, ms: number): Seen {
  return { at, live: live.filter((value) => at - value.to < ms) };
}

/** Stops counting at `enough`. */
function countOf(live: readonly Valued[], of: Match, different: boolean, enough: number): number {
  const subjects = new Set<string>();
  let count = 0;
  for (const value of live) {
    if (!isMatch(value, of)) continue;
    count = different ? subjects.add(assetKey(value.signal)).size : count + 1;
    if (count >= enough) break;
  }
  return count;
}

function isNear(live: readonly Valued[], { one, other, hours }: Extract<Condition, { kind: 'near' }>): boolean {
  const others = live.filter((value) => isMatch(value, other));
  if (others.length === 0) return false;
  return live.some((a) => isMatch(a, one) && others.some((b) => a !== b && gapMs(a, b) < hours * HOUR_MS));
}

/** A state lasts: what happens while it does is no time away from it. */
function gapMs(a: Valued, b: Valued): number {
  return Math.max(0, a.from - b.to, b.from - a.to);
}

/** The fast lanes that hold at an instant: a seller would not wait for points. */
export function lanesIn({ at, live }: Seen, { lanes }: Model): string[] {
  return Object.keys(lanes).filter((id) => laneHolds(at, live, lanes[id] as Lane));
}

function laneHolds(now: number, live: readonly Valued[], lane: Lane): boolean {
  if (!lane.on) return false;
  let [first, last, times] = [Infinity, -Infinity, 0];
  for (const { signal, from, to } of live) {
    if (signal.type !== lane.type || now - to >= lane.hours * HOUR_MS) continue;
    first = Math.min(first, from);
    last = Math.max(last, from);
    times += 1;
  }
  return times >= lane.times && last - first >= lane.apartMinutes * MINUTE_MS;
}
