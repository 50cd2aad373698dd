import { defaultModel, type Model } from '../domain/model.ts';
import type { AppSettings } from '../appSettings.ts';
import { type App, startApp } from '../main.ts';
import { type HubspotSandbox, startHubspot } from '../sandbox/hubspot/hubspot.ts';
import { type SlackSandbox, startSlack } from '../sandbox/slack/slack.ts';
import { openDb } from '../store/db.ts';
import { freePort } from '../store/postgresPrograms.ts';
import { ownDatabase } from './database.ts';
import { until } from './until.ts';

export type World = {
  hubspot: HubspotSandbox;
  slack: SlackSandbox;
  /** Throws while none runs. */
  app: App;
  databaseUrl: string;
  /** Lines the app told, as `step: text`. */
  told: string[];
  reps: { ownerId: string; slackId: string; name: string }[];
  /** The id of #hot-leads. */
  hotLeads: string;
  /** Moves every clock of this world ahead. */
  advance(ms: number): void;
  now(): number;
  /** The settings of an app on this world, apart from its clock. */
  settings: Omit<AppSettings, 'tell'>;
  /** Sends HubSpot's queued webhooks to the app's address. */
  push(): Promise<void>;
  /** Sends once more what was not accepted, or everything. */
  pushAgain(which: 'failed' | 'all'): Promise<void>;
  /** The contacts that have a task in HubSpot, once for each task, sorted. */
  contactsWithTask(): string[];
  /** Waits until nothing is left to do, apart from timers; throws when something was given up. */
  settled(timeoutMs?: number): Promise<void>;
  /** Rows of work that is not done; looks at companies, ladders, ends of snoozes, and leads that wait for somebody are timers. */
  open(): Promise<number>;
  rows<Row>(sql: string): Promise<Row[]>;
  /** A second process's worth of the app, on the same data and clock. */
  another(): Promise<App & AsyncDisposable>;
  /** Stops the app, if one runs, and starts another on the same data. */
  restart(): Promise<void>;
} & AsyncDisposable;

const TEAM = ['Ann', 'Bob', 'Cy'];

/** As a new workspace decides, but that every message stands alone and #hot-leads sees only what nobody has: most tests count messages. */
export const worldModel: Model = {
  ...defaultModel,
  telling: { ...defaultModel.telling, postAssigned: false, rollUpFrom: 100, companyMinutes: 0 },
};

/** Working hours, as HubSpot writes them, of people who are always there: tests run at any hour. */
const ALWAYS = JSON.stringify([{ days: 'EVERY_DAY', startMinute: 0, endMinute: 1440 }]);

/** A company with three reps, its HubSpot and Slack in the sandbox, and the real app at work on a database of its own. */
export async function startWorld(
  options: {
    redisUrl?: string;
    settings?: Partial<AppSettings>;
    reps?: string[];
    appRuns?: boolean;
    /** Days and weeks are summed up. */
    digests?: boolean;
    /** What is pressed in Slack is heard. */
    signed?: boolean;
  } = {},
): Promise<World> {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const database = await ownDatabase();
  const hubspot = await startHubspot({ now, watched: 'all', limits: { tenSecondly: 100_000, searchPerSecond: 1_000 } });
  const slack = await startSlack({ now, limited: false });
  const hotLeads = slack.addChannel('hot-leads').id;
  const reps = (options.reps ?? TEAM).map((name) => {
    const email = `${name.toLowerCase()}@acme.example`;
    const ownerId = hubspot.addOwner({ email, firstName: name, lastName: 'Rep' });
    hubspot.addUser(ownerId, {
      hs_availability_status: 'available',
      hs_standard_time_zone: 'UTC',
      hs_working_hours: ALWAYS,
    });
    return {
      ownerId,
      slackId: slack.addUser({ email, name: `${name} Rep`, tz: 'Europe/Berlin' }).id,
      name: `${name} Rep`,
    };
  });
  const told: string[] = [];
  // One port for every app of this world: HubSpot knows one address.
  const port = await freePort();
  const usual = worldSettings({ database: database.url, port, hubspot, slack });
  const { signingSecret, token, apiUrl } = slack;
  const pressed = options.signed ? { slack: { token, apiUrl, channel: '#hot-leads', signingSecret } } : {};
  const settings = { ...usual, ...pressed, ...options.settings };
  const db = openDb(database.url, { max: 2 });
  const open = async (): Promise<number> => (await rows<{ open: number }>(OPEN_WORK))[0]?.open ?? 0;
  const rows: World['rows'] = (sql) => db.acrossWorkspaces((tx) => tx.query(sql));
  const start = async (other: Partial<AppSettings> = {}) => {
    const started = await startApp({
      ...settings,
      ...other,
      now,
      ...(options.redisUrl !== undefined && { redisUrl: options.redisUrl }),
      tell: (step, text) => void told.push(`${step}: ${text}`),
    });
    // The end of a day comes at some hour of it: tests that count messages run at any.
    if (options.digests !== true) await rows("update steps set done_at = now() where key = 'digests'");
    return started;
  };
  let app = options.appRuns === false ? undefined : await start();
  const address = `http://localhost:${port}/webhooks/hubspot`;
  const sending = { signedUrl: `${PUBLIC_URL}/webhooks/hubspot` };
  return {
    hubspot,
    slack,
    get app() {
      if (app === undefined) throw new Error('no app runs in this world');
      return app;
    },
    settings,
    databaseUrl: database.url,
    told,
    reps,
    hotLeads,
    now,
    advance: (ms) => void (ahead += ms),
    async push() {
      await hubspot.sendWebhooks(address, sending);
    },
    async pushAgain(which) {
      await hubspot.redeliver(which, sending);
    },
    rows,
    open,
    contactsWithTask: () =>
      hubspot
        .tasks()
        .flatMap((task) => task.contactIds)
        .sort(),
    async settled(timeoutMs) {
      await until(
        async () => (await open()) === 0,
        () => `all work to be done; told so far:\n${told.join('\n')}`,
        timeoutMs,
      );
      const failed = await rows<{ kind: string; last_error: string }>(
        'select kind, last_error from steps where failed_at is not null',
      );
      if (failed.length > 0) throw new Error(`given up: ${JSON.stringify(failed)}`);
    },
    async another() {
      const second = await start({ port: 0 });
      return { ...second, [Symbol.asyncDispose]: () => second.close() };
    },
    async restart() {
      await app?.close();
      app = await start();
    },
    async [Symbol.asyncDispose]() {
      await app?.close();
      await db.close();
      await Promise.all([hubspot.close(), slack.close()]);
      await database[Symbol.asyncDispose]();
    },
  };
}

const OPEN_WORK = `select
    (select count(*) from steps where done_at is null and failed_at is null and kind in ('read', 'catchup', 'task', 'move', 'finish', 'alert', 'post', 'card', 'contact')
      and key not like 'alert:%:snooze:%')
  + (select count(*) from steps where kind = 'erase' and payload = '{}')
  + (select count(*) from steps s left join episodes e on e.workspace = s.workspace and e.id::text = s.subject
     where s.kind = 'route' and s.done_at is null and s.failed_at is null and e.waiting_because is null)
  + (select count(*) from leads where wanted_seq > done_seq)
  + (select count(*) from source_gaps where given_at is null)
  + (select count(*) from crm_writes where failed_at is null and (wanted <> '{}' or sending <> '{}')) as open`;

export const PUBLIC_URL = 'https://hotlead.example.com';

/** The settings of an app that works on this sandbox. */
export function worldSettings(on: {
  database: string;
  /** Any free one when left out. */
  port?: number;
  hubspot: { url: string; portalId: number; clientSecret: string; appId: number };
  slack: { token: string; apiUrl: string };
}): Omit<AppSettings, 'tell'> {
  return {
    databaseUrl: on.database,
    port: on.port ?? 0,
    publicUrl: PUBLIC_URL,
    workspace: { id: 'acme', name: 'Acme', demo: false },
    hubspot: {
      token: 'sandbox-token',
      portalId: String(on.hubspot.portalId),
      apiUrl: on.hubspot.url,
      callsPer10Seconds: 100_000,
      taskQueues: { 'ann@acme.example': '777' },
      clientSecret: on.hubspot.clientSecret,
      appId: String(on.hubspot.appId),
    },
    slack: { token: on.slack.token, apiUrl: on.slack.apiUrl, channel: '#hot-leads' },
    timeZone: 'UTC',
    firstModel: worldModel,
    // Whoever is there before is read when they change: the import and the sources have tests of their own.
    imports: false,
    sources: false,
    sweepEveryMs: 100,
  };
}
