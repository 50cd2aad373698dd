import type { AppSettings, HubspotConnection } from './appSettings.ts';
import { crmOf, type Ways } from './connections.ts';
import { defaultModel } from './domain/model.ts';
import type { HubspotPortals } from './hubspotPortals.ts';
import { modelHash } from './model/hash.ts';
import { modelFromStored } from './model/read.ts';
import { decidingBy } from './pipeline/deciding.ts';
import { importStep } from './pipeline/imports.ts';
import { timersOf, type Workspace } from './pipeline/parts.ts';
import { sourceTimers } from './pipeline/sources.ts';
import type { Db } from './store/db.ts';
import { publishFirst } from './store/models.ts';
import type { Store } from './store/store.ts';
import { connectionZone, ensureWorkspace, otherAccount } from './store/workspaces.ts';

type Inside = { db: Db; store: Store; ways: (workspace: string) => Ways; portals?: HubspotPortals; now: () => number };

/** The workspaces this process works for. */
export type WorkspacesAtWork = {
  /** Grows when a portal installs the app; nothing leaves it: what a portal that is gone has open waits until it is back. */
  all: ReadonlyMap<string, Workspace>;
  /** Begins with what was installed since, by whichever process. Safe at any time; answers what is new. */
  refresh(): Promise<Workspace[]>;
};

/** The workspace of the one configured portal, or that of every portal that installed the app. */
export function workspacesAtWork(settings: AppSettings, inside: Inside): WorkspacesAtWork {
  const all = new Map<string, Workspace>();
  let opening: Promise<Workspace[]> = Promise.resolve([]);
  const refresh = async () => {
    const fresh = (await portalsOf(settings, inside.portals)).filter(({ workspace }) => !all.has(workspace.id));
    const opened = await Promise.all(fresh.map((portal) => openWorkspace(settings, portal, inside)));
    for (const each of opened) all.set(each.id, each);
    return opened;
  };
  return {
    all,
    // One after the other: what two would open at once is opened once.
    refresh: () => (opening = opening.then(refresh, refresh)),
  };
}

/** A portal with the workspace that works on it. */
type Portal = {
  workspace: AppSettings['workspace'];
  portalId: string;
  token: (refused?: string) => Promise<string>;
  onAccepted?: () => void;
};

async function portalsOf(settings: AppSettings, portals: HubspotPortals | undefined): Promise<Portal[]> {
  const { token, portalId } = settings.hubspot ?? {};
  if (token !== undefined && portalId !== undefined)
    return [{ workspace: settings.workspace, portalId, token: async () => token }];
  const installed = (await portals?.live()) ?? [];
  return installed.map(({ workspace, portal }) => ({
    workspace:
      workspace === settings.workspace.id ? settings.workspace : { id: workspace, name: workspace, demo: false },
    portalId: portal,
    token: portals?.tokenOf(workspace, portal) ?? (async () => ''),
    // Said again by the next call.
    onAccepted: () => void portals?.worked(workspace).catch(() => {}),
  }));
}

/** Two accounts give different people the same record ids. Throws a sentence for people. */
function mustHoldItsOwn(workspace: string, portal: string, other: string | undefined): void {
  if (other === undefined) return;
  throw new Error(
    `hubspot: HUBSPOT_PORTAL_ID is ${portal}, but workspace ${workspace} holds the leads of account ${other}, and their record ids would be taken for those of other people. Put back HUBSPOT_PORTAL_ID and HUBSPOT_TOKEN of account ${other}, or give account ${portal} a database of its own (DATABASE_URL).`,
  );
}

/** Creates what is missing of the workspace, here and in the CRM, and its standing timers. */
async function openWorkspace(
  settings: AppSettings,
  { workspace, ...connected }: Portal,
  { db, store, ways, now }: Inside,
): Promise<Workspace> {
  const hubspot = settings.hubspot as HubspotConnection;
  const connection = { id: 'hubspot', kind: 'hubspot', account: connected.portalId };
  const { watchingSince, zone } = await db.inWorkspace(workspace.id, async (tx) => {
    mustHoldItsOwn(workspace.id, connected.portalId, await otherAccount(tx, workspace.id, connection));
    const since = await ensureWorkspace(tx, { ...workspace, connections: [connection] }, now());
    const first = settings.firstModel ?? defaultModel;
    await publishFirst(tx, workspace.id, { hash: modelHash(first), settings: first }, now());
    return { watchingSince: since, zone: await connectionZone(tx, workspace.id, connection.id) };
  });
  const portal = { ...hubspot, ...connected, timeZone: zone ?? settings.timeZone };
  const crm = crmOf(portal, { db, workspace: workspace.id, now });
  const timers = [
    ...timersOf(crm.kind, now()),
    ...(settings.sources === false ? [] : sourceTimers(crm, now())),
    ...(settings.imports === false ? [] : [importStep(crm.kind, now())]),
  ];
  const atOnce = timers.filter(({ kind }) => kind !== 'tidy').map(({ key }) => key);
  await store.together(workspace.id, async (rows) => {
    await rows.addSteps(timers, now());
    await rows.rearm(atOnce, now());
  });
  return {
    id: workspace.id,
    crm,
    ...ways(workspace.id),
    deciding: decidingBy(modelFromStored),
    watchingSince,
    timeZone: settings.timeZone,
    taskQueues: hubspot.taskQueues,
  };
}
