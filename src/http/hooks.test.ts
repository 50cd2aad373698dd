import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { addressProblem } from '../channels/webhook/address.ts';
import { newHookSecret } from '../channels/webhook/secret.ts';
import { hookTypes } from '../domain/telling/hookTypes.ts';
import { hookDesk } from '../pipeline/hookDesk.ts';
import { addApiKey, revokeApiKey, workspaceOfKey as ownerOfKey } from '../store/apiKeys.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { openStore } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { keyHash, newApiKey } from './apiKey.ts';
import { hookRoutes } from './hooks.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
let database: { url: string } & AsyncDisposable;
let db: Db;
let base = '';
let close: () => Promise<unknown>;
const keys: Record<string, string> = {};

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, NOW)));
  db = openDb(database.url);
  for (const id of ['acme', 'other']) keys[id] = await keyFor(id);
  const store = openStore(db);
  const desk = hookDesk({
    store,
    seal: (_workspace, secret) => `sealed ${secret.length}`,
    newSecret: newHookSecret,
    addressProblem: (url) => addressProblem(url, { allowPrivate: false }),
    wake: async () => undefined,
    now: () => NOW,
  });
  const workspaceOfKey = (hash: Buffer) => db.acrossWorkspaces((tx) => ownerOfKey(tx, hash));
  const app = express().use(hookRoutes({ desk, workspaceOfKey, now: () => NOW }));
  const server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/hooks`;
  close = () => new Promise((resolve) => void server.close(resolve));
});
afterAll(async () => {
  await close();
  await db.close();
  await database[Symbol.asyncDispose]();
});

async function keyFor(workspace: string): Promise<string> {
  const key = newApiKey();
  await db.inWorkspace(workspace, async (tx) => {
    await ensureWorkspace(tx, { id: workspace, name: workspace, demo: false, connections: [] }, NOW);
    await addApiKey(tx, workspace, { name: 'Zapier', hash: keyHash(key) }, NOW);
  });
  return key;
}

type Call = { path?: string; body?: unknown; key?: string; authorization?: string };

async function call(method: string, { path = '', body, key = keys['acme'] ?? '', authorization }: Call = {}) {
  const headers = { authorization: authorization ?? `Bearer ${key}`, 'content-type': 'application/json' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(base + path, { method, headers, ...(body !== undefined && { body: text }) });
  const answered = await answer.text();
  return { status: answer.status, body: answered === '' ? undefined : (JSON.parse(answered) as unknown) };
}
const TARGET = 'https://hooks.zapier.com/hooks/standard/1/abc';

describe('who may ask', () => {
  test.each(['', 'Bearer', 'Bearer hl_short', `Bearer hl_${'x'.repeat(43)}`, 'Basic %%%', 'Digest hl_x'])(
    'nobody with %j',
    async (authorization) => {
      const answer = await call('GET', { authorization });
      expect(answer).toMatchObject({ status: 401, body: { error: expect.stringMatching(/hot-lead keys add/) } });
    },
  );

  test('whoever has a key, also as the user name of Basic', async () => {
    const basic = Buffer.from(`${keys['acme']}:`).toString('base64');
    expect((await call('GET', { authorization: `Basic ${basic}` })).status).toBe(200);
    expect((await call('GET', { authorization: `bearer ${keys['acme']}` })).status).toBe(200);
  });

  test('nobody with a key that was revoked', async () => {
    const key = await keyFor('fired');
    expect((await call('GET', { key })).status).toBe(200);
    await db.inWorkspace('fired', async (tx) => {
      const [row] = await tx.query<{ id: string }>('select id from api_keys');
      await revokeApiKey(tx, 'fired', row?.id ?? '', NOW);
    });
    expect((await call('GET', { key })).status).toBe(401);
  });
});

describe('a subscription', () => {
  test('is made, seen by its own workspace only, and ended, twice without harm', async () => {
    const made = await call('POST', { body: { targetUrl: TARGET, event: 'lead.hot' } });
    const { id, secret } = made.body as { id: string; secret: string };
    expect(made).toMatchObject({ status: 201, body: { targetUrl: TARGET, events: ['lead.hot'] } });
    expect(secret).toMatch(/^whsec_/);
    expect((await call('GET')).body).toEqual([
      {
        id,
        targetUrl: TARGET,
        events: ['lead.hot'],
        createdAt: '2026-11-22T12:00:00.000Z',
        failingSince: null,
        disabledAt: null,
        disabledBecause: null,
      },
    ]);
    expect((await call('GET', { key: keys['other'] ?? '' })).body).toEqual([]);
    expect((await call('DELETE', { path: `/${id}`, key: keys['other'] ?? '' })).status).toBe(204);
    expect((await call('GET')).body).toHaveLength(1);
    expect((await call('DELETE', { path: `/${id}` })).status).toBe(204);
    expect((await call('DELETE', { path: `/${id}` })).status).toBe(204);
    expect((await call('GET')).body).toEqual([]);
  });

  test.each(['targetUrl', 'target_url', 'hookUrl', 'url'])('takes the address as %s', async (name) => {
    const answer = await call('POST', { body: { [name]: TARGET, events: ['alert.claimed', 'lead.hot'] } });
    expect(answer).toMatchObject({ status: 201, body: { targetUrl: TARGET, events: ['alert.claimed', 'lead.hot'] } });
  });

  test.each<[string, unknown, RegExp]>([
    ['without an address', { event: 'lead.hot' }, /targetUrl/],
    ['without an event', { targetUrl: TARGET }, /at least one event: lead\.hot, /],
    ['to what there is not', { targetUrl: TARGET, event: 'lead.cold' }, /no event "lead.cold": use lead\.hot/],
    ['without TLS', { targetUrl: 'http://example.com/', event: 'lead.hot' }, /https/],
    ['to the inside', { targetUrl: 'https://169.254.169.254/', event: 'lead.hot' }, /private network/],
    ['of a list', [], /the body: /],
    ['with a number as address', { targetUrl: 7, event: 'lead.hot' }, /targetUrl: /],
    ['that is no JSON', '{"secret": "whsec_hidden', /not JSON/],
  ])('%s is refused with what to mend', async (_, body, reason) => {
    const answer = await call('POST', { body });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(reason) } });
    expect(JSON.stringify(answer.body)).not.toContain('hidden');
  });
});

describe('samples', () => {
  test.each(Object.keys(hookTypes))('of %s are a list of whole bodies', async (event) => {
    const { status, body } = await call('GET', { path: `/sample?event=${event}` });
    expect(status).toBe(200);
    expect(body).toEqual([expect.objectContaining({ id: expect.any(String), type: event, data: expect.any(Object) })]);
  });

  test('are what really happened, once something did', async () => {
    await call('POST', { body: { targetUrl: TARGET, event: 'alert.closed' } });
    const event = { key: 'won', type: 'alert.closed', at: NOW - 5, data: { as: 'won' } } as const;
    await openStore(db).together('acme', (rows) => rows.addHookEvents([event], NOW));
    const { body } = await call('GET', { path: '/sample?event=alert.closed' });
    expect(body).toEqual([
      { id: expect.any(String), type: 'alert.closed', timestamp: '2026-11-22T11:59:59.995Z', data: { as: 'won' } },
    ]);
    const others = await call('GET', { path: '/sample?event=alert.closed', key: keys['other'] ?? '' });
    expect(others.body).toMatchObject([{ data: { episode: expect.any(String) } }]);
  });

  test('of what there is not are refused with what there is', async () => {
    const answer = await call('GET', { path: '/sample?event=x' });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(/use lead\.hot/) } });
    expect((await call('GET', { path: '/events' })).body).toHaveLength(Object.keys(hookTypes).length);
  });
});

describe('delivering again', () => {
  test('says how many', async () => {
    const { body } = await call('POST', { body: { targetUrl: TARGET, event: 'digest.ready' } });
    const { id } = body as { id: string };
    expect(await call('POST', { path: `/${id}/replay` })).toEqual({ status: 202, body: { again: 0 } });
    expect((await call('POST', { path: `/${id}/replay?since=yesterday` })).status).toBe(400);
    expect((await call('POST', { path: '/nothing/replay' })).status).toBe(404);
    expect((await call('POST', { path: `/${id}/replay`, key: keys['other'] ?? '' })).status).toBe(404);
  });
});
