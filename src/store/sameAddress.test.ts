import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb } from './db.ts';
import { migrate } from './migrate.ts';
import { openStore, type Store } from './store.ts';
import { ensureWorkspace } from './workspaces.ts';

const T0 = Date.UTC(2026, 10, 21, 12);
const [OLDER, NEWER, CHANGED] = ['00QgK0000000001UAA', '00QgK0000000002UAA', '00QgK0000000003UAA'];
let database: { url: string } & AsyncDisposable;
let db: Db;
let store: Store;
let workspace = 'w0';
let round = 0;

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, T0)));
  db = openDb(database.url);
  store = openStore(db);
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  workspace = `w${(round += 1)}`;
  const self = { id: workspace, name: workspace, demo: false, connections: [] };
  await db.inWorkspace(workspace, (tx) => ensureWorkspace(tx, self, T0));
});

type Said = { record: string; email?: string; ownerId?: string; modifiedAt?: number };
const read = (...people: Said[]) =>
  store.together(workspace, (rows) =>
    rows.keepLeads(
      'salesforce',
      people.map((person) => ({ email: 'Ada@x.example', ...person, signals: [] })),
      T0,
    ),
  );
const forget = (record: string) => store.together(workspace, (rows) => rows.forgetRecords('salesforce', [record]));
const leads = () =>
  db.inWorkspace(workspace, (tx) => tx.query<{ owner: string | null }>('select crm_owner as owner from leads'));

describe('two records of one address', () => {
  test('that are read together are one lead', async () => {
    await read({ record: OLDER }, { record: NEWER, email: 'ada@X.example' }, { record: CHANGED, email: 'b@x.example' });
    expect(await leads()).toHaveLength(2);
  });

  test('without an address are two', async () => {
    const nobody = { email: '' };
    await read({ record: OLDER, ...nobody }, { record: NEWER, ...nobody });
    expect(await leads()).toHaveLength(2);
  });

  test('have the owner of the newer one, whichever is read later', async () => {
    await read({ record: NEWER, ownerId: 'cy' }, { record: OLDER, ownerId: 'bob' });
    expect(await leads()).toEqual([{ owner: 'cy' }]);
    await read({ record: OLDER, ownerId: 'bob', modifiedAt: T0 });
    expect(await leads()).toEqual([{ owner: 'cy' }]);
    await read({ record: NEWER, ownerId: 'ann', modifiedAt: T0 - 1_000 });
    expect(await leads()).toEqual([{ owner: 'ann' }]);
  });

  test('have the owner of the other once the newer is gone, though that changed later', async () => {
    await read({ record: OLDER, ownerId: 'bob' }, { record: NEWER, ownerId: 'cy', modifiedAt: T0 });
    const left = await store.together(workspace, (rows) => rows.recordsBeside('salesforce', [NEWER]));
    expect(left).toEqual([OLDER]);
    await forget(NEWER);
    await read({ record: OLDER, ownerId: 'bob', modifiedAt: T0 - 1_000 });
    expect(await leads()).toEqual([{ owner: 'bob' }]);
  });
});
