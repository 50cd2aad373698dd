import { describe, expect, test } from '@jest/globals';
import { startRig } from '../../testing/salesforceRig.ts';
import { usualSets } from '../../sandbox/salesforce/value-sets.ts';
import { hotStatus } from './lead-status.ts';

describe('preparing an org', () => {
  test('one that is set up is told to be as it should, with its zone', async () => {
    await using rig = await startRig();
    expect(await rig.crm.prepare()).toEqual({ done: [], problems: [], timeZone: 'America/New_York' });
  });

  test('says what an org lacks that was not set up, and what to run, and changes nothing', async () => {
    await using rig = await startRig({ setUp: false });
    const { done, problems } = await rig.crm.prepare();
    expect(done).toEqual([]);
    expect(problems).toHaveLength(7);
    for (const problem of problems) expect(problem).toContain('hot-lead salesforce setup');
    expect(problems.join('\n')).toContain('Lead_Score__c');
    expect(problems.join('\n')).toContain(`Lead Status lacks the value "${hotStatus}"`);
    expect(rig.sandbox.ground.valueSets.get('LeadStatus')).toEqual(usualSets.LeadStatus);
    expect(rig.sandbox.calls.filter(({ path }) => path.startsWith('/services/Soap'))).toEqual([]);
  });

  test('says which fields may not be written, and nothing of the others', async () => {
    await using rig = await startRig();
    rig.sandbox.addField('Contact', { name: 'Hot_Lead_Status__c', updateable: false, visible: true });
    const { problems } = await rig.crm.prepare();
    expect(problems).toEqual([expect.stringMatching(/Contact lacks fields that we may write \(Hot_Lead_Status__c\)/)]);
  });

  test.each([
    ['Lead', 'Status'],
    ['Lead', 'OwnerId'],
    ['Contact', 'OwnerId'],
    ['Task', 'OwnerId'],
  ])('says that %s.%s may only be read, since it is never written then', async (object, name) => {
    await using rig = await startRig();
    const field = rig.sandbox.ground.schema.object(object).fields.get(name.toLowerCase());
    rig.sandbox.addField(object, { ...field, name, updateable: false });
    const { problems } = await rig.crm.prepare();
    expect(problems).toEqual([expect.stringMatching(`may only read ${object}\\.${name}.*Field-Level Security`)]);
    if (object === 'Task') return;
    const leadId = object === 'Lead' ? rig.sandbox.addLead() : rig.sandbox.addContact();
    const before = rig.sandbox.row(object, leadId)?.[name];
    await rig.crm.writeLeads([{ leadId, hotStatus: true, ownerId: rig.ann, score: 80 }]);
    expect(rig.sandbox.row(object, leadId)).toMatchObject({ [name]: before, Lead_Score__c: 80 });
  });

  test('a lead gets the hot status at once after somebody added the value and it was looked again', async () => {
    await using rig = await startRig();
    const own = rig.sandbox.ground.valueSets.get('LeadStatus');
    rig.sandbox.setValues('LeadStatus', usualSets.LeadStatus);
    const leadId = rig.sandbox.addLead();
    expect((await rig.crm.prepare()).problems).toEqual([expect.stringContaining('Lead Status')]);
    rig.sandbox.setValues('LeadStatus', own);
    await rig.crm.writeLeads([{ leadId, hotStatus: true }]);
    expect(rig.sandbox.row('Lead', leadId)?.['Status']).toBe(hotStatus);
  });

  test('while fields are missing every process looks again within five minutes', async () => {
    await using rig = await startRig();
    const leadId = rig.sandbox.addLead();
    rig.sandbox.addField('Lead', { name: 'Lead_Score__c', type: 'double', precision: 5, scale: 1, updateable: false });
    const other = rig.crmWith({});
    await other.writeLeads([{ leadId, score: 40 }]);
    rig.sandbox.addField('Lead', { name: 'Lead_Score__c', type: 'double', precision: 5, scale: 1, visible: true });
    rig.clock.advance(5 * 60_000);
    await other.writeLeads([{ leadId, score: 40 }]);
    expect(rig.sandbox.row('Lead', leadId)?.['Lead_Score__c']).toBe(40);
  });

  test('a passing failure is no problem for a person: it is tried again', async () => {
    await using rig = await startRig();
    rig.sandbox.badDay('POST', '/services/data/v66.0/composite', { kind: 'status', status: 503 });
    await expect(rig.crm.prepare()).rejects.toThrow('503');
    expect(await rig.crm.prepare()).toMatchObject({ problems: [] });
  });
});

describe('what the configuration names in the org', () => {
  const problemsOf = async (configured: { taskQueue?: string; csmField?: string }) => {
    await using rig = await startRig();
    rig.sandbox.addQueue('Hot Lead Tasks', { objects: ['Task'] });
    rig.sandbox.addQueue('Hot Leads', { objects: ['Lead'] });
    const lookup = { type: 'reference', visible: true } as const;
    rig.sandbox.addField('Account', { name: 'Csm__c', referenceTo: ['User'], ...lookup });
    rig.sandbox.addField('Account', { name: 'Partner__c', referenceTo: ['Account'], ...lookup });
    return (await rig.crmWith(configured).prepare()).problems;
  };

  test('a queue that takes tasks, and a lookup to User, are good', async () => {
    expect(await problemsOf({ taskQueue: 'Hot_Lead_Tasks', csmField: 'Csm__c' })).toEqual([]);
  });

  test.each([
    [{ taskQueue: 'Nobody' }, /SALESFORCE_TASK_QUEUE: the queue Nobody is not there/],
    [{ taskQueue: 'Hot_Leads' }, /SALESFORCE_TASK_QUEUE: the queue Hot_Leads takes no tasks/],
    [{ csmField: 'Nobody__c' }, /SALESFORCE_CSM_FIELD: the field Account\.Nobody__c is not there/],
    [{ csmField: 'Partner__c' }, /SALESFORCE_CSM_FIELD: the field Account\.Partner__c is no lookup to User/],
  ])('%j is a problem', async (configured, problem) => {
    expect(await problemsOf(configured)).toEqual([expect.stringMatching(problem)]);
  });
});
