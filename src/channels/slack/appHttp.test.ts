import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { startSlack } from '../../sandbox/slack/slack.ts';
import { until } from '../../testing/until.ts';
import { cardFor, openApp, said } from '../../testing/slackApp.ts';
import { slackClientOptions } from './client.ts';
import type { Teams } from './teams.ts';

type World = Awaited<ReturnType<typeof openApp>>;

/** Posts these very bytes, signed as Slack does. */
async function post({ target, slack }: World, body: string, at = Date.now()): Promise<number> {
  const seconds = String(Math.floor(at / 1000));
  const mac = createHmac('sha256', slack.signingSecret).update(`v0:${seconds}:${body}`).digest('hex');
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Slack-Signature': `v0=${mac}`,
    'X-Slack-Request-Timestamp': seconds,
  };
  const response = await fetch(target, { method: 'POST', headers, body });
  await response.text();
  return response.status;
}

function payload(world: World, content: Record<string, unknown>): string {
  const team = { id: world.slack.team.id };
  return new URLSearchParams({ payload: JSON.stringify({ team, user: { id: 'U1' }, ...content }) }).toString();
}

describe('what Slack did not sign is refused', () => {
  const minute = 60_000;
  test.each([
    ['another secret', { secret: 'wrong' }],
    ['six minutes old', { at: Date.now() - 6 * minute }],
    ['six minutes ahead', { at: Date.now() + 6 * minute }],
  ])('%s', async (_what, forged) => {
    await using world = await openApp();
    const card = await cardFor(world.slack);
    for (let times = 0; times < 2; times += 1) {
      const answer = await world.slack.interact(world.target, { ...card, actionId: 'claim' }, forged);
      expect(answer.status).toBe(401);
    }
    await world.app.close();
    expect(world.asked).toEqual([]);
    expect(world.told).toMatchObject([{ step: 'refused', text: expect.stringContaining('SLACK_SIGNING_SECRET') }]);
  });

  test('a clock that is four minutes off, either way, is none', async () => {
    await using world = await openApp();
    const card = await cardFor(world.slack);
    for (const off of [-4, 4]) {
      const at = Date.now() + off * minute;
      expect(await world.slack.interact(world.target, { ...card, actionId: 'open_record' }, { at })).toMatchObject({
        status: 200,
      });
    }
  });
});

test('the same bytes again are the same press', async () => {
  await using world = await openApp();
  const user = world.slack.addUser({ name: 'Ann' }).id;
  const actions = [{ type: 'button', action_id: 'claim', action_ts: '1.5', value: '{"e":"e-17"}' }];
  const body = payload(world, { type: 'block_actions', user: { id: user }, actions });
  for (const presses of [1, 2]) {
    expect(await post(world, body)).toBe(200);
    await until(() => world.slack.messages(user).length === presses, 'the answer');
  }
  const key = `slack:T0000001:${user}:1.5:claim`;
  expect(world.acts()).toMatchObject([{ key }, { key }]);
});

describe('nothing that Slack signed is left without an acknowledgement', () => {
  test.each([
    [
      'an element nobody knows',
      { type: 'block_actions', actions: [{ type: 'button', action_id: 'x', block_id: 'b' }] },
    ],
    ['a choice to be searched', { type: 'block_suggestion', action_id: 'x', block_id: 'b', value: 'a' }],
    ['a modal that was closed', { type: 'view_closed', view: { type: 'modal', callback_id: 'contacted' } }],
    ['a form nobody knows', { type: 'view_submission', view: { type: 'modal', callback_id: 'x' } }],
    ['a button of the old kind', { type: 'interactive_message', callback_id: 'x', actions: [{ name: 'x' }] }],
    ['something new', { type: 'telepathy' }],
  ])('%s', async (_what, content) => {
    await using world = await openApp();
    const before = performance.now();
    expect(await post(world, payload(world, content))).toBe(200);
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  test('the address is proven, and certificates checked', async () => {
    await using world = await openApp();
    expect(await post(world, 'ssl_check=1&token=x')).toBe(200);
  });
});

test('an acknowledgement waits for nothing: neither for our database nor for Slack', async () => {
  const gate = Promise.withResolvers<undefined>();
  const never = () => gate.promise;
  await using slack = await startSlack();
  await using world = await openApp({ slack, teams: { workspaceOf: never, tokenOf: never } });
  const card = await cardFor(slack);
  for (const actionId of ['claim', 'contacted', 'snooze']) {
    const { status } = await slack.interact(world.target, { ...card, actionId });
    expect(status).toBe(200);
  }
  gate.resolve(undefined);
});

test('a team that is not connected is told so, which needs no token', async () => {
  const nobody: Teams = { workspaceOf: async () => undefined, tokenOf: async () => undefined };
  await using world = await openApp({ teams: nobody });
  const card = await cardFor(world.slack);
  await world.slack.interact(world.target, { ...card, actionId: 'claim' });
  await until(() => said(world.slack).length > 0, 'an answer');
  expect(said(world.slack)[0]?.text).toContain('is not connected to Hot Lead Signal');
  expect(world.asked).toEqual([]);
});

describe('two teams', () => {
  test('are answered each by its own token, as its own workspace', async () => {
    await using slack = await startSlack();
    const other = await startSlack({ token: 'xoxb-other', team: { id: 'T0000002', name: 'Other' } });
    await using _other = other;
    const ofTeam = (team: string) => (team === 'T0000002' ? other : slack);
    const teams: Teams = {
      workspaceOf: async (team) => `workspace of ${team}`,
      tokenOf: async (team) => ofTeam(team).token,
    };
    await using world = await openApp({ slack, teams });
    // Whoever is called, it is at one address: as it is with Slack.
    const asked = () => slack.server.calls.filter(({ path }) => path === '/api/users.info');
    for (const [index, sandbox] of [slack, other, slack, other].entries()) {
      const card = await cardFor(sandbox);
      await sandbox.interact(world.target, { ...card, actionId: 'claim' });
      await until(() => world.acts().length === index + 1, 'a press');
      expect(world.acts()[index]?.who.workspace).toBe(`workspace of ${sandbox.team.id}`);
      expect(asked()[index]?.headers.authorization).toBe(`Bearer ${sandbox.token}`);
    }
  });

  test('would share a token if their clients were given headers: what is never to be done', async () => {
    await using slack = await startSlack();
    async function tokensSeen(options: object): Promise<unknown[]> {
      const from = slack.server.calls.length;
      for (const token of ['xoxb-1', 'xoxb-2']) {
        const client = new WebClient(token, { ...slackClientOptions({ apiUrl: slack.apiUrl }), ...options });
        await client.auth.test().catch(() => undefined);
      }
      return slack.server.calls.slice(from).map(({ headers }) => headers.authorization);
    }
    expect(await tokensSeen({ headers: { 'X-App': 'hot-lead' } })).toEqual(['Bearer xoxb-1', 'Bearer xoxb-1']);
    expect(await tokensSeen({})).toEqual(['Bearer xoxb-1', 'Bearer xoxb-2']);
    expect(slackClientOptions({})).not.toHaveProperty('headers');
  });
});
