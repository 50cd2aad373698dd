import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defaultModel } from '../domain/model.ts';
import { modelHash } from '../model/hash.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { publishModel } from '../store/models.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { figuresCommand } from './figures.ts';
import { span } from './figuresCells.ts';
import { figuresNow } from './figuresNow.ts';
import { figuresInWords } from './figuresWords.ts';

const NOW = Date.parse('2026-01-31T09:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WORKSPACE = 'default';
const ANN = '00000000-0000-4000-8000-00000000000a';
const BOB = '00000000-0000-4000-8000-00000000000b';
const leadOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
let database: { url: string } & AsyncDisposable;
let db: Db;

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, NOW)));
  db = openDb(database.url, { max: 2 });
  await db.inWorkspace(WORKSPACE, async (tx) => {
    const connections = [{ id: 'hubspot', kind: 'hubspot', account: '1' }];
    await ensureWorkspace(tx, { id: WORKSPACE, name: 'Acme', demo: false, connections }, NOW - 90 * DAY);
    await publishModel(tx, WORKSPACE, { hash: modelHash(defaultModel), settings: defaultModel }, NOW);
    for (const [id, name] of [
      [ANN, 'Ann'],
      [BOB, 'Bob'],
    ])
      await tx.query(
        'insert into reps (workspace, id, name, active, available, updated_at) values ($1, $2, $3, true, true, now())',
        [WORKSPACE, id, name],
      );
  });
  for (const n of [1, 2, 3, 4]) await hotLead(n, { rep: ANN, contactMin: 10 * n });
  for (const n of [5, 6]) await hotLead(n, { rep: BOB, daysAgo: 2 });
  await hotLead(7, { rep: BOB, daysAgo: 45, contactMin: 5 });
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});

/** Hot at 12:00 in UTC, alerted after a minute. */
async function hotLead(
  n: number,
  { rep, daysAgo = 1, contactMin }: { rep: string; daysAgo?: number; contactMin?: number },
) {
  const at = NOW + 3 * HOUR - daysAgo * DAY;
  const contact = contactMin === undefined ? null : new Date(at + contactMin * MINUTE);
  await db.inWorkspace(WORKSPACE, async (tx) => {
    await tx.query(
      `insert into rounds (workspace, episode, round, lead, tier, source, type, assignee, started_at, opened_at, alerted_at, contacted_at)
       values ($1, $2, 1, $2, 1, 'web', 'demo_request', $3, $4, $4, $5, $6)`,
      [WORKSPACE, leadOf(n), rep, new Date(at), new Date(at + MINUTE), contact],
    );
    await tx.query(
      `insert into episodes (workspace, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at, respond_by, routing_note)
       values ($1, $2, 'first', 'closed', 1, 1, 80, '[]', false, $3, $3, $3, '')`,
      [WORKSPACE, leadOf(n), new Date(at)],
    );
  });
}

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), now: () => NOW };
  const code = await figuresCommand(args, io, { DATABASE_URL: database.url });
  return { code, out, err, line: (start: string) => out.find((one) => one.startsWith(start))?.replace(/ +/g, ' ') };
}

describe('hot-lead figures', () => {
  test('says to a person how fast each rep is, and a rep who answers nobody is not', async () => {
    const { code, line } = await run();
    expect(code).toBe(0);
    expect(line('Ann')).toBe('Ann 4 0 20 min 40 min 0% 25% 100% 100%');
    expect(line('Bob')).toBe('Bob 0 2 > 45.0 h > 45.0 h 0% 0% 0% 0%');
    expect(line('signal to alert')).toBe('signal to alert 6 0 1 min 1 min 100% 100% 100% 100%');
  });

  test('says the five figures with their targets, and why one is not known', async () => {
    const { line } = await run();
    expect(line('hot leads a day')).toBe('hot leads a day 0.2 0.0 a day crossed 70; most 4 on 2026-01-30');
    expect(line('contacted within 60 min of the alert')).toBe(
      'contacted within 60 min of the alert 67% target > 50%: met, of 6 alerts, 95% sure of 30% to 90%',
    );
    expect(line('hot leads that became an opportunity')).toBe(
      'hot leads that became an opportunity unknown target > 35%: unknown, the CRM showed no deals',
    );
    expect(line('from signal to contact, half within')).toBe(
      'from signal to contact, half within 30 min target < 30 min: missed, of 6 hot leads',
    );
  });

  test('says the same to a machine', async () => {
    const { out } = await run('--json', '--days', '60');
    expect(JSON.parse(out.join('\n'))).toMatchObject({
      from: '2025-12-02T09:00:00.000Z',
      verdict: 'healthy',
      signalToContact: { answered: 5, open: 2, medianMinutes: 20, kaplanMeierMedianMinutes: 30 },
      byRep: [
        { name: 'Ann', signalToContact: { answered: 4 } },
        { name: 'Bob', signalToContact: { answered: 1, open: 2 } },
      ],
      dashboard: { conversion: { value: 'unknown' }, lagMinutes: { value: 30, target: 30, met: false } },
      conversionBySignalType: { demo_request: { opportunities: 0, leads: 7 } },
    });
  });

  test('says whose days these are, and what a figure is that is not known', async () => {
    const { out, line } = await run();
    expect(line('From')).toMatch('From 2026-01-01 to 2026-01-31 (UTC): ');
    expect(out.filter((one) => one.startsWith('- is a figure that nobody can know yet'))).toHaveLength(1);
    const answer = await figuresNow(db, WORKSPACE, { days: 30, now: NOW, timeZone: 'UTC' });
    const [first] = figuresInWords({ ...answer, timeZone: 'Pacific/Auckland', to: NOW + 3 * HOUR });
    expect(first).toMatch('to 2026-02-01 (Pacific/Auckland): ');
  });

  test('hot leads a day are of the days in which they were watched', async () => {
    const perDay = async (days: number) =>
      (await figuresNow(db, WORKSPACE, { days, now: NOW, timeZone: 'UTC' })).dashboard.hotLeadsPerDay;
    expect([await perDay(45), await perDay(1_000)]).toEqual([
      { value: 7 / 45, of: 45 },
      { value: 7 / 90, of: 90 },
    ]);
  });

  test('a rep from whom leads were taken has let them lie, and who got them then is as fast as they were', async () => {
    const [hotAt, rest] = [NOW - 100 * DAY, [WORKSPACE, leadOf(50)]];
    const at = (minutes: number) => new Date(hotAt + minutes * MINUTE);
    await db.inWorkspace(WORKSPACE, async (tx) => {
      await tx.query(
        `insert into rounds (workspace, episode, round, lead, tier, source, type, assignee, started_at, opened_at, contacted_at,
           contact_rep) values ($1, $2, 1, $2, 1, 'web', 'demo_request', $3, $4, $4, $5, $3)`,
        [...rest, BOB, at(0), at(33)],
      );
      await tx.query(
        `insert into holdings (workspace, episode, round, rep, from_at, until_at, apart)
         values ($1, $2, 1, $3, $5, $6, true), ($1, $2, 1, $4, $6, $7, true)`,
        [...rest, ANN, BOB, at(0), at(30), at(33)],
      );
    });
    const then = { days: 1, now: hotAt + DAY / 2, timeZone: 'UTC', worked: (_: string, a: number, b: number) => b - a };
    const { figures } = await figuresNow(db, WORKSPACE, then);
    expect(figures.byRep.get(ANN)?.signalToContactWorking).toMatchObject({ count: 0, longestMs: 30 * MINUTE });
    expect(figures.byRep.get(BOB)?.signalToContact).toMatchObject({ count: 1, medianMs: 3 * MINUTE });
    expect(figures.all.signalToContact).toMatchObject({ count: 1, medianMs: 33 * MINUTE });
  });

  test('rolling figures know rounds that began before the days asked for', async () => {
    const { figures } = await figuresNow(db, WORKSPACE, { days: 30, now: NOW, timeZone: 'UTC' });
    expect(figures.all.signalToContact.count).toBe(4);
    expect(figures.rolling.map(({ count, open }) => [count, open])).toEqual([
      [1, 0],
      [1, 0],
      [4, 2],
    ]);
  });

  test('open rounds wait in the working time of who has them, where that is known', async () => {
    const worked = (rep: string) => (rep === BOB ? 3 * HOUR : undefined);
    const { figures } = await figuresNow(db, WORKSPACE, { days: 30, now: NOW, timeZone: 'UTC', worked });
    expect(figures.byRep.get(BOB)?.signalToContactWorking.longestMs).toBe(3 * HOUR);
  });

  test.each([
    { args: ['--days', '0'], message: '--days: must be a whole number from 1 to 3650 (got "0")' },
    { args: ['--weeks'], message: "Unknown option '--weeks'" },
  ])('$args is refused with its usage', async ({ args, message }) => {
    const { code, err } = await run(...args);
    expect([code, err[0]]).toEqual([1, expect.stringContaining(`figures: ${message}`)]);
    expect(err[0]).toMatch('usage: hot-lead figures');
  });
});

test.each([
  { ms: 0, said: '0 s' },
  { ms: 59_499, said: '59 s' },
  { ms: 59_500, said: '1 min' },
  { ms: 12 * MINUTE, said: '12 min' },
  { ms: 119.5 * MINUTE, said: '2.0 h' },
  { ms: 50 * HOUR, said: '2.1 days' },
])('$ms ms are $said', ({ ms, said }) => {
  expect(span(ms)).toBe(said);
});
