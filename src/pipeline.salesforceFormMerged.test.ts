import { expect, test } from '@jest/globals';
import { startOrgWorld } from './testing/orgWorld.ts';

test('a demo request whose Lead was merged into an older one before it was ever read is told of', async () => {
  await using world = await startOrgWorld();
  const { org } = world;
  const person = { LastName: 'Byron', Company: 'Big Co' };
  const kept = org.addLead({ ...person, Email: 'ada.private@bigco.example' });
  await world.minutes(2);
  const request = org.addLead({ ...person, Email: 'ada@bigco.example', LeadSource: 'Demo Request' });
  org.mergeLeads(kept, request);
  await world.minutes(3);
  expect(world.slack.messages()).toHaveLength(1);
  expect(org.rows('Task')).toMatchObject([{ WhoId: kept }]);
});
