import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { workspaceOfLink } from '../installLink.ts';
import { type Connecting, SECRET_KEY, startConnecting } from '../testing/connecting.ts';
import { APP } from '../testing/hubspotAccounts.ts';
import { hubspotInstallCommand } from './hubspotInstall.ts';
import { hubspotStatusCommand } from './hubspotStatus.ts';
import { hubspotUninstallCommand } from './hubspotUninstall.ts';
import type { Env, Subcommand } from './model.ts';

let at: Connecting;
let env: Env;
beforeAll(async () => {
  at = await startConnecting();
  env = {
    HUBSPOT_CLIENT_ID: APP.clientId,
    HUBSPOT_CLIENT_SECRET: APP.clientSecret,
    HUBSPOT_API_URL: at.accounts.url,
    SECRET_KEY,
    PUBLIC_URL: 'https://hot-leads.acme.example',
    DATABASE_URL: at.databaseUrl,
  };
});
afterAll(async () => {
  await at?.[Symbol.asyncDispose]();
});

async function run(command: Subcommand, args: string[] = [], changed: Env = {}) {
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: () => {}, now: at.now };
  return { code: await command(args, io, { ...env, ...changed }), out: out.join('\n') };
}
const workspaceIn = (link: string) =>
  workspaceOfLink('hubspot', SECRET_KEY, new URL(link).searchParams.get('to') ?? '', at.now());

describe('hot-lead hubspot install', () => {
  test.each([
    [[], 'default'],
    [['--workspace', 'acme-2'], 'acme-2'],
  ])('%j prints a link for workspace %s', async (args, workspace) => {
    const { code, out } = await run(hubspotInstallCommand, args);
    expect(code).toBe(0);
    expect(out).toMatch(/^https:\/\/hot-leads\.acme\.example\/hubspot\/install\?to=/);
    expect(workspaceIn(out)).toBe(workspace);
  });

  test.each(['Acme', 'ac me', '', 'demo', '-x', '*', "a'; drop", 'x'.repeat(41)])(
    '--workspace %j is refused with what a name is',
    async (name) => {
      await expect(run(hubspotInstallCommand, [`--workspace=${name}`])).rejects.toThrow(/small letters, digits/);
    },
  );

  test('with a token in place of an app it says what is needed', async () => {
    const token = { HUBSPOT_CLIENT_ID: '', HUBSPOT_TOKEN: 'pat-eu1-11111111', HUBSPOT_PORTAL_ID: '62515' };
    await expect(run(hubspotInstallCommand, [], token)).rejects.toThrow(/needs HUBSPOT_CLIENT_ID/);
  });
});

test('status and uninstall work on the configured database', async () => {
  await at.install('default', '101');
  expect(await run(hubspotStatusCommand)).toMatchObject({ code: 0, out: expect.stringContaining('account 101') });
  const { out } = await run(hubspotStatusCommand, ['--json']);
  expect(JSON.parse(out)).toMatchObject([{ workspace: 'default', portal: '101', installer: '9' }]);
  expect(out).not.toMatch(/-access-|-refresh-/);
  expect(await run(hubspotUninstallCommand)).toMatchObject({ code: 0, out: expect.stringContaining('removed from') });
  expect(await run(hubspotStatusCommand)).toMatchObject({ code: 1, out: expect.stringContaining('hubspot install`') });
  await expect(at.here.portals.tokenOf('default', '101')()).rejects.toMatchObject({ code: 'not_installed' });
});

test('uninstalling a workspace that never was is no error of ours', async () => {
  expect(await run(hubspotUninstallCommand, ['--workspace', 'nobody'])).toMatchObject({
    out: expect.stringContaining('nobody has no HubSpot account'),
  });
});
