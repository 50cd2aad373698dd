import { describe, expect, test } from '@jest/globals';
import { of, portalForTests, PROPERTIES, type PortalForTests } from '../testing/setupPortal.ts';
import type { Settled } from '../crm/hubspot/setup/setup.ts';
import { hubspotSetupCommand } from './hubspotSetup.ts';
import type { FindPortal } from './hubspotSetupPortal.ts';

async function run(on: PortalForTests, args: string[], find?: FindPortal) {
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: () => {}, now: () => 0 };
  const env = {
    HUBSPOT_TOKEN: 'sandbox-token',
    HUBSPOT_PORTAL_ID: String(on.sandbox.portalId),
    HUBSPOT_API_URL: on.sandbox.url,
  };
  const code = await hubspotSetupCommand(args, io, env, find);
  return { code, out: out.join('\n') };
}

const json = (out: string) =>
  JSON.parse(out) as { portal: string; dryRun: boolean; wrong: number; findings: Settled[] };

describe('hot-lead hubspot setup', () => {
  test('--dry-run shows the plan and writes nothing', async () => {
    await using on = await portalForTests();
    const { code, out } = await run(on, ['--dry-run', '--action-id', '4711']);
    expect([code, on.writes()]).toEqual([0, []]);
    expect(out).toMatch(/^ {2}\+ Lead Score \(hotlead_score\): not there yet: it is to be created$/m);
    expect(out).toMatch(/\+ Hot lead: route: not there yet: .*\n {2}\+ Hot lead: repeat/);
    expect(out).toMatch(/Nothing was changed: run it without --dry-run to do what is marked \+; nothing is wrong, /);
  });

  test('says by theme what was made, and the second time that nothing was', async () => {
    await using on = await portalForTests();
    const first = await run(on, ['--action-id', '1-4711']);
    const themes = ['The account', 'What the app may do', 'What the account’s plan has', 'Properties', 'Workflows'];
    expect(first.out.split('\n').filter((line) => themes.includes(line))).toEqual(themes);
    expect(first.out).toMatch(/✓ Lead Score \(hotlead_score\): created the contact property "Lead Score"/);
    const left =
      'nothing is wrong, 2 marked ? to look at, 2 marked ☐ to do by hand, 1 marked – not to be had in this account.';
    expect(first.out.split('\n').at(-1)).toBe(`11 things were changed; ${left}`);
    expect(first.out).toContain('✓ making properties: allowed: it was done just now');
    expect((await run(on, ['--action-id', '4711'])).out).toMatch(/Nothing was changed; nothing is wrong, 3 marked \?/);
  });

  test('the last line counts the marks above it', async () => {
    await using on = await portalForTests({ enterprise: true });
    const { out } = await run(on, ['--dry-run']);
    const marks = out.split('\n').flatMap((line) => /^ {2}([^\w\s])/.exec(line)?.[1] ?? []);
    const count = (mark: string) => marks.filter((one) => one === mark).length;
    expect(out.split('\n').at(-1)).toContain(
      `${count('?')} marked ? to look at, ${count('☐')} marked ☐ to do by hand.`,
    );
  });

  test('of another account than the configured one no line is promised that is not there', async () => {
    await using on = await portalForTests();
    const { code, out } = await run(on, ['--dry-run'], async () => ({
      ask: on.ask,
      portalId: '7',
      granted: undefined,
    }));
    expect(code).toBe(1);
    expect(out).toMatch(/✗ portal \d+: .*correct one of them and run this again\. .*nothing else is looked at$/m);
    expect(out).toMatch(/^Nothing was changed; 1 marked ✗ must be mended by a person\.$/m);
  });

  test('without workflows one sentence stands for the recipe, which is there for who asks', async () => {
    await using on = await portalForTests({ plan: 'starter' });
    expect((await run(on, ['--dry-run'])).out).toMatch(
      /– Hot lead: route: .*--recipe says what to click\n.*Hot lead: repeat/,
    );
    expect((await run(on, ['--dry-run', '--recipe'])).out).toMatch(
      /☐ Hot lead: route: .*\n {6}1\. HubSpot, Automation/,
    );
  });

  test('something wrong that is left is the exit code, and is told', async () => {
    await using on = await portalForTests();
    const text = { label: 'Score', type: 'string', fieldType: 'text', groupName: 'contactinformation' };
    await on.call('POST', PROPERTIES, { name: 'hotlead_score', ...text });
    const { code, out } = await run(on, []);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ Lead Score \(hotlead_score\): .*delete or rename it in HubSpot/);
    expect(out).toMatch(/; 1 marked ✗ must be mended by a person, 2 marked \?/);
  });

  test('--json has every finding, and no token', async () => {
    await using on = await portalForTests();
    const { out } = await run(on, ['--json', '--dry-run', '--demo-form', 'Book a demo', '--pricing-page', '/preise']);
    const { portal, dryRun, wrong, findings } = json(out);
    expect([portal, dryRun, wrong]).toEqual([String(on.sandbox.portalId), true, 0]);
    const steps = of(findings, 'Hot lead: route').steps?.join('\n');
    expect(steps).toMatch(/"Book a demo"[^]*"\/preise"/);
    expect(out).not.toContain('sandbox-token');
  });

  test('the scopes of an installation are taken from it', async () => {
    await using on = await portalForTests();
    const find: FindPortal = async (_env, { workspace }) => {
      return { ask: on.ask, portalId: String(on.sandbox.portalId), granted: workspace === 'acme' ? [] : undefined };
    };
    const { code, out } = await run(on, ['--dry-run', '--workspace', 'acme'], find);
    expect(code).toBe(1);
    expect(out).toContain('the app lacks crm.objects.contacts.read: no lead is seen or scored');
  });

  test.each([
    ['an id that is none', ['--action-id', 'route'], /--action-id must be a number/],
    ['an empty page', ['--pricing-page', ' '], /--pricing-page is empty/],
    ['an unknown option', ['--fast'], /fast/],
    ['a workspace without installations', ['--workspace', 'acme'], /leave it out/],
  ])('%s is said', async (_what, args, message) => {
    await using on = await portalForTests();
    await expect(run(on, args)).rejects.toThrow(message);
    expect(on.sandbox.calls).toEqual([]);
  });

  test('a refused token is said, without the token', async () => {
    await using on = await portalForTests({ tokens: [{ token: 'another' }] });
    await expect(run(on, [])).rejects.toThrow(/401.*not accepted/);
  });

  test('without a portal it is said what to set', async () => {
    const io = { out: () => {}, err: () => {}, now: () => 0 };
    await expect(hubspotSetupCommand([], io, {})).rejects.toThrow('set HUBSPOT_TOKEN and HUBSPOT_PORTAL_ID');
  });
});
