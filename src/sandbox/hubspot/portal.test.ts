import { describe, expect, test } from '@jest/globals';
import { startHubspot, type HubspotSandbox } from './hubspot.ts';
import { answerOf, at, caller, listAt } from './test-caller.ts';

const contacts = '/crm/objects/2026-03/contacts';

function token(sandbox: HubspotSandbox, form: Record<string, string>) {
  const app = { client_id: sandbox.clientId, client_secret: sandbox.clientSecret };
  const body = new URLSearchParams({ ...app, ...form });
  return fetch(`${sandbox.url}/oauth/2026-03/token`, { method: 'POST', body }).then(answerOf);
}

describe('records', () => {
  test('a second contact with the same e-mail is a 409 that names the first', async () => {
    await using sandbox = await startHubspot();
    const id = sandbox.addContact({ email: 'a@example.com' });
    const answer = await caller(sandbox)('POST', contacts, { properties: { email: 'A@example.com' } });
    expect([answer.status, at(answer.body, 'message')]).toEqual([409, `Contact already exists. Existing ID: ${id}`]);
  });

  test('traced creates fail alone, untraced ones together', async () => {
    await using sandbox = await startHubspot();
    sandbox.addContact({ email: 'a@example.com' });
    const input = (name: string) => ({ properties: { email: `${name}@example.com` }, objectWriteTraceId: name });
    const call = caller(sandbox);
    const traced = await call('POST', `${contacts}/batch/create`, { inputs: [input('a'), input('b')] });
    expect(traced).toMatchObject({ status: 207, body: { errors: [{ context: { objectWriteTraceId: ['a'] } }] } });
    const plain = [{ properties: { email: 'a@example.com' } }];
    expect((await call('POST', `${contacts}/batch/create`, { inputs: plain })).status).toBe(409);
  });

  test('an upsert by e-mail changes the known and creates the new', async () => {
    await using sandbox = await startHubspot();
    const id = sandbox.addContact({ email: 'a@example.com' });
    const inputs = ['a', 'b'].map((name) => ({
      id: `${name}@example.com`,
      idProperty: 'email',
      properties: { jobtitle: name },
    }));
    const answer = await caller(sandbox)('POST', `${contacts}/batch/upsert`, { inputs });
    expect(listAt(answer.body, 'results').map((result) => at(result, 'new'))).toEqual([false, true]);
    expect(sandbox.contact(id)?.['jobtitle']).toBe('a');
  });

  test('writing makes a version with its source, moves the last change, and the same value makes no version', async () => {
    let now = 1_700_000_000_000;
    await using sandbox = await startHubspot({ now: () => now });
    const id = sandbox.addContact({ email: 'a@example.com', jobtitle: 'CTO' });
    const call = caller(sandbox);
    now += 1_234;
    const write = () => call('PATCH', `${contacts}/${id}`, { properties: { jobtitle: 'CEO' } });
    expect(at((await write()).body, 'updatedAt')).toBe(new Date(now).toISOString());
    await write();
    expect(sandbox.history(id, 'jobtitle').map(({ value, sourceType }) => [value, sourceType])).toEqual([
      ['CEO', 'INTEGRATION'],
      ['CTO', 'CRM_UI'],
    ]);
  });

  test('the lifecycle stage does not step back unless cleared first', async () => {
    await using sandbox = await startHubspot();
    const id = sandbox.addContact({ email: 'a@example.com', lifecyclestage: 'customer' });
    const write = (lifecyclestage: string) =>
      caller(sandbox)('PATCH', `${contacts}/${id}`, { properties: { lifecyclestage } });
    await write('lead');
    expect(sandbox.contact(id)?.['lifecyclestage']).toBe('customer');
    await write('');
    await write('lead');
    expect(sandbox.contact(id)?.['lifecyclestage']).toBe('lead');
  });

  test('after a merge both old ids lead to a new record that has the links and the history of both', async () => {
    await using sandbox = await startHubspot();
    const [one = '', two = ''] = ['a', 'b'].map((name) => sandbox.addContact({ email: `${name}@example.com` }));
    sandbox.setContact(two, { jobtitle: 'CEO' });
    sandbox.addDeal({}, [two]);
    const now = Date.now();
    sandbox.visitPage(one, 'https://example.com/late', now + 2);
    sandbox.visitPage(two, 'https://example.com/early', now + 1);
    const call = caller(sandbox);
    const merged = await call('POST', `${contacts}/merge`, { primaryObjectId: one, objectIdToMerge: two });
    const id = at(merged.body, 'id');
    const urls = sandbox.history(String(id), 'hs_analytics_last_url').map(({ value }) => value.split('/').at(-1));
    expect(urls).toEqual(['late', 'early']);
    for (const old of [one, two]) {
      const read = await call('GET', `${contacts}/${old}?properties=email,jobtitle&associations=deals`);
      expect(read.body).toMatchObject({
        id,
        properties: { email: 'a@example.com', jobtitle: 'CEO' },
        associations: { deals: {} },
      });
    }
  });

  test.each([
    ['a read-only property', { properties: { num_conversion_events: '3' } }, 'READ_ONLY_VALUE'],
    ['an owner who does not exist', { properties: { hubspot_owner_id: '1' } }, 'INVALID_OWNER_ID'],
    ['an e-mail that is none', { properties: { email: 'nobody' } }, 'INVALID_EMAIL'],
  ])('%s cannot be written', async (_, body, code) => {
    await using sandbox = await startHubspot();
    const id = sandbox.addContact({ email: 'a@example.com' });
    const answer = await caller(sandbox)('PATCH', `${contacts}/${id}`, body);
    expect(answer.status).toBe(400);
    expect(at(answer.body, 'message')).toContain(code);
  });

  test('a task without a due date, or for a contact who does not exist, is refused', async () => {
    await using sandbox = await startHubspot();
    const create = (body: object) => caller(sandbox)('POST', '/crm/objects/2026-03/tasks', body);
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }];
    const properties = { hs_timestamp: '1800000000000' };
    expect((await create({ properties: { hs_task_subject: 'x' } })).status).toBe(400);
    expect((await create({ properties, associations: [{ to: { id: '999' }, types }] })).status).toBe(400);
    expect(sandbox.tasks()).toEqual([]);
  });

  test('records are listed in pages by id', async () => {
    await using sandbox = await startHubspot();
    const ids = sandbox.bulkContacts(5);
    sandbox.deleteContact(ids[1] ?? '');
    const call = caller(sandbox);
    const first = await call('GET', `${contacts}?limit=2`);
    const second = await call('GET', `${contacts}?limit=2&after=${String(at(first.body, 'paging', 'next', 'after'))}`);
    const listed = [first, second].flatMap((page) => listAt(page.body, 'results').map((result) => at(result, 'id')));
    expect(listed).toEqual(ids.filter((id) => id !== ids[1]));
  });
});

describe('properties', () => {
  const score = {
    name: 'hotlead_score',
    label: 'Lead Score',
    type: 'number',
    fieldType: 'number',
    groupName: 'hotlead',
  };

  test('are created once in a group that exists, and only numbers fit a number', async () => {
    await using sandbox = await startHubspot();
    const call = caller(sandbox);
    const create = () => call('POST', '/crm/properties/2026-03/contacts', score);
    expect((await create()).status).toBe(400);
    await call('POST', '/crm/properties/2026-03/contacts/groups', { name: 'hotlead', label: 'Hot Lead Signal' });
    expect((await create()).status).toBe(201);
    const again = await create();
    expect([again.status, at(again.body, 'subCategory')]).toEqual([409, 'Properties.PROPERTY_WITH_NAME_EXISTS']);
    const id = sandbox.addContact({ email: 'a@example.com' });
    const write = (value: string) => call('PATCH', `${contacts}/${id}`, { properties: { hotlead_score: value } });
    expect([(await write('high')).status, (await write('87')).status]).toEqual([400, 200]);
  });

  test("the definition of HubSpot's own cannot be changed", async () => {
    await using sandbox = await startHubspot();
    const path = '/crm/properties/2026-03/contacts/hs_lead_status';
    expect((await caller(sandbox)('PATCH', path, { label: 'Mine' })).status).toBe(400);
  });
});

describe('OAuth', () => {
  test('a code is good once, its access token for 30 minutes, and the refresh token gives the next', async () => {
    let now = 1_700_000_000_000;
    await using sandbox = await startHubspot({ now: () => now });
    const code = {
      grant_type: 'authorization_code',
      code: sandbox.issueCode(['crm.objects.contacts.read']),
      redirect_uri: 'http://localhost/cb',
    };
    const first = await token(sandbox, code);
    expect(first.body).toMatchObject({
      expires_in: 1_800,
      hub_id: sandbox.portalId,
      scopes: ['crm.objects.contacts.read'],
    });
    expect((await token(sandbox, code)).status).toBe(400);
    const read = async (body: unknown) => caller(sandbox, String(at(body, 'access_token')))('GET', contacts);
    expect((await read(first.body)).status).toBe(200);
    now += 1_800_000;
    expect((await read(first.body)).body).toMatchObject({ category: 'EXPIRED_AUTHENTICATION' });
    const refresh = { grant_type: 'refresh_token', refresh_token: String(at(first.body, 'refresh_token')) };
    expect((await read((await token(sandbox, refresh)).body)).status).toBe(200);
  });

  test('JSON is a 415 and an unknown refresh token BAD_REFRESH_TOKEN', async () => {
    await using sandbox = await startHubspot();
    expect((await caller(sandbox)('POST', '/oauth/2026-03/token', {})).status).toBe(415);
    const answer = await token(sandbox, { grant_type: 'refresh_token', refresh_token: 'gone' });
    expect(answer).toMatchObject({ status: 400, body: { status: 'BAD_REFRESH_TOKEN' } });
  });
});

describe('what people do', () => {
  test('a form creates the contact, and its submission is listed newest first without a contact id', async () => {
    await using sandbox = await startHubspot();
    const form = { formId: 'f1', name: 'Request a demo', email: 'a@example.com' };
    const id = sandbox.submitForm({ ...form, at: 1_000 });
    expect(sandbox.submitForm({ ...form, at: 2_000 })).toBe(id);
    const answer = await caller(sandbox)('GET', '/form-integrations/v1/submissions/forms/f1?limit=50');
    expect(listAt(answer.body, 'results').map((each) => at(each, 'submittedAt'))).toEqual([2_000, 1_000]);
    expect(sandbox.contact(id)).toMatchObject({
      num_conversion_events: '2',
      recent_conversion_event_name: 'Request a demo',
    });
  });

  test("a rep's call is found on the contact and moves notes_last_contacted", async () => {
    await using sandbox = await startHubspot();
    const ownerId = sandbox.addOwner({ email: 'rep@example.com' });
    const id = sandbox.addContact({ email: 'a@example.com' });
    const callId = sandbox.logCall(id, { ownerId, at: 5_000 });
    const found = await caller(sandbox)('POST', '/crm/objects/2026-03/calls/search', {
      filterGroups: [{ filters: [{ propertyName: 'associations.contact', operator: 'EQ', value: id }] }],
      properties: ['hs_call_status', 'hubspot_owner_id'],
    });
    expect(at(found.body, 'results', 0)).toMatchObject({
      id: callId,
      properties: { hs_call_status: 'COMPLETED', hubspot_owner_id: ownerId },
    });
    expect(sandbox.contact(id)?.['notes_last_contacted']).toBe('1970-01-01T00:00:05.000Z');
  });

  test('behavioural events need an Enterprise account', async () => {
    await using small = await startHubspot();
    await using large = await startHubspot({ enterprise: true });
    const statuses: unknown[] = [];
    for (const sandbox of [small, large]) {
      const id = sandbox.addContact({ email: 'a@example.com' });
      sandbox.visitPage(id, 'https://example.com/pricing');
      const answer = await caller(sandbox)(
        'GET',
        `/events/event-occurrences/2026-03?objectType=contact&objectId=${id}`,
      );
      statuses.push([answer.status, at(answer.body, 'results', 0, 'properties', 'hs_url')]);
    }
    expect(statuses).toEqual([
      [403, undefined],
      [200, 'https://example.com/pricing'],
    ]);
  });

  test('a contact can be in one sequence at a time', async () => {
    await using sandbox = await startHubspot();
    sandbox.addOwner({ email: 'rep@example.com', userId: 77 });
    sandbox.addSequence('s1', 'Backup');
    const contactId = sandbox.addContact({ email: 'a@example.com' });
    const body = { sequenceId: 's1', contactId, senderEmail: 'rep@example.com' };
    const enrol = () => caller(sandbox)('POST', '/automation/sequences/2026-03/enrollments?userId=77', body);
    expect([(await enrol()).status, (await enrol()).status]).toEqual([200, 400]);
    expect(sandbox.sequenceOf(contactId)).toBe('s1');
  });
});
