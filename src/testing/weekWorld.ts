import { randomUUID } from 'node:crypto';
import { slackChannel } from '../channels/slack/slack.ts';
import { hubspotCrm } from '../crm/hubspot/hubspot.ts';
import { hubspotWebhook } from '../crm/hubspot/webhook.ts';
import { openHttp } from '../http/server.ts';
import { modelHash } from '../model/hash.ts';
import { modelFromStored } from '../model/read.ts';
import { pipeline } from '../pipeline.ts';
import type { Claimed } from '../pipeline/claims.ts';
import { decidingBy } from '../pipeline/deciding.ts';
import { type JobKind, timersOf, type Workspace } from '../pipeline/parts.ts';
import { type HubspotSandbox, startHubspot } from '../sandbox/hubspot/hubspot.ts';
import { type SlackSandbox, startSlack } from '../sandbox/slack/slack.ts';
import { type Db, openDb, timestamp } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { publishModel } from '../store/models.ts';
import { openStore, type Store } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { heldClock, type HeldClock } from './clock.ts';
import { MANAGER, team, WEEK_FROM, weekModel } from './weekTeam.ts';
import { PUBLIC_URL } from './world.ts';

export type WeekWorld = {
  hubspot: HubspotSandbox;
  slack: SlackSandbox;
  db: Db;
  clock: HeldClock;
  /** Lines the product told. */
  told: string[];
  /** The owner ids in HubSpot, by name. */
  owners: Map<string, string>;
  /** The ids in Slack, by name, the manager's too. */
  slackIds: Map<string, string>;
  rows: <Row>(sql: string) => Promise<Row[]>;
  claim: (episode: string, rep: string) => Promise<Claimed>;
  /** Until nothing that is due by the clock is left to do, webhooks first. */
  quiet: () => Promise<void>;
} & AsyncDisposable;

const SHIFT = JSON.stringify([{ days: 'MONDAY_TO_FRIDAY', startMinute: 540, endMinute: 1080 }]);

/**
 * The team of the week in the sandbox, and the product's pipeline on one clock that stands still at Monday midnight. Its chapters
 * run one after the other, without a queue: the same week every time.
 */
export async function startWeekWorld(databaseUrl: string): Promise<WeekWorld> {
  await using stack = new AsyncDisposableStack();
  const clock = heldClock(WEEK_FROM);
  const now = () => clock.now();
  const hubspot = await startHubspot({ now, watched: 'all', limits: { tenSecondly: 1e6, searchPerSecond: 1e6 } });
  stack.defer(() => hubspot.close());
  const slack = await startSlack({ now, limited: false });
  stack.defer(() => slack.close());
  const { owners, slackIds } = hire(hubspot, slack);
  const { role } = await migrate(databaseUrl, now());
  const db = openDb(databaseUrl, { max: 4, ...(role !== undefined && { role }) });
  stack.defer(() => db.close());
  const store = openStore(db);
  const told: string[] = [];
  const ws = await openWeek(db, store, hubspot, slack, now);
  await nameReps(db, owners, now());
  const line = pipeline({
    store,
    workspaces: new Map([[ws.id, ws]]),
    hint: async () => {},
    now,
    chance: () => 0,
    newId: randomUUID,
    stopping: () => false,
    tell: (step, text) => void told.push(`${new Date(now()).toISOString()} ${step}: ${text}`),
  });
  const { clientSecret, appId } = hubspot;
  const http = await openHttp({
    port: 0,
    hubspot: hubspotWebhook({ clientSecret, publicUrl: PUBLIC_URL, appId: String(appId) }),
    receive: (_kind, _account, changes) => line.receive(ws.id, changes),
    health: async () => ({ troubles: [], warnings: [] }),
    now,
    tell: () => {},
  });
  stack.defer(() => http.close());
  const rows: WeekWorld['rows'] = (sql) => db.acrossWorkspaces((tx) => tx.query(sql));
  const kept = stack.move();
  return {
    hubspot,
    slack,
    db,
    clock,
    told,
    owners,
    slackIds,
    rows,
    claim: (episode, rep) => line.claim(ws.id, episode, rep),
    async quiet() {
      await hubspot.sendWebhooks(`${http.url}/webhooks/hubspot`, { signedUrl: `${PUBLIC_URL}/webhooks/hubspot` });
      for (let rounds = 0; ; rounds += 1) {
        const due = await store.due(now());
        if (due.length === 0) return;
        if (rounds > 200)
          throw new Error(`the week stands still: ${JSON.stringify(due)}\n${told.slice(-20).join('\n')}`);
        for (const { kind } of due) await line.run(ws.id, kind as JobKind);
      }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Ties between reps are broken by their ids: the same ones every time, the same week every time. */
async function nameReps(db: Db, owners: Map<string, string>, now: number): Promise<void> {
  await db.inWorkspace('default', async (tx) => {
    for (const [i, [name, owner]] of [...owners].entries()) {
      const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
      await tx.query(
        "insert into reps (workspace, id, name, active, available, updated_at) values ('default', $1, $2, true, true, $3)",
        [id, name, timestamp(now)],
      );
      await tx.query("insert into identities values ('default', 'hubspot:owner', $1, 'rep', $2)", [owner, id]);
    }
  });
}

async function openWeek(
  db: Db,
  store: Store,
  hubspot: HubspotSandbox,
  slack: SlackSandbox,
  now: () => number,
): Promise<Workspace> {
  const crm = hubspotCrm({
    token: () => 'sandbox-token',
    portalId: String(hubspot.portalId),
    baseUrl: hubspot.url,
    takeTurn: async () => {},
    now,
    timeZone: 'UTC',
  });
  await db.inWorkspace('default', async (tx) => {
    await ensureWorkspace(tx, { id: 'default', name: 'Acme', demo: false, connections: [] }, now());
    await publishModel(tx, 'default', { hash: modelHash(weekModel), settings: weekModel }, now());
  });
  await store.together('default', (rows) => rows.addSteps(timersOf(crm.kind, now()), now()));
  return {
    id: 'default',
    crm,
    channels: [
      slackChannel({
        token: async () => slack.token,
        apiUrl: slack.apiUrl,
        shared: { kind: 'channel', id: '#hot-leads' },
        now,
        onRefusedCard: ({ message }) => fail(message),
      }),
    ],
    deciding: decidingBy(modelFromStored),
    watchingSince: WEEK_FROM,
    timeZone: 'UTC',
    taskQueues: {},
  };
}

function fail(message: string): never {
  throw new Error(`the week: a card was refused: ${message}`);
}

/** Everybody in HubSpot, with hours in their own zone, and in Slack; the manager in Slack only. */
function hire(
  hubspot: HubspotSandbox,
  slack: SlackSandbox,
): { owners: Map<string, string>; slackIds: Map<string, string> } {
  slack.addChannel('hot-leads');
  const max = slack.addUser({ email: MANAGER, name: 'Max', tz: 'Europe/Berlin' }).id;
  const hired = team.map(({ name, email, place }) => {
    const owner = hubspot.addOwner({ email, firstName: name });
    hubspot.addUser(owner, {
      hs_availability_status: 'available',
      hs_standard_time_zone: place.zone,
      hs_working_hours: SHIFT,
    });
    return { name, owner, slackId: slack.addUser({ email, name, tz: place.zone }).id };
  });
  return {
    owners: new Map(hired.map(({ name, owner }) => [name, owner])),
    slackIds: new Map([['Max', max], ...hired.map(({ name, slackId }) => [name, slackId] as const)]),
  };
}
