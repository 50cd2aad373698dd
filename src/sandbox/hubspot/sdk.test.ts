import { Client, Signature } from '@hubspot/api-client';
import { describe, expect, test } from '@jest/globals';
import { startHubspot, type HubspotSandbox } from './hubspot.ts';
import { answerOf, at, listAt, type Answer } from './test-caller.ts';
import { signatureV3 } from './signing.ts';

// HubSpot's own SDK, as the product uses it: dated paths through apiRequest.

function caller(sandbox: HubspotSandbox, accessToken = 'sandbox-token') {
  const client = new Client({ accessToken, basePath: sandbox.url, numberOfApiCallRetries: 0 });
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const sent = body === undefined ? {} : { body };
    return answerOf((await client.apiRequest({ method, path, ...sent })) as unknown as Response);
  };
}

const contacts = '/crm/objects/2026-03/contacts';
const hot = { label: 'Hot', value: 'HOT_LEAD', displayOrder: 9, hidden: false };

describe("HubSpot's SDK against the sandbox", () => {
  test('creates a contact and reads it back by id and by e-mail', async () => {
    await using sandbox = await startHubspot();
    const call = caller(sandbox);
    const made = await call('POST', contacts, { properties: { email: 'Ada@example.com', firstname: 'Ada' } });
    expect(made.status).toBe(201);
    const read = await call('GET', `${contacts}/ada%40example.com?idProperty=email&properties=firstname,lastname`);
    const id = at(made.body, 'id');
    expect(read.body).toMatchObject({ id, properties: { firstname: 'Ada', lastname: null, hs_object_id: id } });
  });

  test('reads a batch with history newest first, and names what is missing in a 207', async () => {
    await using sandbox = await startHubspot();
    const id = sandbox.addContact({ email: 'a@example.com' }, { at: 1_000 });
    sandbox.visitPage(id, 'https://example.com/pricing', 5_000);
    sandbox.visitPage(id, 'https://example.com/', 3_000);
    const answer = await caller(sandbox)('POST', `${contacts}/batch/read`, {
      inputs: [{ id }, { id: '999' }],
      properties: ['email'],
      propertiesWithHistory: ['hs_analytics_last_url'],
    });
    expect(answer.status).toBe(207);
    const versions = listAt(answer.body, 'results', 0, 'propertiesWithHistory', 'hs_analytics_last_url');
    expect(versions.map((version) => at(version, 'timestamp'))).toEqual([
      '1970-01-01T00:00:05.000Z',
      '1970-01-01T00:00:03.000Z',
    ]);
    expect(at(answer.body, 'errors')).toMatchObject([{ category: 'OBJECT_NOT_FOUND', context: { ids: ['999'] } }]);
  });

  test('searches by last change and pages with after', async () => {
    await using sandbox = await startHubspot();
    for (const ms of [3_000, 1_000, 2_000]) sandbox.addContact({ email: `at${ms}@example.com` }, { at: ms });
    const query = {
      filterGroups: [{ filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: '1500' }] }],
      sorts: [{ propertyName: 'lastmodifieddate', direction: 'ASCENDING' }],
      properties: ['email'],
      limit: 1,
    };
    const first = await caller(sandbox)('POST', `${contacts}/search`, query);
    const second = await caller(sandbox)('POST', `${contacts}/search`, {
      ...query,
      after: at(first.body, 'paging', 'next', 'after'),
    });
    expect(at(first.body, 'total')).toBe(2);
    expect([first, second].map((page) => at(page.body, 'results', 0, 'properties', 'email'))).toEqual([
      'at2000@example.com',
      'at3000@example.com',
    ]);
    expect(at(second.body, 'paging')).toBeUndefined();
    expect(first.headers.get('x-hubspot-ratelimit-remaining')).toBeNull();
  });

  test('a batch update with one missing record writes the others', async () => {
    await using sandbox = await startHubspot();
    const id = sandbox.addContact({ email: 'a@example.com' });
    const answer = await caller(sandbox)('POST', `${contacts}/batch/update`, {
      inputs: [
        { id: '999', properties: { jobtitle: 'CTO' } },
        { id, properties: { jobtitle: 'CEO' }, objectWriteTraceId: 't1' },
      ],
    });
    expect(answer.status).toBe(207);
    expect(at(answer.body, 'numErrors')).toBe(1);
    expect(at(answer.body, 'results', 0)).toMatchObject({ id, objectWriteTraceId: 't1' });
    expect(sandbox.contact(id)?.['jobtitle']).toBe('CEO');
  });

  test('a bad value fails the whole batch', async () => {
    await using sandbox = await startHubspot();
    const ids = [1, 2].map((n) => sandbox.addContact({ email: `${n}@example.com` }));
    const answer = await caller(sandbox)('POST', `${contacts}/batch/update`, {
      inputs: [
        { id: ids[0], properties: { jobtitle: 'CEO' } },
        { id: ids[1], properties: { hs_lead_status: 'HOT_LEAD', nonsense: 'x' } },
      ],
    });
    expect(answer.body).toMatchObject({ status: 'error', category: 'VALIDATION_ERROR' });
    expect(at(answer.body, 'message')).toContain('INVALID_OPTION');
    expect(at(answer.body, 'message')).toContain('PROPERTY_DOESNT_EXIST');
    expect(sandbox.contact(ids[0] ?? '')?.['jobtitle']).toBeUndefined();
  });

  test('a task is created with its contact, and the same POST makes a second', async () => {
    await using sandbox = await startHubspot();
    const call = caller(sandbox);
    const contactId = sandbox.addContact({ email: 'a@example.com' });
    const task = {
      properties: { hs_timestamp: '1800000000000', hs_task_subject: 'HOT LEAD: call', hs_task_priority: 'HIGH' },
      associations: [
        { to: { id: contactId }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }] },
      ],
    };
    for (let n = 0; n < 2; n += 1) expect((await call('POST', '/crm/objects/2026-09/tasks', task)).status).toBe(201);
    const links = await call('POST', '/crm/associations/2026-09/contacts/tasks/batch/read', {
      inputs: [{ id: contactId }],
    });
    const linkedIds = listAt(links.body, 'results', 0, 'to').map((to) => String(at(to, 'toObjectId')));
    expect(sandbox.tasks().map((each) => each.id)).toEqual(linkedIds);
    expect(sandbox.tasks()[0]).toMatchObject({ hs_task_status: 'NOT_STARTED', contactIds: [contactId] });
    const found = await call('POST', '/crm/objects/2026-09/tasks/search', {
      filterGroups: [{ filters: [{ propertyName: 'associations.contact', operator: 'EQ', value: contactId }] }],
    });
    expect(at(found.body, 'total')).toBe(2);
  });

  test('owners are paged, and an archived one is listed only when asked for', async () => {
    await using sandbox = await startHubspot();
    const call = caller(sandbox);
    const ids = ['a', 'b', 'c'].map((name) => sandbox.addOwner({ email: `${name}@example.com` }));
    sandbox.archiveOwner(ids[2] ?? '');
    const first = await call('GET', '/crm/owners/2026-03?limit=1');
    const second = await call(
      'GET',
      `/crm/owners/2026-03?limit=1&after=${String(at(first.body, 'paging', 'next', 'after'))}`,
    );
    const gone = await call('GET', '/crm/owners/2026-03?archived=true');
    expect([first, second, gone].map((page) => at(page.body, 'results', 0, 'id'))).toEqual(ids);
  });

  test('a Lead Status option is added by sending the whole list', async () => {
    await using sandbox = await startHubspot();
    const call = caller(sandbox);
    const path = '/crm/properties/2026-03/contacts/hs_lead_status';
    const options = listAt((await call('GET', path)).body, 'options');
    await call('PATCH', path, { options: [...options, hot] });
    const id = sandbox.addContact({ email: 'a@example.com' });
    const written = await call('PATCH', `${contacts}/${id}`, { properties: { hs_lead_status: 'HOT_LEAD' } });
    expect(at(written.body, 'properties', 'hs_lead_status')).toBe('HOT_LEAD');
    expect(at((await call('PATCH', path, { options: [hot] })).body, 'options')).toHaveLength(1);
  });

  test('a wrong token is a 401 and a missing scope a 403 that names it', async () => {
    await using sandbox = await startHubspot({ tokens: [{ token: 'poor', scopes: ['crm.objects.owners.read'] }] });
    const stranger = await caller(sandbox, 'wrong')('GET', contacts);
    expect([stranger.status, at(stranger.body, 'category')]).toEqual([401, 'INVALID_AUTHENTICATION']);
    const poor = await caller(sandbox, 'poor')('GET', contacts);
    expect([poor.status, at(poor.body, 'category')]).toEqual([403, 'MISSING_SCOPES']);
    expect(at(poor.body, 'errors', 0, 'context', 'requiredGranularScopes')).toEqual(['crm.objects.contacts.read']);
  });

  test("webhook signatures are the SDK's own", () => {
    const method = 'POST';
    const url = 'https://hotlead.example.com/webhooks/hubspot?a=b';
    const [body, secret, timestamp] = ['[{"objectId":1}]', 'secret', String(Date.now())];
    const signature = signatureV3({ secret, method, url, body, timestamp });
    const given = { signatureVersion: 'v3', signature, method, clientSecret: secret, requestBody: body, url };
    expect(Signature.isValid({ ...given, timestamp: Number(timestamp) })).toBe(true);
    expect(Signature.isValid({ ...given, requestBody: '[]', timestamp: Number(timestamp) })).toBe(false);
  });
});
