import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hookSecretOf } from '../channels/webhook/secret.ts';
import { defaultModel } from '../domain/model.ts';
import { keyHash } from '../http/apiKey.ts';
import { modelHash } from '../model/hash.ts';
import { sealing } from '../sealing.ts';
import { workspaceOfKey } from '../store/apiKeys.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { publishModel } from '../store/models.ts';
import { openStore } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { hooksCommand } from './hooks.ts';
import { keysCommand } from './keys.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const WORKSPACE = 'default';
const KEY = 'a key of thirty-two characters or more'.replaceAll(' ', '-');
const TARGET = 'https://hooks.example.com/hot';
let database: { url: string } & AsyncDisposable;
let db: Db;

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, NOW)));
  db = openDb(database.url, { max: 2 });
  await db.inWorkspace(WORKSPACE, async (tx) => {
    await ensureWorkspace(tx, { id: WORKSPACE, name: 'Acme', demo: false, connections: [] }, NOW);
    await publishModel(tx, WORKSPACE, { hash: modelHash(defaultModel), settings: defaultModel }, NOW);
  });
});
beforeEach(async () => {
  await db.inWorkspace(WORKSPACE, async (tx) => {
    for (const table of ['hooks', 'hook_events', 'api_keys', 'steps']) await tx.query(`delete from ${table}`);
  });
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});

async function run(command: typeof hooksCommand, args: string[], env: Record<string, string> = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), now: () => NOW };
  return { code: await command(args, io, { DATABASE_URL: database.url, SECRET_KEY: KEY, ...env }), out, err };
}
const hooks = (...args: string[]) => run(hooksCommand, args);
const keys = (...args: string[]) => run(keysCommand, args);
const subscribed = async () => (await hooks('add', TARGET, '--event', 'lead.hot')).out[0]?.split(' ')[0] ?? '';

describe('hot-lead hooks', () => {
  test('subscribes, and keeps the secret sealed for the workspace', async () => {
    const { code, out, err } = await hooks('add', TARGET, '--event', 'lead.hot', '--event', 'alert.closed');
    expect([code, err]).toEqual([0, []]);
    expect(out[0]).toMatch(/^[0-9a-f-]{36} is told of alert\.closed, lead\.hot$/);
    const secret = /whsec_\S+/.exec(out[1] ?? '')?.[0];
    const [kept] = await openStore(db).together(WORKSPACE, (rows) => rows.hooksOf());
    expect(sealing(KEY).open(kept?.sealed ?? '', hookSecretOf(WORKSPACE))).toBe(secret);
  });

  test('lists who is told what, and how it goes', async () => {
    expect((await hooks()).out).toEqual([expect.stringMatching(/nobody has subscribed/)]);
    const id = await subscribed();
    expect((await hooks('list')).out).toEqual([`${id}  ${TARGET}  lead.hot  works`]);
    const news = { hook: id, kind: 'over', because: 'HTTP 410' } as const;
    await openStore(db).together(WORKSPACE, (rows) => rows.saveHookNews([news], NOW));
    expect((await hooks()).out).toEqual([`${id}  ${TARGET}  lead.hot  over since 2026-11-22 12:00 UTC: HTTP 410`]);
    const inBerlin = await run(hooksCommand, ['list'], { DEFAULT_TIME_ZONE: 'Europe/Berlin' });
    expect(inBerlin.out.join()).toContain('over since 2026-11-22 13:00 Europe/Berlin');
    const [asJson] = JSON.parse((await hooks('list', '--json')).out.join('')) as object[];
    expect(asJson).toMatchObject({ id, url: TARGET, disabledAt: '2026-11-22T12:00:00.000Z' });
    expect(asJson).not.toHaveProperty('sealed');
  });

  test('removes, and delivers again', async () => {
    const id = await subscribed();
    expect((await hooks('replay', id, '--since', '2026-11-01')).out).toEqual([
      '0 of what was given up are delivered again',
    ]);
    expect((await hooks('remove', id)).out).toEqual([`${id} is told nothing any more`]);
    expect(await hooks('remove', id)).toMatchObject({ code: 1, err: [expect.stringMatching(/no subscription/)] });
    expect(await hooks('replay', id)).toMatchObject({ code: 1 });
  });

  test.each<[string[], RegExp]>([
    [['add', TARGET], /at least one event/],
    [['add', TARGET, '--event', 'lead.cold'], /no event "lead.cold"/],
    [['add', 'http://example.com', '--event', 'lead.hot'], /https/],
    [['add', 'https://10.0.0.1/', '--event', 'lead.hot'], /private network/],
    [['add', TARGET, '--event', 'lead.hot', '--secret', 'short'], /24 to 64 bytes/],
    [['replay', 'x', '--since', 'yesterday'], /no date/],
    [['list', '--since', '2026-11-22'], /--since says nothing with list/],
    [['add'], /usage/],
    [['dance', 'x'], /no "dance"/],
  ])('%j is refused with what to mend', async (args, reason) => {
    const { code, out, err } = await hooks(...args);
    expect([code, out]).toEqual([1, []]);
    expect(err.join('\n')).toMatch(reason);
  });

  test('says that it needs SECRET_KEY', async () => {
    const { code, err } = await run(hooksCommand, ['add', TARGET, '--event', 'lead.hot'], { SECRET_KEY: '' });
    expect([code, err]).toEqual([1, [expect.stringMatching(/SECRET_KEY/)]]);
  });
});

describe('hot-lead keys', () => {
  const owner = (key: string) => db.acrossWorkspaces((tx) => workspaceOfKey(tx, keyHash(key)));

  test('makes a key that lets in until it is revoked, and keeps it nowhere', async () => {
    const { code, out } = await keys('add', 'Zapier');
    const [key = ''] = out;
    expect([code, await owner(key)]).toEqual([0, WORKSPACE]);
    expect((await keys('list', '--json')).out.join('')).not.toContain(key);
    const id = (await keys()).out[0]?.split(' ')[0] ?? '';
    expect((await keys()).out).toEqual([`${id}  Zapier  made 2026-11-22`]);
    const inKiritimati = await run(keysCommand, [], { DEFAULT_TIME_ZONE: 'Pacific/Kiritimati' });
    expect(inKiritimati.out).toEqual([`${id}  Zapier  made 2026-11-23`]);
    expect((await keys('revoke', id)).out).toEqual([`${id} lets nobody in any more`]);
    expect(await owner(key)).toBeUndefined();
    expect((await keys()).out).toEqual([`${id}  Zapier  made 2026-11-22, revoked 2026-11-22`]);
  });

  test('says what is wrong', async () => {
    for (const args of [['revoke', 'x'], ['add'], ['add', ' '], ['dance'], ['list', 'x']])
      expect(await keys(...args)).toMatchObject({ code: 1, out: [] });
    expect((await keys()).out).toEqual([expect.stringMatching(/no key yet/)]);
  });
});
