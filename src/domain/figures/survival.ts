/** From `ms[i]` on, the part `waiting[i]` (0 to 1) is still waiting. Both are as long; the first rises, the second falls. */
export type Curve = { ms: Float64Array; waiting: Float64Array };

/** Products of fractions: what is 0.5 may come out a hair above. */
const HAIR = 1e-12;

/**
 * Kaplan and Meier, Nonparametric estimation from incomplete observations, 1958: which part waits longer than what, where an
 * open wait counts as longer than it has lasted so far. Both lists rise. A step for each different answered wait.
 */
export function kaplanMeier(answered: ArrayLike<number>, open: ArrayLike<number>): Curve {
  // Numbers, not objects: there is a step for each of tens of thousands of answers.
  const curve = { ms: new Float64Array(answered.length), waiting: new Float64Array(answered.length) };
  let steps = 0;
  let [cut, waiting] = [0, 1];
  let base = { waiting: 1, atRisk: answered.length + open.length };
  for (let i = 0; i < answered.length;) {
    const ms = answered[i] as number;
    const cutBefore = cut;
    while (cut < open.length && (open[cut] as number) < ms) cut += 1;
    // Fractions are multiplied only where a wait was cut short: in between they cancel, without rounding.
    if (cut > cutBefore) base = { waiting, atRisk: answered.length - i + open.length - cut };
    while (i < answered.length && answered[i] === ms) i += 1;
    waiting = (base.waiting * (answered.length - i + open.length - cut)) / base.atRisk;
    curve.ms[steps] = ms;
    curve.waiting[steps] = waiting;
    steps += 1;
  }
  return { ms: curve.ms.subarray(0, steps), waiting: curve.waiting.subarray(0, steps) };
}

/** The wait by which `share` (0 to 1) of all have been answered; undefined while they are fewer. */
export function answeredBy({ ms, waiting }: Curve, share: number): number | undefined {
  return ms[firstOf(waiting, (left) => left <= 1 - share + HAIR)];
}

/** The part that waits longer than `limitMs`; undefined when nobody has been seen waiting for so long, `longestMs` at most. */
export function waitingAfter(curve: Curve, limitMs: number, longestMs: number | undefined): number | undefined {
  if (longestMs === undefined) return undefined;
  const left = curve.waiting[firstOf(curve.ms, (ms) => ms > limitMs) - 1] ?? 1;
  return limitMs <= longestMs || left === 0 ? left : undefined;
}

/** The first for which a condition holds that holds for all later ones; the length when there is none. */
function firstOf(all: Float64Array, holds: (one: number) => boolean): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(all[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
