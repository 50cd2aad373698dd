import { describe, expect, test } from '@jest/globals';
import { failureIn, type BadCall, type Start } from './under-test.ts';

export function writeTests(start: Start): void {
  describe('writing leads', () => {
    test('one bad record does not sink its batch, and outcomes come in the order given', async () => {
      await using on = await start();
      await on.crm.prepare();
      const [first = '', bad = '', gone = '', last = ''] = await on.makeLeads(4);
      await on.deleteLead(gone);
      const outcomes = await on.crm.writeLeads([
        { leadId: first, ownerId: on.reps.ann },
        { leadId: bad, ownerId: 'nobody' },
        { leadId: gone, ownerId: on.reps.ann },
        { leadId: last, ownerId: on.reps.bob },
      ]);
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, true]);
      expect(outcomes.slice(1, 3).map((outcome) => failureIn(outcome).kind)).toEqual(['permanent', 'permanent']);
      const { people } = await on.crm.readLeads([first, last]);
      expect(people.map(({ ownerId }) => ownerId)).toEqual([on.reps.ann, on.reps.bob]);
    });

    test('only what is given is written: an owner is kept', async () => {
      await using on = await start();
      await on.crm.prepare();
      const [leadId = ''] = await on.makeLeads(1, { ownerId: on.reps.ann });
      const write = { leadId, score: 82, tier: 'tier_1', reason: 'asked for a demo', hotSince: on.now() } as const;
      expect(await on.crm.writeLeads([{ ...write, scoredAt: on.now(), hotStatus: true }])).toEqual([{ ok: true }]);
      const { people } = await on.crm.readLeads([leadId]);
      expect(people[0]).toMatchObject({ ownerId: on.reps.ann });
      expect(people[0]?.status).toMatch(/hot/i);
    });

    test.each([
      ['another value', 'restored'],
      ['nothing', null],
    ])('a status that follows the hot one becomes %s, but not where a person chose meanwhile', async (_what, to) => {
      await using on = await start();
      await on.crm.prepare();
      const [chosen = '', other = ''] = await on.leadStatuses();
      const statusAfter = to === null ? null : other;
      const [hot = '', decided = '', never = ''] = await on.makeLeads(3);
      await on.crm.writeLeads([hot, decided].map((leadId) => ({ leadId, hotStatus: true })));
      await on.setStatus(decided, chosen);
      const writes = [hot, decided, never].map((leadId) => ({ leadId, statusAfter, score: 12 }));
      expect((await on.crm.writeLeads(writes)).map(({ ok }) => ok)).toEqual([true, true, true]);
      const { people } = await on.crm.readLeads([hot, decided, never]);
      const statusOf = (id: string) => people.find((person) => person.id === id)?.status;
      expect([hot, decided, never].map(statusOf)).toEqual([statusAfter ?? on.usualStatus, chosen, on.usualStatus]);
    });

    test('a status that follows is done also when nothing is left to write', async () => {
      await using on = await start();
      await on.crm.prepare();
      const [leadId = ''] = await on.makeLeads(1);
      await on.crm.writeLeads([{ leadId, hotStatus: true }]);
      const write = { leadId, statusAfter: null };
      expect(await on.crm.writeLeads([write])).toEqual([{ ok: true }]);
      expect(await on.crm.writeLeads([write])).toEqual([{ ok: true }]);
      expect((await on.crm.readLeads([leadId])).people[0]?.status).toBe(on.usualStatus);
    });

    test('the same write twice succeeds twice', async () => {
      await using on = await start();
      await on.crm.prepare();
      const [leadId = ''] = await on.makeLeads(1);
      const write = { leadId, score: 40, tier: 'tier_3' } as const;
      expect([...(await on.crm.writeLeads([write])), ...(await on.crm.writeLeads([write]))]).toEqual([
        { ok: true },
        { ok: true },
      ]);
    });

    test.each<[string, BadCall, object]>([
      ['a 429', { retryAfterSeconds: 3 }, { kind: 'rateLimited' }],
      ['a 503', 'unavailable', { kind: 'retry' }],
      ['a lost answer', 'lostAnswer', { kind: 'retry' }],
    ])('%s is the outcome of every record of the call', async (_what, bad, expected) => {
      await using on = await start();
      await on.crm.prepare();
      const leadIds = await on.makeLeads(2);
      on.spoil('writeLeads', bad);
      const outcomes = await on.crm.writeLeads(leadIds.map((leadId) => ({ leadId, score: 1 })));
      expect(outcomes.map(failureIn)).toMatchObject([expected, expected]);
    });
  });
}
