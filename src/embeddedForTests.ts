import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Crm } from './crm/crm.ts';
import { signedRequests } from './crm/hubspot/signed-request.ts';
import { startDeeds } from './deedsForTests.ts';
import { defaultModel } from './domain/model.ts';
import { modelHash } from './model/hash.ts';
import { modelFromStored } from './model/read.ts';
import { actionsOf } from './pipeline/actions.ts';
import { answersOf } from './pipeline/answers.ts';
import { decidingBy } from './pipeline/deciding.ts';
import { embeddedOf } from './pipeline/embedded/embedded.ts';
import type { Parts, Workspace } from './pipeline/parts.ts';
import { openDb } from './store/db.ts';
import { publishModel } from './store/models.ts';
import { openStore } from './store/store.ts';
import { ensureWorkspace } from './store/workspaces.ts';
import { embeddedRoutes } from './http/hubspot/embeddedRoutes.ts';

const SECRET = 'app-secret';
const PUBLIC_URL = 'https://hotlead.example.com';
/**
 * HubSpot's users: Ann and Bob are reps, Max manages and is no rep, 99 is a stranger. The installer is Max; he and the three after
 * him may change the settings.
 */
export const USERS = { Ann: '11', Bob: '12', Max: '50', Mia: '51', Mo: '52', May: '53', stranger: '99' };
const ADMINS = [USERS.Max, USERS.Mia, USERS.Mo, USERS.May];

export type Asked = {
  user?: string;
  portal?: string;
  email?: string;
  /** Ms before now at which it was signed. */
  ago?: number;
  body?: unknown;
  /** Changes the address after it was signed. */
  tamper?: (url: string) => string;
  unsigned?: boolean;
};

export type PagesWorld = Awaited<ReturnType<typeof startPages>>;

/** The routes over HTTP, on a database of their own with two portals: 1 is acme, 2 is other. Steps are run by hand. */
export async function startPages() {
  const desk = await startDeeds();
  const db = openDb(desk.databaseUrl, { max: 4 });
  const completed: { callbackId: string; outputs: object }[] = [];
  const crm = {
    kind: 'hubspot',
    recordUrl: (id: string) => `https://app.hubspot.com/contacts/1/record/0-1/${id}`,
    completeAction: async (callbackId: string, outputs: object) => void completed.push({ callbackId, outputs }),
  } as unknown as Crm;
  await db.inWorkspace('other', async (tx) => {
    const connections = [{ id: 'hubspot', kind: 'hubspot' as const, account: '2' }];
    await ensureWorkspace(tx, { id: 'other', name: 'Other', demo: false, connections }, desk.now());
    await publishModel(tx, 'other', { hash: modelHash(defaultModel), settings: defaultModel }, desk.now());
  });
  for (const name of ['Ann', 'Bob'] as const)
    await desk.rows('update reps set user_id = $1 where id = $2', [USERS[name], desk.id(name)]);
  const workspace = (id: string): Workspace => ({
    ...desk.ws,
    id,
    crm,
    channels: [],
    deciding: decidingBy(modelFromStored),
  });
  const workspaces = new Map(['acme', 'other'].map((id) => [id, workspace(id)]));
  const store = openStore(db);
  const parts: Parts = { ...desk.parts, store, workspaces };
  const told: string[] = [];
  const app = express().use(
    embeddedRoutes({
      verify: signedRequests({ clientSecret: SECRET, publicUrl: PUBLIC_URL }),
      workspaceOfPortal: (portal) => store.workspaceOf('hubspot', portal),
      embedded: embeddedOf(parts, answersOf(parts), async ({ userId }) => ADMINS.includes(userId)),
      actions: actionsOf(parts),
      now: desk.now,
      tell: (step, text) => void told.push(`${step}: ${text}`),
    }),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** As a page inside HubSpot asks: HubSpot adds who it is, and signs. */
  async function ask(method: 'GET' | 'POST', path: string, asked: Asked = {}) {
    const { user = USERS.Ann, portal = '1', email, ago = 0, body, tamper = (url: string) => url } = asked;
    const query = new URLSearchParams({ userId: user, portalId: portal, ...(email && { userEmail: email }) });
    const url = `/hubspot/api${path}${path.includes('?') ? '&' : '?'}${query.toString()}&appId=777`;
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const at = String(desk.now() - ago);
    const source = `${method}${PUBLIC_URL}${url.replaceAll('%40', '@').replaceAll('%3A', ':')}${text}${at}`;
    const signature = createHmac('sha256', SECRET).update(source).digest('base64');
    const headers = asked.unsigned ? {} : { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': at };
    return answerOf(await fetch(base + tamper(url), { method, headers, ...(text !== '' && { body: text }) }));
  }

  /** As a workflow asks, signed the older way. */
  async function workflow(action: 'route' | 'signal', body: object, path = `/hubspot/actions/${action}`) {
    const text = JSON.stringify(body);
    const signature = createHash('sha256').update(`${SECRET}POST${PUBLIC_URL}${path}${text}`).digest('hex');
    const headers = { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': 'v2' };
    return answerOf(await fetch(base + path, { method: 'POST', headers, body: text }));
  }

  return {
    ...desk,
    parts,
    acme: workspaces.get('acme') as Workspace,
    db,
    base,
    told,
    completed,
    ask,
    workflow,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => void server.close(resolve));
      await db.close();
      await desk[Symbol.asyncDispose]();
    },
  };
}

async function answerOf(response: Response) {
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) as Record<string, unknown>, bytes: text.length };
}
