import { describe, expect, test } from '@jest/globals';
import { addHotStatus } from '../../../testing/salesforceFields.ts';
import { startRig } from '../../../testing/salesforceRig.ts';
import { of } from '../../../testing/setupPortal.ts';
import { type SalesforceOptions } from '../../../sandbox/salesforce/salesforce.ts';
import { hotStatus } from '../lead-status.ts';
import { shippedFrom } from './setup-org.ts';
import { setUp } from './setup.ts';
import { sourceFiles } from './source-tree.ts';

const people = 'leads and contacts that others own';
const deals = 'opportunities that others own';
const set = 'permissionsets/Hot_Lead_Integration.permissionset-meta.xml';

/** Our files, with something in the integration's permission set said otherwise. */
function shippedWith(from: string, to: string) {
  const change = (content: Buffer) => Buffer.from(content.toString('utf8').replaceAll(from, to));
  return shippedFrom(
    sourceFiles().map((file) => (file.path === set ? { ...file, content: change(file.content) } : file)),
  );
}

async function start(sharing: NonNullable<SalesforceOptions['sharing']>, shipped = shippedFrom()) {
  const rig = await startRig({ setUp: false, sharing });
  const { org, sandbox, clock } = rig;
  const on = { org, orgId: sandbox.orgId, instanceUrl: sandbox.url, now: () => clock.now(), tell: () => {}, pollMs: 1 };
  addHotStatus(sandbox);
  return { rig, found: await setUp({ ...on, calls: () => undefined }, {}, shipped) };
}

describe.each([
  ['Private', 'None'],
  ['Public Read Only', 'Read'],
  ['Public Read/Write', 'Edit'],
] as const)('in an org whose records are %s', (word, access) => {
  const sharing = { Lead: access, Contact: access, Opportunity: access };

  test('what others own gets its owner, status and score once it is set up', async () => {
    const { rig, found } = await start(sharing);
    await using closing = rig;
    expect(of(found, people)).toMatchObject({ state: 'there', sentence: expect.stringContaining(`Lead is ${word}`) });
    const theirs = [closing.sandbox.addLead({ OwnerId: rig.bob }), closing.sandbox.addContact({ OwnerId: rig.bob })];
    const write = { ownerId: rig.ann, hotStatus: true, score: 82 } as const;
    const outcomes = await rig.crm.writeLeads(theirs.map((leadId) => ({ leadId, ...write })));
    expect(outcomes).toEqual([{ ok: true }, { ok: true }]);
    const [lead, contact] = theirs.map((id, at) => rig.sandbox.row(at === 0 ? 'Lead' : 'Contact', id));
    expect(lead).toMatchObject({ OwnerId: rig.ann, Status: hotStatus, Lead_Score__c: 82 });
    expect(contact).toMatchObject({ OwnerId: rig.ann, Hot_Lead_Status__c: hotStatus });
  });

  test('without Modify All that is refused, and setting up says which objects and what to do', async () => {
    const without = shippedWith('<modifyAllRecords>true<', '<modifyAllRecords>false<');
    const { rig, found } = await start(sharing, without);
    await using closing = rig;
    const lacks = access === 'Edit' ? ['Contact'] : ['Lead', 'Contact'];
    const steps = lacks.map((object) => expect.stringContaining(`Object Settings > ${object} > Edit: "Modify All"`));
    expect(of(found, people)).toMatchObject({ state: 'missing', left: 'hand', steps });
    const leadId = closing.sandbox.addContact({ OwnerId: rig.bob });
    const refused = { ok: false, failure: { kind: 'permanent' } };
    expect(await rig.crm.writeLeads([{ leadId, ownerId: rig.ann }])).toMatchObject([refused]);
  });
});

test('opportunities that our user may not mark are told, with what is lost', async () => {
  const { rig, found } = await start({ Opportunity: 'None' });
  await using _closing = rig;
  expect(of(found, deals)).toMatchObject({ left: 'look', sentence: expect.stringContaining('"Hot Lead Value"') });
});

test('an org that keeps nothing from anybody is told nothing to do', async () => {
  const { rig, found } = await start({});
  await using _closing = rig;
  expect(of(found, people)).toMatchObject({ state: 'there' });
  expect(found.filter(({ what }) => what === deals)).toEqual([]);
});

test('where contacts are shared as their accounts are, it is the accounts that count', async () => {
  const without = shippedWith('<modifyAllRecords>true<', '<modifyAllRecords>false<');
  const { rig, found } = await start({ Account: 'None', Contact: 'ControlledByParent' }, without);
  await using _closing = rig;
  expect(of(found, people).sentence).toContain('Contact is Private');
});
