import { describe, expect, test } from '@jest/globals';
import jsforce from 'jsforce';
import { startTestOrg, type TestOrg } from './package-test-org.ts';

type Rows = Record<string, string>[];

function connected(org: TestOrg) {
  const connection = new jsforce.Connection({ instanceUrl: org.url, accessToken: org.session(), version: '66.0' });
  connection.bulk2.pollInterval = 5;
  return connection;
}

function addLeads(org: TestOrg, count: number): string[] {
  return Array.from({ length: count }, (_, at) =>
    org.ground.create('Lead', { LastName: `Lead ${at}`, Company: 'Acme, "Inc."', Email: `l${at}@example.com` }, org.by),
  );
}

async function queried(org: TestOrg, soql: string, options = {}): Promise<Rows> {
  const stream = await connected(org).bulk2.query(soql, { pollInterval: 5, pollTimeout: 10_000, ...options });
  return (await stream.toArray()) as Rows;
}

/** Plain calls, where jsforce hides what is asked. */
function caller(org: TestOrg) {
  const Authorization = `Bearer ${org.session()}`;
  return (method: string, path: string, body?: object | string): Promise<Response> => {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const headers = { Authorization, 'Content-Type': type };
    return fetch(`${org.url}/services/data/v66.0/jobs/${path}`, { method, headers, ...sent });
  };
}

type Call = ReturnType<typeof caller>;

async function opened(call: Call, path: string, body: object): Promise<string> {
  return ((await (await call('POST', path, body)).json()) as { id: string }).id;
}

/** The end of a job that ingests this CSV, after it was asked until it was over. */
async function ingested(call: Call, job: object, csv: string): Promise<Record<string, unknown>> {
  const id = await opened(call, 'ingest', job);
  await call('PUT', `ingest/${id}/batches`, csv);
  await call('PATCH', `ingest/${id}`, { state: 'UploadComplete' });
  await call('GET', `ingest/${id}`);
  return (await (await call('GET', `ingest/${id}`)).json()) as Record<string, unknown>;
}

describe('a bulk query by jsforce', () => {
  test('gives every row with its cells, those of parents too', async () => {
    await using org = await startTestOrg();
    addLeads(org, 3);
    const rows = await queried(
      org,
      'SELECT Id, LastName, Company, Owner.Name, Phone, SystemModstamp FROM Lead ORDER BY Id',
    );
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ LastName: 'Lead 0', Company: 'Acme, "Inc."', 'Owner.Name': 'admin', Phone: '' });
    expect(rows[0]?.['SystemModstamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
  });

  test('of all rows has the deleted ones', async () => {
    await using org = await startTestOrg();
    const [id = ''] = addLeads(org, 2);
    org.ground.remove('Lead', id, org.by);
    expect(await queried(org, 'SELECT Id FROM Lead')).toHaveLength(1);
    expect(await queried(org, 'SELECT Id, IsDeleted FROM Lead', { scanAll: true })).toHaveLength(2);
  });

  test.each([
    ['an unknown field', 'SELECT Nope FROM Lead', 'No such column'],
    ['a grouping', 'SELECT LastName, COUNT(Id) FROM Lead GROUP BY LastName', 'does not support'],
    ['an offset', 'SELECT Id FROM Lead LIMIT 5 OFFSET 5', 'does not support'],
    ['a nested query', 'SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'does not support'],
  ])('with %s is refused', async (_, soql, words) => {
    await using org = await startTestOrg();
    await expect(queried(org, soql)).rejects.toThrow(words);
    await expect(queried(org, soql)).rejects.toMatchObject({ errorCode: 'API_ERROR' });
  });
});

describe('a bulk query', () => {
  test('is at work when first asked, and has no results until it is complete', async () => {
    await using org = await startTestOrg();
    const call = caller(org);
    const id = await opened(call, 'query', { operation: 'query', query: 'SELECT Id FROM Lead' });
    expect((await call('GET', `query/${id}/results`)).status).toBe(400);
    const states = [await call('GET', `query/${id}`), await call('GET', `query/${id}`)];
    const told = await Promise.all(states.map(async (one) => ((await one.json()) as { state: string }).state));
    expect(told).toEqual(['InProgress', 'JobComplete']);
  });

  test('gives its results in pages that the locator leads to, as they were when it was asked', async () => {
    await using org = await startTestOrg();
    org.setBulkBusy(0);
    const ids = addLeads(org, 5);
    const call = caller(org);
    const id = await opened(call, 'query', { operation: 'query', query: 'SELECT Id, LastName FROM Lead ORDER BY Id' });
    org.ground.update('Lead', ids[4] ?? '', { LastName: 'Later' }, org.by);
    const seen: string[] = [];
    const counts: (string | null)[] = [];
    for (let locator = ''; locator !== 'null';) {
      const more = locator === '' ? '' : `&locator=${locator}`;
      const page = await call('GET', `query/${id}/results?maxRecords=2${more}`);
      counts.push(page.headers.get('sforce-numberofrecords'));
      seen.push(...(await page.text()).trim().split('\n').slice(1));
      locator = page.headers.get('sforce-locator') ?? 'null';
    }
    expect(counts).toEqual(['2', '2', '1']);
    expect(seen).toEqual(ids.map((one, at) => `"${one}","Lead ${at}"`));
    expect((await call('GET', `query/${id}/results?locator=made-up`)).status).toBe(400);
  });

  test('can be aborted and deleted, and is nobody else’s', async () => {
    await using org = await startTestOrg();
    const call = caller(org);
    const id = await opened(call, 'query', { operation: 'query', query: 'SELECT Id FROM Lead' });
    expect(await (await call('PATCH', `query/${id}`, { state: 'Aborted' })).json()).toMatchObject({ state: 'Aborted' });
    const other = { headers: { Authorization: `Bearer ${org.ground.sessions.open(org.repId)}` } };
    expect((await fetch(`${org.url}/services/data/v66.0/jobs/query/${id}`, other)).status).toBe(404);
    expect((await call('DELETE', `query/${id}`)).status).toBe(204);
    expect((await call('GET', `query/${id}`)).status).toBe(404);
  });

  test('of a hundred thousand rows takes a few seconds at most', async () => {
    await using org = await startTestOrg();
    org.setBulkBusy(0);
    org.bulk('Lead', 100_000, (at) => ({ LastName: `Lead ${at}`, Company: 'Acme', Email: `l${at}@example.com` }));
    const call = caller(org);
    const began = performance.now();
    const id = await opened(call, 'query', { operation: 'query', query: 'SELECT Id, LastName, Email FROM Lead' });
    const first = await call('GET', `query/${id}/results`);
    const second = await call('GET', `query/${id}/results?locator=${first.headers.get('sforce-locator')}`);
    await Promise.all([first.text(), second.text()]);
    expect(second.headers.get('sforce-locator')).toBe('null');
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('a bulk ingest by jsforce', () => {
  test('makes rows, and tells those that were refused and why', async () => {
    await using org = await startTestOrg();
    const results = await connected(org).bulk2.loadAndWaitForResults({
      object: 'Lead',
      operation: 'insert',
      input: [
        { LastName: 'Lovelace', Company: 'Analytical, "Engines"' },
        { LastName: 'Nobody', Company: '' },
      ],
      pollInterval: 5,
    });
    expect(results.successfulResults).toEqual([
      {
        sf__Id: expect.stringMatching(/^00Q/),
        sf__Created: 'true',
        LastName: 'Lovelace',
        Company: 'Analytical, "Engines"',
      },
    ]);
    expect(results.failedResults).toMatchObject([
      { sf__Id: '', sf__Error: expect.stringMatching(/^REQUIRED_FIELD_MISSING:.*Company/), LastName: 'Nobody' },
    ]);
    expect(results.unprocessedRecords).toEqual([]);
  });

  test('changes, empties and deletes rows by their ids', async () => {
    await using org = await startTestOrg();
    const [first = '', second = ''] = addLeads(org, 2);
    const bulk = connected(org).bulk2;
    const run = (operation: 'update' | 'delete', input: Record<string, string>[]) =>
      bulk.loadAndWaitForResults({ object: 'Lead', operation, input, pollInterval: 5 });
    await run('update', [{ Id: first, LastName: 'Changed', Email: '#N/A', Company: '' }]);
    const { failedResults } = await run('delete', [{ Id: second }, { Id: '00Q000000000000AAA' }]);
    expect(failedResults).toHaveLength(1);
    const row = org.ground.records.get(org.ground.schema.object('Lead'), first);
    expect(row).toMatchObject({ LastName: 'Changed', Email: null, Company: 'Acme, "Inc."' });
    expect(await queried(org, 'SELECT Id FROM Lead')).toEqual([{ Id: first }]);
  });

  test('puts rows in by an external id, twice safe', async () => {
    await using org = await startTestOrg();
    org.ground.schema.addField('Lead', { name: 'Key__c', externalId: true, unique: true, visible: true, length: 40 });
    const load = () =>
      connected(org).bulk2.loadAndWaitForResults({
        object: 'Lead',
        operation: 'upsert',
        externalIdFieldName: 'Key__c',
        input: [{ Key__c: 'k1', LastName: 'Ada', Company: 'Acme' }],
        pollInterval: 5,
      });
    const made = [await load(), await load()].map(({ successfulResults: [row] }) => row?.sf__Created);
    expect(made).toEqual(['true', 'false']);
  });
});

describe('a bulk ingest', () => {
  const insert = { object: 'Lead', operation: 'insert' };

  test.each([
    ['a column nobody knows', insert, 'LastName,Nope\nA,B\n', 'Field name not found : Nope'],
    [
      'an update without ids',
      { object: 'Lead', operation: 'update' },
      'LastName\nA\n',
      'Required column is missing : Id',
    ],
    ['other line ends than it says', insert, 'LastName,Company\r\nA,B\r\n', 'LineEnding is invalid'],
    ['nothing in it', insert, '', 'Content is empty'],
  ])('with %s fails as a whole', async (_, job, csv, words) => {
    await using org = await startTestOrg();
    const told = await ingested(caller(org), job, csv);
    expect([told['state'], String(told['errorMessage']).includes(words)]).toEqual(['Failed', true]);
    expect(await queried(org, 'SELECT Id FROM Lead')).toEqual([]);
  });

  test('takes other delimiters and line ends when it says so', async () => {
    await using org = await startTestOrg();
    const job = { ...insert, columnDelimiter: 'SEMICOLON', lineEnding: 'CRLF' };
    const told = await ingested(caller(org), job, 'LastName;Company\r\nAda;Acme\r\n');
    expect(told).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 1, numberRecordsFailed: 0 });
  });

  test('takes its content once, and nothing after it was aborted', async () => {
    await using org = await startTestOrg();
    const call = caller(org);
    const id = await opened(call, 'ingest', insert);
    expect((await call('PUT', `ingest/${id}/batches`, 'LastName\n')).status).toBe(201);
    expect((await call('PUT', `ingest/${id}/batches`, 'LastName\n')).status).toBe(400);
    expect((await call('PATCH', `ingest/${id}`, { state: 'Aborted' })).status).toBe(200);
    expect((await call('PATCH', `ingest/${id}`, { state: 'UploadComplete' })).status).toBe(400);
  });

  test('can be aborted while it is at work: what it wrote stays and is told; the rest is not tried', async () => {
    await using org = await startTestOrg();
    org.setBulkRows(2);
    const call = caller(org);
    const id = await opened(call, 'ingest', insert);
    await call('PUT', `ingest/${id}/batches`, 'LastName,Company\nAda,A\nBob,B\nCy,C\n');
    await call('PATCH', `ingest/${id}`, { state: 'UploadComplete' });
    expect((await call('GET', `ingest/${id}/successfulResults`)).status).toBe(400);
    await call('GET', `ingest/${id}`);
    expect((await call('PATCH', `ingest/${id}`, { state: 'Aborted' })).status).toBe(200);
    const results = ['successfulResults', 'unprocessedrecords'].map(async (kind) =>
      (await (await call('GET', `ingest/${id}/${kind}`)).text()).trim().split('\n').slice(1).join(),
    );
    expect(await Promise.all(results)).toEqual([expect.stringMatching(/"Ada","A".*"Bob","B"$/), '"Cy","C"']);
    expect((await call('PATCH', `ingest/${id}`, { state: 'Aborted' })).status).toBe(400);
  });

  test('that is at work is over once it was asked often enough for its rows', async () => {
    await using org = await startTestOrg();
    org.setBulkBusy(0);
    org.setBulkRows(2);
    const call = caller(org);
    const id = await opened(call, 'ingest', insert);
    await call('PUT', `ingest/${id}/batches`, 'LastName,Company\nAda,A\nBob,B\nCy,C\n');
    await call('PATCH', `ingest/${id}`, { state: 'UploadComplete' });
    const states: unknown[] = [];
    for (let n = 0; n < 3; n++) states.push((await (await call('GET', `ingest/${id}`)).json()) as object);
    expect(states).toMatchObject([{ state: 'InProgress' }, { state: 'InProgress' }, { state: 'JobComplete' }]);
  });

  test.each([
    ['an unknown object', { object: 'Nope', operation: 'insert' }],
    ['an unknown operation', { object: 'Lead', operation: 'invent' }],
    ['an upsert by nothing', { object: 'Lead', operation: 'upsert' }],
    ['an unknown delimiter', { ...insert, columnDelimiter: 'DOT' }],
  ])('for %s is refused', async (_, job) => {
    await using org = await startTestOrg();
    expect((await caller(org)('POST', 'ingest', job)).status).toBe(400);
  });

  test('counts every call', async () => {
    await using org = await startTestOrg();
    await ingested(caller(org), insert, 'LastName,Company\nAda,Acme\n');
    expect(org.ground.meter.total()).toBe(5);
  });
});
