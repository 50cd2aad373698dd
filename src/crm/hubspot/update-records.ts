import { z } from 'zod';
import type { Lane, Outcome } from '../crm.ts';
import type { Ask } from './api.ts';
import { contextValues } from './error-body.ts';
import { failureOfItem, itemError, type ItemError } from './failure.ts';

/** The values to write to one record. */
export type RecordChange = { id: string; properties: Record<string, string> };

const written = z.object({ id: z.coerce.string(), objectWriteTraceId: z.coerce.string().nullish() });
const answer = z.object({ results: z.array(written), errors: z.array(itemError).optional() });
type Answer = z.infer<typeof answer>;

/** Writes at most 100 records in one call; the outcomes are in their order. `what` is for messages: "update contact". Safe twice. */
export async function updateRecords(
  ask: Ask,
  now: () => number,
  { what, path, lane = 'now' }: { what: string; path: string; lane?: Lane },
  changes: RecordChange[],
): Promise<Outcome[]> {
  const inputs = changes.map((change, index) => ({ ...change, objectWriteTraceId: String(index) }));
  const call = { what: `${what}s`, method: 'POST', path, body: { inputs }, writes: true, lane } as const;
  const told = await ask(call, answer);
  return changes.map(({ id }, index) => {
    const error = errorOf(id, String(index), told);
    return error === undefined ? { ok: true } : { ok: false, failure: failureOfItem(`${what} ${id}`, error, now()) };
  });
}

/** Why this record was not written; undefined when it was. */
function errorOf(id: string, trace: string, { results, errors = [] }: Answer): ItemError | undefined {
  const own = errors.find(
    ({ context }) =>
      contextValues(context, 'objectWriteTraceId').includes(trace) || contextValues(context, 'ids').includes(id),
  );
  if (own) return own;
  // Without errors a result under another id is the record that this one was merged into.
  const isWritten = results.some((result) => result.objectWriteTraceId === trace || result.id === id);
  return isWritten ? undefined : errors[0];
}
