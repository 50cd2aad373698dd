import { describe, expect, test } from '@jest/globals';
import { startHubspot } from '../../sandbox/hubspot/hubspot.ts';
import { hubspotCrm, type HubspotOptions } from './hubspot.ts';

const now = () => Date.parse('2026-11-20T12:00:00Z');
const paths = {
  tasks: '/crm/objects/2026-03/tasks/batch/create',
  contacts: '/crm/objects/2026-03/contacts/batch/update',
  status: '/crm/properties/2026-03/contacts/hs_lead_status',
};
const notReached = {
  ok: false,
  failure: { kind: 'retry', outcomeUnknown: false, message: expect.stringContaining('not reached in time') },
};

/** A portal where sending goes on for a second and an answer may take three. */
async function impatient(more: Partial<HubspotOptions> = {}) {
  const sandbox = await startHubspot({ now });
  const usual = { token: () => 'sandbox-token', portalId: '1', baseUrl: sandbox.url, takeTurn: async () => {}, now };
  const crm = hubspotCrm({ ...usual, timeoutMs: 3_000, sendingMs: 1_000, ...more });
  const leadIds = sandbox.bulkContacts(3, (index) => ({ email: `lead${index}@example.com` }));
  return { sandbox, crm, leadIds, [Symbol.asyncDispose]: () => sandbox.close() };
}

const taskOf = (leadId: string, ownerId?: string) => ({
  leadId,
  marker: `hotlead:${leadId}`,
  subject: 's',
  body: 'b',
  dueAt: now(),
  ...(ownerId !== undefined && { ownerId }),
});

describe('an operation that goes on for too long', () => {
  test('halving a batch of tasks ends in time, and what was not reached was not made', async () => {
    await using on = await impatient();
    const refused = { status: 'error', category: 'VALIDATION_ERROR', message: 'x' };
    on.sandbox.badDay('POST', paths.tasks, { kind: 'status', status: 400, body: refused });
    on.sandbox.badDay('POST', paths.tasks, { kind: 'late', ms: 1_500 });
    const outcomes = await on.crm.createTasks(on.leadIds.map((leadId) => taskOf(leadId)));
    expect(outcomes).toMatchObject([{ ok: true }, { ok: true }, notReached]);
    expect(on.sandbox.tasks()).toHaveLength(2);
  });

  test('halving a batch of writes ends in time, and what was not reached was not written', async () => {
    await using on = await impatient();
    const refused = { status: 'error', category: 'VALIDATION_ERROR', message: 'x' };
    on.sandbox.badDay('POST', paths.contacts, { kind: 'status', status: 400, body: refused });
    on.sandbox.badDay('POST', paths.contacts, { kind: 'late', ms: 1_500 });
    const outcomes = await on.crm.writeLeads(on.leadIds.map((leadId) => ({ leadId, ownerId: '' })));
    expect(outcomes).toMatchObject([{ ok: true }, { ok: true }, notReached]);
    expect(on.sandbox.calls).toHaveLength(2);
  });

  test('an answer that comes too late has an unknown outcome, those behind it a known one', async () => {
    await using on = await impatient();
    on.sandbox.badDay('POST', paths.tasks, { kind: 'status', status: 400, body: {} });
    on.sandbox.badDay('POST', paths.tasks, { kind: 'late', ms: 60_000 });
    const outcomes = await on.crm.createTasks(on.leadIds.map((leadId) => taskOf(leadId)));
    const unknown = { ok: false, failure: { kind: 'retry', outcomeUnknown: true } };
    expect(outcomes).toMatchObject([unknown, unknown, notReached]);
  });

  test.each<[string, Partial<HubspotOptions>]>([
    ['a turn', { takeTurn: () => new Promise(() => undefined) }],
    ['a token', { token: () => new Promise<string>(() => undefined) }],
  ])('%s that never comes ends it too, and nothing is sent', async (_what, never) => {
    await using on = await impatient(never);
    const [leadId = ''] = on.leadIds;
    expect(await on.crm.createTasks([taskOf(leadId)])).toMatchObject([notReached]);
    expect(await on.crm.writeLeads([{ leadId, hotStatus: true }])).toMatchObject([notReached]);
    await expect(on.crm.findTasks([{ leadId, marker: 'm' }])).rejects.toMatchObject(notReached.failure);
    expect(on.sandbox.calls).toEqual([]);
  });

  test('a turn that comes after the end sends nothing then', async () => {
    const turns = Promise.withResolvers<void>();
    await using on = await impatient({ takeTurn: () => turns.promise });
    await on.crm.createTasks([taskOf(on.leadIds[0] ?? '')]);
    turns.resolve();
    await new Promise(setImmediate);
    expect(on.sandbox.calls).toEqual([]);
  });

  test('a late Lead Status definition counts too', async () => {
    await using on = await impatient();
    on.sandbox.badDay('GET', paths.status, { kind: 'late', ms: 1_500 });
    const [leadId = ''] = on.leadIds;
    expect(await on.crm.writeLeads([{ leadId, hotStatus: true }])).toMatchObject([notReached]);
  });
});
