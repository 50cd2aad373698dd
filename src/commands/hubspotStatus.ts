import { parseArgs } from 'node:util';
import { scopesNotGranted } from '../crm/hubspot/oauth-scopes.ts';
import type { HubspotPortals } from '../hubspotPortals.ts';
import type { ShownPortal } from '../keptPortals.ts';
import { importInWords, progressOf } from '../pipeline/importWords.ts';
import { DAILY_CALLS, dailyCalls } from '../store/dailyCalls.ts';
import type { Db } from '../store/db.ts';
import { openStore } from '../store/store.ts';
import { realWorkspaces } from '../store/workspaces.ts';
import { type Configured, configuredAccount, workedSince } from './hubspotConfigured.ts';
import { portalsFor } from './hubspotLinked.ts';
import { type PortalStatus, statusLines } from './hubspotStatusWords.ts';
import type { Env, Io } from './model.ts';
import { timeZoneFrom } from './repsKnown.ts';

/** `hot-lead hubspot status`: the account of HUBSPOT_TOKEN, else every account that installed the app. Exit code 1 when one of them has trouble. Throws sentences for people. */
export async function hubspotStatusCommand(args: string[], io: Io, env: Env): Promise<number> {
  const { json = false } = parseArgs({ args, options: { json: { type: 'boolean' } } }).values;
  await using running = new AsyncDisposableStack();
  const all = await statusesOf(env, io, running);
  if (json) io.out(JSON.stringify(all, undefined, 2));
  else for (const line of statusLines(all, timeZoneFrom(env))) io.out(line);
  return all.some(({ trouble }) => trouble !== undefined) ? 1 : 0;
}

async function statusesOf(env: Env, io: Io, running: AsyncDisposableStack): Promise<PortalStatus[]> {
  const configured = await configuredAccount(env, io, running);
  if (configured !== undefined) return [await configuredStatus(configured, importsIn(configured.db, io.now()))];
  const { db, portals } = await portalsFor(env, io, running);
  return portalStatuses(db, portals, importsIn(db, io.now()));
}

/** What is known of the account of HUBSPOT_TOKEN; what it may read only HubSpot knows. */
async function configuredStatus(configured: Configured, importing: Importing): Promise<PortalStatus> {
  const { db, workspace, portal } = configured;
  const since = await workedSince(configured);
  const base = { workspace, portal, by: 'token' as const, notGranted: [] };
  if (since === undefined) return base;
  const known = { calls: await callsOf(db, workspace), importing: await importing(workspace) };
  return { ...base, installedAt: iso(since), ...runningStatus(known) };
}

/** How far the first import of a workspace is, in words; undefined before it began. */
type Importing = (workspace: string) => Promise<string | undefined>;

function importsIn(db: Db, now: number): Importing {
  const store = openStore(db);
  return async (workspace) => {
    const kept = await store.together(workspace, (rows) => rows.importOf('hubspot'));
    return kept && importInWords(progressOf(kept, now));
  };
}

/** What is known of each workspace's newest account; `importing` gives the words of its first import. */
export async function portalStatuses(
  db: Db,
  portals: Pick<HubspotPortals, 'shown' | 'trouble'>,
  importing: Importing,
): Promise<PortalStatus[]> {
  const workspaces = await db.acrossWorkspaces(realWorkspaces);
  const all = await Promise.all(
    workspaces.map(async (workspace) => {
      const [portal] = await portals.shown(workspace);
      if (portal === undefined) return undefined;
      const trouble = await portals.trouble(workspace);
      const calls = await callsOf(db, workspace);
      return statusOf(portal, { trouble, calls, importing: await importing(workspace) });
    }),
  );
  return all.filter((each) => each !== undefined);
}

function callsOf(db: Db, workspace: string): ReturnType<typeof dailyCalls> {
  return db.inWorkspace(workspace, (tx) => dailyCalls(tx, workspace, DAILY_CALLS));
}

type Running = { calls: Awaited<ReturnType<typeof dailyCalls>>; importing: string | undefined };

function runningStatus({ calls, importing }: Running): Pick<PortalStatus, 'callsLeftToday' | 'importing'> {
  return {
    ...(calls && { callsLeftToday: { left: calls.remaining, of: calls.most, heardAt: iso(calls.heardAt) } }),
    ...(importing !== undefined && { importing }),
  };
}

function statusOf(
  { workspace, portal, installedAt, installer, scopes }: ShownPortal,
  { trouble, ...known }: Running & { trouble: string | undefined },
): PortalStatus {
  return {
    workspace,
    portal,
    by: 'link',
    installedAt: iso(installedAt),
    notGranted: scopes === undefined ? [] : scopesNotGranted(scopes),
    ...(installer !== undefined && { installer }),
    ...(trouble !== undefined && { trouble }),
    ...runningStatus(known),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
