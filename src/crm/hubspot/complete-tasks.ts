import { z } from 'zod';
import type { Crm, Outcome } from '../crm.ts';
import { askUntil, type Ask } from './api.ts';
import { batchSize, eachOutcome } from './batch.ts';
import { sendingMs } from '../closing.ts';
import { itemError, throwSerious } from './failure.ts';
import { paths } from './paths.ts';
import { updateRecords } from './update-records.ts';

const task = z.object({
  id: z.coerce.string(),
  properties: z.object({ hs_task_status: z.string().nullish() }).nullish(),
});
const tasksAnswer = z.object({ results: z.array(task), errors: z.array(itemError).optional() });

/** Of the others a person has said something: done, put off, waiting for somebody. */
const OPEN = ['NOT_STARTED', 'IN_PROGRESS'];

/** `Crm.completeTasks`. Never throws: a failed call is the outcome of each task in it. Nothing is sent after `forMs`. */
export function completeTasks(ask: Ask, now: () => number, forMs = sendingMs): Crm['completeTasks'] {
  return (taskIds) => {
    const inTime = askUntil(ask, AbortSignal.timeout(forMs));
    return eachOutcome<string, Outcome>(taskIds, batchSize, (part) => completePart(inTime, now, part));
  };
}

async function completePart(ask: Ask, now: () => number, part: string[]): Promise<Outcome[]> {
  const open = await openOf(ask, now, part);
  if (open.length === 0) return part.map(() => ({ ok: true }));
  const changes = open.map((id) => ({ id, properties: { hs_task_status: 'COMPLETED' } }));
  const outcomes = await updateRecords(ask, now, { what: 'complete task', path: paths.tasksUpdate }, changes);
  return part.map((id) => outcomes[open.indexOf(id)] ?? { ok: true });
}

async function openOf(ask: Ask, now: () => number, part: string[]): Promise<string[]> {
  const body = { inputs: part.map((id) => ({ id })), properties: ['hs_task_status'] };
  const call = { what: 'read tasks', method: 'POST', path: paths.tasksRead, body, writes: false } as const;
  const { results, errors = [] } = await ask(call, tasksAnswer);
  throwSerious(call.what, errors, now());
  const open = results.filter(({ properties }) => OPEN.includes(properties?.hs_task_status ?? ''));
  return [...new Set(open.map(({ id }) => id))];
}
