import { describe, expect, test } from '@jest/globals';
import { startHubspot } from '../../sandbox/hubspot/hubspot.ts';
import { hubspotCrm, type HubspotOptions } from './hubspot.ts';

const start = Date.parse('2026-11-20T12:00:00Z');

/** A portal with a clock of its own, and the paths that were called since `calls` was last asked. */
async function portal(options: Parameters<typeof startHubspot>[0] = {}, more: Partial<HubspotOptions> = {}) {
  let at = start;
  const sandbox = await startHubspot({ now: () => at, limits: { searchPerSecond: 1_000 }, ...options });
  const takeTurn = async () => {};
  const usual = { token: () => 'sandbox-token', portalId: '62515', baseUrl: sandbox.url, takeTurn, now: () => at };
  let seen = 0;
  return {
    sandbox,
    crm: hubspotCrm({ ...usual, ...more }),
    later: (ms: number) => void (at += ms),
    calls: () => {
      const fresh = sandbox.calls.slice(seen);
      seen = sandbox.calls.length;
      return fresh.map(({ path }) => path.replace(/^\/crm\/(objects|associations|pipelines)\/2026-03\//, ''));
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

describe('deals', () => {
  test('have the label of their stage, when they changed, and their state from the stage where no flag says it', async () => {
    await using on = await portal();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    on.sandbox.addDeal({ dealstage: 'closedlost' }, [leadId]);
    on.sandbox.badDay('POST', '/crm/objects/2026-03/0-3/batch/read', {
      kind: 'status',
      status: 200,
      body: {
        results: [
          { id: on.sandbox.deals()[0]?.id, properties: { pipeline: 'default', dealstage: 'closedwon', amount: 3 } },
        ],
      },
    });
    const dealsOf = async () => (await on.crm.readRelations([{ leadId }])).get(leadId)?.deals;
    expect(await dealsOf()).toMatchObject([{ state: 'won', stage: 'closedwon', stageLabel: 'Closed Won' }]);
    expect(await dealsOf()).toMatchObject([{ state: 'lost', stageLabel: 'Closed Lost', changedAt: start }]);
  });

  test('of a pipeline nobody knows are open, without a label', async () => {
    await using on = await portal();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    const id = on.sandbox.addDeal({}, [leadId]);
    const body = { results: [{ id, properties: { pipeline: 'gone', dealstage: '77' } }] };
    on.sandbox.badDay('POST', '/crm/objects/2026-03/0-3/batch/read', { kind: 'status', status: 200, body });
    const relations = await on.crm.readRelations([{ leadId }]);
    expect(relations.get(leadId)?.deals).toEqual([{ id, state: 'open', stage: '77' }]);
  });

  test('a deal thrown away is none', async () => {
    await using on = await portal();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    const id = on.sandbox.addDeal({}, [leadId]);
    const headers = { Authorization: 'Bearer sandbox-token' };
    await fetch(`${on.sandbox.url}/crm/objects/2026-03/deals/${id}`, { method: 'DELETE', headers });
    expect((await on.crm.readRelations([{ leadId }])).get(leadId)?.deals).toEqual([]);
  });

  test('the pipelines are read again after ten minutes, and after a reading that failed', async () => {
    await using on = await portal();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    on.sandbox.addDeal({}, [leadId]);
    const pipelineCalls = async () => {
      await on.crm.readRelations([{ leadId }]).catch(() => undefined);
      return on.calls().filter((path) => path === 'deals').length;
    };
    on.sandbox.badDay('GET', '/crm/pipelines/2026-03/deals', { kind: 'status', status: 503 });
    const first = [await pipelineCalls(), await pipelineCalls(), await pipelineCalls()];
    on.later(600_000);
    expect([...first, await pipelineCalls()]).toEqual([1, 1, 0, 1]);
  });
});

describe('companies', () => {
  test('are told with how large they are, what they do and where', async () => {
    await using on = await portal();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    const firm = { numberofemployees: '120', industry: 'COMPUTER_SOFTWARE', country: 'Germany' };
    on.sandbox.addCompany({ name: 'Acme', ...firm }, [leadId]);
    const told = { companySize: '120', industry: 'computer software', country: 'Germany' };
    expect((await on.crm.readRelations([{ leadId }])).get(leadId)?.companies).toMatchObject([told]);
  });

  test('are told in our words, with the person a field of the portal names', async () => {
    await using on = await portal({}, { csmProperty: 'csm' });
    const ann = on.sandbox.addOwner({ email: 'ann@example.com' });
    const bob = on.sandbox.addOwner({ email: 'bob@example.com' });
    const csm = { name: 'csm', label: 'CSM', type: 'string', fieldType: 'text', groupName: 'contactinformation' };
    const headers = { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' };
    const path = `${on.sandbox.url}/crm/properties/2026-03/companies`;
    await fetch(path, { method: 'POST', headers, body: JSON.stringify(csm) });
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    const values = { name: 'Acme', domain: 'acme.test', website: 'https://acme.test', phone: '+1 2', csm: bob };
    const id = on.sandbox.addCompany({ ...values, hubspot_owner_id: ann, lifecyclestage: 'customer' }, [leadId]);
    on.sandbox.addDeal({}, [], [id]);
    on.later(60_000);
    on.sandbox.logCall(leadId, { ownerId: ann });
    const { csm: csmId, ...said } = values;
    const told = { ...said, csmId, id, associated: 'primary', ownerId: ann, lifecycle: 'customer', openDeals: 1 };
    const relations = await on.crm.readRelations([{ leadId }]);
    expect(relations.get(leadId)?.companies).toEqual([{ ...told, lastActivityAt: start + 60_000, createdAt: start }]);
  });

  test('a second company of a lead is not the primary one', async () => {
    await using on = await portal();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    const first = on.sandbox.addCompany({ name: 'Acme' }, [leadId]);
    const second = on.sandbox.addCompany({ name: 'Umbrella' }, [leadId]);
    const companies = (await on.crm.readRelations([{ leadId }])).get(leadId)?.companies ?? [];
    const told = Object.fromEntries(companies.map(({ id, associated }) => [id, associated]));
    expect(told).toEqual({ [first]: 'primary', [second]: 'other' });
  });
});

describe('the calls', () => {
  test('for a usual batch are four, one search and the pipelines once', async () => {
    await using on = await portal();
    const leadIds = on.sandbox.bulkContacts(100);
    for (const leadId of leadIds.slice(0, 40)) on.sandbox.addDeal({}, [leadId]);
    for (const leadId of leadIds.slice(0, 60)) on.sandbox.addCompany({ name: 'Acme' }, [leadId]);
    const leads = leadIds.map((leadId, index) => ({ leadId, domain: `d${index}.test`, company: `Company ${index}` }));
    await on.crm.readRelations(leads);
    await on.crm.readRelations(leads);
    const usual = ['contacts/deals/batch/read', '0-3/batch/read', 'deals'];
    const companies = ['contacts/companies/batch/read', 'companies/batch/read', 'companies/search'];
    // Deals and companies are read side by side.
    expect(on.calls().toSorted()).toEqual([...usual, ...companies, ...usual.slice(0, 2), ...companies].toSorted());
  });

  test('are a search alone, of leads whose records say that they have neither deals nor a company', async () => {
    await using on = await portal();
    const [ada, bob] = ['ada', 'bob'].map((name) => on.sandbox.addContact({ email: `${name}@big.example` }));
    if (ada === undefined || bob === undefined) throw new Error('no contacts');
    on.sandbox.addDeal({ dealstage: 'qualifiedtobuy' }, [bob]);
    const { people } = await on.crm.readLeads([ada, bob]);
    expect(people.map(({ hasDeals, hasCompany }) => [hasDeals, hasCompany])).toEqual([
      [false, false],
      [true, false],
    ]);
    on.calls();
    const none = { noDeals: true, noCompany: true, domain: 'big.example' };
    await on.crm.readRelations([{ leadId: ada, ...none }]);
    expect(on.calls()).toEqual(['companies/search']);
    const relations = await on.crm.readRelations([
      { leadId: ada, ...none },
      { leadId: bob, noCompany: true, domain: 'big.example' },
    ]);
    expect(relations.get(bob)?.deals).toHaveLength(1);
  });

  test('no search is made for leads of whom there is nothing to search for', async () => {
    await using on = await portal();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    await on.crm.readRelations([{ leadId, domain: ' ', company: 'x'.repeat(5_000) }]);
    expect(on.calls()).toEqual(['contacts/deals/batch/read', 'contacts/companies/batch/read']);
  });

  test('a later page of a search is read as well', async () => {
    await using on = await portal();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    for (let index = 0; index < 230; index += 1) on.sandbox.addCompany({ name: 'Acme' });
    const relations = await on.crm.readRelations([{ leadId, company: 'acme' }]);
    expect(relations.get(leadId)?.companies).toHaveLength(230);
  });

  test('a value that HubSpot refuses takes few leads along, and stops nobody', async () => {
    await using on = await portal();
    const leadIds = on.sandbox.bulkContacts(16);
    for (const leadId of leadIds) on.sandbox.addCompany({ name: `company of ${leadId}` });
    const refused = { kind: 'status', status: 400, body: { category: 'VALIDATION_ERROR' } } as const;
    for (let times = 0; times < 3; times += 1)
      on.sandbox.badDay('POST', '/crm/objects/2026-03/companies/search', refused);
    const relations = await on.crm.readRelations(
      leadIds.map((leadId) => ({ leadId, company: `company of ${leadId}` })),
    );
    expect([...relations.keys()]).toEqual(leadIds);
    const found = leadIds.filter((leadId) => relations.get(leadId)?.companies.length === 1);
    expect(found).toEqual(leadIds.slice(4));
    expect(on.calls().filter((path) => path === 'companies/search')).toHaveLength(5);
  });

  test('a search over its limit is said to be, with the time to come back', async () => {
    await using on = await portal();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    const body = { status: 'error', message: 'You have reached your secondly limit.', policyName: 'SECONDLY' };
    on.sandbox.badDay('POST', '/crm/objects/2026-03/companies/search', { kind: 'status', status: 429, body });
    const failure = { kind: 'rateLimited', retryAt: start + 1_000 };
    await expect(on.crm.readRelations([{ leadId, company: 'acme' }])).rejects.toMatchObject(failure);
  });
});

describe('what the connection may not read', () => {
  const granted = (...scopes: string[]) => ({ tokens: [{ token: 'sandbox-token', scopes }] });

  test.each([
    ['deals', 'crm.objects.companies.read', [0, 1]],
    ['companies', 'crm.objects.deals.read', [1, 0]],
  ])('is absent: %s', async (_what, scope, expected) => {
    await using on = await portal(granted('crm.objects.contacts.read', scope));
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    on.sandbox.addDeal({}, [leadId]);
    on.sandbox.addCompany({ name: 'Acme' }, [leadId]);
    const found = (await on.crm.readRelations([{ leadId, company: 'acme' }])).get(leadId);
    expect([found?.deals.length, found?.companies.length]).toEqual(expected);
  });

  test('is not asked for again for ten minutes', async () => {
    await using on = await portal(granted('crm.objects.contacts.read'));
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    on.sandbox.addDeal({}, [leadId]);
    const refusals = async () => {
      await on.crm.readRelations([{ leadId, company: 'acme' }]);
      return on.calls().length;
    };
    const [first, second] = [await refusals(), await refusals()];
    on.later(600_000);
    expect([first, second, await refusals()]).toEqual([4, 0, 4]);
  });
});
