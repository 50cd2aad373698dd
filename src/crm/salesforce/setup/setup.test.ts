import { describe, expect, test } from '@jest/globals';
import { startRig, type SalesforceRig } from '../../../testing/salesforceRig.ts';
import { of } from '../../../testing/setupPortal.ts';
import { hotStatus } from '../lead-status.ts';
import { rehearse, setUp, type Settled } from './setup.ts';
import { type SetupOptions, type SetupOrg, shippedFrom } from './setup-org.ts';
import { sourceFiles } from './source-tree.ts';

const files = 'the files of Hot Lead Signal';
const forbidden = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="http://soap.sforce.com/2006/04/metadata"><soapenv:Body><soapenv:Fault><faultcode>sf:INSUFFICIENT_ACCESS</faultcode><faultstring>INSUFFICIENT_ACCESS: use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`;

function on({ org, sandbox, clock }: SalesforceRig, tell: (line: string) => void = () => {}): SetupOrg {
  const calls = () => ({ used: 7_200, limit: 100_000 });
  return { org, orgId: sandbox.orgId, instanceUrl: sandbox.url, now: () => clock.now(), calls, tell, pollMs: 1 };
}
const start = () => startRig({ setUp: false });
const run = (rig: SalesforceRig, options: SetupOptions = {}) => setUp(on(rig), options);
const wrong = (found: readonly Settled[]) => found.filter(({ state }) => state === 'wrong');
const changed = (found: readonly Settled[]) => found.filter(({ did }) => did !== undefined);

/** All that can be changed in the org by setting it up. */
function stateOf({ sandbox }: SalesforceRig) {
  const rows = (object: string) => [...sandbox.ground.records.all(sandbox.ground.schema.object(object))].length;
  const counts = ['PermissionSet', 'PermissionSetAssignment', 'Group', 'QueueSobject'].map(rows);
  return { deployed: sandbox.deployed(), status: sandbox.ground.valueSets.get('LeadStatus'), counts };
}

/** As an org that takes no active flows: it refuses the first deployment for them. */
function refusingFlows(org: SalesforceRig['org']): SalesforceRig['org'] {
  const problem = 'You do not have permission to deploy flows as active';
  let refused = false;
  const refuse = () => {
    refused = true;
    const details = { componentFailures: { componentType: 'Flow', fullName: 'Hot_Lead_First_Response', problem } };
    return { done: true, success: false, status: 'Failed', details };
  };
  const connection = async () => {
    const real = await org.connection();
    const check = real.metadata.checkDeployStatus.bind(real.metadata);
    real.metadata.checkDeployStatus = async (...args) => (refused ? check(...args) : (refuse() as never));
    return real;
  };
  return { ...org, connection };
}

/** A field that somebody else made. */
async function strangersField({ org }: SalesforceRig, field: object): Promise<void> {
  const { metadata } = await org.connection();
  expect(await metadata.create('CustomField', { label: 'Score', ...field } as never)).toMatchObject({ success: true });
}

describe('setting up an org', () => {
  test('a new org has everything then, and the adapter finds nothing missing', async () => {
    await using rig = await start();
    const found = await run(rig);
    expect(wrong(found)).toEqual([]);
    expect(of(found, files).did).toMatch(/^deployed .*\d+ fields.*1 dashboard/);
    expect(of(found, 'writing our fields')).toMatchObject({ state: 'there' });
    expect(of(found, 'the permission set "Hot Lead Integration"').did).toBe('given to our user');
    expect(await rig.crm.prepare()).toMatchObject({ done: [], problems: [] });
  });

  test('twice changes nothing the second time', async () => {
    await using rig = await start();
    await run(rig);
    const before = stateOf(rig);
    const again = await run(rig);
    expect([changed(again), wrong(again)]).toEqual([[], []]);
    expect(of(again, files)).toMatchObject({ state: 'there' });
    expect(stateOf(rig)).toEqual(before);
  });

  test('rehearsing asks the org, and changes nothing', async () => {
    await using rig = await start();
    const before = stateOf(rig);
    const found = await rehearse(on(rig), { reps: true });
    expect(of(found, files)).toMatchObject({
      state: 'missing',
      sentence: expect.stringContaining('the org was asked'),
    });
    expect(of(found, 'Lead Status')).toMatchObject({ state: 'missing' });
    expect(stateOf(rig)).toEqual(before);
  });

  test('the org keeps every Lead Status of its own, as it was', async () => {
    await using rig = await start();
    const own = [
      { fullName: 'Neu', label: 'Neu', default: true },
      { fullName: 'Verkauft', label: 'Verkauft', converted: true },
      { fullName: 'Alt', label: 'Alt', isActive: false },
    ];
    rig.sandbox.setValues('LeadStatus', own);
    expect(of(await run(rig), 'Lead Status').did).toContain(hotStatus);
    const after = rig.sandbox.ground.valueSets.get('LeadStatus');
    expect(after.slice(0, 3)).toMatchObject(own);
    expect(after[3]).toMatchObject({ fullName: hotStatus });
  });

  test('files of a later version are deployed, and queue and layouts stay as people made them', async () => {
    await using rig = await start();
    const sources = sourceFiles();
    const older = sources.map((file) => {
      if (!file.path.startsWith('reports/Hot_Lead_Signal/')) return file;
      return {
        ...file,
        content: Buffer.from(file.content.toString('utf8').replace('</description>', ' old</description>')),
      };
    });
    await setUp(on(rig), {}, shippedFrom(older));
    const found = await run(rig);
    expect(of(found, files).did).toMatch(/^deployed (?!.*queue)(?!.*layout)/);
    expect(wrong(found)).toEqual([]);
    expect(changed(await run(rig))).toEqual([]);
  });

  test('a dashboard that somebody deleted comes back', async () => {
    await using rig = await start();
    const without = sourceFiles().filter(({ path }) => !path.endsWith('.dashboard-meta.xml'));
    await setUp(on(rig), {}, { ...shippedFrom(without), word: shippedFrom().word });
    expect((await rehearse(on(rig), {})).find(({ what }) => what === files)?.sentence).toContain(
      'to be deployed: 1 dashboard',
    );
    await run(rig);
    expect(rig.sandbox.deployed()).toContainEqual({
      type: 'Dashboard',
      fullName: 'Hot_Lead_Signal/Hot_Lead_Dashboard',
    });
  });
});

describe('fields that were there before', () => {
  test('of another type stop everything, and are named with what to do', async () => {
    await using rig = await start();
    await strangersField(rig, { fullName: 'Lead.Lead_Score__c', type: 'Text', length: 20 });
    const before = stateOf(rig);
    const found = await run(rig, { useFields: true });
    expect(wrong(found)).toMatchObject([
      {
        what: 'the field Lead.Lead_Score__c',
        sentence: expect.stringMatching(/Text\(20\), and ours is Number\(5, 1\).*another name/),
      },
    ]);
    expect([changed(found), stateOf(rig)]).toEqual([[], before]);
  });

  test('of the right type are used only when that is allowed', async () => {
    await using rig = await start();
    await strangersField(rig, { fullName: 'Lead.Lead_Score__c', type: 'Number', precision: 18, scale: 2 });
    expect(wrong(await run(rig))).toMatchObject([{ sentence: expect.stringContaining('--use-fields') }]);
    const found = await run(rig, { useFields: true });
    expect(wrong(found)).toEqual([]);
    expect(of(found, 'the field Lead.Lead_Score__c').sentence).toContain('stays as it is: Number(18, 2)');
    expect(rig.sandbox.ground.schema.object('Lead').fields.get('lead_score__c')).toMatchObject({
      precision: 18,
      scale: 2,
    });
    expect(changed(await run(rig))).toEqual([]);
  });
});

describe('what the org refuses', () => {
  test('one part refused: it is told with what to do, and nothing is half done', async () => {
    await using rig = await start();
    const spoiled = sourceFiles().map((file) => {
      if (!file.path.endsWith('Hot_Leads_Generated.report-meta.xml')) return file;
      return {
        ...file,
        content: Buffer.from(file.content.toString('utf8').replaceAll('Hot_Lead_Episodes__c', 'Nothing__c')),
      };
    });
    const before = stateOf(rig);
    const found = await setUp(on(rig), {}, shippedFrom(spoiled));
    expect(wrong(found)).toMatchObject([
      { what: files, sentence: expect.stringContaining('nothing of the files was changed') },
    ]);
    expect(of(found, files).steps?.join('\n')).toMatch(/^report Hot_Lead_Signal\/Hot_Leads_Generated: .* \(.*\)/);
    expect(of(found, 'Lead Status').sentence).toContain('not done');
    expect(stateOf(rig)).toEqual(before);
  });

  test('active flows refused: they are deployed switched off, and a person is told to switch them on', async () => {
    await using rig = await start();
    const told: string[] = [];
    const found = await setUp({ ...on(rig, (line) => void told.push(line)), org: refusingFlows(rig.org) }, {});
    expect(of(found, files)).toMatchObject({
      left: 'hand',
      did: expect.stringContaining('the flows are switched off'),
    });
    expect(of(found, files).steps?.[0]).toContain('Setup > Flows');
    expect(told.join('\n')).toContain('takes no active flows');
    const { metadata } = await rig.org.connection();
    expect(await metadata.read('Flow', 'Hot_Lead_First_Response')).toMatchObject({ status: 'Draft' });
  });

  test('without the right to use the metadata API it is told what to do, and nothing is changed', async () => {
    await using rig = await start();
    const headers = { 'Content-Type': 'text/xml; charset=utf-8' };
    const refusal = { kind: 'status', status: 500, headers, body: forbidden } as const;
    for (let times = 0; times < 4; times += 1) rig.sandbox.badDay('POST', '/services/Soap/m/*', refusal);
    const before = stateOf(rig);
    const found = await run(rig);
    expect(wrong(found).map(({ what }) => what)).toContain(files);
    expect(of(found, files).steps?.join('\n')).toMatch(/Modify Metadata.*\n.*sf project deploy start/);
    expect(stateOf(rig)).toEqual(before);
  });

  test('a kind of part that the org does not know is left to the deployment', async () => {
    await using rig = await start();
    const body = forbidden.replaceAll('INSUFFICIENT_ACCESS', 'INVALID_TYPE');
    const headers = { 'Content-Type': 'text/xml; charset=utf-8' };
    rig.sandbox.badDay('POST', '/services/Soap/m/*', { kind: 'status', status: 500, headers, body });
    expect(wrong(await run(rig))).toEqual([]);
  });

  test('a right that our user visibly lacks is told before anything is tried', async () => {
    await using rig = await start();
    rig.sandbox.addField('PermissionSet', { name: 'PermissionsModifyMetadata', type: 'boolean', visible: true });
    rig.sandbox.addField('PermissionSet', { name: 'PermissionsAssignPermissionSets', type: 'boolean', visible: true });
    const profile = rig.sandbox.addPermissionSet('Profile_of_ours');
    rig.sandbox.assign(profile, rig.sandbox.integrationUser);
    const before = stateOf(rig);
    const found = await run(rig);
    expect(of(found, 'changing fields, reports and Lead Status')).toMatchObject({ state: 'cannot' });
    expect(of(found, files)).toMatchObject({ state: 'wrong', steps: expect.any(Array) });
    expect(stateOf(rig)).toEqual(before);
  });
});

describe('people', () => {
  const ofReps = 'the permission set "Hot Lead User"';

  test('reps get their permission set only when asked for', async () => {
    await using rig = await start();
    expect(of(await run(rig), ofReps)).toMatchObject({ left: 'hand', sentence: expect.stringMatching(/^0 of 2/) });
    expect(of(await run(rig, { reps: true }), ofReps).did).toBe('given to 2 active users');
    expect(changed(await run(rig, { reps: true }))).toEqual([]);
  });

  test('who may not be given a permission set is told, and the next run goes on from there', async () => {
    await using rig = await start();
    const errors = [{ statusCode: 'INSUFFICIENT_ACCESS_OR_READONLY', message: 'no', fields: [] }];
    const body = JSON.stringify([{ success: false, errors }]);
    const headers = { 'Content-Type': 'application/json' };
    const path = '/services/data/v66.0/composite/sobjects';
    rig.sandbox.badDay('POST', path, { kind: 'status', status: 200, headers, body });
    const found = await run(rig);
    expect(wrong(found)).toMatchObject([
      { what: 'the permission set "Hot Lead Integration"', steps: [expect.stringContaining('Manage Assignments')] },
    ]);
    expect(of(found, files).did).toContain('deployed');
    const again = await run(rig);
    expect(changed(again).map(({ what }) => what)).toEqual(['the permission set "Hot Lead Integration"']);
    expect(of(again, 'writing our fields').state).toBe('there');
  });

  test('the members of the queue, and the dashboard’s address, are told', async () => {
    await using rig = await start();
    rig.sandbox.addObject({ name: 'Dashboard', visible: true });
    rig.sandbox.addField('Dashboard', { name: 'DeveloperName', type: 'string', length: 80, visible: true });
    const id = rig.sandbox.record('Dashboard', { DeveloperName: 'Hot_Lead_Dashboard' });
    const found = await run(rig);
    expect(of(found, 'the Hot Lead dashboard').sentence).toBe(`${rig.sandbox.url}/lightning/r/Dashboard/${id}/view`);
    expect(of(found, 'the queue "Hot Leads"')).toMatchObject({ left: 'hand' });
  });
});

test('lead processes get the value, too, and keep theirs', async () => {
  await using rig = await start();
  const { metadata } = await rig.org.connection();
  const values = [
    { fullName: 'Open - Not Contacted', default: true },
    { fullName: 'Closed %2F Lost', default: false },
  ];
  await metadata.create('BusinessProcess', { fullName: 'Lead.Inbound', isActive: true, values } as never);
  expect(of(await run(rig), 'the lead process "Inbound"').did).toContain('added');
  const read = await metadata.read('BusinessProcess', 'Lead.Inbound');
  expect(read.values.map(({ fullName }) => fullName)).toEqual(['Open - Not Contacted', 'Closed %2F Lost', hotStatus]);
  expect(changed(await run(rig))).toEqual([]);
});
