import { expect, test } from '@jest/globals';
import { startSlack, type SlackSandbox } from '../../sandbox/slack/slack.ts';
import { until } from '../../testing/until.ts';
import { slackApp } from './app.ts';
import { cardFor, teamOf } from '../../testing/slackApp.ts';

/** An app without an address, on a connection that it opens. */
function socketApp(slack: SlackSandbox, appToken = slack.appToken) {
  const pressed: string[] = [];
  const told: string[] = [];
  const nothing = async () => Promise.reject(new Error('not asked for here'));
  const app = slackApp({
    answers: {
      act: async ({ key }) => ({ ok: true, text: String(pressed.push(key)) }),
      alert: nothing,
      tell: nothing,
      candidates: nothing,
      queue: nothing,
      home: nothing,
      savePreferences: nothing,
      away: nothing,
      back: nothing,
      statusChanged: nothing,
      clock: nothing,
    },
    teams: teamOf(slack),
    transport: { kind: 'socket', appToken },
    apiUrl: slack.apiUrl,
    now: Date.now,
    tell: (_step, text) => told.push(text),
    onRevoked: async () => undefined,
  });
  return { app, pressed, told, [Symbol.asyncDispose]: () => app.close() };
}

const connections = (slack: SlackSandbox, count: number) =>
  until(async () => (await slack.sockets.connections()) === count, `${count} connections`);

test('presses arrive over a connection that the app opens, and again after Slack has ended it', async () => {
  await using slack = await startSlack();
  await using world = socketApp(slack);
  expect(world.app.router).toBeUndefined();
  await world.app.start();
  await connections(slack, 1);
  const card = await cardFor(slack);
  expect(await slack.interact('socket', { ...card, actionId: 'claim' })).toMatchObject({ status: 200 });
  await until(() => world.pressed.length === 1, 'a press');

  const opened = () => slack.server.calls.filter(({ path }) => path === '/api/apps.connections.open').length;
  await slack.sockets.refresh();
  await until(() => opened() === 2, 'another connection');
  await connections(slack, 1);
  await slack.interact('socket', { ...card, actionId: 'claim' });
  await until(() => world.pressed.length === 2, 'another press');
  expect(world.told).toEqual([]);
  await world.app.close();
  await world.app.close();
  await connections(slack, 0);
});

test('Slack that is down when the app starts is told once, and tried until it is there', async () => {
  await using slack = await startSlack();
  const end = slack.outage('errors');
  await using world = socketApp(slack);
  await world.app.start();
  expect(world.told).toEqual(['slack: HTTP 500 while opening the socket; buttons do not work until it is open']);
  end();
  await connections(slack, 1);
});

test('Slack that goes down in between ends nothing: it is told once, and the connection comes back', async () => {
  await using slack = await startSlack();
  await using world = socketApp(slack);
  await world.app.start();
  await connections(slack, 1);
  const end = slack.outage('errors');
  await slack.sockets.refresh();
  await until(() => world.told.length > 0, 'the log');
  end();
  await connections(slack, 1);
  expect(world.told).toHaveLength(1);
});

test('a wrong app token is told without it', async () => {
  await using slack = await startSlack();
  await using world = socketApp(slack, 'xapp-wrong');
  await world.app.start();
  expect(world.told).toMatchObject([expect.stringContaining('invalid_auth while opening the socket')]);
  expect(world.told.join()).not.toContain('xapp-wrong');
});
