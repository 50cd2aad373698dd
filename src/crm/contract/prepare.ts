import { describe, expect, test } from '@jest/globals';
import type { Start } from './under-test.ts';

export function prepareTests(start: Start): void {
  describe('preparing', () => {
    test('every Lead Status that was there is still there, with one more where no command sets the CRM up', async () => {
      await using on = await start();
      const before = await on.leadStatuses();
      expect(await on.crm.prepare()).toMatchObject({ problems: [] });
      const after = await on.leadStatuses();
      expect(after).toEqual(expect.arrayContaining(before));
      expect(after).toHaveLength(before.length + (on.setUpByCommand ? 0 : 1));
    });

    test('preparing twice does nothing the second time', async () => {
      await using on = await start();
      await on.crm.prepare();
      const before = await on.leadStatuses();
      expect(await on.crm.prepare()).toMatchObject({ done: [], problems: [] });
      expect(await on.leadStatuses()).toEqual(before);
    });
  });
}
