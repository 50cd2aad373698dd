import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { startReceiver } from '../channels/webhook/receiverForTests.ts';
import { hookSecretOf, newHookSecret } from '../channels/webhook/secret.ts';
import { addressProblem } from '../channels/webhook/address.ts';
import { hookSender } from '../channels/webhook/webhook.ts';
import type { HookType } from '../domain/telling/hookTypes.ts';
import { sealing } from '../sealing.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { openStore, type Store } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { hookDesk } from './hookDesk.ts';
import { deliverClaimed } from './hooks.ts';
import type { Parts, Workspace } from './parts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.now();
const seals = sealing('a key of thirty-two characters or more');
let database: { url: string } & AsyncDisposable;
let db: Db;
let store: Store;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let workspace = 'w0';
let now = START;
let told: string[] = [];
let events = 0;

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, START)));
  db = openDb(database.url);
  store = openStore(db);
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver[Symbol.asyncDispose]();
  await db.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  workspace = `w${Number(workspace.slice(1)) + 1}`;
  now = START;
  told = [];
  receiver.received.length = 0;
  receiver.says(200);
  const self = { id: workspace, name: workspace, demo: false, connections: [] };
  await db.inWorkspace(workspace, (tx) => ensureWorkspace(tx, self, START));
});

const desk = () =>
  hookDesk({
    store,
    seal: (of, secret) => seals.seal(secret, hookSecretOf(of)),
    newSecret: newHookSecret,
    addressProblem: (url) => addressProblem(url, { allowPrivate: true }),
    wake: async () => undefined,
    now: () => now,
  });
const subscribe = (types: HookType[], url = receiver.url) => desk().subscribe(workspace, { url, events: types });

function happens(type: HookType, key = `k${(events += 1)}`): Promise<string[]> {
  return store.together(workspace, (rows) => rows.addHookEvents([{ key, type, at: now, data: { episode: key } }], now));
}

/** Everything that is due is delivered; answers how many deliveries that were. */
async function deliver(): Promise<number> {
  const open = (sealed: string) => seals.open(sealed, hookSecretOf(workspace));
  const ws = { id: workspace, hooks: hookSender({ now: () => now, allowPrivate: true, open }) } as Workspace;
  const tell = (step: string, text: string) => void told.push(`${step}: ${text}`);
  const parts = { store, now: () => now, chance: () => 0, tell } as unknown as Parts;
  const steps = await claim();
  await deliverClaimed(parts, ws, steps);
  return steps.length;
}
const claim = (limit = 100) => store.together(workspace, (rows) => rows.claimDeliveries({ now, limit }));
const hook = async () => (await desk().list(workspace))[0];

async function nextDue(): Promise<number | undefined> {
  const open = "select due_at as at from steps where kind = 'hook' and done_at is null and failed_at is null";
  return (await db.inWorkspace(workspace, (tx) => tx.query<{ at: number }>(open)))[0]?.at;
}

describe('what happened is told', () => {
  test('to everyone who asked for its type, signed for each with their own secret', async () => {
    const one = await subscribe(['alert.claimed']);
    const two = await subscribe(['alert.claimed', 'lead.hot'], `${receiver.url}/two`);
    await subscribe(['digest.ready'], `${receiver.url}/three`);
    await happens('alert.claimed');
    expect(await deliver()).toBe(2);
    const bySecret = [one, two].map(({ secret, url }) => {
      const got = receiver.received.find((each) => url.endsWith(each.url));
      return new Webhook(secret).verify(got?.body ?? '', got?.headers as Record<string, string>);
    });
    expect(bySecret[0]).toEqual(bySecret[1]);
    expect(await deliver()).toBe(0);
  });

  test('once, however often it is kept', async () => {
    await subscribe(['lead.hot']);
    expect(await happens('lead.hot', 'the same')).toHaveLength(1);
    expect(await happens('lead.hot', 'the same')).toEqual([]);
  });

  test('to nobody when nobody asked, and then nothing is kept', async () => {
    await subscribe(['lead.hot']);
    expect(await happens('alert.closed')).toEqual([]);
    expect(await db.inWorkspace(workspace, (tx) => tx.query('select id from hook_events'))).toEqual([]);
  });

  test('not to those of another workspace', async () => {
    await subscribe(['lead.hot']);
    const other = { id: `${workspace}x`, name: 'other', demo: false, connections: [] };
    await db.inWorkspace(other.id, (tx) => ensureWorkspace(tx, other, START));
    const event = { key: 'k', type: 'lead.hot', at: now, data: {} } as const;
    expect(await store.together(other.id, (rows) => rows.addHookEvents([event], now))).toEqual([]);
  });

  test('not any more to whoever unsubscribed', async () => {
    const { id } = await subscribe(['lead.hot']);
    await happens('lead.hot');
    expect(await desk().remove(workspace, id)).toBe(true);
    expect(await desk().remove(workspace, id)).toBe(false);
    expect(await deliver()).toBe(1);
    expect(receiver.received).toEqual([]);
  });
});

describe('a receiver that fails', () => {
  test('keeps nobody else waiting: one delivery of it is under way, and others go before it', async () => {
    const dead = await subscribe(['lead.hot'], `${receiver.url}/dead`);
    receiver.says(500);
    await happens('lead.hot');
    await deliver();
    for (let count = 0; count < 20; count++) await happens('lead.hot');
    const other = await subscribe(['alert.claimed'], `${receiver.url}/other`);
    now += 10_000;
    for (let count = 0; count < 3; count++) await happens('alert.claimed');
    const turns = [await claim(10), await claim(10), await claim(10)];
    expect(turns.map((steps) => steps.map(({ subject }) => subject))).toEqual([
      [other.id, other.id, other.id],
      [dead.id],
      [],
    ]);
    await happens('alert.claimed');
    expect(await claim(10)).toMatchObject([{ subject: other.id, attempt: 1 }]);
  });

  test('and works again has all that waited, at once', async () => {
    await subscribe(['lead.hot']);
    receiver.says(500);
    await happens('lead.hot');
    await deliver();
    for (let count = 0; count < 5; count++) await happens('lead.hot');
    receiver.says(200);
    now += 10_000;
    expect([await deliver(), await deliver(), await deliver()]).toEqual([1, 5, 0]);
  });

  test('is tried eight times on the schedule, and then no more', async () => {
    await subscribe(['lead.hot']);
    receiver.says(500);
    await happens('lead.hot');
    const waits: number[] = [];
    for (let due = await nextDue(); due !== undefined; due = await nextDue()) {
      waits.push(due - now);
      now = due;
      expect(await deliver()).toBe(1);
    }
    expect(waits).toEqual([0, 5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]);
    const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
    expect([receiver.received.length, ids.size]).toEqual([8, 1]);
    expect(await store.troubles(workspace, now)).toEqual([]);
  });

  test('says nothing of its answer in the log', async () => {
    await subscribe(['lead.hot'], `${receiver.url}?token=hidden`);
    receiver.says(500);
    await happens('lead.hot');
    await deliver();
    expect(told).toEqual(['failed: webhook: HTTP 500']);
  });

  test('waits as long as it asks for', async () => {
    await subscribe(['lead.hot']);
    receiver.says(429, { 'retry-after': '600' });
    await happens('lead.hot');
    await deliver();
    now += 599_000;
    expect(await deliver()).toBe(0);
    now += 1_000;
    expect(await deliver()).toBe(1);
  });

  test('with 410 is over at once, and so is all that waits for it', async () => {
    await subscribe(['lead.hot']);
    receiver.says(410);
    await happens('lead.hot');
    await deliver();
    expect(await hook()).toMatchObject({ disabledAt: now, disabledBecause: expect.stringMatching(/410/) });
    expect(await happens('lead.hot')).toEqual([]);
  });

  test('only, for five days, is over', async () => {
    await subscribe(['lead.hot']);
    receiver.says(500);
    for (let day = 0; day < 5; day += 1) {
      await happens('lead.hot');
      await deliver();
      expect((await hook())?.disabledAt).toBeUndefined();
      now += 24 * HOUR;
    }
    await deliver();
    expect(await hook()).toMatchObject({ disabledBecause: 'only failures for five days, at last: HTTP 500' });
  });

  test('now and then goes on', async () => {
    await subscribe(['lead.hot']);
    for (let day = 0; day < 8; day += 1) {
      receiver.says(day % 4 === 3 ? 200 : 500);
      await happens('lead.hot');
      await deliver();
      now += 24 * HOUR;
    }
    expect((await hook())?.disabledAt).toBeUndefined();
  });
});

describe('what was given up', () => {
  async function givenUp(): Promise<string> {
    const { id } = await subscribe(['lead.hot']);
    receiver.says(410);
    await happens('lead.hot');
    await happens('lead.hot');
    await deliver();
    receiver.says(200);
    receiver.received.length = 0;
    return id;
  }

  test('is delivered once more when somebody asks, and the subscription goes on', async () => {
    const id = await givenUp();
    expect(await desk().replay(workspace, id, now - HOUR)).toBe(2);
    await deliver();
    expect(receiver.received).toHaveLength(2);
    expect((await hook())?.disabledAt).toBeUndefined();
    expect(await desk().replay(workspace, id, now - HOUR)).toBe(0);
  });

  test('before the time that is asked for stays so', async () => {
    const id = await givenUp();
    expect(await desk().replay(workspace, id, now + 1)).toBe(0);
  });

  test('of a subscription that is not there is nothing', async () => {
    expect(await desk().replay(workspace, 'nonsense', 0)).toBeUndefined();
  });

  test('is forgotten after its time', async () => {
    await givenUp();
    await store.together(workspace, (rows) => rows.forgetHookEvents(now + 1));
    expect(await db.inWorkspace(workspace, (tx) => tx.query("select id from steps where kind = 'hook'"))).toEqual([]);
  });
});

describe('subscribing', () => {
  test('keeps the secret so that the database alone does not give it away', async () => {
    const { secret } = await subscribe(['lead.hot']);
    const kept = await db.inWorkspace(workspace, (tx) => tx.query('select * from hooks'));
    expect(JSON.stringify(kept)).not.toContain(secret.slice('whsec_'.length));
    expect(JSON.stringify(await desk().list(workspace))).not.toContain('sealed');
  });

  test('twice with the same address and types is one subscription, with the newer secret', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => subscribe(['lead.hot', 'alert.claimed'])));
    const last = await subscribe(['alert.claimed', 'lead.hot']);
    expect(new Set([...all, last].map(({ id }) => id)).size).toBe(1);
    await happens('lead.hot');
    await deliver();
    const [got] = receiver.received;
    expect(new Webhook(last.secret).verify(got?.body ?? '', got?.headers as Record<string, string>)).toBeDefined();
  });

  test('with a secret of one’s own takes what the standard takes', async () => {
    const wish = { url: receiver.url, events: ['lead.hot'] };
    const own = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    expect((await desk().subscribe(workspace, { ...wish, secret: own })).secret).toBe(own);
    for (const secret of ['short', 'whsec_c2hvcnQ=', `whsec_${'*'.repeat(32)}`, `whsec_${'A'.repeat(200)}`])
      await expect(desk().subscribe(workspace, { ...wish, secret })).rejects.toThrow(/24 to 64 bytes/);
  });
});
