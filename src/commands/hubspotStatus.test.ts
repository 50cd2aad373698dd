import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../crm/hubspot/oauth-scopes.ts';
import { DAILY_CALLS, keepDailyCalls } from '../store/dailyCalls.ts';
import { type Connecting, startConnecting } from '../testing/connecting.ts';
import { hubspotStatusCommand, portalStatuses } from './hubspotStatus.ts';
import { statusLines } from './hubspotStatusWords.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { uninstall } from './hubspotUninstall.ts';

let at: Connecting;
beforeAll(async () => {
  at = await startConnecting();
});
afterAll(async () => {
  await at?.[Symbol.asyncDispose]();
});

const statuses = () => portalStatuses(at.here.db, at.here.portals, async () => '40% of 1,000 people');
const words = async () => statusLines(await statuses(), 'UTC');

test('before anybody installed the app it says how to', async () => {
  expect(await words()).toEqual([
    'no HubSpot account has installed the app yet: `npx hot-lead hubspot install` prints the link',
  ]);
});

test('each account is told with its workspace, since when, what it did not give, and what is left of its day', async () => {
  await at.install('acme', '101', [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES.filter((scope) => scope !== 'forms')]);
  const heard = { most: 625_000, remaining: 612_345, heardAt: at.now() };
  await at.here.db.inWorkspace('acme', (tx) => keepDailyCalls(tx, 'acme', DAILY_CALLS, heard));
  expect(await words()).toEqual([
    'acme: HubSpot account 101, installed 2026-11-22 09:00 UTC by user 9',
    '  works',
    '  calls left today: 612,345 of 625,000 (2026-11-22 09:00 UTC)',
    '  first import: 40% of 1,000 people',
    expect.stringMatching(/^ {2}not granted: forms, so that a form/),
  ]);
});

test('an account that removed the app is told with how to come back', async () => {
  await at.install('umbrella', '102', [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES]);
  at.accounts.remove('102');
  at.pass(3_600_000);
  await expect(at.here.portals.tokenOf('umbrella', '102')()).rejects.toThrow('not connected');
  expect((await words()).join('\n')).toMatch(/umbrella: .*102.*\n.*removed in HubSpot.*install --workspace umbrella/);
});

test('the account of HUBSPOT_TOKEN is told the same way, without an app that was installed', async () => {
  const env = { DATABASE_URL: at.databaseUrl, HUBSPOT_TOKEN: 'pat-of-ours', HUBSPOT_PORTAL_ID: '4711' };
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: () => {}, now: at.now };
  expect(await hubspotStatusCommand([], io, env)).toBe(0);
  expect(out.splice(0)).toEqual([
    'default: HubSpot account 4711, set by HUBSPOT_TOKEN',
    '  not worked with yet: start Hot Lead Signal',
  ]);
  await at.here.db.inWorkspace('default', async (tx) => {
    const connections = [{ id: 'hubspot', kind: 'hubspot', account: '4711' }];
    await ensureWorkspace(tx, { id: 'default', name: 'Acme', demo: false, connections }, at.now());
    await keepDailyCalls(tx, 'default', DAILY_CALLS, { most: 250_000, remaining: 249_000, heardAt: at.now() });
  });
  expect(await hubspotStatusCommand([], io, env)).toBe(0);
  expect(out).toEqual([
    expect.stringMatching(
      /^default: HubSpot account 4711, set by HUBSPOT_TOKEN, worked with since 2026-11-22 1\d:00 UTC$/,
    ),
    expect.stringMatching(/setup --dry-run/),
    expect.stringMatching(/^ {2}calls left today: 249,000 of 250,000 /),
  ]);
  expect(out.join()).not.toContain('pat-of-ours');
});

test('uninstalling says what stays, and twice is no mistake', async () => {
  const said: string[] = [];
  const io = { out: (line: string) => void said.push(line) };
  expect(await uninstall(at.here.portals, 'acme', io)).toBe(0);
  expect(await uninstall(at.here.portals, 'acme', io)).toBe(0);
  expect(said).toEqual([
    expect.stringMatching(/removed from HubSpot account 101.*leads and history stay/),
    'workspace acme has no HubSpot account that installed the app',
  ]);
});
