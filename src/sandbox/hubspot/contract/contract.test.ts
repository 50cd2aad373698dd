import { describe, expect, test } from '@jest/globals';
import { startHubspot, type HubspotSandbox } from '../hubspot.ts';
import { at, caller } from '../test-caller.ts';

const unlimited = { limits: { tenSecondly: 1e6, searchPerSecond: 1e6 } };
const contacts = '/crm/objects/2026-03/contacts';

function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

const ids = (count: number) => times(count, (i) => ({ id: String(i + 1) }));
const filter = { propertyName: 'email', operator: 'HAS_PROPERTY' };
const groups = (...sizes: number[]) => ({
  filterGroups: sizes.map((size) => ({ filters: times(size, () => filter) })),
});
const link = (i: number) => ({ from: { id: String(i + 1) }, to: { id: '1' } });
const labelled = (i: number) => ({
  ...link(i),
  types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }],
});
const task = { properties: { hs_timestamp: '1700000000000' }, associations: [] };
const updates = (count: number) => times(count, (i) => ({ id: String(i + 1), properties: { jobtitle: 'CEO' } }));
const inValues = (count: number) => ({
  filterGroups: [{ filters: [{ propertyName: 'jobtitle', operator: 'IN', values: times(count, (i) => `v${i}`) }] }],
});
/** A search of exactly so many characters. */
const long = (length: number) => ({ query: 'x'.repeat(length - JSON.stringify({ query: '' }).length) });

/** What, its path, a body at the limit, and one above it. */
const limits: [what: string, path: string, atLimit: unknown, above: unknown][] = [
  ['100 records read', `${contacts}/batch/read`, { inputs: ids(100) }, { inputs: ids(101) }],
  [
    '50 records read with history',
    `${contacts}/batch/read`,
    { inputs: ids(50), propertiesWithHistory: ['email'] },
    { inputs: ids(51), propertiesWithHistory: ['email'] },
  ],
  ['100 records changed', `${contacts}/batch/update`, { inputs: updates(100) }, { inputs: updates(101) }],
  [
    '100 tasks made',
    '/crm/objects/2026-03/tasks/batch/create',
    { inputs: times(100, () => task) },
    { inputs: times(101, () => task) },
  ],
  [
    '1,000 records whose links are read',
    '/crm/associations/2026-03/contacts/deals/batch/read',
    { inputs: ids(1_000) },
    { inputs: ids(1_001) },
  ],
  [
    '2,000 links made',
    '/crm/associations/2026-03/contacts/companies/batch/create',
    { inputs: times(2_000, labelled) },
    { inputs: times(2_001, labelled) },
  ],
  [
    '2,000 plain links made',
    '/crm/associations/2026-03/contacts/companies/batch/associate/default',
    { inputs: times(2_000, link) },
    { inputs: times(2_001, link) },
  ],
  ['a page of 200 found', `${contacts}/search`, { limit: 200 }, { limit: 201 }],
  ['5 groups of filters', `${contacts}/search`, groups(1, 1, 1, 1, 1), groups(1, 1, 1, 1, 1, 1)],
  ['6 filters in a group', `${contacts}/search`, groups(6), groups(7)],
  ['18 filters in all', `${contacts}/search`, groups(6, 6, 6), groups(6, 6, 6, 1)],
  ['100 values in a filter', `${contacts}/search`, inValues(100), inValues(101)],
  [
    'one order',
    `${contacts}/search`,
    { sorts: [{ propertyName: 'email' }] },
    { sorts: times(2, () => ({ propertyName: 'email' })) },
  ],
  ['3,000 characters of a search', `${contacts}/search`, long(3_000), long(3_001)],
  ['10,000 found', `${contacts}/search`, { limit: 200, after: '9800' }, { limit: 200, after: '9801' }],
];

/** What the contract has against this request. */
async function broken(sandbox: HubspotSandbox, method: string, path: string, body?: unknown) {
  const { status } = await caller(sandbox)(method, path, body);
  return { status, violations: sandbox.takeViolations() };
}

describe('a documented limit', () => {
  test.each(limits)('%s is kept, and one more is refused and recorded', async (_, path, atLimit, above) => {
    await using sandbox = await startHubspot(unlimited);
    expect((await broken(sandbox, 'POST', path, atLimit)).violations).toEqual([]);
    const { status, violations } = await broken(sandbox, 'POST', path, above);
    expect([status, violations.length > 0]).toEqual([400, true]);
  });

  test.each([
    ['100 listed', `${contacts}?limit=100`, `${contacts}?limit=101`],
    [
      '50 listed with history',
      `${contacts}?limit=50&propertiesWithHistory=email`,
      `${contacts}?limit=51&propertiesWithHistory=email`,
    ],
    [
      '50 submissions',
      '/form-integrations/v1/submissions/forms/f?limit=50',
      '/form-integrations/v1/submissions/forms/f?limit=51',
    ],
    ['1,000 mail events', '/email/public/v1/events?limit=1000', '/email/public/v1/events?limit=1001'],
    ['100 forms', '/marketing/v3/forms?limit=100', '/marketing/v3/forms?limit=101'],
  ])('%s is kept, and one more is refused and recorded', async (_, atLimit, above) => {
    await using sandbox = await startHubspot(unlimited);
    sandbox.addForm('f');
    expect(await broken(sandbox, 'GET', atLimit)).toEqual({ status: 200, violations: [] });
    const { status, violations } = await broken(sandbox, 'GET', above);
    expect([status, violations.length > 0]).toEqual([400, true]);
  });
});

describe('a request is recorded and refused', () => {
  test.each([
    [
      'a value that is not text',
      `${contacts}/batch/update`,
      { inputs: [{ id: '1', properties: { jobtitle: 5 } }] },
      'body/inputs/0/properties/jobtitle',
    ],
    ['no inputs', `${contacts}/batch/read`, { inputs: [] }, 'body/inputs'],
    [
      'an operator nobody knows',
      `${contacts}/search`,
      { filterGroups: [{ filters: [{ propertyName: 'email', operator: 'LIKE', value: 'x' }] }] },
      'body/filterGroups/0/filters/0/operator',
    ],
    ['a task without its time', '/crm/objects/2026-03/tasks', { properties: {}, associations: [] }, 'body/properties'],
    [
      'a task that does not say what it is about',
      '/crm/objects/2026-03/tasks',
      { properties: task.properties },
      'body',
    ],
    [
      'an option without its place',
      '/crm/properties/2026-03/contacts',
      {
        name: 'a',
        label: 'A',
        type: 'enumeration',
        fieldType: 'select',
        groupName: 'contactinformation',
        options: [{ label: 'X', value: 'x', hidden: false }],
      },
      'body/options/0',
    ],
    ['a kind of record there is none of', '/crm/objects/2026-03/leeds/search', {}, 'path/objectType'],
  ])('with %s', async (_, path, body, place) => {
    await using sandbox = await startHubspot(unlimited);
    const { status, violations } = await broken(sandbox, 'POST', path, body);
    expect(status).toBe(400);
    expect(violations.map((violation) => violation.place)).toContain(place);
  });
});

describe('what HubSpot lets pass is only recorded', () => {
  test('a field that is not in the contract', async () => {
    await using sandbox = await startHubspot();
    const { status, violations } = await broken(sandbox, 'POST', `${contacts}/search`, { filter: [] });
    expect([status, violations]).toEqual([
      200,
      [
        {
          operation: 'searchRecords',
          call: `POST ${contacts}/search`,
          place: 'body/filter',
          rule: 'must NOT have additional properties',
        },
      ],
    ]);
  });

  test('a query parameter that is not in it', async () => {
    await using sandbox = await startHubspot();
    const { status, violations } = await broken(sandbox, 'GET', `${contacts}?property=email`);
    expect([status, violations.map(({ place }) => place)]).toEqual([200, ['query/property']]);
  });

  test('a call without a token, which is a 401', async () => {
    await using sandbox = await startHubspot();
    const { status } = await fetch(sandbox.url + contacts);
    expect([status, sandbox.violations().map(({ place }) => place)]).toEqual([401, ['headers/authorization']]);
  });
});

test('a path that no operation has is recorded, without what came in the query', async () => {
  await using sandbox = await startHubspot();
  const { violations } = await broken(sandbox, 'GET', '/crm/v3/objects/contacts?email=ada@example.com');
  sandbox.takeUnknownCalls();
  expect(violations).toEqual([
    {
      operation: 'unknown',
      call: 'GET /crm/v3/objects/contacts',
      place: 'path',
      rule: 'is of no operation of the contract',
    },
  ]);
});

test('the operations asked for are counted by name, the same for every kind of record and version', async () => {
  await using sandbox = await startHubspot();
  const call = caller(sandbox);
  for (const path of ['/crm/objects/2026-03/contacts', '/crm/objects/2026-09/deals', '/crm/owners/2026-03'])
    await call('GET', path);
  expect(Object.fromEntries(sandbox.operationsSeen())).toEqual({ listRecords: 2, listOwners: 1 });
});

test("the sandbox's own answer that breaks the contract fails the test that got it", async () => {
  const sandbox = await startHubspot();
  const id = sandbox.addContact({ email: 'ada@example.com' });
  Object.assign(sandbox.snapshot().shelves.contacts.records.get(id)?.values ?? {}, { email: 5 });
  const answer = await caller(sandbox)('GET', `${contacts}/${id}`);
  expect([answer.status, at(answer.body, 'message')]).toEqual([500, 'the sandbox itself failed']);
  await expect(sandbox.close()).rejects.toThrow('breaks its own contract: /properties/email must be string,null');
});
