import { describe, expect, test } from '@jest/globals';
import type { Start } from './under-test.ts';

export function matchTests(start: Start): void {
  describe('finding people, where it can', () => {
    test('each is found by the address, whatever its case, in the order asked; nobody is an empty list', async () => {
      await using on = await start();
      if (on.crm.matches === undefined) return;
      const leadIds = await on.makeLeads(3);
      const { people } = await on.crm.readLeads(leadIds);
      const email = (id: string | undefined) => people.find((person) => person.id === id)?.email ?? '';
      const asked = [{ email: email(leadIds[2]).toUpperCase() }, { email: 'nobody@example.org' }, {}];
      expect(await on.crm.matches([...asked, { email: email(leadIds[0]) }])).toEqual([
        [leadIds[2]],
        [],
        [],
        [leadIds[0]],
      ]);
    });

    test('nobody who is gone is found', async () => {
      await using on = await start();
      if (on.crm.matches === undefined) return;
      const [leadId = ''] = await on.makeLeads(1);
      const email = (await on.crm.readLeads([leadId])).people[0]?.email ?? '';
      await on.deleteLead(leadId);
      expect(await on.crm.matches([{ email }])).toEqual([[]]);
    });
  });
}
