import { describe, expect, test } from '@jest/globals';
import { startHubspot } from './hubspot.ts';
import { at, caller, listAt } from './test-caller.ts';

async function contactAndCompany() {
  const sandbox = await startHubspot();
  const contact = sandbox.addContact({ email: 'a@example.com' });
  return Object.assign(sandbox, { contactId: contact, companyId: sandbox.addCompany({ name: 'Acme' }) });
}

describe('associations', () => {
  test.each(['2026-03', '2026-09'])('a default link made in %s is read from both ends', async (version) => {
    await using sandbox = await contactAndCompany();
    const { contactId, companyId } = sandbox;
    const call = caller(sandbox);
    const path = `/crm/objects/${version}/contacts/${contactId}/associations/default/companies/${companyId}`;
    expect((await call('PUT', path)).status).toBe(200);
    for (const [from, to, id, typeId] of [
      ['contacts', 'companies', contactId, 279],
      ['companies', 'contacts', companyId, 280],
    ]) {
      const read = await call('POST', `/crm/associations/${version}/${from}/${to}/batch/read`, { inputs: [{ id }] });
      expect(at(read.body, 'results', 0, 'to', 0, 'associationTypes')).toEqual([
        { category: 'HUBSPOT_DEFINED', typeId, label: null },
      ]);
    }
  });

  test('the id of the other end is text in 2026-03 and a number in 2026-09', async () => {
    await using sandbox = await contactAndCompany();
    const dealId = sandbox.addDeal({}, [sandbox.contactId]);
    const ids: unknown[] = [];
    for (const version of ['2026-03', '2026-09']) {
      const path = `/crm/associations/${version}/contacts/0-3/batch/read`;
      const read = await caller(sandbox)('POST', path, { inputs: [{ id: sandbox.contactId }] });
      ids.push(at(read.body, 'results', 0, 'to', 0, 'toObjectId'));
    }
    expect(ids).toEqual([dealId, Number(dealId)]);
  });

  test('a primary company is also a plain one', async () => {
    await using sandbox = await contactAndCompany();
    const { contactId, companyId } = sandbox;
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 }];
    const inputs = [{ from: { id: contactId }, to: { id: companyId }, types }];
    const call = caller(sandbox);
    await call('POST', '/crm/associations/2026-03/contacts/companies/batch/create', { inputs });
    const read = await call('GET', `/crm/objects/2026-03/contacts/${contactId}/associations/companies`);
    const labels = listAt(read.body, 'results', 0, 'associationTypes').map((type) => at(type, 'label'));
    expect(labels).toEqual([null, 'Primary']);
  });

  test('the single read is not in 2026-09, and a link to nobody is refused', async () => {
    await using sandbox = await contactAndCompany();
    const { contactId } = sandbox;
    const call = caller(sandbox);
    expect((await call('GET', `/crm/objects/2026-09/contacts/${contactId}/associations/companies`)).status).toBe(404);
    const path = `/crm/objects/2026-03/contacts/${contactId}/associations/default/companies/999`;
    expect((await call('PUT', path)).status).toBe(404);
  });

  test('a new task moves the last change of its contact', async () => {
    let now = 1_700_000_000_000;
    await using sandbox = await startHubspot({ now: () => now });
    const id = sandbox.addContact({ email: 'a@example.com' });
    now += 60_000;
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }];
    const task = { properties: { hs_timestamp: String(now) }, associations: [{ to: { id }, types }] };
    await caller(sandbox)('POST', '/crm/objects/2026-03/tasks', task);
    const read = await caller(sandbox)('GET', `/crm/objects/2026-03/contacts/${id}`);
    expect(at(read.body, 'updatedAt')).toBe(new Date(now).toISOString());
  });
});
