import { close, contacted, type ClosedAs, type Episode, inRound, type Move, nextMove, opened } from '../episodes.ts';
import { heatSince } from '../heatSince.ts';
import { newHeatAt } from '../newHeat.ts';
import type { Model } from '../model.ts';
import type { Signal } from '../signals.ts';
import { disqualifiedBy } from './planFacts.ts';
import { isDisqualifying, type LeadFacts } from '../fit/suppression.ts';
import { suppressedOf } from '../look.ts';
import { type Standing, standingAt } from '../tiers.ts';

/** An alert: an episode opens (`round` 1) or begins a new round. `tier` is the one it has at that instant. */
export type Opening = { at: number; kind: Episode['kind']; tier: 1 | 2; triggerId: string; round: number };

/** What the pipeline knows and remembers of a lead while it is played. */
export type Life = {
  id: string;
  factsAt: (now: number) => LeadFacts;
  model: Model;
  watchingSince: number;
  known: readonly Signal[];
  /** The last look; these four are what it found. `suppressed` is known only where it could decide something. */
  lookedAt?: number | undefined;
  hot: boolean;
  hotSince?: number | undefined;
  suppressed?: string | undefined;
  open?: Episode | undefined;
  lastClosed?: Episode | undefined;
  openings: Opening[];
};

/** A lead of which nothing is known yet. */
export function newLife(who: Pick<Life, 'id' | 'factsAt' | 'model' | 'watchingSince'>): Life {
  return { ...who, known: [], hot: false, openings: [] };
}

/**
 * Looks at the lead and does what `nextMove` says. Of a lead with an open episode that is hot and stayed so, it need not be
 * known exactly when the last look was.
 */
export function lookNow(life: Life, now: number, unseenFrom?: number): Standing {
  const { model, known, open } = life;
  const standing = standingAt(now, known, model);
  const isNews = standing.hot && life.hotSince === undefined;
  const hotAt =
    open === undefined || isNews
      ? newHeatAt({ lookedAt: life.lookedAt, unseenFrom }, { ...life, now, signals: known })
      : undefined;
  const move = moveOf(life, now, standing, hotAt);
  const opens = move?.kind === 'open' ? Math.max(move.hotAt, move.triggerAt) : undefined;
  life.hotSince = standing.hot
    ? (life.hotSince ?? opens ?? heatSince({ lookedAt: life.lookedAt, hotAt }, known, model, now))
    : undefined;
  life.hot = standing.hot;
  life.lookedAt = now;
  if (move !== undefined) apply(life, now, move);
  return standing;
}

/** Undefined where the answer could only be none, or an upgrade, which alerts nobody. */
function moveOf(life: Life, now: number, standing: Standing, hotAt: number | undefined): Move | undefined {
  const { open, lastClosed, known, model } = life;
  const mayMove = open === undefined ? hotAt !== undefined : open.state === 'contacted';
  if (!mayMove) return undefined;
  const facts = disqualifiedBy(life.factsAt(now), lastClosed);
  life.suppressed = suppressedOf(facts, { standing, hotAt, signals: known }, model);
  const disqualified = isDisqualifying(facts.status, model);
  const look = { now, signals: known, standing, hotAt, open, lastClosed, disqualified, model };
  return nextMove({ ...look, suppressed: life.suppressed });
}

function apply(life: Life, now: number, move: Move): void {
  const { open } = life;
  if (move.kind === 'open') life.open = opened(`${life.id}-${life.openings.length + 1}`, now, move);
  if (move.kind === 'round' && open) life.open = inRound(open, move);
  if (move.kind === 'cool') closeOpen(life, now, 'cooled');
  if (move.kind !== 'open' && move.kind !== 'round') return;
  const { kind, round } = life.open as Episode;
  life.openings.push({ at: now, kind, tier: move.tier, triggerId: move.triggerId, round });
}

/** A person contacted the lead. Means nothing without an open episode. */
export function contactOpen(life: Life, at: number): void {
  life.open = life.open && contacted(life.open, at);
}

/** Closes the open episode, if there is one. */
export function closeOpen(life: Life, at: number, as: ClosedAs): void {
  if (life.open === undefined) return;
  life.lastClosed = close(life.open, at, as);
  life.open = undefined;
}
