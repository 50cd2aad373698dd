import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from './database.ts';

/** The connections of two processes to one new database. */
export async function twoProcesses(at: number): Promise<{ dbs: [Db, Db] } & AsyncDisposable> {
  const database = await ownDatabase();
  const { role } = await migrate(database.url, at);
  const open = () => openDb(database.url, { max: 4, ...(role !== undefined && { role }) });
  const dbs: [Db, Db] = [open(), open()];
  return {
    dbs,
    async [Symbol.asyncDispose]() {
      for (const db of dbs) await db.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A workspace of its own, its turns as each of the two processes has them, and a clock that waiting for one moves on. */
export async function turnsIn<Turns>(
  [one, other]: [Db, Db],
  { name, from }: { name: string; from: number },
  turnsOf: (db: Db, workspace: string, clock: { now: () => number; sleep: (ms: number) => Promise<void> }) => Turns,
) {
  let at = from;
  const clock = { now: () => at, sleep: async (ms: number) => void (at += ms) };
  await one.inWorkspace(name, (tx) => ensureWorkspace(tx, { id: name, name, demo: false, connections: [] }, from));
  return { one: turnsOf(one, name, clock), other: turnsOf(other, name, clock), now: clock.now };
}
