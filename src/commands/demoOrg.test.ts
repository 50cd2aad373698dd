import { expect, test } from '@jest/globals';
import { Connection } from 'jsforce';
import { startSalesforce, type SalesforceSandbox } from '../sandbox/salesforce/salesforce.ts';
import { setUpDemoOrg } from './demoOrg.ts';

const APP = { clientId: 'hot-lead-signal', clientSecret: 'the-demo-has-nothing-to-hide' };

function setUp(org: SalesforceSandbox): Promise<void> {
  org.addApp({ ...APP, callback: '', runAs: 'integration@example.com' });
  return setUpDemoOrg({ ...APP, loginUrl: org.url }, Date.now);
}

test('an org has our fields, dashboard and Lead Status then, and every rep the permission to see them', async () => {
  await using org = await startSalesforce();
  const rep = org.addUser({ name: 'Ann Lee', email: 'ann.lee@tidewater.example' });
  await setUp(org);
  expect(org.deployed()).toContainEqual({ type: 'Dashboard', fullName: 'Hot_Lead_Signal/Hot_Lead_Dashboard' });
  expect(org.ground.access.can(rep, 'Lead.Lead_Score__c', 'read')).toBe(true);
  const statuses = org.ground.valueSets.get('LeadStatus').map(({ fullName }) => fullName);
  expect(statuses).toContain('Hot Lead - Immediate Action Required');
});

test('what cannot be mended is said in a sentence that names it', async () => {
  await using org = await startSalesforce();
  const admin = new Connection({ instanceUrl: org.url, accessToken: org.token, version: '66.0' });
  const field = { fullName: 'Lead.Lead_Score__c', label: 'Score', type: 'Text', length: 9 };
  await admin.metadata.create('CustomField', field as never);
  await expect(setUp(org)).rejects.toThrow(
    /^the demo's Salesforce could not be set up: the field Lead\.Lead_Score__c: the org has one of this name, Text\(9\)/,
  );
});
