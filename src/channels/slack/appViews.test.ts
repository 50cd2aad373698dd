import { describe, expect, test } from '@jest/globals';
import { until } from '../../testing/until.ts';
import { cardFor, openApp, said } from '../../testing/slackApp.ts';

type World = Awaited<ReturnType<typeof openApp>>;

/** Opens the modal of a control on a new card. */
async function opened(world: World, actionId: string, value?: string) {
  const card = await cardFor(world.slack);
  await world.slack.interact(world.target, { ...card, actionId, ...(value !== undefined && { value }) });
  const modal = await until(() => world.modals()[0], 'a modal');
  return { ...card, viewId: modal.id };
}

const chosen = (value: string) => ({ type: 'static_select', selected_option: { value } });
const FORMS = {
  contacted: ['contacted', undefined, { how: { how: chosen('call') }, note: { note: { value: 'back on Monday' } } }],
  reassign: ['more', '{"e":"e-17","do":"reassign"}', { to: { to: chosen('r-2') } }],
  not_a_fit: ['more', '{"e":"e-17","do":"not_a_fit"}', { reason: { reason: chosen('student') } }],
} as const;

describe('a submitted form', () => {
  test.each([
    ['contacted', { do: 'contacted', how: 'call', note: 'back on Monday' }],
    ['reassign', { do: 'reassign', to: 'r-2' }],
    ['not_a_fit', { do: 'not_a_fit', reason: 'student' }],
  ] as const)('%s does it, closes, and the answer stands where it was opened', async (form, deed) => {
    await using world = await openApp();
    const [actionId, value, values] = FORMS[form];
    const { user, channel, viewId } = await opened(world, actionId, value);
    expect(await world.slack.submit(world.target, { user, viewId, values })).toEqual({ status: 200, body: '' });
    await until(() => said(world.slack).length > 0, 'an answer');
    const who = { workspace: 'acme', chatId: user, email: 'ann@acme.test' };
    expect(world.acts()).toEqual([
      { who, key: `slack:T0000001:${viewId}:${form}`, episode: 'e-17', via: 'slack', ...deed },
    ]);
    expect(said(world.slack)).toMatchObject([{ channel, ephemeralFor: user, text: 'Done &lt;!channel&gt;' }]);
    expect(world.modals()).toEqual([]);
  });

  test('what is wrong in it is marked, and nobody is asked', async () => {
    await using world = await openApp();
    const { user, viewId } = await opened(world, 'contacted');
    const values = { how: { how: chosen('pigeon') } };
    const { body } = await world.slack.submit(world.target, { user, viewId, values });
    expect(JSON.parse(body)).toMatchObject({ response_action: 'errors', errors: { how: expect.any(String) } });
    expect(world.acts()).toEqual([]);
  });

  test('why it did not work is said in it', async () => {
    await using world = await openApp({ act: async () => ({ ok: false, text: 'Bob has it now' }) });
    const { user, viewId } = await opened(world, 'contacted');
    await world.slack.submit(world.target, { user, viewId, values: FORMS.contacted[2] });
    expect(JSON.stringify(world.modals())).toContain('Bob has it now');
    expect(said(world.slack)).toEqual([]);
  });

  test('Slack is answered in time, and the modal says later what came of it', async () => {
    const gate = Promise.withResolvers<{ ok: boolean; text: string }>();
    await using world = await openApp({ act: () => gate.promise });
    const { user, viewId } = await opened(world, 'contacted');
    const before = performance.now();
    const { body } = await world.slack.submit(world.target, { user, viewId, values: FORMS.contacted[2] });
    expect(performance.now() - before).toBeLessThan(3_000);
    expect(body).toContain('One moment');
    gate.resolve({ ok: true, text: 'Noted' });
    await until(() => JSON.stringify(world.modals()).includes('Noted'), 'the answer');
  });

  test('an error is said in it, and told once without what was in it', async () => {
    const act = async () => Promise.reject(new Error('ada@acme.test'));
    await using world = await openApp({ act });
    const { user, viewId } = await opened(world, 'contacted');
    await world.slack.submit(world.target, { user, viewId, values: FORMS.contacted[2] });
    expect(JSON.stringify(world.modals())).toContain('That did not work');
    expect(world.told).toMatchObject([{ step: 'failed', text: 'slack: Error while answering a form' }]);
    expect(JSON.stringify(world.told)).not.toContain('ada@');
  });

  test('a reader’s modal has nothing to submit; one that is submitted all the same is from another version', async () => {
    await using world = await openApp();
    const { user, viewId } = await opened(world, 'more', '{"e":"e-17","do":"timeline"}');
    await world.slack.submit(world.target, { user, viewId });
    expect(JSON.stringify(world.modals())).toContain('older version');
  });
});

describe('forms of the home', () => {
  async function openedAtHome(world: World, actionId: string) {
    const user = world.slack.addUser({ name: 'Ann' }).id;
    await world.slack.openHome(world.target, user);
    const home = await until(() => world.homes()[0], 'the home');
    const click = { user, viewId: home.id, actionId };
    await world.slack.interact(world.target, click);
    const modal = await until(() => world.modals()[0], 'a modal');
    return { user, viewId: modal.id, hash: home.hash };
  }

  test('preferences are kept, and the home shows them', async () => {
    await using world = await openApp();
    const { user, viewId, hash } = await openedAtHome(world, 'preferences');
    const time = (selected_time: string) => ({ time: { selected_time } });
    const values = { quiet_from: time('20:00'), quiet_to: time('07:30') };
    await world.slack.submit(world.target, { user, viewId, values });
    await until(() => world.homes()[0]?.hash !== hash, 'the home anew');
    const kept = world.asked.filter(({ what }) => what === 'savePreferences');
    expect(kept).toMatchObject([{ with: [{ chatId: user }, { quiet: { from: 20 * 60, to: 450 } }] }]);
    expect(world.slack.messages()).toEqual([]);
  });
});
