import { describe, expect, test } from '@jest/globals';
import jsforce from 'jsforce';
import { startTestOrg, type TestOrg } from './package-test-org.ts';
import { zipped } from './zip.ts';

const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

function connected(org: TestOrg) {
  const connection = new jsforce.Connection({ instanceUrl: org.url, accessToken: org.session(), version: '66.0' });
  connection.metadata.pollInterval = 5;
  return connection;
}

const xml = (root: string, inside: string): string => `<?xml version="1.0"?><${root} ${NAMESPACE}>${inside}</${root}>`;

const scoreField = `<fields><fullName>Score__c</fullName><externalId>false</externalId><label>Score</label><precision>5</precision><scale>1</scale><type>Number</type></fields>`;

const objectFile = xml(
  'CustomObject',
  `<deploymentStatus>Deployed</deploymentStatus><enableReports>true</enableReports>
   <fields><fullName>Doubled__c</fullName><formula>Points__c * 2</formula><label>Doubled</label><precision>18</precision><scale>0</scale><type>Number</type></fields>
   <fields><fullName>Key__c</fullName><externalId>true</externalId><label>Key</label><length>40</length><required>true</required><type>Text</type><unique>true</unique></fields>
   <fields><fullName>Lead__c</fullName><deleteConstraint>SetNull</deleteConstraint><label>Lead</label><referenceTo>Lead</referenceTo><relationshipName>Things</relationshipName><type>Lookup</type></fields>
   <fields><fullName>Points__c</fullName><label>Points</label><precision>5</precision><scale>0</scale><type>Number</type></fields>
   <label>Thing</label><nameField><displayFormat>TH-{000000}</displayFormat><label>Thing</label><type>AutoNumber</type></nameField>
   <pluralLabel>Things</pluralLabel><sharingModel>ReadWrite</sharingModel>`,
);

const reportType = xml(
  'ReportType',
  `<baseObject>Thing__c</baseObject><category>leads</category><deployed>true</deployed><label>Things</label>
   <sections><columns><checkedByDefault>true</checkedByDefault><field>Points__c</field><table>Thing__c</table></columns>
   <columns><checkedByDefault>true</checkedByDefault><field>Lead__c.Company</field><table>Thing__c</table></columns><masterLabel>Things</masterLabel></sections>`,
);

const report = (column = 'Thing__c$Points__c', formula = 'Thing__c.Points__c:SUM / RowCount') =>
  xml(
    'Report',
    `<aggregates><calculatedFormula>${formula}</calculatedFormula><datatype>number</datatype><developerName>FORMULA1</developerName><isActive>true</isActive><masterLabel>Mean</masterLabel></aggregates>
     <columns><field>${column}</field></columns><format>Summary</format>
     <groupingsDown><field>Thing__c$Lead__c.Company</field></groupingsDown><name>Mean</name><reportType>Things__c</reportType><scope>organization</scope>
     <timeFrameFilter><dateColumn>CREATED_DATE</dateColumn><interval>INTERVAL_CUSTOM</interval></timeFrameFilter>`,
  );

const dashboard = (column = 'FORMULA1', of = 'Things/Mean') =>
  xml(
    'Dashboard',
    `<dashboardGridLayout><dashboardGridComponents><dashboardComponent><chartSummary><column>${column}</column></chartSummary><report>${of}</report></dashboardComponent></dashboardGridComponents></dashboardGridLayout><title>Things</title>`,
  );

const permissions = (field: string, editable: boolean) =>
  xml(
    'PermissionSet',
    `<fieldPermissions><editable>${editable}</editable><field>${field}</field><readable>true</readable></fieldPermissions><label>Things</label>
     <objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Thing__c</object><viewAllRecords>true</viewAllRecords></objectPermissions>
     <userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>`,
  );

const everything: Record<string, string> = {
  'objects/Thing__c.object': objectFile,
  'objects/Lead.object': xml('CustomObject', scoreField),
  'reportTypes/Things.reportType': reportType,
  'reports/Things-meta.xml': xml('ReportFolder', '<name>Things</name>'),
  'reports/Things/Mean.report': report(),
  'dashboards/Things-meta.xml': xml('DashboardFolder', '<name>Things</name>'),
  'dashboards/Things/Board.dashboard': dashboard(),
  'permissionsets/Things.permissionset': permissions('Thing__c.Points__c', true),
  'queues/Reps.queue': xml(
    'Queue',
    `<doesSendEmailToMembers>false</doesSendEmailToMembers><name>Reps</name><queueMembers><users><user>rep@example.com</user></users></queueMembers><queueSobject><sobjectType>Lead</sobjectType></queueSobject>`,
  ),
  'lwc/panel/panel.js': 'export default 1',
  'lwc/panel/panel.js-meta.xml': xml('LightningComponentBundle', '<isExposed>true</isExposed>'),
};

const members: Record<string, string[]> = {
  CustomObject: ['Thing__c'],
  CustomField: ['Lead.Score__c', 'Thing__c.Key__c', 'Thing__c.Points__c', 'Thing__c.Doubled__c', 'Thing__c.Lead__c'],
  ReportType: ['Things'],
  Report: ['Things', 'Things/Mean'],
  Dashboard: ['Things', 'Things/Board'],
  PermissionSet: ['Things'],
  Queue: ['Reps'],
  LightningComponentBundle: ['panel'],
};

function packed(files: Record<string, string> = {}, more: Record<string, string[]> = {}): Buffer {
  const types = Object.entries({ ...members, ...more }).map(
    ([name, list]) => `<types>${list.map((one) => `<members>${one}</members>`).join('')}<name>${name}</name></types>`,
  );
  const manifest = xml('Package', `${types.join('')}<version>66.0</version>`);
  return zipped({ 'package.xml': manifest, ...everything, ...files });
}

function deploy(org: TestOrg, archive: Buffer, options = {}) {
  return connected(org)
    .metadata.deploy(archive, { rollbackOnError: true, singlePackage: true, ...options })
    .complete(true);
}

async function problems(org: TestOrg, archive: Buffer): Promise<(string | null | undefined)[]> {
  const { success, details } = await deploy(org, archive);
  expect(success).toBe(false);
  return (details.componentFailures ?? []).map(({ problem }) => problem);
}

describe('the values of Lead Status', () => {
  const added = { fullName: 'Hot', label: 'Hot', default: false, converted: false };

  async function merged(org: TestOrg, keep: (value: object) => boolean = () => true) {
    const { metadata } = connected(org);
    const set = await metadata.read('StandardValueSet', 'LeadStatus');
    const values = [...set.standardValue.filter(keep), added] as typeof set.standardValue;
    return metadata.update('StandardValueSet', { ...set, standardValue: values });
  }

  test('are read and added to, as the installer does', async () => {
    await using org = await startTestOrg();
    const { metadata } = connected(org);
    const before = await metadata.read('StandardValueSet', 'LeadStatus');
    expect(before.standardValue).toContainEqual(
      expect.objectContaining({ fullName: 'Closed - Converted', converted: true }),
    );
    expect(await merged(org)).toMatchObject({ success: true, fullName: 'LeadStatus' });
    const { rows } = org.ground.query('SELECT ApiName FROM LeadStatus', { as: org.adminId });
    expect(rows).toHaveLength(before.standardValue.length + 1);
  });

  test('are lost when they are left out', async () => {
    await using org = await startTestOrg();
    await merged(org, (value) => (value as { converted: boolean }).converted);
    const { rows } = org.ground.query('SELECT ApiName FROM LeadStatus', { as: org.adminId });
    expect(rows.map((row) => row['ApiName'])).toEqual(['Closed - Converted', 'Hot']);
  });

  test('are not saved without one that converts', async () => {
    await using org = await startTestOrg();
    const saved = await merged(org, (value) => !(value as { converted: boolean }).converted);
    expect(saved.success).toBe(false);
    expect(await connected(org).metadata.read('StandardValueSet', 'Nope')).not.toHaveProperty('fullName', 'Nope');
  });
});

describe('a deploy', () => {
  test('makes objects, fields, rights and queues of it', async () => {
    await using org = await startTestOrg();
    const result = await deploy(org, packed());
    expect(result.details.componentFailures ?? []).toEqual([]);
    expect(result).toMatchObject({ status: 'Succeeded', success: true, numberComponentErrors: 0 });
    expect(org.deployed()).toContainEqual({ type: 'Dashboard', fullName: 'Things/Board' });
    const { ground, adminId } = org;
    expect(() => ground.query('SELECT Id FROM Thing__c', { as: adminId })).toThrow('not supported');
    const set =
      ground.query("SELECT Id FROM PermissionSet WHERE Name = 'Things'", { as: adminId }).rows[0]?.['Id'] ?? null;
    ground.create('PermissionSetAssignment', { PermissionSetId: set, AssigneeId: adminId }, org.by);
    ground.create('Thing__c', { Key__c: 'k', Points__c: 4 }, org.by);
    const { rows, render } = ground.query('SELECT Name, Points__c FROM Thing__c', { as: adminId });
    expect(rows.map(render)).toMatchObject([{ Name: expect.stringMatching(/^TH-\d{6}$/), Points__c: 4 }]);
    expect(ground.query("SELECT Id FROM QueueSobject WHERE SobjectType = 'Lead'", { as: adminId }).totalSize).toBe(1);
    expect(ground.query('SELECT Id FROM GroupMember', { as: adminId }).totalSize).toBe(1);
  });

  test('is safe twice', async () => {
    await using org = await startTestOrg();
    await deploy(org, packed());
    const again = await deploy(org, packed());
    expect(again.success).toBe(true);
    expect(again.details.componentSuccesses?.every(({ created }) => !created)).toBe(true);
    expect(org.ground.query('SELECT Id FROM PermissionSet', { as: org.adminId }).totalSize).toBe(1);
  });

  test('that only checks, or that has a mistake, changes nothing', async () => {
    await using org = await startTestOrg();
    expect((await deploy(org, packed(), { checkOnly: true })).success).toBe(true);
    expect(await problems(org, packed({ 'reports/Things/Mean.report': report('Thing__c$Nope__c') }))).toEqual([
      'Invalid value specified: Thing__c$Nope__c',
    ]);
    expect([org.deployed(), org.ground.schema.has('Thing__c')]).toEqual([[], false]);
  });

  test('that may be partial keeps what is right', async () => {
    await using org = await startTestOrg();
    const archive = packed({ 'dashboards/Things/Board.dashboard': dashboard('FORMULA9') });
    const result = await deploy(org, archive, { rollbackOnError: false });
    expect(result).toMatchObject({ status: 'SucceededPartial', success: false, numberComponentErrors: 1 });
    expect(org.deployed()).not.toContainEqual({ type: 'Dashboard', fullName: 'Things/Board' });
    expect(org.ground.schema.has('Thing__c')).toBe(true);
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'a required field in a permission set',
      { 'permissionsets/Things.permissionset': permissions('Thing__c.Key__c', true) },
      'You cannot deploy to a required field: Thing__c.Key__c',
    ],
    [
      'a formula that may be edited',
      { 'permissionsets/Things.permissionset': permissions('Thing__c.Doubled__c', true) },
      'Field Thing__c.Doubled__c is not editable: it is a formula',
    ],
    [
      'a right to a field that is not there',
      { 'permissionsets/Things.permissionset': permissions('Lead.Nope__c', false) },
      'In field: field - no CustomField named Lead.Nope__c found',
    ],
    [
      'a summary of a field that is not there',
      { 'reports/Things/Mean.report': report(undefined, 'Thing__c.Nope__c:SUM') },
      'Invalid summary formula: field Thing__c.Nope__c does not exist',
    ],
    [
      'a dashboard of a report that is not there',
      { 'dashboards/Things/Board.dashboard': dashboard('RowCount', 'Things/Nope') },
      'Cannot find a report that matches Things/Nope',
    ],
    [
      'a number without digits',
      { 'objects/Lead.object': xml('CustomObject', scoreField.replace('<precision>5</precision>', '')) },
      "Must specify 'precision' for a CustomField of type Number",
    ],
    [
      'an element that does not belong',
      { 'objects/Lead.object': xml('CustomObject', scoreField.replace('<scale>', '<digits>9</digits><scale>')) },
      'Element {http://soap.sforce.com/2006/04/metadata}digits invalid at this location in type CustomField',
    ],
    [
      'elements that do not stand together',
      {
        'queues/Reps.queue': xml('Queue', '<queueSobject/><name>Reps</name><queueSobject/>').replaceAll(
          '<queueSobject/>',
          '<queueSobject><sobjectType>Lead</sobjectType></queueSobject>',
        ),
      },
      'Error parsing file: Element queueSobject is duplicated at this location in type Queue',
    ],
    ['XML that is broken', { 'queues/Reps.queue': '<Queue><name></Queue>' }, 'Error parsing file'],
    ['another root', { 'queues/Reps.queue': xml('Group', '') }, 'Expected root element Queue, found Group'],
    [
      'a file nobody named',
      { 'tabs/Thing__c.tab': xml('CustomTab', '<customObject>true</customObject>') },
      'Not in package.xml',
    ],
    ['a file of no known kind', { 'wonders/a.wonder': xml('Wonder', '') }, 'Unknown folder or file'],
  ])('is refused for %s', async (_, files, problem) => {
    await using org = await startTestOrg();
    expect((await problems(org, packed(files))).join('\n')).toContain(problem);
  });

  test.each([
    [
      'a component that is not in the zip file',
      { CustomTab: ['Thing__c'] },
      'was named in package.xml, but was not found',
    ],
    ['a type nobody knows', { Wonder: ['a'] }, "Unknown type name 'Wonder'"],
  ])('is refused for %s', async (_, more, problem) => {
    await using org = await startTestOrg();
    expect((await problems(org, packed({}, more as Record<string, string[]>))).join('\n')).toContain(problem);
  });

  test('of what is no package fails and says so', async () => {
    await using org = await startTestOrg();
    expect(await deploy(org, Buffer.from('nothing'))).toMatchObject({ success: false, errorMessage: 'not a zip file' });
    expect(await deploy(org, zipped({ a: '1' }))).toMatchObject({
      success: false,
      errorMessage: 'No package.xml found',
    });
  });

  test('goes by REST too', async () => {
    await using org = await startTestOrg();
    const { metadata } = connected(org);
    const { id } = await metadata.deployRest(packed(), { rollbackOnError: true });
    const result = await metadata.checkDeployStatus(id, true, true);
    expect(result).toMatchObject({ success: true, status: 'Succeeded' });
    expect(org.ground.schema.has('Thing__c')).toBe(true);
  });
});

describe('single calls', () => {
  test('make and change a component by itself', async () => {
    await using org = await startTestOrg();
    const { metadata } = connected(org);
    const one = { fullName: 'Lead.Score__c', label: 'Score', type: 'Number', precision: 5, scale: 1 };
    expect(await metadata.upsert('CustomField', one)).toMatchObject({ success: true, created: true });
    expect(await metadata.upsert('CustomField', { ...one, scale: 2 })).toMatchObject({ success: true, created: false });
    expect(await metadata.read('CustomField', 'Lead.Score__c')).toMatchObject({ label: 'Score', scale: 2 });
    const broken = await metadata.create('CustomField', [{ ...one, fullName: 'Nope__c.Score__c' }]);
    expect(broken[0]).toMatchObject({ success: false });
    expect(org.ground.schema.object('Lead').fields.get('score__c')).toMatchObject({ type: 'double', scale: 2 });
  });

  test('describe and list what there is', async () => {
    await using org = await startTestOrg();
    await deploy(org, packed());
    const { metadata } = connected(org);
    const { metadataObjects } = await metadata.describe();
    expect(metadataObjects.map(({ xmlName }) => xmlName)).toContain('Dashboard');
    const listed = await metadata.list({ type: 'Report' });
    expect(listed.map(({ fullName }) => fullName).toSorted()).toEqual(['Things', 'Things/Mean']);
  });

  test('need a session and count as API calls', async () => {
    await using org = await startTestOrg();
    const stranger = new jsforce.Connection({ instanceUrl: org.url, accessToken: 'none', version: '66.0' });
    await expect(stranger.metadata.describe()).rejects.toThrow('INVALID_SESSION_ID');
    await connected(org).metadata.describe();
    expect(org.ground.meter.total()).toBe(1);
    org.ground.meter.setDaily(1);
    await expect(connected(org).metadata.describe()).rejects.toThrow('REQUEST_LIMIT_EXCEEDED');
  });
});
