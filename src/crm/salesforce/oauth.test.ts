import { describe, expect, test } from '@jest/globals';
import { createHmac, generateKeyPairSync, verify } from 'node:crypto';
import { Failure } from '../../failure.ts';
import { assertionOf } from './oauth-assertion.ts';
import { fullId, grantedBy } from './oauth-answer.ts';
import { failureOfNoAnswer, failureOfOauth } from './oauth-failure.ts';

const NOW = Date.parse('2026-11-22T09:00:00Z');
const SECRET = 'client-secret-of-ours';
const ID = 'https://login.salesforce.com/id/00DgK0000000001EAA/005gK0000000001AAA';

function answer(changed: Record<string, unknown> = {}) {
  const issued_at = '1795338000000';
  const signature = createHmac('sha256', SECRET).update(`${ID}${issued_at}`).digest('base64');
  const body = {
    access_token: '00DgK0000000001!token',
    refresh_token: '5Aep',
    instance_url: 'https://acme.my.salesforce.com',
    id: ID,
    issued_at,
    signature,
    scope: 'api refresh_token',
    ...changed,
  };
  return { status: 200, body: JSON.stringify(body) };
}
const read = (changed?: Record<string, unknown>) =>
  grantedBy('a test', answer(changed), { asked: NOW, clientSecret: SECRET });

function thrown(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('it did not fail');
}

describe('a token answer', () => {
  test('is the grant of the org and user that its id names', () => {
    expect(read()).toEqual({
      org: '00DgK0000000001EAA',
      grant: {
        accessToken: '00DgK0000000001!token',
        refreshToken: '5Aep',
        instanceUrl: 'https://acme.my.salesforce.com',
        issuedAt: NOW,
        userId: '005gK0000000001AAA',
        scopes: ['api', 'refresh_token'],
      },
    });
  });

  test.each([
    ['signature', ''],
    ['signature', Buffer.from('x'.repeat(32)).toString('base64')],
    ['signature', undefined],
    ['id', ID.replace('00DgK0000000001', '00DgK0000000002')],
    ['issued_at', '1795338000001'],
  ])('whose %s is %s was not signed by Salesforce', (field, value) => {
    expect(thrown(() => read({ [field]: value }))).toMatchObject({ kind: 'blocked', code: 'bad_signature' });
  });

  test.each([
    ['instance_url', 'http://acme.my.salesforce.com'],
    ['instance_url', 'javascript:1'],
    ['access_token', ''],
    ['access_token', undefined],
  ])('whose %s is %s is nonsense, and is not quoted', (field, value) => {
    const failure = thrown(() => read({ [field]: value }));
    expect(failure).toMatchObject({ kind: 'retry', code: 'nonsense', outcomeUnknown: true });
    expect(failure.message).not.toMatch(/5Aep|!token/);
  });
});

test('ids of 15 characters are told with the three that say which letters are capitals', () => {
  // From Salesforce's own documentation of the identity URL.
  expect(fullId('00Dx0000000BV7z')).toBe('00Dx0000000BV7zEAG');
  expect(fullId('005x00000012Q9P')).toBe('005x00000012Q9PAAU');
  expect(fullId('00Dx0000000BV7zEAG')).toBe('00Dx0000000BV7zEAG');
});

test('an assertion says who we are for three minutes, signed by our key', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const claims = { clientId: 'app', username: 'ann@acme.example', audience: 'https://test.salesforce.com' };
  const [header = '', payload = '', signature = ''] = assertionOf({ ...claims, privateKey: pem }, NOW).split('.');
  const parsed = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect(parsed(header)).toEqual({ alg: 'RS256', typ: 'JWT' });
  expect(parsed(payload)).toEqual({
    iss: 'app',
    sub: 'ann@acme.example',
    aud: 'https://test.salesforce.com',
    exp: NOW / 1_000 + 180,
  });
  const signed = Buffer.from(`${header}.${payload}`);
  expect(verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
});

describe('a refusal of Salesforce’s OAuth', () => {
  const failure = (status: number, error: string, error_description: string, by?: 'code') =>
    failureOfOauth('a test', { status, body: JSON.stringify({ error, error_description }) }, NOW, by);

  test.each([
    ['invalid_grant', 'expired access/refresh token', 'blocked', 'expired_grant', /connect it again/],
    ['invalid_grant', 'inactive user', 'blocked', 'refused_login', /activate them/],
    ['inactive_user', 'user is inactive', 'blocked', 'refused_login', /activate them/],
    ['invalid_grant', 'ip restricted', 'blocked', 'refused_login', /trusted IP ranges/],
    ['invalid_grant', "user hasn't approved this consumer", 'blocked', 'refused_login', /beforehand/],
    ['invalid_grant', 'no client credentials user enabled', 'blocked', 'refused_login', /Run As/],
    ['invalid_grant', 'request not supported on this domain', 'blocked', 'refused_login', /My Domain/],
    ['invalid_grant', 'audience is invalid', 'blocked', 'refused_login', /test\.salesforce\.com/],
    ['invalid_grant', 'invalid assertion', 'blocked', 'refused_login', /SALESFORCE_PRIVATE_KEY/],
    ['invalid_grant', 'something new', 'blocked', 'refused_login', /login history/],
    ['invalid_grant', 'login rate exceeded', 'rateLimited', 'rate_limit', /waiting/],
    ['invalid_grant', 'token request is already being processed', 'retry', 'server_error', /trying again/],
    ['invalid_client_id', 'client identifier invalid', 'blocked', 'bad_client', /SALESFORCE_CLIENT_ID/],
    ['invalid_client', 'invalid client credentials', 'blocked', 'bad_client', /SALESFORCE_CLIENT_ID/],
    ['unsupported_grant_type', 'grant type not supported', 'blocked', 'refused_login', /login history/],
  ])('%s: %s is %s', (error, description, kind, code, advice) => {
    expect(failure(400, error, description)).toMatchObject({ kind, code, message: expect.stringMatching(advice) });
  });

  test('of a code is over: a code is good once', () => {
    expect(failure(400, 'invalid_grant', 'expired authorization code', 'code')).toMatchObject({ kind: 'permanent' });
  });

  test('never quotes what may be a secret or a person', () => {
    expect(failure(400, 'bad', 'invalid token 5Aep861KIwKdekr90').message).not.toContain('5Aep');
    expect(failure(400, 'ann@acme.example', '<b>').message).not.toContain('acme');
  });
});

test('a request that never left did nothing; one that was cut may have', () => {
  const cause = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) });
  expect(failureOfNoAnswer('a test', cause('ECONNREFUSED'))).toMatchObject({ kind: 'retry', outcomeUnknown: false });
  expect(failureOfNoAnswer('a test', cause('UND_ERR_SOCKET'))).toMatchObject({ kind: 'retry', outcomeUnknown: true });
});

test.each(['ENOTFOUND', 'ECONNREFUSED'])(
  'where nobody answers (%s) the setting that may be mistyped is named, and the host',
  (code) => {
    const error = new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) });
    expect(failureOfNoAnswer('a test', error, 'acmee.my.salesforce.com').message).toMatch(
      /from acmee\.my\.salesforce\.com .*correct SALESFORCE_LOGIN_URL/,
    );
  },
);
