import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hubspotCommand } from '../commands/hubspot.ts';
import type { Model } from '../domain/model.ts';
import { type App, startApp } from '../main.ts';
import type { HubspotAccount } from '../sandbox/hubspot/account.ts';
import { type SlackSandbox, startSlack } from '../sandbox/slack/slack.ts';
import { openDb } from '../store/db.ts';
import { ownDatabase } from './database.ts';
import { APP, type Accounts, appSettings, startAccounts } from './hubspotAccounts.ts';
import { openBrowser } from './installing.ts';
import { worldModel } from './world.ts';
import { writtenApp } from './writtenApp.ts';

/** How the internet knows the customer's server. */
const PUBLIC_URL = 'https://leads.acme.example';
const SECRET_KEY = 'k'.repeat(32);
const ALWAYS = JSON.stringify([{ days: 'EVERY_DAY', startMinute: 0, endMinute: 1440 }]);
/** HubSpot's numbers of its users; whoever installs the app is 9. */
export const USERS = { admin: 9, ann: 11 };

export type Customer = {
  /** What `hot-lead hubspot app` wrote. */
  folder: string;
  accounts: Accounts;
  /** The customer's account in HubSpot. */
  portal: HubspotAccount;
  slack: SlackSandbox;
  /** Ann's ids in both. */
  ann: { owner: string; slack: string };
  app: App;
  told: string[];
  now(): number;
  pass(ms: number): void;
  /** `hot-lead hubspot ...`: its exit code, and what it says. */
  run(...args: string[]): Promise<{ code: number; said: string }>;
  /** The admin opens the link that `hot-lead hubspot install` prints, and allows the app; gives the page they end on. */
  install(): Promise<{ status: number; text: string }>;
  health(): Promise<{ status: number; troubles: string[] }>;
  /** HubSpot sends what happened to the address that the app's project names. */
  push(): Promise<void>;
  /** A page of the app inside HubSpot asks its server, as this user. */
  asks(user: number, path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }>;
  /** A contact reaches one of the app's actions in a workflow. */
  runsAction(uid: string, contact: string, inputs: Record<string, string>): ReturnType<HubspotAccount['runAction']>;
  rows<Row>(sql: string): Promise<Row[]>;
} & AsyncDisposable;

type Options = {
  /** The account has behavioural events. */
  enterprise?: boolean;
  /** What the workspace decides by. */
  model?: Model;
};

/**
 * A company with HubSpot, Slack and one rep, and the product on a server of its own, which no account has installed. HubSpot knows
 * of the app what its written project says, and nothing else.
 */
export async function startCustomer({ enterprise = false, model = worldModel }: Options = {}): Promise<Customer> {
  await using opening = new AsyncDisposableStack();
  const place = mkdtempSync(join(tmpdir(), 'hot-lead-customer-'));
  opening.defer(() => rmSync(place, { recursive: true }));
  const folder = join(place, 'app');
  const { redirectUrls, requiredScopes, watched, webhooks, actions } = await writtenApp(folder, PUBLIC_URL);
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const appInfo = { redirectUrls, requiredScopes };
  const accounts = opening.use(await startAccounts(now, { last: 101, watched, enterprise, app: appInfo }));
  const portal = accounts.portal(101);
  const slack = opening.use(await startSlack({ now, limited: false }));
  slack.addChannel('hot-leads');
  const ann = hireAnn(portal, slack);
  const database = opening.use(await ownDatabase());
  const told: string[] = [];
  const app = await startApp({
    ...settingsOf(database.url, accounts, slack),
    firstModel: model,
    now,
    tell: telling(told),
  });
  opening.defer(() => app.close());
  const db = openDb(database.url, { max: 2 });
  opening.defer(() => db.close());
  const env = {
    DATABASE_URL: database.url,
    PUBLIC_URL,
    SECRET_KEY,
    HUBSPOT_CLIENT_ID: APP.clientId,
    HUBSPOT_CLIENT_SECRET: APP.clientSecret,
    HUBSPOT_API_URL: accounts.url,
    HUBSPOT_CALLS_PER_10_SECONDS: '2000',
  };
  /** What is public is a proxy before the app. */
  const here = (url: string) => url.replace(PUBLIC_URL, app.url);
  const run: Customer['run'] = async (...args) => {
    const lines: string[] = [];
    const say = (line: string) => void lines.push(line);
    const code = await hubspotCommand(args, { out: say, err: say, now }, env);
    return { code, said: lines.join('\n') };
  };
  const running = opening.move();
  return {
    folder,
    accounts,
    portal,
    slack,
    ann,
    app,
    told,
    now,
    pass: (ms) => void (ahead += ms),
    run,
    async install() {
      const [link = ''] = (await run('install')).said.split('\n');
      const browser = openBrowser();
      const consent = await browser(here(link));
      return browser(here(await accounts.allow(consent.location, '101')));
    },
    async health() {
      const answer = await fetch(`${app.url}/healthz`);
      const { troubles } = (await answer.json()) as { troubles: string[] };
      return { status: answer.status, troubles };
    },
    push: async () => void (await portal.sendWebhooks(here(webhooks), { signedUrl: webhooks })),
    async asks(userId, path, body) {
      const url = `${app.url}/hubspot/api${path}`;
      const asked = body === undefined ? {} : { method: 'POST' as const, body };
      const userEmail = 'somebody@acme.example';
      const answer = await portal.fetchAs({ userId, userEmail, url, publicUrl: PUBLIC_URL, ...asked });
      return { status: answer.status, body: answer.json() as Record<string, unknown> };
    },
    runsAction: (uid, contact, inputs) =>
      portal.runAction({ uid, url: here(actions[uid] ?? ''), contact, inputs, publicUrl: PUBLIC_URL }),
    rows: (sql) => db.acrossWorkspaces((tx) => tx.query(sql)),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function hireAnn(portal: HubspotAccount, slack: SlackSandbox): Customer['ann'] {
  const email = 'ann@acme.example';
  const owner = portal.addOwner({ email, firstName: 'Ann', lastName: 'Rep', userId: USERS.ann });
  const there = { hs_availability_status: 'available', hs_standard_time_zone: 'UTC', hs_working_hours: ALWAYS };
  portal.addUser(owner, there);
  return { owner, slack: slack.addUser({ email, name: 'Ann Rep', tz: 'UTC' }).id };
}

/** As `hot-lead start` has them of the environment, at the sandbox. */
function settingsOf(databaseUrl: string, accounts: Accounts, slack: SlackSandbox) {
  return {
    databaseUrl,
    port: 0,
    publicUrl: PUBLIC_URL,
    secretKey: SECRET_KEY,
    workspace: { id: 'default', name: 'Acme', demo: false },
    hubspot: appSettings(accounts),
    slack: { token: slack.token, apiUrl: slack.apiUrl, signingSecret: slack.signingSecret, channel: '#hot-leads' },
    timeZone: 'UTC',
    sweepEveryMs: 100,
  };
}

function telling(told: string[]) {
  return (step: string, text: string): void => void told.push(`${step}: ${text}`);
}
