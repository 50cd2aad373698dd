import { describe, expect, test } from '@jest/globals';
import { readLeads } from './leads.ts';
import { startOrg, type TestOrg } from '../../testing/salesforceOrg.ts';
import { addSalesforceFields } from '../../testing/salesforceFields.ts';

const at = Date.parse('2026-11-20T10:00:00Z');

async function read(on: TestOrg, ids: string[]) {
  return readLeads(on.org, on.now)(ids);
}
const kindsOf = (activities: { kind: string }[] = []) => activities.map(({ kind }) => kind).toSorted();

describe('readLeads of Salesforce', () => {
  test('a Lead and a Contact are told in the same words', async () => {
    await using on = await startOrg();
    const { sandbox } = on;
    const ann = sandbox.addUser({ email: 'ann@example.com', name: 'Ann' });
    const account = sandbox.addAccount({
      Name: 'Acme',
      Industry: 'Banking',
      NumberOfEmployees: 70,
      Type: 'Customer - Direct',
    });
    const known = { FirstName: 'Eve', LastName: 'Adams', Email: 'eve@acme.example', Title: 'CEO', OwnerId: ann };
    const lead = sandbox.addLead({
      ...known,
      Company: 'Acme',
      Industry: 'Banking',
      NumberOfEmployees: 70,
      HasOptedOutOfEmail: true,
    });
    const contact = sandbox.addContact({ ...known, AccountId: account });
    const { people, gone, unreadable } = await read(on, [lead, contact]);
    const same = { firstName: 'Eve', lastName: 'Adams', email: 'eve@acme.example', jobTitle: 'CEO', ownerId: ann };
    const company = { company: 'Acme', industry: 'Banking', companySize: '70', modifiedAt: on.now() };
    expect({ gone, unreadable }).toEqual({ gone: [], unreadable: [] });
    expect(people.find(({ id }) => id === lead)).toEqual({
      id: lead,
      ...same,
      ...company,
      status: 'Open - Not Contacted',
      unsubscribed: true,
      hasCompany: false,
      hasDeals: false,
      activities: [],
    });
    expect(people.find(({ id }) => id === contact)).toEqual({
      id: contact,
      ...same,
      ...company,
      lifecycle: 'customer',
      hasCompany: true,
      activities: [],
    });
  });

  test("a lead of a queue, or of our own user, is nobody's", async () => {
    await using on = await startOrg();
    const queue = on.sandbox.addQueue('Hot leads');
    const ids = [queue, on.sandbox.integrationUser].map((OwnerId) => on.sandbox.addLead({ OwnerId }));
    expect((await read(on, ids)).people.map(({ ownerId }) => ownerId)).toEqual([undefined, undefined]);
  });

  test('what somebody did is told with its kind, name and time', async () => {
    await using on = await startOrg();
    const { sandbox } = on;
    addSalesforceFields(sandbox);
    const ann = sandbox.addUser({ email: 'ann@example.com', name: 'Ann' });
    const lead = sandbox.addLead({ LeadSource: 'Web' }, { at });
    const page = {
      Kind__c: 'page_view',
      Detail__c: 'https://example.com/pricing',
      Happened_At__c: '2026-11-20T10:05:00Z',
    };
    sandbox.record('Hot_Signal__c', { ...page, Lead__c: lead, Value__c: 3 });
    sandbox.addMember(sandbox.addCampaign({ Name: 'Pricing 101', Type: 'Webinar' }), lead, 'Responded');
    sandbox.addEmail({ about: [lead], incoming: true, text: 'Yes, please.', subject: 'Re: Offer', at: at + 1 });
    sandbox.addEmail({ about: [lead], openedAt: at + 90_000, at: at + 60_000 });
    const start = { StartDateTime: '2026-11-21T10:00:00Z', EndDateTime: '2026-11-21T10:30:00Z' };
    sandbox.addEvent({ WhoId: lead, OwnerId: ann, ...start }, { by: sandbox.integrationUser, at });
    sandbox.addEvent({ WhoId: lead, Subject: 'Of my own', ...start }, { by: ann, at });
    const [person] = (await read(on, [lead])).people;
    const told = person?.activities ?? [];
    const of = (kind: string) => told.filter((activity) => activity.kind === kind);
    expect(of('form_submission')).toMatchObject([{ name: 'Web', at }]);
    expect(of('page_view')).toMatchObject([{ name: 'https://example.com/pricing', at: at + 300_000, value: 3 }]);
    expect(of('campaign_response')).toMatchObject([{ name: 'Webinar: Pricing 101' }]);
    expect(of('email_reply')).toMatchObject([{ reply: { text: 'Yes, please.', subject: 'Re: Offer' } }]);
    expect(of('email_open')).toMatchObject([{ at: at + 90_000, mail: { deliveredAt: at + 60_000 } }]);
    expect(of('meeting_booked')).toMatchObject([{ at }]);
    expect(told).toHaveLength(6);
    expect(person).toMatchObject({ source: 'web' });
  });

  test('a converted Lead is gone, and the Contact has all that it did under the same source ids', async () => {
    await using on = await startOrg();
    const { sandbox } = on;
    addSalesforceFields(sandbox);
    const lead = sandbox.addLead({ LeadSource: 'Website form' }, { at });
    sandbox.record('Hot_Signal__c', { Kind__c: 'visit', Detail__c: 'website', Lead__c: lead });
    sandbox.addMember(sandbox.addCampaign(), lead, 'Responded');
    sandbox.addEvent({ WhoId: lead, StartDateTime: '2026-11-21T10:00:00Z', EndDateTime: '2026-11-21T10:30:00Z' });
    const before = (await read(on, [lead])).people[0]?.activities ?? [];
    sandbox.convertLead(lead, {});
    const contact = String(sandbox.row('Lead', lead)?.['ConvertedContactId']);
    const after = await read(on, [lead, contact]);
    expect(after.gone).toEqual([lead]);
    expect(kindsOf(before)).toEqual(expect.arrayContaining(['campaign_response', 'form_submission', 'visit']));
    expect(after.people).toMatchObject([{ id: contact }]);
    const idsOf = (activities: { sourceId: string }[] = []) => activities.map(({ sourceId }) => sourceId);
    expect(idsOf(after.people[0]?.activities)).toEqual(idsOf(before));
  });

  test('a merge leaves one with the activity of both', async () => {
    await using on = await startOrg();
    const { sandbox } = on;
    const [kept, lost] = [sandbox.addLead(), sandbox.addLead()];
    for (const lead of [kept, lost]) sandbox.addEmail({ about: [lead], incoming: true });
    const before = (await read(on, [kept, lost])).people.flatMap(({ activities }) => activities);
    sandbox.mergeLeads(kept, lost);
    const after = await read(on, [kept, lost]);
    expect(after.gone).toEqual([lost]);
    expect(after.people[0]?.activities.map(({ sourceId }) => sourceId).toSorted()).toEqual(
      before.map(({ sourceId }) => sourceId).toSorted(),
    );
  });

  test('a form whose Lead was merged away before anybody read it is told of the Lead that is kept, in no call more', async () => {
    await using on = await startOrg();
    addSalesforceFields(on.sandbox);
    const [kept, other] = [on.sandbox.addLead(), on.sandbox.addLead()];
    await read(on, [kept]);
    const lost = on.sandbox.addLead({ LeadSource: 'Demo Request' }, { at });
    on.sandbox.mergeLeads(kept, lost);
    const before = on.sandbox.apiCalls();
    const { people } = await read(on, [kept, other]);
    expect(on.sandbox.apiCalls() - before).toBe(1);
    expect(await read(on, [lost])).toMatchObject({ people: [], gone: [lost] });
    expect(people.find(({ id }) => id === kept)?.activities).toEqual([
      { sourceId: `form:${lost}`, kind: 'form_submission', at, name: 'Demo Request' },
    ]);
    expect(people.find(({ id }) => id === other)?.activities).toEqual([]);
  });

  test('a Lead in the bin is gone, and nothing of it or of what is thrown away beside another is told', async () => {
    await using on = await startOrg();
    const { sandbox } = on;
    const [lead, deleted] = [sandbox.addLead(), sandbox.addLead({ LeadSource: 'Web' })];
    const member = sandbox.addMember(sandbox.addCampaign(), lead, 'Responded');
    for (const id of [member, deleted]) sandbox.deleteRecord(id);
    const { people, gone } = await read(on, [lead, deleted]);
    expect(gone).toEqual([deleted]);
    expect(people).toMatchObject([{ id: lead, activities: [] }]);
  });

  test('two hundred Leads with what they did are one call, of both kinds as well', async () => {
    await using on = await startOrg();
    addSalesforceFields(on.sandbox);
    const leads = on.sandbox.bulk('Lead', 200, () => ({ LastName: 'Doe', Company: 'X' }));
    for (const id of leads) on.sandbox.addTask({ WhoId: id });
    const contacts = on.sandbox.bulk('Contact', 100, () => ({ LastName: 'Doe' }));
    await read(on, leads);
    const calls = async (ids: string[]) => {
      const before = on.sandbox.apiCalls();
      expect((await read(on, ids)).people).toHaveLength(ids.length);
      return on.sandbox.apiCalls() - before;
    };
    expect(await calls(leads)).toBe(1);
    await calls(contacts);
    expect(await calls([...leads.slice(100), ...contacts])).toBe(1);
  });

  test('what Salesforce cuts off inside of an answer is read apart', async () => {
    await using on = await startOrg();
    const [lead, contact] = [on.sandbox.addLead(), on.sandbox.addContact()];
    for (const WhoId of [lead, contact, lead, contact])
      on.sandbox.addTask({ WhoId, TaskSubtype: 'Call', Status: 'Completed' }, { at });
    const campaigns = Array.from({ length: 2 }, () => on.sandbox.addCampaign());
    for (const campaign of campaigns) on.sandbox.addMember(campaign, lead, 'Responded');
    const queries: typeof on.org.queries = async (asked, soqls) => {
      const answers = await on.org.queries(asked, soqls);
      return answers.map((rows) => rows.map((row) => Object.fromEntries(Object.entries(row).map(cutOff))));
    };
    const whole = await read(on, [lead, contact]);
    expect(whole.people.find(({ id }) => id === lead)?.activities).toHaveLength(2);
    expect(await readLeads({ ...on.org, queries }, on.now)([lead, contact])).toEqual(whole);
  });

  test('a field that is hidden from us is left out, and the rest is read', async () => {
    await using on = await startOrg();
    const ann = on.sandbox.addUser({ email: 'ann@example.com', name: 'Ann' });
    const lead = on.sandbox.addLead({ OwnerId: ann });
    on.sandbox.ground.schema.object('Lead').fields.delete('hasoptedoutofemail');
    expect((await read(on, [lead])).people).toMatchObject([{ id: lead, ownerId: ann }]);
  });
});

/** Rows inside of an answer as Salesforce gives out more of them than it likes to. */
function cutOff([name, value]: [string, unknown]): [string, unknown] {
  if (name === 'attributes' || typeof value !== 'object' || value === null || !('records' in value))
    return [name, value];
  return [name, { records: [], done: false, nextRecordsUrl: '/services/data/v66.0/query/0r8xx-1' }];
}
