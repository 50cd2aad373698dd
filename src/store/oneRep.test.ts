import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb, type Tx } from './db.ts';
import { migrate } from './migrate.ts';
import { addRepTime, keepReps, lockPools, type ReportedRep, repsOf, repTimes, savePools } from './reps.ts';
import { ensureWorkspace } from './workspaces.ts';

const T0 = Date.UTC(2026, 0, 31, 9);
const SF = 'salesforce:005A';
const EPISODE = '00000000-0000-4000-8000-000000000001';
const ANN = { name: 'Ann', active: true, available: true };
const IN_SECOND = { ...ANN, record: SF };
const IN_BOTH = { ...ANN, record: '77', also: [SF] };
let database: Awaited<ReturnType<typeof ownDatabase>>;
let db: Db;
let workspace = '';
let count = 0;

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, T0)));
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  workspace = `o${(count += 1)}`;
  await within((tx) => ensureWorkspace(tx, { id: workspace, name: workspace, demo: false, connections: [] }, T0));
});

const within = <T>(work: (tx: Tx) => Promise<T>) => db.inWorkspace(workspace, work);
const query = <Row>(sql: string, ...values: unknown[]) => within((tx) => tx.query<Row>(sql, [workspace, ...values]));
const keep = (...reps: ReportedRep[]) => within((tx) => keepReps(tx, workspace, 'hubspot', reps, T0));
const kept = () => within((tx) => repsOf(tx, workspace, 'hubspot'));
const idOf = async (record: string) => (await kept()).find((rep) => rep.record === record)?.id ?? '';
const account = (rep: string, entitlement: number, assigned: number) => {
  return { pool: 'p', rep, entitlement, assigned, worst: 0.5 };
};

/** An open lead of this rep, who was passed over for it once; their holiday; and their turns. */
async function hasAllThis(rep: string, record: string): Promise<void> {
  await query(
    `insert into episodes (workspace, id, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at,
       respond_by, routing_note, owner, assignee, tried, turn)
     values ($1, $2, $2, 'first', 'open', 1, 1, 80, '[]', false, now(), now(), now(), '', $3::uuid, $3::uuid,
       jsonb_build_array($3::text), jsonb_build_object('pool', 'p', 'rep', $3::text))`,
    EPISODE,
    rep,
  );
  await query(
    'insert into holdings (workspace, episode, round, rep, from_at) values ($1, $2, 1, $3, now())',
    EPISODE,
    rep,
  );
  await query(
    'insert into leads (workspace, id, created_at, crm_owner, our_owner) values ($1, $2, now(), $3, $3)',
    EPISODE,
    record,
  );
  await query(
    "insert into deals (workspace, id, state, owner, read_at) values ($1, 'hubspot:d1', 'open', $2, now())",
    record,
  );
  await within((tx) => addRepTime(tx, workspace, { rep, kind: 'time_off', from: T0, until: T0 + 1 }, T0));
  await within((tx) => savePools(tx, workspace, [account(rep, 1.5, 1)]));
}

async function hadBy(rep: string) {
  const [lead] = await query(
    'select crm_owner as owner, our_owner as ours, given_at as given from leads where workspace = $1',
  );
  const [episode] = await query('select owner, assignee, tried, turn from episodes where workspace = $1');
  const times = await within((tx) => repTimes(tx, workspace, 0));
  const held = await query('select rep from holdings where workspace = $1');
  const deals = await query('select owner from deals where workspace = $1');
  const isTheirs = { owner: rep, assignee: rep, tried: [rep], turn: { pool: 'p', rep } };
  expect({ lead, episode, times: times.map((time) => time.rep), held, deals }).toEqual({
    lead: { owner: '77', ours: '77', given: null },
    episode: isTheirs,
    times: [rep],
    held: [{ rep }],
    deals: [{ owner: '77' }],
  });
}

describe('a rep whom another id named before', () => {
  test('is the same rep under the new one, with all they had', async () => {
    await keep(IN_SECOND);
    const id = await idOf(SF);
    await hasAllThis(id, SF);
    for (let twice = 0; twice < 2; twice++) await keep(IN_BOTH);
    expect((await kept()).map((rep) => [rep.id, rep.record])).toEqual([[id, '77']]);
    await hadBy(id);
    expect(await within((tx) => lockPools(tx, workspace))).toMatchObject([account(id, 1.5, 1)]);
  });

  test('who was two is the one of the new id, who has what both had; the other has left', async () => {
    await keep({ ...IN_BOTH, also: [] }, { ...IN_SECOND, name: 'Ann Salesforce' });
    const [id, other] = [await idOf('77'), await idOf(SF)];
    await hasAllThis(other, SF);
    await within((tx) => savePools(tx, workspace, [account(id, 0.5, 1), account(other, 1.5, 1)]));
    await query(
      `update reps set chat_id = 'U1', chat_by = 'email', preferences = '{"digestAt": 9}' where workspace = $1 and id = $2`,
      other,
    );
    for (let twice = 0; twice < 2; twice++) await keep(IN_BOTH);
    expect(await kept()).toMatchObject([
      { id, record: '77', active: true, chatId: 'U1', preferences: { digestAt: 9 } },
    ]);
    await hadBy(id);
    expect(await within((tx) => lockPools(tx, workspace))).toMatchObject([account(id, 2, 2)]);
    expect(await query('select name, active, chat_id from reps where workspace = $1 and id = $2', other)).toEqual([
      { name: 'Ann Salesforce', active: false, chat_id: null },
    ]);
  });

  test('is nobody new where no other id was known', async () => {
    await keep(IN_BOTH);
    const id = await idOf('77');
    await keep(IN_BOTH);
    expect((await kept()).map((rep) => rep.id)).toEqual([id]);
  });
});
