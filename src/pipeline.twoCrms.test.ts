import { describe, expect, test } from '@jest/globals';
import { episodesKept, recordSignal, repOf } from './testing/orgPeople.ts';
import { type OrgWorld, startOrgWorld } from './testing/orgWorld.ts';
import { CRMS, keepsSyncIds, type Which } from './testing/twoCrmWorldSync.ts';

const HOT = { hubspot: 'HOT_LEAD_IMMEDIATE_ACTION_REQUIRED', salesforce: 'Hot Lead - Immediate Action Required' };
const ADA = 'ada@bigco.example';

describe.each(CRMS)('one workspace with HubSpot and Salesforce, whose reps work in %s', (home) => {
  test('somebody who is in both by one address is one lead, with one owner in both, one task at home and one alert', async () => {
    await using world = await startOrgWorld({ home });
    const { org } = world;
    const lead = org.addLead({ Email: 'Ada@bigco.example', LastName: 'Byron', Company: 'Big Co' });
    const contact = world.hubspot.addContact({ email: ADA, firstname: 'Ada', hs_lead_status: 'NEW' });
    // Half of it happens here and half of it there.
    world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: ADA });
    recordSignal(world, { Lead__c: lead }, 'page_view', 'https://acme.example/pricing');
    await world.minutes(3);
    await expectHotInBoth(world, home, { lead, contact });
    expect(await world.rows('select type from signals order by type')).toEqual([
      { type: 'demo_request' },
      { type: 'pricing_page_visit' },
    ]);
  });

  test('somebody whom a sync wrote into the other CRM under another address is one lead all the same', async () => {
    await using world = await startOrgWorld({ home });
    const { org } = world;
    await keepsSyncIds(world);
    const lead = org.addLead({ Email: 'a.byron@private.example', LastName: 'Byron', Company: 'Big Co' });
    const contact = world.hubspot.addContact({ email: ADA, hs_lead_status: 'NEW', salesforceleadid: lead });
    recordSignal(world, { Lead__c: lead }, 'form_submission', 'Demo Request');
    await world.minutes(4);
    const records = `select value from identities where kind = 'hubspot:contact' order by value`;
    expect(await world.rows(records)).toEqual([{ value: contact }, { value: `salesforce:${lead}` }]);
    await expectHotInBoth(world, home, { lead, contact });
  });

  test.each(CRMS)(
    'a record made in the other CRM while they are hot in %s has their owner and status, and gives back its own',
    async (hotIn) => {
      await using world = await startOrgWorld({ home });
      const { org, hubspot } = world;
      const person = { Email: ADA, LastName: 'Byron', Company: 'Big Co' };
      const records = { contact: '', lead: '' };
      const make = (crm: Which) => {
        if (crm === 'hubspot') records.contact = hubspot.addContact({ email: ADA, hs_lead_status: 'NEW' });
        else records.lead = org.addLead(person);
      };
      make(hotIn);
      if (hotIn === 'hubspot') hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: ADA });
      else recordSignal(world, { Lead__c: records.lead }, 'form_submission', 'Demo Request');
      await world.minutes(3);
      make(hotIn === 'hubspot' ? 'salesforce' : 'hubspot');
      await world.minutes(3);
      const { lead, contact } = records;
      const rep = repOf(world, lead);
      expect(rep).toBeDefined();
      expect(org.row('Lead', lead)).toMatchObject({ Status: HOT.salesforce });
      expect(hubspot.contact(contact)).toMatchObject({ hubspot_owner_id: rep?.ownerId, hs_lead_status: HOT.hubspot });
      expect(await world.rows('select state, assignee = owner as alone from episodes')).toEqual([
        { state: 'open', alone: true },
      ]);
      org.addTask(
        { WhoId: lead, Subject: 'Call', TaskSubtype: 'Call', Status: 'Completed' },
        { by: rep?.userId ?? '' },
      );
      await world.minutes(3);
      expect(hubspot.contact(contact)?.['hs_lead_status']).toBe('NEW');
      expect(org.row('Lead', lead)?.['Status']).toBe('Open - Not Contacted');
    },
  );

  test('a rep who calls by the other CRM stops the clock in both', async () => {
    await using world = await startOrgWorld({ home });
    const { org, hubspot } = world;
    const lead = org.addLead({ Email: ADA, LastName: 'Byron', Company: 'Big Co' });
    const contact = hubspot.addContact({ email: ADA, hs_lead_status: 'NEW' });
    hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: ADA });
    await world.minutes(3);
    const rep = repOf(world, lead);
    if (home === 'salesforce') hubspot.logCall(contact, { ownerId: rep?.ownerId ?? '' });
    else {
      const call = { WhoId: lead, Subject: 'Call', TaskSubtype: 'Call', Status: 'Completed' };
      org.addTask(call, { by: rep?.userId ?? '' });
    }
    await world.minutes(3);
    expect(episodesKept(world)).toMatchObject([{ state: 'contacted' }]);
    expect(org.row('Lead', lead)?.['First_Response_At__c']).toEqual(expect.any(String));
    expect(hubspot.contact(contact)?.['hotlead_first_contact_at']).toEqual(expect.any(String));
    expect(hubspot.contact(contact)?.['hs_lead_status']).toBe('NEW');
    expect(org.row('Lead', lead)?.['Status']).toBe('Open - Not Contacted');
  });
});

async function expectHotInBoth(world: OrgWorld, home: Which, { lead, contact }: { lead: string; contact: string }) {
  const { org, hubspot, slack } = world;
  const rep = repOf(world, lead);
  expect(rep).toBeDefined();
  expect(org.row('Lead', lead)).toMatchObject({ Status: HOT.salesforce, Hot_Lead_Tier__c: 'tier_2' });
  expect(hubspot.contact(contact)).toMatchObject({
    hubspot_owner_id: rep?.ownerId,
    hs_lead_status: HOT.hubspot,
    hotlead_score: String(org.row('Lead', lead)?.['Lead_Score__c']),
  });
  const inOrg = org.rows('Task').map(({ WhoId, OwnerId }) => [WhoId, OwnerId]);
  const inPortal = hubspot.tasks().map(({ contactIds, ...task }) => [contactIds[0], task['hubspot_owner_id']]);
  expect({ inOrg, inPortal }).toEqual(
    home === 'salesforce'
      ? { inOrg: [[lead, rep?.userId]], inPortal: [] }
      : { inOrg: [], inPortal: [[contact, rep?.ownerId]] },
  );
  expect(slack.messages()).toHaveLength(1);
  const page = home === 'salesforce' ? `/lightning/r/Lead/${lead}/view` : `/record/0-1/${contact}`;
  expect(JSON.stringify(slack.messages(rep?.slackId)[0])).toContain(page);
  expect(episodesKept(world)).toMatchObject([{ lead, owner: rep?.userId, state: 'open' }]);
  expect(await world.rows('select id from episodes')).toHaveLength(1);
}
