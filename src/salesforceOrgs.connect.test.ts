import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { installLink } from './installLink.ts';
import { APP, type Orgs, SECRET_KEY, startOrgs } from './salesforceOrgsForTests.ts';
import { salesforceOrgs } from './salesforceOrgs.ts';
import { openBrowser } from './testing/installing.ts';
import { workspaceOf } from './store/workspaces.ts';

let at: Orgs;
beforeAll(async () => {
  at = await startOrgs();
});
afterAll(async () => {
  await at?.[Symbol.asyncDispose]();
});

const MINUTE = 60_000;
const consentOf = async (workspace: string, browser = openBrowser()) => (await browser(at.link(workspace))).location;

test('a link leads to Salesforce’s consent page with what we ask for, a challenge, and the address it comes back to', async () => {
  const { origin, pathname, searchParams } = new URL(await consentOf('acme'));
  expect(`${origin}${pathname}`).toBe(`${at.login.url}/services/oauth2/authorize`);
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    client_id: APP.clientId,
    redirect_uri: `${at.publicUrl}/oauth/salesforce/callback`,
    scope: 'api refresh_token',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  });
});

test('nobody who sees the address learns the verifier that the code is worth nothing without', async () => {
  const browser = openBrowser();
  const consent = await consentOf('seen', browser);
  const before = at.login.org.calls.length;
  await browser(await at.allow(consent));
  const asked = at.login.org.calls.slice(before).find(({ path }) => path.endsWith('/token'));
  const verifier = new URLSearchParams(asked?.body).get('code_verifier') ?? '';
  expect(verifier).toMatch(/^[\w-]{64}$/);
  const state = new URL(consent).searchParams.get('state') ?? '';
  expect(Buffer.from(state.split('.')[0] ?? '', 'base64url').toString()).not.toContain(verifier);
  await at.here.orgs.disconnect('seen');
});

test('whoever has a link connects their org to a workspace that is made for it, sealed, and work may begin', async () => {
  expect(await at.connect('acme')).toMatchObject({ status: 200, text: expect.stringContaining('salesforce setup') });
  expect(await at.here.orgs.live()).toEqual([{ workspace: 'acme', org: at.orgId, instanceUrl: at.login.url }]);
  expect(await at.here.orgs.shown('acme')).toEqual([
    { workspace: 'acme', org: at.orgId, connectedAt: at.now(), userId: at.login.annId, instanceUrl: at.login.url },
  ]);
  expect(await at.here.db.acrossWorkspaces((tx) => workspaceOf(tx, 'salesforce', at.orgId))).toBe('acme');
  expect(at.here.connected).toContain(`acme ${at.orgId}`);
  const { accessToken, instanceUrl } = await at.here.orgs.sessionOf('acme', at.orgId)();
  expect(at.login.takes(accessToken)).toBe(true);
  expect(instanceUrl).toBe(at.login.url);
  expect(JSON.stringify([await at.rows(), at.here.told])).not.toMatch(/00DgK0000000001!|5Aep/);
  expect(await at.here.orgs.trouble('acme')).toBeUndefined();
});

test('the page that says so may be loaded again, though its code was good once', async () => {
  const browser = openBrowser();
  const back = await at.allow(await consentOf('acme', browser));
  const first = await browser(back);
  at.pass(MINUTE);
  expect(await browser(back)).toEqual(first);
  expect(first).toMatchObject({ status: 200, text: expect.stringContaining('is connected') });
});

describe('nobody connects', () => {
  test.each([
    ['without a link', () => `${at.publicUrl}/salesforce/install`],
    ['with a made-up link', () => `${at.publicUrl}/salesforce/install?to=bm9wZQ.bm9wZQ`],
    [
      'with a link for HubSpot',
      () =>
        installLink('hubspot', { publicUrl: at.publicUrl, secretKey: SECRET_KEY }, 'acme', at.now()).replace(
          '/hubspot/',
          '/salesforce/',
        ),
    ],
    ['with a link that was changed', () => `${at.link('acme').slice(0, -3)}abc`],
  ])('%s', async (_how, url) => {
    expect(await openBrowser()(url())).toMatchObject({ status: 403, text: expect.stringContaining('link is over') });
  });

  test('with a link of an hour ago', async () => {
    const link = at.link('acme');
    at.pass(60 * MINUTE);
    expect(await openBrowser()(link)).toMatchObject({ status: 403 });
  });

  test('without a state', async () => {
    const page = await openBrowser()(`${at.publicUrl}/oauth/salesforce/callback?code=abc`);
    expect(page).toMatchObject({ status: 400, text: expect.stringContaining('Start from the link') });
  });

  test('by a state that is replayed in another browser, so that nobody is made to connect for somebody else', async () => {
    const back = await at.allow(await consentOf('theirs'));
    const other = openBrowser();
    await other(at.link('mine'));
    for (const browser of [openBrowser(), other])
      expect(await browser(back)).toMatchObject({ status: 400, text: expect.stringContaining('did not start it') });
  });

  test('by a code that was given for another start: its verifier is not ours', async () => {
    const browser = openBrowser();
    const stolen = new URL(await at.allow(await consentOf('stolen')));
    const mine = new URL(await at.allow(await consentOf('stolen', browser)));
    mine.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect(await browser(mine.href)).toMatchObject({ status: 502 });
    expect(at.here.told.at(-1)).toMatch(/invalid_grant: invalid code verifier/);
    expect(await at.here.orgs.shown('stolen')).toEqual([]);
  });

  test('with an answer of more than an hour later', async () => {
    const browser = openBrowser();
    const back = await at.allow(await consentOf('late', browser));
    at.pass(60 * MINUTE);
    expect(await browser(back)).toMatchObject({ status: 400 });
  });

  test('who denies it', async () => {
    const browser = openBrowser();
    const consent = new URL(await consentOf('denied', browser));
    consent.searchParams.set('deny', '1');
    const denied = await fetch(consent, { redirect: 'manual' });
    const page = await browser(denied.headers.get('location') ?? '');
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Nothing was connected') });
  });

  test('when the answer is not signed by the app’s secret', async () => {
    at.login.org.badDay('POST', '/services/oauth2/token', {
      kind: 'status',
      status: 200,
      body: {
        access_token: '00D!x',
        refresh_token: '5Aep',
        scope: 'api refresh_token',
        instance_url: 'https://elsewhere.example',
        id: `https://login.salesforce.com/id/${at.orgId}/${at.login.annId}`,
        issued_at: '1',
        signature: Buffer.from('nonsense').toString('base64'),
      },
    });
    expect(await at.connect('forged')).toMatchObject({ status: 502 });
    expect(at.here.told.at(-1)).toMatch(/not signed with the app’s secret/);
    expect(await at.here.orgs.shown('forged')).toEqual([]);
  });

  test('when no refresh token is granted', async () => {
    const browser = openBrowser();
    const consent = new URL(await consentOf('short', browser));
    consent.searchParams.set('scope', 'api');
    const page = await browser(await at.allow(consent.href));
    expect(page).toMatchObject({ status: 403, text: expect.stringContaining('Missing: refresh_token') });
  });
});

test('one org belongs to one workspace, and one workspace has one org', async () => {
  expect(await at.connect('umbrella')).toMatchObject({
    status: 409,
    text: expect.stringContaining('another workspace'),
  });
  const other = await at.anotherOrg('00DgK0000000002EAA');
  at.serve(at.start({ at: other }));
  expect(await at.connect('acme')).toMatchObject({ status: 409, text: expect.stringContaining(at.orgId) });
  expect(await at.connect('initech')).toMatchObject({ status: 200 });
  at.serve(at.here);
  await other.org.close();
});

test('an address to which Salesforce would not come back is refused at the start', () => {
  const settings = {
    publicUrl: 'http://10.0.0.1:3000',
    secretKey: SECRET_KEY,
    salesforce: { login: { by: 'link', ...APP } as const },
    workspace: { id: 'default' },
    tell: () => {},
  };
  expect(() => salesforceOrgs(settings, at.here.db, at.now)).toThrow(/comes back by https only/);
  const { publicUrl: _none, ...without } = settings;
  expect(() => salesforceOrgs(without, at.here.db, at.now)).toThrow(/needs .*PUBLIC_URL/);
});
