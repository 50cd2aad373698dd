import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultModel } from '../domain/model.ts';
import { modelHash } from '../model/hash.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { currentModel, publishModel } from '../store/models.ts';
import { openStore } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { modelCommand } from './model.ts';
import { planDraft } from './modelPlan.ts';

const NOW = Date.parse('2026-01-31T09:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let folder: string;
let database: { url: string } & AsyncDisposable;
let db: Db;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, NOW)));
  db = openDb(database.url, { max: 2 });
  await db.inWorkspace('default', async (tx) => {
    await ensureWorkspace(tx, { id: 'default', name: 'Acme', demo: false, connections: hubspot }, NOW - 90 * DAY);
    await publishModel(tx, 'default', { hash: modelHash(defaultModel), settings: defaultModel }, NOW);
  });
});
afterEach(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});

const hubspot = [{ id: 'hubspot', kind: 'hubspot', account: '1' }];

/** What a lead did, received when it happened. */
async function did(record: string, type: string, agoMs: number, is: { lifecycle?: string } = {}): Promise<void> {
  const at = NOW - agoMs;
  const more = { ...is, modifiedAt: at };
  const signals = [{ sourceId: `${type}-${at}`, subject: 'lead' as const, type, at, confidence: 1 }];
  await openStore(db).together('default', (rows) => rows.keepLeads('hubspot', [{ record, signals, ...more }], at));
}

const withoutLane = { ...defaultModel, lanes: {} };
const plan = (draft = withoutLane, days = 30) =>
  planDraft(db, 'default', defaultModel, draft, { days, now: NOW, progress: () => {} });

describe('a plan', () => {
  test('counts the alerts of both models, and names whom the draft leaves out', async () => {
    await did('7', 'demo_request', 2 * DAY);
    await did('8', 'blog_engagement', DAY);
    const { leads, events, alerts, openings } = await plan();
    expect([leads, events, alerts.current, alerts.draft]).toEqual([2, 2, 1, 0]);
    expect(openings.lost.map(({ label, at }) => [label, at])).toEqual([['7', NOW - 2 * DAY]]);
  });

  test('a draft that changes nothing changes nothing', async () => {
    await did('7', 'demo_request', 2 * DAY);
    const { alerts, openings, counts } = await plan({ ...defaultModel, version: 2 });
    expect([alerts.current, alerts.draft, openings.same]).toEqual([1, 1, 1]);
    expect(Object.values(counts).every((count) => count === 0)).toBe(true);
  });

  test('only the days asked for are counted', async () => {
    await did('7', 'demo_request', 2 * DAY);
    await did('8', 'demo_request', 12 * DAY);
    expect((await plan(withoutLane, 7)).alerts.current).toBe(1);
    expect((await plan(withoutLane, 14)).alerts.current).toBe(2);
  });

  test('a deal won after an alert that the draft would not have given is named', async () => {
    await did('7', 'demo_request', 5 * DAY);
    await did('7', 'return_visit', DAY, { lifecycle: 'customer' });
    const { won } = await plan();
    expect([won.leads, won.current, won.draft, won.lost]).toEqual([1, 1, 0, ['7']]);
  });

  test('a deal won after its episode cooled is won, whatever the record says of its lifecycle', async () => {
    await did('7', 'demo_request', 15 * DAY);
    const deal = { id: '1', state: 'won' as const, changedAt: NOW - DAY, contacts: ['7'] };
    await openStore(db).together('default', (rows) => rows.keepDeals('hubspot', [deal], NOW - DAY));
    const { won } = await plan();
    expect([won.leads, won.current, won.draft, won.lost]).toEqual([1, 1, 0, ['7']]);
  });

  test('who was a customer when they were read for the first time was not won then', async () => {
    await did('7', 'demo_request', 5 * DAY, { lifecycle: 'customer' });
    expect((await plan()).won.leads).toBe(0);
  });

  test('the batches together are every lead, each once', async () => {
    await db.inWorkspace('default', async (tx) => {
      await tx.query("insert into leads (workspace, created_at) select 'default', now() from generate_series(1, 4001)");
      await tx.query(
        `insert into signals (workspace, lead, subject, type, at, received_at, confidence, source, source_id)
         select 'default', id, 'lead', 'demo_request', $1, $1, 1, 'hubspot', '1' from leads`,
        [new Date(NOW - DAY)],
      );
    });
    const heard: number[] = [];
    const { leads, alerts } = await planDraft(db, 'default', defaultModel, withoutLane, {
      days: 7,
      now: NOW,
      progress: (read) => heard.push(read),
    });
    expect([leads, alerts.current, heard]).toEqual([4001, 4001, [500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4001]]);
  });
});

describe('hot-lead model plan', () => {
  async function run(...args: string[]) {
    const out: string[] = [];
    const err: string[] = [];
    const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), now: () => NOW };
    const code = await modelCommand(['plan', ...args], io, { DATABASE_URL: database.url });
    return { code, out, err };
  }

  async function draft(content: unknown): Promise<string> {
    const path = join(folder, 'draft.json');
    await writeFile(path, JSON.stringify(content));
    return path;
  }

  test('says it to a person, or to a machine, and publishes nothing', async () => {
    await did('7', 'demo_request', 2 * DAY);
    const path = await draft({ lanes: { demo_request: { on: false } } });
    const { code, out } = await run(path);
    expect([code, out[0]]).toEqual([0, expect.stringContaining('0.2 alerts a week become 0')]);
    const json = await run(path, '--json', '--days', '3');
    expect(JSON.parse(json.out.join('\n'))).toMatchObject({ alerts: { current: 1, draft: 0 } });
    const current = await db.inWorkspace('default', (tx) => currentModel(tx, 'default'));
    expect(current?.version).toBe(1);
  });

  test('a bad draft is not played', async () => {
    const path = await draft({ windowDays: 0 });
    const message = `model: ${path}: windowDays: must be more than 0 (got 0)`;
    expect(await run(path)).toEqual({ code: 1, out: [], err: [message] });
  });

  test.each(['0', 'x', '1.5', '1000000'])('%s days are refused', async (days) => {
    const { code, err } = await run(await draft({}), '--days', days);
    expect([code, err[0]]).toEqual([1, `model: --days: must be a whole number from 1 to 3650 (got "${days}")`]);
  });
});
