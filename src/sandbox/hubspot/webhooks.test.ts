import { Signature } from '@hubspot/api-client';
import { describe, expect, test } from '@jest/globals';
import { startServer } from '../server.ts';
import { startHubspot } from './hubspot.ts';
import { caller } from './test-caller.ts';

/** An app that answers its webhooks with these statuses, then 200. */
async function app(...statuses: number[]) {
  const server = await startServer({ notFound: () => ({ status: 404 }) });
  server.route('POST', '/hook', () => ({ status: statuses.shift() ?? 200 }));
  return server;
}

describe('webhooks', () => {
  test('come in deliveries of at most 100, with the signature of the SDK', async () => {
    await using sandbox = await startHubspot({ clientSecret: 's3cret' });
    await using target = await app();
    for (let i = 0; i < 120; i += 1) sandbox.addContact({ email: `${i}@example.com` });
    const deliveries = await sandbox.sendWebhooks(`${target.url}/hook`);
    expect(deliveries.map(({ events, status }) => [events.length, status])).toEqual([
      [100, 200],
      [20, 200],
    ]);
    const { headers, body = '' } = target.calls[0] ?? {};
    const signed = {
      signatureVersion: 'v3',
      signature: String(headers?.['x-hubspot-signature-v3']),
      clientSecret: 's3cret',
    };
    const timestamp = Number(headers?.['x-hubspot-request-timestamp']);
    expect(
      Signature.isValid({ ...signed, method: 'POST', requestBody: body, url: `${target.url}/hook`, timestamp }),
    ).toBe(true);
  });

  test("an app's own write comes back as INTEGRATION with its app id", async () => {
    await using sandbox = await startHubspot();
    await using target = await app();
    const id = sandbox.addContact({ email: 'a@example.com' });
    const values = { properties: { hs_lead_status: 'OPEN', jobtitle: 'CEO' } };
    await caller(sandbox)('PATCH', `/crm/objects/2026-03/contacts/${id}`, values);
    const [delivery] = await sandbox.sendWebhooks(`${target.url}/hook`);
    expect(delivery?.events).toMatchObject([
      { subscriptionType: 'object.creation', objectId: Number(id), changeSource: 'CRM_UI', sourceId: 'userId:9' },
      {
        subscriptionType: 'object.propertyChange',
        propertyName: 'hs_lead_status',
        propertyValue: 'OPEN',
        changeSource: 'INTEGRATION',
        sourceId: String(sandbox.appId),
      },
    ]);
  });

  test('what was refused is sent again with the next attempt number, and what was taken only on request', async () => {
    await using sandbox = await startHubspot();
    await using target = await app(500);
    sandbox.addContact({ email: 'a@example.com' });
    const [first] = await sandbox.sendWebhooks(`${target.url}/hook`);
    const [second] = await sandbox.redeliver();
    expect([first, second].map((each) => [each?.status, each?.events[0]?.attemptNumber])).toEqual([
      [500, 0],
      [200, 1],
    ]);
    expect(await sandbox.redeliver()).toEqual([]);
    expect(await sandbox.redeliver('all')).toHaveLength(1);
  });

  test('erasing a contact says so and nothing of it can be read', async () => {
    await using sandbox = await startHubspot();
    await using target = await app();
    const id = sandbox.addContact({ email: 'a@example.com' });
    const call = caller(sandbox);
    const erased = await call('POST', '/crm/objects/2026-03/contacts/gdpr-delete', {
      objectId: 'a@example.com',
      idProperty: 'email',
    });
    expect(erased.status).toBe(204);
    expect((await call('GET', `/crm/objects/2026-03/contacts/${id}`)).status).toBe(404);
    expect((await call('GET', `/crm/objects/2026-03/contacts/${id}?archived=true`)).status).toBe(404);
    const [delivery] = await sandbox.sendWebhooks(`${target.url}/hook`);
    expect(delivery?.events.at(-1)).toMatchObject({
      subscriptionType: 'contact.privacyDeletion',
      objectId: Number(id),
    });
  });
});

describe('webhooks of what comes and goes', () => {
  test('a contact out of the recycle bin is told', async () => {
    await using sandbox = await startHubspot();
    await using target = await app();
    const id = sandbox.addContact({ email: 'a@example.com' });
    sandbox.deleteContact(id);
    sandbox.restoreContact(id);
    const [delivery] = await sandbox.sendWebhooks(`${target.url}/hook`);
    expect(delivery?.events.map(({ subscriptionType }) => subscriptionType)).toEqual([
      'object.creation',
      'object.deletion',
      'object.restore',
    ]);
    expect(sandbox.contact(id)?.['email']).toBe('a@example.com');
  });

  test('a company is told when it comes and when it goes, from both ends to an app that hears both', async () => {
    await using sandbox = await startHubspot({ tellsBothEnds: true });
    await using target = await app();
    const id = sandbox.addContact({ email: 'a@example.com' });
    const companyId = sandbox.addCompany({ name: 'Acme' }, [id]);
    sandbox.unlinkCompany(companyId, id);
    const [delivery] = await sandbox.sendWebhooks(`${target.url}/hook`);
    const told = delivery?.events.filter(({ subscriptionType }) => subscriptionType === 'object.associationChange');
    const [contact, company] = [Number(id), Number(companyId)];
    expect(told).toMatchObject([
      { associationType: 'CONTACT_TO_COMPANY', fromObjectId: contact, toObjectId: company, associationRemoved: false },
      { associationType: 'COMPANY_TO_CONTACT', fromObjectId: company, toObjectId: contact, associationRemoved: false },
      { associationType: 'CONTACT_TO_COMPANY', fromObjectId: contact, toObjectId: company, associationRemoved: true },
      { associationType: 'COMPANY_TO_CONTACT', fromObjectId: company, toObjectId: contact, associationRemoved: true },
    ]);
    expect(sandbox.contact(id)?.['associatedcompanyid']).toBeUndefined();
  });

  test('a link that an app makes is told as its own', async () => {
    await using sandbox = await startHubspot();
    await using target = await app();
    const id = sandbox.addContact({ email: 'a@example.com' });
    const companyId = sandbox.addCompany({ name: 'Acme' });
    await caller(sandbox)('PUT', `/crm/objects/2026-03/companies/${companyId}/associations/default/contacts/${id}`);
    const [delivery] = await sandbox.sendWebhooks(`${target.url}/hook`);
    expect(delivery?.events.at(-1)).toMatchObject({
      associationType: 'CONTACT_TO_COMPANY',
      fromObjectId: Number(id),
      changeSource: 'INTEGRATION',
    });
  });
});
