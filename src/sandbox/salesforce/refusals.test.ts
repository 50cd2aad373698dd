import { describe, expect, test } from '@jest/globals';
import { api, openOrg } from './test-org.ts';

type Org = Awaited<ReturnType<typeof openOrg>>;

const lead = { LastName: 'Ada', Company: 'Engines' };

describe('a write is refused', () => {
  test.each([
    ['REQUIRED_FIELD_MISSING', 'Lead', { LastName: 'Ada' }, ['Company']],
    ['REQUIRED_FIELD_MISSING', 'Opportunity', { Name: 'Deal' }, ['StageName', 'CloseDate']],
    ['STRING_TOO_LONG', 'Lead', { ...lead, LastName: 'a'.repeat(81) }, ['LastName']],
    ['INVALID_FIELD', 'Lead', { ...lead, Nmae: 'x' }, undefined],
    ['INVALID_FIELD_FOR_INSERT_UPDATE', 'Lead', { ...lead, IsConverted: true }, ['IsConverted']],
    ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Task', { CallType: 'Telepathy' }, ['CallType']],
    ['INVALID_EMAIL_ADDRESS', 'Lead', { ...lead, Email: 'ada' }, ['Email']],
    ['MALFORMED_ID', 'Lead', { ...lead, OwnerId: 'nobody' }, ['OwnerId']],
    ['INVALID_CROSS_REFERENCE_KEY', 'Lead', { ...lead, OwnerId: '005000000000001' }, ['OwnerId']],
    ['JSON_PARSER_ERROR', 'Task', { ActivityDate: 'tomorrow' }, undefined],
    ['NUMBER_OUTSIDE_VALID_RANGE', 'Lead', { ...lead, NumberOfEmployees: 1e9 }, ['NumberOfEmployees']],
  ])('with %s: %s %j', async (errorCode, object, values, fields) => {
    await using org = await openOrg();
    const { status, body } = await org.call('POST', `/sobjects/${object}`, values);
    expect(status).toBe(400);
    const told = { errorCode, message: expect.any(String), ...(fields && { fields }) };
    expect(body).toEqual([told]);
  });

  const id = '00Q000000000001AAA';
  test.each([
    ['a record that never was', 404, 'NOT_FOUND', () => id],
    ['a record that was deleted', 404, 'ENTITY_IS_DELETED', (org: Org) => deletedLead(org)],
    ['something that is no id', 400, 'MALFORMED_ID', () => 'x'],
    ['a locked record', 400, 'UNABLE_TO_LOCK_ROW', (org: Org) => lockedLead(org)],
    ['a converted lead', 400, 'CANNOT_UPDATE_CONVERTED_LEAD', (org: Org) => convertedLead(org)],
  ])('of %s', async (_, status, errorCode, make) => {
    await using org = await openOrg();
    const answer = await org.call('PATCH', `/sobjects/Lead/${make(org)}`, { Title: 'CEO' });
    expect(answer).toMatchObject({ status, body: [{ errorCode }] });
  });

  test('of a task about a lead that is converted', async () => {
    await using org = await openOrg();
    const answer = await org.call('POST', '/sobjects/Task', { WhoId: convertedLead(org), Subject: 'Call' });
    expect(answer).toMatchObject({ status: 400, body: [{ errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD' }] });
  });

  test('to an owner who is gone, or to a queue for other things', async () => {
    await using org = await openOrg();
    const ann = org.addUser({ email: 'ann@example.com', name: 'Ann' });
    org.deactivate(ann);
    const queue = org.addQueue('Cases', { objects: ['Task'] });
    const give = async (OwnerId: string) => (await org.call('POST', '/sobjects/Lead', { ...lead, OwnerId })).body;
    expect(await give(ann)).toMatchObject([{ errorCode: 'INACTIVE_OWNER_OR_USER', fields: ['OwnerId'] }]);
    expect(await give(queue)).toMatchObject([{ errorCode: 'INVALID_CROSS_REFERENCE_KEY', fields: ['OwnerId'] }]);
  });

  test("as another's: a unique value, a duplicate person, a task of a lead with something else", async () => {
    await using org = await openOrg();
    org.addField('Contact', { name: 'Key__c', unique: true, externalId: true, visible: true });
    const first = org.addContact({ LastName: 'Ada', Key__c: 'a', Email: 'ada@example.com' });
    org.blockDuplicates();
    const post = async (object: string, values: object, headers = {}) =>
      (await org.call('POST', `/sobjects/${object}`, values, headers)).body;
    expect(await post('Contact', { LastName: 'Eve', Key__c: 'A' })).toEqual([
      {
        errorCode: 'DUPLICATE_VALUE',
        message: `duplicate value found: Key__c duplicates value on record with id: ${first}`,
        fields: ['Key__c'],
      },
    ]);
    const twin = { LastName: 'Eve', Email: 'Ada@example.com' };
    expect(await post('Contact', twin)).toMatchObject([{ errorCode: 'DUPLICATES_DETECTED' }]);
    expect(await post('Contact', twin, { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' })).toMatchObject({
      success: true,
    });
    const task = { WhoId: org.addLead(), WhatId: org.addAccount() };
    expect(await post('Task', task)).toMatchObject([{ errorCode: 'FIELD_INTEGRITY_EXCEPTION' }]);
  });

  test('by a rule of the org, and by sharing', async () => {
    await using org = await openOrg();
    const shared = org.addLead();
    org.makeReadOnly(shared);
    org.addRule('Lead', (row) => (row['Title'] === 'Boss' ? { message: 'No bosses', fields: ['Title'] } : undefined));
    const set = async (id: string, Title: string) => (await org.call('PATCH', `/sobjects/Lead/${id}`, { Title })).body;
    expect(await set(org.addLead(), 'Boss')).toEqual([
      { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No bosses', fields: ['Title'] },
    ]);
    expect(await set(shared, 'CEO')).toMatchObject([{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }]);
  });

  test('twice in one collection', async () => {
    await using org = await openOrg();
    const row = { attributes: { type: 'Lead' }, Id: org.addLead(), Title: 'CEO' };
    const { body } = await org.call('PATCH', '/composite/sobjects', { records: [row, row] });
    const refusal = { success: false, errors: [{ statusCode: 'DUPLICATE_VALUE' }] };
    expect(body).toMatchObject([refusal, refusal]);
  });

  test('to an object that nobody granted', async () => {
    await using org = await openOrg();
    org.addObject({ name: 'Hot_Lead__c' });
    expect(await org.call('POST', '/sobjects/Hot_Lead__c', {})).toMatchObject({ status: 404 });
    await expect(org.soql('SELECT Id FROM Hot_Lead__c')).rejects.toMatchObject({ errorCode: 'INVALID_TYPE' });
    org.assign(org.addPermissionSet('Ours', { edit: ['Hot_Lead__c'] }), org.integrationUser);
    expect(await org.soql('SELECT Id FROM Hot_Lead__c')).toMatchObject({ totalSize: 0 });
  });

  test('to a field that the user may only read', async () => {
    await using org = await openOrg();
    org.addField('Lead', { name: 'Lead_Score__c', type: 'double', precision: 5, scale: 1 });
    org.assign(org.addPermissionSet('Reading', { read: ['Lead.Lead_Score__c'] }), org.integrationUser);
    const { body } = await org.call('POST', '/sobjects/Lead', { ...lead, Lead_Score__c: 5 });
    expect(body).toMatchObject([{ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['Lead_Score__c'] }]);
  });

  test('by an external id that two records have', async () => {
    await using org = await openOrg();
    org.addField('Contact', { name: 'Key__c', externalId: true, visible: true });
    for (const LastName of ['Ada', 'Eve']) org.addContact({ LastName, Key__c: 'a' });
    expect(await org.call('PATCH', '/sobjects/Contact/Key__c/a', { Title: 'CEO' })).toMatchObject({ status: 300 });
  });
});

describe('a request is refused', () => {
  const query = (n: number) => ({ method: 'GET', url: `${api}/query?q=SELECT+Id+FROM+Lead`, referenceId: `q${n}` });
  const task = (n: number) => ({ method: 'POST', url: `${api}/sobjects/Task`, referenceId: `t${n}`, body: {} });
  const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

  test.each([
    ['with six queries in one composite', '/composite', { compositeRequest: many(6, query) }],
    ['with 26 parts in one composite', '/composite', { compositeRequest: many(26, task) }],
    ['with 201 rows in one collection', '/composite/sobjects', { records: many(201, () => ({})) }],
  ])('%s', async (_, path, body) => {
    await using org = await openOrg();
    expect(await org.call('POST', path, body)).toMatchObject({ status: 400, body: [{ message: expect.any(String) }] });
  });

  test('with a version the org does not have, and an object it does not have', async () => {
    await using org = await openOrg();
    expect(await org.call('GET', '/sobjects/Leed/describe')).toMatchObject({ status: 404 });
    const headers = { Authorization: `Bearer ${org.token}` };
    expect((await fetch(`${org.url}/services/data/v99.0/limits`, { headers })).status).toBe(404);
  });

  test('with a body that is no JSON', async () => {
    await using org = await openOrg();
    const headers = { Authorization: `Bearer ${org.token}`, 'Content-Type': 'application/json' };
    const answer = await fetch(`${org.url}${api}/sobjects/Lead`, { method: 'POST', headers, body: '{' });
    expect(await answer.json()).toMatchObject([{ errorCode: 'JSON_PARSER_ERROR' }]);
  });
});

test('a composite that is all or none undoes what went well before', async () => {
  await using org = await openOrg();
  const part = (referenceId: string, body: object) => ({
    method: 'POST',
    url: `${api}/sobjects/Lead`,
    referenceId,
    body,
  });
  const compositeRequest = [part('good', lead), part('bad', {}), part('late', lead)];
  const { body } = await org.call('POST', '/composite', { allOrNone: true, compositeRequest });
  const halted = { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] };
  expect(body).toMatchObject({
    compositeResponse: [halted, { body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] }, halted],
  });
  expect(org.rows('Lead')).toEqual([]);
  const loose = await org.call('POST', '/composite', {
    compositeRequest: [part('bad', {}), part('next', { ...lead, Title: '@{bad.id}' }), part('good', lead)],
  });
  expect(loose.body).toMatchObject({ compositeResponse: [{ httpStatusCode: 400 }, halted, { httpStatusCode: 201 }] });
});

test('each graph stands or falls alone', async () => {
  await using org = await openOrg();
  const graph = (graphId: string, body: object) => ({
    graphId,
    compositeRequest: [{ method: 'POST', url: `${api}/sobjects/Lead`, referenceId: 'lead', body }],
  });
  const { body } = await org.call('POST', '/composite/graph', { graphs: [graph('1', lead), graph('2', {})] });
  expect(body).toMatchObject({
    graphs: [
      { graphId: '1', isSuccessful: true },
      { graphId: '2', isSuccessful: false },
    ],
  });
});

function deletedLead(org: Org): string {
  const id = org.addLead();
  org.deleteRecord(id);
  return id;
}

function lockedLead(org: Org): string {
  const id = org.addLead();
  org.lockRow(id);
  return id;
}

function convertedLead(org: Org): string {
  const id = org.addLead();
  org.convertLead(id);
  return id;
}
