import { expect, test } from '@jest/globals';
import { asksForDemo, named, quiet, taskHolder, told } from './pipelineForTests.ts';
import { until } from './testing/until.ts';
import { startWorld, type World, worldModel } from './testing/world.ts';

/** Of a day: nothing is summed up by itself before. */
const LAST_MINUTE = 1_439;

/** Somebody whom a rep owns, and who is warm: enough for no alert. */
async function warm(world: World, name: string): Promise<string> {
  const { ownerId } = named(world, 'Ann');
  const person = { email: `${name}@bigco.example`, firstname: name, hubspot_owner_id: ownerId };
  const id = world.hubspot.addContact(person);
  for (const page of ['pricing', 'docs/api']) world.hubspot.visitPage(id, `https://acme.example/${page}`);
  await told(world);
  return id;
}

const texts = (world: World, person: string) => world.slack.messages(person).map(({ text }) => text);

test("a warm lead's click is told to its owner at once, where that is the pace, and once a day", async () => {
  const notices = { ...worldModel.telling.notices, warm_click: 'now' as const };
  const firstModel = { ...worldModel, telling: { ...worldModel.telling, notices } };
  await using world = await startWorld({ settings: { firstModel } });
  const id = await warm(world, 'ada');
  const { slackId } = named(world, 'Ann');
  world.hubspot.readEmail(id, 'CLICK');
  await told(world);
  await until(
    async () => texts(world, slackId).length === 1,
    () => `Ann to be told; told so far:\n${world.told.join('\n')}`,
  );
  expect(texts(world, slackId)[0]).toContain('clicked a link in an e-mail');
  world.hubspot.readEmail(id, 'CLICK');
  await told(world);
  const steps = await world.rows("select key from steps where kind = 'notice'");
  expect([steps.length, world.slack.messages().length]).toEqual([1, 1]);
});

test('what waits at the end of the day is in one digest for whoever has it, and nobody else gets one', async () => {
  const firstModel = { ...worldModel, telling: { ...worldModel.telling, digestAt: LAST_MINUTE } };
  await using world = await startWorld({ settings: { firstModel }, digests: true });
  const id = asksForDemo(world, 'ada');
  await told(world);
  const holder = taskHolder(world, id);
  // Everybody's day is over at its first minute, whenever this runs.
  await world.rows(`update reps set preferences = '{"digestAt": 0}'`);
  const goRound = () => world.rows("update steps set due_at = now() where key = 'digests' and claimed_until is null");
  const digests = () =>
    world.rows<{ told: string | null }>(
      "select outcome->>'told' as told from steps where kind = 'digest' and done_at is not null",
    );
  await until(
    async () => {
      await goRound();
      return (await digests()).length === world.reps.length;
    },
    () => `a digest for each rep; told so far:\n${world.told.join('\n')}`,
  );
  await goRound();
  await quiet(world);
  expect((await digests()).filter((each) => each.told !== 'empty')).toHaveLength(1);
  const posted = await world.rows("select reader from deliveries where kind = 'digest'");
  expect(posted).toEqual([{ reader: holder.name.replace(' Rep', '@acme.example').toLowerCase() }]);
  expect(JSON.stringify(world.slack.messages(holder.slackId).at(-1))).toContain('Not claimed yet');
});
