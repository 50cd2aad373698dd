import { describe, expect, test } from '@jest/globals';
import type { CrmDeal } from '../crm.ts';
import type { CrmUnderTest, Start } from './under-test.ts';

type Told = CrmDeal & { leadIds: string[] };

export function dealTests(start: Start): void {
  describe('deals', () => {
    test('come with all people they are about, their amount, state, owner and when they began', async () => {
      await using on = await start();
      const leadIds = await on.makeLeads(3);
      const began = on.now();
      const id = await on.makeDeal({ state: 'open', ownerId: on.reps.ann, amount: 1_200.5 }, leadIds.slice(0, 2));
      const bare = await on.makeDeal({ state: 'lost' }, []);
      const { deals } = await pullDeals(on);
      const told = (wanted: string) => deals.find((deal) => deal.id === wanted);
      const open = { state: 'open', ownerId: on.reps.ann, amount: 1_200.5, createdAt: began, changedAt: began };
      expect(told(id)).toMatchObject(open);
      expect(new Set(told(id)?.leadIds)).toEqual(new Set(leadIds.slice(0, 2)));
      expect(told(bare)).toMatchObject({ state: 'lost', leadIds: [], createdAt: began });
      expect(told(bare)).not.toHaveProperty('amount');
    });

    test('are told the same when a lead is asked about', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      await on.makeDeal({ state: 'won', ownerId: on.reps.bob, amount: 70 }, [leadId]);
      const { deals } = await pullDeals(on);
      const own = (await on.crm.readRelations([{ leadId }])).get(leadId)?.deals;
      expect(deals).toEqual(own?.map((deal) => ({ ...deal, leadIds: [leadId] })));
    });

    test('a deal that ends comes with the cursor kept, and none that nobody touched for long', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      const id = await on.makeDeal({ state: 'open' }, [leadId]);
      const first = await pullDeals(on);
      await on.endDeal(id, 'won');
      const second = await pullDeals(on, first.cursor);
      expect(first.deals.map(({ state }) => state)).toEqual(['open']);
      expect(second.deals).toMatchObject([{ id, state: 'won', leadIds: [leadId], changedAt: on.now() }]);
    });

    test('none is lost when deals change between the pages', async () => {
      await using on = await start();
      const ids: string[] = [];
      for (let n = 0; n < 450; n++) ids.push(await on.makeDeal({ state: 'open' }, []));
      let ended = 0;
      const { deals } = await pullDeals(on, undefined, async () => {
        // A deal of an earlier page moves to the end of the list.
        if (ended < 3) await on.endDeal(ids[ended++] ?? '', 'lost');
      });
      expect(new Set(deals.map(({ id }) => id))).toEqual(new Set(ids));
      const last = new Map(deals.map(({ id, state }) => [id, state]));
      expect(ids.slice(0, 4).map((id) => last.get(id))).toEqual(['lost', 'lost', 'lost', 'open']);
    });

    test('one thrown away does not come', async () => {
      await using on = await start();
      const [gone, kept] = [await on.makeDeal({ state: 'open' }, []), await on.makeDeal({ state: 'won' }, [])];
      await on.deleteDeal(gone);
      expect((await pullDeals(on)).deals.map(({ id }) => id)).toEqual([kept]);
    });

    test('a failed page leaves the cursor good for another try', async () => {
      await using on = await start();
      await on.makeDeal({ state: 'open' }, []);
      const { cursor } = await pullDeals(on);
      const late = await on.makeDeal({ state: 'open' }, []);
      on.spoil('dealsSince', 'unavailable');
      await expect(on.crm.dealsSince(cursor, 0)).rejects.toMatchObject({ kind: 'retry' });
      expect((await pullDeals(on, cursor)).deals.map(({ id }) => id)).toContain(late);
    });
  });
}

/** All pages, in the order they came; a deal that came twice is there twice. */
async function pullDeals(
  on: CrmUnderTest,
  cursor?: string,
  between: () => Promise<void> | void = () => {},
): Promise<{ deals: Told[]; cursor: string | undefined }> {
  const deals: Told[] = [];
  for (let page = 0; page < 100; page++) {
    const answer = await on.crm.dealsSince(cursor, 0);
    deals.push(...answer.deals);
    await between();
    cursor = answer.cursor;
    if (!answer.more) return { deals, cursor };
  }
  throw new Error('dealsSince says "more" for ever');
}
