import { describe, expect, test } from '@jest/globals';
import { startHubspotCloud, type HubspotCloud } from './cloud.ts';
import { answerOf, at, caller } from './test-caller.ts';

const redirect = 'https://app.example/callback';
const asked = { client_id: 'app', redirect_uri: redirect, scope: 'oauth crm.objects.contacts.read', state: 's1' };

function start(more: { now?: () => number; rotatesRefreshTokens?: boolean; lacksScopes?: string[] } = {}) {
  const { now, lacksScopes = [], ...app } = more;
  return startHubspotCloud({
    ...(now && { now }),
    portals: [{ portalId: 101, lacksScopes }, { portalId: 102 }],
    app: { clientId: 'app', clientSecret: 's3cret', redirectUrls: [redirect], requiredScopes: ['oauth'], ...app },
  });
}

function consent(cloud: HubspotCloud, query: Record<string, string>): Promise<Response> {
  return fetch(`${cloud.url}/oauth/authorize?${String(new URLSearchParams(query))}`, { redirect: 'manual' });
}

async function codeFor(cloud: HubspotCloud, portalId: number, query: Record<string, string> = {}): Promise<string> {
  const answer = await consent(cloud, { ...asked, ...query, approve: String(portalId) });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

function token(cloud: HubspotCloud, form: Record<string, string>, path = 'token') {
  const body = new URLSearchParams({ client_id: 'app', client_secret: 's3cret', ...form });
  return fetch(`${cloud.url}/oauth/2026-03/${path}`, { method: 'POST', body }).then(answerOf);
}

function exchange(cloud: HubspotCloud, code: string, redirect_uri = redirect) {
  return token(cloud, { grant_type: 'authorization_code', code, redirect_uri });
}

async function installed(cloud: HubspotCloud, portalId: number): Promise<{ access: string; refresh: string }> {
  const { body } = await exchange(cloud, await codeFor(cloud, portalId));
  return { access: String(at(body, 'access_token')), refresh: String(at(body, 'refresh_token')) };
}

describe('the consent page', () => {
  test('offers every account, and leads back with a code and the state', async () => {
    await using cloud = await start();
    const page = await (await consent(cloud, asked)).text();
    expect([page.includes('value="101"'), page.includes('value="102"'), page.includes('value="s1"')]).toEqual([
      true,
      true,
      true,
    ]);
    const back = new URL((await consent(cloud, { ...asked, approve: '102' })).headers.get('location') ?? '');
    expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([redirect, 's1']);
    expect((await exchange(cloud, back.searchParams.get('code') ?? '')).body).toMatchObject({
      hub_id: 102,
      expires_in: 1_800,
    });
  });

  test('leads back with an error when somebody declines', async () => {
    await using cloud = await start();
    const back = new URL((await consent(cloud, { ...asked, deny: '1' })).headers.get('location') ?? '');
    expect([back.searchParams.get('error'), back.searchParams.get('state')]).toEqual(['access_denied', 's1']);
  });

  test.each([
    ['an app nobody knows', { client_id: 'other' }, 'no app with this client ID'],
    ['an address that is not registered', { redirect_uri: 'https://evil.example/' }, 'not one of the app'],
    ['a scope missing that the app needs', { scope: 'forms' }, 'Missing: oauth'],
    ['an account that does not exist', { approve: '999' }, 'no account 999'],
  ])('%s is refused, and nobody is sent anywhere', async (_, query, reason) => {
    await using cloud = await start();
    const answer = await consent(cloud, { ...asked, ...query });
    expect([answer.status, answer.headers.get('location'), (await answer.text()).includes(reason)]).toEqual([
      400,
      null,
      true,
    ]);
  });

  test('an optional scope that the plan lacks is not granted, a required one ends the installation', async () => {
    await using cloud = await start({ lacksScopes: ['automation'] });
    const { body } = await exchange(cloud, await codeFor(cloud, 101, { optional_scope: 'automation forms' }));
    expect(at(body, 'scopes')).toEqual(['oauth', 'crm.objects.contacts.read', 'forms']);
    const refused = await consent(cloud, { ...asked, scope: 'oauth automation', approve: '101' });
    expect(refused.status).toBe(400);
  });
});

describe('a code', () => {
  test('is good once', async () => {
    await using cloud = await start();
    const code = await codeFor(cloud, 101);
    expect((await exchange(cloud, code)).status).toBe(200);
    expect(await exchange(cloud, code)).toMatchObject({ status: 400, body: { status: 'BAD_AUTH_CODE' } });
  });

  test('is worth nothing to another address, nor afterwards', async () => {
    await using cloud = await start();
    const code = await codeFor(cloud, 101);
    expect((await exchange(cloud, code, 'https://evil.example/')).status).toBe(400);
    expect((await exchange(cloud, code)).status).toBe(400);
  });
});

describe('tokens', () => {
  test('end after thirty minutes, and are renewed for the same account', async () => {
    let now = 1_700_000_000_000;
    await using cloud = await start({ now: () => now });
    const { access, refresh } = await installed(cloud, 102);
    const read = (bearer: string) => caller(cloud, bearer)('GET', '/account-info/2026-03/details');
    expect((await read(access)).status).toBe(200);
    now += 1_800_000;
    expect(await read(access)).toMatchObject({ status: 401, body: { category: 'EXPIRED_AUTHENTICATION' } });
    const { body } = await token(cloud, { grant_type: 'refresh_token', refresh_token: refresh });
    expect(at(body, 'refresh_token')).toBe(refresh);
    expect(at((await read(String(at(body, 'access_token')))).body, 'portalId')).toBe(102);
  });

  test('an app whose refresh tokens change can use each once', async () => {
    await using cloud = await start({ rotatesRefreshTokens: true });
    const { refresh } = await installed(cloud, 101);
    const renew = (refresh_token: string) => token(cloud, { grant_type: 'refresh_token', refresh_token });
    const { body } = await renew(refresh);
    expect((await renew(refresh)).status).toBe(400);
    expect((await renew(String(at(body, 'refresh_token')))).status).toBe(200);
  });

  test('introspection tells whose a token is', async () => {
    await using cloud = await start();
    const { access } = await installed(cloud, 101);
    expect((await token(cloud, { token: access }, 'token/introspect')).body).toMatchObject({
      active: true,
      hub_id: 101,
    });
    expect((await token(cloud, { token: 'none' }, 'token/introspect')).body).toEqual({ active: false });
  });

  test.each([
    ['a person removes the app', (cloud: HubspotCloud) => cloud.portal(101).uninstall()],
    [
      'the app removes itself',
      async (cloud: HubspotCloud, access: string) => {
        const { status } = await caller(cloud, access)('DELETE', '/appinstalls/2026-03/external-install');
        expect(status).toBe(204);
      },
    ],
  ])('when %s they are worth nothing, and the other account keeps its own', async (_, remove) => {
    await using cloud = await start();
    const [first, second] = [await installed(cloud, 101), await installed(cloud, 102)];
    await remove(cloud, first.access);
    const read = async (bearer: string) => (await caller(cloud, bearer)('GET', '/account-info/2026-03/details')).status;
    expect([await read(first.access), await read(second.access)]).toEqual([401, 200]);
    const renewed = await token(cloud, { grant_type: 'refresh_token', refresh_token: first.refresh });
    expect(renewed).toMatchObject({ status: 400, body: { status: 'BAD_REFRESH_TOKEN' } });
    cloud.portal(101).addContact({ email: 'ada@example.com' });
    expect(cloud.portal(101).unsentWebhooks()).toBe(0);
    await installed(cloud, 101);
    cloud.portal(101).addContact({ email: 'bob@example.com' });
    expect(cloud.portal(101).unsentWebhooks()).toBe(1);
  });
});
