import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb } from './db.ts';
import { migrate } from './migrate.ts';
import { openStore, type Store, takeCall } from './store.ts';
import { ensureWorkspace } from './workspaces.ts';

const T0 = Date.UTC(2026, 10, 21, 12);
let database: { url: string } & AsyncDisposable;
let db: Db;
let store: Store;
let workspace = 'w0';
let round = 0;

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, T0)));
  db = openDb(database.url);
  store = openStore(db);
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  workspace = `w${(round += 1)}`;
  await addWorkspace(workspace);
});

async function addWorkspace(id: string): Promise<void> {
  const connections = [{ id: 'hubspot', kind: 'hubspot', account: id }];
  await db.inWorkspace(id, (tx) => ensureWorkspace(tx, { id, name: id, demo: false, connections }, T0));
}

const visit = (sourceId: string, at = T0) => ({
  subject: 'lead' as const,
  sourceId,
  type: 'pricing_page_visit',
  at,
  asset: '/pricing',
  confidence: 1,
});
const due = { crm: 'hubspot', now: T0, since: 0, limit: 100 };
const look = (id: string, doneSeq: number) => ({ id, doneSeq, score: 0, hot: false, lanes: [] });

describe('row-level security', () => {
  test('every table has it, forced on its owner too, partitions included', async () => {
    const open = await db.acrossWorkspaces((tx) =>
      tx.query<{ relname: string }>(
        `select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
         and relname <> 'migrations' and not (relrowsecurity and relforcerowsecurity)`,
      ),
    );
    expect(open).toEqual([]);
  });

  test('a workspace neither sees nor changes another one’s rows', async () => {
    await addWorkspace('neighbour');
    await store.together('neighbour', (rows) =>
      rows.keepLeads('hubspot', [{ record: '1', signals: [visit('a')] }], T0),
    );
    const seen = await db.inWorkspace(workspace, async (tx) => [
      await tx.query('select 1 from leads'),
      await tx.query('select 1 from signals'),
      await tx.query("update leads set score = 99 where workspace = 'neighbour' returning 1"),
    ]);
    expect(seen).toEqual([[], [], []]);
    const intrusion = db.inWorkspace(workspace, (tx) => tx.query("insert into seen values ('neighbour', 'x')"));
    await expect(intrusion).rejects.toThrow(/row-level security/);
  });

  test('a scope that is no workspace id never reaches the database', async () => {
    await expect(db.inWorkspace("x'; drop table leads; --", async () => 1)).rejects.toThrow(/not a workspace id/);
  });
});

describe('leads and signals', () => {
  test('a signal reported twice, in one report or in two, is kept once', async () => {
    const people = [{ record: '1', signals: [visit('a'), visit('a'), visit('b')] }];
    const first = await store.together(workspace, (rows) => rows.keepLeads('hubspot', people, T0));
    const second = await store.together(workspace, (rows) => rows.keepLeads('hubspot', people, T0 + 1));
    expect([first.length, second.length]).toEqual([2, 0]);
  });

  test('ten reports of one new person at once make one lead and keep every signal', async () => {
    const reports = Array.from({ length: 10 }, (_, index) =>
      store.together(workspace, (rows) =>
        rows.keepLeads(
          'hubspot',
          [{ record: '7', email: 'Ada@Big.example', signals: [visit(`s${index}`), visit('same')] }],
          T0,
        ),
      ),
    );
    const kept = (await Promise.all(reports)).flat();
    expect(kept).toHaveLength(11);
    expect(new Set(kept.map((signal) => signal.lead)).size).toBe(1);
    const leads = await db.inWorkspace(workspace, (tx) => tx.query('select id from leads'));
    expect(leads).toHaveLength(1);
  });

  test('a look is due exactly when something came that the last look had not seen', async () => {
    const report = (id: string) =>
      store.together(workspace, (rows) => rows.keepLeads('hubspot', [{ record: '1', signals: [visit(id)] }], T0));
    const dueNow = () => store.together(workspace, (rows) => rows.lockDueLeads(due));
    await report('a');
    const [lead] = await dueNow();
    await report('b');
    await store.together(workspace, (rows) => rows.saveLooks([look(lead?.id ?? '', lead?.wantedSeq ?? 0)], T0));
    const [again] = await dueNow();
    expect(again?.signals).toHaveLength(2);
    await store.together(workspace, (rows) => rows.saveLooks([look(again?.id ?? '', again?.wantedSeq ?? 0)], T0));
    expect(await dueNow()).toEqual([]);
    await report('b');
    expect(await dueNow()).toEqual([]);
  });

  test('a lead another process is looking at is passed over, not waited for', async () => {
    await store.together(workspace, (rows) => rows.keepLeads('hubspot', [{ record: '1', signals: [visit('a')] }], T0));
    await store.together(workspace, async (rows) => {
      expect(await rows.lockDueLeads(due)).toHaveLength(1);
      expect(await store.together(workspace, (others) => others.lockDueLeads(due))).toEqual([]);
    });
  });

  test('a changed owner makes a look due, an unchanged report does not', async () => {
    const report = (ownerId: string) =>
      store.together(workspace, (rows) => rows.keepLeads('hubspot', [{ record: '1', ownerId, signals: [] }], T0));
    await report('5');
    const [lead] = await store.together(workspace, (rows) => rows.lockDueLeads(due));
    await store.together(workspace, (rows) => rows.saveLooks([look(lead?.id ?? '', lead?.wantedSeq ?? 0)], T0));
    await report('5');
    expect(await store.together(workspace, (rows) => rows.lockDueLeads(due))).toEqual([]);
    await report('6');
    expect(await store.together(workspace, (rows) => rows.lockDueLeads(due))).toHaveLength(1);
  });
});

describe('steps', () => {
  const step = (key: string) => ({ kind: 'task' as const, key, subject: 's', dueAt: T0 });
  const claim = (now = T0) =>
    store.together(workspace, (rows) => rows.claimSteps({ kind: 'task', now, limit: 10, calls: true }));

  test('the same key is the same step', async () => {
    const add = () => store.together(workspace, (rows) => rows.addSteps([step('a'), step('b')], T0));
    expect([(await add()).length, (await add()).length]).toEqual([2, 0]);
  });

  test('twenty claimers at once never share a step', async () => {
    await store.together(workspace, (rows) =>
      rows.addSteps(
        Array.from({ length: 50 }, (_, i) => step(`k${i}`)),
        T0,
      ),
    );
    const claims = (await Promise.all(Array.from({ length: 20 }, () => claim()))).flat();
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    expect(claims).toHaveLength(50);
  });

  test('a claim lapses with its process, and the next one knows that a call may have been made', async () => {
    await store.together(workspace, (rows) => rows.addSteps([step('a')], T0));
    expect((await claim())[0]).toMatchObject({ attempt: 1, calledAt: undefined });
    expect(await claim(T0 + 89_000)).toEqual([]);
    expect((await claim(T0 + 91_000))[0]).toMatchObject({ attempt: 2, calledAt: T0 });
  });

  test('a rate limit costs no attempt, and forgets the call that was refused', async () => {
    await store.together(workspace, (rows) => rows.addSteps([step('a')], T0));
    const [claimed] = await claim();
    const later = {
      id: claimed?.id ?? '',
      kind: 'later' as const,
      at: T0 + 5_000,
      countAttempt: false,
      keepCall: false,
    };
    await store.together(workspace, (rows) => rows.settleSteps([later], T0));
    expect(await claim(T0 + 4_999)).toEqual([]);
    expect((await claim(T0 + 5_000))[0]).toMatchObject({ attempt: 1, calledAt: undefined });
  });

  test('a step that is done stays done', async () => {
    await store.together(workspace, (rows) => rows.addSteps([step('a')], T0));
    const [claimed] = await claim();
    const id = claimed?.id ?? '';
    await store.together(workspace, (rows) => rows.settleSteps([{ id, kind: 'done', outcome: { taskId: '1' } }], T0));
    await store.together(workspace, (rows) => rows.settleSteps([{ id, kind: 'failed', error: 'late' }], T0));
    expect(await claim(T0 + 1e6)).toEqual([]);
    expect(await store.due(T0 + 1e6)).not.toContainEqual(expect.objectContaining({ workspace, kind: 'task' }));
  });
});

describe('writes to the CRM', () => {
  const want = (fields: Record<string, unknown>, lead: string, now = T0) =>
    store.together(workspace, (rows) => rows.wantWrites([{ record: 'hubspot:1', lead, fields }], now));
  const claim = (now = T0) => store.together(workspace, (rows) => rows.claimWrites(now, 10));
  const done = () =>
    store.together(workspace, (rows) => rows.settleWrites([{ record: 'hubspot:1', kind: 'done' }], T0));
  const lead = '00000000-0000-4000-8000-000000000001';

  test('the newest value of each field wins, and is written once', async () => {
    await want({ score: 40, ownerId: '7' }, lead);
    await want({ score: 55 }, lead);
    expect((await claim()).map(({ fields }) => fields)).toEqual([{ score: 55, ownerId: '7' }]);
    await done();
    await want({ score: 60 }, lead);
    expect((await claim()).map(({ fields }) => fields)).toEqual([{ score: 60 }]);
  });

  test('a value wanted while an older one is being written is not lost', async () => {
    await want({ score: 40 }, lead);
    await claim();
    await want({ score: 55 }, lead);
    await done();
    expect((await claim()).map(({ fields }) => fields)).toEqual([{ score: 55 }]);
    await done();
    expect(await claim(T0 + 1e6)).toEqual([]);
  });

  describe('where the score waits for midnight', () => {
    const MIDNIGHT = T0 + 12 * 3_600_000;
    const hold = () =>
      store.together(workspace, (rows) =>
        rows.settleWrites(
          [{ record: 'hubspot:1', kind: 'later', at: MIDNIGHT, error: 'no calls', countAttempt: false }],
          T0,
        ),
      );

    test('another score waits with it, and an owner does not', async () => {
      await want({ score: 40 }, lead);
      await claim();
      await hold();
      await want({ score: 50 }, lead);
      expect(await claim(T0 + 1)).toEqual([]);
      await want({ ownerId: '7' }, lead, T0 + 1);
      expect(await claim(T0 + 1)).toMatchObject([{ fields: { score: 50, ownerId: '7' } }]);
    });

    test('an owner wanted while the score was being refused does not wait', async () => {
      await want({ score: 40 }, lead);
      await claim();
      await want({ ownerId: '7' }, lead);
      await hold();
      expect(await claim(T0)).toMatchObject([{ fields: { score: 40, ownerId: '7' } }]);
    });
  });

  test('what was claimed before, whatever came of it, or wanted half a minute ago, has waited', async () => {
    await want({ ownerId: '7' }, lead);
    expect(await claim()).toMatchObject([{ waited: false, attempt: 1 }]);
    const later = { record: 'hubspot:1', kind: 'later', at: T0, error: 'too many', countAttempt: false } as const;
    await store.together(workspace, (rows) => rows.settleWrites([later], T0));
    expect(await claim()).toMatchObject([{ waited: true, attempt: 1 }]);
    await done();
    await want({ ownerId: '8' }, lead);
    expect(await claim(T0 + 31_000)).toMatchObject([{ waited: true }]);
  });

  test('a write given up is tried again when a new value is wanted', async () => {
    await want({ score: 40 }, lead);
    await claim();
    await store.together(workspace, (rows) =>
      rows.settleWrites([{ record: 'hubspot:1', kind: 'failed', error: 'no' }], T0),
    );
    expect(await claim(T0 + 1e6)).toEqual([]);
    await want({ tier: 'none' }, lead, T0 + 1e6);
    expect(await claim(T0 + 1e6)).toMatchObject([{ fields: { score: 40, tier: 'none' }, attempt: 1 }]);
  });
});

describe('a shared rate limit', () => {
  const limit = { everyMs: 100, burst: 5 };
  const take = (now: number, patienceMs = 10_000) => takeCall(db, workspace, { bucket: 'b', limit, now, patienceMs });

  test('is not used up by a process whose clock is an hour ahead', async () => {
    await take(T0 + 3_600_000);
    expect(await take(T0)).toBe(0);
  });

  test('lets a burst pass, then one call every interval, whoever asks', async () => {
    const waits = await Promise.all(Array.from({ length: 8 }, () => take(T0)));
    expect(waits.sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 100, 200, 300]);
  });

  test('never passes more in any window than burst plus pace', async () => {
    const starts: number[] = [];
    for (let now = T0; now < T0 + 3_000; now += 37) starts.push(now + (await take(now)));
    for (const start of starts) {
      const inWindow = starts.filter((other) => other >= start && other < start + 1_000);
      expect(inWindow.length).toBeLessThanOrEqual(5 + 10);
    }
  });

  test('a turn too far off is not taken', async () => {
    for (let call = 0; call < 8; call++) await take(T0);
    expect(await take(T0, 300)).toBe(-400);
    expect(await take(T0, 400)).toBe(400);
  });
});
