import type { Crm } from '../crm.ts';
import { hubspotApi, type ApiOptions } from './api.ts';
import { changesSince, contactSearch } from './changes.ts';
import { hotStatusReader } from './lead-status.ts';
import { readLeads } from './leads.ts';
import { prepare } from './prepare.ts';
import { readReps } from './reps.ts';
import { createTasks, findTasks } from './tasks.ts';
import { batchSize, writeLeads } from './write-leads.ts';

/** The largest page HubSpot's search gives. */
const searchPage = 200;

export type HubspotOptions = ApiOptions & {
  portalId: string;
  /** Where people open records: the region's app, https://app.hubspot.com by default. */
  uiBaseUrl?: string;
  /** How long writing, creating or finding goes on sending; 30 s when left out. */
  sendingMs?: number;
};

/** One HubSpot portal as a `Crm`. Keeps no state but the value of the hot Lead Status; makes no call until it is asked. */
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
    prepare: prepare(ask),
    recordUrl: (leadId) => `${ui}/contacts/${options.portalId}/record/0-1/${leadId}`,
  };
}
