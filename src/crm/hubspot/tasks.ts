import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Crm, NewTask, TaskOutcome } from '../crm.ts';
import { askUntil, type Ask } from './api.ts';
import { linkedIds, linksOf } from './associations.ts';
import { batchSize, eachOutcome, inParts } from './batch.ts';
import { sendingMs } from '../closing.ts';
import { contextValues } from './error-body.ts';
import { failureOfItem, itemError, throwSerious, type ItemError } from './failure.ts';
import { paths } from './paths.ts';
import { carries, taskBody } from './task-body.ts';

/** HubSpot's own association of a task with a contact. */
const taskToContact = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 };

const task = z.object({
  id: z.coerce.string(),
  objectWriteTraceId: z.coerce.string().nullish(),
  properties: z.object({ hs_task_body: z.string().nullish() }).nullish(),
});
type Task = z.infer<typeof task>;
const tasksAnswer = z.object({ results: z.array(task), errors: z.array(itemError).optional() });

/**
 * `Crm.createTasks`. Never throws: a failed call is the outcome of each task in it. Nothing is sent after `forMs`; the tasks not
 * reached by then were not made.
 */
export function createTasks(ask: Ask, now: () => number, forMs = sendingMs): Crm['createTasks'] {
  return (tasks) => {
    const inTime = askUntil(ask, AbortSignal.timeout(forMs));
    return eachOutcome<NewTask, TaskOutcome>(tasks, batchSize, (part) => createPart(inTime, now, part));
  };
}

async function createPart(ask: Ask, now: () => number, part: NewTask[]): Promise<TaskOutcome[]> {
  const inputs = part.map((wanted, index) => ({
    objectWriteTraceId: String(index),
    properties: propertiesOf(wanted),
    associations: [{ to: { id: wanted.leadId }, types: [taskToContact] }],
  }));
  const call = {
    what: 'create tasks',
    method: 'POST',
    path: paths.tasksCreate,
    body: { inputs },
    writes: true,
  } as const;
  const { results, errors = [] } = await ask(call, tasksAnswer);
  return part.map((wanted, index) => outcomeOf(wanted, String(index), results, errors, now()));
}

function outcomeOf(wanted: NewTask, trace: string, results: Task[], errors: ItemError[], now: number): TaskOutcome {
  const what = `create the task of contact ${wanted.leadId}`;
  const made =
    results.find((result) => result.objectWriteTraceId === trace) ??
    results.find((result) => carries(result.properties?.hs_task_body, wanted.marker));
  if (made) return { ok: true, taskId: made.id };
  const own = errors.find(({ context }) => contextValues(context, 'objectWriteTraceId').includes(trace));
  if (own) return { ok: false, failure: failureOfItem(what, own, now) };
  const lost = `hubspot: the answer says nothing of one record (${what}): look for it before trying again`;
  return { ok: false, failure: Failure.retry(lost, { code: 'nonsense', outcomeUnknown: true }) };
}

function propertiesOf(wanted: NewTask): Record<string, string> {
  return {
    hs_timestamp: new Date(wanted.dueAt).toISOString(),
    hs_task_subject: wanted.subject,
    hs_task_body: taskBody(wanted),
    hs_task_status: 'NOT_STARTED',
    hs_task_priority: 'HIGH',
    hs_task_type: 'TODO',
    ...(wanted.ownerId !== undefined && { hubspot_owner_id: wanted.ownerId }),
    ...(wanted.queueId !== undefined && { hs_queue_membership_ids: wanted.queueId }),
  };
}

/**
 * `Crm.findTasks`, from the contacts' associations and the tasks themselves: neither lags as search does. An answer that leaves
 * one contact's tasks open throws, because "not there" would let a second task be made; so does one not reached within `forMs`.
 */
export function findTasks(ask: Ask, now: () => number, forMs = sendingMs): Crm['findTasks'] {
  return async (wanted) => {
    const inTime = askUntil(ask, AbortSignal.timeout(forMs));
    const leadIds = [...new Set(wanted.map(({ leadId }) => leadId))];
    const of = { what: 'read the tasks of contacts', path: paths.tasksOfContacts };
    const tasksOf = await linksOf(inTime, now, of, leadIds);
    const bodies = await bodiesOf(inTime, now, linkedIds(tasksOf));
    const found = new Map<string, string>();
    for (const { leadId, marker } of wanted) {
      const taskId = tasksOf.get(leadId)?.find(({ id }) => carries(bodies.get(id), marker))?.id;
      if (taskId !== undefined) found.set(marker, taskId);
    }
    return found;
  };
}

async function bodiesOf(ask: Ask, now: () => number, taskIds: string[]): Promise<Map<string, string>> {
  const parts = await inParts(taskIds, batchSize, async (part) => {
    const body = { inputs: part.map((id) => ({ id })), properties: ['hs_task_body'] };
    const call = { what: 'read tasks', method: 'POST', path: paths.tasksRead, body, writes: false } as const;
    const { results, errors = [] } = await ask(call, tasksAnswer);
    throwSerious(call.what, errors, now());
    return results;
  });
  return new Map(parts.flat().map(({ id, properties }) => [id, properties?.hs_task_body ?? '']));
}
