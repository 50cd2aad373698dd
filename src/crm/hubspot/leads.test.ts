import { describe, expect, test } from '@jest/globals';
import { startServer, type Reply } from '../../sandbox/server.ts';
import { hubspotApi } from './api.ts';
import { readLeads } from './leads.ts';

const now = () => Date.parse('2026-11-20T12:00:00Z');

/** What `readLeads` makes of one answer of HubSpot. */
async function reading(ids: string[], reply: Reply) {
  await using server = await startServer({ now, notFound: () => ({ status: 404 }) });
  server.route('POST', '/crm/objects/2026-03/contacts/batch/read', () => reply);
  const ask = hubspotApi({ token: () => 't', baseUrl: server.url, takeTurn: async () => {}, now });
  return await readLeads(ask, now)(ids);
}

const good = { id: '1', properties: { email: 'ada@example.com' } };
const person = { id: '1', email: 'ada@example.com', activities: [] };
const visited = (timestamp: unknown) => ({
  id: '2',
  properties: {},
  propertiesWithHistory: { hs_analytics_last_url: [{ value: 'https://example.com', timestamp }] },
});

describe('one record that cannot be read does not sink the others', () => {
  test.each<[string, unknown]>([
    ['properties that are none', { id: '2', properties: 'none' }],
    ['a value that is no text', { id: 2, properties: { email: { a: 1 } } }],
    ['a time that is none', visited('soon')],
    ['a time beyond every calendar', visited(9e15)],
    ['no id', { properties: {} }],
    ['nothing at all', null],
  ])('%s', async (_what, bad) => {
    const read = await reading(['1', '2'], { status: 200, body: { results: [good, bad] } });
    expect(read).toEqual({ people: [person], gone: [], unreadable: ['2'] });
  });

  test('one named by an error is unreadable, one named as not found is gone', async () => {
    const errors = [
      { category: 'INTERNAL_ERROR', context: { ids: ['2'] } },
      { category: 'OBJECT_NOT_FOUND', context: { ids: ['3'] } },
    ];
    const read = await reading(['1', '2', '3'], { status: 207, body: { results: [good], errors } });
    expect(read).toEqual({ people: [person], gone: ['3'], unreadable: ['2'] });
  });

  test('after an error that names nobody, nobody unnamed is called gone', async () => {
    const errors = [{ category: 'INTERNAL_ERROR' }];
    const read = await reading(['1', '2'], { status: 207, body: { results: [good], errors } });
    expect(read).toEqual({ people: [person], gone: [], unreadable: ['2'] });
  });
});

test.each([
  ['PAID_SEARCH', 'paid search'],
  ['OFFLINE', 'offline'],
  ['', undefined],
  [null, undefined],
])('the source %j is %j', async (hs_analytics_source, source) => {
  const body = { results: [{ id: '1', properties: { hs_analytics_source } }] };
  const { people } = await reading(['1'], { status: 200, body });
  expect(people[0]?.source).toBe(source);
});

test.each([
  ['RATE_LIMITS', 'rateLimited'],
  ['MISSING_SCOPES', 'blocked'],
])('%s is about the app, not about the record beside it', async (category, kind) => {
  const body = { results: [good], errors: [{ category, context: { ids: ['2'] } }] };
  await expect(reading(['1', '2'], { status: 207, body })).rejects.toMatchObject({ kind });
});
