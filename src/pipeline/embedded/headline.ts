import { standingAt, type Standing } from '../../domain/tiers.ts';
import { timeInWords } from '../../domain/telling/urgency.ts';
import type { Signal } from '../../domain/signals.ts';
import type { Visit } from './visit.ts';

/** "Hot since 09:12, tier 1 since 10:40", "Warm, not hot", "Quiet". `hotSince` is unknown until a look has seen it. */
export function headlineOf(
  standing: Standing,
  signals: readonly Signal[],
  hotSince: number | undefined,
  { deciding: { model }, clock, now }: Pick<Visit, 'deciding' | 'clock' | 'now'>,
): string {
  const { hot, tier, score } = standing;
  if (hot) {
    const since = hotSince === undefined ? '' : ` since ${timeInWords(hotSince, now, clock)}`;
    const rose = tier === 1 && hotSince !== undefined ? tierOneSince(signals, hotSince, { model, now }) : undefined;
    return `Hot${since}, tier ${tier}${rose === undefined ? '' : ` since ${timeInWords(rose, now, clock)}`}`;
  }
  // Points alone make nobody hot, and a second pricing visit may with fewer: a number would mislead.
  if (score >= model.tiers.two.score) return 'Warm: enough points, too few kinds of interest to be hot';
  return tier === undefined ? 'Quiet' : 'Warm, not hot';
}

/** Looked at are those that came last: each look takes 0.1 ms with 500 signals. */
const MOST_LOOKS = 60;

/**
 * When what came made a hot lead tier 1, where it was less before; undefined where it was tier 1 from the start, or where nobody
 * knows, since time alone did it.
 */
function tierOneSince(
  signals: readonly Signal[],
  hotSince: number,
  { model, now }: { model: Visit['deciding']['model']; now: number },
): number | undefined {
  const came = [...new Set(signals.map(({ receivedAt }) => receivedAt))].filter((at) => at > hotSince && at <= now);
  for (const at of came.toSorted((a, b) => b - a).slice(0, MOST_LOOKS)) {
    const [known, knownBefore] = [(one: Signal) => one.receivedAt <= at, (one: Signal) => one.receivedAt < at];
    if (standingAt(at, signals.filter(known), model).tier !== 1) return undefined;
    if (standingAt(at - 1, signals.filter(knownBefore), model).tier !== 1) return at;
  }
  return undefined;
}
