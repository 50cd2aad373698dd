import type { Condition, Match, Model, TypeRule } from '../model.ts';
import { isMatch } from '../recipes.ts';
import type { Valued } from '../scoring.ts';
import type { Signal } from '../signals.ts';

/** A part of a pattern: where it is in the model, and whether an uneven number of `not` stands around it. */
export type Part = { path: string[]; condition: Condition; inverted: boolean };

/** All parts of the patterns of the recipes that are on, the outer before the inner. */
export function partsOf({ recipes }: Model): Part[] {
  return Object.entries(recipes).flatMap(([id, { on, when }]) =>
    on ? partsUnder({ path: ['recipes', id, 'when'], condition: when, inverted: false }) : [],
  );
}

/** The part itself and those in it. */
export function partsUnder(part: Part): Part[] {
  const { path, condition, inverted } = part;
  if (condition.kind === 'and' || condition.kind === 'or') {
    const inner = condition.all.map((each, index) => ({
      path: [...path, 'all', `${index}`],
      condition: each,
      inverted,
    }));
    return [part, ...inner.flatMap(partsUnder)];
  }
  if (condition.kind !== 'not' && condition.kind !== 'within') return [part];
  const turned = inverted !== (condition.kind === 'not');
  return [part, ...partsUnder({ path: [...path, 'that'], condition: condition.that, inverted: turned })];
}

/** True when some pattern asks that something is not there, so that more signals may be worse. */
export function saysNot(model: Model): boolean {
  return partsOf(model).some(({ condition }) => condition.kind === 'not');
}

/** True when a pattern or a lane that is on speaks of signals like this one. */
export function isNamed(signal: Signal, model: Model): boolean {
  if (Object.values(model.lanes).some(({ on, type }) => on && type === signal.type)) return true;
  return partsOf(model).some(({ condition }) => matchesOf(condition).some((match) => isOf(signal, match, model)));
}

/** Whether a match speaks of the signal. */
export function isOf(signal: Signal, match: Match, { catalogue }: Model): boolean {
  if (!Object.hasOwn(catalogue, signal.type)) return false;
  const rule = catalogue[signal.type] as TypeRule;
  const visit: Valued = { signal, rule, confidence: 1, from: signal.at, to: signal.at, points: 0, micros: 0 };
  return isMatch(visit, match);
}

function matchesOf(condition: Condition): Match[] {
  if (condition.kind === 'any' || condition.kind === 'count') return [condition.of];
  return condition.kind === 'near' ? [condition.one, condition.other] : [];
}
