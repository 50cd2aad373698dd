import { describe, expect, test } from '@jest/globals';
import { LogLevel, WebClient } from '@slack/web-api';
import { startSlack, type SlackSandbox } from './slack.ts';

const REDIRECT = 'https://app.test/back';
const LATER = { id: 'T0000002', name: 'Second <team>' };

const client = (slack: SlackSandbox, token?: string) =>
  new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
const refusedWith = (error: string) => ({ data: { error } });

function authorizePage(slack: SlackSandbox, change: Record<string, string> = {}): string {
  const asked = {
    client_id: slack.oauth.clientId,
    scope: 'chat:write,users:read',
    state: 'st',
    redirect_uri: REDIRECT,
  };
  return `${slack.oauth.authorizationUrl}?${new URLSearchParams({ ...asked, ...change }).toString()}`;
}

async function codeOf(slack: SlackSandbox, team: string): Promise<string> {
  return new URL(await slack.decide(authorizePage(slack), team)).searchParams.get('code') ?? '';
}

function exchange(slack: SlackSandbox, change: Record<string, string>) {
  const { clientId: client_id, clientSecret: client_secret } = slack.oauth;
  return client(slack).oauth.v2.access({ client_id, client_secret, redirect_uri: REDIRECT, ...change } as never);
}

async function install(slack: SlackSandbox, team: string) {
  return exchange(slack, { code: await codeOf(slack, team) });
}

describe('an installation', () => {
  test('gives a token that sees its own team only', async () => {
    await using slack = await startSlack();
    const second = slack.addTeam(LATER);
    const ann = second.addUser({ name: 'Ann', email: 'ann@acme.test' });
    expect(second.token).toBe('');
    const given = await install(slack, LATER.id);
    expect(given).toMatchObject({ token_type: 'bot', scope: 'chat:write,users:read', team: LATER });
    expect(given.access_token).toBe(second.token);

    const [first, other] = [client(slack, slack.token), client(slack, second.token)];
    expect(await other.auth.test()).toMatchObject({ team_id: LATER.id, user_id: given.bot_user_id });
    expect(await other.users.info({ user: ann.id })).toMatchObject({ user: { id: ann.id, team_id: LATER.id } });
    await expect(first.users.info({ user: ann.id })).rejects.toMatchObject(refusedWith('user_not_found'));
    await other.chat.postMessage({ channel: ann.id, text: 'hi' });
    expect([slack.messages().length, second.messages().length]).toEqual([0, 1]);
  });

  test('has the scopes that were asked for, and no others', async () => {
    await using slack = await startSlack();
    const second = slack.addTeam(LATER);
    await install(slack, LATER.id);
    const refused = client(slack, second.token).dnd.teamInfo({ users: 'U1' });
    await expect(refused).rejects.toMatchObject({ data: { error: 'missing_scope', needed: 'dnd:read' } });
  });

  test('brings the person back with state, or with access_denied', async () => {
    await using slack = await startSlack();
    slack.addTeam(LATER);
    expect(await slack.decide(authorizePage(slack), LATER.id)).toMatch(/^https:\/\/app.test\/back\?code=.+&state=st$/);
    expect(await slack.decide(authorizePage(slack))).toBe(`${REDIRECT}?error=access_denied&state=st`);
  });

  test.each([
    ['another app', { client_id: '9.9' }, 'invalid_client_id'],
    ['no scopes', { scope: '' }, 'no_scopes'],
    ['an address that the app does not have', { redirect_uri: 'https://evil.test/' }, 'bad_redirect_uri'],
  ])('of %s is not even asked for', async (_what, change, says) => {
    await using slack = await startSlack({ oauth: { redirectUrls: ['https://app.test/'] } });
    await expect(slack.decide(authorizePage(slack, change), 'T0000001')).rejects.toThrow(says);
  });

  test('takes each code once, for ten minutes, of the right app and address', async () => {
    let now = 0;
    await using slack = await startSlack({ now: () => now });
    const code = await codeOf(slack, 'T0000001');
    await expect(exchange(slack, { code, client_secret: 'x' })).rejects.toMatchObject(refusedWith('bad_client_secret'));
    await expect(exchange(slack, { code, redirect_uri: 'https://b.test' })).rejects.toMatchObject(
      refusedWith('bad_redirect_uri'),
    );
    await exchange(slack, { code });
    await expect(exchange(slack, { code })).rejects.toMatchObject(refusedWith('code_already_used'));
    const late = await codeOf(slack, 'T0000001');
    now += 600_001;
    await expect(exchange(slack, { code: late })).rejects.toMatchObject(refusedWith('invalid_code'));
  });

  test('twice is the same token; removed and installed again it is another', async () => {
    await using slack = await startSlack();
    const second = slack.addTeam(LATER);
    await install(slack, LATER.id);
    const token = second.token;
    await install(slack, LATER.id);
    expect(second.token).toBe(token);
    await second.uninstall();
    await install(slack, LATER.id);
    expect(second.token).not.toBe(token);
    await expect(client(slack, token).auth.test()).rejects.toMatchObject(refusedWith('account_inactive'));
    await client(slack, second.token).auth.test();
  });
});

test('a revoked token is refused as revoked', async () => {
  await using slack = await startSlack();
  const web = client(slack, slack.token);
  await web.auth.revoke();
  await expect(web.auth.test()).rejects.toMatchObject(refusedWith('token_revoked'));
});

test('a rotating token expires after 12 hours, and its refresh token is good once', async () => {
  let now = 0;
  await using slack = await startSlack({ now: () => now, rotating: true });
  const given = await install(slack, 'T0000001');
  expect(given).toMatchObject({ expires_in: 43_200 });
  now = 43_200_000;
  await expect(client(slack, given.access_token).auth.test()).rejects.toMatchObject(refusedWith('token_expired'));
  const refresh = { grant_type: 'refresh_token', refresh_token: given.refresh_token! };
  const fresh = await exchange(slack, refresh);
  await client(slack, fresh.access_token).auth.test();
  await expect(exchange(slack, refresh)).rejects.toMatchObject(refusedWith('invalid_refresh_token'));
});

describe('an outage of all of Slack', () => {
  test('fails every call without effect, until it ends', async () => {
    await using slack = await startSlack();
    const channel = slack.addChannel('sales').id;
    const end = slack.outage('errors');
    const web = client(slack, slack.token);
    await expect(web.chat.postMessage({ channel, text: 'lost' })).rejects.toThrow('500');
    await expect(web.auth.test()).rejects.toThrow('500');
    await expect(exchange(slack, { code: 'any' })).rejects.toThrow('500');
    end();
    await web.chat.postMessage({ channel, text: 'here' });
    expect(slack.messages()).toMatchObject([{ text: 'here' }]);
  });

  test('may be silence: a client with patience of 50 ms is through with it', async () => {
    await using slack = await startSlack();
    slack.outage('silence');
    const quick = { timeout: 50, retryConfig: { retries: 0 }, logLevel: LogLevel.ERROR };
    const web = new WebClient(slack.token, { slackApiUrl: slack.apiUrl, ...quick });
    await expect(web.auth.test()).rejects.toThrow('timeout');
  });

  test('may be too many calls', async () => {
    await using slack = await startSlack();
    slack.outage('ratelimited');
    const web = new WebClient(slack.token, { slackApiUrl: slack.apiUrl, rejectRateLimitedCalls: true });
    await expect(web.auth.test()).rejects.toMatchObject({ retryAfter: 30 });
  });
});

describe('threads, updates and deletions', () => {
  test('a reply stands under a message that is there, or is refused', async () => {
    await using slack = await startSlack();
    const channel = slack.addChannel('sales').id;
    const web = client(slack, slack.token);
    const { ts = '' } = await web.chat.postMessage({ channel, text: 'hot' });
    const reply = await web.chat.postMessage({ channel, thread_ts: ts, text: 'late' });
    await web.chat.postMessage({ channel, thread_ts: reply.ts!, text: 'later' });
    expect(slack.messages(channel).map(({ threadTs }) => threadTs)).toEqual([undefined, ts, ts]);
    const nowhere = web.chat.postMessage({ channel, thread_ts: '1.000000', text: 'x' });
    await expect(nowhere).rejects.toMatchObject(refusedWith('thread_not_found'));
    const bad = web.chat.postMessage({ channel, thread_ts: 'yesterday', text: 'x' });
    await expect(bad).rejects.toMatchObject(refusedWith('invalid_thread_ts'));
  });

  test('a deleted message is gone', async () => {
    await using slack = await startSlack();
    const channel = slack.addChannel('sales').id;
    const web = client(slack, slack.token);
    const { ts = '' } = await web.chat.postMessage({ channel, text: 'hot' });
    await web.chat.delete({ channel, ts });
    await expect(web.chat.update({ channel, ts, text: 'x' })).rejects.toMatchObject(refusedWith('message_not_found'));
  });

  test('an update needs the conversation’s own id, and at most 4000 characters', async () => {
    await using slack = await startSlack();
    const user = slack.addUser({ name: 'Ann' }).id;
    const web = client(slack, slack.token);
    const { channel = '', ts = '' } = await web.chat.postMessage({ channel: user, text: 'hot' });
    await expect(web.chat.update({ channel: user, ts, text: 'x' })).rejects.toMatchObject(
      refusedWith('channel_not_found'),
    );
    await expect(web.chat.update({ channel, ts, text: 'x'.repeat(4_001) })).rejects.toMatchObject(
      refusedWith('msg_too_long'),
    );
    await web.chat.update({ channel, ts, text: 'claimed' });
    expect(slack.messages(user)).toMatchObject([{ text: 'claimed', edits: 1 }]);
  });
});

test('a 51st update in a minute is too fast', async () => {
  await using slack = await startSlack({ now: () => 0 });
  const channel = slack.addChannel('sales').id;
  const web = new WebClient(slack.token, { slackApiUrl: slack.apiUrl, rejectRateLimitedCalls: true });
  const { ts = '' } = await web.chat.postMessage({ channel, text: 'hot' });
  for (let i = 0; i < 50; i++) await web.chat.update({ channel, ts, text: `edit ${i}` });
  await expect(web.chat.update({ channel, ts, text: 'x' })).rejects.toMatchObject({ retryAfter: 2 });
});
