import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { type HubspotSandbox, startHubspot } from '../../sandbox/hubspot/hubspot.ts';
import { hubspotCrm } from './hubspot.ts';

/** A workflow that came to the action, and waits. */
async function waiting(on: HubspotSandbox): Promise<string> {
  const app = createServer((_request, response) =>
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: 'PT1H' } })),
  );
  await new Promise<void>((resolve) => void app.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/hubspot/actions/route`;
    const contact = on.addContact({ email: 'ada@bigco.example' });
    const { callbackId, state } = await on.runAction({ uid: 'route_hot_lead', url, contact });
    expect(state).toBe('waiting');
    return callbackId;
  } finally {
    app.close();
    app.closeAllConnections();
  }
}

function complete(on: HubspotSandbox, callbackId: string) {
  const usual = { token: () => 'sandbox-token', portalId: '1', baseUrl: on.url, takeTurn: async () => {} };
  const outputs = { outcome: 'opened', assigned_to: 'Ann Rep', hot_lead_score: 85 };
  return hubspotCrm({ ...usual, now: () => Date.now() }).completeAction!(callbackId, outputs);
}

test('a workflow that waits goes on with what it is told', async () => {
  await using on = await startHubspot();
  const callbackId = await waiting(on);
  await complete(on, callbackId);
  expect(on.actionOf(callbackId)).toMatchObject({
    state: 'SUCCESS',
    outputs: { outcome: 'opened', assigned_to: 'Ann Rep', hot_lead_score: 85 },
  });
});

test('told twice, or one that nobody knows, says so by its own code', async () => {
  await using on = await startHubspot();
  const callbackId = await waiting(on);
  await complete(on, callbackId);
  await expect(complete(on, callbackId)).rejects.toMatchObject({ kind: 'permanent', code: 'not_found' });
  await expect(complete(on, 'ap-no/such')).rejects.toMatchObject({ kind: 'permanent', code: 'not_found' });
});
