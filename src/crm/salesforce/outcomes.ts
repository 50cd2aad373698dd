import { Failure } from '../../failure.ts';
import type { Outcome } from '../crm.ts';
import type { Saved } from './org.ts';

/** What one call of the sObject Collections takes. */
export const batchSize = 200;

type Refused = { ok: false; failure: Failure };

/** Cuts `items` into parts of at most `size`, in order. */
export function inParts<T>(items: T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}

/** One outcome for each item, in order; never throws: what a whole part meets is the outcome of each item in it. */
export async function eachOutcome<I, O>(
  items: I[],
  size: number,
  send: (part: I[]) => Promise<(O | Refused)[]>,
): Promise<(O | Refused)[]> {
  const outcomes: (O | Refused)[] = [];
  for (const part of inParts(items, size)) outcomes.push(...(await sendOrFail(part, send)));
  return outcomes;
}

async function sendOrFail<I, O>(part: I[], send: (part: I[]) => Promise<(O | Refused)[]>): Promise<(O | Refused)[]> {
  try {
    return await send(part);
  } catch (error) {
    const failure = Failure.from(error);
    return part.map(() => ({ ok: false, failure }));
  }
}

/** The outcome of a record that was saved, or was not; `what` names it where the answer says nothing of it. */
export function outcomeOf(what: string, saved: Saved | undefined): Outcome {
  if (saved === undefined) return { ok: false, failure: unsaid(what) };
  return 'failure' in saved ? { ok: false, failure: saved.failure } : { ok: true };
}

/** An answer that is shorter than the question: it may have happened. */
export function unsaid(what: string): Failure {
  const message = `salesforce: ${what}: the answer says nothing of this record: look for it before trying again`;
  return Failure.retry(message, { code: 'nonsense', outcomeUnknown: true });
}
