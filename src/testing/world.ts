import { type App, type AppSettings, startApp } from '../main.ts';
import { type HubspotSandbox, startHubspot } from '../sandbox/hubspot/hubspot.ts';
import { type SlackSandbox, startSlack } from '../sandbox/slack/slack.ts';
import { ownDatabase } from './database.ts';

export type World = {
  hubspot: HubspotSandbox;
  slack: SlackSandbox;
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
  /** Sends HubSpot's queued webhooks to the app. */
  push(): Promise<void>;
  rows<Row>(sql: string): Promise<Row[]>;
  /** Stops the app and starts another on the same data. */
  restart(): Promise<void>;
} & AsyncDisposable;

const TEAM = ['Ann', 'Bob', 'Cy'];

/** A company with three reps, its HubSpot and Slack in the sandbox, and the real app at work on a database of its own. */
export async function startWorld(
  options: { redisUrl?: string; settings?: Partial<AppSettings>; reps?: string[] } = {},
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
    hubspot.addUser(ownerId, { hs_availability_status: 'available' });
    return {
      ownerId,
      slackId: slack.addUser({ email, name: `${name} Rep`, tz: 'Europe/Berlin' }).id,
      name: `${name} Rep`,
    };
  });
  const told: string[] = [];
  const settings = { ...worldSettings({ database: database.url, hubspot, slack }), now, ...options.settings };
  const start = () =>
    startApp({
      ...settings,
      ...(options.redisUrl !== undefined && { redisUrl: options.redisUrl }),
      tell: (step, text) => void told.push(`${step}: ${text}`),
    });
  let app = await start();
  return {
    hubspot,
    slack,
    get app() {
      return app;
    },
    databaseUrl: database.url,
    told,
    reps,
    hotLeads,
    now,
    advance: (ms) => void (ahead += ms),
    async push() {
      await hubspot.sendWebhooks(`${app.url}/webhooks/hubspot`, { signedUrl: `${PUBLIC_URL}/webhooks/hubspot` });
    },
    rows: (sql) => app.db.acrossWorkspaces((tx) => tx.query(sql)),
    async restart() {
      await app.close();
      app = await start();
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await Promise.all([hubspot.close(), slack.close()]);
      await database[Symbol.asyncDispose]();
    },
  };
}

export const PUBLIC_URL = 'https://hotlead.example.com';

/** The settings of an app that works on this sandbox. */
export function worldSettings(on: {
  database: string;
  hubspot: { url: string; portalId: number; clientSecret: string; appId: number };
  slack: { token: string; apiUrl: string };
}): Omit<AppSettings, 'tell'> {
  return {
    databaseUrl: on.database,
    port: 0,
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
    sweepEveryMs: 100,
  };
}
