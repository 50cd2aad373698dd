import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSlack, type SlackSandbox } from '../../sandbox/slack/slack.ts';
import { slackInstall } from './install.ts';
import { openBrowser, startInstalling } from '../../testing/installing.ts';

const T2 = { id: 'T0000002', name: 'Acme & sons' };
const HOUR = 3_600_000;
let ahead = 0;
const now = () => Date.now() + ahead;
let slack: SlackSandbox;
let ours: Awaited<ReturnType<typeof startInstalling>>;

beforeAll(async () => {
  slack = await startSlack({ now });
  ours = await startInstalling({ apiUrl: slack.apiUrl, ...slack.oauth }, now);
});
afterAll(async () => {
  await ours[Symbol.asyncDispose]();
  await slack.close();
});

/** A person with a link allows the app in a team, or cancels. */
async function install(workspace: string, team: string | undefined, browser = openBrowser()) {
  const page = await browser(ours.link(workspace));
  return browser(await slack.decide(page.location, team));
}

async function freshTeam(id: string) {
  return slack.addTeam({ id, name: `Team ${id}` });
}

test('whoever has a link installs the app, and the token is kept sealed for that workspace', async () => {
  const team = slack.addTeam(T2);
  const done = await install('ours', T2.id);
  expect(done).toMatchObject({ status: 200, text: expect.stringContaining('is in your Slack') });
  expect(await ours.teams.workspaceOf(T2.id)).toBe('ours');
  expect(await ours.teams.tokenOf(T2.id)).toBe(team.token);
  expect(await ours.teams.tokenFor('ours')).toBe(team.token);

  const rows = await ours.db.acrossWorkspaces((tx) => tx.query('select * from installations'));
  expect(JSON.stringify(rows)).not.toContain(team.token);
  expect(rows).toMatchObject([{ workspace: 'ours', id: T2.id, kind: 'slack', name: T2.name }]);
  expect(ours.told.join()).not.toContain('xoxb');
});

describe('nobody installs', () => {
  test.each([
    ['without a link', () => `${ours.publicUrl}/slack/install`],
    ['with a made-up link', () => `${ours.publicUrl}/slack/install?to=bm9wZQ.bm9wZQ`],
    ['with a state in place of a link', () => `${ours.link('ours').slice(0, -3)}abc`],
  ])('%s', async (_how, url) => {
    expect(await openBrowser()(url())).toMatchObject({ status: 403, text: expect.stringContaining('link is over') });
  });

  test('with a link of an hour ago', async () => {
    const link = ours.link('ours');
    ahead += HOUR;
    expect(await openBrowser()(link)).toMatchObject({ status: 403 });
  });

  test('in a browser that did not start it, so that nobody is made to install for somebody else', async () => {
    await freshTeam('T0000010');
    const page = await openBrowser()(ours.link('theirs'));
    const answer = await slack.decide(page.location, 'T0000010');
    expect(await openBrowser()(answer)).toMatchObject({
      status: 400,
      text: expect.stringContaining('did not start it'),
    });
    expect(await ours.teams.workspaceOf('T0000010')).toBeUndefined();
  });

  test('after more than ten minutes on the page', async () => {
    await freshTeam('T0000011');
    const browser = openBrowser();
    const page = await browser(ours.link('ours'));
    const answer = await slack.decide(page.location, 'T0000011');
    ahead += 600_001;
    expect(await browser(answer)).toMatchObject({ status: 400 });
  });

  test('by cancelling', async () => {
    expect(await install('ours', undefined)).toMatchObject({
      status: 200,
      text: expect.stringContaining('Nothing was installed'),
    });
  });

  test('with an answer that Slack does not confirm, and no secret is told', async () => {
    await freshTeam('T0000012');
    const browser = openBrowser();
    const page = await browser(ours.link('ours'));
    const answer = new URL(await slack.decide(page.location, 'T0000012'));
    answer.searchParams.set('code', 'made-up');
    expect(await browser(answer.href)).toMatchObject({ status: 502, text: expect.stringContaining('Try again') });
    expect(ours.told.at(-1)).toBe(
      'refused: slack: an installation came to nothing: An API error occurred: invalid_code',
    );
  });

  test('where PUBLIC_URL is plain http on a network: the cookie would be lost', () => {
    const options = { publicUrl: 'http://hot-leads.lan' } as Parameters<typeof slackInstall>[0];
    expect(() => slackInstall(options)).toThrow(/PUBLIC_URL is http:\/\/hot-leads.lan.*https:\/\//);
  });
});

test('a team that another workspace has stays there, and its token stays good', async () => {
  const team = await freshTeam('T0000020');
  await install('ours', 'T0000020');
  const refused = await install('theirs', 'T0000020');
  expect(refused).toMatchObject({ status: 409, text: expect.stringContaining('already belongs to another workspace') });
  expect(await ours.teams.workspaceOf('T0000020')).toBe('ours');
  const answer = await fetch(`${slack.apiUrl}auth.test`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${team.token}` },
  });
  expect(await answer.json()).toMatchObject({ ok: true, team_id: 'T0000020' });
});

test('two that install one team at once: one of them has it, the other reads so', async () => {
  await freshTeam('T0000021');
  const done = await Promise.all([install('ours', 'T0000021'), install('theirs', 'T0000021')]);
  expect(done.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
});

describe('a removed app', () => {
  test('has no token any more, and another workspace may have the team then', async () => {
    const team = await freshTeam('T0000030');
    await install('ours', 'T0000030');
    await team.uninstall();
    await ours.teams.onRevoked('T0000030', 'app_uninstalled');
    expect(await ours.teams.tokenOf('T0000030')).toBeUndefined();
    expect(await ours.teams.workspaceOf('T0000030')).toBeUndefined();
    expect(await install('theirs', 'T0000030')).toMatchObject({ status: 200 });
    expect(await ours.teams.workspaceOf('T0000030')).toBe('theirs');
    expect(await ours.teams.tokenFor('theirs')).toBe(team.token);
  });

  test('that is installed again by then is not taken for removed', async () => {
    const team = await freshTeam('T0000031');
    await install('ours', 'T0000031');
    await team.uninstall();
    await install('ours', 'T0000031');
    await ours.teams.onRevoked('T0000031', 'app_uninstalled');
    expect(await ours.teams.tokenOf('T0000031')).toBe(team.token);
  });

  test('while Slack does not answer is over, and goes on as soon as a call works', async () => {
    const team = await freshTeam('T0000032');
    await install('others', 'T0000032');
    const end = slack.outage('errors');
    await ours.teams.onRevoked('T0000032', 'tokens_revoked');
    end();
    expect(await ours.installations.ofTeam('T0000032')).toMatchObject({ revoked: 'tokens_revoked' });
    expect(await ours.teams.tokenOf('T0000032')).toBe(team.token);
    await ours.teams.worked('others');
    expect(await ours.installations.ofTeam('T0000032')).not.toHaveProperty('revoked');
  });
});

test('a token that Slack refuses makes the installation over, until a call works; never over another workspace’s', async () => {
  await freshTeam('T0000040');
  await install('ours', 'T0000040');
  await ours.teams.died('ours', 'account_inactive');
  expect(await ours.installations.ofTeam('T0000040')).toMatchObject({ revoked: 'account_inactive' });
  await install('theirs', 'T0000040');
  await ours.installations.revive({ workspace: 'ours', team: 'T0000040' });
  expect(await ours.installations.ofTeam('T0000040')).toMatchObject({ workspace: 'theirs' });
  expect(await ours.teams.workspaceOf('T0000040')).toBe('theirs');
});

test('with another SECRET_KEY what is kept cannot be read, and the failure says what to do', async () => {
  const { keptInstallations } = await import('../../keptInstallations.ts');
  const { sealing } = await import('../../sealing.ts');
  const changed = keptInstallations(ours.db, sealing('another key of 32 characters....'), now);
  await expect(changed.ofTeam(T2.id)).rejects.toMatchObject({
    kind: 'blocked',
    message: expect.stringMatching(/SECRET_KEY.*install the Slack app again/),
  });
});

test('a token that rotates is refreshed once for all who ask, and stays its installation', async () => {
  await using rotating = await startSlack({ now, rotating: true });
  await using home = await startInstalling({ apiUrl: rotating.apiUrl, ...rotating.oauth }, now);
  const team = rotating.addTeam({ id: 'T0000050', name: 'Rotating' });
  const browser = openBrowser();
  await browser(await rotating.decide((await browser(home.link('ours'))).location, 'T0000050'));
  const first = team.token;
  expect(await home.teams.tokenOf('T0000050')).toBe(first);

  const kept = JSON.parse((await home.installations.ofTeam('T0000050'))!.content) as { bot: { expiresAt: number } };
  // The library refreshes by the machine's clock, so that the kept time has to be near it.
  kept.bot.expiresAt = Math.floor(Date.now() / 1_000) + 60;
  await home.installations.renew({ workspace: 'ours', team: 'T0000050', content: JSON.stringify(kept) });
  const asked = await Promise.all([home.teams.tokenOf('T0000050'), home.teams.tokenFor('ours')]);
  expect(team.token).not.toBe(first);
  expect(asked).toEqual([team.token, team.token]);
  const refreshes = rotating.server.calls.filter(({ body }) => body.includes('grant_type=refresh_token'));
  expect(refreshes).toHaveLength(1);
  expect(await home.teams.tokenOf('T0000050')).toBe(team.token);
});
