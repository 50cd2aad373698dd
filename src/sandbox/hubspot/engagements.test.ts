import { describe, expect, test } from '@jest/globals';
import { startHubspot } from './hubspot.ts';
import { at, caller, listAt } from './test-caller.ts';

const start = Date.parse('2026-11-20T12:00:00Z');

async function portal() {
  let now = start;
  const sandbox = await startHubspot({ now: () => now });
  const ownerId = sandbox.addOwner({ email: 'ann@example.com' });
  const contactId = sandbox.addContact({ email: 'ada@example.com' });
  return Object.assign(sandbox, { ownerId, contactId, later: (ms: number) => void (now += ms) });
}

const lastContacted = (values: Record<string, string> | undefined) =>
  Date.parse(values?.['notes_last_contacted'] ?? '');

describe('what is logged', () => {
  test('moves "Last contacted" to when it happened, and the last change to when it was logged', async () => {
    await using on = await portal();
    on.later(60_000);
    on.logCall(on.contactId, { ownerId: on.ownerId, at: start - 5_000, loggedAt: start + 60_000 });
    expect(lastContacted(on.contact(on.contactId))).toBe(start - 5_000);
    const read = await caller(on)('GET', `/crm/objects/2026-03/contacts/${on.contactId}`);
    expect(at(read.body, 'updatedAt')).toBe(new Date(start + 60_000).toISOString());
  });

  test('an older one that is told later does not move it back', async () => {
    await using on = await portal();
    on.logCall(on.contactId, { ownerId: on.ownerId, at: start });
    on.logEmail(on.contactId, { ownerId: on.ownerId, at: start - 9_000 });
    expect(lastContacted(on.contact(on.contactId))).toBe(start);
    on.logMessage(on.contactId, { ownerId: on.ownerId, at: start + 1, loggedAt: start - 1 });
    expect(lastContacted(on.contact(on.contactId))).toBe(start + 1);
  });

  test.each([
    ['a reply of the lead', { direction: 'INCOMING_EMAIL' as const }, 'hs_sales_email_last_replied'],
    ['an absence note', { direction: 'INCOMING_EMAIL' as const, outOfOffice: true }, 'notes_last_updated'],
  ])('%s is not contact by a rep', async (_what, email, moved) => {
    await using on = await portal();
    on.logEmail(on.contactId, { ownerId: on.ownerId, ...email });
    const contact = on.contact(on.contactId);
    expect([contact?.['notes_last_contacted'], typeof contact?.[moved]]).toEqual([undefined, 'string']);
  });

  test('a meeting ahead is scheduled and no contact yet', async () => {
    await using on = await portal();
    const id = on.logMeeting(on.contactId, { ownerId: on.ownerId, at: start + 60_000 });
    const read = await caller(on)('GET', `/crm/objects/2026-03/meetings/${id}?properties=hs_meeting_outcome`);
    expect(at(read.body, 'properties', 'hs_meeting_outcome')).toBe('SCHEDULED');
    expect(at(read.body, 'createdAt')).toBe(new Date(start).toISOString());
    expect(on.contact(on.contactId)).not.toHaveProperty('notes_last_contacted');
  });

  test('is on the primary company as well', async () => {
    await using on = await portal();
    const companyId = on.addCompany({ name: 'Acme' }, [on.contactId]);
    on.logCall(on.contactId, { ownerId: on.ownerId });
    expect(lastContacted(on.company(companyId))).toBe(start);
  });

  test('says how it came in', async () => {
    await using on = await portal();
    const logs = [{}, { source: 'EMAIL' }, { sequenceId: '7' }].map((more) =>
      on.logEmail(on.contactId, { ownerId: on.ownerId, ...more }),
    );
    const body = { inputs: logs.map((id) => ({ id })), properties: ['hs_object_source', 'hs_sequence_id'] };
    const read = await caller(on)('POST', '/crm/objects/2026-03/emails/batch/read', body);
    const told = listAt(read.body, 'results').map((each) => at(each, 'properties'));
    expect(told).toMatchObject([
      { hs_object_source: 'CRM_UI', hs_sequence_id: null },
      { hs_object_source: 'EMAIL', hs_sequence_id: null },
      { hs_object_source: 'SEQUENCES', hs_sequence_id: '7' },
    ]);
  });
});
