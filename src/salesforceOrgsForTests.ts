import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SalesforceLogin } from './appSettings.ts';
import { installLink } from './installLink.ts';
import { type SalesforceOrgs, salesforceOrgs } from './salesforceOrgs.ts';
import type { OauthApp } from './sandbox/salesforce/oauth-book.ts';
import { startSalesforce } from './sandbox/salesforce/salesforce.ts';
import { type Db, openDb } from './store/db.ts';
import { migrate } from './store/migrate.ts';
import { ownDatabase } from './testing/database.ts';
import { openBrowser } from './testing/installing.ts';

export const SECRET_KEY = 'k'.repeat(32);
export const APP = { clientId: 'app-of-ours-in-salesforce', clientSecret: 'client-secret-of-ours' };
/** The one who connects the org, and whom the app acts as. */
export const ANN = 'ann@acme.example';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const PRIVATE_KEY = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const START = Date.parse('2026-11-22T09:00:00Z');

const LOGINS = {
  link: { by: 'link', ...APP },
  jwt: { by: 'jwt', clientId: APP.clientId, username: ANN, privateKey: PRIVATE_KEY },
  client_credentials: { by: 'client_credentials', ...APP },
} as const satisfies Record<string, SalesforceLogin>;

/** An org with one person, and an app that may be connected. */
async function startLogin(now: () => number, { orgId, ...app }: { orgId: string } & Partial<OauthApp>) {
  const org = await startSalesforce({ now, orgId });
  const annId = org.addUser({ email: ANN, name: 'Ann Archer' });
  const registered = { ...APP, callback: '', pkce: true, publicKey: keys.publicKey, preApproved: [ANN], ...app };
  org.addApp(registered);
  return {
    org,
    annId,
    url: org.url,
    /** The app as the admin changes it; gives it as it was. */
    change(changed: Partial<OauthApp>): Partial<OauthApp> {
      const before = { ...registered };
      org.addApp(Object.assign(registered, changed));
      return before;
    },
    /** Whether the org takes this access token. */
    takes: (token: string) => org.ground.sessions.userOf(token) !== undefined,
    revoke: () => org.revokeApp(APP.clientId, ANN),
    setActive: (active: boolean) => org.setRecord(annId, { IsActive: active }),
    /** Token requests of this grant. */
    asked: (grant: string) =>
      org.calls.filter(
        ({ path, body }) => path === '/services/oauth2/token' && new URLSearchParams(body).get('grant_type') === grant,
      ).length,
  };
}
export type Login = Awaited<ReturnType<typeof startLogin>>;

/** One process of ours: its own connections to the shared database, and nothing else shared. */
export type Process = { db: Db; orgs: SalesforceOrgs; told: string[]; connected: string[] };

/** An org, and our side of connecting it: `here` serves the pages, `start` gives other processes. Time stands still. */
export async function startOrgs({ orgId = '00DgK0000000001EAA' } = {}) {
  await using opening = new AsyncDisposableStack();
  let ahead = 0;
  const now = () => START + ahead;
  const login = await startLogin(now, { orgId });
  opening.use(login.org);
  const database = opening.use(await ownDatabase());
  const { role } = await migrate(database.url, now());
  const holder: { orgs?: SalesforceOrgs } = {};
  const pages = createServer((request: IncomingMessage, response) => {
    const { connect } = holder.orgs ?? {};
    const isLink = request.url?.startsWith('/salesforce/install');
    const answered = isLink ? connect?.install(request, response) : connect?.callback(request, response);
    answered?.catch((error: Error) => response.writeHead(500).end(error.message));
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  opening.defer(() => {
    pages.close();
    pages.closeAllConnections();
  });
  const publicUrl = `http://localhost:${(pages.address() as AddressInfo).port}`;
  const callback = `${publicUrl}/oauth/salesforce/callback`;
  login.change({ callback });
  const pools = opening.use(new AsyncDisposableStack());

  /** Another process; at another org's login when `at` is given. */
  function start({ by = 'link', at = login, secretKey = SECRET_KEY }: Starting = {}): Process {
    const db = openDb(database.url, { max: 4, ...(role !== undefined && { role }) });
    pools.defer(() => db.close());
    const told: string[] = [];
    const connected: string[] = [];
    const tell = (step: string, text: string) => void told.push(`${step}: ${text}`);
    const salesforce = { login: LOGINS[by], loginUrl: at.url };
    const settings = { publicUrl, secretKey, salesforce, workspace: { id: 'default' }, tell };
    const heard = ({ workspace, org }: { workspace: string; org: string }) =>
      void connected.push(`${workspace} ${org}`);
    return { db, told, connected, orgs: salesforceOrgs(settings, db, now, heard) };
  }

  const here = start();
  holder.orgs = here.orgs;
  const link = (workspace: string) => installLink('salesforce', { publicUrl, secretKey: SECRET_KEY }, workspace, now());
  const running = opening.move();
  return {
    orgId,
    login,
    here,
    start,
    /** From now on the pages are those of this process. */
    serve: ({ orgs }: Process) => void (holder.orgs = orgs),
    /** Another org that this app is in. */
    async anotherOrg(other: string): Promise<Login> {
      return startLogin(now, { orgId: other, callback });
    },
    databaseUrl: database.url,
    publicUrl,
    now,
    pass: (ms: number) => void (ahead += ms),
    link,
    /** Where the browser comes back to after somebody allowed the app on this consent page. */
    allow: (consent: string) => allow(consent),
    /** Whoever has a link connects the org; gives the page they end on. */
    async connect(workspace: string) {
      const browser = openBrowser();
      return browser(await allow((await browser(link(workspace))).location));
    },
    rows: () => here.db.acrossWorkspaces((tx) => tx.query('select * from installations order by workspace, id')),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
type Starting = { by?: keyof typeof LOGINS; at?: Login; secretKey?: string };
export type Orgs = Awaited<ReturnType<typeof startOrgs>>;

async function allow(consent: string): Promise<string> {
  const url = new URL(consent);
  url.searchParams.set('approve', ANN);
  const answer = await fetch(url, { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}
