import { close, contacted, inRound, nextMove, opened, type Episode, type Move } from './episodes.ts';
import { coolsWithin } from './episodesCooling.ts';
import { nextChange } from './forecast.ts';
import type { Clock } from './latency.ts';
import type { Model } from './model.ts';
import type { Arrival } from './replayRouting.ts';
import type { Signal } from './signals.ts';
import { standingAt } from './tiers.ts';

/**
 * One thing that happened to a lead, each given once. A contact without a `rep` was by a person whose name is not known.
 */
export type Entry =
  | { kind: 'signal'; lead: string; at: number; signal: Signal }
  | { kind: 'contact'; lead: string; at: number; rep?: string }
  | { kind: 'outcome'; lead: string; at: number; won: boolean };

/** What the product would have done: a clock and an arrival (something to route) for each episode and each later round. */
export type Replayed = { episodes: number; rounds: number; clocks: Clock[]; arrivals: Arrival[] };

/** A lead while it is played. */
type Played = {
  lead: string;
  model: Model;
  signals: Signal[];
  lastLookAt: number;
  open?: Episode | undefined;
  lastClosed?: Episode | undefined;
  story: Replayed;
};

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
  const story: Replayed = { episodes: 0, rounds: 0, clocks: [], arrivals: [] };
  const played: Played = { lead, model, signals: [], lastLookAt: -Infinity, story };
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
  played.signals.push(entry.signal);
  return look(played, entry.at);
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
  const since = now - model.opening.receivedWithinHours * 3_600_000;
  const points = (signal: Signal) => model.catalogue[signal.type]?.points ?? 0;
  return signals.some((s) => points(s) < 0) && signals.some((s) => points(s) > 0 && s.receivedAt > since);
}

function look(played: Played, now: number): void {
  const { signals, open, lastClosed, model } = played;
  const standing = standingAt(now, signals, model);
  const hotAt = standing.hot ? now : undefined;
  const move = nextMove({ now, signals, standing, hotAt, open, lastClosed, model });
  if (move.kind === 'open') begin(played, now, move);
  if (move.kind === 'round' && open) begin(played, now, move, open);
  if (move.kind === 'cool') end(played, now, 'cooled');
}

type Beginning = Extract<Move, { kind: 'open' | 'round' }>;

function begin(played: Played, now: number, move: Beginning, open?: Episode): void {
  const { story, lead, signals } = played;
  if (move.kind === 'open') played.open = opened(`${lead}-${(story.episodes += 1)}`, now, move);
  if (move.kind === 'round' && open) played.open = inRound(open, move);
  if (move.kind === 'round') story.rounds += 1;
  const source = signals.find((signal) => signal.id === move.triggerId)?.source ?? 'unknown';
  story.clocks.push({ startedAt: move.triggerAt, tier: move.tier, source });
  story.arrivals.push({ lead, at: now });
}

function answer(played: Played, at: number, rep: string | undefined): void {
  const before = played.open;
  if (!before) return;
  played.open = contacted(before, at);
  const clock = played.story.clocks.at(-1);
  if (played.open !== before && clock) Object.assign(clock, { answeredAt: at, ...(rep !== undefined && { rep }) });
}

function end(played: Played, at: number, as: 'won' | 'lost' | 'cooled'): void {
  const { open, story } = played;
  if (!open) return;
  played.lastClosed = close(open, at, as);
  played.open = undefined;
  const clock = story.clocks.at(-1);
  if (clock && clock.answeredAt === undefined) clock.endedAt = at;
}
