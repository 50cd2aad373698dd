import { expect, test } from '@jest/globals';
import { type HubspotSandbox, startHubspot } from '../../sandbox/hubspot/hubspot.ts';
import { hubspotCrm } from './hubspot.ts';

const sender = 'ann@example.com';

async function portal(options: Parameters<typeof startHubspot>[0] = {}) {
  const sandbox = await startHubspot(options);
  sandbox.addOwner({ email: sender });
  sandbox.addSequence('s1', 'Backup');
  return sandbox;
}

const enrol = (on: HubspotSandbox, leadId: string) => {
  const usual = { token: () => 'sandbox-token', portalId: '1', baseUrl: on.url, takeTurn: async () => {} };
  const crm = hubspotCrm({ ...usual, now: () => Date.now() });
  return crm.enroll!({ leadId, sequence: { id: 's1', sender } });
};

test.each<[string, (on: HubspotSandbox) => void, RegExp]>([
  ['the plan has no sequences', (on) => on.withoutSequences(), /403 for enrol a contact in a sequence/],
  ['the sender connected no inbox', (on) => on.disconnectInbox(sender), /400 for enrol a contact in a sequence/],
])('is unsupported when %s', async (_why, spoil, because) => {
  await using on = await portal();
  spoil(on);
  const leadId = on.addContact({ email: 'ada@bigco.example' });
  expect(await enrol(on, leadId)).toEqual({ kind: 'unsupported', because: expect.stringMatching(because) });
  expect(on.sequenceOf(leadId)).toBeUndefined();
});

test('is unsupported for a contact without an address, and nothing of the person is in the message', async () => {
  await using on = await portal();
  const leadId = on.addContact({ firstname: 'Ada' });
  const enrolled = await enrol(on, leadId);
  expect(enrolled.kind).toBe('unsupported');
  expect(JSON.stringify(enrolled)).not.toMatch(/Ada|ann@/);
});

test('whoever is in another sequence stays in that', async () => {
  await using on = await portal();
  on.addSequence('s2', 'Newcomers');
  const leadId = on.addContact({ email: 'ada@bigco.example' });
  const usual = { token: () => 'sandbox-token', portalId: '1', baseUrl: on.url, takeTurn: async () => {} };
  await hubspotCrm({ ...usual, now: () => Date.now() }).enroll!({ leadId, sequence: { id: 's2', sender } });
  expect([await enrol(on, leadId), on.sequenceOf(leadId)]).toEqual([{ kind: 'already', sequence: 's2' }, 's2']);
});

test('a bad day of HubSpot is a failure: it is tried again, and no mail goes out instead', async () => {
  await using on = await portal();
  const leadId = on.addContact({ email: 'ada@bigco.example' });
  on.badDay('POST', '/automation/sequences/2026-03/enrollments', { kind: 'status', status: 503 });
  await expect(enrol(on, leadId)).rejects.toMatchObject({ kind: 'retry', outcomeUnknown: true });
});
