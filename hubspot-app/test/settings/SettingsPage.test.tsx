import { expect, test } from '@jest/globals';
import { Alert, Button, Input, LoadingButton, NumberInput, Select, Tab, Toggle } from '@hubspot/ui-extensions';
import { onSettings, settingsServer } from './onSettings.tsx';
import { settingsView } from './settingsView.ts';

test('the settings are shown in tabs, in words of sales', async () => {
  settingsServer(settingsView());
  const page = await onSettings();
  expect(page.findAll(Tab).map(({ props }) => props.title)).toEqual([
    'Points',
    'Thresholds',
    'Reps',
    'Hours',
    'Routing',
    'Channels',
  ]);
  expect(page.words()).toContain('Asked for a demo');
  expect(page.words()).toContain('full points for 7 days, then none');
  expect(page.words()).toContain('loses 15% a week');
  expect(page.words()).toContain('Slack: connected');
  expect(page.words()).toContain('E-mail: no mail server is given');
});

test('an edit shows as a change, old and new, and can be undone', async () => {
  settingsServer(settingsView());
  const page = await onSettings();
  page.typeNumber('tiers.one.score', 85);
  await page.shows('1 change not published');
  expect(page.words()).toContain('Tier 1, score from: 80 → 85');
  page.button('Undo').trigger('onClick');
  await page.waitFor(() => expect(page.words()).not.toContain('not published'));
  expect(page.number('tiers.one.score').props.value).toBe(80);
});

test('who sets a value back to what is published has changed nothing', async () => {
  settingsServer(settingsView());
  const page = await onSettings();
  page.typeNumber('tiers.one.score', 85);
  await page.shows('1 change not published');
  page.typeNumber('tiers.one.score', 80);
  await page.waitFor(() => expect(page.words()).not.toContain('not published'));
});

test('points of a signal are changed in its row', async () => {
  settingsServer(settingsView());
  const page = await onSettings();
  page.findAll(Button, (node) => node.text === 'Change')[0]?.trigger('onClick');
  page.typeNumber('catalogue.demo_request.points', 40);
  page.choose('catalogue.demo_request.decay.kind', 'weekly');
  await page.shows('2 changes not published');
  expect(page.words()).toContain('Asked for a demo, points: 30 → 40');
  expect(page.words()).toContain('full points for 7 days, then none → loses 20% a week');
});

test.each([
  ['tiers.one.score', 120, 'Must be 100 or less.'],
  ['tiers.one.score', 80.5, 'Must be a whole number.'],
  ['tiers.three.score', 0, 'Must be 1 or more.'],
  ['routing.holdHours', Number.NaN, 'Give a number.'],
])('%s of %p is refused at the field, and the server is asked nothing', async (name, value, problem) => {
  const server = settingsServer(settingsView());
  const page = await onSettings();
  page.typeNumber(name, value);
  await page.shows('One value cannot be: mend it first.');
  expect(page.number(name).props).toMatchObject({ error: true, validationMessage: problem });
  for (const press of ['Check', 'Plan', 'Publish']) {
    expect(page.isClosed(press)).toBe(true);
    page.press(press).trigger('onClick');
  }
  expect(server.calls.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('problems come beside their field and in a list, until the field is edited', async () => {
  const server = settingsServer(settingsView());
  server.check = () => ({ json: { problems: [{ path: 'tiers.two.score', text: 'must be below tier one (got 90)' }] } });
  const page = await onSettings();
  page.typeNumber('tiers.two.score', 90);
  await page.shows('1 change not published');
  page.press('Check').trigger('onClick');
  await page.shows('Tier 2, score from: must be below tier one (got 90)');
  expect(page.find(Alert).props.title).toBe('One thing is wrong');
  expect(page.number('tiers.two.score').props.validationMessage).toBe('must be below tier one (got 90)');
  expect(page.number('tiers.one.score').props.error).not.toBe(true);
  page.typeNumber('tiers.two.score', 75);
  await page.waitFor(() => expect(page.words()).not.toContain('must be below tier one'));
});

test('a tier two below the score at which leads cool is mended beside it', async () => {
  const server = settingsServer(settingsView());
  const text = 'must not be above tiers.two.score, which is 50 (got 60)';
  server.check = () => ({ json: { problems: [{ path: 'opening.coolScore', text }] } });
  const page = await onSettings();
  page.typeNumber('tiers.two.score', 50);
  await page.shows('1 change not published');
  page.press('Check').trigger('onClick');
  await page.shows(`Tier 2, cools below a score of: ${text}`);
  expect(page.number('opening.coolScore').props.validationMessage).toBe(text);
  page.typeNumber('opening.coolScore', 45);
  await page.shows('Tier 2, cools below a score of: 60 → 45');
});

test('who may only look sees everything and presses nothing', async () => {
  settingsServer(settingsView({ readOnlyBecause: 'Only managers change settings.' }));
  const page = await onSettings();
  expect(page.words()).toContain('Only managers change settings.');
  expect(page.words()).toContain('Asked for a demo');
  expect([page.maybeFind(Button), page.maybeFind(LoadingButton)]).toEqual([null, null]);
  const fields = [...page.findAll(NumberInput), ...page.findAll(Input), ...page.findAll(Toggle)];
  expect(fields.filter(({ props }) => props.readOnly !== true)).toEqual([]);
});

test('a server that is down says so, and Try again asks anew', async () => {
  const server = settingsServer(settingsView());
  server.isDown = true;
  const page = await onSettings('could not be reached');
  server.isDown = false;
  page.button('Try again').trigger('onClick');
  await page.shows('Version 7 decides');
});

test('what the page does not change is said, with its path', async () => {
  settingsServer(settingsView());
  const page = await onSettings();
  expect(page.words()).toContain('Not on this page, but changed by the command `hot-lead model`');
  expect(page.words()).toContain('(recipes, lanes)');
});

test('a named account is added with its rep and backup, and removed', async () => {
  const account = { account: 'big.com', rep: 'ann@acme.com', backup: 'ben@acme.com' };
  settingsServer(settingsView({}, { namedAccounts: [account] }));
  const page = await onSettings();
  const add = () => page.button('Add');
  page.find(Input, { name: 'newNamedAccount' }).trigger('onInput', 'New.com' as never);
  await page.waitFor(() => expect(add().props.disabled).toBe(true));
  expect(page.words()).not.toContain('not published');
  page.find(Select, { name: 'newNamedAccount.rep' }).trigger('onChange', 'ben@acme.com' as never);
  page.find(Select, { name: 'newNamedAccount.backup' }).trigger('onChange', 'ann@acme.com' as never);
  await page.waitFor(() => expect(add().props.disabled).toBe(false));
  add().trigger('onClick');
  await page.shows('big.com: Ann Ames, then Ben Bell; new.com: Ben Bell, then Ann Ames');
  page.button('Remove').trigger('onClick');
  await page.shows('big.com: Ann Ames, then Ben Bell → new.com: Ben Bell, then Ann Ames');
});

test('a territory reads as a line and goes to another pool', async () => {
  const pool = { mode: 'assign' as const, members: 'everyone' as const };
  const territories = [{ name: 'DACH', countries: ['DE', '?'], size: { atLeast: 50 }, pool: 'default' }];
  const server = settingsServer(settingsView({}, { pools: { default: pool, emea: pool }, territories }));
  const page = await onSettings();
  expect(page.words()).toContain('country DE, not known; 50 people or more');
  page.choose('routing.territories[0].pool', 'emea');
  await page.shows('Territory DACH, pool: default → emea');
  page.press('Check').trigger('onClick');
  await page.shows('Nothing is wrong');
  expect(server.sent('/check')[0]?.body?.['changes']).toEqual([
    { path: ['routing', 'territories', 0, 'pool'], value: 'emea' },
  ]);
});
