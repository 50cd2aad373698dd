import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from './crm/hubspot/oauth-scopes.ts';
import { hubspotPortals } from './hubspotPortals.ts';
import { workspaceOf } from './store/workspaces.ts';
import { type Connecting, SECRET_KEY, startConnecting } from './testing/connecting.ts';
import { APP } from './testing/hubspotAccounts.ts';
import { openBrowser } from './testing/installing.ts';

let at: Connecting;
beforeAll(async () => {
  at = await startConnecting();
});
afterAll(async () => {
  await at?.[Symbol.asyncDispose]();
});

const MINUTE = 60_000;
const workspaceFor = (portal: string) => at.here.db.acrossWorkspaces((tx) => workspaceOf(tx, 'hubspot', portal));
const whose = async (workspace: string, portal: string) =>
  at.accounts.whose(await at.here.portals.tokenOf(workspace, portal)());
const livePortals = async () => (await at.here.portals.live()).map(({ portal }) => portal);

test('a link leads to HubSpot’s consent page with our scopes, and the address it comes back to', async () => {
  const consent = await openBrowser()(at.link('acme'));
  expect(consent.status).toBe(302);
  const { pathname, searchParams, search } = new URL(consent.location);
  expect(pathname).toBe('/oauth/authorize');
  expect(searchParams.get('client_id')).toBe(APP.clientId);
  expect(searchParams.get('redirect_uri')).toBe(`${at.publicUrl}/hubspot/oauth/callback`);
  expect(searchParams.get('scope')?.split(' ')).toEqual(REQUIRED_SCOPES);
  expect(searchParams.get('optional_scope')?.split(' ')).toEqual(OPTIONAL_SCOPES);
  expect(search).not.toContain('+');
});

test('whoever has a link connects their account to a workspace that is made for it, sealed, and work may begin', async () => {
  const page = await at.install('acme', '101', [...REQUIRED_SCOPES, 'forms']);
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining('without a single alert') });
  expect(await at.here.portals.live()).toEqual([
    { workspace: 'acme', portal: '101', scopes: [...REQUIRED_SCOPES, 'forms'], installer: '9' },
  ]);
  expect(await workspaceFor('101')).toBe('acme');
  expect(at.here.installed).toEqual(['acme 101']);
  expect(await whose('acme', '101')).toBe('101');
  expect(JSON.stringify(await at.rows())).not.toMatch(/-access-|-refresh-/);
  expect(at.here.told.join()).not.toMatch(/-access-|-refresh-/);
  expect(await at.here.portals.trouble('acme')).toBeUndefined();
});

test('the page that says so may be loaded again, though its code was good once', async () => {
  const browser = openBrowser();
  const back = await at.accounts.allow((await browser(at.link('twice'))).location, '117');
  const first = await browser(back);
  const told = at.here.told.length;
  at.pass(MINUTE);
  expect(await browser(back)).toEqual(first);
  expect(first).toMatchObject({ status: 200, text: expect.stringContaining('is in your HubSpot') });
  expect(at.here.told.slice(told)).toEqual([]);
});

test('under a path of its own, the browser brings its cookie back to that path', async () => {
  const settings = {
    publicUrl: 'https://tools.example.com/hot-leads',
    secretKey: SECRET_KEY,
    hubspot: { oauth: APP },
    workspace: { id: 'default' },
    tell: () => {},
  };
  const pages = hubspotPortals(settings, at.here.db, at.now).install;
  const server = createServer((request, response) => void pages.install(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { search } = new URL(at.link('acme'));
  const answer = await fetch(`http://127.0.0.1:${port}/hubspot/install${search}`, { redirect: 'manual' });
  server.close();
  server.closeAllConnections();
  expect(answer.headers.get('set-cookie')).toContain('; Path=/hot-leads/hubspot; ');
});

describe('nobody connects', () => {
  test.each([
    ['without a link', () => `${at.publicUrl}/hubspot/install`],
    ['with a made-up link', () => `${at.publicUrl}/hubspot/install?to=bm9wZQ.bm9wZQ`],
    ['with a link that was changed', () => `${at.link('acme').slice(0, -3)}abc`],
  ])('%s', async (_how, url) => {
    expect(await openBrowser()(url())).toMatchObject({ status: 403, text: expect.stringContaining('link is over') });
  });

  test('with a link of an hour ago', async () => {
    const link = at.link('acme');
    at.pass(60 * MINUTE);
    expect(await openBrowser()(link)).toMatchObject({ status: 403 });
  });

  test('from HubSpot’s own pages, without a state', async () => {
    const page = await openBrowser()(`${at.publicUrl}/hubspot/oauth/callback?code=abc`);
    expect(page).toMatchObject({ status: 400, text: expect.stringContaining('Start from the link') });
  });

  test('in a browser that did not start it, so that nobody is made to connect for somebody else', async () => {
    const consent = await openBrowser()(at.link('theirs'));
    const back = await at.accounts.allow(consent.location, '110');
    const other = openBrowser();
    await other(at.link('mine'));
    for (const browser of [openBrowser(), other])
      expect(await browser(back)).toMatchObject({ status: 400, text: expect.stringContaining('did not start it') });
    expect(await livePortals()).not.toContain('110');
  });

  test('with a forged state, or one of another purpose', async () => {
    const browser = openBrowser();
    const consent = await browser(at.link('acme'));
    const back = new URL(await at.accounts.allow(consent.location, '111'));
    const good = back.searchParams.get('state') ?? '';
    const [body = '', mac = ''] = good.split('.');
    const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace('acme', 'evil')).toString('base64url');
    for (const state of [`${forged}.${mac}`, new URL(at.link('acme')).searchParams.get('to') ?? '', 'x']) {
      back.searchParams.set('state', state);
      expect(await browser(back.href)).toMatchObject({ status: 400 });
    }
    expect(await livePortals()).not.toContain('111');
  });

  test('after more than an hour on the page', async () => {
    const browser = openBrowser();
    const consent = await browser(at.link('acme'));
    const back = await at.accounts.allow(consent.location, '112');
    at.pass(60 * MINUTE);
    expect(await browser(back)).toMatchObject({ status: 400 });
  });

  test('by cancelling', async () => {
    const browser = openBrowser();
    const back = new URL(await at.accounts.allow((await browser(at.link('acme'))).location, '113'));
    back.searchParams.delete('code');
    back.searchParams.set('error', 'access_denied');
    expect(await browser(back.href)).toMatchObject({
      status: 200,
      text: expect.stringContaining('Nothing was connected'),
    });
  });

  test('with a code that HubSpot does not confirm, and neither the code nor HubSpot’s words are told', async () => {
    const browser = openBrowser();
    const back = new URL(await at.accounts.allow((await browser(at.link('late'))).location, '114'));
    back.searchParams.set('code', 'made-up');
    expect(await browser(back.href)).toMatchObject({ status: 502, text: expect.stringContaining('Try again') });
    expect(at.here.told.at(-1)).toMatch(/^refused: .*workspace late.*BAD_AUTH_CODE/);
    expect(at.here.told.at(-1)).not.toMatch(/made-up|missing or unknown/);
  });

  test('by another code, though the account was connected long ago', async () => {
    await at.install('long-ago', '116');
    at.pass(2 * 60 * MINUTE);
    const browser = openBrowser();
    const back = new URL(await at.accounts.allow((await browser(at.link('long-ago'))).location, '116'));
    back.searchParams.set('code', 'made-up');
    expect(await browser(back.href)).toMatchObject({ status: 502 });
  });

  test('without the required scopes: the page says which, and nothing is kept', async () => {
    const some = REQUIRED_SCOPES.filter((scope) => scope !== 'crm.schemas.contacts.write');
    expect(await at.install('scopeless', '115', some)).toMatchObject({
      status: 403,
      text: expect.stringContaining('Missing: crm.schemas.contacts.write<'),
    });
    expect(await livePortals()).not.toContain('115');
    expect(await workspaceFor('115')).toBeUndefined();
  });

  test('where PUBLIC_URL is plain http: HubSpot would not come back', () => {
    const settings = {
      publicUrl: 'http://hot-leads.lan',
      secretKey: 'k'.repeat(32),
      hubspot: { oauth: APP },
      workspace: { id: 'default' },
      tell: () => {},
    };
    expect(() => hubspotPortals(settings, at.here.db, at.now)).toThrow(/PUBLIC_URL is http:\/\/hot-leads.lan.*https/);
  });
});

describe('an account belongs to one workspace, and a workspace has one account', () => {
  test('an account that another workspace has stays there', async () => {
    await at.install('first', '120');
    const page = await at.install('second', '120');
    expect(page).toMatchObject({ status: 409, text: expect.stringContaining('already belongs to another workspace') });
    expect(await workspaceFor('120')).toBe('first');
    expect(await whose('first', '120')).toBe('120');
    await expect(at.here.portals.tokenOf('second', '120')()).rejects.toMatchObject({ kind: 'blocked' });
  });

  test('a second account of a workspace is refused, with what to do', async () => {
    await at.install('single', '121');
    const page = await at.install('single', '122');
    expect(page).toMatchObject({ status: 409, text: expect.stringMatching(/--workspace.*uninstall.*now: 121</) });
    expect(await livePortals()).not.toContain('122');
  });

  test('two that connect one account at once: one of them has it, the other reads so', async () => {
    const pages = await Promise.all([at.install('one-of', '123'), at.install('two-of', '123')]);
    expect(pages.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  });

  test('an account that is reached by a configured token stays with its workspace, which may move to OAuth itself', async () => {
    await at.here.db.acrossWorkspaces(async (tx) => {
      await tx.query("insert into workspaces values ('static', 'static', false, now())");
      await tx.query("insert into connections values ('static', 'hubspot', 'hubspot', '124', now())");
    });
    expect(await at.install('grabber', '124')).toMatchObject({ status: 409 });
    expect(await at.install('static', '125')).toMatchObject({ status: 409, text: expect.stringContaining('now: 124') });
    expect(await at.install('static', '124')).toMatchObject({ status: 200 });
  });

  test('a workspace that holds records of one account takes no other, whose ids would be theirs', async () => {
    await at.install('keeper', '126');
    await at.here.db.inWorkspace('keeper', (tx) =>
      tx.query(`insert into identities values ('keeper', 'hubspot:contact', '1', 'lead', gen_random_uuid())`),
    );
    await at.here.portals.uninstall('keeper');
    expect(await at.install('keeper', '127')).toMatchObject({
      status: 409,
      text: expect.stringContaining('leads are of account 126'),
    });
    expect(await at.install('keeper', '126')).toMatchObject({ status: 200 });
  });
});

test('installed again, an account has the new tokens at once, in every process, and keeps its workspace', async () => {
  await at.install('again', '130');
  const other = at.start();
  const before = await other.portals.tokenOf('again', '130')();
  at.pass(MINUTE);
  expect(await at.install('again', '130')).toMatchObject({ status: 200 });
  expect(await at.here.portals.tokenOf('again', '130')(before)).not.toBe(before);
  expect(await other.portals.tokenOf('again', '130')()).not.toBe(before);
  expect(at.accounts.refreshes()).toEqual([]);
});
