import { describe, expect, test } from '@jest/globals';
import { heldClock } from '../../testing/clock.ts';
import { openOrg } from './test-org.ts';

const noAssigning = { 'Sforce-Auto-Assign': 'FALSE' };
const hotLead = { name: 'Hot_Lead__c', visible: true, autoNumber: 'HL-{000000}' };

describe('what people do in the org', () => {
  test('merging two leads moves everything to the kept one', async () => {
    await using org = await openOrg();
    org.addObject(hotLead);
    org.addField('Hot_Lead__c', { name: 'Lead__c', type: 'reference', referenceTo: ['Lead'], visible: true });
    const [kept, lost] = [org.addLead({ Title: 'CEO' }), org.addLead()];
    const task = org.addTask({ WhoId: lost });
    const episode = org.record('Hot_Lead__c', { Lead__c: lost });
    const campaign = org.addCampaign();
    const [stays, doubled] = [org.addMember(campaign, kept), org.addMember(campaign, lost)];
    org.mergeLeads(kept, lost);
    expect(org.row('Lead', lost)).toMatchObject({ IsDeleted: true, MasterRecordId: kept });
    expect(org.row('Task', task)).toMatchObject({ WhoId: kept, IsDeleted: false });
    expect(org.row('Hot_Lead__c', episode)).toMatchObject({ Lead__c: kept });
    expect([stays, doubled].map((id) => org.row('CampaignMember', id)?.['IsDeleted'])).toEqual([false, true]);
  });

  test('converting a lead makes a contact that has its activities; custom lookups stay', async () => {
    await using org = await openOrg({ now: () => Date.parse('2026-11-22T09:00:00Z') });
    org.addObject(hotLead);
    org.addField('Hot_Lead__c', { name: 'Lead__c', type: 'reference', referenceTo: ['Lead'], visible: true });
    const lead = org.addLead({ FirstName: 'Ada', LastName: 'Lovelace', Company: 'Engines', Email: 'ada@example.com' });
    const [task, email] = [org.addTask({ WhoId: lead }), org.addEmail({ about: [lead], incoming: true })];
    const episode = org.record('Hot_Lead__c', { Lead__c: lead });
    const { contactId, opportunityId } = org.convertLead(lead);
    expect(org.row('Lead', lead)).toMatchObject({
      IsConverted: true,
      ConvertedDate: '2026-11-22',
      ConvertedContactId: contactId,
      ConvertedOpportunityId: opportunityId,
      Status: 'Closed - Converted',
    });
    expect(org.row('Contact', contactId)).toMatchObject({ Name: 'Ada Lovelace', Email: 'ada@example.com' });
    expect(org.row('Task', task)).toMatchObject({ WhoId: contactId });
    const { records } = await org.soql(`SELECT RelationId FROM EmailMessageRelation WHERE EmailMessageId = '${email}'`);
    expect(records).toMatchObject([{ RelationId: contactId }]);
    expect(org.row('Hot_Lead__c', episode)).toMatchObject({ Lead__c: lead });
  });

  test('a converted lead is changed by a user with the permission', async () => {
    await using org = await openOrg();
    const lead = org.addLead();
    org.convertLead(lead);
    org.assign(org.addPermissionSet('Ours', { permissions: ['ViewEditConvertedLeads'] }), org.integrationUser);
    expect(await org.call('PATCH', `/sobjects/Lead/${lead}`, { Title: 'CEO' }, noAssigning)).toMatchObject({
      status: 204,
    });
  });

  test('the assignment rule takes every lead, unless the call says no', async () => {
    await using org = await openOrg();
    const queue = org.addQueue('New leads');
    org.setAssignmentRule(queue);
    const owner = async (headers: Record<string, string>) => {
      const { body } = await org.call('POST', '/sobjects/Lead', { LastName: 'Ada', Company: 'Engines' }, headers);
      return org.row('Lead', (body as { id: string }).id)?.['OwnerId'];
    };
    expect(await owner({})).toBe(queue);
    expect(await owner(noAssigning)).toBe(org.integrationUser);
  });

  test('completing a task closes it now, and opening it again forgets when', async () => {
    const clock = heldClock('2026-11-22T09:00:00Z');
    await using org = await openOrg({ now: () => clock.now() });
    const task = org.addTask({ WhoId: org.addLead(), ActivityDate: '2026-11-22T23:00:00Z', Priority: 'High' });
    expect(org.row('Task', task)).toMatchObject({ IsClosed: false, ActivityDate: '2026-11-22', IsHighPriority: true });
    clock.advance(60_000);
    org.setRecord(task, { Status: 'Completed' });
    expect(org.row('Task', task)).toMatchObject({ IsClosed: true, CompletedDateTime: '2026-11-22T09:01:00.000+0000' });
    org.setRecord(task, { Status: 'In Progress' });
    expect(org.row('Task', task)).toMatchObject({ IsClosed: false, CompletedDateTime: null });
  });

  test('changes of status and owner of a lead are kept in its history', async () => {
    await using org = await openOrg();
    const ann = org.addUser({ email: 'ann@example.com', name: 'Ann Rep' });
    const lead = org.addLead({ OwnerId: org.integrationUser });
    org.setRecord(lead, { Status: 'Working - Contacted', OwnerId: ann, Title: 'CEO' });
    const { records } = await org.soql('SELECT Field, OldValue, NewValue FROM LeadHistory ORDER BY Id');
    expect(records).toMatchObject([
      { Field: 'Status', OldValue: 'Open - Not Contacted', NewValue: 'Working - Contacted' },
      { Field: 'Owner', OldValue: org.integrationUser, NewValue: ann },
      { Field: 'Owner', OldValue: 'Integration User', NewValue: 'Ann Rep' },
    ]);
  });

  test('a mail is a message with its people, opened later', async () => {
    const clock = heldClock('2026-11-22T09:00:00Z');
    await using org = await openOrg({ now: () => clock.now() });
    const lead = org.addLead();
    const mail = org.addEmail({ about: [lead], subject: 'Prices' });
    clock.advance(60_000);
    org.openEmail(mail);
    const { records } = await org.soql(
      'SELECT EmailMessage.FirstOpenedDate, RelationObjectType FROM EmailMessageRelation',
    );
    expect(records).toMatchObject([
      { EmailMessage: { FirstOpenedDate: '2026-11-22T09:01:00.000+0000' }, RelationObjectType: 'Lead' },
    ]);
  });

  test('away messages exist only where they are switched on', async () => {
    await using org = await openOrg({ outOfOffice: true });
    org.setOutOfOffice(org.integrationUser, Date.parse('2026-11-22T09:00:00Z'), Date.parse('2026-11-23T09:00:00Z'));
    const { records } = await org.soql('SELECT UserId, EndDate FROM OutOfOffice WHERE IsEnabled = true');
    expect(records).toMatchObject([{ EndDate: '2026-11-23T09:00:00.000+0000' }]);
  });

  test.each([
    [{}, '2026-11-20', 1_440],
    [{ DurationInMinutes: 2_880 }, '2026-11-21', 2_880],
    [{ EndDateTime: '2026-11-22T10:00:00Z' }, '2026-11-22', 4_320],
  ])('an event of whole days is kept by the midnights of its first and last day: %j', async (values, last, minutes) => {
    await using org = await openOrg();
    const event = org.addEvent({ IsAllDayEvent: true, StartDateTime: '2026-11-20T15:00:00Z', ...values });
    expect(org.row('Event', event)).toMatchObject({
      StartDateTime: '2026-11-20T00:00:00.000+0000',
      EndDateTime: `${last}T00:00:00.000+0000`,
      DurationInMinutes: minutes,
    });
  });

  test('deleting a lead takes its tasks along and empties custom lookups', async () => {
    await using org = await openOrg();
    org.addObject(hotLead);
    org.addField('Hot_Lead__c', { name: 'Lead__c', type: 'reference', referenceTo: ['Lead'], visible: true });
    const lead = org.addLead();
    const task = org.addTask({ WhoId: lead });
    const episode = org.record('Hot_Lead__c', { Lead__c: lead });
    org.deleteRecord(lead);
    expect(org.row('Task', task)).toMatchObject({ IsDeleted: true });
    expect(org.row('Hot_Lead__c', episode)).toMatchObject({ Lead__c: null });
  });

  test('tells what was deleted and changed between two times', async () => {
    const clock = heldClock('2026-11-22T09:00:00Z');
    await using org = await openOrg({ now: () => clock.now() });
    const [gone, there] = [org.addLead(), org.addLead()];
    clock.advance(60_000);
    org.deleteRecord(gone);
    const span = 'start=2026-11-22T08:59:00%2B00:00&end=2026-11-22T09:10:00%2B00:00';
    expect((await org.call('GET', `/sobjects/Lead/deleted?${span}`)).body).toMatchObject({
      deletedRecords: [{ id: gone, deletedDate: '2026-11-22T09:01:00.000+0000' }],
    });
    expect((await org.call('GET', `/sobjects/Lead/updated?${span}`)).body).toMatchObject({ ids: [there] });
  });

  test('formulas are computed when they are read, and blank where a part is blank', async () => {
    await using org = await openOrg();
    org.addObject(hotLead);
    const visible = { visible: true };
    for (const name of ['Hot_At__c', 'Answered_At__c'])
      org.addField('Hot_Lead__c', { name, type: 'datetime', ...visible });
    const formula = '(Answered_At__c - Hot_At__c) * 1440';
    org.addField('Hot_Lead__c', { name: 'Minutes__c', type: 'double', scale: 1, formula, ...visible });
    org.record('Hot_Lead__c', { Hot_At__c: '2026-11-22T09:00:00Z', Answered_At__c: '2026-11-22T09:30:30Z' });
    org.record('Hot_Lead__c', { Hot_At__c: '2026-11-22T09:00:00Z' });
    const { records } = await org.soql('SELECT Minutes__c FROM Hot_Lead__c ORDER BY Id');
    expect(records.map((row) => row['Minutes__c'])).toEqual([30.5, null]);
  });
});
