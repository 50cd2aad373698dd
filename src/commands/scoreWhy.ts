import { coolerBy, type Counterfactual, hotterBy } from '../domain/counterfactual/counterfactual.ts';
import { DAY_MS } from '../domain/decay.ts';
import { explain, sentenceOf } from '../domain/explain/explain.ts';
import { laneTruths, recipeTruths } from '../domain/explain/recipeTruths.ts';
import { scoreHistory } from '../domain/explain/scoreHistory.ts';
import { utcClock } from '../domain/explain/whenInWords.ts';
import type { Model } from '../domain/model.ts';
import type { Signal } from '../domain/signals.ts';

const HISTORY_DAYS = 30;

/**
 * Why a lead stands where it does, for `hot-lead score --why`: in words; each recipe and lane with what of it is true; each
 * change of the score in the last 30 days; and the least single edits that would have made it hot earlier, or not at all, in
 * the days since its first signal of these 30.
 */
export function whyOf(signals: readonly Signal[], model: Model, at: number): Record<string, unknown> {
  const explanation = explain(signals, model, at, utcClock);
  const from = at - HISTORY_DAYS * DAY_MS;
  const first = Math.min(at, ...signals.map((signal) => signal.at).filter((each) => each > from));
  const period = { from: first - 1, to: Math.max(at, first) };
  return {
    sentence: sentenceOf(explanation),
    ...explanation,
    recipes: recipeTruths(at, signals, model),
    lanes: laneTruths(at, signals, model),
    history: scoreHistory(signals, model, from, at).map(({ at: since, score, tier, hot }) => {
      return { at: isoOf(since), score, tier: tier ?? null, hot };
    }),
    hotter: mapped(hotterBy(signals, model, period)),
    cooler: mapped(coolerBy(signals, model, period)),
  };
}

function mapped(found: { points?: Counterfactual; time?: Counterfactual }): Record<string, unknown> {
  const shown = ({ words, hotAt, edit, shift }: Counterfactual) => {
    return { words, hotAt: hotAt === undefined ? null : isoOf(hotAt), edit, shift };
  };
  return {
    points: found.points === undefined ? null : shown(found.points),
    time: found.time === undefined ? null : shown(found.time),
  };
}

/** An instant as people and machines read it. */
export function isoOf(at: number): string {
  return new Date(at).toISOString();
}
