import { expect, test } from '@jest/globals';
import type { Failure } from '../../failure.ts';
import { startSlack, type SlackSandbox } from '../../sandbox/slack/slack.ts';
import { NOW } from './alertForTests.ts';
import { slackChannel } from './slack.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const ALL = 'users:read users:read.email users.profile:read dnd:read'.split(' ');

function statusesOf(slack: SlackSandbox, ids: string[]) {
  const channel = slackChannel({ token: async () => slack.token, apiUrl: slack.apiUrl, now: () => NOW });
  return channel.readStatuses!(ids);
}
const called = (slack: SlackSandbox) => {
  const counts = new Map<string, number>();
  for (const { path } of slack.server.calls) counts.set(path.slice(5), (counts.get(path.slice(5)) ?? 0) + 1);
  return Object.fromEntries(counts);
};
const many = (slack: SlackSandbox, count: number) =>
  Array.from({ length: count }, (_, index) => slack.addUser({ name: `Rep ${index}` }).id);

test('says what each shows: status with its end, pause, presence', async () => {
  await using slack = await startSlack();
  const status = { text: 'Vacationing', emoji: ':palm_tree:', expiration: (NOW + HOUR) / SECOND };
  const ann = slack.addUser({ name: 'Ann', status, presence: 'away' });
  const dnd = { start: (NOW - HOUR) / SECOND, end: (NOW + HOUR) / SECOND };
  const bob = slack.addUser({ name: 'Bob', dnd });
  const endless = slack.addUser({ name: 'Cy', status: { ...status, expiration: 0 } });
  expect(await statusesOf(slack, [ann.id, bob.id, endless.id, 'U999'])).toEqual(
    new Map([
      [ann.id, { text: 'Vacationing', emoji: ':palm_tree:', statusUntil: NOW + HOUR, active: false }],
      [bob.id, { quietUntil: NOW + HOUR, active: true }],
      [endless.id, { text: 'Vacationing', emoji: ':palm_tree:', active: true }],
    ]),
  );
});

test.each([
  ['is to come', { start: (NOW + HOUR) / SECOND, end: (NOW + 2 * HOUR) / SECOND }],
  ['is over', { start: (NOW - HOUR) / SECOND, end: NOW / SECOND }],
])('a pause that %s is none', async (_when, dnd) => {
  await using slack = await startSlack();
  const { id } = slack.addUser({ name: 'Ann', dnd });
  expect(await statusesOf(slack, [id])).toEqual(new Map([[id, { active: true }]]));
});

test.each([
  [1, { 'users.profile.get': 1, 'dnd.teamInfo': 1, 'users.getPresence': 1 }],
  [30, { 'users.profile.get': 30, 'dnd.teamInfo': 1, 'users.getPresence': 30 }],
  [40, { 'users.profile.get': 40, 'dnd.teamInfo': 1 }],
  [120, { 'users.list': 1, 'dnd.teamInfo': 3 }],
  [450, { 'users.list': 3, 'dnd.teamInfo': 9 }],
])('%d people take few calls a minute', async (count, calls) => {
  await using slack = await startSlack();
  const statuses = await statusesOf(slack, many(slack, count));
  expect([statuses.size, called(slack)]).toEqual([count, calls]);
});

test('in a Slack too large to be listed everybody has their turn, and the others are said to be unread', async () => {
  let now = NOW;
  await using slack = await startSlack({ now: () => now });
  for (let count = 0; count < 3_000; count++) slack.addUser({ name: `Other ${count}` });
  const ids = [...many(slack, 90), 'U999'];
  const channel = slackChannel({ token: async () => slack.token, apiUrl: slack.apiUrl, now: () => now });
  const minutes: number[] = [];
  const read = new Set<string>();
  for (let minute = 0; minute < 4; minute++) {
    now += 60 * SECOND;
    const statuses = await channel.readStatuses!(ids);
    minutes.push([...statuses.values()].filter((status) => status === 'unread').length);
    for (const id of ids) if (statuses.get(id) !== 'unread') read.add(id);
  }
  expect([read.size, minutes]).toEqual([91, [51, 51, 80, 51]]);
  expect(called(slack)['users.list']).toBe(15);
});

test.each([
  ['dnd:read', { text: 'Out', active: true }],
  ['users.profile:read', { text: 'Out', quietUntil: NOW + HOUR, active: true }],
])('goes on without the scope %s', async (missing, shown) => {
  await using slack = await startSlack({ scopes: ALL.filter((scope) => scope !== missing) });
  const dnd = { start: (NOW - HOUR) / SECOND, end: (NOW + HOUR) / SECOND };
  const { id } = slack.addUser({ name: 'Ann', status: { text: 'Out', emoji: '', expiration: 0 }, dnd });
  expect(await statusesOf(slack, [id])).toEqual(new Map([[id, shown]]));
});

test('a rate limit or a fall of Slack is thrown: what is known stays as it is', async () => {
  await using slack = await startSlack();
  const [id = ''] = many(slack, 1);
  const kindOf = (reading: Promise<unknown>) => reading.then(String, ({ kind }: Failure) => kind);
  slack.server.badDay('POST', '/api/users.profile.get', {
    kind: 'status',
    status: 429,
    headers: { 'Retry-After': '9' },
  });
  expect(await kindOf(statusesOf(slack, [id]))).toBe('rateLimited');
  slack.server.badDay('POST', '/api/dnd.teamInfo', { kind: 'status', status: 500 });
  expect(await kindOf(statusesOf(slack, [id]))).toBe('retry');
});

test('nobody is asked for when there is nobody', async () => {
  await using slack = await startSlack();
  expect([await statusesOf(slack, []), slack.server.calls.length]).toEqual([new Map(), 0]);
});
