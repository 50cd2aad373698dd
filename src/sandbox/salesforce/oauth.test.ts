import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import jsforce from 'jsforce';
import type { OauthApp } from './oauth-book.ts';
import { startTestOrg, type TestOrg } from './package-test-org.ts';

const { Connection, OAuth2 } = jsforce;
const callback = 'https://app.example/oauth/salesforce/callback';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const start = 1_700_000_000_000;

async function withApp(app: Partial<OauthApp> = {}, now: () => number = () => start): Promise<TestOrg> {
  const org = await startTestOrg(now);
  org.addApp({ clientId: 'app', clientSecret: 's3cret', callback, ...app });
  return org;
}

function client(org: TestOrg, more: Partial<ConstructorParameters<typeof OAuth2>[0]> = {}) {
  const { loginUrl = org.loginUrl(), ...rest } = more;
  return new OAuth2({ loginUrl, clientId: 'app', clientSecret: 's3cret', redirectUri: callback, ...rest });
}

async function consent(url: string, more: Record<string, string> = {}): Promise<Response> {
  const asked = new URL(url);
  for (const [name, value] of Object.entries(more)) asked.searchParams.set(name, value);
  return fetch(asked, { redirect: 'manual' });
}

async function ledTo(url: string, more: Record<string, string>): Promise<URLSearchParams> {
  return new URL((await consent(url, more)).headers.get('location') ?? '').searchParams;
}

async function codeFor(org: TestOrg, oauth2 = client(org)): Promise<string> {
  const url = oauth2.getAuthorizationUrl({ scope: 'api refresh_token' });
  return (await ledTo(url, { approve: 'admin@example.com' })).get('code') ?? '';
}

async function installed(org: TestOrg) {
  const oauth2 = client(org);
  const connection = new Connection({ oauth2, version: '66.0' });
  await connection.authorize(await codeFor(org, oauth2));
  return { connection, access: connection.accessToken ?? '', refresh: connection.refreshToken ?? '' };
}

async function userinfo(org: TestOrg, access: string): Promise<number> {
  const answer = await fetch(`${org.url}/services/oauth2/userinfo`, { headers: { Authorization: `Bearer ${access}` } });
  return answer.status;
}

function jwt(org: TestOrg, claims: Record<string, unknown> = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const all = { iss: 'app', sub: 'admin@example.com', aud: org.loginUrl(), exp: start / 1_000 + 170, ...claims };
  const signed = `${part({ alg: 'RS256' })}.${part(all)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(keys.privateKey, 'base64url')}`;
}

function byJwt(org: TestOrg, assertion: string) {
  const connection = new Connection({ loginUrl: org.loginUrl(), version: '66.0' });
  const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  return connection.authorize({ grant_type, assertion });
}

describe('the consent page', () => {
  test('offers every active user, and leads back with a code and the state', async () => {
    await using org = await withApp();
    const url = client(org).getAuthorizationUrl({ scope: 'api', state: 's1' });
    const page = await (await consent(url)).text();
    expect([page.includes('admin@example.com'), page.includes('rep@example.com')]).toEqual([true, true]);
    const back = await ledTo(url, { approve: 'rep@example.com' });
    expect([back.get('state'), (back.get('code') ?? '').length > 20]).toEqual(['s1', true]);
  });

  test.each([
    ['somebody declines', { deny: '1' }, {}, 'access_denied'],
    [
      'the app must bring a challenge and does not',
      { approve: 'admin@example.com' },
      { pkce: true },
      'invalid_request',
    ],
  ])('leads back with an error when %s', async (_, query, app, error) => {
    await using org = await withApp(app);
    expect((await ledTo(client(org).getAuthorizationUrl(), query)).get('error')).toBe(error);
  });

  test.each([
    ['an app nobody knows', { client_id: 'other' }, 'invalid_client_id'],
    ['another address', { redirect_uri: 'https://evil.example/' }, 'redirect_uri_mismatch'],
    ['a user that does not exist', { approve: 'nobody@example.com' }, 'no active user'],
  ])('%s is refused, and nobody is sent anywhere', async (_, query, reason) => {
    await using org = await withApp();
    const answer = await consent(client(org).getAuthorizationUrl(), query);
    const said = (await answer.text()).includes(reason);
    expect([answer.status, answer.headers.get('location'), said]).toEqual([400, null, true]);
  });
});

describe('the web server flow', () => {
  test('gives jsforce a session, a refresh token and who it is, signed with the secret', async () => {
    await using org = await withApp();
    const oauth2 = client(org);
    const answer = (await oauth2.requestToken(await codeFor(org, oauth2))) as unknown as Record<string, string>;
    expect(answer).toMatchObject({ instance_url: org.url, token_type: 'Bearer', scope: 'api refresh_token' });
    const { id = '', issued_at = '', signature } = answer;
    expect(signature).toBe(
      createHmac('sha256', 's3cret')
        .update(id + issued_at)
        .digest('base64'),
    );
    const connection = new Connection({ oauth2, version: '66.0' });
    const who = await connection.authorize(await codeFor(org, oauth2));
    expect(who).toMatchObject({ id: org.adminId, organizationId: org.ground.orgId });
    expect(await userinfo(org, connection.accessToken ?? '')).toBe(200);
  });

  test('with a challenge takes only the right verifier', async () => {
    await using org = await withApp({ pkce: true });
    const [right, other] = [client(org, { useVerifier: true }), client(org, { useVerifier: true })];
    await expect(other.requestToken(await codeFor(org, right))).rejects.toMatchObject({ name: 'invalid_grant' });
    expect(await right.requestToken(await codeFor(org, right))).toHaveProperty('access_token');
  });

  test('takes a code once, and not after a quarter of an hour', async () => {
    let now = start;
    await using org = await withApp({}, () => now);
    const code = await codeFor(org);
    await client(org).requestToken(code);
    await expect(client(org).requestToken(code)).rejects.toThrow('expired authorization code');
    const late = await codeFor(org);
    now += 15 * 60_000;
    await expect(client(org).requestToken(late)).rejects.toThrow('expired authorization code');
  });

  test.each([
    ['a wrong secret', { clientSecret: 'other' }, 'invalid_client'],
    ['another app', { clientId: 'other' }, 'invalid_client_id'],
    ['another address', { redirectUri: 'https://evil.example/' }, 'redirect_uri_mismatch'],
  ])('refuses %s', async (_, more, error) => {
    await using org = await withApp();
    const code = await codeFor(org);
    await expect(client(org, more).requestToken(code)).rejects.toMatchObject({ name: error });
  });
});

describe('a refresh token', () => {
  test('opens another session when the first was ended', async () => {
    await using org = await withApp();
    const { access, refresh } = await installed(org);
    org.endSession(access);
    expect(await userinfo(org, access)).toBe(403);
    const renewed = await client(org).refreshToken(refresh);
    expect([renewed.refresh_token, await userinfo(org, renewed.access_token)]).toEqual([undefined, 200]);
  });

  test('that rotates is good once, and the next one is told', async () => {
    await using org = await withApp({ rotating: true });
    const { refresh } = await installed(org);
    const renewed = await client(org).refreshToken(refresh);
    await expect(client(org).refreshToken(refresh)).rejects.toThrow('expired access/refresh token');
    const next = renewed.refresh_token ?? '';
    expect(await client(org).refreshToken(next)).toHaveProperty('access_token');
  });

  test.each([
    ['it is revoked', (org: TestOrg, refresh: string) => client(org).revokeToken(refresh)],
    ['the user takes the app back', (org: TestOrg) => Promise.resolve(org.revokeApp('app', 'admin@example.com'))],
  ])('and its sessions are worth nothing when %s', async (_, end) => {
    await using org = await withApp();
    const { access, refresh } = await installed(org);
    await end(org, refresh);
    expect(await userinfo(org, access)).toBe(403);
    await expect(client(org).refreshToken(refresh)).rejects.toMatchObject({ name: 'invalid_grant' });
  });

  test('of a user who left is refused', async () => {
    await using org = await withApp();
    const { refresh } = await installed(org);
    org.ground.update('User', org.adminId, { IsActive: false }, org.by);
    await expect(client(org).refreshToken(refresh)).rejects.toMatchObject({ name: 'inactive_user' });
  });
});

describe('the JWT bearer flow', () => {
  const app = { publicKey: keys.publicKey, preApproved: ['admin@example.com'] };

  test('gives a session of the user in the assertion', async () => {
    await using org = await withApp(app);
    expect(await byJwt(org, jwt(org))).toMatchObject({ id: org.adminId });
  });

  test.each([
    ['a user nobody approved', { sub: 'rep@example.com' }, "user hasn't approved this consumer"],
    ['another audience', { aud: 'https://evil.example' }, 'audience is invalid'],
    ['an assertion that is over', { exp: start / 1_000 }, 'invalid assertion'],
    ['an assertion good for an hour', { exp: start / 1_000 + 3_600 }, 'invalid assertion'],
    ['an app nobody knows', { iss: 'other' }, 'client identifier invalid'],
  ])('refuses %s', async (_, claims, words) => {
    await using org = await withApp(app);
    await expect(byJwt(org, jwt(org, claims))).rejects.toThrow(words);
  });

  test('refuses what was changed after it was signed', async () => {
    await using org = await withApp(app);
    const [head = '', , signature = ''] = jwt(org).split('.');
    const [, claims = ''] = jwt(org, { aud: org.url }).split('.');
    await expect(byJwt(org, `${head}.${claims}.${signature}`)).rejects.toThrow('invalid assertion');
  });
});

describe('client credentials', () => {
  const authorize = (org: TestOrg, loginUrl: string) =>
    new Connection({ oauth2: client(org, { loginUrl }), version: '66.0' }).authorize({
      grant_type: 'client_credentials',
    });

  test('act as the app’s user at the org’s own address, and are refused at the login address', async () => {
    await using org = await withApp({ runAs: 'rep@example.com' });
    expect(await authorize(org, org.url)).toMatchObject({ id: org.repId });
    await expect(authorize(org, org.loginUrl())).rejects.toThrow('request not supported on this domain');
  });

  test('are refused for an app without a user to act as', async () => {
    await using org = await withApp();
    await expect(authorize(org, org.url)).rejects.toThrow('no client credentials user enabled');
  });
});

test('introspection tells whose a token is', async () => {
  await using org = await withApp();
  const { access, refresh } = await installed(org);
  const asked = async (token: string): Promise<unknown> => {
    const body = new URLSearchParams({ token, client_id: 'app', client_secret: 's3cret' });
    return (await fetch(`${org.url}/services/oauth2/introspect`, { method: 'POST', body })).json();
  };
  expect(await asked(access)).toMatchObject({
    active: true,
    username: 'admin@example.com',
    token_type: 'access_token',
  });
  expect(await asked(refresh)).toMatchObject({ active: true, token_type: 'refresh_token' });
  expect(await asked('none')).toEqual({ active: false });
});

test('the identity URL is for whoever it names', async () => {
  await using org = await withApp();
  const { connection, access } = await installed(org);
  expect(await connection.identity()).toMatchObject({ user_id: org.adminId, username: 'admin@example.com' });
  const other = `${org.url}/id/${org.ground.orgId}/${org.repId}`;
  expect((await fetch(other, { headers: { Authorization: `Bearer ${access}` } })).status).toBe(403);
  expect((await fetch(other)).status).toBe(403);
});
