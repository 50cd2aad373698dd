import { describe, expect, test } from '@jest/globals';
import { LogLevel, WebAPIRateLimitedError, WebClient } from '@slack/web-api';
import { startSlack, type SlackSandbox } from './slack.ts';

function client(slack: SlackSandbox, token = slack.token): WebClient {
  const logger = {
    debug() {},
    info() {},
    warn() {},
    error() {},
    setLevel() {},
    setName() {},
    getLevel: () => LogLevel.ERROR,
  };
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
  });
}

const refusedWith = (error: string) => ({ data: expect.objectContaining({ error }) });

describe("Slack's own client", () => {
  test('posts to a channel, edits the message and links to it', async () => {
    await using slack = await startSlack();
    const channel = slack.addChannel('hot-leads').id;
    const web = client(slack);
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*hi*' } }];
    const { ts = '' } = await web.chat.postMessage({
      channel,
      text: 'hi',
      blocks,
      unfurl_links: false,
      unfurl_media: false,
    });
    expect(slack.messages()).toMatchObject([{ channel, ts, text: 'hi', blocks, unfurl: false, edits: 0 }]);

    await web.chat.update({ channel, ts, text: 'claimed', blocks: [] });
    expect(slack.messages(channel)).toMatchObject([{ ts, text: 'claimed', blocks: [], edits: 1 }]);
    const { permalink } = await web.chat.getPermalink({ channel, message_ts: ts });
    expect(permalink).toBe(`https://sandbox.slack.com/archives/${channel}/p${ts.replace('.', '')}`);
  });

  test('opens one direct message for a person and answers its D... id', async () => {
    await using slack = await startSlack();
    const ann = slack.addUser({ name: 'Ann', email: 'ann@acme.test' }).id;
    const web = client(slack);
    const first = await web.chat.postMessage({ channel: ann, text: 'one' });
    const again = await web.conversations.open({ users: ann });
    expect(first.channel).toMatch(/^D/);
    expect(again.channel?.id).toBe(first.channel);
    expect(slack.messages(ann)).toHaveLength(1);
    await expect(web.chat.update({ channel: ann, ts: first.ts ?? '', text: 'x' })).rejects.toMatchObject(
      refusedWith('channel_not_found'),
    );
  });

  test('finds people by e-mail whatever the case, and reads how they are', async () => {
    await using slack = await startSlack();
    const status = { text: 'Vacationing', emoji: ':palm_tree:', expiration: 0 };
    const dnd = { start: 100, end: 200 };
    const { id } = slack.addUser({
      name: 'Ann Lee',
      email: 'Ann@acme.test',
      tz: 'Europe/Berlin',
      presence: 'away',
      status,
      dnd,
    });
    const web = client(slack);
    expect((await web.users.lookupByEmail({ email: 'ann@ACME.test' })).user).toMatchObject({ id, tz: 'Europe/Berlin' });
    expect((await web.users.info({ user: id })).user).toMatchObject({ id, deleted: false, real_name: 'Ann Lee' });
    expect((await web.users.profile.get({ user: id })).profile).toMatchObject({ status_emoji: ':palm_tree:' });
    expect((await web.users.getPresence({ user: id })).presence).toBe('away');
    expect(await web.dnd.info({ user: id })).toMatchObject({
      dnd_enabled: true,
      next_dnd_start_ts: 100,
      next_dnd_end_ts: 200,
    });
    expect((await web.dnd.teamInfo({ users: id })).users).toMatchObject({ [id]: { dnd_enabled: true } });
    expect(await web.auth.test()).toMatchObject({ team_id: 'T0000001', user: 'hot-lead' });
    expect((await web.team.info()).team).toMatchObject({ id: 'T0000001', name: 'Sandbox' });
  });

  test('pages through people and channels and joins a public one', async () => {
    await using slack = await startSlack();
    for (const name of ['a', 'b', 'c']) slack.addUser({ name });
    const channel = slack.addChannel('open').id;
    slack.addChannel('secret', { private: true });
    const web = client(slack);
    const names = [];
    for await (const page of web.paginate('users.list', { limit: 2 })) {
      names.push(...(page as { members?: { name: string }[] }).members!.map((member) => member.name));
    }
    expect(names).toEqual(['hot-lead', 'a', 'b', 'c']);
    expect((await web.conversations.join({ channel })).channel).toMatchObject({ id: channel, is_member: true });
    const { channels } = await web.conversations.list({ types: 'public_channel,private_channel' });
    expect(channels).toMatchObject([{ id: channel, name: 'open', is_member: true }]);
  });

  test('shows a message to one person only, and only where they are', async () => {
    await using slack = await startSlack();
    const channel = slack.addChannel('hot-leads').id;
    const user = slack.addUser({ name: 'Ann' }).id;
    const web = client(slack);
    await web.chat.postEphemeral({ channel, user, text: 'already claimed' });
    expect(slack.messages()).toMatchObject([{ text: 'already claimed', ephemeralFor: user }]);
    await expect(web.chat.postEphemeral({ channel, user: 'U404', text: 'x' })).rejects.toMatchObject(
      refusedWith('user_not_in_channel'),
    );
  });
});

test.each([
  ['a channel that is not there', 'channel_not_found', 'C404'],
  ['a private channel without the bot', 'channel_not_found', 'secret'],
  ['an archived channel', 'is_archived', 'old'],
  ['a person who left', 'channel_not_found', 'gone'],
  ['a bot', 'cannot_dm_bot', 'robot'],
])('posting to %s is refused: %s', async (_what, error, place) => {
  await using slack = await startSlack();
  const ids: Record<string, string> = {
    secret: slack.addChannel('secret', { private: true }).id,
    old: slack.addChannel('old', { archived: true }).id,
    gone: slack.addUser({ name: 'Gone', deleted: true }).id,
    robot: slack.addUser({ name: 'Robot', isBot: true }).id,
  };
  const posting = client(slack).chat.postMessage({ channel: ids[place] ?? place, text: 'hi' });
  await expect(posting).rejects.toMatchObject(refusedWith(error));
  expect(slack.messages()).toEqual([]);
});

test('a deactivated person is disabled for conversations.open and unknown by e-mail', async () => {
  await using slack = await startSlack();
  const { id } = slack.addUser({ name: 'Gone', email: 'gone@acme.test', deleted: true });
  const web = client(slack);
  await expect(web.conversations.open({ users: id })).rejects.toMatchObject(refusedWith('user_disabled'));
  await expect(web.users.lookupByEmail({ email: 'gone@acme.test' })).rejects.toMatchObject(
    refusedWith('users_not_found'),
  );
  await expect(web.users.info({ user: 'U404' })).rejects.toMatchObject(refusedWith('user_not_found'));
});

test('a token is needed, must be the right one, and must have the scope', async () => {
  await using slack = await startSlack({ scopes: ['chat:write'] });
  await expect(client(slack, '').auth.test()).rejects.toMatchObject(refusedWith('not_authed'));
  await expect(client(slack, 'xoxb-other').auth.test()).rejects.toMatchObject(refusedWith('invalid_auth'));
  const lookup = client(slack).users.lookupByEmail({ email: 'a@b.test' });
  await expect(lookup).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'users:read.email', provided: 'chat:write' },
  });
});

test('without chat:write.public the bot posts only where it joined', async () => {
  await using slack = await startSlack({ scopes: ['chat:write', 'channels:join'] });
  const channel = slack.addChannel('hot-leads').id;
  const web = client(slack);
  await expect(web.chat.postMessage({ channel, text: 'hi' })).rejects.toMatchObject(refusedWith('not_in_channel'));
  await web.conversations.join({ channel });
  await web.chat.postMessage({ channel: '#hot-leads', text: 'hi' });
  expect(slack.messages(channel)).toHaveLength(1);
});

test('blocks over a limit are refused with a pointer to the mistake', async () => {
  await using slack = await startSlack();
  const channel = slack.addChannel('hot-leads').id;
  const blocks = [{ type: 'header', text: { type: 'plain_text' as const, text: 'x'.repeat(151) } }];
  const message = '[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]';
  await expect(client(slack).chat.postMessage({ channel, text: 'hi', blocks })).rejects.toMatchObject({
    data: { error: 'invalid_blocks', response_metadata: { messages: [message] } },
  });
  await expect(client(slack).chat.postMessage({ channel, text: '' })).rejects.toMatchObject(refusedWith('no_text'));
});

test('a sixth message to one channel at once is too fast; a second later one passes', async () => {
  let now = 1_000_000;
  await using slack = await startSlack({ now: () => now });
  const [busy, quiet] = [slack.addChannel('busy').id, slack.addChannel('quiet').id];
  const web = client(slack);
  for (let i = 0; i < 5; i++) await web.chat.postMessage({ channel: busy, text: 'hi' });
  const sixth = web.chat.postMessage({ channel: busy, text: 'hi' });
  await expect(sixth).rejects.toThrow(WebAPIRateLimitedError);
  await expect(sixth).rejects.toMatchObject({ retryAfter: 1 });
  await web.chat.postMessage({ channel: quiet, text: 'another channel is not slowed' });
  now += 1000;
  await web.chat.postMessage({ channel: busy, text: 'hi' });
  await expect(web.chat.postMessage({ channel: busy, text: 'hi' })).rejects.toThrow(WebAPIRateLimitedError);
  expect(slack.messages(busy)).toHaveLength(6);
});

test('a method Slack does not have fails the test that called it', async () => {
  const slack = await startSlack();
  await expect(client(slack).apiCall('chat.shout')).rejects.toMatchObject(refusedWith('unknown_method'));
  await expect(slack.close()).rejects.toThrow('POST /api/chat.shout');
});
