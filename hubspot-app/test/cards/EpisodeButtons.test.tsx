import { expect, test } from '@jest/globals';
import { ann, episode, hotCard } from './card.ts';
import { cardServer, done, onRecord } from './onRecord.tsx';

const claimed = hotCard({
  episode: episode({ state: 'claimed', stateWords: 'claimed by you just now', may: { claim: false, contacted: true } }),
});

test('Claim sends one press with its key, says what came of it, and loads the card again', async () => {
  const server = cardServer(hotCard(), () => {
    server.card = claimed;
    return done('Dana Fox is yours.');
  });
  const card = onRecord();
  await card.shows('Open since 9:12');
  card.claim()?.trigger('onClick');
  await card.shows('Claimed by you just now');
  expect(server.presses).toEqual([
    {
      method: 'POST',
      path: '/hubspot/api/act',
      body: { key: expect.stringMatching(/^[0-9a-f]{32}$/), episode: 'e1', do: 'claim' },
    },
  ]);
  expect(card.alerts).toEqual([{ type: 'success', message: 'Dana Fox is yours.' }]);
  expect(card.claim()).toBeNull();
});

test('pressed twice, Claim is sent once, and is busy meanwhile', async () => {
  const answer = Promise.withResolvers<void>();
  const server = cardServer(hotCard(), async () => {
    await answer.promise;
    server.card = claimed;
    return done('Dana Fox is yours.');
  });
  const card = onRecord();
  await card.shows('Open since 9:12');
  card.claim()?.trigger('onClick');
  card.claim()?.trigger('onClick');
  await card.waitFor(() => expect(card.claim()?.props.loading).toBe(true));
  expect(card.contacted()?.props.disabled).toBe(true);
  card.claim()?.trigger('onClick');
  answer.resolve();
  await card.shows('Claimed by you just now');
  expect(server.presses).toHaveLength(1);
});

test('Contacted asks how, and sends it', async () => {
  const server = cardServer(claimed, () => done('Noted: called.'));
  const card = onRecord();
  await card.shows('Claimed by you just now');
  const options = card.ways();
  expect(options.map(({ label }) => label)).toEqual(['By phone', 'By e-mail', 'In a meeting', 'By message']);
  options[0]?.onClick?.();
  await card.waitFor(() => expect(card.alerts).toEqual([{ type: 'success', message: 'Noted: called.' }]));
  expect(server.presses[0]?.body).toMatchObject({ episode: 'e1', do: 'contacted', how: 'call' });
});

test('a lead that another claimed offers no Claim and says who has it', async () => {
  const may = { claim: false, contacted: false, because: 'Bob Ray claimed it 3 min ago.' };
  cardServer(hotCard({ episode: episode({ state: 'claimed', assignee: 'Bob Ray', may }) }));
  const card = onRecord();
  await card.shows('Bob Ray claimed it 3 min ago.');
  expect([card.claim(), card.contacted()]).toEqual([null, null]);
});

test('who is no rep sees everything, and why there is nothing to press', async () => {
  const may = { claim: false, contacted: false };
  cardServer(hotCard({ viewer: { rep: false, manager: false }, episode: episode({ may }) }));
  const card = onRecord();
  await card.shows('Only reps who can own contacts in HubSpot can claim a lead.');
  expect([card.claim(), card.contacted()]).toEqual([null, null]);
});

test('the trouble with a viewer is said in its own words', async () => {
  const viewer = { ...ann, rep: false, problem: 'Two reps have your e-mail address.' };
  cardServer(hotCard({ viewer, episode: episode({ may: { claim: false, contacted: false } }) }));
  const card = onRecord();
  await card.shows('Two reps have your e-mail address.');
});

test('a press that came too late says what our server said, as a warning', async () => {
  cardServer(hotCard(), () => ({ json: { ok: false, text: 'Bob Ray was faster.' } }));
  const card = onRecord();
  await card.shows('Open since 9:12');
  card.claim()?.trigger('onClick');
  await card.waitFor(() =>
    expect(card.alerts).toEqual([{ type: 'warning', title: 'Not done', message: 'Bob Ray was faster.' }]),
  );
});

test('a press of which nothing is known goes again under the same key; one that was refused does not', async () => {
  const replies = [new Error('gone'), { status: 409, json: { text: 'Bob Ray was faster.' } }, done('Yours.')];
  const server = cardServer(hotCard(), () => replies.shift() ?? done('Yours.'));
  const card = onRecord();
  await card.shows('Open since 9:12');
  for (const nth of [1, 2, 3]) {
    card.claim()?.trigger('onClick');
    await card.waitFor(() => {
      expect(card.alerts).toHaveLength(nth);
      expect(card.claim()?.props.loading).toBe(false);
    });
  }
  const [first, second, third] = server.presses.map(({ body }) => body?.['key']);
  expect(second).toBe(first);
  expect(third).not.toBe(second);
  expect(card.alerts[0]?.message).toBe("Hot Lead Signal's server could not be reached. Try again in a minute.");
  expect(card.alerts[1]?.message).toBe('Bob Ray was faster.');
});
