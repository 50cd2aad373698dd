import { Failure } from '../../failure.ts';

/** HubSpot's limit for one batch of records, whatever their kind. */
export const batchSize = 100;

type Refused = { ok: false; failure: Failure };

/** Cuts `items` into parts of at most `size` and asks for them one after the other. */
export async function inParts<I, O>(items: I[], size: number, ask: (part: I[]) => Promise<O>): Promise<O[]> {
  const answers: O[] = [];
  for (let start = 0; start < items.length; start += size) {
    answers.push(await ask(items.slice(start, start + size)));
  }
  return answers;
}

/**
 * One outcome for each item, in order; never throws. HubSpot refuses a whole batch (400, 403) for one bad record, so a refused batch
 * is halved until the bad ones stand alone. Any other failure is the outcome of every item of its batch.
 */
export async function eachOutcome<I, O>(
  items: I[],
  size: number,
  send: (part: I[]) => Promise<(O | Refused)[]>,
): Promise<(O | Refused)[]> {
  const parts = await inParts(items, size, (part) => sendOrHalve(part, send));
  return parts.flat();
}

async function sendOrHalve<I, O>(part: I[], send: (part: I[]) => Promise<(O | Refused)[]>): Promise<(O | Refused)[]> {
  try {
    return await send(part);
  } catch (error) {
    const failure = Failure.from(error);
    if (part.length === 1 || !refusesOneForAll(failure)) return part.map(() => ({ ok: false, failure }));
    const middle = Math.ceil(part.length / 2);
    const first = await sendOrHalve(part.slice(0, middle), send);
    return [...first, ...(await sendOrHalve(part.slice(middle), send))];
  }
}

function refusesOneForAll(failure: Failure): boolean {
  return ['invalid', 'not_found', 'conflict', 'forbidden_record'].includes(failure.code ?? '');
}
