import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AppSettings } from './appSettings.ts';
import { waysOut } from './connections.ts';
import { openDoors } from './doors.ts';
import { hubspotWebhook } from './crm/hubspot/webhook.ts';
import { healthOf } from './health.ts';
import { openHttp } from './http/server.ts';
import { type HubspotPortals, hubspotPortals } from './hubspotPortals.ts';
import { pipeline } from './pipeline.ts';
import type { JobKind, Parts, Workspace } from './pipeline/parts.ts';
import { changesNamed } from './pipeline/place.ts';
import { type HintQueue, openQueue } from './queue/queue.ts';
import { sweep } from './queue/sweeper.ts';
import { type Db, openDb } from './store/db.ts';
import { recentEpisodes } from './store/episodes.ts';
import { migrate } from './store/migrate.ts';
import { type SalesforceNews, salesforceNews } from './salesforceNews.ts';
import { type SalesforceOrgs, salesforceOrgs } from './salesforceOrgs.ts';
import { slackTeams } from './slackTeams.ts';
import { openStore, type Store } from './store/store.ts';
import { realWorkspaces } from './store/workspaces.ts';
import { workGap } from './workGaps.ts';
import { workspacesAtWork } from './workspacesAtWork.ts';

/** The environment, the clock and chance: read here and nowhere else. */
export const system = {
  env: process.env as Record<string, string | undefined>,
  now: () => Date.now(),
  chance: () => Math.random(),
  newId: () => randomUUID() as string,
};

export type App = {
  url: string;
  /** Kept from earlier runs. */
  found: { leads: number; episodes: number };
  db: Db;
  close(): Promise<void>;
};

/**
 * Jobs of a lane at once in one process. Of a kind a workspace has one, so that batches fill while one is under way; where a lane
 * has several, a workspace never has them all, so that a CRM that does not answer it leaves some to the others.
 */
const CONCURRENCY = {
  timer: 3,
  read: 4,
  record: 1,
  catchup: 2,
  score: 2,
  account: 1,
  route: 3,
  write: 4,
  task: 4,
  answer: 3,
  alert: 4,
  post: 1,
  card: 1,
  letter: 2,
  statuses: 1,
  hook: 2,
  source: 2,
  import: 2,
  plan: 1,
};

/** A start waits so long for what each workspace begins with: one whose CRM does not answer goes on beginning beside the others' work. */
const BEGIN_MS = 2_000;

/** How soon a process hears of a portal that installed the app by another one. */
const NEWCOMERS_EVERY_MS = 15_000;

/** What may wait a little for a slow server. */
const LETTERS = ['notice', 'brief', 'digest', 'sequence'];

/** What follows from what reps do, or do not. */
const ANSWERS = ['move', 'finish', 'contact', 'sla', 'action'];

/** What waits for people shares a lane, as timers do. */
function laneOf(kind: string): string {
  if (ANSWERS.includes(kind)) return 'answer';
  if (LETTERS.includes(kind)) return 'letter';
  return kind in CONCURRENCY ? kind : 'timer';
}

/** Starts the product: migrates, joins the parts, works until closed. Throws a sentence for people when it cannot start. */
export async function startApp(settings: AppSettings): Promise<App> {
  const now = settings.now ?? system.now;
  const { role } = await migrate(settings.databaseUrl, now());
  const db = openDb(settings.databaseUrl, {
    max: 10,
    ...(role !== undefined && { role }),
    ...(settings.onCommit !== undefined && { onCommit: settings.onCommit }),
  });
  const closing: (() => Promise<void>)[] = [() => db.close()];
  let stopping = false;
  const close = async () => {
    stopping = true;
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    const store = openStore(db);
    const teams = settings.slack && slackTeams(settings.slack, settings, db, now);
    const ways = waysOut(settings, teams, now);
    closing.push(() => ways.close());
    let refresh = async () => {};
    const portals = settings.hubspot?.oauth && hubspotPortals(settings, db, now, () => void refresh());
    const { salesforce } = settings;
    const orgs = salesforce && salesforceOrgs({ ...settings, salesforce }, db, now, () => void refresh());
    const news = orgs && newsOf(settings, { db, store, orgs, now });
    const at = workspacesAtWork(settings, {
      db,
      store,
      ways: ways.of,
      ...(portals && { portals }),
      ...(orgs && { orgs }),
      ...(news && { news }),
      now,
    });
    await at.refresh();
    let queue: HintQueue | undefined;
    const hint: Parts['hint'] = async (work) => queue?.hint(work);
    const onTrouble = (error: Error) => settings.tell('failed', `queue: ${error.message}`);
    const parts: Parts = {
      store,
      now,
      hint,
      workspaces: at.all,
      stopping: () => stopping,
      chance: system.chance,
      newId: system.newId,
      tell: settings.tell,
    };
    const line = pipeline(parts);
    // The first lead must not find an empty floor, or a CRM without our properties, only because it came early.
    const begin = async ({ id, crm }: Workspace) => {
      for (const kind of ['prepare', 'reps'] as const) if (!stopping) await line.run(id, kind);
      // Of what was before, those tell who tell it best; later they tell only of what comes from then on.
      const isNew = !stopping && !(await store.together(id, (rows) => rows.anyRecord(crm.kind)));
      if (isNew) await line.run(id, 'source');
    };
    const begun = Promise.all([...at.all.values()].map(begin));
    const told = begun.catch(onTrouble);
    closing.push(async () => void (await told));
    await Promise.race([begun, delay(BEGIN_MS, undefined, { ref: false })]);
    const opened = await openQueue({
      backend: backendOf(settings),
      concurrency: CONCURRENCY,
      laneOf,
      run: (work) => line.turn(work.workspace, work.kind as JobKind),
      gapMs: ({ workspace, kind }) => workGap(kind as JobKind, at.all.get(workspace)?.crm.callsPer10Seconds),
      onTrouble,
    });
    queue = opened;
    closing.push(() => opened.close());
    closing.push(async () => news?.close());
    news?.start({ workspaces: at.all, receive: line.receive });
    refresh = async () => {
      await at
        .refresh()
        .then((fresh) => Promise.all(fresh.map(begin)))
        .catch(onTrouble);
    };
    const newcomers = setInterval(refresh, NEWCOMERS_EVERY_MS);
    closing.push(async () => clearInterval(newcomers));
    const sweeper = sweep({
      everyMs: settings.sweepEveryMs ?? 1_000,
      now,
      due: () => store.due(now()),
      hint,
      onTrouble,
    });
    closing.push(() => sweeper.close());
    const doors = openDoors(settings, {
      db,
      store,
      parts,
      answers: line.answers,
      actions: line.actions,
      teams,
      portals,
      orgs,
      wakeHooks: async (workspace, [id]) => (id === undefined ? undefined : hint({ workspace, kind: 'hook', id })),
      now,
      newId: system.newId,
    });
    const usual = settings.workspace.id;
    const accounts = [portals, orgs].filter((each) => each !== undefined);
    const http = await openHttp({
      routers: doors.routers,
      port: settings.port,
      hubspot: intakeOf(settings),
      async receive(kind, account, changes) {
        const workspace = await store.workspaceOf(kind, account);
        return workspace === undefined
          ? undefined
          : line.receive(workspace, changesNamed(at.all.get(workspace), kind, changes));
      },
      health: () => healthOf({ store, workspaces: at.all, usual, accounts, teams, now }),
      // The page has no login: real leads are never shown there, and the demo is for this machine only.
      ...(settings.workspace.demo && {
        host: '127.0.0.1',
        demoPage: () => hotLeads(db, at.all.get(settings.workspace.id)),
      }),
      now,
      tell: settings.tell,
    });
    closing.push(
      () => http.close(),
      () => doors.close(),
    );
    await doors.start();
    for (const text of await unconnected([portals, orgs?.by === 'link' ? orgs : undefined], usual))
      settings.tell('connect', text);
    return { url: http.url, found: await counts(db, settings.workspace.id), db, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** How to connect the CRMs that wait for somebody to open a link, in a sentence each. */
async function unconnected(
  linked: (Pick<SalesforceOrgs | HubspotPortals, 'trouble' | 'live'> | undefined)[],
  usual: string,
): Promise<string[]> {
  const told = linked.map(async (each) =>
    each === undefined || (await each.live()).length > 0 ? undefined : each.trouble(usual),
  );
  return (await Promise.all(told)).filter((text) => text !== undefined);
}

/** The real workspaces a database holds; none where this product never ran. */
export async function storedWorkspaces(databaseUrl: string): Promise<string[]> {
  const db = openDb(databaseUrl, { max: 1 });
  try {
    return await db.acrossWorkspaces(realWorkspaces);
  } finally {
    await db.close();
  }
}

function backendOf(settings: AppSettings): Parameters<typeof openQueue>[0]['backend'] {
  if (settings.redisUrl === undefined) return { kind: 'postgres', url: settings.databaseUrl };
  // Two installations may share one Redis: each one's database names its jobs.
  const prefix = `hotlead${createHash('sha256').update(settings.databaseUrl).digest('hex').slice(0, 12)}`;
  return { kind: 'redis', url: settings.redisUrl, prefix };
}

/** What orgs tell as it happens, where the configuration asks for it. */
function newsOf(
  { salesforce, tell }: AppSettings,
  inside: { db: Db; store: Store; orgs: SalesforceOrgs; now: () => number },
): SalesforceNews | undefined {
  const { pubsub: endpoint, dailyCalls } = salesforce ?? {};
  if (endpoint === undefined) return undefined;
  const own = { holder: system.newId(), chance: system.chance, tell };
  return salesforceNews({ ...inside, ...own, endpoint, ...(dailyCalls !== undefined && { dailyCalls }) });
}

function intakeOf({ hubspot, publicUrl }: AppSettings) {
  if (hubspot?.clientSecret === undefined || publicUrl === undefined) return undefined;
  const { clientSecret, appId } = hubspot;
  return hubspotWebhook({ clientSecret, publicUrl, ...(appId !== undefined && { appId }) });
}

async function hotLeads(db: Db, ws: Workspace | undefined) {
  if (ws === undefined) return [];
  const rows = await db.inWorkspace(ws.id, (tx) => recentEpisodes(tx, ws.id, ws.crm.kind, 50));
  return rows.map(({ firstName, lastName, record, company, owner, assignee, ...row }) => ({
    ...row,
    company,
    owner,
    assignee,
    name: [firstName, lastName].filter(Boolean).join(' ') || `contact ${record}`,
    recordUrl: ws.crm.recordUrl(record),
  }));
}

async function counts(db: Db, workspace: string): Promise<App['found']> {
  const [row] = await db.inWorkspace(workspace, (tx) =>
    tx.query<App['found']>(
      'select (select count(*) from leads where workspace = $1) as leads, (select count(*) from episodes where workspace = $1) as episodes',
      [workspace],
    ),
  );
  return row ?? { leads: 0, episodes: 0 };
}
