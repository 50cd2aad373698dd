import { expect, test } from '@jest/globals';
import { startServer } from '../../sandbox/server.ts';
import { hubspotApi } from './api.ts';
import { countLeads, listLeads } from './list-leads.ts';

const now = () => Date.parse('2026-11-20T12:00:00Z');

async function asking(path: string, method: 'GET' | 'POST', body: object) {
  const server = await startServer({ now, notFound: () => ({ status: 404 }) });
  server.route(method, path, () => ({ status: 200, body }));
  const lanes: (string | undefined)[] = [];
  const takeTurn = async (_bucket: string, lane?: string) => void lanes.push(lane);
  const ask = hubspotApi({ token: () => 't', baseUrl: server.url, takeTurn, now });
  return { ask, lanes, server };
}

test('one contact of a strange shape does not sink the page', async () => {
  const results = [{ id: '1', properties: { email: 'ada@example.com' } }, { id: 2, properties: 'none' }, null];
  const { ask, server } = await asking('/crm/objects/2026-03/contacts', 'GET', {
    results,
    paging: { next: { after: '3' } },
  });
  await using _ = server;
  expect(await listLeads(ask)(undefined)).toEqual({
    people: [{ id: '1', email: 'ada@example.com', activities: [] }],
    unreadable: ['2'],
    cursor: '3',
  });
});

test('a page goes on where the last one ended, 50 at once, with history', async () => {
  const { ask, server } = await asking('/crm/objects/2026-03/contacts', 'GET', { results: [] });
  await using _ = server;
  expect((await listLeads(ask)('77')).cursor).toBeUndefined();
  const query = new URLSearchParams(server.calls[0]?.query);
  expect([query.get('after'), query.get('limit')]).toEqual(['77', '50']);
  expect(query.get('propertiesWithHistory')).toContain('hs_analytics_last_url');
});

test('both yield to whatever somebody waits for', async () => {
  const list = await asking('/crm/objects/2026-03/contacts', 'GET', { results: [] });
  await using _ = list.server;
  await listLeads(list.ask)(undefined);
  const count = await asking('/crm/objects/2026-03/contacts/search', 'POST', { total: 7, results: [] });
  await using __ = count.server;
  expect(await countLeads(count.ask)()).toBe(7);
  expect([...list.lanes, ...count.lanes]).toEqual(['import', 'import']);
});
