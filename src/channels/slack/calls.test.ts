import { expect, test } from '@jest/globals';
import type { Failure } from '../../failure.ts';
import { startSlack } from '../../sandbox/slack/slack.ts';
import { alertOf, NOW } from './alertForTests.ts';
import { slackChannel } from './slack.ts';

const AUTH = (error: string) => ({ kind: 'status', status: 200, body: { ok: false, error } }) as const;
const POST = ['POST', '/api/chat.postMessage'] as const;
const codeOf = (posting: Promise<unknown>) =>
  posting.then(
    () => 'ok',
    ({ kind, code }: Failure) => `${kind} ${code}`,
  );

/** A channel whose token is what `now.token` says, with what it told about the installation. */
async function installed() {
  const slack = await startSlack();
  const place = { kind: 'channel', id: slack.addChannel('hot-leads').id } as const;
  const current: { token: string | undefined } = { token: slack.token };
  const told: string[] = [];
  const channel = slackChannel({
    token: async () => current.token,
    apiUrl: slack.apiUrl,
    now: () => NOW,
    onInstallationDead: (code) => void told.push(code),
    onAlive: () => void told.push('alive'),
  });
  return { slack, current, told, post: () => codeOf(channel.post(alertOf(), place)) };
}

test('without a token nothing is called, and everything waits for one', async () => {
  const { slack, current, told, post } = await installed();
  await using _closed = slack;
  const { token } = current;
  current.token = undefined;
  expect([await post(), slack.server.calls.length, told]).toEqual(['blocked not_installed', 0, []]);
  current.token = token;
  expect([await post(), told]).toEqual(['ok', ['alive']]);
});

test('a revoked token is told once, and so is that Slack answers again', async () => {
  const { slack, told, post } = await installed();
  await using _closed = slack;
  for (const code of ['token_revoked', 'token_revoked', 'account_inactive']) slack.server.badDay(...POST, AUTH(code));
  const answers = [await post(), await post(), await post(), await post(), await post()];
  expect(answers).toEqual(['blocked token_revoked', 'blocked token_revoked', 'blocked account_inactive', 'ok', 'ok']);
  expect(told).toEqual(['token_revoked', 'alive']);
});

test('a new token is used at the next call, and its end is told as well', async () => {
  const { slack, current, told, post } = await installed();
  await using _closed = slack;
  await post();
  const { token } = current;
  current.token = 'xoxb-of-nobody';
  expect(await post()).toBe('blocked invalid_auth');
  current.token = token;
  expect([await post(), told]).toEqual(['ok', ['alive', 'invalid_auth', 'alive']]);
});

test.each(['missing_scope', 'two_factor_setup_required', 'team_access_not_granted', 'enterprise_is_restricted'])(
  '%s blocks this call, and the installation lives',
  async (code) => {
    const { slack, told, post } = await installed();
    await using _closed = slack;
    slack.server.badDay(...POST, AUTH(code));
    expect([await post(), told]).toEqual([`blocked ${code}`, []]);
  },
);
