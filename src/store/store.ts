import type { EpisodeChange } from '../domain/episodeAtWork.ts';
import { briefRows } from './briefs.ts';
import type { Db } from './db.ts';
import { saveDecisions } from './decisions.ts';
import { anyWaits, episodesWithDeals, forgetDeals, keepDeals, type ReportedDeal } from './deals.ts';
import { type Due, dueWork } from './due.ts';
import type { DecisionEntry, EpisodeRow, LookedLead, OwnedEpisode } from '../domain/decision.ts';
import { accountsAtLook, addNotices, largeAccounts, type NewNotice, saveAccounts, wantLooksOf } from './accounts.ts';
import {
  dueAnswers,
  lastDigestUpTo,
  leadsByRep,
  notAFitByType,
  quietlyHot,
  type Stretch,
  unreachable,
} from './digests.ts';
import { recordRows } from './episodeRecords.ts';
import { changeEpisodes, openEpisodes } from './episodes.ts';
import { type Credit, figureRounds, type Period } from './figures.ts';
import { addHookEvents, hooksOf, lastHookEvents, type NewHookEvent, removeHook, saveHook } from './hooks.ts';
import { forgetHookEvents, hookDeliveries, type HookNews, replayFailed, saveHookNews } from './hookDeliveries.ts';
import type { HookType } from '../domain/telling/hookTypes.ts';
import { eraseLeads } from './erase.ts';
import { keepMerges, lockErasing, markErased } from './erased.ts';
import {
  areCardsDue,
  erasingOf,
  type Erasing,
  goOnErasing,
  keepErasedTask,
  openEpisodesOf,
  takeMessagesNaming,
} from './erasing.ts';
import { forgetErased } from './forgetErased.ts';
import { forgetRecords, goOnAs, keepLeads, lockKnownLeads, type ReportedLead } from './leads.ts';
import { type Limit, reserveCall } from './limits.ts';
import { lockDueLeads, lookNow, saveLooks } from './looks.ts';
import { readersOf } from './readers.ts';
import { cardsChanged, cardSeqs, copiesOf, goneEpisodes, saveShown } from './cards.ts';
import {
  type Delivery,
  readCursor,
  type RootQuestion,
  rootsOf,
  notePartly,
  saveCursor,
  saveDeliveries,
  alertSubjects,
} from './deliveries.ts';
import { type Apart, recordsApart } from './leadIds.ts';
import { recordsBeside } from './recordsBeside.ts';
import { currentModel, currentVersion, lookAgain } from './models.ts';
import { keptNotices, leadNames, toldOfCompanies } from './notices.ts';
import { savePreferences } from './preferences.ts';
import { madeTasks } from './madeTasks.ts';
import { roundSoFar } from './roundSoFar.ts';
import { openLeads } from './queue.ts';
import { pageRows } from './pageRows.ts';
import { leadsMeant, type StoryLead, storyRows } from './story.ts';
import type { Preferences } from '../domain/telling/preferences.ts';
import {
  addRepTime,
  endRepTimes,
  keepReps,
  lockPools,
  type PoolAccount,
  repLoads,
  type RepTimeRow,
  type ReportedRep,
  repsOf,
  repTimes,
  savePools,
} from './reps.ts';
import {
  addCrossings,
  type Answered,
  closeRounds,
  markAlerted,
  markClaimed,
  startRounds,
  statusesBefore,
  stopClocks,
  unanswered,
  unansweredRecords,
} from './rounds.ts';
import {
  addSteps,
  claimSteps,
  forgetReadings,
  rearm,
  reopen,
  retime,
  markCalled,
  type NewStep,
  type Settlement,
  settleSteps,
  type StepKind,
  wakeWaiting,
} from './steps.ts';
import { forgetDeliveries, forgetDone } from './forgotten.ts';
import { claimDeliveries } from './hookClaims.ts';
import { troublesOf } from './troubles.ts';
import { uniteLeads } from './uniteLeads.ts';
import { noteUnready, warningsOf } from './warnings.ts';
import { countRejections, workspaceOf, keepConnectionZone } from './workspaces.ts';
import {
  stillSending,
  claimWrites,
  settleWrites,
  type WantedWrite,
  wantWrites,
  type WriteSettlement,
} from './writes.ts';
import type { Tx } from './db.ts';
import { importRows } from './imports.ts';
import { sourceRows } from './sources.ts';
import { type ChatLink, chatPeople, linkChat, saveChatLinks, saveChats } from './chat.ts';
import { type ClosedByHand, closeByHand, endSteps } from './deeds.ts';
import { answerPress, forgetPresses, takePress } from './presses.ts';
import {
  hurryEpisodes,
  lockEpisodes,
  markOurs,
  ownersChanged,
  peopleAnswered,
  saveLadders,
  saveRoutes,
  saveTasks,
  taskPlaces,
} from './work.ts';

/** What the pipeline may do inside one transaction of one workspace. Each method is told in its own file. */
export type Rows = ReturnType<typeof rowsOf>;

export type Store = {
  /** All of `work` is kept, or nothing. Nothing outside is called in it. */
  together<T>(workspace: string, work: (rows: Rows) => Promise<T>): Promise<T>;
  due: (now: number) => Promise<Due[]>;
  /** What does not work, in sentences; empty when everything does. */
  troubles(workspace: string, now: number): Promise<string[]>;
  /** What somebody should see to while all works, in sentences. */
  warnings(workspace: string): Promise<string[]>;
  workspaceOf(kind: string, account: string): Promise<string | undefined>;
};

/** The store over one database. */
export function openStore(db: Db): Store {
  return {
    together: (workspace, work) => db.inWorkspace(workspace, (tx) => work(rowsOf(tx, workspace))),
    due: (now) => db.acrossWorkspaces((tx) => dueWork(tx, now)),
    troubles: (workspace, now) => db.inWorkspace(workspace, (tx) => troublesOf(tx, workspace, now)),
    warnings: (workspace) => db.inWorkspace(workspace, (tx) => warningsOf(tx, workspace)),
    workspaceOf: (kind, account) => db.acrossWorkspaces((tx) => workspaceOf(tx, kind, account)),
  };
}

function rowsOf(tx: Tx, workspace: string) {
  return {
    ...sourceRows(tx, workspace),
    ...importRows(tx, workspace),
    ...pageRows(tx, workspace),
    ...recordRows(tx, workspace),
    addSteps: (steps: NewStep[], now: number) => addSteps(tx, workspace, steps, now),
    claimSteps: (claim: { kind: StepKind; now: number; limit: number; calls: boolean }) =>
      claimSteps(tx, workspace, claim),
    markCalled: (ids: string[], now: number) => markCalled(tx, workspace, ids, now),
    settleSteps: (settlements: Settlement[], now: number) => settleSteps(tx, workspace, settlements, now),
    reopen: (keys: string[], dueAt: number) => reopen(tx, workspace, keys, dueAt),
    rearm: (keys: string[], now: number) => rearm(tx, workspace, keys, now),
    forgetDone: (before: number) => forgetDone(tx, workspace, before),
    forgetDeliveries: (before: number) => forgetDeliveries(tx, workspace, before),
    forgetReadings: (before: number) => forgetReadings(tx, workspace, before),
    stillSending: (records: string[]) => stillSending(tx, workspace, records),
    wantWrites: (writes: WantedWrite[], now: number) => wantWrites(tx, workspace, writes, now),
    claimWrites: (now: number, batch: number, atOnce = batch) => claimWrites(tx, workspace, now, { batch, atOnce }),
    settleWrites: (settlements: WriteSettlement[], now: number) => settleWrites(tx, workspace, settlements, now),
    keepLeads: (crm: string, people: ReportedLead[], now: number) => keepLeads(tx, workspace, crm, people, now),
    lockKnownLeads: (leads: string[]) => lockKnownLeads(tx, workspace, leads),
    goOnAs: (crm: string, merges: { record: string; into: string }[]) => goOnAs(tx, workspace, crm, merges),
    keepMerges: (crm: string, merges: { record: string; into: string }[]) => keepMerges(tx, workspace, crm, merges),
    lockErasing: () => lockErasing(tx, workspace),
    markErased: (crm: string, records: string[], now: number) => markErased(tx, workspace, crm, records, now),
    erasingOf: (crm: string, record: string) => erasingOf(tx, workspace, crm, record),
    openEpisodesOf: (leads: string[]) => openEpisodesOf(tx, workspace, leads),
    takeMessagesNaming: (leads: string[]) => takeMessagesNaming(tx, workspace, leads),
    keepErasedTask: (made: { lead: string; task: string }) => keepErasedTask(tx, workspace, made),
    areCardsDue: (episodes: string[]) => areCardsDue(tx, workspace, episodes),
    goOnErasing: (step: string, payload: object, at: number) => goOnErasing(tx, workspace, step, payload, at),
    eraseLeads: (crm: string, erasing: Erasing) => eraseLeads(tx, workspace, crm, erasing),
    forgetErased: (erasing: Erasing, step: string) => forgetErased(tx, workspace, erasing, step),
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
    keepReps: (crm: string, reps: ReportedRep[], now: number) => keepReps(tx, workspace, crm, reps, now),
    repsOf: (crm: string) => repsOf(tx, workspace, crm),
    repTimes: (since: number) => repTimes(tx, workspace, since),
    addRepTime: (time: RepTimeRow, now: number) => addRepTime(tx, workspace, time, now),
    endRepTimes: (rep: string, now: number) => endRepTimes(tx, workspace, rep, now),
    repLoads: (days: { rep: string; since: number }[]) => repLoads(tx, workspace, days),
    lockPools: () => lockPools(tx, workspace),
    savePools: (accounts: PoolAccount[]) => savePools(tx, workspace, accounts),
    lockEpisodes: (ids: string[], crm: string) => lockEpisodes(tx, workspace, ids, crm),
    peopleAnswered: (leads: string[]) => peopleAnswered(tx, workspace, leads),
    hurryEpisodes: (hurried: { id: string; isUrgent: boolean }[]) => hurryEpisodes(tx, workspace, hurried),
    ownersChanged: (leads: string[], crm: string) => ownersChanged(tx, workspace, leads, crm),
    taskPlaces: (episodes: string[], crm: string) => taskPlaces(tx, workspace, episodes, crm),
    saveRoutes: (changes: EpisodeChange[], now: number) => saveRoutes(tx, workspace, changes, now),
    saveLadders: (ladders: Parameters<typeof saveLadders>[2]) => saveLadders(tx, workspace, ladders),
    madeTasks: (keys: string[]) => madeTasks(tx, workspace, keys),
    roundSoFar: (episode: string) => roundSoFar(tx, workspace, episode),
    saveTasks: (tasks: Parameters<typeof saveTasks>[2]) => saveTasks(tx, workspace, tasks),
    markOurs: (leads: { lead: string; owner: string }[]) => markOurs(tx, workspace, leads),
    startRounds: (episodes: EpisodeRow[], now: number) => startRounds(tx, workspace, episodes, now),
    unanswered: (leads: string[], crm: string) => unanswered(tx, workspace, leads, crm),
    unansweredRecords: (crm: string, records: string[]) => unansweredRecords(tx, workspace, crm, records),
    stopClocks: (answered: Answered[]) => stopClocks(tx, workspace, answered),
    closeRounds: (closed: Parameters<typeof closeRounds>[2]) => closeRounds(tx, workspace, closed),
    markAlerted: (episodes: string[], now: number) => markAlerted(tx, workspace, episodes, now),
    markClaimed: (episode: string, round: number, now: number) => markClaimed(tx, workspace, episode, round, now),
    statusesBefore: (episodes: string[]) => statusesBefore(tx, workspace, episodes),
    takePress: (key: string, now: number) => takePress(tx, workspace, key, now),
    answerPress: (key: string, answer: Parameters<typeof answerPress>[3]) => answerPress(tx, workspace, key, answer),
    forgetPresses: (before: number) => forgetPresses(tx, workspace, before),
    closeByHand: (closed: ClosedByHand[]) => closeByHand(tx, workspace, closed),
    endSteps: (which: Parameters<typeof endSteps>[2], because: string, now: number) =>
      endSteps(tx, workspace, which, because, now),
    chatPeople: (crm: string) => chatPeople(tx, workspace, crm),
    saveChatLinks: (links: ChatLink[]) => saveChatLinks(tx, workspace, links),
    saveChats: (chats: Parameters<typeof saveChats>[2]) => saveChats(tx, workspace, chats),
    linkChat: (rep: string, chatId: string | undefined) => linkChat(tx, workspace, rep, chatId),
    lookNow: (leads: string[], now: number) => lookNow(tx, workspace, leads, now),
    addCrossings: (leads: string[], now: number) => addCrossings(tx, workspace, leads, now),
    retime: (timers: { key: string; dueAt: number }[]) => retime(tx, workspace, timers),
    wakeWaiting: (kind: StepKind, now: number, most?: number) => wakeWaiting(tx, workspace, kind, now, most),
    keepDeals: (crm: string, deals: ReportedDeal[], now: number) => keepDeals(tx, workspace, crm, deals, now),
    forgetDeals: (crm: string, readBefore: number) => forgetDeals(tx, workspace, crm, readBefore),
    anyWaits: (leads: string[]) => anyWaits(tx, workspace, leads),
    episodesWithDeals: () => episodesWithDeals(tx, workspace),
    rootsOf: (asked: RootQuestion[], companySince: number) => rootsOf(tx, workspace, asked, companySince),
    readersOf: (emails: string[]) => readersOf(tx, workspace, emails),
    cardsChanged: (episodes: string[], now: number) => cardsChanged(tx, workspace, episodes, now),
    cardSeqs: (episodes: string[]) => cardSeqs(tx, workspace, episodes),
    goneEpisodes: (episodes: string[]) => goneEpisodes(tx, workspace, episodes),
    copiesOf: (episodes: string[], now: number) => copiesOf(tx, workspace, episodes, now),
    saveShown: (copies: { id: string; shown: string; settled: boolean }[], now: number) =>
      saveShown(tx, workspace, copies, now),
    briefRows: (of: { lead: string; account?: string }, since: number) => briefRows(tx, workspace, of, since),
    saveDeliveries: (deliveries: Delivery[], now: number) => saveDeliveries(tx, workspace, deliveries, now),
    alertSubjects: (episodes: string[], crm: string) => alertSubjects(tx, workspace, episodes, crm),
    hooksOf: () => hooksOf(tx, workspace),
    saveHook: (hook: Parameters<typeof saveHook>[2], limits: { now: number; most: number }) =>
      saveHook(tx, workspace, hook, limits),
    removeHook: (id: string) => removeHook(tx, workspace, id),
    addHookEvents: (events: NewHookEvent[], now: number) => addHookEvents(tx, workspace, events, now),
    lastHookEvents: (type: HookType, most: number) => lastHookEvents(tx, workspace, type, most),
    claimDeliveries: (claim: { now: number; limit: number }) => claimDeliveries(tx, workspace, claim),
    hookDeliveries: (steps: string[]) => hookDeliveries(tx, workspace, steps),
    saveHookNews: (news: HookNews[], now: number) => saveHookNews(tx, workspace, news, now),
    replayFailed: (asked: { hook: string; since: number }, now: number) => replayFailed(tx, workspace, asked, now),
    forgetHookEvents: (before: number) => forgetHookEvents(tx, workspace, before),
    savePreferences: (rep: string, preferences: Preferences) => savePreferences(tx, workspace, rep, preferences),
    keptNotices: (which: Parameters<typeof keptNotices>[2], crm: string) => keptNotices(tx, workspace, which, crm),
    toldOfCompanies: (reps: string[], since: number) => toldOfCompanies(tx, workspace, reps, since),
    leadNames: (leads: string[]) => leadNames(tx, workspace, leads),
    openLeads: (crm: string, rep?: string) => openLeads(tx, workspace, crm, rep),
    dueAnswers: (rep: string, within: Stretch) => dueAnswers(tx, workspace, rep, within),
    lastDigestUpTo: (subject: string) => lastDigestUpTo(tx, workspace, subject),
    notAFitByType: (within: Stretch) => notAFitByType(tx, workspace, within),
    leadsByRep: (within: Stretch) => leadsByRep(tx, workspace, within),
    unreachable: () => unreachable(tx, workspace),
    quietlyHot: (within: Stretch, whose: { crm: string; owner?: string }) => quietlyHot(tx, workspace, within, whose),
    figureRounds: (period: Period, credit?: Credit) => figureRounds(tx, workspace, period, credit),
    leadsMeant: (said: string) => leadsMeant(tx, workspace, said),
    storyRows: (lead: StoryLead) => storyRows(tx, workspace, lead),
    readCursor: (id: string) => readCursor(tx, workspace, id),
    recordsApart: (crm: string, people: { record: string; also?: string[] }[]) =>
      recordsApart(tx, workspace, crm, people),
    uniteLeads: (apart: Apart[], now: number) => uniteLeads(tx, workspace, apart, now),
    recordsBeside: (crm: string, records: string[]) => recordsBeside(tx, workspace, crm, records),
    notePartly: (timer: string, error: string | undefined, now: number) => notePartly(tx, workspace, timer, error, now),
    noteUnready: (crm: string, problems: string[], now: number) => noteUnready(tx, workspace, crm, problems, now),
    saveCursor: (id: string, value: string, now: number) => saveCursor(tx, workspace, id, value, now),
    keepConnectionZone: (connection: string, zone: string) => keepConnectionZone(tx, workspace, connection, zone),
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
