import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultModel } from '../domain/model.ts';
import { startDesk } from '../testing/tellingDesk.ts';
import { tellPeople } from './alerts.ts';
import { tellPlaces } from './posts.ts';
import { alertStep } from './told.ts';
import { answersOf } from './answers.ts';

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

describe('where no channel has a shared place', () => {
  const note = 'Nobody is there';
  const place = { kind: 'channel', id: '#hot-leads' };
  beforeEach(() => void Object.assign(desk.ws.channels[0] ?? {}, { shared: undefined }));
  afterEach(() => void Object.assign(desk.ws.channels[0] ?? {}, { shared: place }));
  const nobodys = async () => desk.episode(await desk.lead('Ada'), { unassigned: true, waiting_because: 'nobody' });

  test('what nobody has is told to each manager by themselves, once', async () => {
    await wish(await nobodys(), [
      { which: '1:unassigned', to: 'shared', note },
      { which: '1:again', to: 'shared', note },
    ]);
    await tell();
    expect(posted()).toEqual([['U-boss', note, undefined]]);
    expect(await desk.parts.store.troubles(desk.ws.id, desk.state.now)).toEqual([]);
  });

  test('what its rep could not be told of is, too', async () => {
    const rep = await desk.rep('Nobody');
    await wish(await desk.episode(await desk.lead('Ada'), { assignee: rep }), [{ which: '1', to: 'assignee', rep }]);
    await tell();
    expect(posted()).toEqual([['U-boss', 'Nobody Rep could not be told: no channel reaches them.', undefined]]);
  });

  test('and no managers are named, the log says so, and so does health', async () => {
    await desk.begin();
    await wish(await nobodys(), [{ which: '1:unassigned', to: 'shared', note }]);
    await tell();
    expect(posted()).toEqual([]);
    expect(desk.told).toEqual([
      expect.stringContaining('failed: alert: nobody is told: no channel has a shared place'),
    ]);
    expect(await desk.parts.store.troubles(desk.ws.id, desk.state.now)).toEqual([
      expect.stringMatching(/1 of kind post .*nobody is told/),
    ]);
  });

  test('and the managers are reached by no channel either, health says so', async () => {
    const managers = ['nobody1@acme.example', 'nobody2@acme.example'];
    await desk.begin({ routing: { ...defaultModel.routing, coverage: { managers } } });
    await wish(await nobodys(), [{ which: '1:unassigned', to: 'shared', note }]);
    await tell();
    expect(await desk.parts.store.troubles(desk.ws.id, desk.state.now)).toEqual([
      expect.stringContaining('2 of kind alert'),
    ]);
  });

  test('what its rep knows of is nobody else’s to hear, and no trouble', async () => {
    const rep = await desk.rep('Ann');
    await wish(await desk.episode(await desk.lead('Ada'), { assignee: rep }), [{ which: '1:shared', to: 'shared' }]);
    await tell();
    expect([posted(), await desk.parts.store.troubles(desk.ws.id, desk.state.now)]).toEqual([[], []]);
  });
});

test('a card that many read has a link for a claim, which shows the lead to whoever has it', async () => {
  const episode = await desk.episode(await desk.lead('Ada'));
  const linkTo = ({ do: deed, who }: { do: string; who: object }) => `${deed} ${JSON.stringify(who)}`;
  Object.assign(desk.ws, { linkTo });
  await wish(episode, [{ which: '1:shared', to: 'shared' }]);
  await tell();
  Object.assign(desk.ws, { linkTo: undefined });
  const [card] = desk.state.posted.map(({ message }) => (message.kind === 'alert' ? message.alert : undefined));
  const who = { workspace: desk.ws.id };
  expect(card?.links).toEqual({ claim: `claim ${JSON.stringify(who)}` });
  const answers = answersOf({ ...desk.parts, workspaces: new Map([[desk.ws.id, desk.ws]]) });
  expect(await answers.alert(who, episode)).toMatchObject({
    surface: 'channel',
    controls: ['claim', 'why_hot', 'timeline'],
  });
  expect(await answers.alert({ ...who, email: 'stranger@other.example' }, episode)).toBeUndefined();
  expect(await answers.tell(who, episode, 'why_hot')).not.toEqual([expect.stringContaining('ask your admin')]);
});
