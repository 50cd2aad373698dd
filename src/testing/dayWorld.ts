import { randomUUID } from 'node:crypto';
import type { AppSettings } from '../appSettings.ts';
import { waysOut } from '../connections.ts';
import { hubspotCrm } from '../crm/hubspot/hubspot.ts';
import { hubspotWebhook } from '../crm/hubspot/webhook.ts';
import { openDoors } from '../doors.ts';
import { openHttp } from '../http/server.ts';
import { modelFromStored } from '../model/read.ts';
import { pipeline } from '../pipeline.ts';
import { decidingBy } from '../pipeline/deciding.ts';
import { type JobKind, type Parts, timersOf, type Workspace } from '../pipeline/parts.ts';
import { type HubspotSandbox, startHubspot } from '../sandbox/hubspot/hubspot.ts';
import { type MailSandbox, startMail } from '../sandbox/mail/mail.ts';
import { type SlackSandbox, startSlack } from '../sandbox/slack/slack.ts';
import { slackTeams } from '../slackTeams.ts';
import { openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { openStore } from '../store/store.ts';
import { heldClock, type HeldClock } from './clock.ts';
import { begin, DAY_WORKSPACE, hire, type People } from './dayOffice.ts';
import { daySlack } from './daySlack.ts';
import { DAY_FROM, dayModel } from './dayTeam.ts';
import { PUBLIC_URL, worldSettings } from './world.ts';

export type DayWorld = {
  hubspot: HubspotSandbox;
  slack: SlackSandbox;
  mail: MailSandbox;
  clock: HeldClock;
  /** Where the product listens, for presses and links. */
  url: string;
  /** Lines the product told. */
  told: string[];
  rows: <Row>(sql: string) => Promise<Row[]>;
  /** Until nothing that is due by the clock is left to do, webhooks first. */
  quiet: () => Promise<void>;
} & People &
  AsyncDisposable;

/**
 * The team of the day in the sandbox, with Slack, mail, and the product's own doors for presses and links, on one clock that
 * stands still at seven. The chapters run one after the other, without a queue: the same day every time.
 */
export async function startDayWorld(databaseUrl: string): Promise<DayWorld> {
  await using stack = new AsyncDisposableStack();
  const clock = heldClock(DAY_FROM);
  const now = () => clock.now();
  const hubspot = stack.use(
    await startHubspot({ now, watched: 'all', limits: { tenSecondly: 1e6, searchPerSecond: 1e6 } }),
  );
  const slack = stack.use(await startSlack({ now, limited: false }));
  const mail = stack.use(await startMail({ now }));
  const people = hire(hubspot, slack);
  const { role } = await migrate(databaseUrl, now());
  const db = openDb(databaseUrl, { max: 6, ...(role !== undefined && { role }) });
  stack.defer(() => db.close());
  const store = openStore(db);
  const told: string[] = [];
  const settings = settingsOf(databaseUrl, { hubspot, slack, mail }, now, told);
  const teams = settings.slack && slackTeams(settings.slack, settings, db, now);
  const out = waysOut(settings, teams, now);
  stack.defer(() => out.close());
  const ways = out.of(DAY_WORKSPACE.id);
  await begin(db, people.owners, now());
  await store.together(DAY_WORKSPACE.id, (rows) => rows.addSteps(timersOf('hubspot', now()), now()));
  const ours = daySlack(slack, now);
  const ws = workspaceOf(
    { ...ways, channels: ways.channels.map((channel) => (channel.kind === 'slack' ? ours : channel)) },
    hubspot,
    now,
  );
  const parts: Parts = {
    store,
    workspaces: new Map([[ws.id, ws]]),
    hint: async () => {},
    now,
    chance: () => 0,
    newId: randomUUID,
    stopping: () => false,
    tell: settings.tell,
  };
  const line = pipeline(parts);
  const { answers, actions } = line;
  const portals = undefined;
  const wakeHooks = async () => {};
  const inside = {
    db,
    store,
    parts,
    answers,
    actions,
    teams,
    portals,
    orgs: undefined,
    wakeHooks,
    now,
    newId: randomUUID,
  };
  const doors = openDoors(settings, inside);
  stack.defer(() => doors.close());
  const { clientSecret, appId } = hubspot;
  const http = await openHttp({
    port: 0,
    routers: doors.routers,
    hubspot: hubspotWebhook({ clientSecret, publicUrl: PUBLIC_URL, appId: String(appId) }),
    receive: (_kind, _account, changes) => line.receive(ws.id, changes),
    health: async () => ({ troubles: [], warnings: [] }),
    now,
    tell: settings.tell,
  });
  stack.defer(() => http.close());
  await doors.start();
  const kept = stack.move();
  return {
    hubspot,
    slack,
    mail,
    clock,
    url: http.url,
    told,
    ...people,
    rows: (sql) => db.acrossWorkspaces((tx) => tx.query(sql)),
    async quiet() {
      await hubspot.sendWebhooks(`${http.url}/webhooks/hubspot`, { signedUrl: `${PUBLIC_URL}/webhooks/hubspot` });
      for (let rounds = 0; ; rounds += 1) {
        const due = await store.due(now());
        if (due.length === 0) return;
        if (rounds > 200)
          throw new Error(`the day stands still: ${JSON.stringify(due)}\n${told.slice(-20).join('\n')}`);
        for (const { kind } of due) await line.run(ws.id, kind as JobKind);
      }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

type Vendors = Pick<DayWorld, 'hubspot' | 'slack' | 'mail'>;

function settingsOf(
  databaseUrl: string,
  { hubspot, slack, mail }: Vendors,
  now: () => number,
  told: string[],
): AppSettings {
  const { token, apiUrl, signingSecret } = slack;
  return {
    ...worldSettings({ database: databaseUrl, hubspot, slack }),
    workspace: DAY_WORKSPACE,
    slack: { token, apiUrl, channel: '#hot-leads', signingSecret },
    mail: { url: mail.url, from: 'Hot leads <hot@acme.example>' },
    secretKey: 'a key of thirty-two characters or more',
    timeZone: 'Europe/London',
    firstModel: dayModel,
    now,
    tell: (step, text) => void told.push(`${new Date(now()).toISOString()} ${step}: ${text}`),
  };
}

function workspaceOf(
  ways: Pick<Workspace, 'channels' | 'mail' | 'linkTo'>,
  hubspot: HubspotSandbox,
  now: () => number,
): Workspace {
  const crm = hubspotCrm({
    token: () => 'sandbox-token',
    portalId: String(hubspot.portalId),
    baseUrl: hubspot.url,
    takeTurn: async () => {},
    now,
    timeZone: 'Europe/London',
  });
  return {
    id: DAY_WORKSPACE.id,
    crm,
    ...ways,
    deciding: decidingBy(modelFromStored),
    watchingSince: DAY_FROM,
    timeZone: 'Europe/London',
    taskQueues: {},
  };
}
