import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../failure.ts';
import { startRig, type SalesforceRig } from '../../testing/salesforceRig.ts';
import type { LeadWrite } from '../crm.ts';
import { hotStatus } from './lead-status.ts';

const usual = { label: 'Open', fullName: 'Open', default: true };
const hot = { label: hotStatus, fullName: hotStatus };

describe('writing leads', () => {
  test('Leads and Contacts go in one call, in whatever order', async () => {
    await using rig = await startRig();
    const { sandbox, crm, ann } = rig;
    const ids = [sandbox.addLead(), sandbox.addContact(), sandbox.addLead(), sandbox.addContact()];
    await crm.writeLeads(ids.map((leadId) => ({ leadId, score: 1 })));
    const calls = await rig.callsOf(async () => {
      const outcomes = await crm.writeLeads(ids.map((leadId, n) => ({ leadId, score: 10 + n, ownerId: ann })));
      expect(outcomes).toEqual(ids.map(() => ({ ok: true })));
    });
    expect(calls).toBe(1);
    expect(ids.map((id) => rowOf(rig, id)['Lead_Score__c'])).toEqual([10, 11, 12, 13]);
    expect(new Set(ids.map((id) => rowOf(rig, id)['OwnerId']))).toEqual(new Set([ann]));
  });

  test('the owner is the one we say, whatever assignment rule the org has', async () => {
    await using rig = await startRig();
    rig.sandbox.setAssignmentRule(rig.bob);
    const leadId = rig.sandbox.addLead();
    expect(await rig.crm.writeLeads([{ leadId, ownerId: rig.ann }])).toEqual([{ ok: true }]);
    expect(rowOf(rig, leadId)['OwnerId']).toBe(rig.ann);
  });

  test('hot and what follows it, of a Lead, is its status', async () => {
    await using rig = await startRig();
    rig.sandbox.setValues('LeadStatus', [usual, hot]);
    const leadId = rig.sandbox.addLead();
    await rig.crm.writeLeads([{ leadId, hotStatus: true }]);
    expect(rowOf(rig, leadId)['Status']).toBe(hotStatus);
    await rig.crm.writeLeads([{ leadId, statusAfter: null }]);
    expect(rowOf(rig, leadId)['Status']).toBe('Open');
  });

  test('a converted lead is refused for good, and sinks no other', async () => {
    await using rig = await startRig();
    const [converted, other] = [rig.sandbox.addLead(), rig.sandbox.addLead()];
    rig.sandbox.convertLead(converted);
    const outcomes = await rig.crm.writeLeads([converted, other].map((leadId) => ({ leadId, score: 50 })));
    expect(outcomes).toMatchObject([{ ok: false, failure: { kind: 'permanent' } }, { ok: true }]);
  });

  test('a row that somebody else is writing is worth another try', async () => {
    await using rig = await startRig();
    const leadId = rig.sandbox.addLead();
    rig.sandbox.lockRow(leadId);
    expect(await rig.crm.writeLeads([{ leadId, score: 50 }])).toMatchObject([
      { ok: false, failure: { kind: 'retry', outcomeUnknown: false } },
    ]);
    expect(await rig.crm.writeLeads([{ leadId, score: 50 }])).toEqual([{ ok: true }]);
  });

  test('in an org that is not set up the owner is written, and a score alone takes no call', async () => {
    await using rig = await startRig({ setUp: false });
    const [leadId, contactId] = [rig.sandbox.addLead(), rig.sandbox.addContact()];
    const both = [leadId, contactId];
    const outcomes = await rig.crm.writeLeads(
      both.map((id) => ({ leadId: id, ownerId: rig.ann, score: 82, hotStatus: true })),
    );
    expect(outcomes).toEqual([{ ok: true }, { ok: true }]);
    expect(both.map((id) => rowOf(rig, id)['OwnerId'])).toEqual([rig.ann, rig.ann]);
    const calls = await rig.callsOf(() => rig.crm.writeLeads([{ leadId, score: 83 }]));
    expect(calls).toBe(0);
  });

  test('a status that the org refuses is told, and the owner is written all the same', async () => {
    await using rig = await startRig();
    rig.sandbox.setValues('LeadStatus', [usual, hot]);
    const leadId = rig.sandbox.addLead({ Status: hotStatus });
    rig.sandbox.addField('Lead', { name: 'Status', type: 'picklist', picklist: ['Open', hotStatus], restricted: true });
    const [outcome] = await rig.crm.writeLeads([{ leadId, statusAfter: 'Long gone', ownerId: rig.ann }]);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'permanent' } });
    expect(rowOf(rig, leadId)).toMatchObject({ Status: hotStatus, OwnerId: rig.ann });
  });

  test('where the rest of such a record is locked for a moment, all of it is to be tried again', async () => {
    await using rig = await startRig();
    rig.sandbox.setValues('LeadStatus', [usual, hot]);
    const leadId = rig.sandbox.addLead();
    const locked = { message: 'unable to obtain exclusive access', errorCode: 'UNABLE_TO_LOCK_ROW' };
    const answers = [locked];
    rig.sandbox.addRule('Lead', ({ Status }) => (Status === hotStatus ? { message: 'not here' } : answers.pop()));
    const write = { leadId, ownerId: rig.ann, hotStatus: true, score: 80 } as const;
    expect(await rig.crm.writeLeads([write])).toMatchObject([{ ok: false, failure: { kind: 'retry' } }]);
    expect(await rig.crm.writeLeads([write])).toMatchObject([{ ok: false, failure: { kind: 'permanent' } }]);
    expect(rowOf(rig, leadId)).toMatchObject({ OwnerId: rig.ann, Lead_Score__c: 80 });
  });

  test('a field that went away meanwhile is refused once, and left out from then on', async () => {
    await using rig = await startRig();
    const leadId = rig.sandbox.addLead();
    const write = { leadId, score: 82, ownerId: rig.ann };
    await rig.crm.writeLeads([write]);
    rig.sandbox.ground.schema.removeField('Lead', 'Lead_Score__c');
    const [refused] = await rig.crm.writeLeads([write]);
    expect(refused?.ok === false && Failure.from(refused.failure).kind).toBe('permanent');
    expect(await rig.crm.writeLeads([write])).toEqual([{ ok: true }]);
  });

  test('what is no person is refused without a call', async () => {
    await using rig = await startRig();
    const calls = await rig.callsOf(async () => {
      expect(await rig.crm.writeLeads([{ leadId: '001gK0000000001AAA', score: 1 }])).toMatchObject([
        { ok: false, failure: { kind: 'permanent', code: 'not_found' } },
      ]);
    });
    expect(calls).toBe(0);
  });

  test('many scores are a bulk job for each kind of person, and what somebody waits for is not among them', async () => {
    await using rig = await startRig();
    const leads = rig.sandbox.bulk('Lead', 800, (n) => person(rig, n));
    const contacts = rig.sandbox.bulk('Contact', 200, (n) => person(rig, n));
    const [first = '', second = ''] = leads;
    rig.sandbox.deleteRecord(second);
    const scores = [...leads, ...contacts].map((leadId, n): LeadWrite => ({ leadId, score: n % 100, next: null }));
    const writes = scores.map((write) => (write.leadId === first ? { ...write, ownerId: rig.ann } : write));
    let outcomes: unknown[] = [];
    const calls = await rig.callsOf(async () => {
      outcomes = await rig.crm.writeLeads(writes);
    });
    expect(outcomes[1]).toMatchObject({ ok: false, failure: { kind: 'permanent' } });
    expect(outcomes.filter((_, index) => index !== 1)).toEqual(writes.slice(1).map(() => ({ ok: true })));
    expect([first, leads[7], contacts[3]].map((id) => rowOf(rig, id ?? '')['Lead_Score__c'])).toEqual([0, 7, 3]);
    expect(rowOf(rig, first)['OwnerId']).toBe(rig.ann);
    expect(calls).toBeLessThan(25);
  });
});

function person({ sandbox }: SalesforceRig, n: number) {
  return { LastName: `Doe ${n}`, Company: 'Example', OwnerId: sandbox.integrationUser, IsDeleted: false };
}

function rowOf({ sandbox }: SalesforceRig, id: string) {
  return sandbox.row(id.startsWith('00Q') ? 'Lead' : 'Contact', id) ?? {};
}
