import type { Db } from './db.ts';
import { type Due, dueWork } from './due.ts';
import type { DecisionEntry, EpisodeRow, LookedLead, OwnedEpisode } from '../domain/decision.ts';
import { accountsAtLook, addNotices, largeAccounts, type NewNotice, saveAccounts, wantLooksOf } from './accounts.ts';
import { changeEpisodes, openEpisodes } from './episodes.ts';
import { forgetRecords, keepLeads, type ReportedLead } from './leads.ts';
import { type Limit, reserveCall } from './limits.ts';
import { lockDueLeads, saveDecisions, saveLooks } from './looks.ts';
import { type Delivery, readCursor, saveCursor, saveDeliveries, alertSubjects } from './deliveries.ts';
import { currentModel, currentVersion, lookAgain } from './models.ts';
import { keepReps, lockPool, type PoolMember, type ReportedRep, repsOf, savePool } from './reps.ts';
import {
  addSteps,
  claimSteps,
  forgetReadings,
  rearm,
  reopen,
  markCalled,
  type NewStep,
  type Settlement,
  settleSteps,
  type StepKind,
} from './steps.ts';
import { troublesOf } from './troubles.ts';
import { countRejections, workspaceOf } from './workspaces.ts';
import {
  stillSending,
  claimWrites,
  settleWrites,
  type WantedWrite,
  wantWrites,
  type WriteSettlement,
} from './writes.ts';
import type { Tx } from './db.ts';

/** What the pipeline may do inside one transaction of one workspace. Each method is told in its own file. */
export type Rows = ReturnType<typeof rowsOf>;

export type Store = {
  /** All of `work` is kept, or nothing. Nothing outside is called in it. */
  together<T>(workspace: string, work: (rows: Rows) => Promise<T>): Promise<T>;
  due: (now: number) => Promise<Due[]>;
  /** What does not work, in sentences; empty when everything does. */
  troubles(workspace: string, now: number): Promise<string[]>;
  workspaceOf(kind: string, account: string): Promise<string | undefined>;
};

/** The store over one database. */
export function openStore(db: Db): Store {
  return {
    together: (workspace, work) => db.inWorkspace(workspace, (tx) => work(rowsOf(tx, workspace))),
    due: (now) => db.acrossWorkspaces((tx) => dueWork(tx, now)),
    troubles: (workspace, now) => db.inWorkspace(workspace, (tx) => troublesOf(tx, workspace, now)),
    workspaceOf: (kind, account) => db.acrossWorkspaces((tx) => workspaceOf(tx, kind, account)),
  };
}

function rowsOf(tx: Tx, workspace: string) {
  return {
    addSteps: (steps: NewStep[], now: number) => addSteps(tx, workspace, steps, now),
    claimSteps: (claim: { kind: StepKind; now: number; limit: number; calls: boolean }) =>
      claimSteps(tx, workspace, claim),
    markCalled: (ids: string[], now: number) => markCalled(tx, workspace, ids, now),
    settleSteps: (settlements: Settlement[], now: number) => settleSteps(tx, workspace, settlements, now),
    reopen: (keys: string[], dueAt: number) => reopen(tx, workspace, keys, dueAt),
    rearm: (keys: string[], now: number) => rearm(tx, workspace, keys, now),
    forgetReadings: (before: number) => forgetReadings(tx, workspace, before),
    stillSending: (records: string[]) => stillSending(tx, workspace, records),
    wantWrites: (writes: WantedWrite[], now: number) => wantWrites(tx, workspace, writes, now),
    claimWrites: (now: number, limit: number) => claimWrites(tx, workspace, now, limit),
    settleWrites: (settlements: WriteSettlement[], now: number) => settleWrites(tx, workspace, settlements, now),
    keepLeads: (crm: string, people: ReportedLead[], now: number) => keepLeads(tx, workspace, crm, people, now),
    forgetRecords: (crm: string, records: string[]) => forgetRecords(tx, workspace, crm, records),
    lockDueLeads: (query: { crm: string; now: number; since: number; limit: number }) =>
      lockDueLeads(tx, workspace, query),
    accountsAtLook: (ids: string[], query: { crm: string; since: number }) => accountsAtLook(tx, workspace, ids, query),
    saveAccounts: (accounts: { id: string; score: number; playAt?: number }[], now: number) =>
      saveAccounts(tx, workspace, accounts, now),
    wantLooksOf: (accounts: string[], now: number) => wantLooksOf(tx, workspace, accounts, now),
    largeAccounts: (accounts: string[], people: number) => largeAccounts(tx, workspace, accounts, people),
    addNotices: (notices: NewNotice[], now: number) => addNotices(tx, workspace, notices, now),
    lookAgain: (page: { after: string | undefined; since: number; limit: number }, now: number) =>
      lookAgain(tx, workspace, page, now),
    currentVersion: () => currentVersion(tx, workspace),
    currentModel: () => currentModel(tx, workspace),
    saveLooks: (leads: LookedLead[], now: number) => saveLooks(tx, workspace, leads, now),
    saveDecisions: (entries: DecisionEntry[], model: { version: number; hash: string }, now: number) =>
      saveDecisions(tx, workspace, entries, model, now),
    openEpisodes: (episodes: EpisodeRow[]) => openEpisodes(tx, workspace, episodes),
    changeEpisodes: (episodes: (OwnedEpisode & Partial<EpisodeRow>)[]) => changeEpisodes(tx, workspace, episodes),
    keepReps: (crm: string, reps: ReportedRep[], pool: string, now: number) =>
      keepReps(tx, workspace, crm, reps, pool, now),
    repsOf: (crm: string) => repsOf(tx, workspace, crm),
    lockPool: (pool: string) => lockPool(tx, workspace, pool),
    savePool: (pool: string, members: PoolMember[]) => savePool(tx, workspace, pool, members),
    saveDeliveries: (deliveries: Delivery[], now: number) => saveDeliveries(tx, workspace, deliveries, now),
    alertSubjects: (episodes: string[], crm: string) => alertSubjects(tx, workspace, episodes, crm),
    readCursor: (id: string) => readCursor(tx, workspace, id),
    saveCursor: (id: string, value: string, now: number) => saveCursor(tx, workspace, id, value, now),
    countRejections: (counts: Record<string, number>, now: number) => countRejections(tx, workspace, counts, now),
  };
}

/** Reserves a vendor call, see limits.ts. */
export function takeCall(
  db: Db,
  workspace: string,
  call: { bucket: string; limit: Limit; now: number; patienceMs: number },
) {
  return db.inWorkspace(workspace, (tx) => reserveCall(tx, workspace, call));
}
