import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pressedValue } from './channels/slack/pressed.ts';
import { health, installs } from './testing/oauthWorld.ts';
import { messageTo, startTwo, THEIRS, type Two } from './testing/twoWorkspaces.ts';
import { until } from './testing/until.ts';

let two: Two;

beforeAll(async () => {
  two = await startTwo();
});
afterAll(async () => {
  await two?.[Symbol.asyncDispose]();
});

type Episode = { id: string; workspace: string; state: string };
/** Everything that a press could change. */
const episodes = () =>
  two.world.rows<Episode>(
    'select id, workspace, state, assignee, snoozed_until, card_seq from episodes order by workspace',
  );
async function episodeIn(workspace: string): Promise<Episode> {
  const [found] = (await episodes()).filter((each) => each.workspace === workspace);
  if (found === undefined) throw new Error(`no episode in ${workspace}`);
  return found;
}

/** Ann of the other team presses a button of her own card; its value is forged. */
async function pressesThere(value: string, target = two.there.events) {
  const { channel, ts } = await messageTo(two.there);
  return two.there.team.interact(target, { user: two.there.ann, channel, ts, actionId: 'claim', value });
}

const answersThere = () => two.there.team.messages().filter(({ ephemeralFor }) => ephemeralFor !== undefined);
/** A modal that was not open before. */
const modalAfter = (open: number) =>
  until(
    () => two.there.team.views()[open],
    () => `a modal; told:\n${two.told()}`,
  );

test('each workspace tells its own team, by its own token alone', () => {
  const { here, there, world } = two;
  const [mine, theirs] = [here, there].map(({ team }) => JSON.stringify(team.messages()));
  expect([mine?.includes('ada@'), mine?.includes('uma@')]).toEqual([true, false]);
  expect([theirs?.includes('ada@'), theirs?.includes('uma@')]).toEqual([false, true]);
  const posts = world.slack.server.calls.filter(({ path }) => path === '/api/chat.postMessage');
  const tokensFor = (name: string) =>
    new Set(posts.flatMap(({ body, headers }) => (body.includes(name) ? [headers.authorization] : [])));
  expect(tokensFor('ada')).toEqual(new Set([`Bearer ${here.team.token}`]));
  expect(tokensFor('uma')).toEqual(new Set([`Bearer ${there.team.token}`]));
  expect(here.team.token).not.toBe(there.team.token);
});

describe("a press in one team that names the other workspace's episode", () => {
  test.each([
    ['claims', { do: 'claim' }],
    ['releases', { do: 'release' }],
    ['snoozes', { do: 'snooze', until: '1h' }],
  ] as const)('%s nothing', async (_what, said) => {
    const before = await episodes();
    const answered = answersThere().length;
    const { id: episode } = await episodeIn('acme');
    expect(await pressesThere(pressedValue({ episode, ...said }))).toMatchObject({ status: 200 });
    await until(
      () => answersThere().length > answered,
      () => `an answer; told:\n${two.told()}`,
    );
    expect(answersThere().at(-1)?.text).toBe('This lead is not known any more');
    expect(await episodes()).toEqual(before);
  });

  test.each([
    ['contacted', { how: { how: { selected_option: { value: 'call' } } } }],
    ['not_a_fit', { reason: { reason: { selected_option: { value: 'competitor' } } } }],
    ['reassign', { to: { to: { selected_option: { value: 'somebody' } } } }],
  ] as const)('changes nothing by its form "%s"', async (control, values) => {
    const before = await episodes();
    const open = two.there.team.views().length;
    const { id: episode } = await episodeIn('acme');
    await pressesThere(pressedValue({ episode, do: control }));
    const { id: viewId } = await modalAfter(open);
    await two.there.team.submit(two.there.events, { user: two.there.ann, viewId, values });
    await until(() => JSON.stringify(two.there.team.views()[open]).includes('not known any more'), 'an answer');
    expect(await episodes()).toEqual(before);
  });

  test.each(['why_hot', 'why_me', 'timeline'] as const)('reads nothing of it by "%s"', async (control) => {
    const open = two.there.team.views().length;
    const { id: episode } = await episodeIn('acme');
    await pressesThere(pressedValue({ episode, do: control }));
    expect(JSON.stringify(await modalAfter(open))).toContain('This lead is not known here any more');
  });
});

test("a lead cannot be given to the other workspace's rep", async () => {
  const before = await episodes();
  const [stranger] = await two.world.rows<{ id: string }>("select id from reps where workspace = 'acme'");
  const open = two.there.team.views().length;
  await pressesThere(pressedValue({ episode: (await episodeIn(THEIRS)).id, do: 'reassign' }));
  const { id: viewId } = await modalAfter(open);
  const values = { to: { to: { selected_option: { value: stranger?.id } } } };
  await two.there.team.submit(two.there.events, { user: two.there.ann, viewId, values });
  await until(() => two.there.team.views()[open]?.content['callback_id'] !== 'reassign', 'an answer');
  expect(await episodes()).toEqual(before);
});

test('a press that reaches the other process changes nothing, and its presser hears that it did not work', async () => {
  const before = await episodes();
  const answered = answersThere().length;
  await pressesThere(pressedValue({ episode: (await episodeIn(THEIRS)).id, do: 'claim' }), two.here.events);
  await until(() => answersThere().length > answered, 'an answer');
  expect(answersThere().at(-1)?.text).toContain('did not work');
  expect(await episodes()).toEqual(before);
});

test('an honest press on the same card claims its own lead', async () => {
  await pressesThere(pressedValue({ episode: (await episodeIn(THEIRS)).id, do: 'claim' }));
  await until(async () => (await episodeIn(THEIRS)).state === 'claimed', 'the claim');
  expect((await episodeIn('acme')).state).toBe('open');
});

test("one team's removal, told to whichever process, is its alone", async () => {
  const { here, there, world } = two;
  await there.team.uninstall(here.events);
  // A call that was under way may hear of it before the event comes.
  const why = expect.stringMatching(/removed in Slack|account_inactive/);
  const over = () =>
    world.rows('select workspace, revoked_because as why from installations where revoked_at is not null');
  await until(async () => (await over()).length > 0, 'the removal');
  expect(await over()).toEqual([{ workspace: THEIRS, why }]);
  world.advance(10_000);
  expect(await health(there.url)).toMatchObject({
    status: 503,
    troubles: [why],
  });
  expect(await health(here.url)).toMatchObject({ status: 200 });
  const { channel, ts } = await messageTo(here);
  await here.team.interact(here.events, { user: here.ann, channel, ts, actionId: 'claim' });
  await until(async () => (await episodeIn('acme')).state === 'claimed', 'the claim');
});

test('nobody of another workspace installs over a team that has one, and no token is told', async () => {
  const page = await installs(two.world, { team: two.here.team.team.id, workspace: THEIRS });
  expect([page.status, page.text]).toEqual([409, expect.stringContaining('already belongs')]);
  expect(two.told()).not.toContain('xoxb-');
});
