import { describe, expect, test } from '@jest/globals';
import { until } from '../../testing/until.ts';
import { cardFor, homeOfAnn, openApp, queueItem, said } from '../../testing/slackApp.ts';

describe('the home', () => {
  test('is shown when it is opened', async () => {
    await using world = await openApp();
    const user = world.slack.addUser({ name: 'Ann', email: 'ann@acme.test' }).id;
    await world.slack.openHome(world.target, user);
    const home = await until(() => world.homes()[0], 'the home');
    expect(home).toMatchObject({ user });
    expect(JSON.stringify(home.content)).toContain('Ada Lovelace');
    expect(world.asked).toEqual([
      { what: 'home', with: [{ workspace: 'acme', chatId: user, email: 'ann@acme.test' }] },
    ]);
  });

  test('another view that came in between is no trouble: what is now is shown once more', async () => {
    await using world = await openApp();
    const user = world.slack.addUser({ name: 'Ann' }).id;
    await world.slack.openHome(world.target, user);
    const home = await until(() => world.homes()[0], 'the home');
    const view = { type: 'home', hash: 'of a view that is gone' };
    await world.slack.sendEvent(world.target, { type: 'app_home_opened', user, tab: 'home', view });
    await until(() => world.homes()[0]?.hash !== home.hash, 'the home anew');
    expect(world.told).toEqual([]);
  });

  test('the tab of messages is none', async () => {
    await using world = await openApp();
    const user = world.slack.addUser({ name: 'Ann' }).id;
    await world.slack.sendEvent(world.target, { type: 'app_home_opened', user, tab: 'messages' });
    await world.app.close();
    expect(world.asked).toEqual([]);
  });

  test('that cannot be shown is told once, and nobody gets a message about it', async () => {
    await using world = await openApp({ home: async () => Promise.reject(new Error('no database')) });
    const user = world.slack.addUser({ name: 'Ann' }).id;
    await world.slack.openHome(world.target, user);
    await until(() => world.told.length > 0, 'the log');
    expect(world.told).toMatchObject([{ text: 'slack: Error while answering the opening of the home' }]);
    expect(world.slack.messages()).toEqual([]);
  });

  test('that is open shows a claim made elsewhere', async () => {
    let urgent = homeOfAnn.urgent;
    await using world = await openApp({ home: async () => ({ ...homeOfAnn, urgent }) });
    const card = await cardFor(world.slack);
    await world.slack.openHome(world.target, card.user);
    const home = await until(() => world.homes()[0], 'the home');
    urgent = [queueItem({ lead: { name: 'Grace', recordUrl: 'https://crm.test/2', crm: 'hubspot' } })];
    await world.slack.interact(world.target, { ...card, actionId: 'claim' });
    await until(() => world.homes()[0]?.hash !== home.hash, 'the home anew');
    expect(JSON.stringify(world.homes())).toContain('Grace');
  });
});

describe('a change of somebody’s status', () => {
  test.each([
    ['user_status_changed', { user: { id: 'U1' } }],
    ['user_profile_changed', { user: { id: 'U1' } }],
    ['user_change', { user: { id: 'U1' } }],
    ['dnd_updated_user', { user: 'U1', dnd_status: {} }],
  ])('%s is passed on, and nothing is asked of Slack', async (type, event) => {
    await using world = await openApp();
    await world.slack.sendEvent(world.target, { type, ...event });
    await until(() => world.asked.length > 0, 'the change');
    expect(world.asked).toEqual([{ what: 'statusChanged', with: ['acme', 'U1'] }]);
    expect(world.slack.server.calls).toEqual([]);
  });
});

test('a team that takes the app away is told of, each time Slack says so', async () => {
  await using world = await openApp();
  await world.slack.uninstall(world.target);
  await until(() => world.revoked.length === 2, 'both');
  expect(world.revoked.toSorted()).toEqual(['T0000001 app_uninstalled', 'T0000001 tokens_revoked']);
});

test('people’s own tokens that end are none of ours', async () => {
  await using world = await openApp();
  await world.slack.sendEvent(world.target, { type: 'tokens_revoked', tokens: { oauth: ['U1'] } });
  await world.app.close();
  expect(world.revoked).toEqual([]);
});

test('a token that Slack does not know any more is told of, when it is used', async () => {
  await using world = await openApp();
  const card = await cardFor(world.slack);
  const dead = { kind: 'status', status: 200, body: { ok: false, error: 'account_inactive' } } as const;
  world.slack.server.badDay('POST', '/api/views.open', dead);
  await world.slack.interact(world.target, { ...card, actionId: 'contacted' });
  await until(() => world.revoked.length > 0, 'the revocation');
  expect(world.revoked).toEqual(['T0000001 account_inactive']);
});

describe('shortcuts', () => {
  test('my hot leads: a list in a modal, on which a claim works', async () => {
    await using world = await openApp();
    const user = world.slack.addUser({ name: 'Ann' }).id;
    await world.slack.shortcut(world.target, { user, callbackId: 'my_hot_leads' });
    const modal = await until(() => world.modals()[0], 'a modal');
    expect(JSON.stringify(modal.content)).toContain('You have 1 hot lead');
    await world.slack.interact(world.target, { user, viewId: modal.id, actionId: 'claim' });
    await until(() => world.slack.messages(user).length > 0, 'an answer');
    expect(world.acts()).toMatchObject([{ do: 'claim', episode: 'e-17' }]);
    await world.slack.interact(world.target, { user, viewId: modal.id, actionId: 'contacted' });
    await until(() => world.modals().length === 2, 'a modal on top');
    expect(world.modals()[1]).toMatchObject({ under: modal.id, content: { callback_id: 'contacted' } });
  });

  test('mark contacted on a card asks how', async () => {
    await using world = await openApp();
    const { user, channel, ts } = await cardFor(world.slack);
    await world.slack.shortcut(world.target, { user, callbackId: 'mark_contacted', message: { channel, ts } });
    const modal = await until(() => world.modals()[0], 'a modal');
    expect(modal.content).toMatchObject({ callback_id: 'contacted' });
    expect(modal.content['private_metadata']).toContain('"e":"e-17"');
  });

  test('mark contacted on another message says politely that it is no alert', async () => {
    await using world = await openApp();
    const { user, channel, ts } = await cardFor(world.slack, { controls: [] });
    await world.slack.shortcut(world.target, { user, callbackId: 'mark_contacted', message: { channel, ts } });
    await until(() => said(world.slack).length > 0, 'an answer');
    expect(said(world.slack)[0]?.text).toContain('This message is no hot lead');
  });

  test('one of another version is acknowledged', async () => {
    await using world = await openApp();
    const user = world.slack.addUser({ name: 'Ann' }).id;
    expect(await world.slack.shortcut(world.target, { user, callbackId: 'gone' })).toMatchObject({ status: 200 });
  });
});
