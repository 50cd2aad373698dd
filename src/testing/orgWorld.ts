import { generateKeyPairSync } from 'node:crypto';
import type { AppSettings } from '../appSettings.ts';
import type { Model } from '../domain/model.ts';
import { type App, startApp } from '../main.ts';
import { type HubspotSandbox, startHubspot } from '../sandbox/hubspot/hubspot.ts';
import { type SalesforceSandbox, startSalesforce } from '../sandbox/salesforce/salesforce.ts';
import { type SlackSandbox, startSlack } from '../sandbox/slack/slack.ts';
import { type Db, openDb } from '../store/db.ts';
import { openStore } from '../store/store.ts';
import { ownDatabase } from './database.ts';
import { addHotStatus, addSalesforceFields } from './salesforceFields.ts';
import { until } from './until.ts';
import { PUBLIC_URL, worldModel } from './world.ts';

type OrgRep = { name: string; email: string; userId: string; ownerId: string; slackId: string };

export type OrgWorld = {
  org: SalesforceSandbox;
  /** Only the second CRM of a world that asks for it. */
  hubspot: HubspotSandbox;
  slack: SlackSandbox;
  /** Throws while none runs. */
  app: App;
  databaseUrl: string;
  /** The settings of an app on this world, apart from its clock. */
  settings: Omit<AppSettings, 'tell'>;
  told: string[];
  reps: OrgRep[];
  /** The id of #hot-leads. */
  hotLeads: string;
  now: () => number;
  /** Moves every clock of this world ahead. Only while nothing is under way: what is would have hung for so long. */
  advance(ms: number): void;
  /** Waits until nothing is due by the clock of this world, and nothing is under way; throws when something was given up. */
  quiet(timeoutMs?: number): Promise<void>;
  /** So many times: a minute passes, both CRMs are looked at, and what follows is done. */
  minutes(count?: number): Promise<void>;
  rows<Row>(sql: string): Promise<Row[]>;
  restart(): Promise<void>;
} & AsyncDisposable;

type Options = {
  redisUrl?: string;
  /** Which CRM a workspace with both works in; no HubSpot when left out. */
  home?: 'hubspot' | 'salesforce';
  settings?: Partial<AppSettings>;
  /** The org keeps records of privacy. */
  dataPrivacy?: boolean;
  appRuns?: boolean;
};

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Salesforce keeps no hours of a user, and tests run at any: everybody is always there. */
export const orgModel: Model = {
  ...worldModel,
  routing: { ...worldModel.routing, hours: [{ days: [...WEEK], from: 0, to: 1440 }] },
};

export const CLIENT = 'hot-lead-signal';
export const INTEGRATION = 'integration@example.com';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const ALWAYS = JSON.stringify([{ days: 'EVERY_DAY', startMinute: 0, endMinute: 1440 }]);

/** A company with three reps whose org has what `hot-lead salesforce setup` brings, and the real app at work on it, logged in by its key. */
export async function startOrgWorld(options: Options = {}): Promise<OrgWorld> {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  await using opening = new AsyncDisposableStack();
  const database = opening.use(await ownDatabase());
  const org = opening.use(await startSalesforce({ now, dataPrivacy: options.dataPrivacy ?? false }));
  addSalesforceFields(org);
  addHotStatus(org);
  const app = { clientId: CLIENT, clientSecret: 'not used with a key', callback: '' };
  org.addApp({ ...app, publicKey: keys.publicKey, preApproved: [INTEGRATION] });
  const hubspot =
    options.home &&
    opening.use(await startHubspot({ now, watched: 'all', limits: { tenSecondly: 1e6, searchPerSecond: 1e6 } }));
  const slack = opening.use(await startSlack({ now, limited: false }));
  const hotLeads = slack.addChannel('hot-leads').id;
  const reps = ['Ann', 'Bob', 'Cy'].map((name) => hired(name, { org, hubspot, slack }));
  const told: string[] = [];
  const settings = { ...settingsOf(database.url, { org, hubspot, slack }, options), ...options.settings };
  const db = openDb(database.url, { max: 2 });
  opening.defer(() => db.close());
  const rows: OrgWorld['rows'] = (sql) => db.acrossWorkspaces((tx) => tx.query(sql));
  let running: App | undefined;
  const start = async () => {
    running = await startApp({ ...settings, now, tell: (step, text) => void told.push(`${step}: ${text}`) });
    // The end of a day comes at some hour of it: tests that count messages run at any.
    await rows("update steps set done_at = now() where key = 'digests'");
  };
  opening.defer(async () => running?.close());
  const quiet = quietOf(db, { now, told });
  if (options.appRuns !== false) {
    await start();
    await quiet();
    // The org dates by the second: what is of the very second in which the workspace began would be from before it.
    ahead += 2_000;
  }
  const kept = opening.move();
  return {
    org,
    get hubspot() {
      if (hubspot === undefined) throw new Error('this world has no HubSpot');
      return hubspot;
    },
    slack,
    get app() {
      if (running === undefined) throw new Error('no app runs in this world');
      return running;
    },
    databaseUrl: database.url,
    settings,
    told,
    reps,
    hotLeads,
    now,
    advance: (ms) => void (ahead += ms),
    quiet,
    async minutes(count = 1) {
      await quiet();
      for (let minute = 0; minute < count; minute++) {
        ahead += 61_000;
        await quiet();
      }
    },
    rows,
    async restart() {
      await running?.close();
      running = undefined;
      await start();
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

type Vendors = { org: SalesforceSandbox; hubspot: HubspotSandbox | undefined; slack: SlackSandbox };

/** A rep of all three vendors, who is always there. */
function hired(name: string, { org, hubspot, slack }: Vendors): OrgRep {
  const email = `${name.toLowerCase()}@acme.example`;
  const fullName = `${name} Rep`;
  const ownerId = hubspot?.addOwner({ email, firstName: name, lastName: 'Rep' }) ?? '';
  hubspot?.addUser(ownerId, {
    hs_availability_status: 'available',
    hs_standard_time_zone: 'UTC',
    hs_working_hours: ALWAYS,
  });
  return {
    name: fullName,
    email,
    userId: org.addUser({ email, name: fullName, timeZone: 'Europe/Berlin' }),
    ownerId,
    slackId: slack.addUser({ email, name: fullName, tz: 'Europe/Berlin' }).id,
  };
}

function settingsOf(
  databaseUrl: string,
  { org, hubspot, slack }: Vendors,
  { home, redisUrl }: Options,
): OrgWorld['settings'] {
  const portal = hubspot && { token: 'sandbox-token', portalId: String(hubspot.portalId), apiUrl: hubspot.url };
  return {
    databaseUrl,
    port: 0,
    publicUrl: PUBLIC_URL,
    workspace: { id: 'acme', name: 'Acme', demo: false },
    salesforce: {
      login: { by: 'jwt', clientId: CLIENT, username: INTEGRATION, privateKey },
      loginUrl: org.url,
      callsPer10Seconds: 100_000,
    },
    ...(portal && { hubspot: { callsPer10Seconds: 100_000, taskQueues: {}, ...portal } }),
    ...(home && { home }),
    ...(redisUrl !== undefined && { redisUrl }),
    slack: { token: slack.token, apiUrl: slack.apiUrl, channel: '#hot-leads' },
    timeZone: 'UTC',
    firstModel: orgModel,
    imports: false,
    sources: false,
    sweepEveryMs: 30,
  };
}

function quietOf(db: Db, { now, told }: Pick<OrgWorld, 'now' | 'told'>): OrgWorld['quiet'] {
  const store = openStore(db);
  const isQuiet = async () => {
    if ((await store.due(now())).length > 0) return false;
    const [row] = await db.acrossWorkspaces((tx) => tx.query<{ busy: number }>(UNDER_WAY, [new Date(now())]));
    return row?.busy === 0;
  };
  return async (timeoutMs = 25_000) => {
    // Whoever was asked between two steps of one thing was wrong once, not twice.
    for (let times = 0; times < 2; times++)
      await until(isQuiet, () => `all that is due to be done; told so far:\n${told.join('\n')}`, timeoutMs);
    const failed = await db.acrossWorkspaces((tx) =>
      tx.query('select kind, last_error from steps where failed_at is not null'),
    );
    if (failed.length > 0) throw new Error(`given up: ${JSON.stringify(failed)}\n${told.join('\n')}`);
  };
}

const UNDER_WAY = `select
    (select count(*)::int from steps where done_at is null and failed_at is null and claimed_until > $1)
  + (select count(*)::int from crm_writes where failed_at is null and claimed_until > $1)
  + (select count(*)::int from leads where wanted_seq > done_seq) as busy`;
