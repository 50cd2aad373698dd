import type { Model } from '../domain/model.ts';
import {
  type ActionCall,
  forgetActionCalls,
  lockActionCall,
  markCompleted,
  markSignalled,
  routedLead,
  saveOutputs,
  takeActionCall,
  isHistory,
} from './actionCalls.ts';
import type { Tx } from './db.ts';
import {
  beganAt,
  contactClocks,
  countsPerDay,
  dealsOfHotLeads,
  type Period,
  pipelineNow,
  repNames,
} from './figures.ts';
import { keptLeads, watchedSince } from './keptLeads.ts';
import { keepSignalsOf, type ReportedSignal } from './leads.ts';
import { lockPublications, modelsByHash, publishAndLook, publishedAt } from './models.ts';
import {
  endPlan,
  forgetPlans,
  holdPlan,
  leadsInEpisodes,
  openPlans,
  planOf,
  type WantedPlan,
  wantPlan,
} from './plans.ts';
import { leadOfRecord } from './story.ts';

/** What the CRM's own pages and workflows ask of one workspace, in one transaction. Each method is told in its own file. */
export function pageRows(tx: Tx, workspace: string) {
  return {
    leadOfRecord: (crm: string, record: string) => leadOfRecord(tx, workspace, crm, record),
    keepSignalsOf: (of: { crm: string; record: string; signals: ReportedSignal[] }, now: number) =>
      keepSignalsOf(tx, workspace, of, now),
    contactClocks: (period: Period) => contactClocks(tx, workspace, period),
    countsPerDay: (period: Period, timeZone: string) => countsPerDay(tx, workspace, period, timeZone),
    dealsOfHotLeads: (period: Period) => dealsOfHotLeads(tx, workspace, period),
    pipelineNow: () => pipelineNow(tx, workspace),
    repNames: () => repNames(tx, workspace),
    beganAt: () => beganAt(tx, workspace),
    lockPublications: () => lockPublications(tx, workspace),
    publishAndLook: (model: { hash: string; settings: Model; note?: string }, now: number) =>
      publishAndLook(tx, workspace, model, now),
    publishedAt: () => publishedAt(tx, workspace),
    modelsByHash: () => modelsByHash(tx, workspace),
    keptLeads: (query: Parameters<typeof keptLeads>[2]) => keptLeads(tx, workspace, query),
    watchedSince: () => watchedSince(tx, workspace),
    wantPlan: (plan: WantedPlan, now: number) => wantPlan(tx, workspace, plan, now),
    openPlans: () => openPlans(tx, workspace),
    planOf: (id: string) => planOf(tx, workspace, id),
    holdPlan: (held: Parameters<typeof holdPlan>[2], now: number) => holdPlan(tx, workspace, held, now),
    endPlan: (id: string, end: Parameters<typeof endPlan>[3]) => endPlan(tx, workspace, id, end),
    leadsInEpisodes: () => leadsInEpisodes(tx, workspace),
    forgetPlans: (before: number) => forgetPlans(tx, workspace, before),
    isHistory: (crm: string, asked: { record: string; since: number; asked: string }) =>
      isHistory(tx, workspace, crm, asked),
    takeActionCall: (call: ActionCall, now: number) => takeActionCall(tx, workspace, call, now),
    lockActionCall: (id: string) => lockActionCall(tx, workspace, id),
    markSignalled: (id: string, now: number) => markSignalled(tx, workspace, id, now),
    saveOutputs: (id: string, outputs: Record<string, string | number>) => saveOutputs(tx, workspace, id, outputs),
    markCompleted: (id: string, now: number) => markCompleted(tx, workspace, id, now),
    routedLead: (crm: string, record: string) => routedLead(tx, workspace, crm, record),
    forgetActionCalls: (before: number) => forgetActionCalls(tx, workspace, before),
  };
}
