import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { workspaceOfLink } from '../installLink.ts';
import { ANN, APP, type Orgs, PRIVATE_KEY, SECRET_KEY, startOrgs } from '../salesforceOrgsForTests.ts';
import { keepDailyCalls } from '../store/dailyCalls.ts';
import { saveCursor } from '../store/deliveries.ts';
import { ORG_CALLS } from '../store/orgs.ts';
import { noteUnready } from '../store/warnings.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { emptyDatabase } from '../testing/database.ts';
import type { Env } from './model.ts';
import { salesforceCommand } from './salesforce.ts';

let at: Orgs;
let env: Env;
let folder: string;
beforeAll(async () => {
  at = await startOrgs();
  folder = mkdtempSync(path.join(tmpdir(), 'hot-lead-key-'));
  env = {
    SALESFORCE_CLIENT_ID: APP.clientId,
    SALESFORCE_CLIENT_SECRET: APP.clientSecret,
    SALESFORCE_LOGIN_URL: at.login.url,
    SECRET_KEY,
    PUBLIC_URL: 'https://hot-leads.acme.example',
    DATABASE_URL: at.databaseUrl,
  };
});
afterAll(async () => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
  await at?.[Symbol.asyncDispose]();
});

async function run(args: string[], changed: Env = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line), now: at.now };
  return { code: await salesforceCommand(args, io, { ...env, ...changed }), out: out.join('\n'), err: err.join('\n') };
}
const byKey = (file: string): Env => ({
  SALESFORCE_CLIENT_SECRET: '',
  SALESFORCE_USERNAME: ANN,
  SALESFORCE_PRIVATE_KEY_FILE: file,
  SECRET_KEY: '',
  PUBLIC_URL: '',
});

describe('hot-lead salesforce install', () => {
  test.each([
    [[], 'default'],
    [['--workspace', 'acme-2'], 'acme-2'],
  ])('%j prints a link for workspace %s', async (args, workspace) => {
    const { code, out } = await run(['install', ...args]);
    expect(code).toBe(0);
    expect(out).toMatch(/^https:\/\/hot-leads\.acme\.example\/salesforce\/install\?to=/);
    const to = new URL(out).searchParams.get('to') ?? '';
    expect(workspaceOfLink('salesforce', SECRET_KEY, to, at.now())).toBe(workspace);
    expect(workspaceOfLink('salesforce', SECRET_KEY, to, at.now() + 3_600_000)).toBeUndefined();
    expect(workspaceOfLink('hubspot', SECRET_KEY, to, at.now())).toBeUndefined();
  });

  test.each(['Acme', '', 'demo'])('--workspace %j is refused with what a name is', async (name) => {
    expect(await run(['install', `--workspace=${name}`])).toEqual({
      code: 1,
      out: '',
      err: expect.stringContaining('small letters'),
    });
  });

  test('says that there is nothing to open where the configuration connects the org', async () => {
    const { code, err } = await run(['install'], { SALESFORCE_FLOW: 'client_credentials' });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('SALESFORCE_FLOW is client_credentials') });
  });

  test('says what is missing where nothing is configured', async () => {
    const none = { SALESFORCE_CLIENT_ID: '', SALESFORCE_CLIENT_SECRET: '', SALESFORCE_LOGIN_URL: '' };
    expect((await run(['install'], none)).err).toMatch(/set SALESFORCE_CLIENT_ID/);
  });
});

const lacks = (problems: string[]) =>
  at.here.db.inWorkspace('default', (tx) => noteUnready(tx, 'default', 'salesforce', problems, at.now()));

test('status before and after somebody connected, and uninstall', async () => {
  expect(await run(['status'])).toMatchObject({
    code: 0,
    out: 'no Salesforce org is connected yet: `npx hot-lead salesforce install` prints the link',
  });
  await at.connect('default');
  await at.here.db.inWorkspace('default', async (tx) => {
    await keepDailyCalls(tx, 'default', ORG_CALLS, { most: 100_000, remaining: 92_800, heardAt: at.now() });
    await saveCursor(tx, 'default', 'pull:salesforce', '{}', at.now());
  });
  expect(await run(['status'], { DEFAULT_TIME_ZONE: 'Europe/Berlin' })).toEqual({
    code: 0,
    out: [
      `default: Salesforce org ${at.orgId}, connected 2026-11-22 10:00 Europe/Berlin as Ann Archer`,
      `  at ${at.login.url}`,
      '  works',
      '  API calls of the last 24 hours, of all apps: 7,200 of 100,000, 7% (2026-11-22 10:00 Europe/Berlin)',
      '  last read: 2026-11-22 10:00 Europe/Berlin',
    ].join('\n'),
    err: '',
  });
  await lacks(['salesforce: Lead lacks fields: run `hot-lead salesforce setup`', 'hubspot: no scope']);
  expect(await run(['status'])).toMatchObject({ code: 1, out: expect.stringMatching(/^ {2}Lead lacks fields: run/m) });
  expect((await run(['status'])).out).not.toMatch(/works|no scope/);
  await lacks([]);
  const { out } = await run(['status', '--json']);
  expect(JSON.parse(out)).toMatchObject([{ workspace: 'default', org: at.orgId, by: 'link', problems: [] }]);
  expect(out).not.toMatch(/5Aep|00DgK0000000001!/);
  expect(await run(['uninstall'])).toMatchObject({ code: 0, out: expect.stringContaining('is revoked') });
  expect(await run(['uninstall'])).toMatchObject({ code: 0, out: expect.stringContaining('has no Salesforce org') });
  expect(await run(['status'])).toMatchObject({ code: 1, out: expect.stringContaining('hot-lead salesforce install') });
});

test('uninstalling while Salesforce is away is said for somebody who waits', async () => {
  await at.connect('default');
  at.login.org.badDay('POST', '/services/oauth2/revoke', { kind: 'status', status: 503 });
  const { code, err } = await run(['uninstall']);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^salesforce: 503 .*: run it again$/) });
  await run(['uninstall']);
});

test('a login that fails before the first start is said, with the setting that is mistyped, and nothing else', async () => {
  const mistyped = { SALESFORCE_LOGIN_URL: 'http://127.0.0.1:1', SALESFORCE_FLOW: 'client_credentials' };
  await using fresh = await emptyDatabase();
  const { code, out, err } = await run(['status'], { ...mistyped, DATABASE_URL: fresh.url });
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^no answer from 127\.0\.0\.1:1 .*: correct SALESFORCE_LOGIN_URL .*; run it again$/);
});

describe('by a key in a file', () => {
  const workedWith = () =>
    at.here.db.inWorkspace('default', (tx) => {
      const connections = [{ id: 'salesforce', kind: 'salesforce', account: at.orgId }];
      return ensureWorkspace(tx, { id: 'default', name: 'Acme', demo: false, connections }, at.now());
    });

  test('status logs in, and says as whom', async () => {
    await workedWith();
    const file = path.join(folder, 'key.pem');
    writeFileSync(file, PRIVATE_KEY);
    const { code, out } = await run(['status'], byKey(file));
    expect(out).toContain(`by the key of SALESFORCE_PRIVATE_KEY, worked with since`);
    expect(out).toContain('as Ann Archer');
    expect(code).toBe(0);
    expect(await run(['uninstall'], byKey(file))).toMatchObject({ code: 1, out: expect.stringContaining('remove') });
  });

  test.each([
    ['a file that is not there', undefined, /cannot be read \(ENOENT\)/],
    ['a file that is no key', 'nothing of the kind', /holds no RSA private key/],
  ])('%s is said', async (_what, content, text) => {
    const file = path.join(folder, 'other.pem');
    if (content !== undefined) writeFileSync(file, content);
    expect((await run(['status'], byKey(file))).err).toMatch(text);
  });
});
