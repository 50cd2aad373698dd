import type { Tier } from './tiers.ts';

/** Scores that a CRM's lists and workflows look at: crossing one is written at once (DESIGN 10). */
const WATCHED_SCORES = [40, 60, 70, 80];
const DAY_MS = 86_400_000;

/** What the CRM shows now, and what it should. `at` of the written one is when it was written. */
export type Shown = { score: number; tier: Tier | undefined; hot: boolean };
export type Written = { score: number; at: number } | undefined;

/**
 * Whether the CRM is to be told: at once when tier or hot changed or the score crossed 40, 60, 70 or 80, else when it moved
 * 5 points from what was written, or is different a day after. A lead that never scored is not written at all.
 */
export function isWorthWriting(before: Shown, after: Shown, written: Written, now: number): boolean {
  if (before.tier !== after.tier || before.hot !== after.hot) return true;
  const shown = written?.score ?? 0;
  if (shown === after.score) return false;
  if (WATCHED_SCORES.some((mark) => shown >= mark !== after.score >= mark)) return true;
  return written === undefined || Math.abs(after.score - shown) >= 5 || now - written.at >= DAY_MS;
}

/**
 * When to look again for the daily write-back; undefined when there is nothing left to fall. Leads that were imported together
 * are spread over an hour by their ids, so that they do not all come back together for ever.
 */
export function dailyLook(lead: string, score: number, now: number): number | undefined {
  if (score <= 0) return undefined;
  let hash = 0;
  for (let index = 0; index < lead.length; index++) hash = (hash * 31 + lead.charCodeAt(index)) % 3_600_000;
  return now + DAY_MS + hash;
}
