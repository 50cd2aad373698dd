import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { defaultModel } from '../domain/model.ts';
import { modelHash } from '../model/hash.ts';
import { STATUSES_READ } from '../pipeline/statuses.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { publishModel } from '../store/models.ts';
import { openStore, type Rows } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { slackLinkCommand, slackRepsCommand } from './slackReps.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const WORKSPACE = 'default';
let database: { url: string } & AsyncDisposable;
let db: Db;

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, NOW)));
  db = openDb(database.url, { max: 2 });
  await db.inWorkspace(WORKSPACE, async (tx) => {
    await ensureWorkspace(tx, { id: WORKSPACE, name: 'Acme', demo: false, connections: [] }, NOW);
    await publishModel(tx, WORKSPACE, { hash: modelHash(defaultModel), settings: defaultModel }, NOW);
  });
  const reps = ['Ann', 'Bob', 'Cy\u001b[31m'].map((name, index) => {
    const email = `${name.slice(0, 3).toLowerCase()}@acme.com`;
    return { record: `${index}`, name, email, active: true, available: true };
  });
  await together(async (rows) => {
    await rows.keepReps('hubspot', [...reps, { ...reps[0]!, record: '9', name: 'Gone', active: false }], NOW);
    const timer = { kind: 'statuses', key: STATUSES_READ, subject: STATUSES_READ, dueAt: NOW + 60_000 } as const;
    await rows.addSteps([timer], NOW);
  });
});
beforeEach(() =>
  together(async (rows) => {
    const trouble = 'no active Slack account has this e-mail';
    for (const { rep, name } of await rows.chatPeople('hubspot')) {
      await rows.linkChat(rep, undefined);
      await rows.saveChatLinks([
        name === 'Bob' ? { rep, trouble } : { rep, chatId: `U00${name.slice(0, 3).toUpperCase()}` },
      ]);
    }
    await rows.saveCursor(STATUSES_READ, String(NOW - 30_000), NOW);
  }),
);
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});

const together = (work: (rows: Rows) => Promise<void>) => openStore(db).together(WORKSPACE, work);

async function asked(command: typeof slackRepsCommand, ...args: string[]): Promise<string[]> {
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void out.push(line), now: () => NOW };
  await command(args, io, { DATABASE_URL: database.url, DEFAULT_TIME_ZONE: 'Europe/Berlin' });
  return out;
}

test('lists who is not found first and why, then everybody, without those who left', async () => {
  expect(await asked(slackRepsCommand)).toEqual([
    '1 of 3 reps are not found in Slack',
    '',
    'Bob      bob@acme.com  not found: no active Slack account has this e-mail',
    'Ann      ann@acme.com  U00ANN',
    expect.stringMatching(/^Cy \[31m +cy.@acme.com +U00CY/u),
    '',
    'their statuses were read last at 23 Nov 09:59 Berlin',
    'say who somebody is with: hot-lead slack link <e-mail> <Slack id>',
  ]);
});

test('a link by hand is kept and read at once, and cleared again', async () => {
  expect(await asked(slackLinkCommand, 'BOB@acme.com', 'U0BOB')).toEqual(['Bob is U0BOB in Slack from now on']);
  const list = await asked(slackRepsCommand);
  expect(list[0]).toBe('everyone is found in Slack');
  expect(list.join('\n')).toContain('U0BOB, linked by hand');
  const [timer] = await db.inWorkspace(WORKSPACE, (tx) =>
    tx.query<{ due: number }>("select due_at as due from steps where kind = 'statuses'"),
  );
  expect(timer?.due).toBe(NOW);
  expect(await asked(slackLinkCommand, 'bob@acme.com', '--clear')).toEqual(['Bob is found in Slack by e-mail again']);
  expect((await asked(slackRepsCommand))[0]).toBe('1 of 3 reps are not found in Slack');
});

test.each([
  ['nobody', /say one rep/, []],
  ['no id', /say one rep/, ['bob@acme.com']],
  ['an id and --clear', /say one rep/, ['bob@acme.com', 'U0BOB', '--clear']],
  ['a channel', /no Slack id of a person/, ['bob@acme.com', 'C0123']],
  ['somebody unknown', /nobody in the CRM/, ['eve@acme.com', 'U0EVE']],
  ["somebody else's id", /U00ANN is Ann already/, ['bob@acme.com', 'U00ANN']],
])('%s is refused, and nothing changes', async (_what, words, args) => {
  await expect(asked(slackLinkCommand, ...args)).rejects.toThrow(words);
  expect((await asked(slackRepsCommand))[0]).toBe('1 of 3 reps are not found in Slack');
});

test('--json gives the same to programs', async () => {
  const { reps, readAt } = JSON.parse((await asked(slackRepsCommand, '--json')).join('\n'));
  expect([readAt, reps[0], reps.length]).toEqual([
    '2026-11-23T08:59:30.000Z',
    { name: 'Bob', email: 'bob@acme.com', problem: 'no active Slack account has this e-mail' },
    3,
  ]);
});
