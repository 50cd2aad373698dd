import { describe, expect, test } from '@jest/globals';
import type { CrmUnderTest, Start } from './under-test.ts';

export function changeTests(start: Start): void {
  describe('changes', () => {
    test('nothing is lost when records change between the pages', async () => {
      await using on = await start();
      const leadIds = await on.makeLeads(450);
      const begin = on.now() - 3_600_000;
      const seen = new Set<string>();
      let touched = 0;
      await pullAll(on, undefined, begin, async (ids) => {
        ids.forEach((id) => seen.add(id));
        // A record of an earlier page moves to the end of the list.
        if (touched < 3) await on.touchLead(leadIds[touched++] ?? '');
      });
      expect(seen.size).toBe(450);
    });

    test('a later change comes with the cursor kept, and its key is its own', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      const begin = on.now() - 3_600_000;
      const first = await pullAll(on, undefined, begin);
      await on.touchLead(leadId);
      const second = await pullAll(on, first.cursor, begin);
      const fresh = second.keys.filter((key) => !first.keys.includes(key));
      expect(first.keys).toHaveLength(1);
      expect(fresh).toHaveLength(1);
    });

    test('a failed page leaves the cursor good for another try', async () => {
      await using on = await start();
      await on.makeLeads(2);
      const begin = on.now() - 3_600_000;
      on.spoil('changesSince', 'unavailable');
      await expect(on.crm.changesSince(undefined, begin)).rejects.toMatchObject({ kind: 'retry' });
      expect((await pullAll(on, undefined, begin)).keys).toHaveLength(2);
    });
  });
}

async function pullAll(
  on: CrmUnderTest,
  cursor: string | undefined,
  begin: number,
  between: (leadIds: string[]) => Promise<void> | void = () => {},
): Promise<{ keys: string[]; cursor: string }> {
  const keys = new Set<string>();
  for (let page = 0; page < 100; page++) {
    const answer = await on.crm.changesSince(cursor, begin);
    answer.changes.forEach(({ key }) => keys.add(key));
    await between(answer.changes.map(({ leadId }) => leadId));
    cursor = answer.cursor;
    if (!answer.more) return { keys: [...keys], cursor };
  }
  throw new Error('changesSince says "more" for ever');
}
