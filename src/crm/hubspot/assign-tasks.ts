import type { Crm, Outcome, TaskAssignment } from '../crm.ts';
import { askUntil, type Ask } from './api.ts';
import { batchSize, eachOutcome } from './batch.ts';
import { sendingMs } from '../closing.ts';
import { paths } from './paths.ts';
import { updateRecords } from './update-records.ts';

/** `Crm.assignTasks`. Never throws: a failed call is the outcome of each task in it. Nothing is sent after `forMs`. */
export function assignTasks(ask: Ask, now: () => number, forMs = sendingMs): Crm['assignTasks'] {
  return (tasks) => {
    const inTime = askUntil(ask, AbortSignal.timeout(forMs));
    const update = { what: 'assign task', path: paths.tasksUpdate };
    const send = (part: TaskAssignment[]) => updateRecords(inTime, now, update, part.map(changeOf));
    return eachOutcome<TaskAssignment, Outcome>(tasks, batchSize, send);
  };
}

function changeOf({ taskId, ownerId, queueId, dueAt }: TaskAssignment) {
  const queue = queueId !== undefined && { hs_queue_membership_ids: queueId };
  const due = dueAt !== undefined && { hs_timestamp: new Date(dueAt).toISOString() };
  return { id: taskId, properties: { hubspot_owner_id: ownerId, ...queue, ...due } };
}
