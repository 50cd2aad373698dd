import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { startServer, type SandboxRequest } from '../server.ts';
import { startSlack } from './slack.ts';

async function startApp(answers: string[] = []) {
  const app = await startServer({ notFound: () => ({ status: 404 }) });
  const received: SandboxRequest[] = [];
  app.route('POST', '/slack/events', (request) => {
    received.push(request);
    return { status: 200, body: answers.shift() ?? '' };
  });
  const jsonOf = (at: number) => JSON.parse(received.at(at)?.rawBody.toString() ?? '') as Record<string, unknown>;
  const payloadOf = (at: number) =>
    JSON.parse(new URLSearchParams(received.at(at)?.rawBody.toString()).get('payload') ?? '') as {
      trigger_id: string;
      response_url: string;
    } & Record<string, unknown>;
  return { target: `${app.url}/slack/events`, received, jsonOf, payloadOf, [Symbol.asyncDispose]: () => app.close() };
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const modal = (name: string) => ({ type: 'modal' as const, title: plain(name), blocks: [] });

test('an event comes signed, with an id that a retry repeats', async () => {
  await using slack = await startSlack({ signingSecret: 's3cret' });
  await using app = await startApp();
  await slack.sendEvent(app.target, { type: 'link_shared' }, { eventId: 'Ev1' });
  await slack.sendEvent(
    app.target,
    { type: 'link_shared' },
    { eventId: 'Ev1', retry: { num: 1, reason: 'http_timeout' } },
  );
  const [first, again] = app.received;
  const signed = `v0:${String(first!.headers['x-slack-request-timestamp'])}:${first!.rawBody.toString()}`;
  expect(first!.headers['x-slack-signature']).toBe(`v0=${createHmac('sha256', 's3cret').update(signed).digest('hex')}`);
  expect(first!.headers).not.toHaveProperty('x-slack-retry-num');
  expect(again!.headers).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' });
  expect(app.jsonOf(0)).toMatchObject({
    type: 'event_callback',
    team_id: slack.team.id,
    event_id: 'Ev1',
    event: { type: 'link_shared' },
  });
  expect(app.jsonOf(1)['event_id']).toBe('Ev1');
});

test('a home, a status and a pause that change are told, and are what Slack says from then on', async () => {
  await using slack = await startSlack();
  await using app = await startApp();
  const user = slack.addUser({ name: 'Ann' }).id;
  const web = new WebClient(slack.token, { slackApiUrl: slack.apiUrl });
  await web.views.publish({ user_id: user, view: { type: 'home', blocks: [{ type: 'divider' }] } });
  await slack.openHome(app.target, user);
  await slack.setStatus(app.target, user, { text: 'Out', emoji: ':palm_tree:', expiration: 0 });
  await slack.setDnd(app.target, user, { start: 100, end: 200 });
  expect([0, 1, 2].map((at) => app.jsonOf(at)['event'])).toMatchObject([
    { type: 'app_home_opened', user, view: { type: 'home' } },
    { type: 'user_status_changed', user: { id: user, profile: { status_emoji: ':palm_tree:' } } },
    { type: 'dnd_updated_user', user, dnd_status: { dnd_enabled: true, next_dnd_start_ts: 100 } },
  ]);
  expect(await web.users.profile.get({ user })).toMatchObject({ profile: { status_text: 'Out' } });
  expect(await web.dnd.teamInfo({ users: user })).toMatchObject({ users: { [user]: { next_dnd_end_ts: 200 } } });
});

test('a removed app is told after its token ended', async () => {
  await using slack = await startSlack();
  await using app = await startApp();
  const web = new WebClient(slack.token, { slackApiUrl: slack.apiUrl });
  await slack.uninstall(app.target);
  expect([0, 1].map((at) => app.jsonOf(at)['event'])).toMatchObject([
    { type: 'tokens_revoked' },
    { type: 'app_uninstalled' },
  ]);
  await expect(web.auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } });
});

test('a shortcut is global, or of a message and then answers under it', async () => {
  await using slack = await startSlack();
  await using app = await startApp();
  const user = slack.addUser({ name: 'Ann' }).id;
  const web = new WebClient(slack.token, { slackApiUrl: slack.apiUrl });
  const { channel = '', ts = '' } = await web.chat.postMessage({ channel: user, text: 'hot' });
  await slack.shortcut(app.target, { user, callbackId: 'my_hot_leads' });
  await slack.shortcut(app.target, { user, callbackId: 'mark_contacted', message: { channel, ts } });
  expect(app.payloadOf(0)).toMatchObject({ type: 'shortcut', callback_id: 'my_hot_leads', user: { id: user } });
  expect(app.payloadOf(1)).toMatchObject({
    type: 'message_action',
    callback_id: 'mark_contacted',
    channel: { id: channel },
    message: { ts, text: 'hot' },
  });
  await web.views.open({ trigger_id: app.payloadOf(0).trigger_id, view: modal('Mine') });
  const answered = await fetch(app.payloadOf(1).response_url, { method: 'POST', body: '{"text":"done"}' });
  expect(answered.status).toBe(200);
});

test('an element of a home or a modal can be pressed, and a select tells its option', async () => {
  await using slack = await startSlack();
  await using app = await startApp();
  const user = slack.addUser({ name: 'Ann' }).id;
  const options = [{ text: plain('1 h'), value: '1h' }];
  const elements = [
    { type: 'static_select' as const, action_id: 'snooze', options, placeholder: plain('Snooze') },
    { type: 'users_select' as const, action_id: 'to', placeholder: plain('Who') },
  ];
  const web = new WebClient(slack.token, { slackApiUrl: slack.apiUrl });
  const blocks = [{ type: 'actions' as const, block_id: 'b', elements }];
  const { view } = await web.views.publish({ user_id: user, view: { type: 'home', blocks } });
  const viewId = view!.id!;
  await slack.interact(app.target, { user, viewId, actionId: 'snooze', value: '1h' });
  await slack.interact(app.target, { user, viewId, actionId: 'to', value: user });
  expect(app.payloadOf(0)).toMatchObject({
    container: { type: 'view', view_id: viewId },
    actions: [{ action_id: 'snooze', block_id: 'b', selected_option: { value: '1h' } }],
  });
  expect(app.payloadOf(1)).toMatchObject({ actions: [{ selected_user: user }] });
  const wrong = slack.interact(app.target, { user, viewId, actionId: 'snooze', value: '2h' });
  await expect(wrong).rejects.toThrow('no option 2h');
});

test('modals stand on each other, three at most, and close when they are submitted', async () => {
  await using slack = await startSlack();
  const errors = JSON.stringify({ response_action: 'errors', errors: { a: 'no' } });
  await using app = await startApp(['', '', '', '', errors, '', JSON.stringify({ response_action: 'clear' })]);
  const user = slack.addUser({ name: 'Ann' }).id;
  const web = new WebClient(slack.token, { slackApiUrl: slack.apiUrl });
  for (let i = 0; i < 4; i++) await slack.shortcut(app.target, { user, callbackId: 'my_hot_leads' });
  const trigger = (at: number) => app.payloadOf(at).trigger_id;
  await web.views.open({ trigger_id: trigger(0), view: modal('One') });
  await web.views.push({ trigger_id: trigger(1), view: modal('Two') });
  await web.views.push({ trigger_id: trigger(2), view: modal('Three') });
  await expect(web.views.push({ trigger_id: trigger(3), view: modal('Four') })).rejects.toMatchObject({
    data: { error: 'push_limit_reached' },
  });
  const top = () => slack.views().at(-1)!.id;
  await slack.submit(app.target, { user, viewId: top() });
  expect(slack.views()).toHaveLength(3);
  await slack.submit(app.target, { user, viewId: top() });
  expect(slack.views()).toHaveLength(2);
  await slack.submit(app.target, { user, viewId: top() });
  expect(slack.views()).toHaveLength(0);
});
