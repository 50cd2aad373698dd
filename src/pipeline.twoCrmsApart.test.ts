import { expect, test } from '@jest/globals';
import { episodesKept, recordSignal, repOf } from './testing/orgPeople.ts';
import { startOrgWorld } from './testing/orgWorld.ts';
import { keepsSyncIds } from './testing/twoCrmWorldSync.ts';

test('two who prove to be one while the second is hot are that lead: its episode, alert and task go on, and the first CRM shows it', async () => {
  await using world = await startOrgWorld({ home: 'salesforce' });
  const { org, hubspot, slack } = world;
  await keepsSyncIds(world);
  const contact = hubspot.addContact({ email: 'ada@bigco.example', hs_lead_status: 'NEW' });
  const lead = org.addLead({ Email: 'a.byron@private.example', LastName: 'Byron', Company: 'Big Co' });
  await world.minutes(2);
  recordSignal(world, { Lead__c: lead }, 'form_submission', 'Demo Request');
  await world.minutes(2);
  const rep = repOf(world, lead);
  const messages = slack.messages().length;
  hubspot.setContact(contact, { salesforceleadid: lead });
  await world.minutes(4);
  expect(await world.rows('select state from episodes')).toEqual([{ state: 'open' }]);
  expect(episodesKept(world)).toMatchObject([{ lead, owner: rep?.userId, state: 'open' }]);
  expect(org.rows('Task')).toMatchObject([{ WhoId: lead, OwnerId: rep?.userId, IsClosed: false }]);
  expect(slack.messages()).toHaveLength(messages);
  const records = "select value from identities where kind = 'hubspot:contact' group by value, id order by value";
  expect(await world.rows(records)).toEqual([{ value: contact }, { value: `salesforce:${lead}` }]);
  const score = String(org.row('Lead', lead)?.['Lead_Score__c']);
  expect(hubspot.contact(contact)).toMatchObject({ hotlead_score: score });
});
