import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { hubspotApi } from './crm/hubspot/api.ts';
import { portalOf } from './store/portals.ts';
import { type Connecting, type Process, startConnecting } from './testing/connecting.ts';
import { until } from './testing/until.ts';

let at: Connecting;
beforeAll(async () => {
  at = await startConnecting({ rotating: true });
});
afterAll(async () => {
  await at?.[Symbol.asyncDispose]();
});

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const LIFE = 30 * MINUTE;

const connected = (portal: string) => at.connected(portal);
const trouble = (workspace: string) => at.here.portals.trouble(workspace);
const whose = async (token: () => Promise<string>) => at.accounts.whose(await token());
const isLive = async (portal: string) => (await at.here.portals.live()).some((each) => each.portal === portal);

describe('a token that is about to end is renewed', () => {
  test('once for 20 that ask at its end, in two processes', async () => {
    const on = await connected('101');
    at.pass(LIFE);
    const asked = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? on.one() : on.two())));
    expect(new Set(asked).size).toBe(1);
    expect(asked[0]).not.toBe(on.first);
    expect(on.refreshed()).toBe(1);
  });

  test('and is asked of the database once for many that ask at once, and not again for ten seconds', async () => {
    const on = await connected('106');
    at.pass(11 * SECOND);
    const looked = on.processes[0].commits();
    await Promise.all(Array.from({ length: 20 }, () => on.one()));
    at.pass(9 * SECOND);
    await on.one();
    expect(on.processes[0].commits() - looked).toBe(1);
  });

  test('after 80% of its life, and not before', async () => {
    const on = await connected('102');
    at.pass(0.8 * LIFE - 1);
    expect([await on.one(), on.refreshed()]).toEqual([on.first, 0]);
    at.pass(1);
    expect(await on.one()).not.toBe(on.first);
    expect(on.refreshed()).toBe(1);
  });

  test('again and again, each time by the refresh token that came last', async () => {
    const on = await connected('103');
    for (const token of [on.one, on.two, on.one]) {
      at.pass(LIFE);
      expect(await whose(token)).toBe('103');
    }
    expect(on.refreshed()).toBe(3);
  });

  test('by whoever comes after a process that was killed in it, once its lease is over', async () => {
    const on = await connected('104');
    at.pass(LIFE);
    await at.here.db.inWorkspace(on.workspace, (tx) =>
      tx.query("update installations set lease_until = $2 where workspace = $1 and kind = 'hubspot'", [
        on.workspace,
        new Date(at.now() + 20 * SECOND).toISOString(),
      ]),
    );
    const looksOf = on.processes[1].commits;
    const looked = looksOf();
    const waiting = on.two();
    await until(() => looksOf() >= looked + 2, 'it to look twice');
    expect(on.refreshed()).toBe(0);
    at.pass(20 * SECOND);
    expect(await waiting).not.toBe(on.first);
    expect(on.refreshed()).toBe(1);
  });

  test('while a lease is there that only a clock far ahead can have taken', async () => {
    const { one, workspace } = await at.connected('118');
    await at.here.db.inWorkspace(workspace, (tx) =>
      tx.query('update installations set lease_until = $1', [new Date(at.now() + 60 * MINUTE).toISOString()]),
    );
    at.pass(31 * MINUTE);
    expect(await at.accounts.whose(await one())).toBe('118');
  });

  test('by a clock that was right when another renewed it by one that was ahead, and HubSpot ended that one', async () => {
    const { one, two, refreshed } = await at.connected('119');
    at.pass(90 * MINUTE);
    const token = await one();
    at.pass(-30 * MINUTE);
    await at.accounts.endToken(token);
    expect(await two(token)).not.toBe(token);
    expect(refreshed()).toBe(2);
  });

  test('what was renewed by a process that lost its lease meanwhile is thrown away for what is kept', async () => {
    const on = await connected('105');
    at.pass(LIFE);
    const [hold, release] = gate();
    const stop = at.accounts.onCall(async ({ body }, phase) => {
      if (phase === 'after' && body.includes('refresh_token')) await hold;
    });
    const late = on.one();
    await until(() => on.refreshed() === 1, 'the first refresh');
    // Somebody installs again while the answer is on its way.
    await at.install(on.workspace, '105');
    release();
    stop();
    const now = await on.two();
    expect(await late).toBe(now);
    expect(await isLive('105')).toBe(true);
  });
});

describe('while HubSpot does not renew', () => {
  test.each([
    ['answers 503', { kind: 'status', status: 503 } as const],
    ['answers 429', { kind: 'status', status: 429 } as const],
    ['cuts the line', { kind: 'cut', when: 'before' } as const],
  ])('and %s, a token that is still good is used, and nobody asks again for a moment', async (_how, day) => {
    const portal = String(110 + DAYS++);
    const on = await connected(portal);
    at.pass(0.9 * LIFE);
    at.accounts.badDay('POST', '/oauth/*', day);
    expect([await on.one(), await on.two(), on.refreshed()]).toEqual([on.first, on.first, 1]);
    at.pass(5 * SECOND);
    expect(await on.two()).not.toBe(on.first);
  });
  let DAYS = 0;

  test('a token that is over is a failure that passes, and the portal stays', async () => {
    const on = await connected('115');
    at.pass(LIFE);
    at.accounts.badDay('POST', '/oauth/*', { kind: 'status', status: 502 });
    await expect(on.one()).rejects.toMatchObject({ kind: 'retry', code: 'server_error' });
    expect(await trouble(on.workspace)).toBeUndefined();
    at.pass(5 * SECOND);
    expect(await on.one()).not.toBe(on.first);
  });
});

describe('a call that HubSpot refuses with 401', () => {
  const ask = (process: Process, workspace: string, portal: string) => {
    const { portals } = process;
    const api = hubspotApi({
      token: portals.tokenOf(workspace, portal),
      onAccepted: () => void portals.worked(workspace),
      takeTurn: async () => {},
      now: at.now,
      baseUrl: at.accounts.url,
    });
    const call = {
      what: 'ask who it is',
      method: 'GET' as const,
      path: '/account-info/2026-03/details',
      writes: false,
    };
    return async () => String((await api(call, z.object({ portalId: z.number() }))).portalId);
  };

  test('is made once more with a renewed token', async () => {
    const on = await connected('121');
    const call = ask(on.processes[0], on.workspace, '121');
    at.pass(MINUTE);
    await at.accounts.endToken(on.first);
    const answers = await Promise.all([call(), call(), call()]);
    expect([new Set(answers), on.refreshed()]).toEqual([new Set(['121']), 1]);
  });

  test('is not given the refused token again because somebody else asked for it at the same time', async () => {
    const on = await connected('123');
    at.pass(MINUTE);
    const [ignorant, refused] = await Promise.all([on.one(), on.one(on.first)]);
    expect(ignorant).toBe(on.first);
    expect(refused).not.toBe(on.first);
  });

  test('also with a new token: the portal has trouble, is tried at most every 30 s, and a call that works ends it', async () => {
    const on = await connected('122');
    const call = ask(on.processes[0], on.workspace, '122');
    at.pass(MINUTE);
    for (let refused = 0; refused < 4; refused++)
      at.accounts.badDay('GET', '/account-info/*', { kind: 'status', status: 401 });
    await expect(call()).rejects.toMatchObject({ code: 'unauthorized' });
    expect(await trouble(on.workspace)).toMatch(
      /account 122 .*refuses our access token.*hubspot install --workspace w122/,
    );
    await expect(call()).rejects.toMatchObject({ code: 'unauthorized' });
    expect(on.refreshed()).toBe(1);
    expect(await isLive('122')).toBe(true);
    at.pass(31 * SECOND);
    // The fourth 401 renews, and then HubSpot takes it.
    expect(await call()).toBe('122');
    await until(async () => (await trouble(on.workspace)) === undefined, 'the trouble to end');
    expect(on.refreshed()).toBe(2);
  });
});

describe('two accounts', () => {
  test('have their own tokens, and neither workspace is given the other’s', async () => {
    const one = await connected('161');
    const two = await connected('162');
    at.pass(LIFE);
    expect(await whose(one.one)).toBe('161');
    expect(await whose(two.one)).toBe('162');
    const before = at.accounts.calls.length;
    await expect(at.here.portals.tokenOf(one.workspace, '162')()).rejects.toMatchObject({ code: 'not_installed' });
    await expect(at.here.portals.tokenOf(two.workspace, '161')()).rejects.toMatchObject({ code: 'not_installed' });
    expect(at.accounts.calls).toHaveLength(before);
  });

  test('are hidden from each other in the database, and a seal that is moved to the other opens nothing', async () => {
    const one = await connected('163');
    const two = await connected('164');
    const read = (workspace: string, of: string, id: string) =>
      at.here.db.inWorkspace(workspace, (tx) => portalOf(tx, { workspace: of, kind: 'hubspot', id }));
    expect(await read(one.workspace, two.workspace, '164')).toBeUndefined();
    const stolen = await read(one.workspace, one.workspace, '163');
    await at.here.db.inWorkspace(two.workspace, (tx) =>
      tx.query("update installations set sealed = $2 where workspace = $1 and kind = 'hubspot'", [
        two.workspace,
        stolen?.sealed,
      ]),
    );
    await expect(two.two()).rejects.toMatchObject({ kind: 'blocked' });
  });

  test('a refresh that answers with the other account’s token is not used', async () => {
    const on = await connected('165');
    at.pass(LIFE);
    const body = { access_token: 'x', refresh_token: 'y', expires_in: 1_800, hub_id: 999, scopes: [] };
    at.accounts.badDay('POST', '/oauth/*', { kind: 'status', status: 200, body });
    await expect(on.one()).rejects.toMatchObject({ kind: 'blocked', code: 'other_portal' });
    expect(await isLive('165')).toBe(true);
  });
});

function gate(): [Promise<void>, () => void] {
  const { promise, resolve } = Promise.withResolvers<void>();
  return [promise, resolve];
}
