import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultModel, type Model } from '../domain/model.ts';
import { modelHash } from '../model/hash.ts';
import { modelFromStored } from '../model/read.ts';
import { ownDatabase } from '../testing/database.ts';
import { until } from '../testing/until.ts';
import { type Db, openDb, type Tx } from './db.ts';
import { migrate } from './migrate.ts';
import { currentModel, lookAgain, modelVersion, modelVersions, publishFirst, publishModel } from './models.ts';
import { openStore } from './store.ts';
import { ensureWorkspace } from './workspaces.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const DAY = 86_400_000;
let database: { url: string } & AsyncDisposable;
let db: Db;
let workspace = 'w0';
let round = 0;

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, NOW)));
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  workspace = `w${(round += 1)}`;
  const connections = [{ id: 'hubspot', kind: 'hubspot', account: workspace }];
  await inIt((tx) => ensureWorkspace(tx, { id: workspace, name: workspace, demo: false, connections }, NOW));
});

function inIt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.inWorkspace(workspace, work);
}

/** Settings that differ by what a demo request is worth; the hash names it. */
function worth(points: number): { hash: string; settings: Model } {
  const { demo_request: rule, ...others } = defaultModel.catalogue;
  const catalogue = rule === undefined ? others : { ...others, demo_request: { ...rule, points } };
  return { hash: `worth ${points}`, settings: { ...defaultModel, catalogue } };
}

const publish = (points: number, now = NOW) => inIt((tx) => publishModel(tx, workspace, worth(points), now));

const all = (tx: Tx) => lookAgain(tx, workspace, { after: undefined, since: NOW - 60 * DAY, limit: 1_000 }, NOW);

describe('publications', () => {
  test('nothing decides before the first', async () => {
    expect(await inIt((tx) => currentModel(tx, workspace))).toBeUndefined();
  });

  test('the newest decides, and its settings say its version', async () => {
    await publish(10);
    await publish(20);
    const current = await inIt((tx) => currentModel(tx, workspace));
    expect(current).toEqual({ version: 2, hash: 'worth 20', settings: { ...worth(20).settings, version: 2 } });
  });

  test('what decides already is not published again', async () => {
    await publish(10);
    expect(await publish(10)).toEqual({ version: 1, published: false });
  });

  test('equal settings under another hash and version are not published either', async () => {
    await publish(10);
    const same = { hash: 'other', settings: { ...worth(10).settings, version: 7 } };
    expect(await inIt((tx) => publishModel(tx, workspace, same, NOW))).toEqual({ version: 1, published: false });
  });

  test('an earlier hash published again is a new version with the settings of then', async () => {
    await publish(10);
    await publish(20);
    expect(await publish(10)).toEqual({ version: 3, published: true });
    const versions = await inIt((tx) => modelVersions(tx, workspace));
    expect(versions.map(({ version, hash }) => [version, hash])).toEqual([
      [3, 'worth 10'],
      [2, 'worth 20'],
      [1, 'worth 10'],
    ]);
    const first = await inIt((tx) => modelVersion(tx, workspace, 1));
    expect(first?.settings.catalogue['demo_request']?.points).toBe(10);
  });

  test('the note and the time are kept', async () => {
    await inIt((tx) => publishModel(tx, workspace, { ...worth(1), note: 'fewer alerts' }, NOW + 5));
    expect(await inIt((tx) => modelVersions(tx, workspace))).toEqual([
      { version: 1, hash: 'worth 1', publishedAt: NOW + 5, note: 'fewer alerts' },
    ]);
  });

  test('ten at once get ten versions, none is lost', async () => {
    const done = await Promise.all(Array.from({ length: 10 }, (_, points) => publish(points)));
    const versions = done.map(({ version }) => version).sort((a, b) => a - b);
    expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const kept = await inIt((tx) => modelVersions(tx, workspace));
    expect(new Set(kept.map(({ hash }) => hash)).size).toBe(10);
  });

  test('a publication that is not committed leaves nothing behind', async () => {
    await publish(10);
    const killed = inIt(async (tx) => {
      await publishModel(tx, workspace, worth(20), NOW);
      await all(tx);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await inIt((tx) => modelVersions(tx, workspace))).toHaveLength(1);
    expect(await inIt((tx) => tx.query("select 1 from models where id = 'worth 20'"))).toEqual([]);
  });

  test('another workspace has its own versions', async () => {
    await publish(10);
    const seen = await db.inWorkspace('neighbour', (tx) => modelVersions(tx, workspace));
    expect(seen).toEqual([]);
  });

  test('an unknown workspace is told in a sentence', async () => {
    const nowhere = db.inWorkspace('nowhere', (tx) => publishModel(tx, 'nowhere', worth(1), NOW));
    await expect(nowhere).rejects.toThrow('there is no workspace nowhere: start the product once first');
  });
});

describe('a workspace of the release before models were published', () => {
  test('decides by the product’s own settings from the next start on, whatever form its old ones had', async () => {
    await inIt((tx) =>
      tx.query(`insert into models values ($1, 'old', 1, '{"recipes":{"R1":{}}}', '2026-01-01Z')`, [workspace]),
    );
    const first = { hash: modelHash(defaultModel), settings: defaultModel };
    for (let start = 0; start < 2; start++) await inIt((tx) => publishFirst(tx, workspace, first, NOW));
    expect(await inIt((tx) => modelVersions(tx, workspace))).toMatchObject([{ version: 1, hash: first.hash }]);
    const current = await inIt((tx) => currentModel(tx, workspace));
    expect(modelFromStored(current?.settings)).toEqual(defaultModel);
  });
});

describe('after a publication', () => {
  /** A lead with its CRM record, a signal that old and these columns. */
  async function lead(record: string, columns: Record<string, unknown>, signalAgoMs?: number): Promise<void> {
    const signals =
      signalAgoMs === undefined
        ? []
        : [{ sourceId: 's', subject: 'lead' as const, type: 'email_open', at: NOW - signalAgoMs, confidence: 1 }];
    await openStore(db).together(workspace, (rows) => rows.keepLeads('hubspot', [{ record, signals }], NOW));
    const set = Object.keys(columns).map((column, index) => `${column} = $${index + 3}`);
    await inIt((tx) =>
      tx.query(
        `update leads set ${['done_seq = wanted_seq', ...set].join(', ')} where workspace = $1 and id = (
           select id from identities where workspace = $1 and kind = 'hubspot:contact' and value = $2)`,
        [workspace, record, ...Object.values(columns)],
      ),
    );
  }

  async function lookOf(record: string): Promise<number | null | undefined> {
    const rows = await inIt((tx) =>
      tx.query<{ at: number | null }>(
        `select l.look_at as at from leads l join identities i on i.workspace = l.workspace and i.id = l.id
         where l.workspace = $1 and i.kind = 'hubspot:contact' and i.value = $2`,
        [workspace, record],
      ),
    );
    return rows[0]?.at;
  }

  test.each([
    ['waits for a look tomorrow', { look_at: new Date(NOW + DAY) }, undefined, NOW],
    ['has a look that is overdue', { look_at: new Date(NOW - DAY) }, undefined, NOW - DAY],
    ['has a score', { score: 12 }, undefined, NOW],
    ['was worth nothing, with a signal of 59 days ago', {}, 59 * DAY, NOW],
    ['had its last signal 60 days ago', {}, 60 * DAY, null],
    ['never did anything', {}, undefined, null],
  ])('a lead that %s', async (_what, columns, signalAgoMs, look) => {
    await lead('1', columns, signalAgoMs);
    await inIt(all);
    expect(await lookOf('1')).toBe(look);
  });

  test('a lead whose record is gone from the CRM stays at rest', async () => {
    await lead('1', { score: 40 }, DAY);
    await openStore(db).together(workspace, (rows) => rows.forgetRecords('hubspot', ['1']));
    await inIt(all);
    expect(await lookOf('1')).toBeUndefined();
    expect(await inIt((tx) => tx.query('select look_at from leads where workspace = $1', [workspace]))).toEqual([
      { look_at: null },
    ]);
  });

  test('page by page, everybody', async () => {
    for (const record of ['1', '2', '3']) await lead(record, { score: 12 });
    const page = (after?: string) => inIt((tx) => lookAgain(tx, workspace, { after, since: NOW, limit: 2 }, NOW));
    const first = await page();
    expect(first).toBeDefined();
    expect(await page(await page(first))).toBeUndefined();
    expect(await Promise.all(['1', '2', '3'].map(lookOf))).toEqual([NOW, NOW, NOW]);
  });

  test('a look that was under way is taken again', async () => {
    await lead('1', { look_at: new Date(NOW - 1) });
    let again: Promise<unknown> | undefined;
    await inIt(async (tx) => {
      await tx.query('update leads set look_at = $2 where workspace = $1', [workspace, new Date(NOW + DAY)]);
      again = inIt(all);
      await untilSomebodyWaits(tx);
    });
    await again;
    expect(await lookOf('1')).toBe(NOW);
  });
});

async function untilSomebodyWaits(tx: Tx): Promise<void> {
  await until(async () => {
    const waiting = await tx.query(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return waiting.length > 0;
  }, 'somebody waits for a lock');
}
