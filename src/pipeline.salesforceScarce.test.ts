import { expect, test } from '@jest/globals';
import { hotVisitor, repOf } from './testing/orgPeople.ts';
import { startOrgWorld } from './testing/orgWorld.ts';

test('with 85% of the calls of the day used up, somebody who asks for a demo is told of, with rep and task', async () => {
  await using world = await startOrgWorld();
  const { org } = world;
  await world.minutes();
  org.useCalls(85_000);
  await world.minutes();
  const id = hotVisitor(world);
  await world.minutes(3);
  expect(world.slack.messages()).toHaveLength(1);
  expect(org.rows('Task')).toMatchObject([{ WhoId: id, OwnerId: repOf(world, id)?.userId }]);
});
