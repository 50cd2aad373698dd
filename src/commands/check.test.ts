import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defaultModel } from '../domain/model.ts';
import { modelHash } from '../model/hash.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { publishModel } from '../store/models.ts';
import { addRepTime, keepReps, repsOf } from '../store/reps.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { checkCommand } from './check.ts';

/** A Monday, nine o'clock in Berlin. */
const NOW = Date.parse('2026-11-23T08:00:00Z');
const DAY = 86_400_000;
let folder: string;
let database: { url: string } & AsyncDisposable;
let db: Db;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-'));
  database = await ownDatabase(async (url) => void (await migrate(url, NOW)));
  db = openDb(database.url, { max: 2 });
  await db.inWorkspace('default', async (tx) => {
    await ensureWorkspace(tx, { id: 'default', name: 'Acme', demo: false, connections: [] }, NOW);
    await publishModel(tx, 'default', { hash: modelHash(defaultModel), settings: defaultModel }, NOW);
    await keepReps(tx, 'default', 'hubspot', [rep('1', 'Ann'), { ...rep('2', 'Bob'), active: false }], NOW);
    const ann = (await repsOf(tx, 'default', 'hubspot')).find(({ name }) => name === 'Ann');
    // On Tuesday she has off, and on Wednesday she is there to midnight.
    const of = { rep: ann?.id ?? '' };
    await addRepTime(tx, 'default', { ...of, kind: 'time_off', from: berlin(1, 0), until: berlin(2, 0) }, NOW);
    await addRepTime(tx, 'default', { ...of, kind: 'present', from: berlin(2, 17), until: berlin(3, 0) }, NOW);
  });
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const rep = (record: string, name: string) => {
  return { record, name, email: `${name.toLowerCase()}@acme.com`, active: true, available: true };
};

/** An hour of the days after NOW, by the wall of Berlin. */
function berlin(day: number, hour: number): number {
  return Date.parse('2026-11-22T23:00:00Z') + day * DAY + hour * 3_600_000;
}

const MAIL = { SMTP_URL: 'smtp://mail.acme.example', MAIL_FROM: 'leads@acme.example' };

async function check(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  return checkIn(MAIL, ...args);
}

async function checkIn(
  ways: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), now: () => NOW };
  const env = { DATABASE_URL: database.url, DEFAULT_TIME_ZONE: 'Europe/Berlin', ...ways };
  return { code: await checkCommand(args, io, env), out, err };
}

async function draft(routing: object): Promise<string> {
  const path = join(folder, 'draft.json');
  await writeFile(path, JSON.stringify({ routing }));
  return path;
}

const pool = (...reps: string[]) => ({ mode: 'assign', members: reps.map((each) => ({ rep: each, weight: 1 })) });

describe('hot-lead check', () => {
  test('what decides now has no error, and warnings are told with their hours', async () => {
    const { code, out, err } = await check();
    expect([code, err]).toEqual([0, []]);
    expect(out).toEqual([
      'version 1 of workspace default: 0 errors, 3 warnings.',
      '',
      'warning: customers without a pool',
      '  routing.customerPool',
      '    customers without a CSM: nobody looks after them, they go to pool default. Name a pool for them.',
      '    for example: a customer without an owner.',
      '',
      'warning: uncovered hours',
      '  routing.pools.default',
      '    nobody of pool default is there in 126 of the next 168 hours: Mon 18:00 to Wed 09:00, Thu 00:00 to 09:00, Thu 18:00 to 09:00, Fri 18:00 to Mon 09:00 (Europe/Berlin).',
      '',
      'warning: no manager',
      '  routing.coverage.managers',
      '    nobody hears of a lead that nobody covers or answers: no manager is named.',
    ]);
  });

  test('a draft that loses leads is refused with an example', async () => {
    const file = await draft({
      pools: { latam: pool('bob@acme.com') },
      territories: [{ name: 'Brazil', countries: ['Brazil'], pool: 'latam' }],
    });
    const { code, out } = await check('--model', file);
    expect(code).toBe(1);
    expect(out[0]).toBe(`${file}: 1 error, 4 warnings.`);
    expect(out.slice(2, 5)).toEqual([
      'error: empty pool',
      '  routing.pools.latam',
      '    pool latam has nobody who is in the CRM: nobody of it gets a lead from Brazil without an owner.',
    ]);
  });

  test('--json is one document, and its examples are leads', async () => {
    const file = await draft({
      territories: [
        { name: 'all', pool: 'default' },
        { name: 'large', size: { atLeast: 500 }, pool: 'default' },
      ],
    });
    const { code, out } = await check('--json', '--model', file);
    expect(code).toBe(1);
    expect(JSON.parse(out.join())).toMatchObject({
      checked: file,
      errors: 1,
      findings: [
        { what: 'unreachable territory', path: 'routing.territories[1]', example: { companySize: '500' } },
        {},
        {},
        {},
      ],
    });
  });

  test('without a mail server and Slack no alert reaches anybody, nor by Teams alone, which tells nobody in particular', async () => {
    const ann = '    no alert reaches Ann: give ann@acme.com a way to be told.';
    for (const ways of [{}, { TEAMS_WEBHOOK_URL: 'https://acme.webhook.office.com/x' }]) {
      const { code, out } = await checkIn(ways as Record<string, string>);
      expect([code, out.filter((line) => line.includes('reaches'))]).toEqual([1, [ann]]);
    }
  });

  test('Slack reaches whom it finds; whom it does not, only the mail does', async () => {
    const slack = {
      HUBSPOT_TOKEN: 'pat-na1-11111111-2222-3333',
      HUBSPOT_PORTAL_ID: '4711',
      SLACK_BOT_TOKEN: 'xoxb-1-2-three',
      SLACK_CHANNEL: '#hot-leads',
    };
    expect((await checkIn(slack)).code).toBe(0);
    const trouble = (words: string | null) =>
      db.inWorkspace('default', (tx) => tx.query("update reps set chat_trouble = $1 where name = 'Ann'", [words]));
    await trouble('no active Slack account has this e-mail');
    try {
      const { code, out } = await checkIn(slack);
      const said = 'no alert reaches Ann: no active Slack account has this e-mail; give ann@acme.com a way to be told.';
      expect([code, out]).toEqual([1, expect.arrayContaining([`    ${said}`])]);
      expect((await checkIn({ ...slack, ...MAIL })).code).toBe(0);
    } finally {
      await trouble(null);
    }
  });

  test('holidays of nowhere are told of', async () => {
    const { out } = await check('--model', await draft({ people: { 'ann@acme.com': { country: 'XX' } } }));
    expect(out).toContain('    no holidays are known of XX: ann@acme.com counts as there on all of them.');
  });

  test('a draft that is none is told of, and nothing is checked', async () => {
    const file = await draft({ customerPool: 'csm' });
    const { code, out, err } = await check('--model', file);
    expect([code, out]).toEqual([1, []]);
    expect(err).toEqual([`check: ${file}: routing.customerPool: must be one of the pools: default (got "csm")`]);
  });

  test('an option that nobody knows is answered with how to ask', async () => {
    const { code, err } = await check('--modle', 'x');
    expect(code).toBe(1);
    expect(err.join()).toContain('usage: hot-lead check [--model draft.json] [--json]');
  });
});
