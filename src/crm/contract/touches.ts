import { describe, expect, test } from '@jest/globals';
import type { Start, TouchMade } from './under-test.ts';

export function touchTests(start: Start): void {
  describe('what reps and leads did', () => {
    test.each<Pick<TouchMade, 'kind' | 'by' | 'happened'>>([
      { kind: 'call', by: 'rep', happened: true },
      { kind: 'call', by: 'rep', happened: false },
      { kind: 'email', by: 'rep', happened: true },
      { kind: 'email', by: 'rep', happened: false },
      { kind: 'email', by: 'lead', happened: true },
      { kind: 'email', by: 'machine', happened: true },
      { kind: 'meeting', by: 'rep', happened: true },
      { kind: 'meeting', by: 'rep', happened: false },
      { kind: 'message', by: 'rep', happened: true },
    ])('$kind by $by, happened: $happened', async (what) => {
      await using on = await start();
      const [leadId = '', other = ''] = await on.makeLeads(2);
      const at = on.now() - 60_000;
      await on.makeTouch(leadId, { ...what, at, ownerId: on.reps.ann });
      const touches = await on.crm.readTouches([leadId, other].map((id) => ({ leadId: id, since: at })));
      expect(touches.get(leadId)).toEqual([{ id: expect.any(String), at, ownerId: on.reps.ann, ...what }]);
      expect(touches.get(other)).toEqual([]);
    });

    test('each lead has what it asked for: the same moment counts, what was before does not', async () => {
      await using on = await start();
      const [late = '', early = ''] = await on.makeLeads(2);
      const at = on.now() - 60_000;
      for (const leadId of [late, early])
        await on.makeTouch(leadId, { kind: 'call', by: 'rep', happened: true, at, ownerId: on.reps.ann });
      const touches = await on.crm.readTouches([
        { leadId: late, since: at + 1 },
        { leadId: early, since: at },
      ]);
      expect([touches.get(late)?.length, touches.get(early)?.length]).toEqual([0, 1]);
    });

    test('a touch has the same id at every reading, and another than any other', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      const at = on.now() - 60_000;
      for (const kind of ['call', 'email', 'meeting', 'message', 'call'] as const)
        await on.makeTouch(leadId, { kind, by: 'rep', happened: true, at, ownerId: on.reps.ann });
      const read = async () => (await on.crm.readTouches([{ leadId, since: 0 }])).get(leadId)?.map(({ id }) => id);
      const first = await read();
      expect(new Set(first).size).toBe(5);
      expect(new Set(await read())).toEqual(new Set(first));
    });

    test('when a reading fails nobody is told that nothing happened', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      await on.makeTouch(leadId, { kind: 'call', by: 'rep', happened: true, at: on.now(), ownerId: on.reps.ann });
      on.spoil('readCalls', 'unavailable');
      await expect(on.crm.readTouches([{ leadId, since: 0 }])).rejects.toMatchObject({ kind: 'retry' });
    });
  });
}
