import type { Crm } from '../crm.ts';
import { hubspotApi, type ApiOptions } from './api.ts';
import { assignTasks } from './assign-tasks.ts';
import { batchSize } from './batch.ts';
import { changesSince, contactSearch } from './changes.ts';
import { completeTasks } from './complete-tasks.ts';
import { dealsSince } from './deal-changes.ts';
import { hotStatusReader } from './lead-status.ts';
import { readLeads } from './leads.ts';
import { prepare } from './prepare.ts';
import { readRelations } from './relations.ts';
import { readReps } from './reps.ts';
import { enroll } from './sequences.ts';
import { createTasks, findTasks } from './tasks.ts';
import { readTouches } from './touches.ts';
import { writeLeads } from './write-leads.ts';

/** The largest page HubSpot's search gives. */
const searchPage = 200;

export type HubspotOptions = ApiOptions & {
  portalId: string;
  /** Where people open records: the region's app, https://app.hubspot.com by default. */
  uiBaseUrl?: string;
  /** The company property that names who looks after a customer; its values are owner ids. */
  csmProperty?: string;
  /** How long writing, creating or finding goes on sending; 30 s when left out. */
  sendingMs?: number;
};

/**
 * One HubSpot portal as a `Crm`. Makes no call until it is asked. Keeps the value of the hot Lead Status and, for 10 minutes, the
 * deal pipelines and which optional scopes are missing.
 */
export function hubspotCrm(options: HubspotOptions): Crm {
  const ask = hubspotApi(options);
  const { now } = options;
  const ui = (options.uiBaseUrl ?? 'https://app.hubspot.com').replace(/\/+$/, '');
  return {
    kind: 'hubspot',
    batchSize,
    changesSince: changesSince(contactSearch(ask, searchPage), searchPage, now),
    readLeads: readLeads(ask, now),
    readReps: readReps(ask),
    writeLeads: writeLeads(ask, now, hotStatusReader(ask), options.sendingMs),
    createTasks: createTasks(ask, now, options.sendingMs),
    findTasks: findTasks(ask, now, options.sendingMs),
    assignTasks: assignTasks(ask, now, options.sendingMs),
    completeTasks: completeTasks(ask, now, options.sendingMs),
    readRelations: readRelations(ask, now, options.csmProperty),
    dealsSince: dealsSince(ask, searchPage, now),
    readTouches: readTouches(ask, now),
    enroll: enroll(ask),
    prepare: prepare(ask),
    recordUrl: (leadId) => `${ui}/contacts/${options.portalId}/record/0-1/${leadId}`,
  };
}
