import { expect, test } from '@jest/globals';
import { flag } from '../../sandbox/salesforce/fields.ts';
import { startRig } from '../../testing/salesforceRig.ts';

const Email = 'eve@example.com';

/** An org that has person accounts: a contact of a company, and one who is a person account, of one address. */
async function orgWithPersonAccounts() {
  const rig = await startRig();
  rig.sandbox.addField('Contact', flag('IsPersonAccount'));
  const contact = rig.sandbox.addContact({ Email });
  const personAccount = rig.sandbox.addContact({ Email, IsPersonAccount: true });
  return { ...rig, contact, personAccount, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() };
}

test('a person account is not listed, and not counted', async () => {
  await using rig = await orgWithPersonAccounts();
  const { people } = await rig.crm.listLeads(undefined);
  expect(people.map(({ id }) => id)).toEqual([rig.contact]);
  expect(await rig.crm.countLeads()).toBe(1);
});

test('a person account is gone to whoever asks for it', async () => {
  await using rig = await orgWithPersonAccounts();
  const { people, gone } = await rig.crm.readLeads([rig.contact, rig.personAccount]);
  expect([people.map(({ id }) => id), gone]).toEqual([[rig.contact], [rig.personAccount]]);
});

test('a change of a person account is none', async () => {
  await using rig = await orgWithPersonAccounts();
  rig.clock.advance(60_000);
  const { changes } = await rig.crm.changesSince(undefined, 0);
  expect(changes.map(({ leadId }) => leadId)).toEqual([rig.contact]);
});

test('a Lead that became a person account lives on as nobody', async () => {
  await using rig = await orgWithPersonAccounts();
  const [lead, other] = [rig.sandbox.addLead(), rig.sandbox.addLead()];
  const { contactId } = rig.sandbox.convertLead(lead);
  rig.sandbox.setRecord(contactId, { IsPersonAccount: true });
  const { contactId: into } = rig.sandbox.convertLead(other);
  rig.clock.advance(60_000);
  const { changes } = await rig.crm.changesSince(undefined, 0);
  const told = changes.flatMap((change) => (change.leadId.startsWith('00Q') ? [[change.leadId, change.into]] : []));
  expect(told).toEqual([
    [lead, undefined],
    [other, into],
  ]);
  expect((await rig.crm.readLeads([lead])).gone).toEqual([lead]);
});

test('nobody is matched with a person account', async () => {
  await using rig = await orgWithPersonAccounts();
  expect(await rig.crm.matches?.([{ email: Email }])).toEqual([[rig.contact]]);
});
