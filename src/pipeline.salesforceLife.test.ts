import { expect, test } from '@jest/globals';
import { episodesKept, hotVisitor, recordSignal, repOf } from './testing/orgPeople.ts';
import { startOrgWorld } from './testing/orgWorld.ts';

const HOT_STATUS = 'Hot Lead - Immediate Action Required';
const MINUTE = 60_000;
const HOUR = 3_600_000;

test('a rep’s call stops the clock, is the first response in the org, and finishes the task', async () => {
  await using world = await startOrgWorld();
  const { org } = world;
  const id = hotVisitor(world);
  await world.minutes(2);
  const by = repOf(world, id)?.userId ?? '';
  // Before the ladder looks for another rep: with no backup named that is after 15 minutes.
  world.advance(8 * MINUTE);
  await world.quiet();
  const calledAt = Math.floor(world.now() / 1_000) * 1_000;
  org.addTask({ WhoId: id, Subject: 'Call', TaskSubtype: 'Call', Status: 'Completed' }, { by });
  await world.minutes(2);
  const [episode] = episodesKept(world);
  const { signalAt = 0, hotAt = 0, answeredAt = 0 } = episode ?? {};
  expect(episode?.state).toBe('contacted');
  // Formulas of the org's own.
  expect(episode?.minutes).toBeCloseTo((answeredAt - hotAt) / MINUTE, 0);
  expect(episode?.lag).toBeCloseTo((answeredAt - signalAt) / MINUTE, 0);
  expect(Math.abs(answeredAt - calledAt)).toBeLessThanOrEqual(1_000);
  const lead = org.row('Lead', id);
  expect(Date.parse(String(lead?.['First_Response_At__c']))).toBe(answeredAt);
  expect(lead?.['Status']).toBe('Open - Not Contacted');
  expect(org.rows('Task').filter(({ IsClosed }) => IsClosed !== true)).toEqual([]);
  // Answered: nobody is called to account any more.
  world.advance(2 * HOUR);
  await world.minutes(1);
  expect(world.slack.messages()).toHaveLength(1);
});

test('a converted lead without an address goes on as its contact: the deal is linked, and what follows is told there', async () => {
  await using world = await startOrgWorld();
  const { org } = world;
  const id = hotVisitor(world, 'ada', { Email: '' });
  await world.minutes(2);
  const by = repOf(world, id)?.userId ?? '';
  const { contactId, opportunityId = '' } = org.convertLead(id, { opportunity: { Amount: 5_000 } });
  await world.minutes(7);
  expect(await world.rows('select state from episodes')).toEqual([{ state: 'open' }]);
  expect(org.row('Contact', contactId)).toMatchObject({ Lead_Score__c: 67, Hot_Lead_Tier__c: 'tier_2', OwnerId: by });
  expect(episodesKept(world)).toMatchObject([{ lead: id, contact: contactId, deal: opportunityId, owner: by }]);
  expect(org.row('Opportunity', opportunityId)).toMatchObject({ From_Hot_Lead__c: true, Hot_Lead_Amount__c: 5_000 });
  expect(org.rows('Task')).toHaveLength(1);
  org.addTask({ WhoId: contactId, Subject: 'Call', TaskSubtype: 'Call', Status: 'Completed' }, { by });
  await world.minutes(3);
  expect(episodesKept(world)).toMatchObject([{ state: 'contacted', contact: contactId }]);
  expect(org.rows('Task').filter(({ IsClosed }) => IsClosed !== true)).toEqual([]);
  // A week later they ask again, as the contact they are.
  world.advance(8 * 24 * HOUR);
  await world.minutes(1);
  recordSignal(world, { Contact__c: contactId }, 'form_submission', 'Demo Request');
  await world.minutes(3);
  const alerts = world.slack.messages();
  expect(JSON.stringify(alerts.at(-1))).toContain(`/lightning/r/Contact/${contactId}/view`);
  expect(org.rows('Task').filter(({ WhoId, IsClosed }) => WhoId === contactId && IsClosed !== true)).toHaveLength(1);
  expect(await world.rows('select count(*)::int as leads from leads where score is not null')).toEqual([{ leads: 1 }]);
});

test('of two hot leads that are merged one is left, with what both did, one open episode and one task', async () => {
  await using world = await startOrgWorld();
  const { org } = world;
  const [kept, lost] = [hotVisitor(world), hotVisitor(world, 'ada.old')];
  await world.minutes(2);
  expect(episodesKept(world).map(({ state }) => state)).toEqual(['open', 'open']);
  const by = repOf(world, kept)?.userId;
  org.mergeLeads(kept, lost);
  await world.minutes(4);
  const ends = episodesKept(world).map(({ lead, state, closedAs }) => ({ lead, state, closedAs }));
  expect(ends).toHaveLength(2);
  expect(ends).toContainEqual({ lead: kept, state: 'open', closedAs: null });
  expect(ends).toContainEqual({ lead: null, state: 'closed', closedAs: 'duplicate' });
  expect(org.rows('Task')).toHaveLength(2);
  expect(org.rows('Task').filter(({ IsClosed }) => IsClosed !== true)).toMatchObject([{ WhoId: kept, OwnerId: by }]);
  expect(org.row('Lead', kept)).toMatchObject({ OwnerId: by, Status: HOT_STATUS });
  const signals = `select count(*)::int as signals from signals s join identities i on i.id = s.lead and i.value = '${kept}'`;
  // One form each, and the campaigns and visits of both.
  expect(await world.rows(signals)).toEqual([{ signals: 6 }]);
  expect(world.slack.messages()).toHaveLength(2);
});

test('a lead that is thrown away is over: its clock, its task and its row, which stays', async () => {
  await using world = await startOrgWorld();
  const { org } = world;
  const id = hotVisitor(world);
  await world.minutes(2);
  org.deleteRecord(id);
  await world.minutes(2);
  world.advance(2 * HOUR);
  await world.minutes(1);
  expect(episodesKept(world)).toMatchObject([{ lead: null, state: 'closed', closedAs: 'duplicate' }]);
  expect(world.slack.messages()).toHaveLength(1);
});

test('what people chose is kept: an owner before it was hot, a status and another owner afterwards', async () => {
  await using world = await startOrgWorld();
  const { org, reps } = world;
  const [, bob, cy] = reps;
  const id = hotVisitor(world, 'eve', { OwnerId: bob?.userId ?? '' });
  await world.minutes(2);
  expect(org.row('Lead', id)).toMatchObject({ OwnerId: bob?.userId, Status: HOT_STATUS });
  expect(world.slack.messages(bob?.slackId)).toHaveLength(1);
  org.setRecord(id, { OwnerId: cy?.userId ?? '', Status: 'Working - Contacted' });
  await world.minutes(2);
  expect(world.slack.messages(cy?.slackId)).toHaveLength(1);
  // Answered: nobody else is looked for while it cools.
  org.addTask({ WhoId: id, Subject: 'Call', TaskSubtype: 'Call', Status: 'Completed' }, { by: cy?.userId ?? '' });
  await world.minutes(2);
  world.advance(8 * 24 * HOUR);
  // Scores that nobody waits for are gathered for five.
  await world.minutes(6);
  expect(org.row('Lead', id)).toMatchObject({
    OwnerId: cy?.userId,
    Status: 'Working - Contacted',
    Hot_Lead_Tier__c: 'none',
  });
  expect(episodesKept(world)).toMatchObject([{ owner: cy?.userId }]);
});

test('a new start finds its data, and does nothing again', async () => {
  await using world = await startOrgWorld();
  const { org } = world;
  hotVisitor(world);
  await world.minutes(2);
  await world.restart();
  expect(world.app.found).toEqual({ leads: 1, episodes: 1 });
  world.advance(61_000);
  await world.quiet();
  expect([org.rows('Task').length, world.slack.messages().length, episodesKept(world).length]).toEqual([1, 1, 1]);
});
