import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Lane, TakeTurn } from './crm/crm.ts';
import { hubspotTurns } from './hubspotTurns.ts';
import { type Db, openDb } from './store/db.ts';
import { migrate } from './store/migrate.ts';
import { ensureWorkspace } from './store/workspaces.ts';
import { ownDatabase } from './testing/database.ts';

const T0 = Date.parse('2026-03-03T11:00:00Z');
let database: Awaited<ReturnType<typeof ownDatabase>>;
let dbs: [Db, Db];

beforeAll(async () => {
  database = await ownDatabase();
  const { role } = await migrate(database.url, T0);
  const open = () => openDb(database.url, { max: 4, ...(role !== undefined && { role }) });
  dbs = [open(), open()];
});
afterAll(async () => {
  for (const db of dbs) await db.close();
  await database[Symbol.asyncDispose]();
});

/** A portal of its own with a clock that sleeping moves on, and the times at which turns began, by lane. */
async function portal(name: string) {
  let at = T0;
  const began: { lane: Lane; at: number }[] = [];
  await dbs[0].inWorkspace(name, (tx) => ensureWorkspace(tx, { id: name, name, demo: false, connections: [] }, T0));
  const [one, other] = dbs.map((db) =>
    hubspotTurns(db, name, { callsPer10Seconds: 190, now: () => at, sleep: async (ms) => void (at += ms) }),
  ) as [TakeTurn, TakeTurn];
  const take = async (lane: Lane, turns = one) => {
    await turns('call', lane);
    began.push({ lane, at });
  };
  return { one, other, take, began, now: () => at, pass: (ms: number) => void (at += ms) };
}

describe('turns to call HubSpot', () => {
  test('of two processes stay within what one portal may have in any ten seconds', async () => {
    const { take, one, other, began } = await portal('two-processes');
    for (let call = 0; call < 400; call++) await take('now', call % 2 === 0 ? one : other);
    const starts = began.map(({ at }) => at);
    const busiest = Math.max(...starts.map((from) => starts.filter((at) => at >= from && at < from + 10_000).length));
    expect(busiest).toBeLessThanOrEqual(190);
    expect(busiest).toBeGreaterThan(170);
  });

  test('of an import leave most of a burst to who is in a hurry', async () => {
    const { take, began, now } = await portal('burst');
    for (let call = 0; call < 40; call++) await take('import');
    const paced = now();
    for (let call = 0; call < 15; call++) await take('now');
    expect(now() - paced).toBe(0);
    expect(began.at(-1)).toEqual({ lane: 'now', at: paced });
  });

  test('are not taken by an import while hot leads take all there are, and it says when to come back', async () => {
    const { take, one } = await portal('busy');
    for (let call = 0; call < 60; call++) await take('now');
    const asked = hubspotTurns(dbs[0], 'busy', { callsPer10Seconds: 190, now: () => T0, sleep: async () => {} });
    await expect(asked('call', 'score')).rejects.toMatchObject({ kind: 'rateLimited' });
    await one('call', 'now');
  });

  test('of one portal are not those of another', async () => {
    const [a, b] = [await portal('a'), await portal('b')];
    for (let call = 0; call < 100; call++) await a.take('now');
    await b.take('now');
    expect(b.now()).toBe(T0);
  });
});
