import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { startServer, type SandboxRequest } from '../server.ts';
import { startSlack, type SlackSandbox } from './slack.ts';

const modal = { type: 'modal', title: { type: 'plain_text', text: 'Reassign' }, blocks: [] };
const home = { type: 'home', blocks: [{ type: 'divider' }] };

async function startApp() {
  const app = await startServer({ notFound: () => ({ status: 404 }) });
  const received: SandboxRequest[] = [];
  app.route('POST', '/slack/events', (request) => {
    received.push(request);
    return { status: 200, body: '' };
  });
  return { target: `${app.url}/slack/events`, received, [Symbol.asyncDispose]: () => app.close() };
}

function api(slack: SlackSandbox, method: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
  const headers = { Authorization: `Bearer ${slack.token}`, 'Content-Type': 'application/json; charset=utf-8' };
  return fetch(slack.apiUrl + method, { method: 'POST', headers, body: JSON.stringify(args) }).then(
    (response) => response.json() as Promise<Record<string, unknown>>,
  );
}

async function postedButton(slack: SlackSandbox) {
  const button = {
    type: 'button',
    action_id: 'claim',
    value: '{"a":"e1"}',
    text: { type: 'plain_text', text: 'Claim' },
  } as const;
  const web = new WebClient(slack.token, { slackApiUrl: slack.apiUrl });
  const user = slack.addUser({ name: 'Ann' }).id;
  const blocks = [{ type: 'actions', block_id: 'lead:1', elements: [button] }];
  const { channel = '', ts = '' } = await web.chat.postMessage({ channel: user, text: 'hot', blocks });
  return { user, channel, ts };
}

function payloadOf(request: SandboxRequest | undefined): Record<string, string> {
  return JSON.parse(new URLSearchParams(request?.rawBody.toString()).get('payload') ?? '{}') as Record<string, string>;
}

function signatureOf(request: SandboxRequest, secret: string): string {
  const base = `v0:${String(request.headers['x-slack-request-timestamp'])}:${request.rawBody.toString()}`;
  return `v0=${createHmac('sha256', secret).update(base).digest('hex')}`;
}

test('a click arrives signed over the exact bytes, with the bare form content type', async () => {
  const now = Date.UTC(2026, 10, 21);
  await using slack = await startSlack({ now: () => now, signingSecret: 's3cret' });
  await using app = await startApp();
  const { user, channel, ts } = await postedButton(slack);
  expect(await slack.interact(app.target, { user, channel, ts, actionId: 'claim' })).toEqual({ status: 200, body: '' });

  const request = app.received[0]!;
  expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(request.headers['x-slack-request-timestamp']).toBe(String(now / 1000));
  expect(request.headers['x-slack-signature']).toBe(signatureOf(request, 's3cret'));
  expect(payloadOf(request)).toMatchObject({
    type: 'block_actions',
    user: { id: user },
    container: { message_ts: ts, channel_id: channel },
    actions: [{ action_id: 'claim', block_id: 'lead:1', value: '{"a":"e1"}' }],
  });
});

test('a click can be forged: stale, or signed with another secret', async () => {
  await using slack = await startSlack();
  await using app = await startApp();
  const click = { ...(await postedButton(slack)), actionId: 'claim' };
  await slack.interact(app.target, click, { secret: 'wrong', at: 1_000_000 });
  const request = app.received[0]!;
  expect(request.headers['x-slack-request-timestamp']).toBe('1000');
  expect(request.headers['x-slack-signature']).not.toBe(signatureOf(request, slack.signingSecret));
  await expect(slack.interact(app.target, { ...click, actionId: 'nope' })).rejects.toThrow('no element nope');
});

test('a slash command brings its text, and its response URL answers that person only', async () => {
  await using slack = await startSlack();
  await using app = await startApp();
  const user = slack.addUser({ name: 'Ann' }).id;
  const channel = slack.addChannel('sales').id;
  await slack.command(app.target, { command: '/hotleads', text: 'mine', user, channel });
  const form = new URLSearchParams(app.received[0]!.rawBody.toString());
  expect(Object.fromEntries(form)).toMatchObject({
    command: '/hotleads',
    text: 'mine',
    user_id: user,
    channel_id: channel,
  });
  const answered = await fetch(form.get('response_url')!, { method: 'POST', body: JSON.stringify({ text: 'none' }) });
  expect(answered.status).toBe(200);
  expect(slack.messages()).toMatchObject([{ channel, text: 'none', ephemeralFor: user }]);
});

test('a response URL works five times and for 30 minutes, and can replace its message', async () => {
  let now = 0;
  await using slack = await startSlack({ now: () => now });
  await using app = await startApp();
  const click = { ...(await postedButton(slack)), actionId: 'claim' };
  await slack.interact(app.target, click);
  await slack.interact(app.target, click);
  const [first, second] = app.received.map((request) => payloadOf(request)['response_url']!);
  const replace = (url: string) =>
    fetch(url, { method: 'POST', body: JSON.stringify({ replace_original: true, text: 'claimed' }) });

  const statuses = [];
  for (let i = 0; i < 6; i++) statuses.push((await replace(first!)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  expect(slack.messages()).toMatchObject([{ text: 'claimed', edits: 5 }]);
  now = 30 * 60_000 + 1;
  expect((await replace(second!)).status).toBe(404);
});

test('a trigger opens one modal within three seconds, and the modal can be submitted', async () => {
  let now = 0;
  await using slack = await startSlack({ now: () => now });
  await using app = await startApp();
  const click = { ...(await postedButton(slack)), actionId: 'claim' };
  await slack.interact(app.target, click);
  await slack.interact(app.target, click);
  const [first, second] = app.received.map((request) => payloadOf(request)['trigger_id']);
  expect(await api(slack, 'views.open', { trigger_id: first, view: modal })).toMatchObject({ ok: true });
  expect(await api(slack, 'views.open', { trigger_id: first, view: modal })).toMatchObject({
    error: 'exchanged_trigger_id',
  });
  now = 3_001;
  expect(await api(slack, 'views.open', { trigger_id: second, view: modal })).toMatchObject({
    error: 'expired_trigger_id',
  });

  const [view] = slack.views();
  await slack.submit(app.target, { user: click.user, viewId: view!.id, values: { b: { a: { value: 'x' } } } });
  expect(payloadOf(app.received[2])).toMatchObject({
    type: 'view_submission',
    view: { id: view!.id, state: { values: { b: {} } } },
  });
});

test('a Home tab is replaced, never doubled, and an old hash conflicts', async () => {
  await using slack = await startSlack();
  const user_id = slack.addUser({ name: 'Ann' }).id;
  const { view } = (await api(slack, 'views.publish', { user_id, view: home })) as {
    view: { id: string; hash: string };
  };
  const again = await api(slack, 'views.publish', { user_id, view: home, hash: view.hash });
  expect(again).toMatchObject({ ok: true, view: { id: view.id } });
  expect(await api(slack, 'views.publish', { user_id, view: home, hash: view.hash })).toMatchObject({
    error: 'hash_conflict',
  });
  expect(await api(slack, 'views.update', { view_id: view.id, view: home })).toMatchObject({ ok: true });
  expect(await api(slack, 'views.publish', { user_id, view: modal })).toMatchObject({ error: 'invalid_arguments' });
  expect(slack.views()).toHaveLength(1);
});

test.each([
  ['a long title', { ...modal, title: { type: 'plain_text', text: 'x'.repeat(25) } }, 'invalid_arguments'],
  ['too much private metadata', { ...modal, private_metadata: 'x'.repeat(3001) }, 'invalid_arguments'],
  ['a quarter of a megabyte', { ...modal, private_metadata: 'x'.repeat(250_000) }, 'view_too_large'],
  ['101 blocks', { ...modal, blocks: Array(101).fill({ type: 'divider' }) }, 'invalid_arguments'],
])('a modal with %s is refused', async (_what, view, error) => {
  await using slack = await startSlack();
  expect(await api(slack, 'views.open', { trigger_id: 'any', view })).toMatchObject({ ok: false, error });
});
