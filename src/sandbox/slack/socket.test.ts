import { expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import WebSocket from 'ws';
import { until } from '../../testing/until.ts';
import { startSlack, type SlackSandbox } from './slack.ts';

type Message = Record<string, unknown> & { type: string };

async function connect(slack: SlackSandbox, ack: (message: Message) => object | undefined) {
  const { url } = await new WebClient(slack.appToken, { slackApiUrl: slack.apiUrl }).apps.connections.open();
  const socket = new WebSocket(url!);
  const received: Message[] = [];
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as Message;
    received.push(message);
    const answer = message.type === 'hello' ? undefined : ack(message);
    if (answer !== undefined) socket.send(JSON.stringify({ envelope_id: message['envelope_id'], ...answer }));
  });
  await until(() => received.length > 0, 'hello');
  return { url: url!, received, socket };
}

test('what people do comes as envelopes, and what is acknowledged is the answer', async () => {
  await using slack = await startSlack();
  const user = slack.addUser({ name: 'Ann' }).id;
  const channel = slack.addChannel('sales').id;
  const payload = { text: 'none' };
  const { received } = await connect(slack, ({ type }) => (type === 'slash_commands' ? { payload } : {}));
  expect(received).toMatchObject([{ type: 'hello', num_connections: 1 }]);
  const answer = await slack.command('socket', { command: '/hotleads', text: 'mine', user, channel });
  expect(answer).toEqual({ status: 200, body: JSON.stringify(payload) });
  expect(await slack.openHome('socket', user)).toEqual({ status: 200, body: '' });
  expect(received.slice(1)).toMatchObject([
    { type: 'slash_commands', accepts_response_payload: true, payload: { command: '/hotleads', user_id: user } },
    { type: 'events_api', retry_attempt: 0, payload: { event: { type: 'app_home_opened', user, tab: 'home' } } },
  ]);
});

test('an address is good for one connection, and only with the app’s token', async () => {
  await using slack = await startSlack();
  const { url } = await connect(slack, () => ({}));
  const second = new WebSocket(url);
  await until(() => second.readyState === WebSocket.CLOSED, 'the second to be refused');
  expect(await slack.sockets.connections()).toBe(1);
  const withBotToken = new WebClient(slack.token, { slackApiUrl: slack.apiUrl }).apps.connections.open();
  await expect(withBotToken).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
});

test('Slack asks now and then for another connection', async () => {
  await using slack = await startSlack();
  const { received, socket } = await connect(slack, () => ({}));
  await slack.sockets.refresh();
  await until(() => socket.readyState === WebSocket.CLOSED, 'the connection to end');
  expect(received.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
  expect(await slack.sockets.connections()).toBe(0);
});

test('where nobody is connected nothing can be sent', async () => {
  await using slack = await startSlack();
  await expect(slack.sendEvent('socket', { type: 'app_uninstalled' })).rejects.toThrow('nobody is connected');
});
