import { describe, expect, test } from '@jest/globals';
import { startRig } from '../../testing/salesforceRig.ts';

describe('whose a lead may be', () => {
  test('an open deal of the account that names nobody is that of its contacts; one that names somebody is theirs', async () => {
    await using rig = await startRig();
    const { sandbox } = rig;
    const AccountId = sandbox.addAccount({ Name: 'Acme', OwnerId: rig.bob });
    const [ada, bea] = [sandbox.addContact({ AccountId }), sandbox.addContact({ AccountId })];
    const unnamed = sandbox.addOpportunity({ AccountId, OwnerId: rig.ann });
    const beas = sandbox.addOpportunity({ AccountId, OwnerId: rig.ann }, [{ contact: bea }]);
    sandbox.addOpportunity({ AccountId, StageName: 'Closed Lost' });
    const relations = await rig.crm.readRelations([{ leadId: ada }, { leadId: bea }]);
    const told = (id: string) => relations.get(id)?.deals.map((deal) => deal.id);
    expect([told(ada), told(bea)]).toEqual([[unnamed], [beas, unnamed]]);
    expect(relations.get(ada)?.companies).toMatchObject([{ id: AccountId, associated: 'primary', ownerId: rig.bob }]);
  });

  test('what is hidden from the user we are is left out, and the rest is told', async () => {
    await using rig = await startRig();
    const AccountId = rig.sandbox.addAccount({ Name: 'Acme' });
    const contact = rig.sandbox.addContact({ AccountId });
    const id = rig.sandbox.addOpportunity({ Amount: 500 }, [{ contact }]);
    rig.sandbox.addField('Opportunity', { name: 'Amount', type: 'currency', visible: false });
    rig.sandbox.addField('Account', { name: 'Website', type: 'url', visible: false });
    const relations = await rig.crm.readRelations([
      { leadId: contact },
      { leadId: rig.sandbox.addLead(), domain: 'a.b' },
    ]);
    expect(relations.get(contact)).toMatchObject({ deals: [{ id }], companies: [{ id: AccountId }] });
    expect(relations.get(contact)?.deals[0]).not.toHaveProperty('amount');
    expect((await rig.crm.dealsSince(undefined, 0)).deals).toMatchObject([{ id, leadIds: [contact] }]);
  });

  test('a Lead has the deal that it was converted to', async () => {
    await using rig = await startRig();
    const leadId = rig.sandbox.addLead();
    const { opportunityId } = rig.sandbox.convertLead(leadId, {});
    expect((await rig.crm.readRelations([{ leadId }])).get(leadId)?.deals.map(({ id }) => id)).toEqual([opportunityId]);
  });

  test('a Lead has no account, and is told of those that may be its own', async () => {
    await using rig = await startRig();
    const id = rig.sandbox.addAccount({ Name: 'Acme', Website: 'https://WWW.acme.test/' });
    rig.sandbox.addAccount({ Name: 'Other', Website: 'https://notacme.test/' });
    const leadId = rig.sandbox.addLead();
    const relations = await rig.crm.readRelations([{ leadId, domain: 'acme.test', noCompany: true }]);
    expect(relations.get(leadId)?.companies).toMatchObject([{ id, associated: 'no', domain: 'acme.test' }]);
  });

  test.each(["O'Reilly & Sons", 'Back\\slash', 'Line\nbreak', '100 % Ünïcode'])(
    'a company called %p is found',
    async (name) => {
      await using rig = await startRig();
      const id = rig.sandbox.addAccount({ Name: name });
      const leadId = rig.sandbox.addLead();
      const found = (await rig.crm.readRelations([{ leadId, company: name }])).get(leadId)?.companies;
      expect(found?.map((company) => company.id)).toEqual([id]);
    },
  );

  test('200 contacts of accounts take one call, and 200 Leads without any few', async () => {
    await using rig = await startRig();
    const AccountId = rig.sandbox.addAccount();
    const contacts = rig.sandbox.bulk('Contact', 200, (n) => ({ LastName: `${n}`, AccountId, IsDeleted: false }));
    const leads = rig.sandbox.bulk('Lead', 200, (n) => ({ LastName: `${n}`, Company: 'x', IsDeleted: false }));
    await rig.crm.readRelations(contacts.slice(0, 1).map((leadId) => ({ leadId })));
    const known = await rig.callsOf(() => rig.crm.readRelations(contacts.map((leadId) => ({ leadId }))));
    const unknown = await rig.callsOf(() =>
      rig.crm.readRelations(
        leads.map((leadId, n) => ({
          leadId,
          domain: `company-${n}.example`,
          company: `Company ${n}`,
          phone: `+1 ${n}`,
        })),
      ),
    );
    expect([known, unknown]).toEqual([1, 3]);
  });

  test("the org's own field for the CSM is read where accounts have it", async () => {
    await using rig = await startRig();
    const { salesforceCrm } = await import('./salesforce.ts');
    const { sandbox } = rig;
    const session = async () => ({ accessToken: sandbox.token, instanceUrl: sandbox.url });
    const now = () => rig.clock.now();
    const shared = { session, takeTurn: async () => {}, now, instanceUrl: sandbox.url };
    sandbox.addField('Account', { name: 'Csm__c', type: 'reference', referenceTo: ['User'], visible: true });
    const contact = sandbox.addContact({ AccountId: sandbox.addAccount({ Csm__c: rig.ann }) });
    const csmOf = async (csmField: string) => {
      const relations = await salesforceCrm({ ...shared, csmField }).readRelations([{ leadId: contact }]);
      return relations.get(contact)?.companies[0]?.csmId;
    };
    expect([await csmOf('Csm__c'), await csmOf('Nobody__c')]).toEqual([rig.ann, undefined]);
  });
});
