import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../failure.ts';
import { startSlack, type SlackSandbox } from '../../sandbox/slack/slack.ts';
import type { Alert } from '../channel.ts';
import { slackChannel } from './slack.ts';

const NOW = Date.UTC(2026, 10, 21, 13, 10);

function alert(more: Partial<Alert> = {}): Alert {
  return {
    episode: 'e-17',
    lead: { name: 'Ada Lovelace', company: 'Acme', recordUrl: 'https://crm.test/contact/1', crm: 'hubspot' },
    score: 92,
    tier: 1,
    reasons: ['asked for a demo 2 minutes ago'],
    reasonsAt: NOW,
    respondBy: NOW + 3_600_000,
    timeZone: 'Europe/Berlin',
    mayBeRepeated: false,
    now: NOW,
    ...more,
  };
}

function channelOf(
  slack: SlackSandbox,
  more: { token?: string; timeoutMs?: number; onRefusedCard?: (f: Failure) => void } = {},
) {
  return slackChannel({ token: slack.token, apiUrl: slack.apiUrl, now: () => NOW, ...more });
}

const failed = (posting: Promise<unknown>) =>
  posting.then(
    () => undefined,
    (error: unknown) => error as Failure,
  );
const refusal = (error: string, more: object = {}) =>
  ({ kind: 'status', status: 200, body: { ok: false, error, ...more } }) as const;
const POST = 'POST /api/chat.postMessage'.split(' ') as [string, string];

describe('posting', () => {
  test('to a person answers their direct message, where later edits go, and unfurls nothing', async () => {
    await using slack = await startSlack();
    const { id } = slack.addUser({ name: 'Ann' });
    const posted = await channelOf(slack).post(alert(), { kind: 'person', id });
    expect(posted.place).toMatch(/^D/);
    expect(slack.messages(id)).toMatchObject([{ channel: posted.place, ts: posted.message, unfurl: false }]);
  });

  test('a card that Slack refuses goes out at once as plain text, and somebody is told', async () => {
    await using slack = await startSlack();
    const { id } = slack.addChannel('hot-leads');
    const mistake = {
      response_metadata: { messages: ['[ERROR] Ada Lovelace is too long [json-pointer:/blocks/0/text]'] },
    };
    slack.server.badDay(...POST, refusal('invalid_blocks', mistake));
    const told: Failure[] = [];
    await channelOf(slack, { onRefusedCard: (failure) => told.push(failure) }).post(alert(), { kind: 'channel', id });
    expect(slack.messages()).toMatchObject([{ channel: id, blocks: [] }]);
    expect(slack.messages()[0]!.text).toContain('asked for a demo 2 minutes ago');
    expect(told.map(({ message }) => message)).toEqual([
      `slack: invalid_blocks [json-pointer:/blocks/0/text] while posting to channel ${id}: a mistake of this program: please report it`,
    ]);
  });

  test('two workspaces never share a token', async () => {
    await using first = await startSlack({ token: 'xoxb-1' });
    await using second = await startSlack({ token: 'xoxb-2' });
    const [one, two] = [channelOf(first), channelOf(second)];
    for (const [slack, channel] of [
      [first, one],
      [second, two],
      [first, one],
    ] as const) {
      await channel.post(alert(), { kind: 'channel', id: slack.addChannel('hot-leads').id });
    }
    expect([first.messages().length, second.messages().length]).toEqual([2, 1]);
  });
});

describe('what Slack answers decides what happens next', () => {
  const cases: [code: string, kind: string, outcomeUnknown: boolean][] = [
    ...['ratelimited', 'rate_limited', 'message_limit_exceeded'].map(
      (c) => [c, 'rateLimited', false] as [string, string, boolean],
    ),
    ...['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'].map(
      (c) => [c, 'retry', true] as [string, string, boolean],
    ),
    ...['team_added_to_org', 'org_login_required'].map((c) => [c, 'retry', false] as [string, string, boolean]),
    ...[
      'account_inactive token_revoked token_expired invalid_auth not_authed missing_scope not_allowed_token_type',
      'two_factor_setup_required team_access_not_granted enterprise_is_restricted',
    ].flatMap((codes) => codes.split(' ').map((c) => [c, 'blocked', false] as [string, string, boolean])),
    ...[
      'channel_not_found not_in_channel is_archived is_inactive messages_tab_disabled ekm_access_denied restricted_action',
      'restricted_action_read_only_channel restricted_action_thread_only_channel restricted_action_non_threadable_channel',
      'user_not_found users_not_found user_disabled user_not_visible cannot_dm_bot',
      'message_not_found cant_update_message edit_window_closed hash_conflict expired_trigger_id exchanged_trigger_id',
      'a_code_of_next_year',
    ].flatMap((codes) => codes.split(' ').map((c) => [c, 'permanent', false] as [string, string, boolean])),
  ];

  test.each(cases)('%s in a 200 is %s', async (code, kind, outcomeUnknown) => {
    await using slack = await startSlack();
    slack.server.badDay(...POST, refusal(code));
    const failure = await failed(channelOf(slack).post(alert(), { kind: 'person', id: 'U2' }));
    const wanted =
      kind === 'rateLimited' ? { code: 'ratelimited', retryAt: NOW + 10_000 } : { code, retryAt: undefined };
    expect(failure).toMatchObject({ name: 'Failure', kind, outcomeUnknown, ...wanted });
    expect(failure?.message).toContain('posting to person U2');
    expect(slack.server.calls).toHaveLength(1);
  });

  test.each(
    [
      'invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text too_many_attachments',
      'invalid_metadata_format invalid_metadata_schema metadata_too_large markdown_text_conflict',
    ].flatMap((codes) => codes.split(' ')),
  )('%s twice, for the card and for the plain text, is permanent', async (code) => {
    await using slack = await startSlack();
    slack.server.badDay(...POST, refusal(code));
    slack.server.badDay(...POST, refusal(code));
    const failure = await failed(channelOf(slack).post(alert(), { kind: 'channel', id: 'C1' }));
    expect(failure).toMatchObject({ kind: 'permanent', code, outcomeUnknown: false });
    expect(slack.server.calls).toHaveLength(2);
  });

  test.each([
    ['says when to return', { 'Retry-After': '7' }, 7_000],
    ['says nothing', {}, 10_000],
    ['says nonsense', { 'Retry-After': 'soon' }, 10_000],
    ['says at once', { 'Retry-After': '0' }, 1_000],
  ])('a 429 that %s is a rate limit', async (_what, headers, wait) => {
    await using slack = await startSlack();
    slack.server.badDay(...POST, { kind: 'status', status: 429, headers: headers as Record<string, string> });
    const failure = await failed(channelOf(slack).post(alert(), { kind: 'channel', id: 'C1' }));
    expect(failure).toMatchObject({ kind: 'rateLimited', retryAt: NOW + wait, outcomeUnknown: false });
  });

  test.each([
    ['HTTP 503', { kind: 'status', status: 503 }, 'http_503', 0],
    ['a connection cut before the effect', { kind: 'cut', when: 'before' }, 'connection', 0],
    ['a connection cut after the effect', { kind: 'cut', when: 'after' }, 'connection', 1],
    ['an answer that comes too late', { kind: 'late', ms: 60_000 }, 'timeout', 1],
    ['an answer that is not JSON', { kind: 'nonsense' }, 'nonsense', 1],
    ['an answer that is JSON without ok', { kind: 'status', status: 200, body: {} }, 'nonsense', 0],
    ['an answer that is JSON but not Slack', { kind: 'status', status: 200, body: 'null' }, 'unforeseen', 0],
    ['an ok without a message', { kind: 'status', status: 200, body: { ok: true } }, 'unforeseen', 0],
  ] as const)('%s leaves the outcome of a post unknown', async (_what, day, code, posted) => {
    await using slack = await startSlack();
    const { id } = slack.addChannel('hot-leads');
    slack.server.badDay(...POST, day);
    const failure = await failed(channelOf(slack, { timeoutMs: 100 }).post(alert(), { kind: 'channel', id }));
    expect(failure).toMatchObject({ kind: 'retry', outcomeUnknown: true, code });
    expect(failure?.message).not.toContain('<html>');
    expect(slack.messages()).toHaveLength(posted);
    expect(slack.server.calls).toHaveLength(1);
  });

  test('a refused connection means that nothing was posted', async () => {
    const slack = await startSlack();
    await slack.close();
    const failure = await failed(channelOf(slack).post(alert(), { kind: 'channel', id: 'C1' }));
    expect(failure).toMatchObject({ kind: 'retry', outcomeUnknown: false, code: 'unreachable' });
  });

  test('HTTP 404 is no way of Slack: somebody must look at the address', async () => {
    await using slack = await startSlack();
    slack.server.badDay(...POST, { kind: 'status', status: 404 });
    const failure = await failed(channelOf(slack).post(alert(), { kind: 'channel', id: 'C1' }));
    expect(failure).toMatchObject({ kind: 'permanent', code: 'http_404' });
  });

  test('a missing scope is named, the token and the lead never are', async () => {
    await using slack = await startSlack({ scopes: [] });
    const { id } = slack.addChannel('hot-leads');
    const failure = await failed(channelOf(slack).post(alert(), { kind: 'channel', id }));
    expect(failure?.message).toContain('missing_scope (chat:write)');
    expect(failure?.message).not.toMatch(/xoxb|Ada/);
  });
});

describe('finding a person', () => {
  test('asks Slack once a day for whom it found, once an hour for whom it did not', async () => {
    await using slack = await startSlack();
    const { id } = slack.addUser({ name: 'Ann', email: 'ann@acme.test' });
    let now = NOW;
    const channel = slackChannel({ token: slack.token, apiUrl: slack.apiUrl, now: () => now });
    const calls = async (email: string) => {
      const before = slack.server.calls.length;
      const found = await channel.findPerson(email);
      return [found, slack.server.calls.length - before];
    };
    expect(await calls('ann@acme.test')).toEqual([id, 1]);
    expect(await calls(' Ann@ACME.test ')).toEqual([id, 0]);
    expect(await calls('bob@acme.test')).toEqual([undefined, 1]);
    now += 3_599_999;
    expect(await calls('bob@acme.test')).toEqual([undefined, 0]);
    now += 1;
    const bob = slack.addUser({ name: 'Bob', email: 'bob@acme.test' }).id;
    expect(await calls('bob@acme.test')).toEqual([bob, 1]);
    now = NOW + 24 * 3_600_000 - 1;
    expect(await calls('ann@acme.test')).toEqual([id, 0]);
    now += 1;
    expect(await calls('ann@acme.test')).toEqual([id, 1]);
  });

  test('never gives a bot or somebody who left', async () => {
    await using slack = await startSlack();
    slack.addUser({ name: 'Robot', email: 'robot@acme.test', isBot: true });
    slack.addUser({ name: 'Gone', email: 'gone@acme.test', deleted: true });
    const channel = channelOf(slack);
    expect(await channel.findPerson('robot@acme.test')).toBeUndefined();
    expect(await channel.findPerson('gone@acme.test')).toBeUndefined();
  });

  test('a burst of questions about one person is one call', async () => {
    await using slack = await startSlack();
    const { id } = slack.addUser({ name: 'Ann', email: 'ann@acme.test' });
    const channel = channelOf(slack);
    const answers = await Promise.all(Array.from({ length: 20 }, () => channel.findPerson('ann@acme.test')));
    expect([new Set(answers), slack.server.calls.length]).toEqual([new Set([id]), 1]);
  });

  test('meeting sixty reps takes one list and no look-up, absent people and those who left included', async () => {
    await using slack = await startSlack();
    const emails = Array.from({ length: 60 }, (_, index) => `rep${index}@acme.test`);
    const ids = emails.slice(2).map((email) => slack.addUser({ name: email, email }).id);
    slack.addUser({ name: 'left', email: 'rep1@acme.test', deleted: true });
    const channel = channelOf(slack);
    await channel.meet(emails);
    expect(slack.server.calls.map(({ path }) => path)).toEqual(['/api/users.list']);
    const found = await Promise.all(emails.map((email) => channel.findPerson(email)));
    expect([found, slack.server.calls.length]).toEqual([[undefined, undefined, ...ids], 1]);
  });

  test('meeting a few asks nothing, and a list that fails leaves the look-ups to answer', async () => {
    await using slack = await startSlack();
    const { id } = slack.addUser({ name: 'Ann', email: 'ann@acme.test' });
    const channel = channelOf(slack);
    await channel.meet(['ann@acme.test']);
    expect(slack.server.calls).toEqual([]);
    slack.server.badDay('POST', '/api/users.list', { kind: 'status', status: 503 });
    const many = Array.from({ length: 20 }, (_, index) => `rep${index}@acme.test`);
    expect(await failed(channel.meet(many))).toMatchObject({ kind: 'retry' });
    expect(await channel.findPerson('ann@acme.test')).toBe(id);
  });

  test('asks again after Slack refused to post to that person', async () => {
    await using slack = await startSlack();
    const left = slack.addUser({ name: 'Ann', email: 'ann@acme.test' });
    const channel = channelOf(slack);
    await channel.findPerson('ann@acme.test');
    left.deleted = true;
    expect(await failed(channel.post(alert(), { kind: 'person', id: left.id }))).toMatchObject({
      code: 'channel_not_found',
    });
    const back = slack.addUser({ name: 'Ann', email: 'ann@acme.test' });
    expect(await channel.findPerson('ann@acme.test')).toBe(back.id);
  });

  test('a broken lookup is a failure without doubt about effects, not an absence', async () => {
    await using slack = await startSlack();
    const channel = channelOf(slack);
    slack.server.badDay('POST', '/api/users.lookupByEmail', { kind: 'cut', when: 'after' });
    const failure = await failed(channel.findPerson('ann@acme.test'));
    expect(failure).toMatchObject({ kind: 'retry', outcomeUnknown: false });
    expect(failure?.message).not.toContain('ann@');
    const { id } = slack.addUser({ name: 'Ann', email: 'ann@acme.test' });
    expect(await channel.findPerson('ann@acme.test')).toBe(id);
  });
});
