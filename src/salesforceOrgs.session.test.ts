import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { salesforceOrg } from './crm/salesforce/org.ts';
import { ANN, APP, type Orgs, startOrgs } from './salesforceOrgsForTests.ts';
import { salesforceTurns } from './salesforceTurns.ts';

let at: Orgs;
let before = 0;
beforeAll(async () => {
  at = await startOrgs();
});
afterAll(async () => {
  await at?.[Symbol.asyncDispose]();
});

const MINUTE = 60_000;
const refreshes = () => at.login.asked('refresh_token') - before;

/** The org of workspace acme, connected a while ago, with the sessions that two processes have of it. */
async function connected({ rotating = false } = {}) {
  at.pass(MINUTE);
  at.login.change({ rotating });
  await at.connect('acme');
  before = at.login.asked('refresh_token');
  const other = at.start();
  const one = at.here.orgs.sessionOf('acme', at.orgId);
  const two = other.orgs.sessionOf('acme', at.orgId);
  const { accessToken: first } = await one();
  await two();
  at.pass(MINUTE);
  return { one, two, other, first };
}

describe.each([
  ['goes on', false],
  ['is another each time', true],
])('where the refresh token %s', (_how, rotating) => {
  test('a session that the org ended is renewed once for all who are refused, in two processes at once', async () => {
    const { one, two, first } = await connected({ rotating });
    at.login.org.endSession(first);
    const given = await Promise.all([one(first), two(first), one(first), two(first), one(), two(first)]);
    expect(refreshes()).toBe(1);
    const tokens = new Set(given.map(({ accessToken }) => accessToken));
    tokens.delete(first);
    expect([...tokens].map((token) => at.login.takes(token))).toEqual([true]);
    expect(given[0]?.instanceUrl).toBe(at.login.url);
  });

  test('it is renewed again and again, and by a process that was started later', async () => {
    const { one, first } = await connected({ rotating });
    let token = first;
    for (let turn = 0; turn < 3; turn++) {
      at.login.org.endSession(token);
      at.pass(MINUTE);
      token = (await one(token)).accessToken;
    }
    at.login.org.endSession(token);
    at.pass(MINUTE);
    const late = await at.start().orgs.sessionOf('acme', at.orgId)(token);
    expect(at.login.takes(late.accessToken)).toBe(true);
    expect(await at.here.orgs.trouble('acme')).toBeUndefined();
  });
});

test('while nobody is refused nothing is asked for, however long that is', async () => {
  const { one, two, first } = await connected();
  at.pass(30 * 24 * 60 * MINUTE);
  expect([(await one()).accessToken, (await two()).accessToken]).toEqual([first, first]);
  expect(refreshes()).toBe(0);
});

test('an answer that was lost is asked for again, after a rest', async () => {
  const { one, first } = await connected();
  at.login.org.endSession(first);
  at.login.org.badDay('POST', '/services/oauth2/token', { kind: 'cut', when: 'after' });
  await expect(one(first)).rejects.toMatchObject({ kind: 'retry', outcomeUnknown: true });
  at.pass(6_000);
  expect(at.login.takes((await one(first)).accessToken)).toBe(true);
});

test.each([
  [503, 'retry'],
  [429, 'rateLimited'],
])('a status %s is %s, and no end of the connection', async (status, kind) => {
  const { one, first } = await connected();
  at.login.org.endSession(first);
  at.login.org.badDay('POST', '/services/oauth2/token', { kind: 'status', status, body: '<html>' });
  await expect(one(first)).rejects.toMatchObject({ kind });
  expect(await at.here.orgs.trouble('acme')).toBeUndefined();
});

describe('access that was revoked in Salesforce', () => {
  test('stops the work, says how to come back, and asks no more', async () => {
    const { one, two, other, first } = await connected();
    at.login.revoke();
    await expect(one(first)).rejects.toMatchObject({
      kind: 'blocked',
      code: 'not_installed',
      message: expect.stringContaining('hot-lead salesforce install'),
    });
    at.pass(MINUTE);
    await expect(two(first)).rejects.toMatchObject({ kind: 'blocked' });
    expect(refreshes()).toBe(1);
    for (const { orgs } of [at.here, other])
      expect(await orgs.trouble('acme')).toMatch(
        /org 00D\w+ is connected no more \(its access was revoked.*--workspace acme/,
      );
    expect(await at.here.orgs.live()).toEqual([]);
  });

  test('is healed by whoever connects the org again, for all processes', async () => {
    const { one, two, first } = await connected();
    at.login.revoke();
    await expect(one(first)).rejects.toMatchObject({ kind: 'blocked' });
    expect(await at.connect('acme')).toMatchObject({ status: 200 });
    at.pass(11_000);
    for (const session of [one, two]) expect(at.login.takes((await session(first)).accessToken)).toBe(true);
    expect(await at.here.orgs.trouble('acme')).toBeUndefined();
  });
});

describe('a user who was deactivated', () => {
  test('is a trouble with advice, and the org goes on by itself once they are active again', async () => {
    const { one, two, first } = await connected();
    at.login.org.endSession(first);
    at.login.setActive(false);
    await expect(one(first)).rejects.toMatchObject({ kind: 'blocked', message: expect.stringContaining('activate') });
    await expect(two(first)).rejects.toMatchObject({ kind: 'blocked', code: 'refused_login' });
    expect(refreshes()).toBe(1);
    expect(await at.here.orgs.trouble('acme')).toMatch(/refuses our session.*tried again by itself/);
    expect(await at.here.orgs.live()).toEqual([{ workspace: 'acme', org: at.orgId, instanceUrl: at.login.url }]);
    at.login.setActive(true);
    at.pass(MINUTE);
    expect(at.login.takes((await two(first)).accessToken)).toBe(true);
    expect(await at.here.orgs.trouble('acme')).toBeUndefined();
  });
});

test('a session that is refused just after it was granted is not renewed in a loop; a call that works clears the trouble', async () => {
  const { one, first } = await connected();
  at.login.org.endSession(first);
  const { accessToken: fresh } = await one(first);
  for (let turn = 0; turn < 3; turn++) expect((await one(fresh)).accessToken).toBe(fresh);
  expect(refreshes()).toBe(1);
  expect(await at.here.orgs.trouble('acme')).toMatch(/refuses our session/);
  await at.here.orgs.worked('acme');
  expect(await at.here.orgs.trouble('acme')).toBeUndefined();
});

test('a session of another org is never used', async () => {
  const { one, first } = await connected();
  const id = `https://login.salesforce.com/id/00DgK0000000002EAA/${at.login.annId}`;
  const signature = createHmac('sha256', APP.clientSecret).update(`${id}1`).digest('base64');
  const body = { access_token: 'theirs', instance_url: 'https://x.my.salesforce.com', id, issued_at: '1', signature };
  at.login.org.badDay('POST', '/services/oauth2/token', { kind: 'status', status: 200, body });
  await expect(one(first)).rejects.toMatchObject({ kind: 'blocked', code: 'other_org' });
  expect((await one()).accessToken).toBe(first);
});

test('with another SECRET_KEY the org is told as unreadable, and its session is blocked', async () => {
  await connected();
  const { orgs } = at.start({ secretKey: 'x'.repeat(32) });
  await expect(orgs.sessionOf('acme', at.orgId)()).rejects.toMatchObject({ kind: 'blocked' });
  expect(await orgs.trouble('acme')).toMatch(/SECRET_KEY/);
  expect(await orgs.disconnect('acme')).toEqual({ kind: 'unreadable', org: at.orgId });
});

test('disconnecting revokes at Salesforce and forgets, and twice is no mistake', async () => {
  const { one, first } = await connected();
  expect(await at.here.orgs.disconnect('acme')).toEqual({ kind: 'disconnected', org: at.orgId });
  expect(at.login.takes(first)).toBe(false);
  expect(await at.rows()).toMatchObject([{ sealed: '', revoked_because: 'uninstalled' }]);
  at.pass(MINUTE);
  await expect(one()).rejects.toMatchObject({ kind: 'blocked' });
  expect(await at.here.orgs.disconnect('acme')).toEqual({ kind: 'none' });
  expect(await at.here.orgs.trouble('acme')).toMatch(/salesforce uninstall/);
  expect(await at.here.orgs.trouble('acme', { hasAnotherCrm: true })).toBeUndefined();
});

test('while Salesforce is away nothing is forgotten; a grant that it knows no more is forgotten as such', async () => {
  await connected();
  at.login.org.badDay('POST', '/services/oauth2/revoke', { kind: 'status', status: 503 });
  await expect(at.here.orgs.disconnect('acme')).rejects.toMatchObject({ kind: 'retry' });
  expect(await at.here.orgs.live()).toHaveLength(1);
  at.login.revoke();
  expect(await at.here.orgs.disconnect('acme')).toMatchObject({ org: at.orgId });
  expect(await at.rows()).toMatchObject([{ sealed: '' }]);
});

test('by the adapter: a session that the org ended is renewed in the middle of the work, and the count of its calls is told', async () => {
  const { one, first } = await connected();
  const heard: { used: number }[] = [];
  const org = salesforceOrg({
    session: one,
    takeTurn: salesforceTurns(at.here.db, 'acme', { now: at.now }),
    now: at.now,
    keepDaily: (calls) => void heard.push(calls),
  });
  const users = () => org.queries({ what: 'read users' }, [`SELECT Username FROM User WHERE Username = '${ANN}'`]);
  expect(await users()).toMatchObject([[{ Username: ANN }]]);
  at.login.org.endSession(first);
  expect(await users()).toMatchObject([[{ Username: ANN }]]);
  expect(refreshes()).toBe(1);
  expect(await org.userId()).toBe(at.login.annId);
  expect(heard.length).toBeGreaterThan(1);
});

test('by the adapter: a session that is refused though it is new is a trouble, without a loop', async () => {
  const { one, first } = await connected();
  const takeTurn = salesforceTurns(at.here.db, 'acme', { now: at.now });
  const org = salesforceOrg({ session: one, takeTurn, now: at.now });
  const { accessToken } = await one();
  expect(accessToken).toBe(first);
  const closed = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }];
  for (let turn = 0; turn < 2; turn++)
    at.login.org.badDay('*', '/services/data/*', { kind: 'status', status: 401, body: closed });
  await expect(org.queries({ what: 'read users' }, ['SELECT Id FROM User'])).rejects.toMatchObject({ kind: 'blocked' });
  expect(refreshes()).toBe(1);
  expect(await at.here.orgs.trouble('acme')).toMatch(/refuses our session/);
});
