import { expect, test } from '@jest/globals';
import { flag } from './sandbox/salesforce/fields.ts';
import { hotVisitor } from './testing/orgPeople.ts';
import { startOrgWorld } from './testing/orgWorld.ts';

test('a hot lead that is converted into a person account is over, and nobody is told of that', async () => {
  await using world = await startOrgWorld();
  const { org } = world;
  org.addField('Contact', flag('IsPersonAccount'));
  // What the org has is looked at once an hour.
  world.advance(3_700_000);
  const id = hotVisitor(world);
  await world.minutes(2);
  const { contactId } = org.convertLead(id);
  org.setRecord(contactId, { IsPersonAccount: true });
  await world.minutes(7);
  expect(await world.rows('select state from episodes')).toEqual([{ state: 'closed' }]);
  expect(org.rows('Task').filter(({ IsClosed }) => IsClosed !== true)).toEqual([]);
  expect(world.slack.messages()).toHaveLength(1);
});
