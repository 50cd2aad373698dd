import type { Crm } from '../crm.ts';
import { prepareKnowing } from './account.ts';
import { completeAction } from './actions.ts';
import { hubspotApi, type ApiOptions } from './api.ts';
import { assignTasks } from './assign-tasks.ts';
import { batchSize } from './batch.ts';
import { changesSince, contactSearch } from './changes.ts';
import { completeTasks } from './complete-tasks.ts';
import { dailyLimit, type DailyCalls } from './daily-limit.ts';
import { dealsSince } from './deal-changes.ts';
import { hotStatusReader } from './lead-status.ts';
import { readLeads } from './leads.ts';
import { countLeads, listLeads } from './list-leads.ts';
import { matches } from './matches.ts';
import { prepare } from './prepare.ts';
import { readRelations } from './relations.ts';
import { readReps } from './reps.ts';
import { enroll } from './sequences.ts';
import { sourcesOf } from './sources/sources.ts';
import { createTasks, findTasks } from './tasks.ts';
import { readTouches } from './touches.ts';
import { writeLeads } from './write-leads.ts';

/** The largest page HubSpot's search gives. */
const searchPage = 200;

export type HubspotOptions = Omit<ApiOptions, 'timeZone' | 'daily'> & {
  portalId: string;
  /** The account's zone as last known: its day of calls ends at midnight there. UTC by default; `prepare` finds it out. */
  timeZone?: string;
  /** Told what HubSpot says of the calls of the day, at every answer. */
  keepDaily?: (calls: DailyCalls) => void;
  /** Where people open records: the region's app, https://app.hubspot.com by default. */
  uiBaseUrl?: string;
  /** The company property that names who looks after a customer; its values are owner ids. */
  csmProperty?: string;
  /** What the plan allows; see `takeTurn`. */
  callsPer10Seconds?: number;
  /** How long writing, creating or finding goes on sending; 30 s when left out. */
  sendingMs?: number;
};

/**
 * One HubSpot portal as a `Crm`. Makes no call until it is asked. Keeps the value of the hot Lead Status and, for 10 minutes, the
 * deal pipelines and which optional scopes are missing.
 */
export function hubspotCrm(options: HubspotOptions): Crm {
  const { now, keepDaily, callsPer10Seconds } = options;
  let zone = options.timeZone ?? 'UTC';
  const timeZone = () => zone;
  const daily = dailyLimit({ now, timeZone, ...(keepDaily && { keep: keepDaily }) });
  const ask = hubspotApi({ ...options, timeZone, daily });
  const ui = (options.uiBaseUrl ?? 'https://app.hubspot.com').replace(/\/+$/, '');
  return {
    kind: 'hubspot',
    batchSize,
    ...(callsPer10Seconds !== undefined && { callsPer10Seconds }),
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
    listLeads: listLeads(ask),
    countLeads: countLeads(ask),
    matches: matches(ask, now),
    sources: sourcesOf(ask, now),
    readTouches: readTouches(ask, now),
    enroll: enroll(ask),
    completeAction: completeAction(ask),
    prepare: prepareKnowing(ask, options.portalId, {
      prepare: prepare(ask),
      heard: (account) => void (zone = account.timeZone ?? zone),
    }),
    recordUrl: (leadId) => `${ui}/contacts/${options.portalId}/record/0-1/${leadId}`,
  };
}
