import type { NewTask } from '../crm.ts';
import type { Described, Row } from './org.ts';
import type { TaskWords } from './tasks-settings.ts';
import { isQueue, isUser } from './record-url.ts';
import { moment } from './write-leads-fields.ts';

const longestSubject = 255;
const longestBody = 32_000;

/**
 * A task as Salesforce keeps it. It has no due time: the day is that of the owner's zone, the hour is in the reminder and in a field
 * of ours. Its kind stays the usual one: a call that is ticked off would say that somebody had called.
 */
export function taskRecord(wanted: NewTask, words: TaskWords, task: Described | undefined): Row {
  const { queueId, ownerId = isQueue(queueId) ? queueId : words.queue } = wanted;
  const keepsKey = task?.fields.has('Hot_Lead_Key__c') ?? true;
  return {
    attributes: { type: 'Task' },
    WhoId: wanted.leadId,
    ...(ownerId !== undefined && { OwnerId: ownerId }),
    Subject: wanted.subject.slice(0, longestSubject),
    Description: keepsKey ? wanted.body.slice(0, longestBody) : markedBody(wanted),
    ...(words.highPriority !== undefined && { Priority: words.highPriority }),
    ...(keepsKey && { Hot_Lead_Key__c: wanted.marker }),
    ...dueFields(wanted.dueAt, ownerId, words, task),
  };
}

/** What says when a task is due, for an owner. */
export function dueFields(
  dueAt: number,
  ownerId: string | undefined,
  words: TaskWords,
  task: Described | undefined,
): Row {
  const keepsDue = task?.fields.has('Hot_Lead_Due_At__c') ?? true;
  return {
    ActivityDate: dayIn(words.zoneOf(ownerId), dueAt),
    // Nobody is reminded of what is in a queue.
    ...(isUser(ownerId) && { IsReminderSet: true, ReminderDateTime: moment(dueAt) }),
    ...(keepsDue && { Hot_Lead_Due_At__c: moment(dueAt) }),
  };
}

/** The marker that a task carries, in its field or, where the org has no such field, in the last line of its text. */
export function markerOf(row: Row): string | undefined {
  const { Hot_Lead_Key__c: key, Description: text } = row;
  if (typeof key === 'string' && key !== '') return key;
  return typeof text === 'string' ? /(?:^|\n)Ref (\S+)\s*$/.exec(text)?.[1] : undefined;
}

function markedBody({ body, marker }: NewTask): string {
  const ref = `\n\nRef ${marker}`;
  return body.slice(0, longestBody - ref.length) + ref;
}

/** The day that it is in this zone, as 2026-11-22; in UTC where the zone is none that is known here. */
function dayIn(timeZone: string, at: number): string {
  const day = (zone: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
  try {
    return day(timeZone);
  } catch {
    return day('UTC');
  }
}
