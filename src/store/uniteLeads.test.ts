import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb } from './db.ts';
import { migrate } from './migrate.ts';
import { openStore, type Store } from './store.ts';
import { ensureWorkspace } from './workspaces.ts';

const T0 = Date.UTC(2026, 10, 21, 12);
const [ADA, BOB] = ['00QgK0000000001UAA', '00QgK0000000002UAA'];
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

const visit = (sourceId: string, minute: number) => ({
  sourceId,
  subject: 'lead' as const,
  type: 'pricing_page_visit',
  at: T0 + minute * 60_000,
  confidence: 1,
});
const read = (record: string, ...signals: ReturnType<typeof visit>[]) =>
  store.together(workspace, (rows) =>
    rows.keepLeads('salesforce', [{ record, email: `${record}@x.example`, signals }], T0),
  );
const leadOf = async (value: string) => {
  const rows = await db.inWorkspace(workspace, (tx) =>
    tx.query<{ id: string }>('select id from identities where workspace = $1 and value = $2', [workspace, value]),
  );
  return rows[0]?.id ?? '';
};
const signalsOf = (lead: string) =>
  db.inWorkspace(workspace, (tx) =>
    tx.query<{ source: string; received: number }>(
      'select source_id as source, received_at as received from signals where lead = $1 order by at, seq',
      [lead],
    ),
  );

test('of two who prove to be one, one has the signals of both, each once, however often and whatever is read later', async () => {
  await read(ADA, visit('a', 1), visit('both', 2));
  await read(BOB, visit('b', 3), visit('both', 2));
  const [lead, stays] = [await leadOf(ADA), await leadOf(BOB)];
  const unite = () =>
    store.together(workspace, (rows) => rows.uniteLeads([{ record: ADA, lead, stays }], T0 + 3_600_000));
  await unite();
  await unite();
  await read(BOB, visit('a', 1), visit('b', 3));
  expect((await signalsOf(stays)).map(({ source }) => source)).toEqual(['a', 'both', 'b']);
  // Heard of now: what was decided before is not decided anew.
  expect((await signalsOf(stays))[0]?.received).toBe(T0 + 3_600_000);
  expect((await signalsOf(lead)).map(({ source }) => source)).toEqual(['a', 'both']);
  expect(await leadOf(`${ADA.toLowerCase()}@x.example`)).toBe(stays);
});

test('whoever has more signals now is looked at, and nobody else', async () => {
  await read(ADA, visit('a', 1));
  await read(BOB);
  await db.inWorkspace(workspace, (tx) => tx.query('update leads set done_seq = wanted_seq'));
  const [lead, stays] = [await leadOf(ADA), await leadOf(BOB)];
  await store.together(workspace, (rows) => rows.uniteLeads([{ record: ADA, lead, stays }], T0));
  const due = await db.inWorkspace(workspace, (tx) => tx.query('select id from leads where wanted_seq > done_seq'));
  expect(due).toEqual([{ id: stays }]);
});
