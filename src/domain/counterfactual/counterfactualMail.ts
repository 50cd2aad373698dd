import { DAY_MS, MINUTE_MS } from '../decay.ts';
import type { OpenSettings } from '../opens/opens.ts';
import type { Signal } from '../signals.ts';

// The distances at which the grade of an open or a click may turn (see opens/): between two of one message, ...
const IN_MESSAGE_MS = [0, 10_000, 10 * MINUTE_MS];
/** ... from one to what may confirm it, ... */
const TO_EVIDENCE_MS = [0, 10 * MINUTE_MS, DAY_MS];
/** ... and from its delivery. */
const FROM_DELIVERY_MS = [2_000, 5_000, MINUTE_MS];

/** Where a signal would come to confirm, repeat or doubt an open or a click, or cease to, or would itself be graded otherwise. */
export function turnsOfMail(signal: Signal, others: readonly Signal[], settings: OpenSettings): number[] {
  const delivered = signal.mail?.deliveredAt;
  const own = delivered === undefined ? [] : FROM_DELIVERY_MS.map((ms) => delivered + ms);
  const turns = others.flatMap((other) => {
    if (!areGradedTogether(signal, other, settings)) return [];
    const distances = signal.mail !== undefined && other.mail !== undefined ? IN_MESSAGE_MS : TO_EVIDENCE_MS;
    return distances.flatMap((ms) => [other.at - ms, other.at + ms]);
  });
  return [...own, ...turns];
}

/** Whether where the one is may matter to how the other is graded, or the other way round. */
function areGradedTogether(one: Signal, other: Signal, settings: OpenSettings): boolean {
  if (one.mail !== undefined && other.mail !== undefined) return one.mail.message === other.mail.message;
  if (one.mail === undefined && other.mail === undefined) return false;
  return isEvidence(one.mail === undefined ? one : other, settings);
}

function isEvidence({ type }: Signal, { confirmedBy, visitTypes }: OpenSettings): boolean {
  return confirmedBy.includes(type) || visitTypes.includes(type);
}

/** How a signal's opens and clicks are taken where their grade is open: as a person's or as a machine's. */
export type Reader = 'person' | 'machine';

/** Signals as if opens and clicks were of one kind of reader: those whose grade may turn with the place of the signal that `moves`. */
export function asReadBy(reader: Reader, signals: readonly Signal[], moves: Signal, settings: OpenSettings): Signal[] {
  return signals.map((one) => (areGradedTogether(one, moves, settings) ? surelyReadBy(reader, one, settings) : one));
}

/** A signal as sure, or as unsure, as its grade can make it. */
export function surelyReadBy(reader: Reader, signal: Signal, { confidence: grades }: OpenSettings): Signal {
  const { mail, ...bare } = signal;
  if (mail === undefined) return signal;
  const possible = [bare.confidence, ...Object.values(grades)];
  return { ...bare, confidence: reader === 'person' ? Math.max(...possible) : Math.min(...possible) };
}
