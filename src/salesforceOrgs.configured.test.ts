import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { APP, ANN, type Orgs, startOrgs } from './salesforceOrgsForTests.ts';
import { ensureWorkspace } from './store/workspaces.ts';

let at: Orgs;
beforeAll(async () => {
  at = await startOrgs();
});
afterAll(async () => {
  await at?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  at.pass(60_000);
  at.login.setActive(true);
  at.login.change({ preApproved: [ANN], runAs: ANN });
});

const FLOWS = [
  ['jwt', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
  ['client_credentials', 'client_credentials'],
] as const;

describe.each(FLOWS)('by %s', (by, grant) => {
  test('the workspace of the configuration works on the org that Salesforce says it is', async () => {
    const { orgs } = at.start({ by });
    expect(await orgs.live()).toEqual([{ workspace: 'default', org: at.orgId, instanceUrl: at.login.url }]);
    const { accessToken, instanceUrl } = await orgs.sessionOf('default', at.orgId)();
    expect(at.login.takes(accessToken)).toBe(true);
    expect(instanceUrl).toBe(at.login.url);
    expect(orgs.connect).toBeUndefined();
    expect(await orgs.disconnect('default')).toEqual({ kind: 'configured' });
  });

  test('one session is asked for at a time, another when it ended, and none for one that is refused at once', async () => {
    const before = at.login.asked(grant);
    const { orgs } = at.start({ by });
    const session = orgs.sessionOf('default', at.orgId);
    const [{ accessToken: first }] = await Promise.all([session(), session(), session()]);
    expect((await session(first)).accessToken).toBe(first);
    at.login.org.endSession(first);
    at.pass(60_000);
    const [one, two] = await Promise.all([session(first), session(first)]);
    expect(one).toEqual(two);
    expect(at.login.takes(one.accessToken)).toBe(true);
    expect(at.login.asked(grant) - before).toBe(2);
  });

  test('an inactive user is a trouble with advice, asked for again only now and then, and over by itself', async () => {
    at.login.setActive(false);
    const before = at.login.asked(grant);
    const { orgs } = at.start({ by });
    const session = orgs.sessionOf('default', at.orgId);
    for (let turn = 0; turn < 3; turn++)
      await expect(session()).rejects.toMatchObject({ kind: 'blocked', message: expect.stringContaining('activate') });
    expect(at.login.asked(grant) - before).toBe(1);
    expect(await orgs.trouble('default')).toMatch(/inactive_user.*activate/);
    at.login.setActive(true);
    at.pass(31_000);
    await session();
    expect(await orgs.trouble('default')).toBeUndefined();
  });

  test('an org that is another than the one that is worked on is never used', async () => {
    const { orgs } = at.start({ by });
    const other = orgs.sessionOf('default', '00DgK0000000009EAA')();
    await expect(other).rejects.toMatchObject({ kind: 'blocked', code: 'other_org' });
  });

  test('an org that another workspace works on already is left alone, in a sentence', async () => {
    const { orgs, db } = at.start({ by });
    const connections = [{ id: 'salesforce', kind: 'salesforce', account: at.orgId }];
    await db.inWorkspace('acme', (tx) =>
      ensureWorkspace(tx, { id: 'acme', name: 'Acme', demo: false, connections }, at.now()),
    );
    await expect(orgs.live()).rejects.toThrow(/workspace acme works on: connect by SALESFORCE_FLOW=link/);
    await db.inWorkspace('acme', (tx) => tx.query('delete from connections where workspace = $1', ['acme']));
  });

  test('while Salesforce is away the org is the one that it was', async () => {
    const { orgs, db } = at.start({ by });
    at.login.org.badDay('POST', '/services/oauth2/token', { kind: 'cut', when: 'before' });
    expect(await orgs.live()).toEqual([]);
    const connections = [{ id: 'salesforce', kind: 'salesforce', account: at.orgId }];
    await db.inWorkspace('default', (tx) =>
      ensureWorkspace(tx, { id: 'default', name: 'Acme', demo: false, connections }, at.now()),
    );
    at.login.org.badDay('POST', '/services/oauth2/token', { kind: 'status', status: 503 });
    expect(await orgs.live()).toEqual([{ workspace: 'default', org: at.orgId, instanceUrl: at.login.url }]);
    await db.inWorkspace('default', (tx) => tx.query('delete from connections where workspace = $1', ['default']));
  });
});

describe('what an admin forgot is said with where it is done', () => {
  const troubleBy = async (by: (typeof FLOWS)[number][0]) => {
    const { orgs } = at.start({ by });
    await orgs.live();
    return orgs.trouble('default');
  };

  test('a user who is not approved', async () => {
    at.login.change({ preApproved: [] });
    expect(await troubleBy('jwt')).toMatch(/hasn't approved this consumer.*approve the app for the user beforehand/);
  });

  test('a certificate of another key', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const before = at.login.change({ publicKey });
    expect(await troubleBy('jwt')).toMatch(/SALESFORCE_PRIVATE_KEY is not the key/);
    at.login.change(before);
  });

  test('no Run As user', async () => {
    at.login.change({ runAs: 'nobody@acme.example' });
    expect(await troubleBy('client_credentials')).toMatch(/choose a Run As user/);
  });

  test('another secret', async () => {
    at.login.change({ clientSecret: 'another-secret' });
    expect(await troubleBy('client_credentials')).toMatch(/SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET/);
    at.login.change({ clientSecret: APP.clientSecret });
  });
});
