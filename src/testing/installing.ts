import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keptInstallations } from '../keptInstallations.ts';
import { SLACK_STATE } from '../secretPurposes.ts';
import { sealing, signing } from '../sealing.ts';
import { installLink, workspaceOfLink } from '../installLink.ts';
import { openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from './database.ts';
import { slackInstall, type SlackInstall } from '../channels/slack/install.ts';
import { installedTeams } from '../channels/slack/installedTeams.ts';
import { rememberInstallations } from '../channels/slack/rememberInstallations.ts';

const secretKey = 'k'.repeat(32);

type Slack = { apiUrl: string; clientId: string; clientSecret: string };

/** Our side of installations by OAuth, on a database of its own with the workspaces `ours`, `theirs` and `others`. */
export async function startInstalling(slack: Slack, now: () => number = Date.now) {
  await using opening = new AsyncDisposableStack();
  const database = opening.use(await ownDatabase());
  const { role } = await migrate(database.url, now());
  const db = openDb(database.url, { max: 2, ...(role !== undefined && { role }) });
  opening.defer(() => db.close());
  for (const id of ['ours', 'theirs', 'others'])
    await db.inWorkspace(id, (tx) => ensureWorkspace(tx, { id, name: id, demo: false, connections: [] }, now()));

  const told: string[] = [];
  const installations = rememberInstallations(keptInstallations(db, sealing(secretKey), now), now);
  const holder: { routes?: SlackInstall } = {};
  const server = createServer((request: IncomingMessage, response) => {
    const answer = request.url?.startsWith('/slack/install') ? holder.routes?.install : holder.routes?.redirect;
    answer?.(request, response).catch((error: Error) => response.writeHead(500).end(error.message));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opening.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  const publicUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const install = slackInstall({
    ...slack,
    publicUrl,
    installations,
    workspaceOfLink: (to) => workspaceOfLink('slack', secretKey, to, now()),
    state: signing(secretKey, SLACK_STATE),
    now,
    tell: (step, text) => void told.push(`${step}: ${text}`),
  });
  holder.routes = install;
  const teams = installedTeams({ apiUrl: slack.apiUrl, installations, refresh: install.refresh, now });
  const running = opening.move();
  return {
    publicUrl,
    db,
    installations,
    teams,
    told,
    link: (workspace: string) => installLink('slack', { publicUrl, secretKey }, workspace, now()),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** A browser: follows no redirect by itself, and keeps the cookies of one site. */
export function openBrowser() {
  let cookie = '';
  return async (url: string): Promise<{ status: number; location: string; text: string }> => {
    const response = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { Cookie: cookie } });
    const set = response.headers.get('set-cookie');
    if (set !== null) cookie = set.split(';')[0] ?? '';
    return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() };
  };
}
