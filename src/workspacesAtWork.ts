import type { AppSettings } from './appSettings.ts';
import { type Connected, connectedCrms } from './connectedCrms.ts';
import type { Ways } from './connections.ts';
import { awayCrm } from './crm/away.ts';
import type { Crm } from './crm/crm.ts';
import { joinedCrm } from './crm/joined/joined.ts';
import { defaultModel } from './domain/model.ts';
import type { HubspotPortals } from './hubspotPortals.ts';
import { modelHash } from './model/hash.ts';
import { modelFromStored } from './model/read.ts';
import { decidingBy } from './pipeline/deciding.ts';
import { importStep } from './pipeline/imports.ts';
import { timersOf, type Workspace } from './pipeline/parts.ts';
import { sourceTimers } from './pipeline/sources.ts';
import type { SalesforceNews } from './salesforceNews.ts';
import type { SalesforceOrgs } from './salesforceOrgs.ts';
import { keptLinks } from './store/crmLinks.ts';
import type { Db } from './store/db.ts';
import { publishFirst } from './store/models.ts';
import { repsOf } from './store/reps.ts';
import type { Store } from './store/store.ts';
import { crmsInOrder, ensureWorkspace, otherAccount } from './store/workspaces.ts';

type Inside = {
  db: Db;
  store: Store;
  ways: (workspace: string) => Ways;
  portals?: HubspotPortals;
  orgs?: SalesforceOrgs;
  news?: SalesforceNews;
  now: () => number;
};

/** The workspaces this process works for. */
export type WorkspacesAtWork = {
  /**
   * Grows when a portal or an org is connected, and a workspace is another one once it works on two CRMs; nothing leaves it: what
   * a portal that is gone has open waits until it is back.
   */
  all: ReadonlyMap<string, Workspace>;
  /** Begins with what was connected since, by whichever process. Safe at any time; answers what is new. */
  refresh(): Promise<Workspace[]>;
};

/** The workspace of the configured CRMs, or those of every portal and org that somebody connected. */
export function workspacesAtWork(settings: AppSettings, inside: Inside): WorkspacesAtWork {
  const all = new Map<string, Workspace>();
  const accounts = new Map<string, string>();
  let opening: Promise<Workspace[]> = Promise.resolve([]);
  const refresh = async () => {
    const found = Map.groupBy(await connectedCrms(settings, inside), ({ workspace }) => workspace);
    const fresh = [...found].filter(([id, crms]) => accounts.get(id) !== accountsOf(crms));
    const opened = await Promise.all(fresh.map(([id, crms]) => openWorkspace(settings, id, crms, inside)));
    for (const each of opened) all.set(each.id, each);
    for (const [id, crms] of fresh) accounts.set(id, accountsOf(crms));
    return opened;
  };
  return {
    all,
    // One after the other: what two would open at once is opened once.
    refresh: () => (opening = opening.then(refresh, refresh)),
  };
}

function accountsOf(crms: Connected[]): string {
  return crms
    .map(({ kind, account }) => `${kind}:${account}`)
    .toSorted()
    .join(' ');
}

const NAMES: Record<Crm['kind'], string> = { hubspot: 'account', salesforce: 'org' };

/** Two accounts give different people the same record ids. Throws a sentence for people. */
function mustHoldItsOwn({ workspace, kind, account, namedBy }: Connected, other: string | undefined): void {
  if (other === undefined) return;
  const what = NAMES[kind];
  const [is, back] =
    namedBy === undefined
      ? [`the ${what} that is connected is ${account}`, `Connect ${what} ${other} again`]
      : [`${namedBy} is ${account}`, `Put back ${namedBy} and the token of ${what} ${other}`];
  throw new Error(
    `${kind}: ${is}, but workspace ${workspace} holds the leads of ${what} ${other}, and their record ids would be taken for those of other people. ${back}, or give ${what} ${account} a database of its own (DATABASE_URL).`,
  );
}

/** Creates what is missing of the workspace, here and in its CRMs, and its standing timers. */
async function openWorkspace(
  settings: AppSettings,
  id: string,
  crms: Connected[],
  { db, store, ways, now }: Inside,
): Promise<Workspace> {
  const named = id === settings.workspace.id ? settings.workspace : { id, name: id, demo: false };
  const connections = crms.map(({ kind, account }) => ({ id: kind, kind, account }));
  const { watchingSince, ordered } = await db.inWorkspace(id, async (tx) => {
    for (const crm of crms) mustHoldItsOwn(crm, await otherAccount(tx, id, { id: crm.kind, ...crm }));
    const since = await ensureWorkspace(tx, { ...named, connections }, now());
    const first = settings.firstModel ?? defaultModel;
    await publishFirst(tx, id, { hash: modelHash(first), settings: first }, now());
    return { watchingSince: since, ordered: await crmsInOrder(tx, id) };
  });
  const opened = ordered.flatMap(({ kind, zone, hasPeople }) => {
    const connected = crms.find((crm) => crm.kind === kind);
    if (connected !== undefined) return connected.open(zone ?? settings.timeZone);
    return hasPeople ? awayCrm(kind) : [];
  });
  const crm = oneCrm(opened, settings, { db, workspace: id, now });
  await beginTimers(settings, id, crm, { store, now });
  return {
    id,
    crm,
    ...ways(id),
    deciding: decidingBy(modelFromStored),
    watchingSince,
    timeZone: settings.timeZone,
    taskQueues: settings.hubspot?.taskQueues ?? {},
  };
}

/** Whichever CRM the workspace began with is the first of two. */
function oneCrm(
  [first, second]: Crm[],
  { home }: AppSettings,
  { db, workspace, now }: { db: Db; workspace: string; now: () => number },
): Crm {
  if (first === undefined) throw new Error(`workspace ${workspace} is connected to no CRM`);
  if (second === undefined) return first;
  const knownReps = async () => {
    const kept = await db.inWorkspace(workspace, (tx) => repsOf(tx, workspace, first.kind));
    return kept.map(({ record, ...rep }) => ({ ...rep, id: record }));
  };
  return joinedCrm({
    first,
    second,
    home: home ?? first.kind,
    links: keptLinks(db, workspace, now),
    knownReps,
    now,
  });
}

async function beginTimers(
  settings: AppSettings,
  workspace: string,
  crm: Crm,
  { store, now }: Pick<Inside, 'store' | 'now'>,
): Promise<void> {
  const timers = [
    ...timersOf(crm.kind, now()),
    ...(settings.sources === false ? [] : sourceTimers(crm, now())),
    ...(settings.imports === false ? [] : [importStep(crm, now())]),
  ];
  const atOnce = timers.filter(({ kind }) => kind !== 'tidy').map(({ key }) => key);
  await store.together(workspace, async (rows) => {
    await rows.addSteps(timers, now());
    await rows.rearm(atOnce, now());
  });
}
