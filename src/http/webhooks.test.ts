import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signatureV3 } from '../sandbox/hubspot/signing.ts';
import { until } from '../testing/until.ts';
import { PUBLIC_URL, startWorld, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

type Sent = { body?: string; secret?: string; at?: number; headers?: Record<string, string> };

async function send({ body = '[]', secret = world.hubspot.clientSecret, at = world.now(), headers }: Sent) {
  const url = `${PUBLIC_URL}/webhooks/hubspot`;
  const signature = signatureV3({ secret, method: 'POST', url, body, timestamp: String(at) });
  const signed = { 'X-HubSpot-Signature-v3': signature, 'X-HubSpot-Request-Timestamp': String(at) };
  const answer = await fetch(`${world.app.url}/webhooks/hubspot`, { method: 'POST', body, headers: headers ?? signed });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

function changed(id: string, portalId = world.hubspot.portalId, name = 'hs_analytics_last_url') {
  return {
    eventId: 1,
    subscriptionId: 22,
    portalId,
    appId: world.hubspot.appId,
    occurredAt: world.now(),
    subscriptionType: 'object.propertyChange',
    attemptNumber: 0,
    objectId: Number(id),
    objectTypeId: '0-1',
    propertyName: name,
    propertyValue: 'x',
    changeSource: 'CRM_UI',
    sourceId: 'userId:9',
  };
}

describe('a webhook that is not to be trusted', () => {
  test.each<[string, () => Sent, number, RegExp]>([
    ['signed with another secret', () => ({ secret: 'guess' }), 401, /wrong signature: check the client secret/],
    ['sent six minutes ago', () => ({ at: world.now() - 360_000 }), 401, /more than 5 minutes/],
    ['sent six minutes ahead', () => ({ at: world.now() + 360_000 }), 401, /more than 5 minutes/],
    ['not signed at all', () => ({ headers: {} }), 401, /no v3 signature/],
    ['signed, but not JSON', () => ({ body: '<html>' }), 400, /not a JSON list/],
  ])('%s is refused with what is wrong, and keeps nothing', async (_, sent, status, reason) => {
    const before = await world.rows('select id from steps');
    const answer = await send(sent());
    expect(answer).toEqual({ status, body: { error: expect.stringMatching(reason) } });
    expect(await world.rows('select id from steps')).toHaveLength(before.length);
  });

  test('larger than 2 MB is refused before it is read', async () => {
    const answer = await send({ body: `["${'x'.repeat(3_000_000)}"]` });
    expect(answer.status).toBe(413);
  });
});

test('an unknown portal, a stranger’s event and a broken one are counted, and the good one beside them is kept', async () => {
  const id = world.hubspot.addContact({ email: 'ada@bigco.example' });
  const events = [changed(id, 999), changed(id), { portalId: world.hubspot.portalId, nonsense: true }, 'what?'];
  const answer = await send({ body: JSON.stringify(events) });
  expect(answer.status).toBe(200);
  expect(answer.body['kept']).toBe(1);
  expect(answer.body['ignored']).toMatchObject({ 'unknown account 999': 1, malformed: 2 });
  await until(async () => (await world.rows('select id from leads')).length === 1, 'the good one to be read');
});

test('the same delivery twice is kept once', async () => {
  const id = world.hubspot.addContact({ email: 'bea@bigco.example' });
  const body = JSON.stringify([changed(id)]);
  expect([(await send({ body })).body['kept'], (await send({ body })).body['kept']]).toEqual([1, 0]);
});

test('a full delivery of a hundred events is kept before it is acknowledged, and read afterwards', async () => {
  const ids = world.hubspot.bulkContacts(100, (i) => ({ email: `bulk${i}@bigco.example` }));
  const body = JSON.stringify(ids.map((id) => changed(id)));
  const start = performance.now();
  expect((await send({ body })).body['kept']).toBe(100);
  // A loose bound: the figure is the benchmark's; this catches work that moved before the acknowledgement.
  expect(performance.now() - start).toBeLessThan(2_000);
  await until(async () => (await world.open()) === 0, 'all hundred to be read', 20_000);
});

test('health and unknown paths answer, and the front page shows no lead to whoever comes by', async () => {
  const get = async (path: string) => {
    const answer = await fetch(world.app.url + path);
    return [answer.status, await answer.text()] as const;
  };
  expect(await get('/healthz')).toEqual([200, '{"ok":true,"troubles":[]}']);
  expect(await get('/')).toEqual([200, 'Hot Lead Signal is running.\n']);
  expect((await get('/nothing'))[0]).toBe(404);
});
