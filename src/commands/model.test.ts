import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
import { emptyDatabase, ownDatabase } from '../testing/database.ts';
import { modelCommand } from './model.ts';

const NOW = Date.parse('2026-01-31T09:00:00Z');
let folder: string;
let database: { url: string } & AsyncDisposable;
let db: Db;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function openedDatabase(): Promise<void> {
  database = await ownDatabase(async (url) => void (await migrate(url, NOW)));
  db = openDb(database.url, { max: 2 });
  await db.inWorkspace('default', async (tx) => {
    await ensureWorkspace(tx, { id: 'default', name: 'Acme', demo: false, connections: [] }, NOW);
    await publishModel(tx, 'default', { hash: modelHash(defaultModel), settings: defaultModel }, NOW);
  });
}

async function closedDatabase(): Promise<void> {
  await db.close();
  await database[Symbol.asyncDispose]();
}

type Run = { code: number; out: string[]; err: string[] };

async function run(...args: string[]): Promise<Run> {
  return runOn(database.url, ...args);
}

async function runOn(url: string, ...args: string[]): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), now: () => NOW };
  return { code: await modelCommand(args, io, { DATABASE_URL: url }), out, err };
}

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const current = () => db.inWorkspace('default', (tx) => currentModel(tx, 'default'));

describe('hot-lead model validate', () => {
  test('a good draft is told what it holds', async () => {
    const { code, out, err } = await runOn('', 'validate', await file('d.json', { tiers: { one: { score: 85 } } }));
    expect([code, err]).toEqual([0, []]);
    expect(out[0]).toMatch(/^valid: \d\d types, 4 recipes, 5 lanes \([\da-f]{16}\)$/);
  });

  test('every error is a line of its own with its path', async () => {
    const draft = await file(
      'bad.json',
      '{"windowDays":0,"tiers":{"two":{"score":90}},"recipes":{"R1":{"on":true,"on":false}}}',
    );
    const { code, out, err } = await runOn('', 'validate', draft);
    expect([code, out]).toEqual([1, []]);
    expect(err).toEqual([
      `${draft}: windowDays: must be more than 0 (got 0)`,
      `${draft}: tiers.two.score: must not be above tiers.one.score, which is 80 (got 90)`,
      `${draft}: recipes.R1.on: is there twice: remove one`,
    ]);
  });

  test('--json is one document for machines', async () => {
    const bad = await runOn('', 'validate', '--json', await file('bad.json', { windowDays: 0 }));
    expect(JSON.parse(bad.out.join())).toEqual({
      valid: false,
      problems: ['windowDays: must be more than 0 (got 0)'],
    });
    const good = await runOn('', 'validate', '--json', await file('good.json', {}));
    expect(JSON.parse(good.out.join())).toMatchObject({ valid: true, recipes: 4, lanes: 5 });
  });
});

describe('hot-lead model on a workspace', () => {
  beforeEach(openedDatabase);
  afterEach(closedDatabase);

  test('what is exported can be published, and changes nothing', async () => {
    const path = join(folder, 'exported.json');
    expect((await run('export', '--out', path)).out).toEqual([`version 1 is in ${path}`]);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(defaultModel);
    const { code, out } = await run('publish', path);
    expect([code, out]).toEqual([0, ['nothing to publish: version 1 of workspace default has these settings']]);
  });

  test('a published draft decides, and leads are looked at again', async () => {
    const person = { record: '7', signals: [signalOf('email_open', 1)] };
    await openStore(db).together('default', (rows) => rows.keepLeads('hubspot', [person], NOW));
    await db.inWorkspace('default', (tx) => tx.query("update leads set look_at = '2027-01-01Z'"));
    const { code, out } = await run('publish', await file('d.json', { windowDays: 20 }), '--note', 'shorter');
    expect(code).toBe(0);
    expect(out[0]).toMatch(/^version 2 \([\da-f]{16}\) decides in workspace default from now on$/);
    expect(out[1]).toBe('every lead that it may change is looked at again');
    const steps = await db.inWorkspace('default', (tx) =>
      tx.query("select kind, subject from steps where kind = 'relook'"),
    );
    expect(steps).toEqual([{ kind: 'relook', subject: '2' }]);
    expect((await current())?.settings).toMatchObject({ version: 2, windowDays: 20 });
  });

  test('a part is laid over what decides now, not over the default', async () => {
    await run('publish', await file('a.json', { windowDays: 20 }));
    await run('publish', await file('b.json', { foldMinutes: 10 }));
    expect((await current())?.settings).toMatchObject({ version: 3, windowDays: 20, foldMinutes: 10 });
  });

  test('a bad draft publishes nothing, and every path is named', async () => {
    const draft = await file('bad.json', { windowDays: 0, foldMinutes: -1, aheadMinutes: 9 });
    const { code, out, err } = await run('publish', draft);
    expect([code, out]).toEqual([1, []]);
    expect(err).toEqual([
      `model: ${draft}: windowDays: must be more than 0 (got 0)`,
      `model: ${draft}: foldMinutes: must be 0 or more (got -1)`,
    ]);
    expect((await current())?.version).toBe(1);
  });

  test('two drafts published at once are two versions', async () => {
    const drafts = [await file('a.json', { windowDays: 20 }), await file('b.json', { windowDays: 21 })];
    const runs = await Promise.all(drafts.map((draft) => run('publish', draft, '--json')));
    const versions = runs.map(({ out }) => JSON.parse(out[0] ?? '').version as number).sort((a, b) => a - b);
    expect(versions).toEqual([2, 3]);
  });

  test('a rollback goes to the version before, and once more comes back', async () => {
    await run('publish', await file('a.json', { windowDays: 20 }));
    expect((await run('rollback')).out[0]).toMatch(/^version 3 /);
    expect((await current())?.settings).toEqual({ ...defaultModel, version: 3 });
    await run('rollback');
    expect((await current())?.settings).toMatchObject({ version: 4, windowDays: 20 });
    await run('rollback', '--to', '1', '--note', 'as it was');
    const { out } = await run('versions');
    expect(out.map((line) => line.replace(/[\da-f]{16}/, '-'))).toEqual([
      '*   5  2026-01-31 09:00 UTC  -  as it was',
      '    4  2026-01-31 09:00 UTC  -  back to version 2',
      '    3  2026-01-31 09:00 UTC  -  back to version 1',
      '    2  2026-01-31 09:00 UTC  -',
      '    1  2026-01-31 09:00 UTC  -',
    ]);
  });

  test('an earlier version is exported as it was', async () => {
    await run('publish', await file('a.json', { windowDays: 20 }));
    expect(JSON.parse((await run('export', '--version', '1')).out.join())).toEqual(defaultModel);
    expect(JSON.parse((await run('export')).out.join())).toMatchObject({ version: 2, windowDays: 20 });
  });

  test.each([
    ['a version that is none', ['export', '--version', '9'], '--version 9: there is none: versions are 1 to 1'],
    [
      'a version that is no number',
      ['export', '--version', 'x'],
      '--version: must be a whole number of 1 or more (got "x")',
    ],
    ['nothing to go back to', ['rollback'], 'version 1 is the first: there is none before it to go back to'],
    ['a way back to here', ['rollback', '--to', '1'], '--to 1: this version decides already: give an earlier one'],
    ['a way to nowhere', ['rollback', '--to', '5'], '--to 5: there is none: versions are 1 to 1'],
    ['no file', ['publish'], 'give one file (got 0)'],
    [
      'a file that is not there',
      ['publish', '/not/there.json'],
      '/not/there.json: cannot be read (ENOENT): give the path of a JSON file',
    ],
    [
      'a folder that is not there',
      ['export', '--out', '/not/there.json'],
      '--out /not/there.json: cannot be written (ENOENT): give a path in a folder that is there',
    ],
    [
      'an unknown word',
      ['pubish'],
      'there is no "pubish": use one of export, validate, plan, publish, rollback, versions, try',
    ],
  ])('%s is told in one sentence', async (_what, args, message) => {
    expect(await run(...args)).toEqual({ code: 1, out: [], err: [`model: ${message}`] });
  });

  test('an unknown option is told with what the command takes', async () => {
    const { code, err } = await run('rollback', '--too', '1');
    expect(code).toBe(1);
    expect(err.at(-1)).toBe('usage: hot-lead model rollback [--to n] [--note text] [--json]');
  });
});

describe('which workspace', () => {
  test('a database that was never started on is told so, and left empty', async () => {
    await using empty = await emptyDatabase();
    const { code, err } = await runOn(empty.url, 'versions');
    expect([code, err[0]]).toEqual([1, expect.stringMatching(/holds no workspace yet: start the product once first/)]);
    const pool = openDb(empty.url, { max: 1 });
    const tables = await pool.acrossWorkspaces((tx) => tx.query("select 1 from pg_class where relname = 'leads'"));
    await pool.close();
    expect(tables).toEqual([]);
  });

  test('wrong variables are each told', async () => {
    const io = { out: () => {}, err: (line: string) => said.push(line), now: () => NOW };
    const said: string[] = [];
    expect(await modelCommand(['versions'], io, { PORT: 'abc', LOG_LEVEL: 'loud' })).toBe(1);
    expect(said.map((line) => line.slice(0, 18))).toEqual(['model: PORT must b', 'model: LOG_LEVEL m']);
  });
});

describe('hot-lead model try', () => {
  const at = '2026-01-31T08:00:00Z';

  test('each activity is told as what it would become, or why not', async () => {
    const path = await file('a.json', [
      { kind: 'page_view', at, name: 'https://acme.com/pricing?email=ann@example.com' },
      { kind: 'page_view', at: NOW, name: '/about/ann@example.com' },
      { kind: 'email_open', at, name: '' },
      { kind: 'fax', at, name: 'x' },
    ]);
    const { code, out } = await runOn('', 'try', path);
    expect(code).toBe(0);
    expect(out).toEqual([
      expect.stringMatching(/^ {3}1 {2}page_view \/pricing: pricing_page_visit \(pages\[\d+\]\)$/),
      '   2  page_view: nothing, because page: no rule matches',
      expect.stringMatching(/^ {3}3 {2}email_open.*: email_open \(kinds\.email_open, confidence 0\.2\)$/),
      '   4  fax: nothing, because unknown kind of activity',
      '2 of 4 become signals',
    ]);
  });

  test('lines are tried each for itself, and a bad one says nothing of the person', async () => {
    const lines = [
      { kind: 'meeting_booked', at, name: '' },
      { kind: 'visit', at: 'ann@example.com' },
      'ann@example.com',
    ];
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const { code, out } = await runOn('', 'try', '--json', await file('a.jsonl', text));
    expect(code).toBe(1);
    expect(out.map((line) => JSON.parse(line))).toMatchObject([
      { line: 1, becomes: 'meeting_booked', known: true },
      { line: 2, error: expect.stringContaining('at: must be an ISO date') },
      { line: 3, error: expect.stringContaining('not JSON') },
    ]);
    expect(out.join()).not.toContain('ann@');
  });
});

function signalOf(type: string, agoDays: number) {
  return { sourceId: type, subject: 'lead' as const, type, at: NOW - agoDays * 86_400_000, confidence: 1 };
}
