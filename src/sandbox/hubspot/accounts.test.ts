import { describe, expect, test } from '@jest/globals';
import { startServer } from '../server.ts';
import { startHubspot } from './hubspot.ts';
import { at, caller, listAt } from './test-caller.ts';

async function portal() {
  const sandbox = await startHubspot();
  return Object.assign(sandbox, { contactId: sandbox.addContact({ email: 'ada@example.com' }) });
}

async function typeIdsOf(on: Awaited<ReturnType<typeof portal>>): Promise<Record<string, Set<unknown>>> {
  const body = { inputs: [{ id: on.contactId }] };
  const read = await caller(on)('POST', '/crm/associations/2026-03/contacts/companies/batch/read', body);
  const links = listAt(read.body, 'results', 0, 'to');
  const types = (link: unknown) => listAt(link, 'associationTypes').map((type) => at(type, 'typeId'));
  return Object.fromEntries(links.map((link) => [String(at(link, 'toObjectId')), new Set(types(link))]));
}

describe('companies', () => {
  test('the first of a contact is its primary one, and the next is not', async () => {
    await using on = await portal();
    const first = on.addCompany({ name: 'Acme' }, [on.contactId]);
    const second = on.addCompany({ name: 'Umbrella' }, [on.contactId]);
    expect(await typeIdsOf(on)).toEqual({ [first]: new Set([279, 1]), [second]: new Set([279]) });
    expect(on.contact(on.contactId)?.['associatedcompanyid']).toBe(first);
  });

  test('a contact may belong to one that is not its primary', async () => {
    await using on = await portal();
    const id = on.addCompany({ name: 'Acme' });
    on.linkCompany(id, on.contactId, { primary: false });
    expect(await typeIdsOf(on)).toEqual({ [id]: new Set([279]) });
  });

  test('an association is told by webhook, from the contact', async () => {
    await using on = await portal();
    await using target = await startServer({ notFound: () => ({ status: 200 }) });
    const id = on.addCompany({ name: 'Acme' }, [on.contactId]);
    const [delivery] = await on.sendWebhooks(`${target.url}/hook`);
    target.takeUnknownCalls();
    expect(delivery?.events).toContainEqual(
      expect.objectContaining({
        subscriptionType: 'object.associationChange',
        associationType: 'CONTACT_TO_COMPANY',
        fromObjectId: Number(on.contactId),
        toObjectId: Number(id),
      }),
    );
  });
});

describe('deals', () => {
  test.each([
    ['contractsent', 'false', 'false', '1'],
    ['closedwon', 'true', 'true', '0'],
    ['closedlost', 'true', 'false', '0'],
  ])('in %s: closed %s, won %s, open deals of the company %s', async (dealstage, isClosed, isWon, open) => {
    await using on = await portal();
    const companyId = on.addCompany({ name: 'Acme' }, [on.contactId]);
    const id = on.addDeal({}, [on.contactId], [companyId]);
    on.setDeal(id, { dealstage });
    expect(on.deals()).toMatchObject([
      { id, hs_is_closed: isClosed, hs_is_closed_won: isWon, contactIds: [on.contactId] },
    ]);
    expect([on.company(companyId)['hs_num_open_deals'], on.contact(on.contactId)?.['num_associated_deals']]).toEqual([
      open,
      '1',
    ]);
  });

  test('a stage that the pipeline does not have is refused', async () => {
    await using on = await portal();
    const body = { properties: { dealname: 'Acme', dealstage: 'won' } };
    expect((await caller(on)('POST', '/crm/objects/2026-03/deals', body)).status).toBe(400);
  });
});

test('a contact says when it got its owner, whoever gave it', async () => {
  let now = 1_700_000_000_000;
  await using sandbox = await startHubspot({ now: () => now });
  const [ann = '', bob = ''] = ['ann', 'bob'].map((name) => sandbox.addOwner({ email: `${name}@example.com` }));
  const id = sandbox.addContact({ email: 'ada@example.com', hubspot_owner_id: ann });
  const assigned = () => Date.parse(sandbox.contact(id)?.['hubspot_owner_assigneddate'] ?? '');
  const times = [assigned()];
  const write = async (owner: string) => {
    now += 1_000;
    const properties = { hubspot_owner_id: owner };
    await caller(sandbox)('PATCH', `/crm/objects/2026-03/contacts/${id}`, { properties });
    times.push(assigned());
  };
  await write(ann);
  await write(bob);
  await write('');
  expect(times).toEqual([0, 0, 2_000, 2_000].map((later) => 1_700_000_000_000 + later));
});

test('hours and absences of an owner are on its user, which is made where there is none', async () => {
  await using sandbox = await startHubspot();
  const ownerId = sandbox.addOwner({ email: 'ann@example.com' });
  sandbox.setWorkingHours(ownerId, 'Europe/Berlin', [{ days: 'EVERY_DAY', startMinute: 540, endMinute: 1_020 }]);
  sandbox.setOutOfOffice(ownerId, [{ from: 1_700_000_000_000, to: 1_700_000_060_000 }]);
  const names = 'hs_working_hours,hs_out_of_office_hours,hs_standard_time_zone';
  const read = await caller(sandbox)('GET', `/crm/objects/2026-03/users?properties=${names}`);
  expect(listAt(read.body, 'results').map((user) => at(user, 'properties'))).toMatchObject([
    {
      hs_working_hours: '[{"days":"EVERY_DAY","startMinute":540,"endMinute":1020}]',
      hs_out_of_office_hours: '[{"startTimestamp":1700000000000,"endTimestamp":1700000060000}]',
      hs_standard_time_zone: 'Europe/Berlin',
    },
  ]);
});

test('a search takes at most 100 values for one filter', async () => {
  await using sandbox = await startHubspot();
  const search = (count: number) => {
    const values = Array.from({ length: count }, (_, index) => `d${index}`);
    const filterGroups = [{ filters: [{ propertyName: 'domain', operator: 'IN', values }] }];
    return caller(sandbox)('POST', '/crm/objects/2026-03/companies/search', { filterGroups });
  };
  expect([(await search(100)).status, (await search(101)).status]).toEqual([200, 400]);
});
