import { describe, expect, test } from '@jest/globals';
import { until } from '../../testing/until.ts';
import { cardFor, homeOfAnn, openApp, said } from '../../testing/slackApp.ts';

describe('a press on a card', () => {
  test.each([
    ['claim', undefined, { do: 'claim' }],
    ['snooze', '{"e":"e-17","until":"1h"}', { do: 'snooze', until: '1h' }],
    ['snooze', '{"e":"e-17","until":"back"}', { do: 'snooze', until: 'back' }],
  ])('%s does it, and the answer is for the presser alone and pings nobody', async (actionId, value, deed) => {
    await using world = await openApp();
    const card = await cardFor(world.slack);
    const click = { ...card, actionId, ...(value !== undefined && { value }) };
    expect(await world.slack.interact(world.target, click)).toEqual({ status: 200, body: '' });
    await until(() => said(world.slack).length > 0, 'an answer');
    const key = expect.stringMatching(new RegExp(`^slack:T0000001:${card.user}:\\d+\\.\\d+:${actionId}$`));
    const who = { workspace: 'acme', chatId: card.user, email: 'ann@acme.test' };
    expect(world.acts()).toEqual([{ who, key, episode: 'e-17', via: 'slack', ...deed }]);
    const text = 'Done &lt;!channel&gt;';
    expect(said(world.slack)).toMatchObject([{ channel: card.channel, ephemeralFor: card.user, text }]);
    expect(world.told).toEqual([]);
  });

  test('release, which only whoever has it can see', async () => {
    await using world = await openApp();
    const card = await cardFor(world.slack, { controls: ['contacted', 'release'] });
    await world.slack.interact(world.target, { ...card, actionId: 'release' });
    await until(() => world.acts().length > 0, 'the release');
    expect(world.acts()).toMatchObject([{ do: 'release', episode: 'e-17' }]);
  });

  test.each([
    ['contacted', undefined, 'contacted'],
    ['more', '{"e":"e-17","do":"not_a_fit"}', 'not_a_fit'],
    ['more', '{"e":"e-17","do":"reassign"}', 'reassign'],
  ])('%s %s asks first, of this episode and from this place', async (actionId, value, callback) => {
    await using world = await openApp();
    const card = await cardFor(world.slack);
    await world.slack.interact(world.target, { ...card, actionId, ...(value !== undefined && { value }) });
    const modal = await until(() => world.modals()[0], 'a modal');
    expect(modal.content).toMatchObject({ callback_id: callback });
    expect(JSON.parse(String(modal.content['private_metadata']))).toEqual({ e: 'e-17', c: card.channel });
    expect(world.acts()).toEqual([]);
  });

  test.each(['why_hot', 'why_me', 'timeline'])('%s is told in a modal', async (what) => {
    await using world = await openApp();
    const card = await cardFor(world.slack);
    await world.slack.interact(world.target, { ...card, actionId: 'more', value: `{"e":"e-17","do":"${what}"}` });
    const modal = await until(() => world.modals()[0], 'a modal');
    expect(JSON.stringify(modal.content)).toContain(`because of ${what}`);
  });

  test('the link to the record is acknowledged, and does nothing', async () => {
    await using world = await openApp();
    const card = await cardFor(world.slack);
    expect(await world.slack.interact(world.target, { ...card, actionId: 'open_record' })).toMatchObject({
      status: 200,
    });
    await world.app.close();
    expect([world.asked, said(world.slack), world.told]).toEqual([[], [], []]);
  });

  test.each(['{"a":"e1","v":3}', 'claim', '', '{"e":5}'])('an old value is not guessed: %s', async (value) => {
    await using world = await openApp();
    const card = await cardFor(world.slack);
    await world.slack.interact(world.target, { ...card, actionId: 'claim', value });
    await until(() => said(world.slack).length > 0, 'an answer');
    expect(said(world.slack)[0]?.text).toContain('from an older version');
    expect(world.acts()).toEqual([]);
  });
});

test('a double click while the first is at work is one press', async () => {
  const gate = Promise.withResolvers<{ ok: boolean; text: string }>();
  await using world = await openApp({ act: () => gate.promise });
  const card = await cardFor(world.slack);
  await world.slack.interact(world.target, { ...card, actionId: 'claim' });
  await until(() => world.acts().length > 0, 'the first');
  await world.slack.interact(world.target, { ...card, actionId: 'claim' });
  gate.resolve({ ok: true, text: 'Claimed' });
  await world.app.close();
  expect(world.acts()).toHaveLength(1);
});

test('candidates that take long: the modal opens at once, and is filled when they are there', async () => {
  const gate = Promise.withResolvers<[]>();
  await using world = await openApp({ candidates: () => gate.promise });
  const card = await cardFor(world.slack);
  await world.slack.interact(world.target, { ...card, actionId: 'more', value: '{"e":"e-17","do":"reassign"}' });
  const waiting = await until(() => world.modals()[0], 'a modal');
  expect(JSON.stringify(waiting.content)).toContain('One moment');
  gate.resolve([]);
  await until(() => JSON.stringify(world.modals()).includes('Nobody else can have it'), 'the answer');
  expect(world.modals()).toHaveLength(1);
});

test('candidates that never come: the modal says so, and it is told once without what was in the error', async () => {
  const gate = Promise.withResolvers<[]>();
  await using world = await openApp({ candidates: () => gate.promise });
  const card = await cardFor(world.slack);
  await world.slack.interact(world.target, { ...card, actionId: 'more', value: '{"e":"e-17","do":"reassign"}' });
  await until(() => world.modals().length > 0, 'a modal');
  gate.reject(new Error('ada@acme.test is locked'));
  await until(() => JSON.stringify(world.modals()).includes('did not work'), 'the answer');
  await until(() => world.told.length > 0, 'the log');
  expect(world.told).toMatchObject([{ step: 'failed', text: 'slack: Error while answering a press of more' }]);
  expect(JSON.stringify(world.told)).not.toContain('ada@');
});

test('a click that took too long to arrive is to be repeated', async () => {
  await using world = await openApp();
  const card = await cardFor(world.slack);
  const late = { kind: 'status', status: 200, body: { ok: false, error: 'expired_trigger_id' } } as const;
  world.slack.server.badDay('POST', '/api/views.open', late);
  await world.slack.interact(world.target, { ...card, actionId: 'contacted' });
  await until(() => said(world.slack).length > 0, 'an answer');
  expect(said(world.slack)[0]?.text).toContain('please click again');
  expect(world.told).toEqual([]);
});

test('what fails is told once, the presser hears it, and the next press works', async () => {
  let broken = true;
  const act = async () => {
    if (!broken) return { ok: true, text: 'Claimed' };
    throw new Error('secret');
  };
  await using world = await openApp({ act });
  const card = await cardFor(world.slack);
  await world.slack.interact(world.target, { ...card, actionId: 'claim' });
  await until(() => said(world.slack).length === 1, 'an answer');
  expect(said(world.slack)[0]?.text).toBe('That did not work: try again in a moment.');
  expect(world.told).toHaveLength(1);
  broken = false;
  await world.slack.interact(world.target, { ...card, actionId: 'claim' });
  await until(() => said(world.slack).length === 2, 'an answer');
  expect(world.told).toHaveLength(1);
});

test('somebody whose address Slack does not give is known by their id', async () => {
  await using world = await openApp();
  const card = await cardFor(world.slack);
  const refused = { kind: 'status', status: 200, body: { ok: false, error: 'internal_error' } } as const;
  world.slack.server.badDay('POST', '/api/users.info', refused);
  await world.slack.interact(world.target, { ...card, actionId: 'claim' });
  await until(() => world.acts().length > 0, 'the press');
  expect(world.acts()[0]?.who).toEqual({ workspace: 'acme', chatId: card.user });
});

test('an address is asked for once a day', async () => {
  let ahead = 0;
  await using world = await openApp({ now: () => Date.now() + ahead });
  const card = await cardFor(world.slack);
  const asked = () => world.slack.server.calls.filter(({ path }) => path === '/api/users.info').length;
  for (const presses of [1, 2]) {
    await world.slack.interact(world.target, { ...card, actionId: 'claim' }, { at: Date.now() });
    await until(() => said(world.slack).length === presses, 'an answer');
  }
  expect(asked()).toBe(1);
  ahead = 24 * 3_600_000;
  await world.slack.interact(world.target, { ...card, actionId: 'claim' }, { at: Date.now() });
  await until(() => said(world.slack).length === 3, 'an answer');
  expect(asked()).toBe(2);
});

describe('on the home', () => {
  test('a claim is seen there and not said; one that fails is said in a direct message', async () => {
    let claims = 0;
    const act = async () => (++claims === 1 ? { ok: true, text: 'Yours' } : { ok: false, text: 'Bob was first' });
    await using world = await openApp({ act });
    const user = world.slack.addUser({ name: 'Ann' }).id;
    await world.slack.openHome(world.target, user);
    const home = await until(() => world.homes()[0], 'the home');
    const viewId = home.id;
    await world.slack.interact(world.target, { user, viewId, actionId: 'claim' });
    await until(() => world.homes()[0]?.hash !== home.hash, 'the home anew');
    expect(world.slack.messages()).toEqual([]);
    await world.slack.interact(world.target, { user, viewId, actionId: 'claim' });
    await until(() => world.slack.messages(user).length > 0, 'the message');
    expect(world.slack.messages(user)).toMatchObject([{ text: 'Bob was first', unfurl: false }]);
  });

  test('preferences open with what holds; a stranger is told what to do', async () => {
    let home = homeOfAnn;
    await using world = await openApp({ home: async () => home });
    const user = world.slack.addUser({ name: 'Ann' }).id;
    await world.slack.openHome(world.target, user);
    const view = await until(() => world.homes()[0], 'the home');
    const click = { user, viewId: view.id, actionId: 'preferences' };
    await world.slack.interact(world.target, click);
    await until(() => world.modals().length === 1, 'a modal');
    expect(world.modals()[0]?.content['callback_id']).toBe('preferences');
    const { name: _name, ...nobody } = homeOfAnn;
    home = { ...nobody, problem: 'Ask your admin to add you.' };
    await world.slack.interact(world.target, click);
    await until(() => JSON.stringify(world.modals()).includes('Ask your admin to add you.'), 'the problem');
  });
});
