import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { startServer, type Reply } from '../server.ts';
import { startHubspot } from './hubspot.ts';
import { caller } from './test-caller.ts';

/** An app whose action gives these answers, then SUCCESS. */
async function app(...answers: Reply[]) {
  const server = await startServer({ notFound: () => ({ status: 404 }) });
  const success = { status: 200, body: { outputFields: { hs_execution_state: 'SUCCESS' } } };
  server.route('POST', '/actions/route', () => answers.shift() ?? success);
  return server;
}

const blocked: Reply = {
  status: 200,
  body: { outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: 'PT1H' } },
};

/** A workflow that comes to the action with a contact. */
async function workflow(now?: () => number) {
  const sandbox = await startHubspot({ clientSecret: 's3cret', ...(now && { now }) });
  const contact = sandbox.addContact({ email: 'ada@example.com' });
  const run = (url: string, more: object = {}) =>
    sandbox.runAction({
      uid: 'route_hot_lead',
      url: `${url}/actions/route`,
      contact,
      inputs: { priority: 'high' },
      ...more,
    });
  const complete = (callbackId: string, outputs: object) =>
    caller(sandbox)('POST', `/automation/actions/callbacks/2026-03/${callbackId}/complete`, {
      outputFields: outputs,
      typedOutputs: {},
    });
  return Object.assign(sandbox, { contactId: contact, run, complete });
}

describe('a workflow at our action', () => {
  test('sends the contact and the inputs, signed as version 2 with the public address', async () => {
    await using on = await workflow();
    await using target = await app();
    const outcome = await on.run(target.url, { properties: ['email'], publicUrl: 'https://hotlead.example.com' });
    expect([outcome.state, outcome.answers]).toEqual(['SUCCESS', [200]]);
    const { body = '', headers } = target.calls[0] ?? {};
    expect(JSON.parse(body)).toMatchObject({
      callbackId: outcome.callbackId,
      origin: { portalId: on.portalId },
      context: { source: 'WORKFLOWS' },
      object: { objectId: Number(on.contactId), objectType: 'CONTACT', properties: { email: 'ada@example.com' } },
      inputFields: { priority: 'high' },
    });
    const signed = `s3cretPOSThttps://hotlead.example.com/actions/route${body}`;
    expect(headers?.['x-hubspot-signature']).toBe(createHash('sha256').update(signed).digest('hex'));
    expect([headers?.['x-hubspot-signature-version'], headers?.['x-hubspot-signature-v3']]).toEqual(['v2', undefined]);
  });

  test('waits after BLOCK until it is completed', async () => {
    await using on = await workflow();
    await using target = await app(blocked);
    const { callbackId, state } = await on.run(target.url);
    expect(state).toBe('waiting');
    expect((await on.complete(callbackId, { outcome: 'opened' })).status).toBe(204);
    expect(on.actionOf(callbackId)).toMatchObject({ state: 'SUCCESS', outputs: { outcome: 'opened' } });
  });

  test('cannot be completed twice, nor when nobody knows it', async () => {
    await using on = await workflow();
    await using target = await app(blocked);
    const { callbackId } = await on.run(target.url);
    await on.complete(callbackId, {});
    expect((await on.complete(callbackId, {})).status).toBe(404);
    expect((await on.complete('ap-1-none', {})).status).toBe(404);
  });

  test('waits no longer than the answer said', async () => {
    let now = 1_700_000_000_000;
    await using on = await workflow(() => now);
    await using target = await app(blocked);
    const { callbackId } = await on.run(target.url);
    now += 3_600_000;
    expect(on.actionOf(callbackId)?.state).toBe('failed');
    expect((await on.complete(callbackId, {})).status).toBe(404);
  });

  test.each([
    ['a server error and a rate limit are tried again', [{ status: 503 }, { status: 429 }], [503, 429, 200], 'SUCCESS'],
    ['a refusal is the end', [{ status: 401 }], [401], 'failed'],
    [
      'four server errors are the end',
      Array.from({ length: 4 }, () => ({ status: 500 })),
      [500, 500, 500, 500],
      'failed',
    ],
  ])('%s', async (_, answers, statuses, state) => {
    await using on = await workflow();
    await using target = await app(...answers);
    expect(await on.run(target.url)).toMatchObject({ answers: statuses, state });
  });

  test('may come twice with the same callback', async () => {
    await using on = await workflow();
    await using target = await app();
    await on.run(target.url, { deliveries: 2 });
    const ids = target.calls.map(({ body }) => (JSON.parse(body) as { callbackId: string }).callbackId);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  });
});
