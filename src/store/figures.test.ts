import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quantile } from '../domain/figures/quantile.ts';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb, type Tx } from './db.ts';
import { contactClocks, countsPerDay, dealsOfHotLeads, figureRounds, pipelineNow, repNames } from './figures.ts';
import { migrate } from './migrate.ts';
import { ensureWorkspace } from './workspaces.ts';

const T0 = Date.UTC(2026, 0, 31, 9);
const MINUTE = 60_000;
const DAY = 86_400_000;
const ANN = '00000000-0000-4000-8000-00000000000a';
const BOB = '00000000-0000-4000-8000-00000000000b';
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
  workspace = `f${(count += 1)}`;
  await within((tx) => ensureWorkspace(tx, { id: workspace, name: workspace, demo: false, connections: [] }, T0));
});

const within = <T>(work: (tx: Tx) => Promise<T>) => db.inWorkspace(workspace, work);
const period = { from: T0 - 30 * DAY, to: T0 };
const leadOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

async function insert(table: string, row: Record<string, unknown>, into = workspace): Promise<void> {
  const values = Object.values(row).map((value) =>
    typeof value === 'number' && value > 1e11 ? new Date(value) : value,
  );
  const places = values.map((_, i) => `$${i + 2}`);
  await db.inWorkspace(into, (tx) =>
    tx.query(`insert into ${table} (workspace, ${Object.keys(row).join(', ')}) values ($1, ${places.join(', ')})`, [
      into,
      ...values,
    ]),
  );
}

const roundRow = (n: number, startedAt: number, more: Record<string, unknown> = {}) => ({
  episode: leadOf(n),
  round: 1,
  lead: leadOf(n),
  tier: 1,
  source: 'web',
  type: 'demo_request',
  started_at: startedAt,
  opened_at: startedAt,
  ...more,
});

async function episode(lead: number, openedAt: number): Promise<void> {
  const times = { trigger_at: openedAt, opened_at: openedAt, respond_by: openedAt };
  const rest = { state: 'closed', round: 1, tier: 1, score: 80, reasons: '[]', late: false, routing_note: '' };
  await insert('episodes', { lead: leadOf(lead), kind: 'first', ...rest, ...times });
}

const deal = (id: string, more: Record<string, unknown> = {}) =>
  insert('deals', { id, state: 'open', read_at: T0, ...more });
const dealLead = (id: string, lead: number) => insert('deal_leads', { deal: id, lead: leadOf(lead) });

describe('rounds', () => {
  test('come with every time to the millisecond, and what is not known is absent', async () => {
    const startedAt = T0 - DAY + 123;
    const after = (minutes: number) => startedAt + minutes * MINUTE;
    const times = { alerted_at: after(1), claimed_at: after(2), contacted_at: after(3), closed_at: after(9) };
    const people = { assignee: ANN, contact_rep: BOB, working_ms: 70_000, closed_as: 'won' };
    await insert('rounds', roundRow(1, startedAt, { ...times, ...people }));
    await insert('rounds', roundRow(2, startedAt));
    const rounds = await within((tx) => figureRounds(tx, workspace, period));
    const known = { tier: 1, source: 'web', type: 'demo_request', startedAt };
    const answers = {
      alertedAt: after(1),
      claimedAt: after(2),
      contactedAt: after(3),
      contactRep: BOB,
      workingMs: 70_000,
    };
    expect(rounds.toSorted((a, b) => (a.lead < b.lead ? -1 : 1))).toEqual([
      { ...known, lead: leadOf(1), assignee: ANN, ...answers, closedAt: after(9), closedAs: 'won' },
      { ...known, lead: leadOf(2) },
    ]);
    const clocks = await within((tx) => contactClocks(tx, workspace, period));
    expect(clocks).toContainEqual({ startedAt, contactedAt: after(3), closedAt: after(9), closedAs: 'won' });
  });

  test('of a lead that others asked for are credited to what it did last itself, where there is anything', async () => {
    const startedAt = T0 - DAY;
    const asked = { type: 'route_request' };
    const did = (lead: number, type: string, minutes: number, confidence = 1) => {
      const at = startedAt - minutes * MINUTE;
      const source = { source: 'web', source_id: `${type}-${minutes}` };
      return insert('signals', {
        lead: leadOf(lead),
        subject: 'lead',
        type,
        at,
        received_at: at,
        confidence,
        ...source,
      });
    };
    for (const lead of [1, 2]) await insert('rounds', roundRow(lead, startedAt, asked));
    await insert('rounds', roundRow(3, startedAt));
    await did(1, 'pricing_page_visit', 60);
    await did(1, 'webinar_attendance', 30);
    await did(1, 'pricing_page_visit', 20, 0);
    await did(1, 'unsubscribe', 10);
    await did(1, 'pricing_page_visit', -10);
    await did(2, 'route_request', 0);
    await did(3, 'pricing_page_visit', 60);
    const credit = { asked: ['route_request'], own: ['pricing_page_visit', 'webinar_attendance'] };
    const rounds = await within((tx) => figureRounds(tx, workspace, period, credit));
    expect(Object.fromEntries(rounds.map(({ lead, type }) => [lead, type]))).toEqual({
      [leadOf(1)]: 'webinar_attendance',
      [leadOf(2)]: 'route_request',
      [leadOf(3)]: 'demo_request',
    });
  });

  test.each([
    { why: 'the first instant', at: period.from, there: 1 },
    { why: 'before the first', at: period.from - 1, there: 0 },
    { why: 'before the end', at: period.to - 1, there: 1 },
    { why: 'the end', at: period.to, there: 0 },
  ])('one that started at $why of the period is there $there times', async ({ at, there }) => {
    await insert('rounds', roundRow(1, at));
    expect(await within((tx) => figureRounds(tx, workspace, period))).toHaveLength(there);
  });

  test('those of another workspace are not there', async () => {
    await insert('rounds', roundRow(1, T0 - DAY));
    const other = `${workspace}b`;
    await db.inWorkspace(other, (tx) =>
      ensureWorkspace(tx, { id: other, name: other, demo: false, connections: [] }, T0),
    );
    expect(await db.inWorkspace(other, (tx) => figureRounds(tx, other, period))).toEqual([]);
  });
});

describe('counts of days', () => {
  test('are by the local day, with days without any, also where a day has 25 hours', async () => {
    // New York leaves daylight saving time on 2025-11-02 at 06:00Z.
    for (const [n, at] of [
      '2025-11-02T03:59:59.999Z',
      '2025-11-02T04:00:00Z',
      '2025-11-03T04:59:59Z',
      '2025-11-04T05:00:00Z',
    ].entries())
      await episode(n, Date.parse(at));
    for (const at of ['2025-11-02T05:00:00Z', '2025-11-02T07:00:00Z'])
      await insert('crossings', { lead: leadOf(1), at: Date.parse(at) });
    await insert('crossings', { lead: leadOf(2), at: Date.parse('2025-11-02T08:00:00Z') });
    const asked = { from: Date.parse('2025-11-01T12:00:00Z'), to: Date.parse('2025-11-05T05:00:00Z') };
    expect(await within((tx) => countsPerDay(tx, workspace, asked, 'America/New_York'))).toEqual([
      { day: '2025-11-01', opened: 1, crossed70: 0 },
      { day: '2025-11-02', opened: 2, crossed70: 2 },
      { day: '2025-11-03', opened: 0, crossed70: 0 },
      { day: '2025-11-04', opened: 1, crossed70: 0 },
    ]);
  });
});

describe('deals', () => {
  test('of hot leads are those of leads with a round in the period', async () => {
    await insert('rounds', roundRow(1, T0 - DAY));
    await insert('rounds', roundRow(2, T0 - 40 * DAY));
    await deal('d1', { created_at: T0 - 2 * MINUTE, changed_at: T0 - MINUTE });
    await deal('d2', { state: 'lost' });
    for (const [id, lead] of [
      ['d1', 1],
      ['d1', 2],
      ['d2', 1],
      ['d2', 3],
    ] as const)
      await dealLead(id, lead);
    const deals = await within((tx) => dealsOfHotLeads(tx, workspace, period));
    expect(deals.toSorted((a, b) => (a.state < b.state ? -1 : 1))).toEqual([
      { lead: leadOf(1), state: 'lost' },
      { lead: leadOf(1), state: 'open', createdAt: T0 - 2 * MINUTE, changedAt: T0 - MINUTE },
    ]);
  });

  test('the hot pipeline is that of open deals with a lead that was ever hot, each once', async () => {
    await episode(1, T0 - 200 * DAY);
    await episode(1, T0 - 100 * DAY);
    await episode(2, T0 - DAY);
    await deal('hot', { amount: 300 });
    await deal('cold', { amount: 100 });
    await deal('won', { state: 'won', amount: 5_000 });
    await deal('unpriced');
    for (const [id, lead] of [
      ['hot', 1],
      ['hot', 2],
      ['cold', 3],
      ['won', 1],
      ['unpriced', 1],
    ] as const)
      await dealLead(id, lead);
    const told = await within((tx) => pipelineNow(tx, workspace));
    expect(told).toEqual({ deals: 4, open: 3, withoutAmount: 1, amount: 400, hotAmount: 300 });
  });

  test('without any deal all is nothing', async () => {
    const told = await within((tx) => pipelineNow(tx, workspace));
    expect(told).toEqual({ deals: 0, open: 0, withoutAmount: 0, amount: 0, hotAmount: 0 });
  });
});

test('reps have the names that people call them', async () => {
  await insert('reps', { id: ANN, name: 'Ann', active: true, available: true, updated_at: T0 });
  expect(await within((tx) => repNames(tx, workspace))).toEqual(new Map([[ANN, 'Ann']]));
});

test("our quantiles are PostgreSQL's percentile_cont", async () => {
  const numbers = fc.array(fc.nat(1_000_000_000), { minLength: 1, maxLength: 50 });
  const share = fc.constantFrom(0, 0.1, 0.25, 0.5, 0.9, 0.99, 1);
  await within((tx) =>
    fc.assert(
      fc.asyncProperty(numbers, share, async (all, q) => {
        const [row] = await tx.query<{ is: number }>(
          'select percentile_cont($2::float8) within group (order by one) as is from unnest($1::float8[]) as one',
          [all, q],
        );
        expect(
          quantile(
            all.toSorted((a, b) => a - b),
            q,
          ),
        ).toBeCloseTo(row?.is ?? NaN, 3);
      }),
      { numRuns: 200 },
    ),
  );
});
