import { randomUUID } from 'node:crypto';
import type { Change, Crm } from './crm/crm.ts';
import { defaultModel } from './domain/model.ts';
import { modelFromStored } from './model/read.ts';
import { modelHash } from './model/hash.ts';
import { pipeline } from './pipeline.ts';
import { decidingBy } from './pipeline/deciding.ts';
import { timersOf, type Workspace } from './pipeline/parts.ts';
import { type NewsOptions, salesforceNews } from './salesforceNews.ts';
import { startPubSub } from './sandbox/salesforce/pubsub.ts';
import { openDb } from './store/db.ts';
import { migrate } from './store/migrate.ts';
import { publishFirst } from './store/models.ts';
import { openStore } from './store/store.ts';
import { ensureWorkspace } from './store/workspaces.ts';
import { ownDatabase } from './testing/database.ts';
import { startRig } from './testing/salesforceRig.ts';
import { until } from './testing/until.ts';

const ID = 'acme';
export const SELECTED = ['Lead', 'Contact', 'Task', 'CampaignMember', 'Hot_Signal__c'];

export type NewsWorld = Awaited<ReturnType<typeof startNewsWorld>>;

/** An org that tells of changes, a workspace on it, and processes that listen, on a held clock. `crm` is of the workspace's CRM. */
export async function startNewsWorld(crm: Partial<Crm> = {}) {
  await using opening = new AsyncDisposableStack();
  const rig = opening.use(await startRig());
  const { sandbox, clock } = rig;
  const pubsub = opening.use(await startPubSub(sandbox.ground, { entities: SELECTED }));
  const now = () => clock.now();
  const database = opening.use(await ownDatabase());
  const { role } = await migrate(database.url, now());
  const db = openDb(database.url, { max: 6, ...(role !== undefined && { role }) });
  opening.defer(() => db.close());
  const store = openStore(db);
  const ws = { ...(await workspaceIn(db, now)), crm: { ...rig.crm, ...crm } };
  await store.together(ID, (rows) => rows.addSteps(timersOf('salesforce', now() + 3_600_000), now()));
  const workspaces = new Map([[ID, ws]]);
  const told: string[] = [];
  const tell = (step: string, text: string) => void told.push(`${step}: ${text}`);
  const line = pipeline({
    store,
    now,
    workspaces,
    hint: async () => {},
    stopping: () => false,
    chance: () => 0.5,
    newId: randomUUID,
    tell,
  });
  const sessions = { token: sandbox.token, renewals: 0 };
  const session = async (refused?: string) => {
    if (refused === sessions.token) {
      sessions.token = sandbox.ground.sessions.open(sandbox.integrationUser);
      sessions.renewals += 1;
    }
    return { accessToken: sessions.token, instanceUrl: sandbox.url };
  };
  const orgs: NewsOptions['orgs'] = {
    live: async () => [{ workspace: ID, org: sandbox.orgId, instanceUrl: sandbox.url }],
    sessionOf: () => session,
  };
  const given = { endpoint: pubsub.endpoint, orgs, db, store, now, chance: () => 0, tell, everyMs: 20 };

  /** Another process that listens. `receive` stands in for the pipeline's, which it is given. */
  function listener(receive?: (changes: Change[], keep: () => Promise<number>) => Promise<unknown>) {
    const news = salesforceNews({ ...given, holder: randomUUID() });
    const keep = (workspace: string, changes: Change[]) => line.receive(workspace, changes);
    news.start({
      workspaces,
      receive: (workspace, changes) =>
        receive ? receive(changes, () => keep(workspace, changes)) : keep(workspace, changes),
    });
    return { ...news, [Symbol.asyncDispose]: () => news.close() };
  }

  const rows = <Row>(sql: string) => db.acrossWorkspaces((tx) => tx.query<Row>(sql));
  const kept = opening.move();
  return {
    rig,
    sandbox,
    pubsub,
    clock,
    told,
    sessions,
    listener,
    rows,
    listening: () => until(() => pubsub.subscriptions() === SELECTED.length, 'the streams to be open'),
    nobodyListens: () => until(() => pubsub.subscriptions() === 0, 'the streams to have ended'),
    /** The records that are to be read, sorted. */
    toRead: async () => {
      const steps = await rows<{ subject: string }>("select subject from steps where kind = 'read' order by subject");
      return steps.map(({ subject }) => subject);
    },
    /** Where streams go on, of those that were heard of. */
    places: () => rows<{ value: string }>("select value from cursors where id like 'salesforce:news:%:%'"),
    pullDueAt: async () => {
      const [pull] = await rows<{ at: number }>("select due_at as at from steps where kind = 'pull'");
      return pull?.at;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function workspaceIn(db: ReturnType<typeof openDb>, now: () => number): Promise<Omit<Workspace, 'crm'>> {
  const watchingSince = await db.inWorkspace(ID, async (tx) => {
    const since = await ensureWorkspace(tx, { id: ID, name: 'Acme', demo: false, connections: [] }, now());
    await publishFirst(tx, ID, { hash: modelHash(defaultModel), settings: defaultModel }, now());
    return since;
  });
  const deciding = decidingBy(modelFromStored);
  return { id: ID, channels: [], deciding, watchingSince, timeZone: 'UTC', taskQueues: {} };
}
