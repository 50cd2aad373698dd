import { describe, expect, test } from '@jest/globals';
import { startRig, type SalesforceRig } from '../../testing/salesforceRig.ts';

async function pull({ crm }: SalesforceRig, from?: string) {
  const deals = [];
  let cursor = from;
  for (let pages = 0; pages < 50; pages += 1) {
    const page = await crm.dealsSince(cursor, 0);
    deals.push(...page.deals);
    cursor = page.cursor;
    if (!page.more) return { deals, cursor };
  }
  throw new Error('there is always another page');
}

describe('deals that changed', () => {
  test('when nothing changed it takes one call', async () => {
    await using rig = await startRig();
    rig.sandbox.addOpportunity();
    rig.clock.advance(3_600_000);
    const { cursor } = await pull(rig);
    rig.clock.advance(600_000);
    const second = await pull(rig, cursor);
    rig.clock.advance(60_000);
    expect(await rig.callsOf(() => pull(rig, second.cursor))).toBe(1);
  });

  test('a deal that gets another person comes again, though it did not change itself', async () => {
    await using rig = await startRig();
    const id = rig.sandbox.addOpportunity();
    const contact = rig.sandbox.addContact();
    const first = await pull(rig);
    rig.clock.advance(3_600_000);
    const second = await pull(rig, first.cursor);
    rig.sandbox.record('OpportunityContactRole', { OpportunityId: id, ContactId: contact });
    const third = await pull(rig, second.cursor);
    expect(third.deals).toMatchObject([{ id, leadIds: [contact] }]);
  });

  test('a deal that a Lead was converted to is about the Lead and the contact it became', async () => {
    await using rig = await startRig();
    const lead = rig.sandbox.addLead();
    const { contactId, opportunityId } = rig.sandbox.convertLead(lead, {});
    const told = (await pull(rig)).deals.find(({ id }) => id === opportunityId);
    expect(new Set(told?.leadIds)).toEqual(new Set([lead, contactId]));
  });

  test('of one moment all come, in pages of a few', async () => {
    await using rig = await startRig({ pageSize: 5 });
    const ids = Array.from({ length: 23 }, () => rig.sandbox.addOpportunity());
    const { deals } = await pull(rig);
    expect(deals.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  test('a cursor that cannot be read begins anew', async () => {
    await using rig = await startRig();
    const id = rig.sandbox.addOpportunity();
    expect((await pull(rig, 'nonsense')).deals).toMatchObject([{ id }]);
  });
});
