import { withoutAsked } from './asked.ts';
import { firstCold, laneTrigger, triggerOf, type Trigger } from './episodesTrigger.ts';
import { lanesAlone, loudHeatAt } from './loudHeat.ts';
import type { Model } from './model.ts';
import { heardHeatWithin, LATEST_MS, wasHeardAt } from './newHeat.ts';
import type { Signal } from './signals.ts';
import { standingAt, type Standing } from './tiers.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A look this long after the lead became hot is late: the alert says so. */
const lateMs = 5 * minuteMs;

type HotTier = 1 | 2;
export type ClosedAs = 'won' | 'lost' | 'not_a_fit' | 'cooled' | 'duplicate';

/**
 * One time of being hot. `round` counts full clocks from 1; `triggerAt` and `firstContactAt` belong to the current round.
 * `tier` is the hottest so far. `late` says that the look that opened it came after the lead had become hot.
 */
export type Episode = {
  id: string;
  kind: 'first' | 'repeat';
  state: 'open' | 'claimed' | 'contacted' | 'closed';
  openedAt: number;
  round: number;
  tier: HotTier;
  triggerAt: number;
  late: boolean;
  firstContactAt?: number;
  closedAt?: number;
  closedAs?: ClosedAs;
};

/** What a look at a lead decides. `triggerId` and `triggerAt` are of the signal that made the lead hot (again). */
export type Move =
  | ({ kind: 'open'; episodeKind: Episode['kind']; late: boolean; hotAt: number; tier: HotTier } & Trigger)
  | { kind: 'upgrade'; tier: HotTier }
  | ({ kind: 'round'; round: number; tier: HotTier } & Trigger)
  | { kind: 'cool' }
  | { kind: 'none'; because: string };

export type Look = {
  now: number;
  /** All signals known now, in any order. */
  signals: readonly Signal[];
  /** Of these signals at `now`. */
  standing: Standing;
  /** First instant since the last look at which the lead was hot; undefined when it was not. */
  hotAt: number | undefined;
  /** The lead's episode that is not closed. */
  open?: Episode | undefined;
  lastClosed?: Episode | undefined;
  /** Why this lead is not for sales now; scoring and cooling go on. */
  suppressed?: string | undefined;
  /** Its Lead Status says that it is no lead: only a fast lane is heat. */
  disqualified?: boolean | undefined;
  /** The ladder of the open episode ended and a manager was told: it may cool without a contact. */
  ladderEnded?: boolean;
  /**
   * An earlier look knew all that had happened by then and found no new lane and no gap in the heat: only what happened
   * since is searched. It saves time and changes no answer. Absent: all is searched.
   */
  quietUntil?: number | undefined;
  model: Model;
};

/** The one thing to do after a look (DESIGN 6). Asked again with the move applied, the answer is not the same move. */
export function nextMove(look: Look): Move {
  return look.open ? moveOfOpen(look.open, look) : moveOfQuiet(look);
}

/** The episode that an opening move begins. */
export function opened(id: string, now: number, move: Extract<Move, { kind: 'open' }>): Episode {
  const { episodeKind, tier, triggerAt, late } = move;
  return { id, kind: episodeKind, state: 'open', openedAt: now, round: 1, tier, triggerAt, late };
}

/**
 * The episode with the first contact of its round, at the time it happened. Before the opening or before what began the
 * round, after closing, or a second time: unchanged.
 */
export function contacted(episode: Episode, at: number): Episode {
  const tooEarly = at < Math.max(episode.openedAt, episode.triggerAt);
  if (tooEarly || episode.closedAt !== undefined || episode.firstContactAt !== undefined) return episode;
  return { ...episode, state: 'contacted', firstContactAt: at };
}

/** The episode with a full new clock: waiting again, for the contact of this round. */
export function inRound(episode: Episode, move: Extract<Move, { kind: 'round' }>): Episode {
  const { firstContactAt: _ofTheLastRound, ...rest } = episode;
  return {
    ...rest,
    state: 'open',
    round: move.round,
    triggerAt: move.triggerAt,
    tier: hotter(episode.tier, move.tier),
  };
}

/** The episode closed. Safe twice: the first closing stays. */
export function close(episode: Episode, at: number, as: ClosedAs): Episode {
  if (episode.closedAt !== undefined) return episode;
  return { ...episode, state: 'closed', closedAt: at, closedAs: as };
}

/** True when nothing of a lead's heat is left: score, lanes and recipes (DESIGN 6). Says nothing about first contact. */
export function isCool(standing: Standing, model: Model): boolean {
  const { coolScore, coolRecipeMargin } = model.opening;
  if (standing.score >= coolScore || standing.lanes.length > 0) return false;
  const bars = Object.entries(model.recipes).filter(([id]) => standing.recipes.includes(id));
  return bars.every(([, recipe]) => standing.score <= recipe.score - coolRecipeMargin);
}

function moveOfOpen(open: Episode, look: Look): Move {
  const { standing, model, suppressed } = look;
  const answered = open.state === 'contacted';
  const mayRound = answered && suppressed === undefined;
  // What is over for days starts no clock, as it opens nothing.
  const since = Math.max(open.firstContactAt ?? open.openedAt, look.now - LATEST_MS);
  // Who only asked joins what is open.
  const trigger = mayRound
    ? laneTrigger({ ...look, model: withoutAsked(look.model) }, since, look.quietUntil)
    : undefined;
  if (trigger) return { kind: 'round', round: open.round + 1, tier: hotTier(standing) ?? 2, ...trigger };
  if ((answered || look.ladderEnded) && isCool(standing, model)) return { kind: 'cool' };
  if (suppressed !== undefined) return { kind: 'none', because: `suppressed: ${suppressed}` };
  if (hotTier(standing) === 1 && open.tier === 2) return { kind: 'upgrade', tier: 1 };
  return { kind: 'none', because: answered ? 'already contacted' : 'an episode is open already' };
}

function moveOfQuiet(look: Look): Move {
  const { now, suppressed } = look;
  if (look.hotAt === undefined && !look.standing.hot) return { kind: 'none', because: 'not hot' };
  if (suppressed !== undefined) return { kind: 'none', because: `suppressed: ${suppressed}` };
  const loudFrom = disqualifiedUntil(look);
  const hotAt = loudHeatAt(look.hotAt, loudFrom, look);
  if (hotAt === undefined || !wasHeardAt(hotAt, look.signals, look.model))
    return { kind: 'none', because: 'hot, but none of its own signals is new' };
  const anew = heatAfter(look.lastClosed, hotAt, look);
  if (!anew) return { kind: 'none', because: 'no new heat since its episode was closed' };
  const { episodeKind, hotAt: newHotAt } = anew;
  // What it did before it was in a lane, nobody was to hear of.
  const byLane = loudFrom !== undefined && newHotAt < loudFrom;
  const trigger = anew.trigger ?? triggerOf(byLane ? { ...look, model: lanesAlone(look.model) } : look, newHotAt);
  if (!trigger) return { kind: 'none', because: 'hot, but none of its own signals had happened' };
  const tier = hotTier(look.standing) ?? hotTier(standingAt(newHotAt, look.signals, look.model)) ?? 2;
  const late = now - Math.max(newHotAt, trigger.triggerAt) > lateMs;
  return { kind: 'open', episodeKind, late, hotAt: newHotAt, tier, ...trigger };
}

type NewHeat = { episodeKind: Episode['kind']; hotAt: number; trigger?: Trigger };

/** Undefined: the heat is that of the closed episode, which never stopped or was over, so nothing new has happened. */
function heatAfter(closed: Episode | undefined, hotAt: number, look: Look): NewHeat | undefined {
  const closedAt = closed?.closedAt;
  const again = closed && newsAgainAt(closed, look.model);
  if (closedAt === undefined || again === undefined || hotAt >= again) return { episodeKind: 'first', hotAt };
  const trigger = laneTrigger(look, closedAt, look.quietUntil);
  if (trigger) return { episodeKind: 'first', hotAt: Math.max(hotAt, trigger.triggerAt), trigger };
  const { now, signals, model } = look;
  const coldAt = firstCold(look, closedAt, look.quietUntil) ?? Infinity;
  // Heat that never stopped is news again when the closing is long enough ago.
  const since = Math.min(coldAt, again - 1);
  const heardAt = hotAt > since ? hotAt : heardHeatWithin(since, now, signals, model);
  const anew = loudHeatAt(heardAt, disqualifiedUntil(look), look);
  if (anew === undefined) return undefined;
  return { episodeKind: anew >= again ? 'first' : 'repeat', hotAt: anew };
}

/** Until when only a fast lane is heat of this lead; a rep who closed its episode as not a fit has disqualified it. */
function disqualifiedUntil({ disqualified, lastClosed, model }: Look): number | undefined {
  return disqualified === true ? Infinity : restedAt(lastClosed, model);
}

/** When a lead whose episode a rep closed as not a fit is left alone no longer; undefined of any other. */
export function restedAt(closed: Pick<Episode, 'closedAs' | 'closedAt'> | undefined, model: Model): number | undefined {
  if (closed?.closedAs !== 'not_a_fit' || closed.closedAt === undefined) return undefined;
  return closed.closedAt + model.suppression.disqualifiedDays * dayMs;
}

/** When heat that has not stopped since an episode was closed is news all the same. */
export function newsAgainAt(closed: Episode, model: Model): number | undefined {
  return closed.closedAt === undefined ? undefined : closed.closedAt + model.opening.repeatWithinDays * dayMs;
}

function hotTier({ tier }: Standing): HotTier | undefined {
  return tier === 3 ? undefined : tier;
}

function hotter(a: HotTier, b: HotTier): HotTier {
  return a < b ? a : b;
}
