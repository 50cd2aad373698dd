import { Signature } from '@hubspot/api-client';
import { expect, test } from '@jest/globals';
import { startServer, type Reply } from '../server.ts';
import { startHubspot } from './hubspot.ts';

async function app(...answers: Reply[]) {
  const server = await startServer({ notFound: () => ({ status: 404 }) });
  for (const method of ['GET', 'POST'])
    server.route(method, '/api/card', () => answers.shift() ?? { status: 200, body: { score: 87 } });
  return server;
}

const ann = { userId: 7, userEmail: 'ann+sales@example.com' };

test('a page call comes with who looks, signed as the SDK checks it', async () => {
  await using sandbox = await startHubspot({ clientSecret: 's3cret' });
  await using target = await app();
  const answer = await sandbox.fetchAs({
    ...ann,
    url: `${target.url}/api/card?lead=5`,
    method: 'POST',
    body: { a: 'ä' },
  });
  expect([answer.status, answer.json()]).toEqual([200, { score: 87 }]);
  const { query = '', headers, body = '' } = target.calls[0] ?? {};
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
    lead: '5',
    userId: '7',
    portalId: String(sandbox.portalId),
    userEmail: 'ann+sales@example.com',
    appId: String(sandbox.appId),
  });
  const signed = {
    signatureVersion: 'v3' as const,
    signature: String(headers?.['x-hubspot-signature-v3']),
    timestamp: Number(headers?.['x-hubspot-request-timestamp']),
  };
  // The SDK does not undo the escapes that HubSpot undoes.
  const url = `${target.url}/api/card?${query}`.replaceAll('%40', '@');
  expect(Signature.isValid({ ...signed, clientSecret: 's3cret', method: 'POST', requestBody: body, url })).toBe(true);
});

test('a server error is asked once more, a refusal is not', async () => {
  await using sandbox = await startHubspot();
  await using target = await app({ status: 500 }, { status: 200, body: {} }, { status: 403 });
  const call = () => sandbox.fetchAs({ ...ann, url: `${target.url}/api/card` });
  expect([(await call()).status, (await call()).status, target.calls.length]).toEqual([200, 403, 3]);
});

test('more than twenty at once are refused', async () => {
  await using sandbox = await startHubspot();
  await using target = await app();
  const calls = Array.from({ length: 21 }, () => sandbox.fetchAs({ ...ann, url: `${target.url}/api/card` }));
  const statuses = (await Promise.all(calls)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
});

test('an answer of more than a megabyte does not arrive', async () => {
  await using sandbox = await startHubspot();
  await using target = await app({ status: 200, body: 'x'.repeat(1_000_001) });
  const answer = await sandbox.fetchAs({ ...ann, url: `${target.url}/api/card` });
  expect([answer.status, answer.body]).toEqual([502, 'the answer is over 1 MB']);
});
