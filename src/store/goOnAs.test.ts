import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb } from './db.ts';
import { migrate } from './migrate.ts';
import { openStore, type Store } from './store.ts';
import { ensureWorkspace } from './workspaces.ts';

const T0 = Date.UTC(2026, 10, 21, 12);
const [LEAD, CONTACT] = ['00QgK0000000001UAA', '003gK0000000001QAA'];
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

const read = (...records: string[]) =>
  store.together(workspace, (rows) =>
    rows.keepLeads(
      'salesforce',
      records.map((record) => ({ record, signals: [] })),
      T0,
    ),
  );
const goOn = () => store.together(workspace, (rows) => rows.goOnAs('salesforce', [{ record: LEAD, into: CONTACT }]));
const records = () =>
  db.inWorkspace(workspace, (tx) =>
    tx.query<{ value: string; lead: string }>(
      "select value, id as lead from identities where workspace = $1 and kind = 'salesforce:contact' order by value",
      [workspace],
    ),
  );

test('who was known as the Lead is known as the contact it became, has to be shown there, and twice is once', async () => {
  await read(LEAD);
  const [before] = await records();
  await goOn();
  await goOn();
  expect(await records()).toEqual([{ value: CONTACT, lead: before?.lead }]);
  await read(CONTACT);
  expect(await records()).toEqual([{ value: CONTACT, lead: before?.lead }]);
  const due = await db.inWorkspace(workspace, (tx) => tx.query('select 1 from leads where wanted_seq > done_seq'));
  expect(due).toHaveLength(1);
  // Whoever asks to be forgotten is so under the old id, too.
  const gone = await db.inWorkspace(workspace, (tx) => tx.query('select record, lead from gone_records'));
  expect(gone).toEqual([{ record: LEAD, lead: before?.lead }]);
});

test('a contact whom somebody else is known as stays theirs, and nobody comes of a Lead that was not known', async () => {
  await goOn();
  expect(await records()).toEqual([]);
  await read(LEAD, CONTACT);
  const before = await records();
  expect(new Set(before.map(({ lead }) => lead)).size).toBe(2);
  await goOn();
  expect(await records()).toEqual(before);
});

test('what waits to be written to the Lead, and its task, wait for the contact: the newer wish for a field counts', async () => {
  await read(LEAD);
  const lead = (await records())[0]?.lead ?? '';
  const wish = (record: string, fields: Record<string, unknown>) => ({ record: `salesforce:${record}`, lead, fields });
  const want = (...writes: ReturnType<typeof wish>[]) =>
    store.together(workspace, (rows) => rows.wantWrites(writes, T0));
  const claim = () => store.together(workspace, (rows) => rows.claimWrites(T0, 10));
  await want(wish(LEAD, { ownerId: '7', score: 40 }));
  await claim();
  await want(wish(LEAD, { hotStatus: true }), wish(CONTACT, { score: 60 }));
  const payload = { leadId: LEAD, subject: 'Call' };
  const step = { kind: 'task' as const, key: 'task:1', subject: lead, payload, dueAt: T0 };
  await store.together(workspace, (rows) => rows.addSteps([step], T0));
  await goOn();
  await goOn();
  const fields = { ownerId: '7', hotStatus: true, score: 60 };
  expect(await claim()).toMatchObject([{ record: `salesforce:${CONTACT}`, lead, fields }]);
  const tasks = await store.together(workspace, (rows) =>
    rows.claimSteps({ kind: 'task', now: T0, limit: 10, calls: true }),
  );
  expect(tasks).toMatchObject([{ subject: lead, payload: { leadId: CONTACT, subject: 'Call' } }]);
});

test('what waits for a record whose contact is somebody else stays where it is', async () => {
  await read(LEAD, CONTACT);
  const lead = (await records()).find(({ value }) => value === LEAD)?.lead ?? '';
  const wish = { record: `salesforce:${LEAD}`, lead, fields: { score: 40 } };
  await store.together(workspace, (rows) => rows.wantWrites([wish], T0));
  await goOn();
  const claimed = await store.together(workspace, (rows) => rows.claimWrites(T0, 10));
  expect(claimed).toMatchObject([{ record: `salesforce:${LEAD}` }]);
});
