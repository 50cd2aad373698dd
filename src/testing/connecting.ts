import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { installLink } from '../installLink.ts';
import { type HubspotPortals, hubspotPortals } from '../hubspotPortals.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { ownDatabase } from './database.ts';
import { APP, startAccounts } from './hubspotAccounts.ts';
import { openBrowser } from './installing.ts';

export const SECRET_KEY = 'k'.repeat(32);
const START = Date.parse('2026-11-22T09:00:00Z');

/** One process of ours: its own connections to the shared database, and nothing else shared. */
export type Process = { db: Db; portals: HubspotPortals; told: string[]; installed: string[]; commits: () => number };

type Token = (refused?: string) => Promise<string>;

/** HubSpot accounts, and our side of connecting them: `here` serves the pages, `start` gives other processes. Time stands still, unless it `runs`. */
export async function startConnecting(options: { rotating?: boolean; last?: number; runs?: true } = {}) {
  await using opening = new AsyncDisposableStack();
  let ahead = 0;
  const now = () => (options.runs ? Date.now() : START) + ahead;
  const accounts = opening.use(await startAccounts(now, options));
  const database = opening.use(await ownDatabase());
  const { role } = await migrate(database.url, now());
  const holder: { portals?: HubspotPortals } = {};
  const server = createServer((request: IncomingMessage, response) => {
    const { install } = holder.portals ?? {};
    const isLink = request.url?.startsWith('/hubspot/install');
    const answered = isLink ? install?.install(request, response) : install?.callback(request, response);
    answered?.catch((error: Error) => response.writeHead(500).end(error.message));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opening.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  const publicUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const pools = opening.use(new AsyncDisposableStack());

  function start(secretKey = SECRET_KEY): Process {
    let commits = 0;
    const onCommit = (when: 'before' | 'after') => void (commits += when === 'after' ? 1 : 0);
    const db = openDb(database.url, { max: 4, onCommit, ...(role !== undefined && { role }) });
    pools.defer(() => db.close());
    const told: string[] = [];
    const installed: string[] = [];
    const hubspot = { oauth: APP, apiUrl: accounts.url, uiUrl: accounts.url };
    const tell = (step: string, text: string) => void told.push(`${step}: ${text}`);
    const settings = { publicUrl, secretKey, hubspot, workspace: { id: 'default' }, tell };
    const heard = ({ workspace, portal }: { workspace: string; portal: string }) =>
      void installed.push(`${workspace} ${portal}`);
    return { db, told, installed, commits: () => commits, portals: hubspotPortals(settings, db, now, heard) };
  }

  const here = start();
  holder.portals = here.portals;
  /** Whoever has a link installs in an account; gives the page they end on. */
  async function install(workspace: string, portal: string, scopes?: readonly string[]) {
    const browser = openBrowser();
    const consent = await browser(link(workspace));
    return browser(await accounts.allow(consent.location, portal, scopes));
  }
  const link = (workspace: string) => installLink('hubspot', { publicUrl, secretKey: SECRET_KEY }, workspace, now());
  const running = opening.move();
  return {
    accounts,
    databaseUrl: database.url,
    here,
    start,
    publicUrl,
    now,
    pass: (ms: number) => void (ahead += ms),
    link,
    install,
    /** A workspace of its own for this account, with the tokens that two processes have of it. */
    async connected(portal: string) {
      const workspace = `w${portal}`;
      const { status } = await install(workspace, portal);
      if (status !== 200) throw new Error(`account ${portal} was not connected: ${status}`);
      const processes = [start(), start()] as const;
      const [one, two] = processes.map(({ portals }) => portals.tokenOf(workspace, portal)) as [Token, Token];
      const before = accounts.refreshes().length;
      const refreshed = () => accounts.refreshes().length - before;
      return { workspace, processes, one, two, first: await one(), refreshed };
    },
    rows: () => here.db.acrossWorkspaces((tx) => tx.query('select * from installations order by workspace, id')),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

export type Connecting = Awaited<ReturnType<typeof startConnecting>>;
