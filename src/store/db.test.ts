import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb, type Tx } from './db.ts';

let database: Awaited<ReturnType<typeof ownDatabase>>;
let db: Db;
beforeAll(async () => {
  database = await ownDatabase();
  db = openDb(database.url);
  await db.acrossWorkspaces((tx) =>
    tx.query('create table things (id int primary key, touched int not null default 0)'),
  );
  await db.acrossWorkspaces((tx) => tx.query('insert into things values (1), (2)'));
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});

const touch = (tx: Tx, id: number) => tx.query('update things set touched = touched + 1 where id = $1', [id]);

test('two transactions that wait for each other are both kept, each once', async () => {
  const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const locksBoth = (mine: 0 | 1) =>
    db.acrossWorkspaces(async (tx) => {
      await touch(tx, mine + 1);
      both[mine]?.resolve();
      await both[1 - mine]?.promise;
      await touch(tx, 2 - mine);
    });
  await Promise.all([locksBoth(0), locksBoth(1)]);
  const rows = await db.acrossWorkspaces((tx) => tx.query('select id, touched from things order by id'));
  expect(rows).toEqual([
    { id: 1, touched: 2 },
    { id: 2, touched: 2 },
  ]);
}, 20_000);

test('what fails for another reason is done once', async () => {
  let runs = 0;
  const broken = db.acrossWorkspaces(async (tx) => {
    runs += 1;
    await tx.query('select 1 / 0');
  });
  await expect(broken).rejects.toThrow('division by zero');
  expect(runs).toBe(1);
});
