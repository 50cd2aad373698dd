import type { Crm, NewTask, TaskOutcome } from '../crm.ts';
import { sendingMs } from '../closing.ts';
import { describeIn, userIdIn } from './closing.ts';
import type { Org, Saved, Sent } from './org.ts';
import { batchSize, eachOutcome, inParts, unsaid } from './outcomes.ts';
import { isUser } from './record-url.ts';
import { among, quoted } from './soql.ts';
import { markerOf, taskRecord } from './tasks-record.ts';
import type { taskWordsReader } from './tasks-settings.ts';

/**
 * `Crm.createTasks`. In the owner's list; without one in the queue, or that of the user we are. Never throws: a failed call is the
 * outcome of each task in it. Nothing is sent after `forMs`; the tasks not reached by then were not made.
 */
export function createTasks(
  org: Org,
  readWords: ReturnType<typeof taskWordsReader>,
  forMs = sendingMs,
): Crm['createTasks'] {
  return (tasks) => {
    const sent: Sent = { what: 'create tasks', lane: 'now', closing: AbortSignal.timeout(forMs) };
    return eachOutcome<NewTask, TaskOutcome>(tasks, batchSize, async (part) => {
      const words = await readWords(sent, ownersOf(part));
      const described = await describeIn(org, sent, 'Task');
      const saved = await org.create(
        sent,
        part.map((wanted) => taskRecord(wanted, words, described)),
      );
      return part.map((wanted, index) => outcomeOf(wanted, saved[index]));
    });
  };
}

function ownersOf(tasks: NewTask[]): string[] {
  return tasks.map(({ ownerId }) => ownerId).filter(isUser);
}

function outcomeOf({ leadId }: NewTask, saved: Saved | undefined): TaskOutcome {
  if (saved === undefined) return { ok: false, failure: unsaid(`create the task of ${leadId}`) };
  return 'failure' in saved ? { ok: false, failure: saved.failure } : { ok: true, taskId: saved.id };
}

/** Questions are sent in an address, and markers are long. */
const mostWanted = 100;

/**
 * `Crm.findTasks`, from the records themselves: by the marker, also where the person was merged or converted meanwhile and the task
 * went along; without a field for it by the person and the marker, so that such a one is not found. What is in the bin is not
 * found. Throws when a part of the answer is missing, or not reached within `forMs`: "not there" would let a second task be made.
 */
export function findTasks(org: Org, forMs = sendingMs): Crm['findTasks'] {
  return async (wanted) => {
    const sent: Sent = { what: 'read the tasks of leads', lane: 'now', closing: AbortSignal.timeout(forMs) };
    const key = (await describeIn(org, sent, 'Task'))?.fields.has('Hot_Lead_Key__c') ?? true;
    const us = key && wanted.length > 0 ? await userIdIn(org, sent) : '';
    const parts = inParts(wanted, mostWanted).map((part) => {
      const whose = `WhoId IN ${among(new Set(part.map(({ leadId }) => leadId)))}`;
      if (!key) return `SELECT Id, WhoId, Description FROM Task WHERE ${whose}`;
      const markers = `Hot_Lead_Key__c IN ${among(new Set(part.map(({ marker }) => marker)))}`;
      // The field has no index: by it alone the org would go through every task it has.
      return `SELECT Id, WhoId, Hot_Lead_Key__c FROM Task WHERE (${whose} OR CreatedById = ${quoted(us)}) AND ${markers}`;
    });
    const rows = parts.length === 0 ? [] : (await org.queries(sent, parts)).flat();
    // Salesforce compares texts whatever their capitals: a marker is what it is.
    const found = wanted.flatMap(({ leadId, marker }): [string, string][] => {
      const row = rows.find((each) => markerOf(each) === marker && (key || each['WhoId'] === leadId));
      return typeof row?.['Id'] === 'string' ? [[marker, row['Id']]] : [];
    });
    return new Map(found);
  };
}
