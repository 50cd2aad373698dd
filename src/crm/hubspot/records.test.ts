import { expect, test } from '@jest/globals';
import { startServer, type Reply } from '../../sandbox/server.ts';
import { hubspotApi } from './api.ts';
import { latestOf, momentIn, readRecords } from './records.ts';

const now = () => Date.parse('2026-11-20T12:00:00Z');
const reading = { what: 'read deals', path: '/crm/objects/2026-03/0-3/batch/read', properties: ['a', 'b'] };

async function records(ids: string[], reply: (ids: string[]) => Reply) {
  await using server = await startServer({ now, notFound: () => ({ status: 404 }) });
  server.route('POST', reading.path, ({ rawBody }) => {
    const { inputs } = JSON.parse(rawBody.toString()) as { inputs: { id: string }[] };
    return reply(inputs.map(({ id }) => id));
  });
  const ask = hubspotApi({ token: () => 't', baseUrl: server.url, takeTurn: async () => {}, now });
  return await readRecords(ask, now, reading, ids);
}

const found = (ids: string[]): Reply => ({
  status: 200,
  body: { results: ids.map((id) => ({ id, properties: { a: id } })) },
});

test('values of any shape are taken as far as they are texts', async () => {
  const properties = { a: ' x ', b: '', c: null, d: 7, e: { f: 1 }, g: 'half \ud83d' };
  const read = await records(['1'], () => ({ status: 200, body: { results: [{ id: 1, properties }] } }));
  expect(read.get('1')).toEqual({ a: 'x', d: '7', g: 'half \ufffd' });
});

test('more than a batch is read in parts of 100', async () => {
  const sizes: number[] = [];
  const ids = Array.from({ length: 250 }, (_, index) => String(index + 1));
  const read = await records(ids, (part) => (sizes.push(part.length), found(part)));
  expect(sizes).toEqual([100, 100, 50]);
  expect([...read.keys()]).toEqual(ids);
});

test('a record that may not be read is absent, and does not take the others along', async () => {
  const refused = {
    status: 403,
    body: { category: 'FORBIDDEN', errors: [{ context: { ids: ['3'] } }] },
  };
  const ids = ['1', '2', '3', '4', '5'];
  const read = await records(ids, (part) => (part.includes('3') ? refused : found(part)));
  expect([...read.keys()]).toEqual(['1', '2', '4', '5']);
});

test.each<[string, Reply, object]>([
  ['a missing scope', { status: 403, body: { category: 'MISSING_SCOPES' } }, { code: 'forbidden' }],
  ['a 429', { status: 429, headers: { 'Retry-After': '4' } }, { kind: 'rateLimited', retryAt: now() + 4_000 }],
  ['a body that is nonsense', { status: 200, body: '<html>' }, { kind: 'retry' }],
  [
    'one record that could not be read',
    { status: 207, body: { results: [], errors: [{ category: 'INTERNAL_ERROR', context: { ids: ['1'] } }] } },
    { kind: 'retry' },
  ],
])('%s is an error, never "not there"', async (_what, reply, expected) => {
  await expect(records(['1'], () => reply)).rejects.toMatchObject(expected);
});

test('moments are read in both of their forms, and the latest readable one counts', () => {
  const texts = { iso: '2026-11-20T12:00:00Z', ms: '1790000000000', bad: 'soon' };
  expect(momentIn(texts, 'iso')).toBe(now());
  expect(latestOf(texts, ['ms', 'iso', 'bad', 'none'])).toBe(now());
  expect(latestOf(texts, ['bad', 'none'])).toBeUndefined();
});
