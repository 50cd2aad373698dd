import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Settled } from '../crm/salesforce/setup/setup.ts';
import { ANN, APP, type Orgs, SECRET_KEY, startOrgs } from '../salesforceOrgsForTests.ts';
import { of } from '../testing/setupPortal.ts';
import { realWorkspaces } from '../store/workspaces.ts';
import type { Env } from './model.ts';
import { salesforceCommand } from './salesforce.ts';

let at: Orgs;
beforeEach(async () => {
  at = await startOrgs();
});
afterEach(async () => {
  await at?.[Symbol.asyncDispose]();
});

const run = (...args: string[]) => runWith({}, args);

async function runWith(changed: Env, args: string[]) {
  const env = {
    SALESFORCE_CLIENT_ID: APP.clientId,
    SALESFORCE_CLIENT_SECRET: APP.clientSecret,
    SALESFORCE_LOGIN_URL: at.login.url,
    SECRET_KEY,
    PUBLIC_URL: 'https://hot-leads.acme.example',
    DATABASE_URL: at.databaseUrl,
    ...changed,
  };
  const [out, err]: string[][] = [[], []];
  // Each look at the clock is a little later, so that turns to call come.
  const now = () => {
    at.pass(60);
    return at.now();
  };
  const io = { out: (line: string) => void out?.push(line), err: (line: string) => void err?.push(line), now };
  const code = await salesforceCommand(['setup', ...args], io, env);
  return { code, out: (out ?? []).join('\n'), err: (err ?? []).join('\n') };
}
const deployed = () => at.login.org.deployed().length;
const lastLine = (text: string) => text.split('\n').at(-1);

describe('hot-lead salesforce setup', () => {
  test('--dry-run shows the plan and changes nothing; then it is done, and the second time nothing is', async () => {
    await at.connect('default');
    const plan = await run('--dry-run');
    expect(plan.out).toMatch(
      /^ {2}\+ the files of Hot Lead Signal: to be deployed: .*; the org was asked, and takes them$/m,
    );
    expect(plan.out).toMatch(/Nothing was changed: run it without --dry-run to do what is marked \+; nothing is wrong/);
    expect([plan.code, deployed()]).toEqual([0, 0]);

    const first = await run('--reps');
    expect(first.out).toMatch(/^ {2}✓ the files of Hot Lead Signal: deployed .*1 dashboard/m);
    expect(first.out).toMatch(/^ {2}✓ writing our fields: all \d+ can be written by our user$/m);
    expect(lastLine(first.out)).toMatch(/^4 things were changed; nothing is wrong, /);
    expect(first.code).toBe(0);

    const second = await run('--reps');
    expect(lastLine(second.out)).toMatch(/^Nothing was changed; nothing is wrong, /);
    expect(second.out).toMatch(/^ {2}✓ the Hot Lead dashboard: http.*\/lightning\/o\/Dashboard\/home/m);
  });

  test('works with client credentials before the product was ever started, and --dry-run keeps nothing', async () => {
    at.login.change({ runAs: ANN });
    const before = { SALESFORCE_FLOW: 'client_credentials' };
    const plan = await runWith(before, ['--dry-run']);
    expect([plan.err, plan.code]).toEqual(['', 0]);
    expect(await at.here.db.acrossWorkspaces(realWorkspaces)).toEqual([]);
    const { code, out } = await runWith(before, []);
    expect(lastLine(out)).toMatch(/changed; nothing is wrong, /);
    expect(code).toBe(0);
    expect(deployed()).toBeGreaterThan(0);
  });

  test('an org with person accounts is told that they are not scored, which is nothing that is not to be had', async () => {
    await at.connect('default');
    expect((await run('--dry-run')).out).not.toContain('person accounts');
    at.login.org.personAccounts();
    expect((await run('--dry-run')).out).toMatch(/^ {2}\? person accounts: the org has them, and they are not scored/m);
  });

  test('the last line counts the marks above it', async () => {
    await at.connect('default');
    const { out } = await run();
    const marks = out.split('\n').flatMap((line) => /^ {2}([^\w\s])/.exec(line)?.[1] ?? []);
    const count = (mark: string) => marks.filter((one) => one === mark).length;
    expect(lastLine(out)).toContain(
      `${count('?')} marked ? to look at, ${count('☐')} marked ☐ to do by hand, ${count('–')} marked –`,
    );
  });

  test('something wrong that is left is the exit code, and is told', async () => {
    await at.connect('default');
    const { integrationUser, ground, url } = at.login.org;
    const { Connection } = await import('jsforce');
    const accessToken = ground.sessions.open(integrationUser);
    const admin = new Connection({ instanceUrl: url, accessToken, version: '66.0' });
    await admin.metadata.create('CustomField', {
      fullName: 'Lead.Lead_Score__c',
      label: 'Score',
      type: 'Text',
      length: 9,
    } as never);
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}✗ the field Lead\.Lead_Score__c: the org has one of this name, Text\(9\)/m);
    expect(lastLine(out)).toMatch(/^Nothing was changed; 1 marked ✗ must be mended by a person/);
  });

  test('--json has every finding, and no token', async () => {
    await at.connect('default');
    const { out } = await run('--json', '--dry-run');
    const told = JSON.parse(out) as { org: string; dryRun: boolean; wrong: number; findings: Settled[] };
    expect([told.org, told.dryRun, told.wrong]).toEqual([at.orgId, true, 0]);
    expect(of(told.findings, 'Lead Status')).toMatchObject({ state: 'missing', area: 'access' });
    expect(out).not.toMatch(/5Aep|00DgK0000000001!/);
  });

  test.each([
    ['a workspace without an org', ['--workspace', 'acme'], /hot-lead salesforce install/],
    ['an unknown option', ['--fast'], /fast/],
  ])('%s is said', async (_what, args, message) => {
    expect(await run(...args)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(message) });
  });

  test('while Salesforce is away it is said for somebody who waits', async () => {
    await at.connect('default');
    at.login.org.badDay('POST', '/services/data/v66.0/composite', { kind: 'status', status: 503 });
    const { code, err } = await run();
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^salesforce: 503 .*: run it again$/) });
  });
});
