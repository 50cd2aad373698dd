import { expect, test } from '@jest/globals';
import { Alert, LineChart } from '@hubspot/ui-extensions';
import { donePlan, onSettings, settingsServer } from './onSettings.tsx';
import { settingsView } from './settingsView.ts';

async function edited() {
  const server = settingsServer(settingsView());
  const page = await onSettings();
  page.typeNumber('tiers.one.score', 85);
  await page.shows('1 change not published');
  return { server, page };
}

async function planned() {
  const { server, page } = await edited();
  page.press('Plan').trigger('onClick');
  await page.shows('Publish makes these changes decide from now on.');
  return { server, page };
}

/** The settings as somebody else published them. */
const version8 = () => settingsView({ version: 8 });

test('publish stays closed until the plan of these very changes was seen, and closes again after another edit', async () => {
  const { server, page } = await edited();
  expect(page.words()).toContain('Publish is closed. First look at what would have happened: press Plan.');
  expect(page.isClosed('Publish')).toBe(true);
  server.plan = { state: 'running', text: '1,200 of 5,000 leads played' };
  page.press('Plan').trigger('onClick');
  await page.shows('The plan of these changes is being made.');
  expect(page.isClosed('Publish')).toBe(true);
  server.plan = donePlan;
  await page.shows('Publish makes these changes decide from now on.');
  expect(page.isClosed('Publish')).toBe(false);
  page.typeNumber('tiers.one.score', 86);
  await page.shows('Something was changed since that plan: press Plan again.');
  expect(page.isClosed('Publish')).toBe(true);
  page.typeNumber('tiers.one.score', 85);
  await page.shows('Publish makes these changes decide from now on.');
});

test('a plan says what would have happened, who becomes hot and who stops', async () => {
  const { server, page } = await planned();
  expect(server.sent('/plan')[0]?.body).toEqual({
    basedOn: 7,
    changes: [{ path: ['tiers', 'one', 'score'], value: 85 }],
  });
  expect(page.words()).toContain('What would have happened in the last 30 days');
  expect(page.words()).toContain('Alerts a day: 4.2 now, 6.0 then');
  expect(page.words()).toContain('Dana Lee');
  expect(page.words()).toContain(
    'decide from now on. Publishing gives 2 leads to reps at once: they would become hot.',
  );
  expect(page.words()).toContain('Nobody would stop being hot.');
});

test('a plan draws the alerts of each day, as it is now and with the changes', async () => {
  const { server, page } = await edited();
  server.plan = { ...donePlan, perDay: [{ day: '2026-11-20', now: 4, would: 6 }] };
  page.press('Plan').trigger('onClick');
  await page.shows('Publish makes these changes decide from now on.');
  expect(page.find(LineChart).props.data).toEqual([
    { day: '20 Nov', alerts: 4, which: 'as it is now' },
    { day: '20 Nov', alerts: 6, which: 'with these changes' },
  ]);
});

test('a plan that failed leaves publish closed', async () => {
  const { server, page } = await edited();
  server.plan = { state: 'failed', text: 'The server was started again.' };
  page.press('Plan').trigger('onClick');
  await page.shows('The plan failed: The server was started again.');
  expect(page.isClosed('Publish')).toBe(true);
});

test('the press publishes once, with a key, what it is based on, and the changes', async () => {
  const { server, page } = await planned();
  const answer = Promise.withResolvers<{ json: unknown }>();
  server.publish = () => answer.promise;
  page.press('Publish').trigger('onClick');
  page.press('Publish').trigger('onClick');
  server.view = settingsView({ version: 8, settings: { ...server.view.settings, tiers: tiersWith(85) } });
  answer.resolve({ json: { ok: true, version: 8, text: 'Version 8 decides now.' } });
  await page.shows('Version 8 decides now.');
  expect(server.sent('/publish')).toHaveLength(1);
  expect(server.sent('/publish')[0]?.body).toEqual({
    key: expect.stringMatching(/^[0-9a-f]{32}$/),
    basedOn: 7,
    changes: [{ path: ['tiers', 'one', 'score'], value: 85 }],
  });
  await page.waitFor(() => expect(page.words()).not.toContain('not published'));
  expect(page.number('tiers.one.score').props.value).toBe(85);
  expect(page.find(Alert).props.title).toBe('Published');
});

test('when somebody published meanwhile the edits are kept, and it is said', async () => {
  const { server, page } = await planned();
  const text = 'Version 8 was published at 9:10.';
  server.publish = () => ({ status: 409, json: { ok: false, text, problems: [{ path: '', text }] } });
  server.view = version8();
  page.press('Publish').trigger('onClick');
  await page.shows(text);
  await page.shows('Your changes are kept, and compared with it');
  expect(page.words().split(text)).toHaveLength(2);
  expect(page.words()).toContain('Tier 1, score from: 80 → 85');
  expect(page.isClosed('Publish')).toBe(true);
  expect(page.words()).toContain('press Plan again');
  await page.isIdle();
  page.button('Understood').trigger('onClick');
  await page.waitFor(() => expect(page.words()).not.toContain('Somebody published meanwhile'));
  page.press('Plan').trigger('onClick');
  await page.shows('Publish makes these changes decide from now on.');
  expect(server.sent('/plan').at(-1)?.body).toMatchObject({ basedOn: 8 });
});

test('an edit of a territory whose place another has taken meanwhile cannot be published', async () => {
  const pool = { mode: 'assign' as const, members: 'everyone' as const };
  const pools = { default: pool, emea: pool };
  const [dach, rest] = [
    { name: 'DACH', countries: ['DE'], pool: 'default' },
    { name: 'Rest', pool: 'default' },
  ];
  const server = settingsServer(settingsView({}, { pools, territories: [dach, rest] }));
  const page = await onSettings();
  page.choose('routing.territories[0].pool', 'emea');
  await page.shows('Territory DACH, pool: default → emea');
  server.check = () => ({ status: 409, json: { text: 'Version 8 was published at 9:10.' } });
  server.view = settingsView({ version: 8 }, { pools, territories: [rest] });
  page.press('Check').trigger('onClick');
  await page.shows('Territory DACH, pool: default → cannot be: It is not there any more: undo this.');
  await page.isIdle();
  expect(page.isClosed('Plan')).toBe(true);
});

test('a plan is begun once, however often the button is pressed', async () => {
  const { server, page } = await edited();
  page.press('Plan').trigger('onClick');
  page.press('Plan').trigger('onClick');
  await page.shows('Publish makes these changes decide from now on.');
  expect(server.sent('/plan')).toHaveLength(1);
});

test('what publish finds wrong comes beside the field', async () => {
  const { server, page } = await planned();
  const problems = [{ path: 'tiers.one.score', text: 'must be 84 or less' }];
  server.publish = () => ({ json: { ok: false, text: 'Nothing was published.', problems } });
  page.press('Publish').trigger('onClick');
  await page.shows('Nothing was published.');
  expect(page.number('tiers.one.score').props.validationMessage).toBe('must be 84 or less');
});

test('a press of which nothing is known goes again under the same key', async () => {
  const { server, page } = await planned();
  server.publish = () => new Error('gone');
  page.press('Publish').trigger('onClick');
  await page.shows('could not be reached');
  await page.isIdle();
  page.press('Publish').trigger('onClick');
  await page.waitFor(() => expect(server.sent('/publish')).toHaveLength(2));
  const [one, other] = server.sent('/publish').map(({ body }) => body?.['key']);
  expect(one).toBe(other);
});

function tiersWith(score: number) {
  return { ...settingsView().settings.tiers, one: { score, variety: 3 } };
}
