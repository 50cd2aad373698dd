import type { Counterfactuals } from '../counterfactual/counterfactual.ts';
import { wordsOf } from '../explain/patternInWords.ts';
import { dateInWords, type ReaderClock } from '../explain/whenInWords.ts';
import type { Explanation } from '../explain/explain.ts';
import type { Model } from '../model.ts';
import { storyOf, type Told } from '../story/story.ts';
import type { Standing } from '../tiers.ts';

const MICROS = 1_000_000;
const MOST_LINES = 40;

/** Why somebody is hot: the reasons, the rules of the tier, how long, and what each kind of signal adds, the largest first. */
export function whyHotInWords({ reasons, tier, outlook }: Explanation, standing: Standing, model: Model): string[] {
  const { score, contributions } = standing;
  const sums = new Map<string, number>();
  for (const { type, family, micros } of contributions) {
    const name = Object.hasOwn(model.catalogue, type) ? wordsOf(type, model) : `more ${family} than counts`;
    sums.set(name, (sums.get(name) ?? 0) + micros);
  }
  const parts = [...sums].filter(([, micros]) => Math.abs(micros) >= MICROS / 2);
  const inPoints = parts.toSorted((a, b) => b[1] - a[1]).map(([name, micros]) => `${points(micros)} ${name}`);
  const stands = `Score ${score}${standing.tier === undefined ? ', no tier' : `, tier ${standing.tier}`}`;
  return [
    `${stands}${tier === '' ? '' : `: ${tier}`}`,
    ...reasons,
    ...(outlook === '' ? [] : [outlook]),
    ...(inPoints.length === 0 ? [] : [`In points: ${inPoints.join(', ')}`]),
  ];
}

/** The least that would have kept the lead cooler, in sentences. That one visit more would have is true of a model, and of no use to who calls. */
export function lessInWords({ points, time }: Counterfactuals): string[] {
  return [points, time].flatMap((found) => (found === undefined || found.edit.kind === 'add' ? [] : [found.words]));
}

/** What happened from `from` to `to`, a line each, oldest first, in the reader's time; of very many the last ones. */
export function timelineInWords(told: Told, { from, to }: { from: number; to: number }): string[] {
  const clock: ReaderClock = { offsetMsAt: (at) => told.clock.offsetMsAt(at) };
  const lines = storyOf({ ...told, plain: true }).filter(({ at }) => at >= from && at <= to);
  const shown = lines.slice(-MOST_LINES).map(({ at, text }) => `${dateInWords(at, clock)}  ${text}`);
  return lines.length > MOST_LINES ? [`(${lines.length - MOST_LINES} earlier ones are left out)`, ...shown] : shown;
}

function points(micros: number): string {
  const whole = Math.round(micros / MICROS);
  return whole < 0 ? `${whole}` : `+${whole}`;
}
