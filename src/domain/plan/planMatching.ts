import { DAY_MS } from '../decay.ts';
import type { Opening } from './planLife.ts';

/** What the same moment is under both models; one of them is absent when the other model has nothing like it. */
export type Pair = { current?: Opening; draft?: Opening };

/** Alerts further apart than this are about different things. */
const NEAR_MS = DAY_MS;

/**
 * The alerts of one lead under both models, matched, in the order of time. Those by the same signal and of the same round are
 * one; of the others each is matched with the nearest within 24 hours, the closest two first, of equals the earlier.
 */
export function matched(current: readonly Opening[], draft: readonly Opening[]): Pair[] {
  const [left, right] = [new Set(current), new Set(draft)];
  const pairs: Pair[] = [];
  const take = (a: Opening, b: Opening) => {
    left.delete(a);
    right.delete(b);
    pairs.push({ current: a, draft: b });
  };
  for (const a of current) {
    const same = [...right].find((b) => b.triggerId === a.triggerId && b.round === a.round);
    if (same) take(a, same);
  }
  for (const [a, b] of nearest([...left], [...right])) if (left.has(a) && right.has(b)) take(a, b);
  const alone = [...[...left].map((one) => ({ current: one })), ...[...right].map((one) => ({ draft: one }))];
  return [...pairs, ...alone].sort((a, b) => timeOf(a) - timeOf(b));
}

/** True when both models alert at the same time, with the same urgency and as loudly. */
export function isSame({ current: a, draft: b }: Pair): boolean {
  return a !== undefined && b !== undefined && a.at === b.at && a.tier === b.tier && a.kind === b.kind;
}

/** When it is under the current model, else under the draft; epoch ms. */
function timeOf({ current, draft }: Pair): number {
  return (current ?? draft)?.at ?? 0;
}

function nearest(some: readonly Opening[], others: readonly Opening[]): [Opening, Opening][] {
  const all = some.flatMap((a) => others.map((b): [Opening, Opening] => [a, b]));
  const gap = ([a, b]: [Opening, Opening]) => Math.abs(a.at - b.at);
  const near = all.filter((pair) => gap(pair) <= NEAR_MS);
  return near.sort((p, q) => gap(p) - gap(q) || p[0].at - q[0].at || p[1].at - q[1].at);
}
