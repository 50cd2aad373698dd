import { type Episode, type Move, nextMove } from './episodes.ts';
import { coolsWithin } from './episodesCooling.ts';
import { reasonsInWords, type Times } from './explain.ts';
import { lifetimeMs } from './decay.ts';
import { hotWithin, nextChange } from './forecast.ts';
import type { Model } from './model.ts';
import type { Signal } from './signals.ts';
import { type LeadFacts, type Paths, pathsOf } from './suppression.ts';
import { type Standing, standingAt, type Tier } from './tiers.ts';
import { isWorthWriting, nextWriteAt } from './writeBack.ts';

/** Signals that come later than this after they happened open nothing by themselves. */
const LATEST_MS = 3 * 86_400_000;

/** A lead as it was left by the last look, and everything known of it now. */
export type LeadState = {
  id: string;
  email?: string;
  jobTitle?: string;
  lifecycle?: string;
  companySize?: string;
  industry?: string;
  country?: string;
  unsubscribed?: boolean;
  signals: Signal[];
  score: number;
  tier?: Tier;
  hot: boolean;
  hotSince?: number;
  lookedAt?: number;
  /** The earliest `at` of the signals that no look has seen yet. */
  unseenFrom?: number;
  writtenScore?: number;
  writtenAt?: number;
  open?: Episode;
  lastClosed?: Episode;
};

/** What one look found: how the lead stands, what to do about it, and when to look again. */
export type Looked = {
  standing: Standing;
  /** Who may hear of this lead. */
  paths: Paths;
  /** Why sales may not. */
  suppressed: string | undefined;
  move: Move;
  /** Why now, in words: see `reasonsInWords`. */
  reasons: (times: Times) => string[];
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
  const paths = pathsOf(factsOf(lead), standing, model);
  const suppressed = paths.sales.open ? undefined : paths.sales.because;
  const hotAt = hotWithin(heatFrom(lead, watchingSince, now), now, signals, model);
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
  const writeBack = isWorthWriting(before, after, writtenOf(lead), now);
  const written = writeBack ? { score: standing.score, at: now } : (writtenOf(lead) ?? { score: 0, at: -Infinity });
  return {
    standing,
    paths,
    suppressed,
    move,
    reasons: (times) => reasonsInWords(signals, model, now, times),
    hotSince: standing.hot ? (lead.hotSince ?? hotSinceOf(move) ?? Math.min(hotAt ?? now, now)) : undefined,
    changed: before.tier !== after.tier || before.hot !== after.hot,
    writeBack,
    lookAt: earliest(
      nextChange(now, signals, model)?.at,
      coolAt(lead, model, now),
      nextWriteAt(lead, model, written, now, now + historyMs(model)),
    ),
  };
}

/**
 * From when on heat counts as news: since the last look, and for signals that came late since the time they happened, as far
 * back as an outage over a weekend. Heat from before the workspace began is history.
 */
function heatFrom({ lookedAt, unseenFrom }: LeadState, watchingSince: number, now: number): number {
  const late = Math.max((unseenFrom ?? Infinity) - 1, now - LATEST_MS, watchingSince);
  return Math.min(lookedAt ?? watchingSince, late, now - 1);
}

function factsOf({
  id,
  email,
  jobTitle,
  lifecycle,
  companySize,
  industry,
  country,
  unsubscribed,
}: LeadState): LeadFacts {
  return {
    id,
    company: { ...(companySize !== undefined && { size: companySize }), ...(industry !== undefined && { industry }) },
    attributes: { unsubscribed: unsubscribed === true },
    ...(email !== undefined && { email }),
    ...(jobTitle !== undefined && { jobTitle }),
    ...(lifecycle !== undefined && { lifecycle }),
    ...(country !== undefined && { country }),
  };
}

function hotSinceOf(move: Move): number | undefined {
  return move.kind === 'open' ? Math.max(move.hotAt, move.triggerAt) : undefined;
}

/** When an answered episode will have cooled, to close it then and not when something else happens by. */
function coolAt({ open, signals }: LeadState, model: Model, now: number): number | undefined {
  return open?.state === 'contacted' ? coolsWithin(now, now + historyMs(model), signals, model) : undefined;
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
