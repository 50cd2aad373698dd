import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { slackChannel } from '../channels/slack/slack.ts';
import { startSlack, type SlackSandbox } from '../sandbox/slack/slack.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { openStore, type Store } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import type { Parts, Workspace } from './parts.ts';
import { readStatuses, statusOf } from './statuses.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 23, 10);
let database: { url: string } & AsyncDisposable;
let db: Db;
let store: Store;
let slack: SlackSandbox;
let workspace = 'w0';
let now = START;
let token: string | undefined;
let told: string[] = [];

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, START)));
  db = openDb(database.url);
  store = openStore(db);
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  workspace = `w${Number(workspace.slice(1)) + 1}`;
  now = START;
  told = [];
  slack = await startSlack({ now: () => now });
  ({ token } = slack);
  const self = { id: workspace, name: workspace, demo: false, connections: [] };
  await db.inWorkspace(workspace, (tx) => ensureWorkspace(tx, self, START));
  await hire('ann', 'bob');
});
afterEach(() => slack.close());

/** The CRM's reps; everyone before is still there. */
async function hire(...names: string[]): Promise<void> {
  const reps = names.map((name) => {
    return { record: name, name, email: `${name}@us.example`, active: true, available: true };
  });
  await store.together(workspace, (rows) => rows.keepReps('hubspot', reps, now));
}

const inSlack = (name: string, more: object = {}) => slack.addUser({ name, email: `${name}@us.example`, ...more });
const away = { text: 'Vacationing', emoji: ':palm_tree:', expiration: 0 };

function place() {
  const channel = slackChannel({ token: async () => token, apiUrl: slack.apiUrl, now: () => now });
  const ws = { id: workspace, crm: { kind: 'hubspot' }, channels: [channel] } as unknown as Workspace;
  const parts = { store, now: () => now, tell: (step: string, text: string) => void told.push(`${step}: ${text}`) };
  return { ws, parts: parts as unknown as Parts };
}
/** One round of the timer, as a process that just started would make it. */
async function read({ ws, parts } = place()): Promise<void> {
  await store.together(workspace, (rows) =>
    rows.addSteps([{ kind: 'statuses', key: 'statuses', subject: 'statuses', dueAt: START }], now),
  );
  const claim = { kind: 'statuses', now, limit: 1, calls: false } as const;
  for (const step of await store.together(workspace, (rows) => rows.claimSteps(claim)))
    await readStatuses(parts, ws, step);
}
const people = () => store.together(workspace, (rows) => rows.chatPeople('hubspot'));
const sql = (text: string, values: unknown[] = []) =>
  db.inWorkspace(workspace, (tx) => tx.query(text, [workspace, ...values]));

/** A lead of ann's that waits for a better time. */
async function waiting(): Promise<() => Promise<boolean>> {
  await sql(
    `with l as (insert into leads (workspace, id, created_at) values ($1, gen_random_uuid(), now()) returning id)
     insert into episodes (workspace, id, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at, respond_by, routing_note)
     select $1, gen_random_uuid(), l.id, 'first', 'open', 1, 1, 92, '[]', false, now(), now(), now(), '' from l`,
  );
  const [episode] = await sql('select id from episodes where workspace = $1');
  const subject = String(episode?.['id']);
  const step = { kind: 'route', key: 'r', subject, payload: {}, dueAt: now + 60 * MINUTE } as const;
  await store.together(workspace, (rows) => rows.addSteps([step], now));
  return async () => {
    const [row] = await sql("select due_at as at from steps where workspace = $1 and kind = 'route'");
    return Number(row?.['at']) < now + MINUTE;
  };
}

describe('who is who', () => {
  test('everyone is found by e-mail; who is not says why', async () => {
    const { id } = inSlack('ann');
    inSlack('robot', { isBot: true });
    await hire('robot');
    await read();
    expect(await people()).toMatchObject([
      { name: 'ann', chatId: id, by: 'email' },
      { name: 'bob', trouble: 'no active Slack account has this e-mail' },
      { name: 'robot', trouble: 'the Slack account with this e-mail is a bot' },
    ]);
  });

  test('who joins the chat later is found then, and trouble is over', async () => {
    await read();
    const { id } = inSlack('bob');
    now += 61 * MINUTE;
    await read();
    const [, bob] = await people();
    expect([bob?.chatId, bob?.trouble]).toEqual([id, undefined]);
  });

  test('a link made by hand stands, also against the e-mail', async () => {
    inSlack('ann');
    const other = slack.addUser({ name: 'Annie', status: away });
    const [ann] = await people();
    await store.together(workspace, (rows) => rows.linkChat(ann!.rep, other.id));
    await read();
    expect((await people())[0]).toMatchObject({ chatId: other.id, by: 'hand', chat: { text: 'Vacationing' } });
    await store.together(workspace, (rows) => rows.linkChat(ann!.rep, undefined));
    expect((await people())[0]?.chatId).toBeUndefined();
  });

  test('when Slack stops answering in between, those already found are kept', async () => {
    const { id } = inSlack('ann');
    inSlack('bob');
    const on = place();
    await on.ws.channels[0]?.findPerson('ann@us.example');
    slack.server.badDay('POST', '/api/users.lookupByEmail', { kind: 'status', status: 503 });
    await read(on);
    const [ann, bob] = await people();
    expect([ann?.chatId, bob?.chatId, bob?.trouble]).toEqual([id, undefined, undefined]);
    expect(told.join()).toContain('looking up a rep by e-mail');
  });
});

describe('what they show', () => {
  test('is kept with since when, which stays while it stays', async () => {
    const ann = inSlack('ann', { status: away });
    await read();
    now += 5 * MINUTE;
    await read();
    const shown = { text: 'Vacationing', emoji: ':palm_tree:', active: true, since: START };
    expect((await people())[0]?.chat).toEqual(shown);
    ann.dnd = { start: (now - MINUTE) / 1000, end: (now + 10 * MINUTE) / 1000 };
    now += MINUTE;
    await read();
    const quiet = { quietUntil: START + 15 * MINUTE, quietSince: now };
    expect((await people())[0]?.chat).toEqual({ ...shown, ...quiet });
    delete ann.status;
    now += MINUTE;
    await read();
    expect((await people())[0]?.chat).toEqual({ active: true, since: now, ...quiet });
  });

  test('whoever waits for somebody is asked again when it changed, and not for a keyboard', async () => {
    const ann = inSlack('ann');
    await read();
    const isWoken = await waiting();
    ann.presence = 'away';
    now += MINUTE;
    await read();
    expect([(await people())[0]?.chat?.active, await isWoken()]).toEqual([false, false]);
    ann.status = away;
    now += MINUTE;
    await read();
    expect(await isWoken()).toBe(true);
  });

  test('an event reads this one person at once; a stranger asks Slack nothing', async () => {
    const ann = inSlack('ann');
    await read();
    const { ws, parts } = place();
    const isWoken = await waiting();
    const before = slack.server.calls.length;
    await statusOf(parts, ws, 'U999');
    expect(slack.server.calls).toHaveLength(before);
    ann.status = away;
    await statusOf(parts, ws, ann.id);
    expect([(await people())[0]?.chat?.text, await isWoken()]).toEqual(['Vacationing', true]);
    slack.server.badDay('POST', '/api/users.profile.get', { kind: 'status', status: 500 });
    await statusOf(parts, ws, ann.id);
    expect(told).toHaveLength(1);
  });

  test('a bad minute leaves it as it was; an installation that is over lets nobody stay away for ever', async () => {
    inSlack('ann', { status: away });
    await read();
    now += MINUTE;
    slack.server.badDay('POST', '/api/users.profile.get', { kind: 'status', status: 503 });
    await read();
    expect((await people())[0]?.chat?.text).toBe('Vacationing');
    const isWoken = await waiting();
    token = undefined;
    now += MINUTE;
    await read();
    expect([(await people())[0]?.chat, await isWoken()]).toEqual([undefined, true]);
    expect(told.filter((line) => line.includes('not installed'))).toEqual([]);
  });

  test('it is read once a minute', async () => {
    await read();
    const [row] = await sql("select due_at as at from steps where workspace = $1 and kind = 'statuses'");
    expect(Number(row?.['at'])).toBe(START + MINUTE);
  });
});

test('who had no turn in a large Slack stays as they were', async () => {
  inSlack('ann', { status: away });
  inSlack('bob');
  await read();
  const before = await people();
  const at = place();
  const [channel] = at.ws.channels;
  Object.assign(channel ?? {}, {
    readStatuses: async (ids: string[]) => new Map(ids.map((id) => [id, 'unread'])),
  });
  now += MINUTE;
  await read(at);
  expect(await people()).toEqual(before);
  expect(before.some(({ chat }) => chat?.text === 'Vacationing')).toBe(true);
});
