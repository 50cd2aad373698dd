import { expect, test } from '@jest/globals';
import { recordSignal } from './testing/orgPeople.ts';
import { startOrgWorld } from './testing/orgWorld.ts';

const ada = { Email: 'ada@bigco.example', LastName: 'Byron', Company: 'Big Co' };

test('two Leads of one address that came in one moment are one lead, one episode and one alert', async () => {
  await using world = await startOrgWorld();
  const { org } = world;
  for (const id of [org.addLead(ada), org.addLead(ada)])
    recordSignal(world, { Lead__c: id }, 'form_submission', 'Demo Request');
  await world.minutes(4);
  expect(await world.rows('select 1 from leads')).toHaveLength(1);
  expect(await world.rows('select state from episodes')).toEqual([{ state: 'open' }]);
  expect([world.slack.messages().length, org.rows('Task').length]).toEqual([1, 1]);
});

test('two Leads of one address with an owner each do not take the lead from each other whenever one is changed', async () => {
  await using world = await startOrgWorld();
  const { org, reps } = world;
  const [, bob, cy] = reps;
  const older = org.addLead({ ...ada, OwnerId: bob?.userId ?? '' });
  await world.minutes(2);
  const newer = org.addLead({ ...ada, OwnerId: cy?.userId ?? '' });
  await world.minutes(2);
  recordSignal(world, { Lead__c: older }, 'form_submission', 'Demo Request');
  await world.minutes(3);
  // A reminder after ten minutes goes to whoever has it: counted is to whom it was given.
  const given = () =>
    world.told.filter((line) => line.startsWith('owner: ')).map((line) => /: (\w+) Rep owns/.exec(line)?.[1]);
  expect(given()).toEqual(['Cy']);
  for (const id of [newer, older, newer, older]) {
    org.setRecord(id, { Description: `changed after ${org.apiCalls()} calls` });
    await world.minutes(2);
  }
  expect(given()).toEqual(['Cy']);
  expect(world.slack.messages(bob?.slackId)).toEqual([]);
  expect(org.row('Lead', newer)?.['OwnerId']).toBe(cy?.userId);
  // Merged into the older one, they are whose that is.
  org.mergeLeads(older, newer);
  await world.minutes(3);
  expect(world.slack.messages(bob?.slackId)).toHaveLength(1);
  expect(await world.rows('select crm_owner as owner from leads')).toEqual([{ owner: bob?.userId }]);
  expect(org.rows('Task').filter(({ IsClosed }) => IsClosed !== true)).toMatchObject([{ OwnerId: bob?.userId }]);
});
