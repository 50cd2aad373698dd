import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb, type Tx } from './db.ts';
import { figureRounds } from './figures.ts';
import { migrate } from './migrate.ts';
import { keepReps, repLoads, repsOf } from './reps.ts';
import { stopClocks } from './rounds.ts';
import { saveRoutes } from './work.ts';
import { ensureWorkspace } from './workspaces.ts';

const T0 = Date.UTC(2026, 0, 31, 9);
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const EPISODE = '00000000-0000-4000-8000-000000000001';
const after = (minutes: number) => T0 + minutes * MINUTE;
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
  workspace = `r${(count += 1)}`;
  await within((tx) => ensureWorkspace(tx, { id: workspace, name: workspace, demo: false, connections: [] }, T0));
});

const within = <T>(work: (tx: Tx) => Promise<T>) => db.inWorkspace(workspace, work);

const crmRep = (record: string, more: object = {}) => {
  return { record, name: `Rep ${record}`, active: true, available: true, ...more };
};
const told = (now: number, ...reps: ReturnType<typeof crmRep>[]) =>
  within((tx) => keepReps(tx, workspace, 'hubspot', reps, now));
const kept = () => within((tx) => repsOf(tx, workspace, 'hubspot'));

/** Two reps, and a hot lead since T0 that nobody has. */
async function annAndBob(): Promise<[string, string]> {
  await told(T0, crmRep('1'), crmRep('2'));
  await within((tx) =>
    tx.query(
      `with hot as (
         insert into episodes (workspace, id, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at,
           respond_by, routing_note)
         values ($1, $2, $2, 'first', 'open', 1, 1, 80, '[]', false, $3, $3, $3, ''))
       insert into rounds (workspace, episode, round, lead, tier, source, type, started_at, opened_at)
       values ($1, $2, 1, $2, 1, 'web', 'demo_request', $3, $3)`,
      [workspace, EPISODE, new Date(T0)],
    ),
  );
  const ids = new Map((await kept()).map(({ record, id }) => [record, id]));
  return [ids.get('1') ?? '', ids.get('2') ?? ''];
}

const given = (assignee: string | undefined, now: number) => {
  const change = { id: EPISODE, respondBy: now, routingNote: '', unassigned: false, tried: [] };
  return within((tx) => saveRoutes(tx, workspace, [{ ...change, ...(assignee !== undefined && { assignee }) }], now));
};
const answered = (rep: string, now: number, heldWorkingMs: number) =>
  within((tx) =>
    stopClocks(tx, workspace, [
      { episode: EPISODE, round: 1, at: now, rep, kind: 'call', workingMs: now - T0, heldWorkingMs },
    ]),
  );
const holdings = async () => {
  const [round] = await within((tx) => figureRounds(tx, workspace, { from: T0 - DAY, to: T0 + DAY }));
  return round?.holdings;
};

describe('who had a lead', () => {
  test('is kept of everyone who gets it, from then until somebody else does or it is answered', async () => {
    const [ann, bob] = await annAndBob();
    await given(ann, after(0));
    await given(bob, after(30));
    await answered(bob, after(33), 2 * MINUTE);
    expect(await holdings()).toEqual([
      { rep: ann, from: after(0), until: after(30) },
      { rep: bob, from: after(30), until: after(33), workingMs: 2 * MINUTE },
    ]);
  });

  test('goes on when it is routed again and stays, and ends when nobody is left', async () => {
    const [ann] = await annAndBob();
    await given(ann, after(0));
    await given(ann, after(30));
    // Had by one rep alone from the start: the round says it itself.
    expect(await holdings()).toBeUndefined();
    await given(undefined, after(40));
    expect(await holdings()).toEqual([{ rep: ann, from: after(0), until: after(40) }]);
  });

  test('is begun by nobody after the answer', async () => {
    const [ann, bob] = await annAndBob();
    await answered(ann, after(5), 0);
    await given(bob, after(6));
    expect(await holdings()).toBeUndefined();
  });

  test('a lead of yesterday that a rep got today is one of today, to them alone', async () => {
    const [ann, bob] = await annAndBob();
    await given(ann, after(0));
    await given(bob, after(1_000));
    const days = [ann, bob].map((rep) => ({ rep, since: after(900) }));
    const loads = await within((tx) => repLoads(tx, workspace, days));
    expect([loads.get(ann), loads.get(bob)]).toEqual([
      { openHot: 0, today: 0 },
      { openHot: 1, today: 1 },
    ]);
  });
});

describe("the CRM's word that a rep is not there", () => {
  const statuses = async () => (await kept()).map(({ awaySince, leftSince }) => ({ awaySince, leftSince }));

  test('holds since it was first seen, until it is taken back', async () => {
    await told(T0, crmRep('1'));
    await told(after(10), crmRep('1', { available: false }));
    await told(after(20), crmRep('1', { available: false, active: false }));
    await told(after(30), crmRep('1', { available: false, active: false }));
    expect(await statuses()).toEqual([{ awaySince: after(10), leftSince: after(20) }]);
    await told(after(40), crmRep('1'));
    expect(await statuses()).toEqual([{}]);
  });

  test('holds since nobody knows when of somebody who was so from the first look', async () => {
    await told(T0, crmRep('1', { available: false, active: false }));
    await told(after(10), crmRep('1', { available: false, active: false }));
    expect(await statuses()).toEqual([{}]);
  });
});
