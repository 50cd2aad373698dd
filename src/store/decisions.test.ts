import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DecisionEntry } from '../domain/decision.ts';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb, type Tx } from './db.ts';
import { chainFaults, homelessDecision, saveDecisions } from './decisions.ts';
import { FIRST_LEAD } from './keptLeads.ts';
import { migrate } from './migrate.ts';
import { ensureWorkspace } from './workspaces.ts';

const T0 = Date.UTC(2026, 10, 21, 12);
const everyLead = { after: FIRST_LEAD, last: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
let database: { url: string } & AsyncDisposable;
let db: Db;
let workspace = 'w0';
let round = 0;
let ann = '';
let bob = '';

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, T0)));
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  workspace = `w${(round += 1)}`;
  await inside((tx) => ensureWorkspace(tx, { id: workspace, name: workspace, demo: false, connections: [] }, T0));
  [ann, bob] = (await leads(2)) as [string, string];
});

const inside = <T>(work: (tx: Tx) => Promise<T>) => db.inWorkspace(workspace, work);
const faults = () => inside((tx) => chainFaults(tx, workspace, everyLead));

async function leads(count: number): Promise<string[]> {
  const rows = await inside((tx) =>
    tx.query<{ id: string }>(
      'insert into leads (workspace, created_at) select $1, now() from generate_series(1, $2::int) returning id',
      [workspace, count],
    ),
  );
  return rows.map(({ id }) => id).sort();
}

const entry = (lead: string, score = 1): DecisionEntry => ({
  lead,
  kind: 'score',
  watermark: 7,
  inputs: { at: T0, reasons: ['a\n"b" é'], half: 0.1 },
  outcome: { score },
});
const save = (...entries: DecisionEntry[]) =>
  inside((tx) => saveDecisions(tx, workspace, entries, { version: 1, hash: 'h' }, T0));

/** As somebody does who may do anything: the trigger is off while `sql` runs. */
async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  await inside(async (tx) => {
    await tx.query('alter table decisions disable trigger user');
    await tx.query(sql, values);
    await tx.query('alter table decisions enable trigger user');
  });
}

const ids = async (lead: string) => {
  const rows = await inside((tx) =>
    tx.query<{ id: number }>('select id from decisions where lead = $1 order by id', [lead]),
  );
  return rows.map(({ id }) => id);
};

describe('the chains of decisions', () => {
  test('hold when nobody touched them, however many entries of a lead come at once', async () => {
    await save(entry(ann, 1), entry(bob, 1), entry(ann, 2), entry(ann, 3));
    await save(entry(bob, 2));
    expect(await faults()).toEqual([]);
    const rows = await inside((tx) =>
      tx.query('select place, outcome from decisions where lead = $1 order by id', [ann]),
    );
    expect(rows).toEqual([1, 2, 3].map((score) => ({ place: score, outcome: { score } })));
  });

  test('never fork, though many processes write at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => save(entry(ann, index), entry(bob, index))));
    expect(await faults()).toEqual([]);
    expect([(await ids(ann)).length, (await ids(bob)).length]).toEqual([12, 12]);
  });

  test('hash the same whatever the time zone of the connection', async () => {
    await save(entry(ann));
    const found = await inside(async (tx) => {
      await tx.query("set local timezone = 'Asia/Kathmandu'; set local datestyle = 'German'");
      return chainFaults(tx, workspace, everyLead);
    });
    expect(found).toEqual([]);
  });

  test('take no entry of a lead that is not there', async () => {
    await expect(save(entry(ann), entry(FIRST_LEAD))).rejects.toThrow(/1 of 2 leads are there/);
    expect(await ids(ann)).toEqual([]);
  });
});

describe('a chain shows', () => {
  beforeEach(async () => {
    await save(...[1, 2, 3, 4].map((score) => entry(ann, score)), ...[1, 2, 3, 4].map((score) => entry(bob, score)));
  });

  test.each([
    ['kind', "'open'"],
    ['at', "at + interval '1 microsecond'"],
    ['watermark', 'watermark + 1'],
    ['model_version', '2'],
    ['model_hash', "'other'"],
    ['inputs', `inputs || '{"half": 0.10}'`],
    ['outcome', `'{"score": 5}'`],
    ['place', 'place + 1'],
    ['place', 'null'],
    ['hash', "hash || '\\x00'::bytea"],
    ['hash', 'null'],
  ])('the row whose %s was set to %s', async (column, value) => {
    const [, second] = await ids(bob);
    await tamper(`update decisions set ${column} = ${value} where workspace = '${workspace}' and id = $1`, [second]);
    expect(await faults()).toMatchObject([
      { lead: bob, fault: 'changed', place: 2, id: second, at: expect.anything() },
    ]);
  });

  test('an id that was changed, where the row no longer stands', async () => {
    const [, second, third] = await ids(bob);
    await tamper('update decisions set id = default where id = $1', [second]);
    expect(await faults()).toMatchObject([{ lead: bob, place: 2, id: third }]);
  });

  test('a row that was given to another lead, at both', async () => {
    const [, second, third] = await ids(ann);
    await tamper('update decisions set lead = $2 where id = $1', [second, bob]);
    expect(await faults()).toMatchObject([
      { lead: ann, fault: 'missing', place: 2, id: third },
      { lead: bob, fault: 'changed', place: 2, id: second },
    ]);
  });

  test.each([
    ['with their places and hashes', ', place = o.place, hash = o.hash'],
    ['with their hashes', ', hash = o.hash'],
    ['alone', ''],
  ])('two rows whose contents changed places %s, at the first', async (_, more) => {
    const [, second, third] = await ids(ann);
    await tamper(
      `update decisions d set outcome = o.outcome, inputs = o.inputs, at = o.at, kind = o.kind ${more}
       from decisions o where o.id in ($1, $2) and d.id in ($1, $2) and o.id <> d.id`,
      [second, third],
    );
    expect(await faults()).toMatchObject([{ lead: ann, fault: 'changed', place: 2, id: second }]);
  });

  test.each([
    ['the first', 0, 1],
    ['one in the middle', 2, 3],
  ])('that %s is missing', async (_, gone, next) => {
    const all = await ids(ann);
    await tamper('delete from decisions where id = $1', [all[gone]]);
    expect(await faults()).toMatchObject([{ lead: ann, fault: 'missing', place: gone + 1, id: all[next] }]);
  });

  test('that the newest were cut off, or all', async () => {
    const [, second, third, fourth] = await ids(ann);
    await tamper('delete from decisions where id in ($1, $2)', [third, fourth]);
    await tamper('delete from decisions where lead = $1', [bob]);
    expect(await faults()).toEqual([
      { lead: ann, fault: 'cut', place: 3, id: second, kind: 'score', at: T0 },
      { lead: bob, fault: 'cut', place: 1 },
    ]);
  });

  test('a row more that fits into the chain, which the lead does not know', async () => {
    await tamper(
      `insert into decisions (workspace, id, place, lead, kind, at, watermark, model_version, model_hash, inputs, outcome, hash)
       overriding system value
       select d.workspace, n.id, 5, d.lead, kind, at, watermark, model_version, model_hash, inputs, outcome,
         decision_hash(d.hash, d.workspace, n.id, 5, d.lead, kind, at, watermark, model_version, model_hash, inputs, outcome)
       from decisions d, nextval(pg_get_serial_sequence('decisions', 'id')) n(id) where lead = $1 and place = 4`,
      [ann],
    );
    expect(await faults()).toMatchObject([{ lead: ann, fault: 'added', place: 5 }]);
  });

  test('decisions of a lead that is not there', async () => {
    expect(await inside((tx) => homelessDecision(tx, workspace))).toBeUndefined();
    const [first] = await ids(bob);
    await inside((tx) => tx.query('delete from leads where id = $1', [bob]));
    const found = await inside((tx) => homelessDecision(tx, workspace));
    expect(found).toMatchObject({ lead: bob, fault: 'homeless', id: first });
    expect(await faults()).toEqual([]);
  });
});

describe('what was decided', () => {
  test.each([
    ['changed', "update decisions set kind = 'open'"],
    ['deleted', 'delete from decisions'],
    ['emptied', 'truncate decisions'],
  ])('cannot be %s', async (_, sql) => {
    await save(entry(ann));
    await expect(inside((tx) => tx.query(sql))).rejects.toThrow(/the decision log keeps what was decided/);
  });

  test('of a person who is erased goes, and of nobody else', async () => {
    await save(entry(ann), entry(bob));
    const erase = (lead: string) =>
      inside(async (tx) => {
        await tx.query("select set_config('hotlead.erasing', $1, true)", [ann]);
        await tx.query('delete from decisions where lead = $1', [lead]);
        await tx.query('delete from leads where id = $1', [lead]);
      });
    await expect(erase(bob)).rejects.toThrow(/delete is refused/);
    await erase(ann);
    expect(await faults()).toEqual([]);
    expect([await ids(ann), (await ids(bob)).length]).toEqual([[], 1]);
  });
});
