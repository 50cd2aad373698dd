import { expect, test } from '@jest/globals';
import { startServer, type Reply } from '../../sandbox/server.ts';
import { hubspotApi } from './api.ts';
import { linkedIds, linksOf } from './associations.ts';

const now = () => Date.parse('2026-11-20T12:00:00Z');
const path = '/crm/associations/2026-03/contacts/companies/batch/read';

type Inputs = { id: string; after?: string }[];

/** What `linksOf` makes of a HubSpot that answers so. */
async function linking(ids: string[], reply: (inputs: Inputs) => Reply) {
  await using server = await startServer({ now, notFound: () => ({ status: 404 }) });
  server.route('POST', path, ({ rawBody }) => reply((JSON.parse(rawBody.toString()) as { inputs: Inputs }).inputs));
  const ask = hubspotApi({ token: () => 't', baseUrl: server.url, takeTurn: async () => {}, now });
  return await linksOf(ask, now, { what: 'read companies', path }, ids);
}

const answered = (...results: object[]): Reply => ({ status: 200, body: { results } });

test.each([
  ['the type id of the primary company', [{ category: 'HUBSPOT_DEFINED', typeId: 1, label: null }], true],
  [
    'both types',
    [
      { category: 'HUBSPOT_DEFINED', typeId: 279 },
      { category: 'HUBSPOT_DEFINED', typeId: 1 },
    ],
    true,
  ],
  ['the plain type', [{ category: 'HUBSPOT_DEFINED', typeId: 279, label: 'Primary' }], false],
  ["an account's own type of the same number", [{ category: 'USER_DEFINED', typeId: 1 }], false],
  ['no type', undefined, false],
])('%s says whether a company is the primary one', async (_what, associationTypes, primary) => {
  const links = await linking(['7'], () => answered({ from: { id: 7 }, to: [{ toObjectId: 9, associationTypes }] }));
  expect([...links]).toEqual([['7', [{ id: '9', primary }]]]);
});

test('every page of every contact is read, and only of those who have another', async () => {
  const asked: Inputs[] = [];
  const links = await linking(['7', '8'], (inputs) => {
    asked.push(inputs);
    if (inputs[0]?.after !== undefined) return answered({ from: { id: '7' }, to: [{ toObjectId: '2' }] });
    return answered(
      { from: { id: '7' }, to: [{ toObjectId: '1' }], paging: { next: { after: 'x' } } },
      { from: { id: '8' }, to: [{ toObjectId: '1' }] },
    );
  });
  expect(linkedIds(links)).toEqual(['1', '2']);
  expect(asked).toEqual([[{ id: '7' }, { id: '8' }], [{ id: '7', after: 'x' }]]);
});

test('a contact asked for twice is asked for once, and none at all makes no call', async () => {
  const asked: Inputs[] = [];
  const reply = (inputs: Inputs) => (asked.push(inputs), answered());
  await linking(['7', '7'], reply);
  await linking([], reply);
  expect(asked).toEqual([[{ id: '7' }]]);
});

test.each([
  ['OBJECT_NOT_FOUND', 0],
  ['INTERNAL_ERROR', 'retry'],
  ['RATE_LIMITS', 'rateLimited'],
])('an error of category %s leads to: %s', async (category, expected) => {
  const errors = [{ status: 'error', category, context: { fromObjectId: ['7'] } }];
  const links = linking(['7'], () => ({ status: 207, body: { results: [], errors } }));
  await expect(links.then(({ size }) => size).catch(({ kind }) => kind)).resolves.toBe(expected);
});
