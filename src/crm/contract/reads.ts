import { describe, expect, test } from '@jest/globals';
import type { BadCall, Start } from './under-test.ts';

export function readTests(start: Start): void {
  describe('reading', () => {
    test('the same activity has the same source id at every reading', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      await on.visitPage(leadId, 'https://example.com/pricing');
      const first = (await on.crm.readLeads([leadId])).people[0]?.activities ?? [];
      await on.visitPage(leadId, 'https://example.com/docs');
      const second = (await on.crm.readLeads([leadId])).people[0]?.activities ?? [];
      expect(first.map(({ name }) => name)).toContain('https://example.com/pricing');
      expect(second).toEqual(expect.arrayContaining(first));
      expect(second.map(({ name }) => name)).toContain('https://example.com/docs');
      expect(new Set(second.map(({ sourceId }) => sourceId)).size).toBe(second.length);
    });

    test('a merge takes no activity away and gives none another source id', async () => {
      await using on = await start();
      const [one = '', two = ''] = await on.makeLeads(2);
      await on.visitPage(one, 'https://example.com/pricing');
      await on.visitPage(two, 'https://example.com/docs');
      await on.visitPage(two, 'https://example.com/pricing');
      const before = (await on.crm.readLeads([one, two])).people.flatMap(({ activities }) => activities);
      const mergedId = await on.mergeLeads(one, two);
      const [merged] = (await on.crm.readLeads([mergedId])).people;
      const views = before.filter(({ kind }) => kind === 'page_view');
      expect(views).toHaveLength(3);
      expect(merged?.activities.filter(({ kind }) => kind === 'page_view')).toEqual(views.toSorted(byTime));
      expect(merged?.activities).toEqual(expect.arrayContaining(before));
    });

    test('a lead says when its owner got it, and when somebody last got in touch', async () => {
      await using on = await start();
      const [leadId = '', nobodys = ''] = await on.makeLeads(2);
      await on.crm.writeLeads([{ leadId, ownerId: on.reps.ann }]);
      const read = async () => (await on.crm.readLeads([leadId])).people[0];
      expect((await read())?.touchedAt).toBe(on.forgetsOwners ? undefined : on.now());
      expect((await read())?.contactedAt).toBeUndefined();
      await on.touchLead(leadId);
      const call = { kind: 'call', by: 'rep', happened: true, at: on.now(), ownerId: on.reps.ann } as const;
      await on.makeTouch(leadId, call);
      expect(await read()).toMatchObject({ touchedAt: on.now(), contactedAt: on.now() });
      expect((await on.crm.readLeads([nobodys])).people[0]?.touchedAt).toBeUndefined();
    });

    test('a record says when it was last changed', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      await on.touchLead(leadId);
      expect((await on.crm.readLeads([leadId])).people[0]?.modifiedAt).toBe(on.now());
    });

    test('a whole batch is read, and what no longer exists is said to be gone', async () => {
      await using on = await start();
      const leadIds = await on.makeLeads(on.crm.batchSize);
      await on.deleteLead(leadIds[1] ?? '');
      const { people, gone, unreadable } = await on.crm.readLeads(leadIds);
      expect({ gone, unreadable }).toEqual({ gone: [leadIds[1]], unreadable: [] });
      expect(new Set(people.map(({ id }) => id))).toEqual(new Set(leadIds.filter((id) => id !== leadIds[1])));
    });

    test('of another CRM’s id nobody says that it is gone: it is unreadable beside those who are read', async () => {
      await using on = await start();
      const [id = ''] = await on.makeLeads(1);
      const { people, gone, unreadable } = await on.crm.readLeads(['elsewhere:101', id]);
      expect(people.map((person) => person.id)).toEqual([id]);
      expect({ gone, unreadable }).toEqual({ gone: [], unreadable: ['elsewhere:101'] });
      expect(await on.crm.readLeads(['elsewhere:102'])).toEqual({
        people: [],
        gone: [],
        unreadable: ['elsewhere:102'],
      });
    });

    test.each<[string, BadCall, object]>([
      ['a 429 with its time', { retryAfterSeconds: 9 }, { kind: 'rateLimited' }],
      ['a 503', 'unavailable', { kind: 'retry', outcomeUnknown: false }],
      ['a cut connection', 'cut', { kind: 'retry', outcomeUnknown: false }],
      ['a body that is nonsense', 'nonsense', { kind: 'retry', outcomeUnknown: false }],
    ])('%s throws its kind of failure', async (_what, bad, expected) => {
      await using on = await start();
      const leadIds = await on.makeLeads(1);
      on.spoil('readLeads', bad);
      const failure: unknown = await on.crm.readLeads(leadIds).catch((error: unknown) => error);
      expect(failure).toMatchObject(typeof bad === 'object' ? { ...expected, retryAt: on.now() + 9_000 } : expected);
    });

    test('those who left are told of as inactive, the others as active', async () => {
      await using on = await start();
      const reps = await on.crm.readReps();
      const active = (id: string) => reps.find((rep) => rep.id === id)?.active;
      expect([on.reps.ann, on.reps.bob, on.reps.gone].map(active)).toEqual([true, true, false]);
    });
  });
}

function byTime(a: { at: number }, b: { at: number }): number {
  return a.at - b.at;
}
