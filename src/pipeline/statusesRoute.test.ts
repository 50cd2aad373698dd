import { expect, test } from '@jest/globals';
import { asksForDemo, episodeOf, named, quiet, told } from '../pipelineForTests.ts';
import { startWorld, type World } from '../testing/world.ts';
import { until } from '../testing/until.ts';

/** The time at which the timer comes round. */
async function nextLook(world: World): Promise<void> {
  const read = async () =>
    (await world.rows<{ at: number }>("select updated_at as at from cursors where id = 'statuses'"))[0]?.at;
  await until(async () => (await read()) !== undefined, 'the statuses to be read once');
  // Kept is not over: the timer is set when the round ends, by the clock of then.
  const underWay = () => world.rows("select 1 from steps where kind = 'statuses' and claimed_until is not null");
  await until(async () => (await underWay()).length === 0, 'the round to end');
  world.advance(61_000);
  await until(async () => ((await read()) ?? 0) >= world.now() - 30_000, 'the statuses to be read again');
}

test('a lead goes past a rep who is on holiday by the chat, and the log says why', async () => {
  await using world = await startWorld();
  const ann = named(world, 'Ann');
  await quiet(world);
  world.slack.user(ann.slackId)!.status = { text: 'Vacationing', emoji: ':palm_tree:', expiration: 0 };
  await nextLook(world);
  const lead = asksForDemo(world, 'ada', { hubspot_owner_id: ann.ownerId });
  await told(world);
  const episode = await episodeOf(world, lead);
  expect([episode.owner, episode.assignee === ann.name]).toEqual([ann.name, false]);
  const [decision] = await world.rows<{ text: string }>(
    "select outcome::text as text from decisions where kind = 'route'",
  );
  expect(decision?.text).toContain('the chat status says away');
  expect(decision?.text).not.toContain('Vacationing');
});

test('a lead that waits for a rep goes to them as soon as the chat shows them back', async () => {
  await using world = await startWorld({ reps: ['Ann'] });
  const ann = named(world, 'Ann');
  await quiet(world);
  const user = world.slack.user(ann.slackId)!;
  user.status = { text: 'OOO', emoji: ':no_entry:', expiration: 0 };
  await nextLook(world);
  const lead = asksForDemo(world, 'ada');
  await told(world);
  expect((await episodeOf(world, lead)).assignee).toBeNull();
  delete user.status;
  await nextLook(world);
  await until(async () => (await episodeOf(world, lead)).assignee === ann.name, 'Ann to have the lead');
});
