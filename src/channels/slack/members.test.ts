import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../failure.ts';
import { startSlack, type SlackSandbox } from '../../sandbox/slack/slack.ts';
import { alertOf, NOW } from './alertForTests.ts';
import { slackChannel, type SlackOptions } from './slack.ts';

function channelOf(slack: SlackSandbox, more: Partial<SlackOptions> = {}) {
  return slackChannel({ token: async () => slack.token, apiUrl: slack.apiUrl, now: () => NOW, ...more });
}

const failed = (posting: Promise<unknown>) =>
  posting.then(
    () => undefined,
    (error: unknown) => error as Failure,
  );
describe('finding a person', () => {
  test('asks Slack once a day for whom it found, once an hour for whom it did not', async () => {
    await using slack = await startSlack();
    const { id } = slack.addUser({ name: 'Ann', email: 'ann@acme.test' });
    let now = NOW;
    const channel = channelOf(slack, { now: () => now });
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

  test('says why there is nobody, and never takes a guest for a rep', async () => {
    await using slack = await startSlack();
    for (const [name, more] of Object.entries({ robot: { isBot: true }, guest: {} }))
      slack.addUser({ name, email: `${name}@acme.test`, ...more });
    const channel = channelOf(slack);
    const guest = { ok: true, user: { id: 'U9', is_restricted: true } };
    await channel.findPerson('robot@acme.test');
    await channel.findPerson('nobody@acme.test');
    slack.server.badDay('POST', '/api/users.lookupByEmail', { kind: 'status', status: 200, body: guest });
    expect(await channel.findPerson('guest@acme.test')).toBeUndefined();
    expect(['robot', 'nobody', 'guest', 'unasked'].map((name) => channel.whyUnknown?.(`${name}@acme.test`))).toEqual([
      'the Slack account with this e-mail is a bot',
      'no active Slack account has this e-mail',
      'they are a guest in Slack',
      undefined,
    ]);
  });

  test('of two accounts with one address, the one that is in use counts, and the list says who left', async () => {
    await using slack = await startSlack();
    slack.addUser({ name: 'Ann before', email: 'ann@acme.test', deleted: true });
    const { id } = slack.addUser({ name: 'Ann', email: 'ann@acme.test' });
    slack.addUser({ name: 'Ann later', email: 'ann@acme.test', deleted: true });
    slack.addUser({ name: 'Bob', email: 'bob@acme.test', deleted: true });
    const channel = channelOf(slack);
    await channel.meet(['ann@acme.test', 'bob@acme.test', ...Array.from({ length: 9 }, (_, i) => `r${i}@acme.test`)]);
    expect([await channel.findPerson('ann@acme.test'), channel.whyUnknown?.('bob@acme.test')]).toEqual([
      id,
      'their Slack account is deactivated',
    ]);
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
    expect(await failed(channel.post(alertOf(), { kind: 'person', id: left.id }))).toMatchObject({
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
