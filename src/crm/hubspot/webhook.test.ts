import { createHmac } from 'node:crypto';
import { Signature } from '@hubspot/api-client';
import { describe, expect, test } from '@jest/globals';
import { startHubspot } from '../../sandbox/hubspot/hubspot.ts';
import { startServer } from '../../sandbox/server.ts';
import type { RawDelivery } from '../crm.ts';
import { hubspotWebhook } from './webhook.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const clientSecret = 'sandbox-secret';
const publicUrl = 'https://hotlead.example.com';
const intake = hubspotWebhook({ clientSecret, publicUrl, appId: '777' });

const propertyChange = {
  eventId: 1,
  subscriptionId: 22,
  portalId: 33,
  appId: 777,
  occurredAt: now - 1_000,
  subscriptionType: 'object.propertyChange',
  objectId: 123,
  objectTypeId: '0-1',
  propertyName: 'hs_analytics_last_url',
  propertyValue: 'https://example.com/pricing',
  changeSource: 'CRM_UI',
};

/** A delivery signed as HubSpot signs; `signedUri` when it differs from the address as sent. */
function delivery(
  events: unknown,
  more: { at?: number; url?: string; signedUri?: string; secret?: string; raw?: Buffer } = {},
): RawDelivery {
  const body = more.raw ?? Buffer.from(JSON.stringify(events));
  const url = more.url ?? '/webhooks/hubspot';
  const timestamp = String(more.at ?? now);
  const source = Buffer.concat([Buffer.from(`POST${more.signedUri ?? publicUrl + url}`), body, Buffer.from(timestamp)]);
  const signature = createHmac('sha256', more.secret ?? clientSecret)
    .update(source)
    .digest('base64');
  const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp };
  return { method: 'POST', url, headers, body };
}

function accepted(events: unknown) {
  const result = intake(delivery(events), now);
  if (result.kind !== 'accepted') throw new Error(result.reason);
  return result;
}

describe('the signature', () => {
  test("HubSpot's own client signs what we accept", () => {
    const raw = Buffer.from(JSON.stringify([propertyChange]));
    const url = `${publicUrl}/webhooks/hubspot`;
    const common = { method: 'POST', clientSecret, requestBody: raw.toString(), url, timestamp: now, signature: '' };
    const signature = Signature.getSignature('POST', 'v3', common);
    const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': String(now) };
    expect(intake({ method: 'POST', url: '/webhooks/hubspot', headers, body: raw }, now).kind).toBe('accepted');
  });

  test('the escapes that HubSpot decodes are decoded before checking, others are not', () => {
    const url = '/webhooks/hubspot?to=a%40b%3ac&x=%20%25';
    const signedUri = `${publicUrl}/webhooks/hubspot?to=a@b:c&x=%20%25`;
    expect(intake(delivery([], { url, signedUri }), now).kind).toBe('accepted');
  });

  test('text beyond ASCII is checked by its bytes', () => {
    expect(accepted([{ ...propertyChange, propertyValue: 'Zoë – 東京 🔥' }]).batches).toHaveLength(1);
  });

  const good = delivery([propertyChange]);
  test.each<[string, RawDelivery]>([
    ['another secret', delivery([propertyChange], { secret: 'other' })],
    ['a changed body', { ...good, body: Buffer.from('[]') }],
    ['another address', { ...good, url: '/webhooks/other' }],
    ['another method', { ...good, method: 'PUT' }],
    ['no signature', { ...good, headers: { ...good.headers, 'x-hubspot-signature-v3': undefined } }],
    ['no timestamp', { ...good, headers: { ...good.headers, 'x-hubspot-request-timestamp': undefined } }],
    ['a shortened signature', { ...good, headers: { ...good.headers, 'x-hubspot-signature-v3': 'YWJj' } }],
    ['an age of more than 5 minutes', delivery([propertyChange], { at: now - 300_001 })],
    ['a date more than 5 minutes ahead', delivery([propertyChange], { at: now + 300_001 })],
  ])('%s is refused with 401', (_what, refused) => {
    expect(intake(refused, now)).toMatchObject({ kind: 'refused', status: 401 });
  });

  test('exactly 5 minutes either way is still accepted', () => {
    for (const at of [now - 300_000, now + 300_000]) expect(intake(delivery([], { at }), now).kind).toBe('accepted');
  });

  test('a signed body that is no JSON list is refused with 400', () => {
    for (const text of ['{"a":1}', 'hello', '']) {
      expect(intake(delivery(undefined, { raw: Buffer.from(text) }), now)).toMatchObject({
        kind: 'refused',
        status: 400,
      });
    }
  });
});

test('what the sandbox sends and sends again is accepted with the same keys', async () => {
  await using hubspot = await startHubspot({ now: () => now, portalId: 33 });
  const deliveries: RawDelivery[] = [];
  await using target = await startServer({ now: () => now, notFound: () => ({ status: 404 }) });
  target.route('POST', '/hooks', ({ method, path, headers, rawBody: body }) => {
    const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    deliveries.push({ method, url: path, headers: Object.fromEntries(texts), body });
    return { status: 204 };
  });
  const leadId = hubspot.addContact({ email: 'ada@example.com' });
  hubspot.visitPage(leadId, 'https://example.com/pricing');
  await hubspot.sendWebhooks(`${target.url}/hooks`);
  await hubspot.redeliver('all');
  const real = hubspotWebhook({ clientSecret: hubspot.clientSecret, publicUrl: `${target.url}/` });
  const [first, again] = deliveries.map((each) => real(each, now));
  expect(first).toMatchObject({ kind: 'accepted', ignored: {}, batches: [{ account: '33' }] });
  expect(again).toEqual(first);
});

describe('the events', () => {
  test('a redelivered event has the same key, whatever its eventId and attempt', () => {
    const [first, second] = [propertyChange, { ...propertyChange, eventId: 99, attemptNumber: 3 }].map((event) =>
      accepted([event]),
    );
    expect(first?.batches[0]?.changes).toEqual(second?.batches[0]?.changes);
  });

  test.each([
    ['another value', { propertyValue: 'https://example.com/' }],
    ['another moment', { occurredAt: now }],
    ['another property', { propertyName: 'email' }],
  ])('%s is another key', (_what, differs) => {
    const [batch] = accepted([propertyChange, { ...propertyChange, ...differs }]).batches;
    expect(batch?.changes).toHaveLength(2);
  });

  test('a value never stands in the key', () => {
    const text = JSON.stringify(
      accepted([{ ...propertyChange, propertyName: 'email', propertyValue: 'ada@example.com' }]),
    );
    expect(text).not.toContain('ada@');
  });

  const bare = { portalId: 33, subscriptionId: 1, occurredAt: now, objectTypeId: '0-1' };
  test.each<[string, object, string[]]>([
    ['a creation', { ...bare, subscriptionType: 'object.creation', objectId: 5 }, ['5']],
    [
      'a legacy creation',
      { ...bare, objectTypeId: undefined, subscriptionType: 'contact.creation', objectId: '5' },
      ['5'],
    ],
    ['a deletion', { ...bare, subscriptionType: 'object.deletion', objectId: 5 }, ['5']],
    [
      'an erasure',
      { ...bare, objectTypeId: undefined, subscriptionType: 'contact.privacyDeletion', objectId: 5 },
      ['5'],
    ],
    ['a restore', { ...bare, subscriptionType: 'object.restore', objectId: 5 }, ['5']],
    [
      'a merge',
      { ...bare, subscriptionType: 'object.merge', primaryObjectId: 5, mergedObjectIds: [6, 7], newObjectId: 8 },
      ['8', '5', '6', '7'],
    ],
    [
      'an association from a contact',
      {
        ...bare,
        objectTypeId: undefined,
        subscriptionType: 'object.associationChange',
        associationType: 'CONTACT_TO_COMPANY',
        fromObjectId: 5,
        toObjectId: 9,
      },
      ['5'],
    ],
    [
      'an association to a contact',
      {
        ...bare,
        objectTypeId: undefined,
        subscriptionType: 'object.associationChange',
        fromObjectTypeId: '0-2',
        toObjectTypeId: '0-1',
        fromObjectId: 9,
        toObjectId: 5,
      },
      ['5'],
    ],
  ])('%s names its contacts', (_what, event, leadIds) => {
    expect(accepted([event]).batches[0]?.changes.map(({ leadId }) => leadId)).toEqual(leadIds);
  });

  test.each([
    ['a new one', { newObjectId: 8 }, [undefined, '8', '8']],
    ['the primary', {}, [undefined, '5']],
  ])('a merge says that they went into %s', (_what, more, into) => {
    const event = { ...bare, subscriptionType: 'object.merge', primaryObjectId: 5, mergedObjectIds: [6], ...more };
    expect(accepted([event]).batches[0]?.changes.map((change) => change.into)).toEqual(into);
  });

  test('one bad event is counted and the rest is kept', () => {
    const result = accepted([{ ...propertyChange, portalId: null }, 'what', propertyChange]);
    expect(result.ignored).toEqual({ malformed: 2 });
    expect(result.batches[0]?.changes).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['not a contact', { ...propertyChange, objectTypeId: '0-3' }],
    ['unknown subscription', { ...propertyChange, subscriptionType: 'object.surprise' }],
    ['own change', { ...propertyChange, changeSource: 'INTEGRATION', sourceId: '777' }],
  ])('ignored as: %s', (reason, event) => {
    expect(accepted([event])).toMatchObject({ batches: [], ignored: { [reason]: 1 } });
  });

  test("another integration's change is not taken for ours", () => {
    const event = { ...propertyChange, changeSource: 'INTEGRATION', sourceId: '7777' };
    expect(accepted([event]).batches[0]?.changes).toHaveLength(1);
  });

  test('each portal has its own batch', () => {
    const { batches } = accepted([propertyChange, { ...propertyChange, portalId: 44 }]);
    expect(batches.map(({ account }) => account)).toEqual(['33', '44']);
  });
});
