import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb, type Tx } from './db.ts';
import { anyWaits, episodesWithDeals, forgetDeals, keepDeals, type ReportedDeal } from './deals.ts';
import { keepLeads } from './leads.ts';
import { migrate } from './migrate.ts';
import { ensureWorkspace } from './workspaces.ts';

const T0 = Date.UTC(2026, 0, 31, 9);
let database: Awaited<ReturnType<typeof ownDatabase>>;
let db: Db;
let workspace = '';
let count = 0;
/** Our ids of the contacts 1, 2 and 3. */
let leads: string[] = [];

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, T0)));
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(() => fresh());

async function fresh(): Promise<void> {
  workspace = `d${(count += 1)}`;
  await within(async (tx) => {
    await ensureWorkspace(tx, { id: workspace, name: workspace, demo: false, connections: [] }, T0);
    const people = ['1', '2', '3'].map((record) => ({ record, signals: [] }));
    await keepLeads(tx, workspace, 'hubspot', people, T0);
    const rows = await tx.query<{ id: string }>(
      "select id from identities where workspace = $1 and kind = 'hubspot:contact' order by value",
      [workspace],
    );
    leads = rows.map(({ id }) => id);
  });
}

const within = <T>(work: (tx: Tx) => Promise<T>) => db.inWorkspace(workspace, work);
const deal = (id: string, more: Partial<ReportedDeal> = {}): ReportedDeal => {
  return { id, state: 'open', changedAt: T0, contacts: [], ...more };
};
const keep = (deals: ReportedDeal[], now = T0) => within((tx) => keepDeals(tx, workspace, 'hubspot', deals, now));
const kept = () =>
  within((tx) =>
    tx.query('select id, state, amount, changed_at as at from deals where workspace = $1 order by id', [workspace]),
  );
const linksOf = async (id: string) => {
  const rows = await within((tx) =>
    tx.query<{ lead: string }>('select lead from deal_leads where workspace = $1 and deal = $2', [
      workspace,
      `hubspot:${id}`,
    ]),
  );
  return rows.map(({ lead }) => leads.indexOf(lead) + 1).sort((a, b) => a - b);
};

async function episode(lead: number, openedAt: number, state = 'open', more: { waits?: boolean } = {}): Promise<void> {
  await within((tx) =>
    tx.query(
      `insert into episodes (workspace, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at, respond_by,
         routing_note, waiting_because)
       values ($1, $2, 'first', $3, 1, 1, 80, '[]', false, $4, $4, $4, '', $5)`,
      [workspace, leads[lead - 1], state, new Date(openedAt), more.waits ? 'nobody is there' : null],
    ),
  );
}

describe('keeping deals', () => {
  test('is safe twice, and only the first time is news', async () => {
    const deals = [deal('7', { amount: 12.5, contacts: ['1', '2'], createdAt: T0 - 5 })];
    const news = [await keep(deals), await keep(deals, T0 + 1)];
    expect(news.map((each) => each.map((lead) => leads.indexOf(lead) + 1).sort((a, b) => a - b))).toEqual([[1, 2], []]);
    expect(await kept()).toEqual([{ id: 'hubspot:7', state: 'open', amount: 12.5, at: T0 }]);
  });

  test.each<[string, Partial<ReportedDeal>, boolean]>([
    ['another state', { state: 'lost' }, true],
    ['another owner', { ownerId: '9' }, true],
    ['another stage', { stage: 'contractsent' }, true],
    ['another amount', { amount: 99 }, false],
    ['a lead more', { contacts: ['1', '2'] }, true],
    ['nothing but the time', {}, false],
  ])('%s is news: %p %p', async (_what, more, isNews) => {
    await keep([deal('7', { contacts: ['1'] })]);
    const leadsTold = await keep([deal('7', { contacts: ['1'], changedAt: T0 + 1, ...more })]);
    expect(leadsTold.length > 0).toBe(isNews);
  });

  test('an older reading never overwrites a newer one, in whatever order readings arrive', async () => {
    // None comes back to a state that it left: then the earlier ending would be taken for the later one.
    const phases = fc.shuffledSubarray<ReportedDeal['state']>(['open', 'won', 'lost'], { minLength: 1 });
    const readings = fc
      .tuple(phases, fc.integer({ min: 1, max: 2 }))
      .map(([states, each]) => states.flatMap((state) => Array.from({ length: each }, () => state)))
      .map((states) => states.map((state, at) => deal('7', { state, amount: at, changedAt: T0 + at })));
    const arriving = readings.chain((all) =>
      fc.shuffledSubarray(all, { minLength: all.length }).map((shuffled) => ({ last: all.at(-1), shuffled })),
    );
    await fc.assert(
      fc.asyncProperty(arriving, async ({ last, shuffled }) => {
        await fresh();
        for (const each of shuffled) await keep([each]);
        expect(await kept()).toMatchObject([{ state: last?.state, amount: last?.amount }]);
      }),
      { numRuns: 30 },
    );
  });

  test('a deal that is won was won when it first was told so, whatever is noted on it later', async () => {
    await keep([deal('7')]);
    await keep([deal('7', { state: 'won', changedAt: T0 + 10 })]);
    await keep([deal('7', { state: 'won', changedAt: T0 + 20, amount: 3 })]);
    expect(await kept()).toEqual([{ id: 'hubspot:7', state: 'won', amount: 3, at: T0 + 10 }]);
    await keep([deal('7', { state: 'open', changedAt: T0 + 30 })]);
    expect(await kept()).toMatchObject([{ state: 'open', at: T0 + 30 }]);
  });

  test('contacts that nobody knows are no leads, and do not matter to those who are', async () => {
    expect(await keep([deal('7', { contacts: ['404', '1'] })])).toEqual([leads[0]]);
    expect(await linksOf('7')).toEqual([1]);
  });

  test.each<[string, Partial<ReportedDeal>, number[]]>([
    ['all its contacts, one is let go', { contacts: ['2'], allContacts: true }, [2]],
    ['that it has none, all are let go', { contacts: [], allContacts: true }, []],
    ['some of its contacts, all stay', { contacts: ['3'] }, [1, 2, 3]],
    ['one who is unknown, all stay: it may be one of them, merged', { contacts: ['404'], allContacts: true }, [1, 2]],
  ])('told %s', async (_what, more, expected) => {
    await keep([deal('7', { contacts: ['1', '2'], allContacts: true }), deal('8', { contacts: ['1'] })]);
    await keep([deal('7', more)]);
    expect(await linksOf('7')).toEqual(expected);
    expect(await linksOf('8')).toEqual([1]);
  });

  test('one deal told by two of its people is one deal', async () => {
    await keep([deal('7', { contacts: ['1'] }), deal('7', { contacts: ['2'] })]);
    expect(await kept()).toHaveLength(1);
    expect(await linksOf('7')).toEqual([1, 2]);
  });
});

test('what no reading since found is forgotten, of that CRM only', async () => {
  await keep([deal('7', { contacts: ['1'] }), deal('8', { contacts: ['1'] })], T0);
  await within((tx) => keepDeals(tx, workspace, 'salesforce', [deal('7')], T0));
  await keep([deal('8')], T0 + 10);
  await within((tx) => forgetDeals(tx, workspace, 'hubspot', T0 + 10));
  expect((await kept()).map(({ id }) => id)).toEqual(['hubspot:8', 'salesforce:7']);
  expect([await linksOf('7'), await linksOf('8')]).toEqual([[], [1]]);
});

describe('episodes with deals', () => {
  const asked = () => within((tx) => episodesWithDeals(tx, workspace));

  test('are open ones with a deal that ended after they opened; all deals of the lead come along', async () => {
    await episode(1, T0 - 10, 'contacted');
    await episode(2, T0 - 10, 'closed');
    const older = deal('6', { state: 'won', changedAt: T0 - 90 });
    const lost = deal('7', { state: 'lost', contacts: ['1', '2'] });
    await keep([{ ...older, contacts: ['1'] }, lost, deal('8', { contacts: ['1'], changedAt: T0 + 1 })]);
    const found = await asked();
    expect(found).toMatchObject([{ episode: { lead: leads[0], state: 'contacted', openedAt: T0 - 10, round: 1 } }]);
    expect(found[0]?.deals).toEqual([
      { id: 'hubspot:6', state: 'won', changedAt: T0 - 90 },
      { id: 'hubspot:7', state: 'lost', changedAt: T0 },
      { id: 'hubspot:8', state: 'open', changedAt: T0 + 1 },
    ]);
  });

  test.each<[string, Partial<ReportedDeal>]>([
    ['is open', {}],
    ['ended before', { state: 'won', changedAt: T0 - 10 }],
    ['ended nobody knows when', { state: 'won', changedAt: undefined as never }],
  ])('are none where the only deal %s', async (_what, more) => {
    await episode(1, T0 - 10);
    await keep([deal('7', { contacts: ['1'], ...more })]);
    expect(await asked()).toEqual([]);
  });
});

test('somebody waits when nobody was found for one of these leads', async () => {
  await episode(1, T0, 'open', { waits: true });
  await episode(2, T0);
  const waits = (...numbers: number[]) =>
    within((tx) =>
      anyWaits(
        tx,
        workspace,
        numbers.map((n) => leads[n - 1] ?? ''),
      ),
    );
  expect([await waits(1, 2), await waits(2, 3), await waits()]).toEqual([true, false, false]);
});
