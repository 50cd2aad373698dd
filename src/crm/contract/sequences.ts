import { describe, expect, test } from '@jest/globals';
import type { Start } from './under-test.ts';

export function sequenceTests(start: Start): void {
  describe("the CRM's own sequences, where it has some", () => {
    test('a lead is put into one once, however often that is asked', async () => {
      await using on = await start();
      const sequence = await on.makeSequence?.();
      if (on.crm.enroll === undefined || sequence === undefined) return;
      const [leadId = ''] = await on.makeLeads(1);
      expect(await on.crm.enroll({ leadId, sequence })).toEqual({ kind: 'enrolled' });
      expect(await on.sequenceOf?.(leadId)).toBe(sequence.id);
      expect(await on.crm.enroll({ leadId, sequence })).toEqual({ kind: 'already', sequence: sequence.id });
    });

    test('after a lost answer it is looked at first', async () => {
      await using on = await start();
      const sequence = await on.makeSequence?.();
      if (on.crm.enroll === undefined || sequence === undefined) return;
      const [leadId = ''] = await on.makeLeads(1);
      on.spoil('enroll', 'lostAnswer');
      await expect(on.crm.enroll({ leadId, sequence })).rejects.toMatchObject({ kind: 'retry', outcomeUnknown: true });
      expect(await on.crm.enroll({ leadId, sequence })).toMatchObject({ kind: 'already' });
    });

    test('one that is not there, and a sender who is nobody, are said to be unsupported', async () => {
      await using on = await start();
      const sequence = await on.makeSequence?.();
      if (on.crm.enroll === undefined || sequence === undefined) return;
      const [leadId = ''] = await on.makeLeads(1);
      const strangers = [
        { ...sequence, sender: 'nobody@example.com' },
        { ...sequence, id: 'none' },
      ];
      for (const wrong of strangers)
        expect(await on.crm.enroll({ leadId, sequence: wrong })).toMatchObject({ kind: 'unsupported' });
      expect(await on.sequenceOf?.(leadId)).toBeUndefined();
    });
  });
}
