import { expect, test } from '@jest/globals';
import { asksForDemo, named, told } from './pipelineForTests.ts';
import { until } from './testing/until.ts';
import { startWorld } from './testing/world.ts';

test('without a public address, a press over the socket claims', async () => {
  await using world = await startWorld({ reps: ['Ann'], appRuns: false });
  const { token, apiUrl, appToken } = world.slack;
  world.settings.slack = { token, apiUrl, appToken, channel: '#hot-leads' };
  await world.restart();
  expect(await world.slack.sockets.connections()).toBe(1);
  asksForDemo(world, 'ada');
  await told(world);
  const { slackId: user } = named(world, 'Ann');
  const [message] = world.slack.messages(user);
  const { channel = '', ts = '' } = message ?? {};
  expect(await world.slack.interact('socket', { user, channel, ts, actionId: 'claim' })).toMatchObject({ status: 200 });
  const claimed = () => world.rows('select r.name from episodes e join reps r on r.id = e.claimed_by');
  await until(
    async () => (await claimed()).length > 0,
    () => `the claim; told:\n${world.told.join('\n')}`,
  );
  expect(await claimed()).toEqual([{ name: 'Ann Rep' }]);
  expect((await fetch(`${world.app.url}/slack/events`, { method: 'POST' })).status).toBe(404);
  await world.app.close();
  expect(await world.slack.sockets.connections()).toBe(0);
});

test('health names a token that Slack refuses, and never the token itself', async () => {
  await using world = await startWorld({ reps: ['Ann'] });
  const health = async () => (await (await fetch(`${world.app.url}/healthz`)).json()) as { troubles: string[] };
  await world.slack.uninstall();
  asksForDemo(world, 'ada');
  await world.push();
  await until(async () => (await health()).troubles.length > 0, 'the refusal');
  expect((await health()).troubles).toEqual([
    expect.stringMatching(/^slack: it refuses SLACK_BOT_TOKEN \([a-z_]+\): alerts wait until it is renewed$/),
  ]);
  expect(JSON.stringify([await health(), world.told])).not.toContain('xoxb-');
});
