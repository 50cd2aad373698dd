import { visitsAt, type Visit } from './folding.ts';
import type { Condition, Model } from './model.ts';
import type { Signal } from './signals.ts';
import { type Standing, standingOf } from './tiers.ts';

/** The standing with what speaks for a lead judged at one instant and what speaks against it at another. */
export type Bounds = (gains: number, losses: number) => Standing;

/**
 * Bounds over intervals without births, from `start` on: (start, end) is the best a lead can be inside, (end, start) the worst.
 * Where nothing can rise, losses do not matter; then an instant is looked at once, however many intervals end there.
 */
export function boundsFrom(start: number, signals: readonly Signal[], model: Model): Bounds {
  const visits = visitsAt(start, signals, model);
  if (mayRise(visits, model)) return (gains, losses) => standingOf({ gains, losses }, visits, model);
  const known = new Map<number, Standing>();
  return (at) => {
    const standing = known.get(at) ?? standingOf({ gains: at, losses: at }, visits, model);
    known.set(at, standing);
    return standing;
  };
}

/** True when what fades may speak against the lead: negative signals, and patterns that ask for absence. */
function mayRise(visits: readonly Visit[], model: Model): boolean {
  if (visits.some(({ rule }) => rule.points < 0)) return true;
  return Object.values(model.recipes).some(({ on, when }) => on && asksForAbsence(when));
}

function asksForAbsence(when: Condition): boolean {
  if (when.kind === 'not') return true;
  if (when.kind === 'within') return asksForAbsence(when.that);
  return (when.kind === 'and' || when.kind === 'or') && when.all.some(asksForAbsence);
}
