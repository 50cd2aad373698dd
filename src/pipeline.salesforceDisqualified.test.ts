import { expect, test } from '@jest/globals';
import { episodesKept, hotVisitor, recordSignal, repOf } from './testing/orgPeople.ts';
import { startOrgWorld } from './testing/orgWorld.ts';

const HOUR = 3_600_000;
const NOT_CONVERTED = 'Closed - Not Converted';

test('a hot lead that a rep closes as not converted is nobody’s task any more, and hot again only when it asks', async () => {
  await using world = await startOrgWorld();
  const { org } = world;
  const id = hotVisitor(world);
  await world.minutes(2);
  const owner = repOf(world, id);
  org.setRecord(id, { Status: NOT_CONVERTED });
  await world.minutes(3);
  expect(episodesKept(world)).toMatchObject([{ lead: id, state: 'closed', closedAs: 'not_a_fit' }]);
  expect(org.rows('Task').filter(({ IsClosed }) => IsClosed !== true)).toEqual([]);
  const messages = world.slack.messages();
  expect(JSON.stringify(messages)).toContain(`Not a fit: Lead Status ${NOT_CONVERTED} in the CRM`);
  world.advance(5 * HOUR);
  await world.minutes(1);
  expect(world.slack.messages()).toHaveLength(messages.length);
  expect([org.row('Lead', id)?.['Status'], repOf(world, id)]).toEqual([NOT_CONVERTED, owner]);
  recordSignal(world, { Lead__c: id }, 'form_submission', 'Demo Request');
  await world.minutes(3);
  expect(episodesKept(world).map(({ state }) => state)).toEqual(['closed', 'open']);
});

test('a lead that was called first, and then closed as not converted, is not a fit, and its answer counts', async () => {
  await using world = await startOrgWorld();
  const { org } = world;
  const id = hotVisitor(world);
  await world.minutes(2);
  const by = repOf(world, id)?.userId ?? '';
  org.addTask({ WhoId: id, Subject: 'Call', TaskSubtype: 'Call', Status: 'Completed' }, { by });
  await world.minutes(2);
  expect(episodesKept(world)).toMatchObject([{ state: 'contacted' }]);
  org.setRecord(id, { Status: NOT_CONVERTED });
  await world.minutes(3);
  const [episode] = episodesKept(world);
  expect(episode).toMatchObject({ state: 'closed', closedAs: 'not_a_fit', answeredAt: expect.any(Number) });
});
