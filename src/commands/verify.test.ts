import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answerTo, type OwnedEpisode } from '../domain/decision.ts';
import { historyMs, lookAt } from '../domain/look.ts';
import { defaultModel, type Model } from '../domain/model.ts';
import { modelHash } from '../model/hash.ts';
import { modelFromStored } from '../model/read.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { currentModel, publishModel } from '../store/models.ts';
import { openStore } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { verifyCommand } from './verify.ts';

const NOW = Date.parse('2026-01-31T09:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const deciding = { version: 1, hash: modelHash(defaultModel) };
let database: { url: string } & AsyncDisposable;
let db: Db;
/** As it is kept: what decides has been read from there. */
let model: Model;

beforeEach(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, NOW)));
  db = openDb(database.url, { max: 2 });
  await db.inWorkspace('default', async (tx) => {
    const connections = [{ id: 'hubspot', kind: 'hubspot', account: '1' }];
    await ensureWorkspace(tx, { id: 'default', name: 'Acme', demo: false, connections }, NOW - 90 * DAY);
    await publishModel(tx, 'default', { hash: deciding.hash, settings: defaultModel }, NOW - 90 * DAY);
    model = modelFromStored((await currentModel(tx, 'default'))?.settings);
  });
  await decided();
});
afterEach(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});

const open = new Map<string, OwnedEpisode>();

/** Somebody did something, and it was looked at an hour later; what people did of it is in the log. */
async function did(record: string, type: string, agoMs: number): Promise<void> {
  const at = NOW - agoMs;
  const signals = [{ sourceId: `${type}-${at}`, subject: 'lead' as const, type, at, confidence: 1 }];
  const now = at + HOUR;
  const since = now - historyMs(model);
  await openStore(db).together('default', async (rows) => {
    await rows.keepLeads('hubspot', [{ record, signals }], at);
    for (const due of await rows.lockDueLeads({ crm: 'hubspot', now, since, limit: 10 })) {
      const before = open.get(due.id);
      const lead = { ...due, ...(before && { open: before }) };
      const looked = lookAt(lead, model, NOW - 90 * DAY, now);
      const newId = () => crypto.randomUUID();
      const answer = answerTo({ lead, looked, model, watchingSince: NOW - 90 * DAY, now, newId });
      const changed = answer.opened ?? answer.renewed ?? answer.changed;
      if (changed !== undefined) open.set(due.id, changed);
      await rows.saveLooks([answer.lead], now);
      await rows.saveDecisions(answer.entries, deciding, now);
    }
  });
}

async function decided(): Promise<void> {
  open.clear();
  await did('7', 'pricing_page_visit', 20 * DAY);
  await did('7', 'demo_request', 6 * DAY);
  await did('8', 'case_study_download', 5 * DAY);
  for (const type of ['pricing_page_visit', 'competitor_comparison', 'roi_calculator']) await did('8', type, 4 * DAY);
  await did('9', 'contact_sales', 2 * DAY);
}

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), now: () => NOW };
  const code = await verifyCommand(args, io, { DATABASE_URL: database.url });
  return { code, out, err };
}

async function tamper(sql: string): Promise<void> {
  await db.inWorkspace('default', (tx) =>
    tx.query(`alter table decisions disable trigger user; ${sql}; alter table decisions enable trigger user`),
  );
}

/** As if an older release had written it: the chain is whole. */
async function reword(id: number): Promise<void> {
  await tamper(`update decisions set outcome = jsonb_set(outcome, '{because}', '["said otherwise"]') where id = ${id};
    with recursive linked as (
      select d.*, decision_hash(null, workspace, id, place, lead, kind, at, watermark, model_version, model_hash, inputs,
        outcome) as made from decisions d where place = 1
      union all
      select d.*, decision_hash(l.made, d.workspace, d.id, d.place, d.lead, d.kind, d.at, d.watermark, d.model_version,
        d.model_hash, d.inputs, d.outcome) from decisions d join linked l on d.lead = l.lead and d.place = l.place + 1)
    update decisions d set hash = l.made from linked l where l.id = d.id;
    update leads l set log_head = d.hash from decisions d where d.lead = l.id and d.place = l.log_count`);
}

const oldest = async (kind: string): Promise<number> => {
  const [row] = await db.inWorkspace('default', (tx) =>
    tx.query<{ id: number }>(`select min(id) as id from decisions where kind = '${kind}'`),
  );
  return row?.id ?? 0;
};

describe('hot-lead verify', () => {
  test('finds nothing wrong with a log that nobody touched', async () => {
    const { code, out } = await run();
    expect([code, out[0]]).toEqual([
      0,
      '6 decisions of 3 leads: each is where it was written and says what was written.',
    ]);
    expect(out[1]).toBe('6 made again from their events: all come out the same.');
    const json = JSON.parse((await run('--json')).out.join('\n')) as { byKind: object };
    expect(json).toMatchObject({ leads: 3, decisions: 6, judged: 6, same: 6, byKind: { open: 3 } });
  });

  test('names the row that was changed, and what comes out now', async () => {
    const id = await oldest('open');
    await tamper(`update decisions set outcome = jsonb_set(outcome, '{score}', '99') where id = ${id}`);
    const { code, out } = await run();
    expect([code, out[0]]).toEqual([1, expect.stringContaining('the log was changed, for 1 lead. First: ')]);
    expect(out[0]).toContain(`decision ${id} (open, `);
    expect(out[1]).toContain('1 come out otherwise');
    expect(out[1]).toContain('(CRM record 7): outcome.score was 99, and is ');
  });

  test('names the oldest of several leads', async () => {
    const id = await oldest('open');
    await tamper("update decisions set watermark = 0 where kind = 'open'");
    const { firstFault, brokenChains } = JSON.parse((await run('--json')).out.join('\n')) as Record<string, unknown>;
    expect([brokenChains, firstFault]).toEqual([3, expect.objectContaining({ id, fault: 'changed' })]);
  });

  test('a sentence that is worded otherwise is counted, and is no fault', async () => {
    await reword(await oldest('open'));
    const { code, out } = await run();
    expect([code, ...out.slice(1, 3)]).toEqual([
      0,
      '6 made again from their events: all come out the same.',
      '1 decision says the same in other words.',
    ]);
  });

  test('finds an event that is gone, though every row is as it was written', async () => {
    await tamper("delete from signals where type = 'contact_sales'");
    const { code, out } = await run();
    expect([code, out[0]]).toEqual([1, expect.stringContaining('each is where it was written')]);
    expect(out[1]).toMatch(/1 come out otherwise. First: decision \d+ \(open, 2026-01-29T10:00:00.000Z\).*record 9/);
  });

  test('says that a model is not known any more', async () => {
    await tamper('delete from publications; delete from models');
    await tamper(`insert into models values ('default', 'x', 1, '{}', now())`);
    await tamper(`insert into publications values ('default', 1, 'x', now())`);
    const { code, out } = await run();
    expect([code, out[1]]).toEqual([1, expect.stringContaining('which is not known any more')]);
  });

  test('goes on past a row that nobody can understand', async () => {
    await tamper(`update decisions set inputs = 'null', outcome = 'null' where id = ${await oldest('open')}`);
    const { code, out } = await run();
    expect([code, out[1]]).toEqual([1, expect.stringContaining('cannot be made again')]);
    expect(out[2]).toContain('open 3');
  });

  test.each([
    ["delete from decisions where kind = 'open'", /missing/],
    [
      'delete from decisions where lead = (select lead from decisions order by id desc limit 1)',
      /everything that was decided of lead \S+ is missing/,
    ],
    [
      'delete from leads where id = (select lead from decisions order by id desc limit 1)',
      /and that lead is not there/,
    ],
  ])('after %s says so', async (sql, said) => {
    await tamper(sql);
    const { code, out } = await run();
    expect([code, out[0]]).toEqual([1, expect.stringMatching(said)]);
  });

  test('makes again only what was decided since, and follows the chains all the same', async () => {
    await tamper(
      `update decisions set outcome = jsonb_set(outcome, '{score}', '99') where id = ${await oldest('score')}`,
    );
    const { code, out } = await run('--since', '2026-01-27T00:00:00Z');
    expect([code, out[1]]).toEqual([1, expect.stringMatching(/^[1-5] made again from their events: all come out/)]);
  });

  test('says how it is used', async () => {
    expect(await run('--sinc')).toMatchObject({ code: 1, out: [] });
    expect(await run('--help')).toMatchObject({ code: 0, out: [expect.stringMatching(/^usage: hot-lead verify/)] });
    expect((await run('--since', 'x')).err[0]).toMatch(/^verify: --since: /);
  });
});
