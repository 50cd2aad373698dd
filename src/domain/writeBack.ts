import { scoreWithin } from './forecast.ts';
import type { Model } from './model.ts';
import type { Signal } from './signals.ts';
import type { Tier } from './tiers.ts';

/** Scores that a CRM's lists and workflows look at: crossing one is written at once (DESIGN 10). */
const WATCHED_SCORES = [40, 60, 70, 80];
const DAY_MS = 86_400_000;

/** What the CRM shows now, and what it should. `at` of the written one is when it was written. */
export type Shown = { score: number; tier: Tier | undefined; hot: boolean };
export type Written = { score: number; at: number } | undefined;

/**
 * Whether the CRM is to be told: at once when tier or hot changed or the score crossed 40, 60, 70 or 80 or moved 5 points from
 * what was written, else when it is different a day after. A lead that never scored is not written at all.
 */
export function isWorthWriting(before: Shown, after: Shown, written: Written, now: number): boolean {
  if (before.tier !== after.tier || before.hot !== after.hot) return true;
  const shown = written?.score ?? 0;
  if (shown === after.score) return false;
  return written === undefined || movedFar(shown, after.score) || now - written.at >= DAY_MS;
}

/**
 * The first instant after now at which the CRM is to be told another score, if nothing else happens; undefined when it has the
 * last word. Leads that were imported together are spread over an hour by their ids, so that they do not all come back together
 * for ever.
 */
export function nextWriteAt(
  lead: { id: string; signals: readonly Signal[] },
  model: Model,
  written: { score: number; at: number },
  now: number,
  end: number,
): number | undefined {
  const dayLater = Math.max(now, written.at + DAY_MS + spreadOf(lead.id));
  const far = scoreWithin(now, Math.min(dayLater, end), lead.signals, model, (score) => movedFar(written.score, score));
  return far ?? scoreWithin(dayLater - 1, end, lead.signals, model, (score) => score !== written.score);
}

function movedFar(shown: number, score: number): boolean {
  return WATCHED_SCORES.some((mark) => shown >= mark !== score >= mark) || Math.abs(score - shown) >= 5;
}

/** Less than an hour, in ms, the same for the same lead. */
function spreadOf(lead: string): number {
  let hash = 0;
  for (let index = 0; index < lead.length; index++) hash = (hash * 31 + lead.charCodeAt(index)) % 3_600_000;
  return hash;
}
