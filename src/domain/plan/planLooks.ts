import { lifetimeMs, MINUTE_MS } from '../decay.ts';
import type { ClosedAs } from '../episodes.ts';
import { coolsWithin } from '../episodesCooling.ts';
import { visitsAt } from '../folding.ts';
import { hotWithin, nextChange } from '../forecast.ts';
import { newsAfter, wasHeardAt } from '../newHeat.ts';
import { historyMs } from '../look.ts';
import type { Condition } from '../model.ts';
import { closeOpen, contactOpen, type Life, lookNow } from './planLife.ts';
import type { Signal } from '../signals.ts';
import { isReading } from '../states.ts';
import { standingAt, standingOf } from '../tiers.ts';

/** What becomes known at one instant. */
export type Happened = { at: number; signals: Signal[]; contacted: boolean; closings: ClosedAs[] };

/**
 * Does what happens by itself before an instant. The looks at which nothing can happen are left out, so `lookedAt` may be too
 * early afterwards: `walk` finds the exact one.
 */
export function passTime(life: Life, until: number): void {
  if (life.lookedAt === undefined || staysCold(life, until)) return;
  if (!onlyFades(life) || mayMoveAlone(life)) return walk(life, until);
  const coolAt = coolBefore(life, until);
  if (coolAt === undefined) return;
  lookNow(life, coolAt);
  passTime(life, until);
}

/** A cold lead has no move, unless its episode is answered: then it cools, or begins a round. */
function staysCold(life: Life, until: number): boolean {
  const { open, hot, lookedAt = 0, known, model } = life;
  if (hot || open?.state === 'contacted') return false;
  return onlyFades(life) || hotWithin(lookedAt, until - 1, known, model) === undefined;
}

/** Keeps what became known, and looks: once at the signals, once more at what people did. */
export function happen(life: Life, { at, signals, contacted, closings }: Happened): void {
  if (signals.length > 0) receive(life, at, signals);
  if (!contacted && closings.length === 0) return;
  const isColdForSure = life.open === undefined && !life.hot && onlyFades(life);
  if (!isColdForSure) walk(life, at);
  if (contacted) contactOpen(life, at);
  for (const as of closings) closeOpen(life, at, as);
  if (isColdForSure) life.lookedAt = at;
  else lookNow(life, at);
}

function receive(life: Life, at: number, fresh: readonly Signal[]): void {
  const known = [...life.known, ...fresh];
  const unseenFrom = Math.min(...fresh.map((signal) => signal.at));
  const isQuiet = !life.hot && life.open?.state !== 'contacted';
  if (isQuiet && hotWithin(newsFrom(life, unseenFrom, at), at, known, life.model) === undefined) {
    life.known = known;
    life.lookedAt = at;
    return;
  }
  if (needsLastLook(life, known, at)) findLastLook(life, newsFrom(life, unseenFrom, at), at);
  life.known = known;
  lookNow(life, at, unseenFrom);
}

/** After which instant a lead that was cold until now can be hot by what came now. Before it, the last look does not matter. */
function newsFrom({ model, lookedAt, watchingSince }: Life, unseenFrom: number, now: number): number {
  const birth = unseenFrom - model.aheadMinutes * MINUTE_MS;
  return Math.min(now - 1, Math.max(birth - 1, newsAfter({ lookedAt, unseenFrom }, watchingSince, now, model)));
}

/** When the last look was tells when heat began. It does not matter while the lead stays hot, or cold. */
function needsLastLook({ open, hot, known: before, model }: Life, known: readonly Signal[], now: number): boolean {
  if (hot && open === undefined) return true;
  if (hot && standingAt(now - 1, before, model).hot) return false;
  return open === undefined || standingAt(now, known, model).hot;
}

/** Of a lead that was cold from `from` on, and in one tier, the last look was not later; when exactly before does not matter. */
function findLastLook(life: Life, from: number, now: number): void {
  const { known, model, lookedAt } = life;
  if (lookedAt === undefined) return;
  const later = Math.max(lookedAt, from);
  const [then, last] = [later, now - 1].map((at) => standingAt(at, known, model));
  if (!onlyFades(life) || last?.hot || then?.tier !== last?.tier) return walk(life, now);
  Object.assign(life, { lookedAt: later, hot: false, hotSince: undefined });
}

/** All looks before an instant, one by one: at changes of tier, and when an answered episode cools. Twice is safe. */
function walk(life: Life, until: number): void {
  if (life.lookedAt === undefined) return;
  let change = changeBefore(life, until);
  for (;;) {
    const at = Math.min(change, coolBefore(life, until) ?? Infinity);
    if (at >= until) return;
    lookNow(life, at);
    if (at === change) change = changeBefore(life, until);
  }
}

/** The next change of tier, Infinity when there is none before `until`. */
function changeBefore({ lookedAt = 0, known, model }: Life, until: number): number {
  const [start, end] = [lookedAt + 1, until - 1];
  if (end < start) return Infinity;
  const isBegun = ({ at }: Signal) => at - model.aheadMinutes * MINUTE_MS <= start;
  if (!known.every((signal) => isBegun(signal))) return nextChange(lookedAt, known, model)?.at ?? Infinity;
  const visits = visitsAt(start, known, model);
  const { tier } = standingAt(lookedAt, known, model);
  const best = standingOf({ gains: start, losses: end }, visits, model).tier;
  const worst = standingOf({ gains: end, losses: start }, visits, model).tier;
  if (best === tier && worst === tier) return Infinity;
  return nextChange(lookedAt, known, model)?.at ?? Infinity;
}

/** When an answered episode cools, if before `until`. */
function coolBefore({ open, lookedAt = 0, known, model }: Life, until: number): number | undefined {
  if (open?.state !== 'contacted') return undefined;
  return coolsWithin(lookedAt, Math.min(until - 1, lookedAt + historyMs(model)), known, model);
}

/** A lead that is hot without an episode may get one by itself; so may one whose new round was held back. */
function mayMoveAlone({ open, hot, lookedAt = 0, suppressed, known, model }: Life): boolean {
  if (open === undefined) return hot && wasHeardAt(lookedAt, known, model);
  return open.state === 'contacted' && suppressed !== undefined;
}

/** Nothing of what is known can lift the lead after its last look: no negative that fades, no signal still to begin. */
function onlyFades({ lookedAt = 0, known, model }: Life): boolean {
  const recipes = Object.values(model.recipes);
  if (recipes.some((recipe) => recipe.on && hasNot(recipe.when))) return false;
  return known.every((signal) => {
    // One that the catalogue does not know may still confirm that a person opened a mail.
    if (signal.at - model.aheadMinutes * MINUTE_MS > lookedAt) return false;
    const rule = Object.hasOwn(model.catalogue, signal.type) ? model.catalogue[signal.type] : undefined;
    if (rule === undefined) return true;
    return rule.points >= 0 || (!isReading(signal, rule) && lookedAt - signal.at >= lifetimeMs(rule.decay, model));
  });
}

function hasNot(when: Condition): boolean {
  if (when.kind === 'not') return true;
  if (when.kind === 'within') return hasNot(when.that);
  return (when.kind === 'and' || when.kind === 'or') && when.all.some(hasNot);
}
