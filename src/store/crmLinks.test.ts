import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { heldClock } from '../testing/clock.ts';
import { ownDatabase } from '../testing/database.ts';
import { forgetLinks, keptLinks } from './crmLinks.ts';
import { type Db, openDb } from './db.ts';
import { recordsApart as apart } from './leadIds.ts';
import { migrate } from './migrate.ts';
import { openStore, type Store } from './store.ts';
import { ensureWorkspace } from './workspaces.ts';

const clock = heldClock('2026-11-21T12:00:00Z');
const now = () => clock.now();
const SF = (n: number) => `salesforce:00Q${n}`;
const visit = {
  subject: 'lead' as const,
  type: 'pricing_page_visit',
  at: clock.now(),
  asset: '/pricing',
  confidence: 1,
};
let database: { url: string } & AsyncDisposable;
let db: Db;
let store: Store;
let workspace = 'w0';
let round = 0;
let links: ReturnType<typeof keptLinks>;

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, clock.now())));
  db = openDb(database.url);
  store = openStore(db);
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  workspace = `w${(round += 1)}`;
  const connections = [{ id: 'hubspot', kind: 'hubspot', account: workspace }];
  const made = { id: workspace, name: workspace, demo: false, connections };
  await db.inWorkspace(workspace, (tx) => ensureWorkspace(tx, made, clock.now()));
  links = keptLinks(db, workspace, now);
});

const pairOf = (first: string, second: string) => ({ first, second, how: 'email' as const });
const keep = (people: { record: string; also?: string[]; email?: string }[], key = 'v') =>
  store.together(workspace, (rows) =>
    rows.keepLeads(
      'hubspot',
      people.map((one) => ({ ...one, signals: [{ ...visit, sourceId: key }] })),
      clock.now(),
    ),
  );
const identities = () =>
  db.inWorkspace(workspace, (tx) =>
    tx.query<{ value: string; id: string }>(
      "select value, id from identities where kind = 'hubspot:contact' order by value",
    ),
  );
const leads = () =>
  db.inWorkspace(workspace, (tx) => tx.query<{ id: string }>('select id from leads order by created_at'));

describe('links', () => {
  test('are found by either record, with all others of the same person, the newest second first', async () => {
    await links.keep([pairOf('101', SF(1)), pairOf('101', SF(2)), pairOf('102', SF(3))]);
    const expected = [pairOf('101', SF(2)), pairOf('101', SF(1))];
    for (const record of ['101', SF(1), SF(2)]) expect(await links.of([record])).toMatchObject(expected);
    expect(await links.of(['104'])).toEqual([]);
  });

  test('a second that is somebody’s stays theirs, however often it is kept', async () => {
    await links.keep([pairOf('101', SF(1))]);
    const kept = await links.keep([pairOf('102', SF(1)), pairOf('101', SF(1))]);
    expect(kept).toEqual([{ ...pairOf('101', SF(1)), seen: {} }]);
  });

  test('what a sync says outweighs an address, and stays', async () => {
    await links.keep([pairOf('101', SF(1))]);
    await links.saw([{ second: SF(1), seen: { unsubscribed: true } }]);
    const written = (first: string) => ({ first, second: SF(1), how: 'id' as const });
    expect(await links.keep([written('101')])).toEqual([{ ...written('101'), seen: { unsubscribed: true } }]);
    expect(await links.keep([written('102')])).toMatchObject([{ ...written('101') }]);
    await links.drop(['101']);
    await links.keep([pairOf('101', SF(1))]);
    expect(await links.keep([written('102')])).toEqual([{ ...written('102'), seen: {} }]);
  });

  test('what was seen is laid over what is kept, and null takes a field away', async () => {
    await links.keep([pairOf('101', SF(1))]);
    await links.saw([{ second: SF(1), seen: { owner: { value: '1', first: '1' }, before: { first: 'NEW' } } }]);
    await links.saw([{ second: SF(1), seen: { owner: { value: '2' }, before: null }, half: true }]);
    expect(await links.of(['101'])).toEqual([
      { ...pairOf('101', SF(1)), seen: { owner: { value: '2' } }, halfAt: clock.now() },
    ]);
  });

  test('who was read without a half is wanted until read with both, those first who were read so longest ago', async () => {
    await links.keep([pairOf('101', SF(1)), pairOf('102', SF(2))]);
    await links.saw([{ second: SF(2), seen: {}, half: true }]);
    clock.advance(1_000);
    await links.saw([{ second: SF(1), seen: {}, half: true }]);
    expect((await links.halves(10)).map(({ second }) => second)).toEqual([SF(2), SF(1)]);
    clock.advance(1_000);
    await links.saw([{ second: SF(2), seen: {}, half: true }]);
    const last = clock.now();
    clock.advance(1_000);
    await links.saw([{ second: SF(2), seen: { unsubscribed: true } }]);
    expect(await links.halves(10)).toMatchObject([{ second: SF(1) }, { second: SF(2), halfAt: last }]);
    await links.saw([SF(1), SF(2)].map((second) => ({ second, seen: {}, half: false })));
    expect(await links.halves(10)).toEqual([]);
  });

  test('go on with the record that one of the two went into, and what was seen with them', async () => {
    await links.keep([pairOf('101', SF(1)), pairOf('102', SF(2)), pairOf('103', SF(3))]);
    await links.saw([1, 2].map((n) => ({ second: SF(n), seen: { unsubscribed: true } })));
    const merges = [
      { record: SF(1), into: SF(9) },
      { record: SF(8), into: SF(9) },
      { record: SF(2), into: SF(3) },
      { record: '103', into: '109' },
    ];
    for (let twice = 0; twice < 2; twice++) await links.moved(merges);
    expect(await links.of(['101', '102', '109'])).toEqual([
      { ...pairOf('101', SF(9)), seen: { unsubscribed: true } },
      { ...pairOf('102', SF(2)), seen: { unsubscribed: true } },
      { ...pairOf('109', SF(3)), seen: {} },
    ]);
  });

  test('go with either record', async () => {
    await links.keep([pairOf('101', SF(1)), pairOf('102', SF(2)), pairOf('103', SF(3))]);
    await links.drop(['101', SF(2)]);
    expect((await links.of(['101', '102', '103'])).map(({ first }) => first)).toEqual(['103']);
  });

  test('are no other workspace’s', async () => {
    await links.keep([pairOf('101', SF(1))]);
    const neighbour = keptLinks(db, 'another', now);
    expect(await neighbour.of(['101'])).toEqual([]);
  });
});

describe('a person with records in two CRMs', () => {
  test('is one lead under all of them, and each signal is kept once', async () => {
    expect(await keep([{ record: '101', also: [SF(1)] }])).toHaveLength(1);
    expect(await keep([{ record: '101', also: [SF(1)] }])).toEqual([]);
    expect(await keep([{ record: SF(1) }])).toEqual([]);
    expect(await leads()).toHaveLength(1);
    expect((await identities()).map(({ value }) => value)).toEqual(['101', SF(1)]);
  });

  test('who was known by the second record first stays the same lead', async () => {
    await keep([{ record: SF(1) }]);
    const [before] = await leads();
    expect(await keep([{ record: '101', also: [SF(1)], email: 'ada@bigco.example' }])).toEqual([]);
    expect(await leads()).toEqual([before]);
    expect(new Set((await identities()).map(({ id }) => id))).toEqual(new Set([before?.id]));
  });

  test('is shown with their score again once a record more is theirs, and not for being read', async () => {
    await keep([{ record: '101' }]);
    const look = () =>
      db.inWorkspace(workspace, (tx) => tx.query('select wanted_seq > done_seq as wanted, written_score from leads'));
    await db.inWorkspace(workspace, (tx) => tx.query('update leads set written_score = 50, done_seq = wanted_seq'));
    await keep([{ record: '101' }]);
    expect(await look()).toEqual([{ wanted: false, written_score: 50 }]);
    await keep([{ record: '101', also: [SF(1)] }]);
    expect(await look()).toEqual([{ wanted: true, written_score: null }]);
    await db.inWorkspace(workspace, (tx) => tx.query('update leads set done_seq = wanted_seq'));
    await keep([{ record: '101', also: [SF(1)] }]);
    expect(await look()).toMatchObject([{ wanted: false }]);
  });

  test('goes on by one record when the other is gone', async () => {
    await keep([{ record: '101', also: [SF(1)] }]);
    const [before] = await leads();
    await store.together(workspace, (rows) => rows.forgetRecords('hubspot', ['101']));
    expect(await keep([{ record: SF(1) }])).toEqual([]);
    expect(await identities()).toMatchObject([{ value: SF(1), id: before?.id }]);
  });

  test('who were two leads become the one that the person’s record is, once the other is forgotten as after a merge', async () => {
    const ada = { record: '101', also: [SF(1)] };
    await keep([{ record: '101' }, { record: SF(1) }]);
    expect(await leads()).toHaveLength(2);
    expect(await recordsApart([{ record: '101' }, { record: '102', also: [SF(9)] }])).toEqual([]);
    expect(await recordsApart([ada])).toEqual([SF(1)]);
    await store.together(workspace, (rows) => rows.forgetRecords('hubspot', [SF(1)]));
    await keep([ada], 'w');
    expect(await recordsApart([ada])).toEqual([]);
    const [one, two] = await identities();
    expect(one?.id).toBe(two?.id);
  });

  test.each([
    ['has the only open episode', [undefined, 5], '101'],
    ['has the older of two open episodes', [6, 5], '101'],
    ['has the younger of two open episodes', [5, 6], SF(1)],
    ['has none, and the other has one', [5, undefined], SF(1)],
  ] as const)('who were two: the lead of the second record, if it %s', async (_what, [first, second], forgotten) => {
    await keep([{ record: '101' }, { record: SF(1) }]);
    const [one, two] = await identities();
    await openEpisode(one?.id, first);
    await openEpisode(two?.id, second);
    expect(await recordsApart([{ record: '101', also: [SF(1)] }])).toEqual([forgotten]);
  });

  test.each([
    ['open', [{ record: 'hubspot:101', fields: { catchUp: true } }]],
    ['contacted', [{ record: 'hubspot:101', fields: { catchUp: true } }]],
    ['closed', []],
    [undefined, []],
  ])('a record that joins them is to get what the others have of an episode that is %s', async (state, wanted) => {
    await keep([{ record: '101' }]);
    if (state !== undefined) await openEpisode((await leads())[0]?.id, clock.now());
    await db.inWorkspace(workspace, (tx) => tx.query('update episodes set state = $1', [state ?? 'open']));
    await keep([{ record: '101' }]);
    await keep([{ record: '101', also: [SF(1)] }]);
    const claimed = () => store.together(workspace, (rows) => rows.claimWrites(clock.now() + 1_000, 10));
    expect((await claimed()).map(({ record, fields }) => ({ record, fields }))).toEqual(wanted);
    await keep([{ record: '101', also: [SF(1)] }]);
    expect(await claimed()).toEqual([]);
  });

  test('our wishes for owner and status of either record give way to a person', async () => {
    await keep([{ record: '101', also: [SF(1)] }]);
    const [lead] = await leads();
    const wish = (record: string) => ({
      record: `hubspot:${record}`,
      lead: lead?.id ?? '',
      fields: { ownerId: '1', score: 5 },
    });
    await store.together(workspace, (rows) => rows.wantWrites([wish('101'), wish(SF(1))], clock.now()));
    await store.together(workspace, (rows) =>
      rows.keepLeads('hubspot', [{ record: '101', also: [SF(1)], ownerId: '2', signals: [] }], clock.now()),
    );
    const claimed = await store.together(workspace, (rows) => rows.claimWrites(clock.now(), 10));
    expect(claimed.map(({ fields }) => fields)).toEqual([{ score: 5 }, { score: 5 }]);
  });
});

describe('who asks to be forgotten', () => {
  test.each(['101', SF(1)])('is forgotten under the records of both CRMs, asked for by %s', async (record) => {
    await keep([{ record: '101', also: [SF(1)] }]);
    await links.keep([pairOf('101', SF(1))]);
    const found = await store.together(workspace, (rows) => rows.erasingOf('hubspot', record));
    expect(found.records.toSorted()).toEqual(['101', SF(1)]);
    expect(found).toMatchObject({ leads: [(await leads())[0]?.id], others: [] });
    await store.together(workspace, async (rows) => {
      await rows.markErased('hubspot', found.records, clock.now());
      await rows.eraseLeads('hubspot', found);
    });
    await db.inWorkspace(workspace, (tx) => forgetLinks(tx, workspace, found.records));
    for (const one of ['101', SF(1)]) await keep([{ record: one }]);
    await keep([{ record: '102', also: [SF(1)] }]);
    expect(await leads()).toEqual([]);
    expect(await links.keep([pairOf('101', SF(1)), pairOf('102', SF(1))])).toEqual([]);
    await links.keep([pairOf('103', SF(3))]);
    await links.moved([{ record: SF(3), into: SF(1) }]);
    expect(await links.of([SF(1)])).toEqual([]);
  });

  test('takes along whoever went into them by a merge in either CRM', async () => {
    await links.keep([pairOf('101', SF(1))]);
    const merges = [
      { record: '100', into: '101' },
      { record: SF(8), into: SF(1) },
    ];
    await store.together(workspace, (rows) => rows.keepMerges('hubspot', merges));
    const { records } = await store.together(workspace, (rows) => rows.erasingOf('hubspot', SF(1)));
    expect(records.toSorted()).toEqual(['100', '101', SF(1), SF(8)]);
  });
});

async function openEpisode(lead: string | undefined, openedAt: number | undefined): Promise<void> {
  if (openedAt === undefined) return;
  await db.inWorkspace(workspace, (tx) =>
    tx.query(
      `insert into episodes (workspace, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at, respond_by,
         routing_note, facts)
       values ($1, $2, 'first', 'open', 1, 2, 50, '[]', false, $3, $3, $3, '', '{}')`,
      [workspace, lead, new Date(openedAt)],
    ),
  );
}

async function recordsApart(people: { record: string; also?: string[] }[]): Promise<string[]> {
  const found = await db.inWorkspace(workspace, (tx) => apart(tx, workspace, 'hubspot', people));
  return found.map(({ record }) => record);
}
