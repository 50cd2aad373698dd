import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Channel } from '../channels/channel.ts';
import { defaultModel } from '../domain/model.ts';
import { Failure } from '../failure.ts';
import { startDesk } from '../testing/tellingDesk.ts';
import { tellPeople } from './alerts.ts';
import { alertStep } from './told.ts';

let desk: Awaited<ReturnType<typeof startDesk>>;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin();
});

/** An alert for a rep of that name, of a lead of their own. */
async function wishFor(name: string): Promise<{ rep: string; episode: string }> {
  const rep = await desk.rep(name);
  const episode = await desk.episode(await desk.lead(`${name}s`), { assignee: rep });
  const step = alertStep(episode, { which: '1', to: 'assignee', rep }, desk.state.now);
  await desk.within((rows) => rows.addSteps([step], desk.state.now));
  return { rep, episode };
}
const tell = async () => tellPeople(desk.parts, desk.ws, await desk.claim('alert'));

/** Mail beside the chat; both take nothing while they say so. */
async function withMail(work: (refuse: { mail?: Failure }) => Promise<void>): Promise<void> {
  const refuse: { mail?: Failure } = {};
  const mail: Channel = {
    kind: 'email',
    findPerson: async (email) => email,
    meet: async () => undefined,
    async post(message, place) {
      if (refuse.mail !== undefined) throw refuse.mail;
      desk.state.posted.push({ message, place });
      return { place: place.id, message: '<1@acme.example>' };
    },
  };
  desk.ws.channels.push(mail);
  try {
    await work(refuse);
  } finally {
    desk.ws.channels.pop();
  }
}

test('a rep who was linked by hand is told in the chat again when mail takes nothing, and the chat is back', async () => {
  await withMail(async (refuse) => {
    // The chat does not know their e-mail: only the hand's link says who they are.
    const { rep } = await wishFor('Nobody');
    await desk.query("update reps set chat_id = 'U-hand', chat_by = 'hand' where id = $1", [rep]);
    desk.refuse(Failure.blocked('slack: account_inactive'));
    refuse.mail = Failure.blocked('mail: connection refused');
    await tell();
    await tell();
    desk.refuse(undefined);
    desk.state.now += 200_000;
    for (const _round of [1, 2]) await tell();
    expect(desk.state.posted.map(({ place }) => place.id)).toEqual(['U-hand']);
  });
});

test('a card tells times in its reader’s zone: a rep’s is what the settings say, of who is no rep the workspace’s', async () => {
  const people = { 'ann@acme.example': { timeZone: 'Asia/Tokyo' } };
  await desk.begin({ routing: { ...defaultModel.routing, people } });
  const { episode } = await wishFor('Ann');
  const boss = alertStep(episode, { which: '2', to: { email: 'boss@acme.example' } }, desk.state.now);
  await desk.within((rows) => rows.addSteps([boss], desk.state.now));
  await tell();
  const zones = desk.state.posted.map(({ message, place }) => [
    place.id,
    message.kind === 'alert' && message.alert.timeZone,
  ]);
  expect(Object.fromEntries(zones)).toEqual({ 'U-ann': 'Asia/Tokyo', 'U-boss': 'UTC' });
});

test('the log of an alert names people, and holds no address', async () => {
  await withMail(async () => {
    desk.refuse(Failure.permanent('slack: users_not_found'));
    const { episode } = await wishFor('Ann');
    const boss = alertStep(episode, { which: '2', to: { email: 'boss@acme.example' } }, desk.state.now);
    await desk.within((rows) => rows.addSteps([boss], desk.state.now));
    for (const _round of [1, 2]) await tell();
    const lines = desk.told.filter((line) => line.startsWith('alert: '));
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^alert: contact record-Anns: Ann Rep told in email, 600.0 s after the signal$/),
        expect.stringMatching(/^alert: contact record-Anns: a manager told in email,/),
      ]),
    );
    expect(desk.told.join()).not.toContain('@');
  });
});

test('what one post breaks while it is kept keeps no other from being kept, and nothing goes out again', async () => {
  await wishFor('Ann');
  await wishFor('Bob');
  const { store } = desk.parts;
  let posted = 0;
  let broken = 0;
  // The first transaction after the first post is lost, as by a deadlock.
  const parts = {
    ...desk.parts,
    store: {
      ...store,
      together: (async (workspace, work) => {
        if (desk.state.posted.length > posted && broken === 0) {
          broken += 1;
          throw new Error('deadlock detected');
        }
        posted = desk.state.posted.length;
        return store.together(workspace, work);
      }) as typeof store.together,
    },
  };
  await tellPeople(parts, desk.ws, await desk.claim('alert'));
  desk.state.now += 100_000;
  expect([broken, await desk.claim('alert')]).toEqual([1, []]);
  expect(desk.state.posted).toHaveLength(2);
  expect(await desk.query('select 1 from deliveries')).toHaveLength(2);
});
