import { type Episode, type Move, nextMove } from './episodes.ts';
import { reasonsInWords } from './explain.ts';
import { lifetimeMs } from './decay.ts';
import { hotWithin, nextChange } from './forecast.ts';
import type { Model } from './model.ts';
import type { Signal } from './signals.ts';
import { suppressionOf } from './suppression.ts';
import { type Standing, standingAt, type Tier } from './tiers.ts';
import { dailyLook, isWorthWriting } from './writeBack.ts';

/** A lead as it was left by the last look, and everything known of it now. */
export type LeadState = {
  id: string;
  email?: string;
  lifecycle?: string;
  signals: Signal[];
  score: number;
  tier?: Tier;
  hot: boolean;
  hotSince?: number;
  lookedAt?: number;
  writtenScore?: number;
  writtenAt?: number;
  open?: Episode;
  lastClosed?: Episode;
};

/** What one look found: how the lead stands, what to do about it, and when to look again. */
export type Looked = {
  standing: Standing;
  suppressed: string | undefined;
  move: Move;
  reasons: string[];
  hotSince: number | undefined;
  /** Tier or hot differ from the last look. */
  changed: boolean;
  /** The CRM is to be told the score now. */
  writeBack: boolean;
  /** The next instant at which something changes by itself. */
  lookAt: number | undefined;
};

/**
 * Looks at a lead now. `watchingSince` is when the workspace began: heat from before it is history and opens nothing.
 * A signal received late opens the episode it would have opened in time.
 */
export function lookAt(lead: LeadState, model: Model, watchingSince: number, now: number): Looked {
  const { signals } = lead;
  const standing = standingAt(now, signals, model);
  const suppressed = suppressionOf(lead, standing, model);
  const hotAt = hotWithin(Math.min(lead.lookedAt ?? watchingSince, now - 1), now, signals, model);
  const move = nextMove({
    now,
    signals,
    standing,
    hotAt,
    model,
    ...(lead.open !== undefined && { open: lead.open }),
    ...(lead.lastClosed !== undefined && { lastClosed: lead.lastClosed }),
    ...(suppressed !== undefined && { suppressed }),
  });
  const after = { score: standing.score, tier: standing.tier, hot: standing.hot };
  const before = { score: lead.score, tier: lead.tier, hot: lead.hot };
  return {
    standing,
    suppressed,
    move,
    reasons: reasonsInWords(signals, model, now),
    hotSince: standing.hot ? (lead.hotSince ?? hotAt ?? now) : undefined,
    changed: before.tier !== after.tier || before.hot !== after.hot,
    writeBack: isWorthWriting(before, after, writtenOf(lead), now),
    lookAt: earliest(nextChange(now, signals, model)?.at, dailyLook(standing.score, now)),
  };
}

function writtenOf({ writtenScore, writtenAt }: LeadState): { score: number; at: number } | undefined {
  return writtenScore === undefined || writtenAt === undefined ? undefined : { score: writtenScore, at: writtenAt };
}

function earliest(...instants: (number | undefined)[]): number | undefined {
  const known = instants.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** How far back signals can still matter to a look: the longest life, and as much again for what a late look catches up with. */
export function historyMs(model: Model): number {
  const lives = Object.values(model.catalogue).map((rule) => lifetimeMs(rule.decay, model));
  return 2 * Math.max(0, ...lives);
}
