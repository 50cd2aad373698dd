import { createHash, createHmac } from 'node:crypto';
import { Signature } from '@hubspot/api-client';
import { describe, expect, test } from '@jest/globals';
import type { RawDelivery } from '../crm.ts';
import { signedRequests } from './signed-request.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const clientSecret = 'sandbox-secret';
const publicUrl = 'https://hotlead.example.com';
const verify = signedRequests({ clientSecret, publicUrl });
const url = '/hubspot/api/card?contact=55&userId=9&portalId=33&userEmail=ann%40acme.example';

function signedV3(more: { at?: number; url?: string; body?: string; method?: string } = {}): RawDelivery {
  const { at = now, body = '', method = 'GET' } = more;
  const address = more.url ?? url;
  const source = `${method}${publicUrl}${address.replaceAll('%40', '@')}${body}${at}`;
  const signature = createHmac('sha256', clientSecret).update(source).digest('base64');
  const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': String(at) };
  return { method, url: address, headers, body: Buffer.from(body) };
}

function signedV2(body: string, secret = clientSecret): RawDelivery {
  const address = '/hubspot/actions/route';
  const signature = createHash('sha256').update(`${secret}POST${publicUrl}${address}${body}`).digest('hex');
  const headers = { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': 'v2' };
  return { method: 'POST', url: address, headers, body: Buffer.from(body) };
}

const api = { what: 'page' };
const action = { what: 'action', orV2: true };

describe('version 3', () => {
  test('is taken with the escapes of the query that HubSpot decodes', () => {
    expect(verify(signedV3(), now, api)).toBeUndefined();
    expect(verify(signedV3({ method: 'POST', body: '{"a":"é"}' }), now, api)).toBeUndefined();
  });

  test.each<[string, RawDelivery, RegExp]>([
    ['another portal', { ...signedV3(), url: url.replace('portalId=33', 'portalId=34') }, /wrong signature/],
    ['another user', { ...signedV3(), url: url.replace('userId=9', 'userId=1') }, /wrong signature/],
    ['one parameter more', { ...signedV3(), url: `${url}&userId=1` }, /wrong signature/],
    ['another body', { ...signedV3({ method: 'POST' }), body: Buffer.from('x') }, /wrong signature/],
    ['more than 5 minutes ago', signedV3({ at: now - 300_001 }), /check the clock/],
    ['more than 5 minutes ahead', signedV3({ at: now + 300_001 }), /check the clock/],
    ['no signature', { ...signedV3(), headers: {} }, /no v3 signature/],
  ])('%s is refused', (_what, delivery, why) => {
    expect(verify(delivery, now, api)).toMatch(why);
    expect(verify(delivery, now, api)).not.toContain(clientSecret);
  });
});

describe('version 2', () => {
  test("HubSpot's own client signs what we accept, where it is allowed", () => {
    const body = '{"callbackId":"ap-1"}';
    const common = { method: 'POST', clientSecret, requestBody: body, url: `${publicUrl}/hubspot/actions/route` };
    const signature = Signature.getSignature('POST', 'v2', { ...common, signature: '' });
    const headers = { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': 'v2' };
    const delivery = { ...signedV2(body), headers };
    expect(verify(delivery, now, action)).toBeUndefined();
    expect(verify(delivery, now, api)).toMatch(/no v3 signature/);
  });

  test('with another secret, another body or version 1 is refused', () => {
    expect(verify(signedV2('{}', 'other'), now, action)).toMatch(/wrong signature/);
    expect(verify({ ...signedV2('{}'), body: Buffer.from('[]') }, now, action)).toMatch(/wrong signature/);
    const { headers, ...rest } = signedV2('{}');
    const first = { ...rest, headers: { ...headers, 'x-hubspot-signature-version': 'v1' } };
    expect(verify(first, now, action)).toMatch(/no signature of version 3 or 2/);
  });

  test('counts for nothing beside one of version 3', () => {
    const both = signedV2('{}');
    const headers = { ...both.headers, 'x-hubspot-signature-v3': 'AAAA', 'x-hubspot-request-timestamp': String(now) };
    expect(verify({ ...both, headers }, now, action)).toMatch(/wrong signature/);
    expect(verify({ ...both, headers: { ...headers, 'x-hubspot-signature-v3': '' } }, now, action)).toBeDefined();
  });
});
