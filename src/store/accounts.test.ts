import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb } from './db.ts';
import type { ReportedLead } from './leads.ts';
import { migrate } from './migrate.ts';
import { openStore, type Store } from './store.ts';
import { ensureWorkspace } from './workspaces.ts';

const T0 = Date.UTC(2026, 0, 31, 9);
let database: Awaited<ReturnType<typeof ownDatabase>>;
let db: Db;
let store: Store;
let workspace = '';
let round = 0;

beforeAll(async () => {
  database = await ownDatabase();
  await migrate(database.url, T0);
  db = openDb(database.url);
  store = openStore(db);
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  workspace = `a${(round += 1)}`;
  await db.inWorkspace(workspace, (tx) =>
    ensureWorkspace(tx, { id: workspace, name: workspace, demo: false, connections: [] }, T0),
  );
});

const funding = {
  sourceId: 'f1',
  subject: 'company' as const,
  type: 'funding_announced',
  at: T0 - 1_000,
  confidence: 1,
};
const person = (record: string, more: Partial<ReportedLead> = {}): ReportedLead => {
  return { record, accountKey: 'acme.example', signals: [], ...more };
};
const keep = (people: ReportedLead[], now = T0) =>
  store.together(workspace, (rows) => rows.keepLeads('hubspot', people, now));
const due = () =>
  store.together(workspace, (rows) => rows.lockDueLeads({ crm: 'hubspot', now: T0, since: 0, limit: 100 }));

describe("a company's signal", () => {
  test('is kept once, whoever of its people reports it, and is not the signal of one lead', async () => {
    const [kept] = await keep([person('1', { signals: [funding] })]);
    expect(kept).toMatchObject({ type: 'funding_announced', record: '1', account: expect.any(String) });
    expect(await keep([person('2', { signals: [funding] })])).toEqual([]);
    const rows = await db.inWorkspace(workspace, (tx) =>
      tx.query('select lead, subject from signals where workspace = $1', [workspace]),
    );
    expect(rows).toEqual([{ lead: null, subject: 'company' }]);
  });

  test('makes a look due at all its people, who all know it', async () => {
    const kept = await keep([
      person('1', { signals: [funding] }),
      person('2'),
      person('3', { accountKey: 'other.example' }),
    ]);
    const account = kept[0]?.account ?? '';
    await store.together(workspace, (rows) => rows.wantLooksOf([account], T0));
    const known = (await due()).filter(({ signals }) => signals.length > 0);
    expect(known.map(({ record }) => record).sort()).toEqual(['1', '2']);
    expect(known.map(({ signals, unseenFrom }) => [signals[0]?.subject, unseenFrom])).toEqual([
      ['company', funding.at],
      ['company', funding.at],
    ]);
  });

  test('of a person without a company is their own', async () => {
    const { accountKey: _none, ...freelancer } = person('1', { signals: [funding] });
    await keep([freelancer]);
    expect((await due()).map(({ signals }) => signals.map((one) => one.subject))).toEqual([['lead']]);
  });
});

describe('companies', () => {
  test('two processes that meet a company at once make one', async () => {
    await Promise.all(['1', '2', '3', '4'].map((record) => keep([person(record)])));
    const rows = await db.inWorkspace(workspace, (tx) =>
      tx.query('select key from accounts where workspace = $1', [workspace]),
    );
    expect(rows).toEqual([{ key: 'acme.example' }]);
  });

  test('someone who changes the company leaves the old one', async () => {
    await keep([person('1')]);
    await keep([person('1', { accountKey: 'new.example' })]);
    const rows = await db.inWorkspace(workspace, (tx) =>
      tx.query('select a.key from leads l join accounts a on a.id = l.account where l.workspace = $1', [workspace]),
    );
    expect(rows).toEqual([{ key: 'new.example' }]);
  });

  test('at their look have their people with own signals, and those of the company apart', async () => {
    const visit = { sourceId: 'v1', subject: 'lead' as const, type: 'pricing_page_visit', at: T0, confidence: 1 };
    const kept = await keep([person('1', { signals: [funding, visit], jobTitle: 'CFO' }), person('2')]);
    const account = kept.find((one) => one.account !== undefined)?.account ?? '';
    const [looked] = await store.together(workspace, (rows) =>
      rows.accountsAtLook([account], { crm: 'hubspot', since: 0 }),
    );
    expect(looked?.companySignals.map(({ type }) => type)).toEqual(['funding_announced']);
    const people = looked?.leads
      .map(({ record, role, signals }) => [record, role, signals.map(({ type }) => type)])
      .sort();
    expect(people).toEqual([
      ['1', 'CFO', ['pricing_page_visit']],
      ['2', undefined, []],
    ]);
  });

  test('a notice is kept once', async () => {
    const notice = { key: 'play:1', kind: 'account_play', at: T0, facts: { because: 'three people' } };
    const add = () => store.together(workspace, (rows) => rows.addNotices([notice, notice], T0));
    expect(await add()).toEqual(['play:1']);
    expect(await add()).toEqual([]);
  });
});

describe('a state', () => {
  test('is known for as long as it lasts, however old its first reading is', async () => {
    const reading = {
      sourceId: 'u1',
      subject: 'lead' as const,
      type: 'usage_limit_hit',
      at: T0 - 200 * 86_400_000,
      confidence: 1,
      level: 90,
    };
    await keep([
      person('1', {
        signals: [reading, { ...reading, sourceId: 'u2', type: 'blog_engagement', level: undefined } as never],
      }),
    ]);
    const [lead] = await store.together(workspace, (rows) =>
      rows.lockDueLeads({ crm: 'hubspot', now: T0, since: T0 - 60 * 86_400_000, limit: 100 }),
    );
    expect(lead?.signals.map(({ type, level }) => [type, level])).toEqual([['usage_limit_hit', 90]]);
  });
});
