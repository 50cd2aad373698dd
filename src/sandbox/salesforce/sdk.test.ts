import { describe, expect, test } from '@jest/globals';
import { Connection } from 'jsforce';
import { startSalesforce, type SalesforceSandbox } from './salesforce.ts';

// jsforce, as the product uses it.

function connect(sandbox: SalesforceSandbox, accessToken = sandbox.token): Connection {
  return new Connection({ instanceUrl: sandbox.url, accessToken, version: '66.0' });
}

const noAssigning = { headers: { 'Sforce-Auto-Assign': 'FALSE' } };

describe('jsforce against the sandbox', () => {
  test('queries with parents, an id of 18 characters, and times as Salesforce writes them', async () => {
    await using sandbox = await startSalesforce({ now: () => Date.parse('2026-11-22T09:00:00.700Z') });
    const ann = sandbox.addUser({ email: 'ann@example.com', name: 'Ann Rep' });
    const id = sandbox.addLead({ LastName: 'Lovelace', FirstName: 'Ada', Company: 'Engines', OwnerId: ann });
    const found = await connect(sandbox).query('SELECT Id, Name, Owner.Name, IsConverted, CreatedDate FROM Lead');
    expect(found).toEqual({
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: { type: 'Lead', url: `/services/data/v66.0/sobjects/Lead/${id}` },
          Id: id,
          Name: 'Ada Lovelace',
          Owner: { attributes: { type: 'User', url: `/services/data/v66.0/sobjects/User/${ann}` }, Name: 'Ann Rep' },
          IsConverted: false,
          CreatedDate: '2026-11-22T09:00:00.000+0000',
        },
      ],
    });
    expect(id).toMatch(/^00Q[0-9A-Za-z]{12}[A-Z0-5]{3}$/);
  });

  test('fetches every page of a long query', async () => {
    await using sandbox = await startSalesforce();
    const ids = sandbox.bulk('Lead', 4500, (at) => ({ LastName: `Lead ${at}`, Company: 'Example' }));
    const connection = connect(sandbox);
    const found = await connection.query('SELECT Id FROM Lead ORDER BY Id', { autoFetch: true, maxFetch: 10_000 });
    expect(found.records.map(({ Id }) => Id)).toEqual(ids);
    expect(sandbox.operations().get('GET /query/:locator')).toBe(2);
    expect(connection.limitInfo.apiUsage).toEqual({ used: 3, limit: 100_000 });
  });

  test('creates, reads, changes and deletes one record', async () => {
    await using sandbox = await startSalesforce();
    const leads = connect(sandbox).sobject('Lead');
    const made = await leads.create(
      { LastName: 'Lovelace', Company: 'Engines', Email: 'ada@example.com' },
      noAssigning,
    );
    const id = String(made.id);
    expect(await leads.update({ Id: id, Title: 'Countess' })).toMatchObject({ id, success: true });
    expect(await leads.retrieve(id)).toMatchObject({ Id: id, Title: 'Countess', Status: 'Open - Not Contacted' });
    await leads.destroy(id);
    expect(sandbox.row('Lead', id)).toMatchObject({ IsDeleted: true });
  });

  test('writes collections row by row, and undoes all of them when they are all or none', async () => {
    await using sandbox = await startSalesforce();
    const leads = connect(sandbox).sobject('Lead');
    const good = { LastName: 'Good', Company: 'Example' };
    expect(await leads.create([good, { Company: 'Nobody' }])).toMatchObject([
      { success: true, id: expect.stringMatching(/^00Q/) },
      { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] }] },
    ]);
    expect(await leads.create([good, { Company: 'Nobody' }], { allOrNone: true })).toMatchObject([
      { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
      { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] },
    ]);
    expect(sandbox.rows('Lead')).toHaveLength(1);
  });

  test('upserts one and many by an external id', async () => {
    await using sandbox = await startSalesforce();
    sandbox.addObject({ name: 'Hot_Lead__c', visible: true, autoNumber: 'HL-{000000}' });
    sandbox.addField('Hot_Lead__c', {
      name: 'Episode_Key__c',
      length: 100,
      externalId: true,
      unique: true,
      required: true,
      visible: true,
    });
    const episodes = connect(sandbox).sobject('Hot_Lead__c');
    const first = await episodes.upsert({ Episode_Key__c: 'a:1' }, 'Episode_Key__c');
    const again = await episodes.upsert({ Episode_Key__c: 'a:1' }, 'Episode_Key__c');
    expect([first, again]).toMatchObject([{ created: true }, { created: false }]);
    const keys = ['A:1', 'c'].map((Episode_Key__c) => ({ Episode_Key__c }));
    expect(await episodes.upsert(keys, 'Episode_Key__c')).toMatchObject([{ created: false }, { created: true }]);
    expect(sandbox.rows('Hot_Lead__c').map((row) => row['Name'])).toEqual(['HL-000001', 'HL-000002']);
  });

  test('answers several requests as one call, later ones with what earlier ones answered', async () => {
    await using sandbox = await startSalesforce();
    const at = '/services/data/v66.0';
    const answer = await connect(sandbox).request<{ compositeResponse: unknown[] }>({
      method: 'POST',
      url: `${at}/composite`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        compositeRequest: [
          { method: 'POST', url: `${at}/sobjects/Account`, referenceId: 'account', body: { Name: 'Engines' } },
          {
            method: 'POST',
            url: `${at}/sobjects/Contact`,
            referenceId: 'contact',
            body: { LastName: 'Ada', AccountId: '@{account.id}' },
          },
          { method: 'GET', url: `${at}/query?q=SELECT+Account.Name+FROM+Contact`, referenceId: 'found' },
        ],
      }),
    });
    expect(answer.compositeResponse).toMatchObject([
      { httpStatusCode: 201, referenceId: 'account' },
      { httpStatusCode: 201, referenceId: 'contact' },
      { httpStatusCode: 200, body: { records: [{ Account: { Name: 'Engines' } }] } },
    ]);
    expect(sandbox.apiCalls()).toBe(1);
  });

  test('describes an object with the fields that the user sees', async () => {
    await using sandbox = await startSalesforce();
    sandbox.addField('Lead', { name: 'Lead_Score__c', type: 'double', precision: 5, scale: 1 });
    const names = async () => (await connect(sandbox).describe('Lead')).fields.map(({ name }) => name);
    expect(await names()).not.toContain('Lead_Score__c');
    sandbox.assign(sandbox.addPermissionSet('Ours', { edit: ['Lead.Lead_Score__c'] }), sandbox.integrationUser);
    expect(await names()).toContain('Lead_Score__c');
  });

  test.each([
    ['SELECT Nmae FROM Lead', 'INVALID_FIELD', /No such column 'Nmae' on entity 'Lead'/],
    ['SELECT Id FROM Leed', 'INVALID_TYPE', /sObject type 'Leed' is not supported/],
    ['SELECT Id FROM Lead WHERE', 'MALFORMED_QUERY', /./],
    ["SELECT Id FROM Lead WHERE Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR', /invalid ID field: x/],
    ["SELECT Id FROM Lead WHERE CreatedDate > '2026-01-01'", 'INVALID_FIELD', /should not be enclosed in quotes/],
  ])('refuses %s as %s', async (soql, name, message) => {
    await using sandbox = await startSalesforce();
    await expect(connect(sandbox).query(soql)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  test('refuses a session that is over', async () => {
    await using sandbox = await startSalesforce();
    const refusal = { name: 'INVALID_SESSION_ID', message: 'Session expired or invalid' };
    await expect(connect(sandbox, 'worth-nothing').query('SELECT Id FROM Lead')).rejects.toMatchObject(refusal);
  });
});
