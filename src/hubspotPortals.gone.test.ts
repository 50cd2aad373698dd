import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { workspaceOf } from './store/workspaces.ts';
import { type Connecting, startConnecting } from './testing/connecting.ts';
import { until } from './testing/until.ts';

let at: Connecting;
beforeAll(async () => {
  at = await startConnecting();
});
afterAll(async () => {
  await at?.[Symbol.asyncDispose]();
});

const SECOND = 1_000;
const LIFE = 1_800 * SECOND;
const BAD_REFRESH = { status: 400, body: { status: 'BAD_REFRESH_TOKEN', message: 'gone' } };
const connected = (portal: string) => at.connected(portal);
const whose = async (token: () => Promise<string>) => at.accounts.whose(await token());
const isLive = async (portal: string) => (await at.here.portals.live()).some((each) => each.portal === portal);
const trouble = (workspace: string) => at.here.portals.trouble(workspace);

describe('an account that removed the app', () => {
  test('is found out by the next refresh; everything says so, and a new installation goes on', async () => {
    const on = await connected('131');
    at.accounts.remove('131');
    at.pass(LIFE);
    await expect(on.one()).rejects.toMatchObject({
      kind: 'blocked',
      code: 'not_installed',
      message: expect.stringContaining('hot-lead hubspot install'),
    });
    await expect(on.two()).rejects.toMatchObject({ code: 'not_installed' });
    expect(on.refreshed()).toBe(1);
    expect(await isLive('131')).toBe(false);
    expect(await trouble(on.workspace)).toMatch(
      /account 131 .*removed in HubSpot.*nothing kept is lost.*install --workspace/,
    );

    await at.install(on.workspace, '131');
    expect(await whose(on.two)).toBe('131');
    expect([await isLive('131'), await trouble(on.workspace)]).toEqual([true, undefined]);
  });

  test('may be connected to another workspace then, and the first never uses it again', async () => {
    const on = await connected('132');
    at.accounts.remove('132');
    at.pass(LIFE);
    await expect(on.one()).rejects.toMatchObject({ code: 'not_installed' });
    expect(await at.install('heir', '132')).toMatchObject({ status: 200 });
    // Its webhooks go there from now on.
    expect(await at.here.db.acrossWorkspaces((tx) => workspaceOf(tx, 'hubspot', '132'))).toBe('heir');
    await at.here.portals.worked(on.workspace);
    await expect(on.one()).rejects.toMatchObject({ code: 'not_installed' });
    expect((await at.here.portals.live()).filter(({ portal }) => portal === '132')).toMatchObject([
      { workspace: 'heir' },
    ]);
  });

  test('is not thought of by an old refresh token that is refused after a new installation', async () => {
    const on = await connected('133');
    at.pass(LIFE);
    at.accounts.badDay('POST', '/oauth/*', { kind: 'status', ...BAD_REFRESH });
    const [hold, release] = gate();
    const stop = at.accounts.onCall(async ({ body }, phase) => {
      if (phase === 'after' && body.includes('grant_type=refresh_token')) await hold;
    });
    const late = on.one();
    await until(() => on.refreshed() === 1, 'the refresh');
    await at.install(on.workspace, '133');
    release();
    stop();
    expect(await at.accounts.whose(await late)).toBe('133');
    expect(await isLive('133')).toBe(true);
  });
});

describe('uninstalling', () => {
  test('removes the app in that account alone, forgets the tokens, keeps the workspace; twice is once', async () => {
    const on = await connected('141');
    const other = await connected('142');
    expect(await at.here.portals.uninstall(on.workspace)).toEqual({ kind: 'removed', portal: '141' });
    expect(await at.here.portals.uninstall(on.workspace)).toEqual({ kind: 'none' });
    at.pass(11 * SECOND);
    await expect(on.one()).rejects.toMatchObject({ code: 'not_installed' });
    expect(await other.one()).toBe(other.first);
    expect((await at.rows()).find(({ id }) => id === '141')).toMatchObject({
      sealed: '',
      revoked_because: 'uninstalled',
    });
    expect(await trouble(on.workspace)).toMatch(/removed by `hot-lead hubspot uninstall`/);
    await at.install(on.workspace, '141');
    expect(await whose(on.one)).toBe('141');
  });

  test('an account that had removed it already is forgotten, too', async () => {
    const on = await connected('143');
    at.accounts.remove('143');
    expect(await at.here.portals.uninstall(on.workspace)).toEqual({ kind: 'wasGone', portal: '143' });
    expect(await isLive('143')).toBe(false);
  });

  test('while HubSpot does not answer nothing is forgotten', async () => {
    const on = await connected('144');
    at.accounts.badDay('DELETE', '/appinstalls/*', { kind: 'status', status: 500 });
    await expect(at.here.portals.uninstall(on.workspace)).rejects.toMatchObject({ kind: 'retry' });
    expect(await isLive('144')).toBe(true);
    expect(await at.here.portals.uninstall(on.workspace)).toMatchObject({ kind: 'removed' });
  });

  test('with another SECRET_KEY it is forgotten, and a person is to remove it', async () => {
    const on = await connected('145');
    const changed = at.start('another key of 32 characters....');
    expect(await changed.portals.uninstall(on.workspace)).toEqual({ kind: 'unreadable', portal: '145' });
    expect(await isLive('145')).toBe(false);
  });
});

test('with another SECRET_KEY nothing is sent, and all say what to do', async () => {
  const on = await connected('151');
  const { portals } = at.start('another key of 32 characters....');
  const sent = at.accounts.calls.length;
  await expect(portals.tokenOf(on.workspace, '151')()).rejects.toMatchObject({
    kind: 'blocked',
    message: expect.stringMatching(/SECRET_KEY.*put the key back, or connect the account again/),
  });
  expect(await portals.trouble(on.workspace)).toMatch(/SECRET_KEY/);
  expect(await portals.live()).toContainEqual({ workspace: on.workspace, portal: '151', scopes: [], installer: '' });
  expect(at.accounts.calls).toHaveLength(sent);
});

function gate(): [Promise<void>, () => void] {
  const { promise, resolve } = Promise.withResolvers<void>();
  return [promise, resolve];
}
