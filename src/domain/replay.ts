import { DAY_MS, HOUR_MS } from './decay.ts';
import { close, contacted, inRound, nextMove, opened, type Episode, type Move } from './episodes.ts';
import { coolsWithin } from './episodesCooling.ts';
import { nextChange } from './forecast.ts';
import type { Clock } from './latency.ts';
import type { Model } from './model.ts';
import { wasHeardAt } from './newHeat.ts';
import type { Arrival } from './replayRouting.ts';
import { MICROS } from './scoring.ts';
import type { Signal } from './signals.ts';
import { type Standing, standingAt } from './tiers.ts';

/**
 * One thing that happened to a lead, each given once. A contact without a `rep` was by a person whose name is not known.
 * `offsetMs` is the UTC offset of the clock the signal was written by (east is positive): it says which day it was there.
 */
export type Entry =
  | { kind: 'signal'; lead: string; at: number; offsetMs: number; signal: Signal }
  | { kind: 'contact'; lead: string; at: number; rep?: string }
  | { kind: 'outcome'; lead: string; at: number; won: boolean };

/**
 * What the product would have done: a clock and an arrival (something to route) for each episode and each later round.
 * Days are local ones, counted from 1970-01-01: `openedOn` has one for each episode, `crossedOn` one for each lead and day
 * on which its score rose over 70.
 */
export type Replayed = {
  episodes: number;
  rounds: number;
  clocks: Clock[];
  arrivals: Arrival[];
  openedOn: number[];
  crossedOn: number[];
};

/** A lead while it is played. */
type Played = {
  lead: string;
  model: Model;
  signals: Signal[];
  /** Of the latest signal. */
  offsetMs: number;
  lastLookAt: number;
  open?: Episode | undefined;
  lastClosed?: Episode | undefined;
  /** See `Look`: what spares each look to search again what the last one searched. */
  quietUntil?: number | undefined;
  /** The clocks nobody has answered yet. */
  running: Clock[];
  story: Replayed;
};

/** DESIGN 9 counts the leads that crossed this score, whatever the tiers of a model. */
const CROSSED_SCORE = 70;

/**
 * Plays a log through the rules of DESIGN 6 up to `end` (epoch ms), lead by lead, with a look at every signal when it
 * happens and at every instant at which a lead becomes hot or cools by itself. Entries may come in any order. Nothing is
 * suppressed, since a log says nothing about its people.
 */
export function replay(entries: readonly Entry[], end: number, model: Model): Replayed {
  const leads = [...Map.groupBy(entries.toSorted(byTime), (entry) => entry.lead)];
  const stories = leads.map(([lead, own]) => playLead(lead, own, end, model));
  return {
    episodes: stories.reduce((sum, story) => sum + story.episodes, 0),
    rounds: stories.reduce((sum, story) => sum + story.rounds, 0),
    clocks: stories.flatMap((story) => story.clocks),
    arrivals: stories.flatMap((story) => story.arrivals),
    openedOn: stories.flatMap((story) => story.openedOn),
    crossedOn: stories.flatMap((story) => story.crossedOn),
  };
}

const atOnce = { signal: 0, contact: 1, outcome: 2 };

/** Of one instant: what made the lead hot, then who answered, then how it ended. */
function byTime(a: Entry, b: Entry): number {
  const byKind = a.at - b.at || atOnce[a.kind] - atOnce[b.kind];
  if (byKind !== 0 || a.kind !== 'signal' || b.kind !== 'signal') return byKind;
  return a.signal.id < b.signal.id ? -1 : 1;
}

function playLead(lead: string, entries: readonly Entry[], end: number, model: Model): Replayed {
  const story: Replayed = { episodes: 0, rounds: 0, clocks: [], arrivals: [], openedOn: [], crossedOn: [] };
  const played: Played = { lead, model, signals: [], offsetMs: 0, lastLookAt: -Infinity, running: [], story };
  for (const entry of entries) {
    passTime(played, entry.at - 1);
    playEntry(played, entry);
    played.lastLookAt = entry.at;
  }
  passTime(played, end);
  return story;
}

function playEntry(played: Played, entry: Entry): void {
  if (entry.kind === 'contact') return answer(played, entry.at, entry.rep);
  if (entry.kind === 'outcome') return end(played, entry.at, entry.won ? 'won' : 'lost');
  const { signals, model } = played;
  signals.push(entry.signal);
  played.offsetMs = entry.offsetMs;
  const standing = look(played, entry.at);
  // A signal lifts a score by its points at most, so what is far above was above before.
  const lift = model.catalogue[entry.signal.type]?.points ?? 0;
  const isFarAbove = standing.rawMicros > (CROSSED_SCORE + lift + 1) * MICROS;
  if (standing.score >= CROSSED_SCORE && !isFarAbove) noteCrossing(played, entry.at);
}

/** Looks at each instant up to `to` at which something happens by itself. */
function passTime(played: Played, to: number): void {
  for (;;) {
    const at = nextLookAt(played, to);
    if (at === undefined) return;
    look(played, at);
    played.lastLookAt = at;
  }
}

function nextLookAt({ open, signals, lastLookAt, model }: Played, to: number): number | undefined {
  if (open) return open.state === 'contacted' ? coolsWithin(lastLookAt, to, signals, model) : undefined;
  if (!canWarmUp(signals, lastLookAt, model)) return undefined;
  const next = nextChange(lastLookAt, signals, model)?.at;
  return next !== undefined && next <= to ? next : undefined;
}

/** Only a fading negative lifts a score, and only a lead that was heard from lately opens an episode that way. */
function canWarmUp(signals: readonly Signal[], now: number, model: Model): boolean {
  const since = now - model.opening.receivedWithinHours * HOUR_MS;
  const points = (signal: Signal) => model.catalogue[signal.type]?.points ?? 0;
  return signals.some((s) => points(s) < 0) && signals.some((s) => points(s) > 0 && s.receivedAt > since);
}

function look(played: Played, now: number): Standing {
  const { signals, open, lastClosed, model } = played;
  const standing = standingAt(now, signals, model);
  const hotAt = standing.hot ? now : undefined;
  const move = nextMove({ now, signals, standing, hotAt, open, lastClosed, quietUntil: played.quietUntil, model });
  if (wasSearched(played, standing, now)) played.quietUntil = now;
  if (move.kind === 'open') begin(played, now, move);
  if (move.kind === 'round' && open) begin(played, now, move, open);
  if (move.kind === 'cool') end(played, now, 'cooled');
  return standing;
}

/** True when a look that began nothing has searched for a new lane or a gap in the heat; a beginning starts anew anyway. */
function wasSearched({ open, signals, model }: Played, { hot }: Standing, now: number): boolean {
  return open ? open.state === 'contacted' : hot && wasHeardAt(now, signals, model);
}

/** A score rises over a bar by a signal, so it is compared with what it was just before this one. */
function noteCrossing({ signals, model, offsetMs, story }: Played, at: number): void {
  const day = localDay(at, offsetMs);
  if (story.crossedOn.includes(day)) return;
  const before = standingAt(at - 1, signals.slice(0, -1), model);
  if (before.score < CROSSED_SCORE) story.crossedOn.push(day);
}

function localDay(at: number, offsetMs: number): number {
  return Math.floor((at + offsetMs) / DAY_MS);
}

type Beginning = Extract<Move, { kind: 'open' | 'round' }>;

function begin(played: Played, now: number, move: Beginning, open?: Episode): void {
  const { story, lead, signals, offsetMs } = played;
  if (move.kind === 'open') {
    played.open = opened(`${lead}-${(story.episodes += 1)}`, now, move);
    story.openedOn.push(localDay(now, offsetMs));
  }
  if (move.kind === 'round' && open) played.open = inRound(open, move);
  if (move.kind === 'round') story.rounds += 1;
  const source = signals.find((signal) => signal.id === move.triggerId)?.source ?? 'unknown';
  const clock = { startedAt: move.triggerAt, tier: move.tier, source };
  story.clocks.push(clock);
  played.running.push(clock);
  story.arrivals.push({ lead, at: now });
}

/** A contact stops every clock that runs, also that of an episode closed without one, which stays closed. */
function answer(played: Played, at: number, rep: string | undefined): void {
  for (const clock of played.running) Object.assign(clock, { answeredAt: at, ...(rep !== undefined && { rep }) });
  played.running = [];
  played.open = played.open && contacted(played.open, at);
}

function end(played: Played, at: number, as: 'won' | 'lost' | 'cooled'): void {
  const { open } = played;
  if (!open) return;
  played.lastClosed = close(open, at, as);
  played.open = undefined;
}
