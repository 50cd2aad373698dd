import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../failure.ts';
import { startSlack, type SlackSandbox } from '../../sandbox/slack/slack.ts';
import { alertOf, NOW } from './alertForTests.ts';
import { troubleOf } from './failure.ts';
import { slackChannel, type SlackOptions } from './slack.ts';

function channelOf(slack: SlackSandbox, more: Partial<SlackOptions> = {}) {
  return slackChannel({ token: async () => slack.token, apiUrl: slack.apiUrl, now: () => NOW, ...more });
}

const failed = (posting: Promise<unknown>) =>
  posting.then(
    () => undefined,
    (error: unknown) => error as Failure,
  );
const refusal = (error: string, more: object = {}) =>
  ({ kind: 'status', status: 200, body: { ok: false, error, ...more } }) as const;
const POST = 'POST /api/chat.postMessage'.split(' ') as [string, string];

test.each([
  [
    'destination',
    'channel_not_found not_in_channel is_archived is_inactive restricted_action messages_tab_disabled ekm_access_denied',
  ],
  ['installation', 'account_inactive token_revoked token_expired invalid_auth not_authed missing_scope'],
  ['person', 'user_not_found users_not_found user_disabled user_not_visible cannot_dm_bot'],
  ['message', 'invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text too_many_attachments'],
  ['message', 'invalid_metadata_format invalid_metadata_schema metadata_too_large markdown_text_conflict'],
  ['change', 'message_not_found cant_update_message edit_window_closed block_mismatch'],
  [undefined, 'ratelimited rate_limited message_limit_exceeded internal_error fatal_error service_unavailable'],
  [undefined, 'request_timeout hash_conflict expired_trigger_id exchanged_trigger_id'],
])('whose trouble: %s of %s', (trouble, codes) => {
  for (const code of codes.split(' ')) expect([code, troubleOf(code)]).toEqual([code, trouble]);
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
      'message_not_found cant_update_message edit_window_closed block_mismatch hash_conflict expired_trigger_id exchanged_trigger_id',
      'a_code_of_next_year',
    ].flatMap((codes) => codes.split(' ').map((c) => [c, 'permanent', false] as [string, string, boolean])),
  ];

  test.each(cases)('%s in a 200 is %s', async (code, kind, outcomeUnknown) => {
    await using slack = await startSlack();
    slack.server.badDay(...POST, refusal(code));
    const failure = await failed(channelOf(slack).post(alertOf(), { kind: 'person', id: 'U2' }));
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
    const failure = await failed(channelOf(slack).post(alertOf(), { kind: 'channel', id: 'C1' }));
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
    const failure = await failed(channelOf(slack).post(alertOf(), { kind: 'channel', id: 'C1' }));
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
    const failure = await failed(channelOf(slack, { timeoutMs: 100 }).post(alertOf(), { kind: 'channel', id }));
    expect(failure).toMatchObject({ kind: 'retry', outcomeUnknown: true, code });
    expect(failure?.message).not.toContain('<html>');
    expect(slack.messages()).toHaveLength(posted);
    expect(slack.server.calls).toHaveLength(1);
  });

  test('a refused connection means that nothing was posted', async () => {
    const slack = await startSlack();
    await slack.close();
    const failure = await failed(channelOf(slack).post(alertOf(), { kind: 'channel', id: 'C1' }));
    expect(failure).toMatchObject({ kind: 'retry', outcomeUnknown: false, code: 'unreachable' });
  });

  test('HTTP 404 is no way of Slack: somebody must look at the address', async () => {
    await using slack = await startSlack();
    slack.server.badDay(...POST, { kind: 'status', status: 404 });
    const failure = await failed(channelOf(slack).post(alertOf(), { kind: 'channel', id: 'C1' }));
    expect(failure).toMatchObject({ kind: 'permanent', code: 'http_404' });
  });

  test('a missing scope is named, the token and the lead never are', async () => {
    await using slack = await startSlack({ scopes: [] });
    const { id } = slack.addChannel('hot-leads');
    const failure = await failed(channelOf(slack).post(alertOf(), { kind: 'channel', id }));
    expect(failure?.message).toContain('missing_scope (chat:write)');
    expect(failure?.message).not.toMatch(/xoxb|Ada/);
  });
});
