import type { Crm, Outcome, TaskAssignment } from '../crm.ts';
import { sendingMs } from '../closing.ts';
import { describeIn } from './closing.ts';
import type { Org, Row, Sent } from './org.ts';
import { batchSize, eachOutcome, outcomeOf } from './outcomes.ts';
import { isUser } from './record-url.ts';
import { dueFields } from './tasks-record.ts';
import type { taskWordsReader } from './tasks-settings.ts';

/**
 * `Crm.assignTasks`: into the new owner's list, whose day it is due; a queue holds only what nobody has. Never throws: a failed call
 * is the outcome of each task in it. Nothing is sent after `forMs`.
 */
export function assignTasks(
  org: Org,
  readWords: ReturnType<typeof taskWordsReader>,
  forMs = sendingMs,
): Crm['assignTasks'] {
  return (tasks) => {
    const sent: Sent = { what: 'assign tasks', lane: 'now', closing: AbortSignal.timeout(forMs) };
    return eachOutcome<TaskAssignment, Outcome>(tasks, batchSize, async (part) => {
      const due = part.some(({ dueAt }) => dueAt !== undefined);
      const owners = part.map(({ ownerId }) => ownerId).filter(isUser);
      const words = due ? await readWords(sent, owners) : undefined;
      const described = due ? await describeIn(org, sent, 'Task') : undefined;
      const records = part.map(({ taskId, ownerId, dueAt }): Row => {
        const when = dueAt !== undefined && words && dueFields(dueAt, ownerId, words, described);
        return { attributes: { type: 'Task' }, Id: taskId, OwnerId: ownerId, ...when };
      });
      const saved = await org.update(sent, records);
      return part.map(({ taskId }, index) => outcomeOf(`assign task ${taskId}`, saved[index]));
    });
  };
}
