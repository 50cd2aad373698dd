import type { Crm } from '../crm.ts';
import { assignTasks } from './assign-tasks.ts';
import { changesSince } from './changes.ts';
import { completeTasks } from './complete-tasks.ts';
import { dealsSince } from './deal-changes.ts';
import { keepEpisodes } from './episodes.ts';
import { forgetEpisodes } from './episodes-forgotten.ts';
import { readLeads } from './leads.ts';
import { countLeads, listLeads } from './list-leads.ts';
import { salesforceOrg, type OrgOptions } from './org.ts';
import { batchSize } from './outcomes.ts';
import { matches } from './matches.ts';
import { prepare } from './prepare.ts';
import type { Entity } from './pubsub-events.ts';
import { paceWhile } from './pubsub-pace.ts';
import { recordUrl } from './record-url.ts';
import { readRelations } from './relations.ts';
import { readReps } from './reps.ts';
import { taskWordsReader } from './tasks-settings.ts';
import { createTasks, findTasks } from './tasks.ts';
import { readTouches } from './touches.ts';
import { writeLeads } from './write-leads.ts';

/** As many scores as a bulk job takes in the time of one claim. */
const writesAtOnce = 10_000;

export type SalesforceOptions = OrgOptions & {
  /** Where people open records: the org's own host. */
  instanceUrl: string;
  /** The field of Account that names who looks after a customer, by its API name; its values are user ids. */
  csmField?: string;
  /** The queue for tasks that are nobody's, by its developer name or id. */
  taskQueue?: string;
  /** Our own pace; see `takeTurn`. */
  callsPer10Seconds?: number;
  /** The objects whose changes are told as they happen, now. */
  followed?: () => readonly Entity[];
  /** How long writing, creating or finding goes on sending; 30 s when left out. */
  sendingMs?: number;
  /** Records of one object that one page of changes has at most; as many as are best when left out. */
  pageSize?: number;
};

/**
 * One Salesforce org as a `Crm`: Leads and Contacts are leads. Makes no call until it is asked. What the user we are owns is
 * nobody's. Keeps describes, the org's words for tasks, and the zones of reps for an hour.
 */
export function salesforceCrm(options: SalesforceOptions): Crm {
  const { now, sendingMs, csmField, instanceUrl, pageSize, pollMs, taskQueue, callsPer10Seconds, followed } = options;
  let callsADay: number | undefined;
  const org = salesforceOrg({
    ...options,
    keepDaily: (calls) => {
      callsADay = calls.limit;
      options.keepDaily?.(calls);
    },
  });
  const words = taskWordsReader(org, now, taskQueue);
  return {
    kind: 'salesforce',
    batchSize,
    writesAtOnce,
    ...(callsPer10Seconds !== undefined && { callsPer10Seconds }),
    get pace() {
      return paceWhile(followed?.() ?? [], callsADay);
    },
    changesSince: changesSince(org, now, pageSize),
    readLeads: readLeads(org, now),
    readReps: readReps(org, now),
    writeLeads: writeLeads(org, sendingMs),
    createTasks: createTasks(org, words, sendingMs),
    findTasks: findTasks(org, sendingMs),
    assignTasks: assignTasks(org, words, sendingMs),
    completeTasks: completeTasks(org, words, sendingMs),
    readRelations: readRelations(org, csmField),
    dealsSince: dealsSince(org, now, pageSize),
    listLeads: listLeads(org, { now, ...(pollMs !== undefined && { pollMs }) }),
    countLeads: countLeads(org),
    matches: matches(org),
    // Whatever happens is a record, so records tell it.
    sources: [],
    readTouches: readTouches(org, now),
    keepEpisodes: keepEpisodes(org, sendingMs),
    forgetEpisodes: forgetEpisodes(org, sendingMs),
    prepare: prepare(org, {
      ...(taskQueue !== undefined && { taskQueue }),
      ...(csmField !== undefined && { csmField }),
    }),
    recordUrl: (leadId) => recordUrl(instanceUrl, leadId),
  };
}
