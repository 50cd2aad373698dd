import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { defaultModel } from '../domain/model.ts';
import { startDesk } from '../testing/tellingDesk.ts';
import { tellPeople } from './alerts.ts';
import { tellPlaces } from './posts.ts';
import { alertStep } from './told.ts';

const coverage = { managers: ['boss@acme.example'] };
let desk: Awaited<ReturnType<typeof startDesk>>;

beforeAll(async () => {
  desk = await startDesk();
  Object.assign(desk.ws.channels[0] ?? {}, { shared: { kind: 'channel', id: '#hot-leads' } });
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin({ routing: { ...defaultModel.routing, coverage } });
});

/** Everything that is to be told, until nothing is. */
async function tell(): Promise<void> {
  for (const _round of [1, 2, 3, 4]) {
    await tellPeople(desk.parts, desk.ws, await desk.claim('alert'));
    await tellPlaces(desk.parts, desk.ws, await desk.claim('post'));
    desk.state.now += 2_000;
  }
}
async function wish(episode: string, wishes: Parameters<typeof alertStep>[1][]): Promise<void> {
  const steps = wishes.map((each) => alertStep(episode, each, desk.state.now));
  await desk.within((rows) => rows.addSteps(steps, desk.state.now));
}
const posted = () =>
  desk.state.posted.map(({ message, place }) => {
    const alert = message.kind === 'alert' ? message.alert : undefined;
    return [place.id, alert?.note, alert?.mention];
  });

test('a rep whom no channel reaches is said so in the shared place, once, and the managers are called by name', async () => {
  const rep = await desk.rep('Nobody');
  const episode = await desk.episode(await desk.lead('Ada'), { assignee: rep });
  await wish(episode, [
    { which: '1', to: 'assignee', rep },
    { which: '1:shared', to: 'shared' },
  ]);
  await tell();
  expect(posted()).toEqual([['#hot-leads', 'Nobody Rep could not be told: no channel reaches them.', ['U-boss']]]);
});

test('managers whom no channel reaches are no reason to say the same there for each of them', async () => {
  const episode = await desk.episode(await desk.lead('Ada'), { unassigned: true, waiting_because: 'nobody is there' });
  const note = 'Nobody is there';
  await wish(episode, [
    { which: '1:unassigned', to: 'shared', note },
    ...['nobody1', 'nobody2'].map((name) => ({ which: name, to: { email: `${name}@acme.example` }, note })),
  ]);
  await tell();
  expect(posted()).toEqual([['#hot-leads', note, ['U-boss']]]);
});

test('of two messages about one lead for one place the one that says why is posted', async () => {
  const episode = await desk.episode(await desk.lead('Ada'));
  await wish(episode, [
    { which: 'a', to: 'shared' },
    { which: 'b', to: 'shared', note: 'Nobody has answered for 10 minutes.' },
  ]);
  await tell();
  expect(posted()).toEqual([['#hot-leads', 'Nobody has answered for 10 minutes.', undefined]]);
  expect(await desk.query('select 1 from steps where done_at is null and failed_at is null')).toEqual([]);
});
