import { describe, expect, test } from '@jest/globals';
import type { CrmUnderTest, Start } from './under-test.ts';

export function listingTests(start: Start): void {
  describe('listing everybody', () => {
    test('all come, each once, in an order that stays the same', async () => {
      await using on = await start();
      const leadIds = await on.makeLeads(230);
      const first = await listAll(on);
      expect(first.toSorted()).toEqual(leadIds.toSorted());
      expect(await listAll(on)).toEqual(first);
    });

    test('nobody is lost, and nobody who is added meanwhile', async () => {
      await using on = await start();
      const leadIds = await on.makeLeads(150);
      const added: string[] = [];
      const seen = await listAll(on, async () => {
        if (added.length === 0) added.push(...(await on.makeLeads(1)));
      });
      expect(new Set(seen)).toEqual(new Set([...leadIds, ...added]));
    });

    test('a record that is changed meanwhile neither moves nor pushes another out', async () => {
      await using on = await start();
      const leadIds = await on.makeLeads(150);
      const seen = await listAll(on, () => on.touchLead(leadIds[0] ?? ''));
      expect(seen.toSorted()).toEqual(leadIds.toSorted());
    });

    test('a person is told as when read alone, with all activity', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1, { ownerId: on.reps.ann });
      await on.visitPage(leadId, 'https://example.com/pricing');
      const { people } = await on.crm.listLeads(undefined);
      expect(people).toEqual((await on.crm.readLeads([leadId])).people);
    });

    test('there are about as many as are counted', async () => {
      await using on = await start();
      await on.makeLeads(7);
      expect(await on.crm.countLeads()).toBe(7);
    });

    test('of nobody there is one empty page', async () => {
      await using on = await start();
      expect(await on.crm.listLeads(undefined)).toEqual({ people: [], unreadable: [], cursor: undefined });
    });
  });
}

async function listAll(on: CrmUnderTest, between: () => Promise<void> = async () => {}): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 100; pages++) {
    const page = await on.crm.listLeads(cursor);
    seen.push(...page.people.map(({ id }) => id), ...page.unreadable);
    if (page.cursor === undefined) return seen;
    cursor = page.cursor;
    await between();
  }
  throw new Error('listLeads has always another page');
}
