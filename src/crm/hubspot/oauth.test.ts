import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Accounts, APP, startAccounts } from '../../testing/hubspotAccounts.ts';
import { hubspotOauth } from './oauth.ts';

const NOW = Date.parse('2026-11-22T09:00:00Z');
const BACK = 'https://hot-leads.example.com/hubspot/oauth/callback';
const now = () => NOW;
let accounts: Accounts;
beforeAll(async () => {
  accounts = await startAccounts(now);
});
afterAll(() => accounts?.close());

const oauth = (more: Partial<typeof APP> = {}) =>
  hubspotOauth({ ...APP, apiUrl: accounts.url, uiUrl: accounts.url, ...more }, now);

async function codeFor(portal: string, scopes: string[]): Promise<string> {
  const consent = oauth().consentUrl({ state: 's', redirectUri: BACK, scopes: { required: scopes, optional: [] } });
  return new URL(await accounts.allow(consent, portal)).searchParams.get('code') ?? '';
}

async function failureOf(work: Promise<unknown>) {
  const failure: unknown = await work.catch((error: unknown) => error);
  expect(String(failure)).not.toMatch(/client-secret-of-ours|-refresh-|-access-|refresh-made-up|missing or/);
  return failure;
}

test('the consent page is HubSpot’s own, and names the scopes apart from the optional ones', () => {
  const scopes = { required: ['oauth', 'a.read'], optional: ['b.read', 'c'] };
  expect(hubspotOauth(APP, now).consentUrl({ state: 'x y', redirectUri: BACK, scopes })).toBe(
    `https://app.hubspot.com/oauth/authorize?client_id=app-of-ours&redirect_uri=${encodeURIComponent(BACK)}&scope=oauth%20a.read&optional_scope=b.read%20c&state=x%20y`,
  );
});

test('a code becomes a grant, once, by a form and never as JSON', async () => {
  const code = await codeFor('101', ['oauth', 'forms']);
  const { portal, grant } = await oauth().exchange(code, BACK);
  expect({ portal, ...grant }).toMatchObject({
    portal: '101',
    userId: '9',
    scopes: ['oauth', 'forms'],
    issuedAt: NOW,
    expiresAt: NOW + 1_800_000,
  });
  expect(accounts.calls.at(-1)?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
  expect(accounts.calls.at(-1)?.path).toBe('/oauth/2026-03/token');
  expect(await failureOf(oauth().exchange(code, BACK))).toMatchObject({ kind: 'permanent' });
});

test('a token can be asked about, renewed and revoked; once revoked it is known no more', async () => {
  const { grant } = await oauth().exchange(await codeFor('102', ['oauth']), BACK);
  expect(await oauth().introspect(grant.refreshToken)).toEqual({ active: true, portal: '102', scopes: ['oauth'] });
  expect((await oauth().refresh(grant.refreshToken)).grant.accessToken).not.toBe(grant.accessToken);
  await oauth().revoke(grant.refreshToken);
  expect(await oauth().introspect(grant.refreshToken)).toEqual({ active: false });
  expect(await failureOf(oauth().refresh(grant.refreshToken))).toMatchObject({
    kind: 'blocked',
    code: 'bad_refresh_token',
  });
});

test('the app is removed from the account whose token it is, and from no other', async () => {
  const [one, two] = [
    await oauth().exchange(await codeFor('103', ['oauth']), BACK),
    await oauth().exchange(await codeFor('104', ['oauth']), BACK),
  ];
  await oauth().uninstall(one.grant.accessToken);
  expect(await oauth().introspect(one.grant.refreshToken)).toEqual({ active: false });
  expect(await oauth().introspect(two.grant.refreshToken)).toMatchObject({ active: true });
  expect(await failureOf(oauth().uninstall(one.grant.accessToken))).toMatchObject({ code: 'unauthorized' });
});

describe('what goes wrong says what to do, and no secret', () => {
  const refresh = (more?: Partial<typeof APP>) => failureOf(oauth(more).refresh('refresh-made-up'));

  test('another client secret', async () => {
    expect(await refresh({ clientSecret: 'wrong' })).toMatchObject({
      kind: 'blocked',
      code: 'bad_client',
      message: expect.stringMatching(/BAD_CLIENT_SECRET.*HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET/),
    });
  });

  test.each([
    ['503', { kind: 'status', status: 503 } as const, { kind: 'retry' }],
    ['a cut line', { kind: 'cut', when: 'before' } as const, { kind: 'retry' }],
    ['a page in place of JSON', { kind: 'nonsense' } as const, { kind: 'retry', code: 'nonsense' }],
    [
      '429 with a time',
      { kind: 'status', status: 429, headers: { 'Retry-After': '7' } } as const,
      { kind: 'rateLimited', retryAt: NOW + 7_000 },
    ],
    ['429 without one', { kind: 'status', status: 429 } as const, { kind: 'rateLimited', retryAt: NOW + 10_000 }],
    [
      'OAuth’s own word for a grant that is over',
      { kind: 'status', status: 400, body: { error: 'invalid_grant' } } as const,
      { kind: 'blocked', code: 'bad_refresh_token' },
    ],
    [
      'a redirect, which would carry the secret away',
      { kind: 'status', status: 307, headers: { Location: 'http://127.0.0.1:9/' } } as const,
      { kind: 'permanent' },
    ],
    [
      'an answer without tokens',
      { kind: 'status', status: 200, body: { hub_id: 1 } } as const,
      { kind: 'retry', code: 'nonsense' },
    ],
  ])('%s', async (_what, day, failure) => {
    accounts.badDay('POST', '/oauth/2026-03/token', day);

    expect(await refresh()).toMatchObject(failure);
  });
});
