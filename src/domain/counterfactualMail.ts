import { DAY_MS, MINUTE_MS } from './decay.ts';
import type { OpenSettings } from './opens/opens.ts';
import type { Signal } from './signals.ts';

/** The distances between two signals, and from delivery, at which the grade of an open or a click may turn (see opens.ts). */
const BETWEEN_MS = [0, 10_000, 10 * MINUTE_MS, DAY_MS];
const FROM_DELIVERY_MS = [2_000, 5_000, MINUTE_MS];

/** Where a signal would come to confirm, repeat or doubt an open or a click, or cease to, or would itself be graded otherwise. */
export function turnsOfMail(signal: Signal, others: readonly Signal[]): number[] {
  const { mail } = signal;
  const delivered = mail?.deliveredAt;
  const own = delivered === undefined ? [] : FROM_DELIVERY_MS.map((ms) => delivered + ms);
  const concerned = others.filter((other) => mail !== undefined || other.mail !== undefined);
  return [...own, ...concerned.flatMap(({ at }) => BETWEEN_MS.flatMap((ms) => [at - ms, at + ms]))];
}

/** Signals as if every open and click of which something is known were a person's, or none were. */
export function asIfSure(
  signals: readonly Signal[],
  by: 'people' | 'machines',
  { confidence }: OpenSettings,
): Signal[] {
  const sure = by === 'people' ? Math.max(...Object.values(confidence)) : Math.min(...Object.values(confidence));
  return signals.map((signal) => {
    if (signal.mail === undefined) return signal;
    const { mail: _, ...bare } = signal;
    return { ...bare, confidence: by === 'people' ? Math.max(sure, bare.confidence) : Math.min(sure, bare.confidence) };
  });
}
