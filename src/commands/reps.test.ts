import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Caps } from '../domain/hours/availability.ts';
import { defaultModel } from '../domain/model.ts';
import { modelHash } from '../model/hash.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { publishModel } from '../store/models.ts';
import { addRepTime, keepReps, repsOf, savePools } from '../store/reps.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { repsCommand } from './reps.ts';
import { repsNow } from './repsNow.ts';
import { workedBy } from './repsWorked.ts';

/** A Monday, ten o'clock in Berlin; everyone works from 9 to 18 on their own clock. */
const NOW = Date.parse('2026-11-23T09:00:00Z');
const HOUR = 3_600_000;
const WORKSPACE = 'default';
const EPISODE = '00000000-0000-4000-8000-0000000000e1';
let database: { url: string } & AsyncDisposable;
let db: Db;
const ids = new Map<string, string>();

const rep = (record: string, name: string) => {
  return { record, name, email: `${name.toLowerCase()}@acme.com`, active: true, available: true };
};
const { email: _, ...dee } = rep('4', 'Dee');

/** Settings that allow Ann so much. */
async function publish(caps: Caps) {
  const { routing } = defaultModel;
  const pools = { ...routing.pools, latam: { mode: 'claim' as const, members: 'everyone' as const } };
  const model = { ...defaultModel, routing: { ...routing, pools, people: { 'ann@acme.com': { caps } } } };
  await db.inWorkspace(WORKSPACE, (tx) =>
    publishModel(tx, WORKSPACE, { hash: modelHash(model), settings: model }, NOW),
  );
}

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, NOW)));
  db = openDb(database.url, { max: 2 });
  await db.inWorkspace(WORKSPACE, async (tx) => {
    await ensureWorkspace(tx, { id: WORKSPACE, name: 'Acme', demo: false, connections: [] }, NOW);
    const ny = { timeZone: 'America/New_York' };
    const all = [rep('1', 'Ann'), { ...rep('2', 'Bob'), ...ny }, { ...rep('3', 'Cy'), active: false }, dee];
    await keepReps(tx, WORKSPACE, 'hubspot', all, NOW);
    for (const { id, name } of await repsOf(tx, WORKSPACE, 'hubspot')) ids.set(name, id);
    const account = { pool: 'default', entitlement: 1.5 };
    await savePools(tx, WORKSPACE, [
      { ...account, rep: idOf('Ann'), assigned: 2, worst: 0.75 },
      { ...account, rep: idOf('Bob'), assigned: 1, worst: 0.5 },
    ]);
    await tx.query(
      `insert into episodes (workspace, id, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at, respond_by, routing_note, assignee)
       values ($1, $2, $2, 'first', 'open', 1, 1, 80, '[]', false, $3, $3, $3, '', $4)`,
      [WORKSPACE, EPISODE, new Date(NOW), idOf('Ann')],
    );
  });
  await publish({ openHot: 5 });
});
beforeEach(async () => {
  await db.inWorkspace(WORKSPACE, (tx) => tx.query('delete from rep_times'));
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});

const idOf = (name: string) => ids.get(name) ?? '';

async function at(now: number, args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), now: () => now };
  const env = { DATABASE_URL: database.url, DEFAULT_TIME_ZONE: 'Europe/Berlin' };
  return { code: await repsCommand(args, io, env), out, err };
}
const reps = (...args: string[]) => at(NOW, args);

/** Whether a lead may go to somebody at these times. */
async function there(name: string, ...times: number[]): Promise<boolean[]> {
  const answers = await Promise.all(times.map((time) => repsNow(db, WORKSPACE, time, 'Europe/Berlin')));
  return answers.map((each) => each.reps.find((one) => one.name === name)?.availability.present === true);
}

describe('hot-lead reps', () => {
  test('shows who is there, since and until when, and how fair the pools are', async () => {
    const { code, out, err } = await reps();
    expect([code, err]).toEqual([0, []]);
    expect(out).toEqual([
      '23 Nov 10:00 Berlin: 2 of 3 are there',
      '',
      'name  e-mail        there  since         until        back         open hot  today  because',
      'Ann   ann@acme.com  yes    today 09:00   today 18:00  -              1 of 5      0  in working hours',
      'Bob   bob@acme.com  no     21 Nov 00:00  today 15:00  today 15:00         0      0  outside working hours',
      'Dee   -             yes    today 09:00   today 18:00  -                   0      0  in working hours',
      '',
      'pool default   due  had  due - had  worst ever',
      'Ann           1.50    2      -0.50        0.75',
      'Bob           1.50    1      +0.50        0.50',
      'Dee           0.00    0       0.00        0.00',
      'furthest from the exact share now: 0.50 leads, at most 0.75 while the same people are there',
      '',
      'pool latam: whoever claims a lead first has it',
      '',
      'without an e-mail in the CRM, so that no chat finds them and no setting names them: Dee (owner 4)',
      '',
      'have left: Cy (cy@acme.com)',
    ]);
  });

  test('who is there with as many leads as they may have is full, and not away', async () => {
    await publish({ openHot: 1 });
    expect((await reps()).out.slice(0, 4)).toEqual([
      '23 Nov 10:00 Berlin: 2 of 3 are there, 1 of them full',
      '',
      'name  e-mail        there  since         until        back         open hot  today  because',
      'Ann   ann@acme.com  full   -             -            -              1 of 1      0  has 1 open hot lead, the most allowed',
    ]);
    expect((await reps('back', 'ann@acme.com')).out).toEqual([
      'Ann is there, but full: has 1 open hot lead, the most allowed',
    ]);
    await publish({ openHot: 5 });
  });

  test('says the same to a machine, whatever people wrote', async () => {
    await reps('away', 'ann@acme.com', '--because', 'a \u001b[31m"red" tooth');
    const { out } = await reps('--json');
    expect(JSON.parse(out.join('\n'))).toMatchObject({
      at: '2026-11-23T09:00:00.000Z',
      reps: [
        { name: 'Ann', there: false, because: 'said to be away: a \u001b[31m"red" tooth', openHot: 1, mostOpenHot: 5 },
        { name: 'Bob', timeZone: 'America/New_York', backAt: '2026-11-23T14:00:00.000Z', mostOpenHot: null },
        { name: 'Cy', active: false },
        { name: 'Dee', email: null },
      ],
      pools: [{ name: 'default', worst: 0.5, bound: 0.75, members: [{ deviation: -0.5 }, {}, {}] }, {}],
      withoutEmail: [{ name: 'Dee', record: '4' }],
    });
    expect((await reps()).out.join('\n')).not.toContain('\u001b');
  });
});

describe('what people say of their time', () => {
  test('away until a time: they are not there, and back after it', async () => {
    const { code, out } = await reps('away', 'Ann@acme.com', '--until', '12:00', '--because', 'dentist');
    expect([code, out]).toEqual([
      0,
      [
        'Ann is not there until 23 Nov 12:00 Berlin: said to be away: dentist',
        'open hot leads that stay with Ann until they are handed on: 1',
      ],
    ]);
    expect(await there('Ann', NOW, NOW + 2 * HOUR)).toEqual([false, true]);
  });

  test('somebody without an e-mail is meant by the id of the CRM', async () => {
    expect((await reps('away', '4')).out).toEqual([
      'Dee is not there: said to be away',
      'nobody knows when they are back',
    ]);
  });

  test('whole days off are those of their own calendar, and are shown as to come', async () => {
    const { out } = await reps('off', 'bob@acme.com', '--from', '2026-11-25', '--until', '2026-11-26');
    const days =
      'time off from 25 Nov 06:00 Berlin (25 Nov 00:00 New York) to 27 Nov 06:00 Berlin (27 Nov 00:00 New York)';
    expect(out.at(-1)).toBe(days);
    expect((await reps()).out).toContain('Bob: time off from 25 Nov 06:00 Berlin to 27 Nov 06:00 Berlin');
    const noon = Date.parse('2026-11-24T17:00:00Z');
    const days4 = [0, 1, 2, 3].map((day) => noon + day * 24 * HOUR);
    expect(await there('Bob', ...days4)).toEqual([true, false, false, true]);
  });

  test('one day off is said by its date alone', async () => {
    await reps('off', 'ann@acme.com', '--from', '2026-11-24');
    expect(await there('Ann', NOW + 24 * HOUR, NOW + 48 * HOUR)).toEqual([false, true]);
  });

  test('present at night, and back to the calendar', async () => {
    await reps('present', 'bob@acme.com', '--until', '3h');
    expect(await there('Bob', NOW)).toEqual([true]);
    await reps('back', 'bob@acme.com');
    expect(await there('Bob', NOW)).toEqual([false]);
  });

  test('a shorter away takes the place of one without an end', async () => {
    await reps('away', 'ann@acme.com');
    await at(NOW + 1, ['away', 'ann@acme.com', '--until', '1h']);
    expect(await there('Ann', NOW + HOUR - 1, NOW + 2 * HOUR)).toEqual([false, true]);
  });

  test('there for an hour in a day away is away after it, and back takes back both', async () => {
    await reps('away', 'ann@acme.com', '--until', '17:00');
    await at(NOW + 1, ['present', 'ann@acme.com', '--until', '1h']);
    expect(await there('Ann', NOW + 2, NOW + 2 * HOUR)).toEqual([true, false]);
    await at(NOW + 2, ['back', 'ann@acme.com']);
    expect(await there('Ann', NOW + 2, NOW + 2 * HOUR)).toEqual([true, true]);
  });

  test('leads that wait for somebody are asked again at once', async () => {
    const dueAt = () =>
      db.inWorkspace(WORKSPACE, async (tx) => {
        const [step] = await tx.query<{ dueAt: number }>(`select due_at as "dueAt" from steps where key = 'waits'`);
        return step?.dueAt ?? Infinity;
      });
    await db.inWorkspace(WORKSPACE, (tx) =>
      tx.query(
        `insert into steps (workspace, kind, key, subject, payload, due_at, created_at)
         values ($1, 'route', 'waits', $2, '{}', $3, $4)`,
        [WORKSPACE, EPISODE, new Date(NOW + HOUR), new Date(NOW)],
      ),
    );
    await reps('present', 'nobody@else.com');
    expect(await dueAt()).toBe(NOW + HOUR);
    await reps('present', 'bob@acme.com');
    expect(await dueAt()).toBeLessThanOrEqual(NOW + 1_000);
  });
});

describe('what cannot be', () => {
  test.each([
    {
      args: ['away', 'anm@acme.com'],
      says: 'nobody in the CRM has the e-mail "anm@acme.com": did you mean ann@acme.com?',
    },
    { args: ['away', 'bob'], says: 'nobody in the CRM has the e-mail "bob": did you mean bob@acme.com?' },
    { args: ['away', 'zoe'], says: 'nobody in the CRM has the e-mail "zoe": there are ann@acme.com, bob@acme.com' },
    { args: ['back', 'cy@acme.com'], says: 'cy@acme.com (Cy) has left, no lead goes to them' },
    { args: ['away', 'ann@acme.com', '--until', '2026-11-01'], says: 'is in the past: write a later time' },
    { args: ['away', 'ann@acme.com', '--until', 'noon'], says: '--until: cannot read "noon": write 16:00' },
    { args: ['away', 'ann@acme.com', '--from', '2026-12-01'], says: '--from says nothing with away' },
    { args: ['off', 'ann@acme.com'], says: '--from: say the first day off, as 2026-12-24' },
    {
      args: ['off', 'ann@acme.com', '--from', '16:00'],
      says: '--until: say until when, since --from 16:00 is no whole day',
    },
    { args: ['off', 'ann@acme.com', '--from', '2026-12-24', '--until', '2026-12-23'], says: 'is not after the begin' },
    { args: ['away', 'ann@acme.com', '--because', 'x'.repeat(201)], says: '--because: 201 letters are too many' },
    { args: ['away'], says: 'away: say one person by e-mail' },
    { args: ['--until', '2h'], says: '--until says nothing without a verb' },
    { args: ['gone', 'ann@acme.com'], says: 'there is no "gone": use one of away, off, present, back' },
    { args: ['--jsn'], says: "Unknown option '--jsn'" },
  ])('$args: $says', async ({ args, says }) => {
    const { code, err, out } = await reps(...args);
    expect([code, out, err.join('\n')]).toEqual([1, [], expect.stringContaining(says)]);
    expect(await db.inWorkspace(WORKSPACE, (tx) => tx.query('select 1 from rep_times'))).toEqual([]);
  });
});

describe('working time for the figures', () => {
  test('counts shifts without time off that is over, on the own clock of each', async () => {
    const lastWeek = NOW - 7 * 24 * HOUR;
    await db.inWorkspace(WORKSPACE, (tx) => {
      const off = { kind: 'time_off' as const, from: lastWeek - 10 * HOUR, until: lastWeek + 14 * HOUR };
      return addRepTime(tx, WORKSPACE, { rep: idOf('Ann'), ...off }, lastWeek);
    });
    const worked = await workedBy(db, WORKSPACE, { days: 30, now: NOW, timeZone: 'Europe/Berlin' });
    // Ann has four days of nine hours and the hour of today; Bob five days.
    expect(worked(idOf('Ann'), lastWeek, NOW)).toBe(37 * HOUR);
    expect(worked(idOf('Bob'), lastWeek, NOW)).toBe(45 * HOUR);
    expect(worked(idOf('Cy'), lastWeek, NOW)).toBeUndefined();
  });

  test('a switch to away in the CRM now does not make the days before it free', async () => {
    const worked = () => workedBy(db, WORKSPACE, { days: 1, now: NOW, timeZone: 'Europe/Berlin' });
    const setAvailable = (available: boolean) =>
      db.inWorkspace(WORKSPACE, (tx) => tx.query('update reps set available = $1 where name = $2', [available, 'Ann']));
    await setAvailable(false);
    expect((await worked())(idOf('Ann'), NOW - 24 * HOUR, NOW)).toBe(HOUR);
    await setAvailable(true);
  });
});
