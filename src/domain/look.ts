import { close, type Episode, type Move, newsAgainAt, nextMove, restedAt } from './episodes.ts';
import { coolsWithin } from './episodesCooling.ts';
import { datedReasons, reasonsInWords } from './explain/explain.ts';
import { lifetimeMs, MINUTE_MS } from './decay.ts';
import { birthsWithin, heatEnds, nextChange } from './forecast.ts';
import { heatSince } from './heatSince.ts';
import { loudHeatAt } from './loudHeat.ts';
import { newHeatAt } from './newHeat.ts';
import type { Model } from './model.ts';
import { type OpenPattern, openPatternsAt } from './opens/openPatterns.ts';
import { type DatedReason, datedInWords } from './explain/reasonInWords.ts';
import { type RecipeTruth, recipeTruths } from './explain/recipeTruths.ts';
import type { Signal } from './signals.ts';
import { disqualifiedUntil, isDisqualifying, type LeadFacts, silencedBy } from './fit/suppression.ts';
import { type Standing, standingAt, type Tier } from './tiers.ts';
import { type ReaderClock, utcClock } from './explain/whenInWords.ts';
import { isWorthWriting, nextWriteAt } from './writeBack.ts';

/** What the CRM says of a person and of the company. */
type LeadFields = {
  id: string;
  email?: string;
  jobTitle?: string;
  lifecycle?: string;
  /** The CRM's Lead Status. */
  status?: string;
  companySize?: string;
  industry?: string;
  country?: string;
  unsubscribed?: boolean;
};

/** A lead as it was left by the last look, and everything known of it now. */
export type LeadState = LeadFields & {
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
  open?: Episode & { ladderEnded?: boolean };
  lastClosed?: Episode;
};

/** What one look found: how the lead stands, what to do about it, and when to look again. */
export type Looked = {
  standing: Standing;
  /** The standing to tell of: of an opening whose heat is over already, how it was then. */
  heat: Standing;
  /** Why nobody may hear of this lead. */
  suppressed: string | undefined;
  move: Move;
  /** Why now, for who reads it now (see `reasonsInWords`); of heat that is over already, with its dates. */
  reasons: (clock?: ReaderClock) => string[];
  /** The same for what is kept. */
  datedReasons: () => DatedReason[];
  /** When the heat ends by itself; undefined when the lead is not hot, or when it never does. */
  hotUntil: number | undefined;
  /** Patterns of opens a rep may be told of, without an episode; those told before are among them. */
  patterns: OpenPattern[];
  /** What the recipes see, for whoever asks why: computed when asked for. */
  truths: () => RecipeTruth[];
  hotSince: number | undefined;
  /** Tier or hot differ from the last look. */
  changed: boolean;
  /** The CRM is to be told the score now. */
  writeBack: boolean;
  /** The next instant at which something changes by itself. */
  lookAt: number | undefined;
};

/** What the CRM shows of a lead that it was never told. */
const NEVER_WRITTEN = { score: 0, at: -Infinity };

/**
 * Looks at a lead now. `watchingSince` is when the workspace began: heat from before it is history and opens nothing.
 * A signal received late opens the episode it would have opened in time.
 */
export function lookAt(lead: LeadState, model: Model, watchingSince: number, now: number): Looked {
  const { signals } = lead;
  const standing = standingAt(now, signals, model);
  const hotAt = newHeatAt(lead, { watchingSince, now, signals, model });
  const suppressed = suppressedOf(factsOf(lead, lead.lastClosed), { standing, hotAt, signals }, model);
  const { open, lastClosed } = lead;
  const ladderEnded = open?.ladderEnded === true;
  const disqualified = isDisqualifying(lead.status, model);
  const look = { now, signals, standing, hotAt, open, lastClosed, suppressed, disqualified, ladderEnded, model };
  const move = nextMove(look);
  const isOver = move.kind === 'open' && !standing.hot;
  const heat = isOver ? standingAt(Math.max(move.hotAt, move.triggerAt), signals, model) : standing;
  const after = { score: standing.score, tier: standing.tier, hot: standing.hot };
  const before = { score: lead.score, tier: lead.tier, hot: lead.hot };
  const writeBack = isWorthWriting(before, after, writtenOf(lead), now);
  const written = writeBack ? { score: standing.score, at: now } : (writtenOf(lead) ?? NEVER_WRITTEN);
  const dated = () => datedReasons(signals, model, heat.at);
  return {
    standing,
    suppressed,
    move,
    heat,
    reasons: (clock = utcClock) =>
      isOver ? dated().map((reason) => datedInWords(reason, clock)) : reasonsInWords(signals, model, heat.at, clock),
    datedReasons: dated,
    patterns: patternsOf(lead, model, now),
    truths: () => recipeTruths(now, signals, model),
    hotSince: standing.hot
      ? (lead.hotSince ?? hotSinceOf(move) ?? heatSince({ lookedAt: lead.lookedAt, hotAt }, signals, model, now))
      : undefined,
    changed: before.tier !== after.tier || before.hot !== after.hot,
    writeBack,
    ...comingOf(lead, standing, move, written, model),
  };
}

/**
 * Why nobody may hear of the lead: what keeps it away now and kept it away when it was hot. A fast lane that lifted it then
 * lifts it for a look that comes late, too.
 */
export function suppressedOf(
  facts: LeadFacts,
  { standing, hotAt, signals }: { standing: Standing; hotAt: number | undefined; signals: readonly Signal[] },
  model: Model,
): string | undefined {
  const now = silencedBy(facts, standing, model);
  if (now === undefined || hotAt === undefined || hotAt === standing.at) return now;
  const loudAt = loudHeatAt(hotAt, disqualifiedUntil(facts, model), { now: standing.at, signals, model });
  if (loudAt === undefined) return now;
  return silencedBy(facts, standingAt(loudAt, signals, model), model) === undefined ? undefined : now;
}

/** When the heat ends, and when to look again: each is forecast from now, the standing's instant. */
function comingOf(
  lead: LeadState,
  { at: now, hot }: Standing,
  move: Move,
  written: { score: number; at: number },
  model: Model,
): Pick<Looked, 'hotUntil' | 'lookAt'> {
  const { signals } = lead;
  const next = nextChange(now, signals, model);
  const [birth] = birthsWithin(now, Infinity, signals, model);
  const newsAgain = hot ? newsAgainOf(lead, move, now, model) : undefined;
  const rested = hot && !lead.open ? restedAt(lead.lastClosed, model) : undefined;
  const restsUntil = rested !== undefined && rested > now ? rested : undefined;
  const changes = earliest(next?.at, coolAt(lead, model, now), birth, newsAgain, restsUntil);
  return {
    hotUntil: hot ? hotUntilOf(next, signals, model) : undefined,
    lookAt: earliest(changes, nextWriteAt(lead, model, written, now, changes ?? now + historyMs(model))),
  };
}

/** A lead that stays hot after its episode opens another one when the closing is long enough ago. */
function newsAgainOf({ open, lastClosed }: LeadState, move: Move, now: number, model: Model): number | undefined {
  const closed = move.kind === 'cool' && open ? close(open, now, 'cooled') : open ? undefined : lastClosed;
  const at = closed && newsAgainAt(closed, model);
  return at !== undefined && at > now ? at : undefined;
}

/** Only something new can make one. */
function patternsOf({ signals, unseenFrom }: LeadState, model: Model, now: number): OpenPattern[] {
  return unseenFrom === undefined ? [] : openPatternsAt(now, signals, model.opens, model.aheadMinutes * MINUTE_MS);
}

/** What suppression and fit look at. A rep who closed the last episode as not a fit has disqualified the lead. */
export function factsOf(
  { id, email, jobTitle, lifecycle, status, companySize, industry, country, unsubscribed }: LeadFields,
  lastClosed?: Pick<Episode, 'closedAs' | 'closedAt'>,
): LeadFacts {
  const disqualifiedAt = lastClosed?.closedAs === 'not_a_fit' ? lastClosed.closedAt : undefined;
  return {
    id,
    company: { ...(companySize !== undefined && { size: companySize }), ...(industry !== undefined && { industry }) },
    attributes: { unsubscribed: unsubscribed === true, ...(disqualifiedAt !== undefined && { disqualifiedAt }) },
    ...(email !== undefined && { email }),
    ...(jobTitle !== undefined && { jobTitle }),
    ...(lifecycle !== undefined && { lifecycle }),
    ...(status !== undefined && { status }),
    ...(country !== undefined && { country }),
  };
}

/** A next change to no hot tier is the end of the heat; one to the other hot tier is not. */
function hotUntilOf(next: ReturnType<typeof nextChange>, signals: readonly Signal[], model: Model): number | undefined {
  return next?.becomes === 1 || next?.becomes === 2 ? heatEnds(next.at, signals, model) : next?.at;
}

function hotSinceOf(move: Move): number | undefined {
  return move.kind === 'open' ? Math.max(move.hotAt, move.triggerAt) : undefined;
}

/** When an answered episode will have cooled, to close it then and not when something else happens by. */
function coolAt({ open, signals }: LeadState, model: Model, now: number): number | undefined {
  const mayCool = open?.state === 'contacted' || open?.ladderEnded === true;
  return mayCool ? coolsWithin(now, now + historyMs(model), signals, model) : undefined;
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
