import { describe, expect, test } from '@jest/globals';
import { Failure } from '../failure.ts';
import type { Crm, NewTask } from './crm.ts';

/** What can befall one call. `lostAnswer`: it takes effect and nobody hears. `cut`: it never arrives. */
export type BadCall = 'lostAnswer' | 'cut' | 'nonsense' | 'unavailable' | { retryAfterSeconds: number };
type Operation = 'changesSince' | 'readLeads' | 'writeLeads' | 'createTasks';

/** An adapter joined to a stand-in of its vendor, on one clock, with what a person in the vendor's own screens could do. */
export type CrmUnderTest = AsyncDisposable & {
  crm: Crm;
  now(): number;
  /** Two who can own records, and one who could until deactivated. */
  reps: { ann: string; bob: string; gone: string };
  makeLeads(count: number, lead?: { ownerId?: string }): Promise<string[]>;
  /** Another value in a field of no interest, a moment later. */
  touchLead(leadId: string): Promise<void>;
  visitPage(leadId: string, url: string): Promise<void>;
  deleteLead(leadId: string): Promise<void>;
  /** As the vendor merges two records; answers the id that the person has from then on. */
  mergeLeads(kept: string, merged: string): Promise<string>;
  /** The choices of Lead Status as the CRM has them. */
  leadStatuses(): Promise<string[]>;
  taskCount(leadId: string): Promise<number>;
  /** Spoils the next call of this operation. */
  spoil(operation: Operation, bad: BadCall): void;
};

/** The tests every CRM's adapter must pass: `start` gives a fresh, empty one each time. */
export function crmContract(name: string, start: () => Promise<CrmUnderTest>): void {
  describe(`${name} keeps the CRM contract`, () => {
    taskTests(start);
    writeTests(start);
    readTests(start);
    changeTests(start);
    prepareTests(start);
  });
}

function taskTests(start: () => Promise<CrmUnderTest>): void {
  describe('tasks', () => {
    test('a task is found by its marker, and by no other', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      const [made] = await on.crm.createTasks([taskFor(on, leadId, 'hotlead:ab12')]);
      const wanted = ['hotlead:ab12', 'hotlead:ab1', 'hotlead:ab123'].map((marker) => ({ leadId, marker }));
      expect(made).toEqual({ ok: true, taskId: expect.any(String) });
      expect([...(await on.crm.findTasks(wanted))]).toEqual([['hotlead:ab12', made?.ok && made.taskId]]);
    });

    test.each<[BadCall, number]>([
      ['lostAnswer', 1],
      ['nonsense', 1],
      ['cut', 0],
    ])('after a %s creating has an unknown outcome, and findTasks tells the truth', async (bad, made) => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      on.spoil('createTasks', bad);
      const [outcome] = await on.crm.createTasks([taskFor(on, leadId, 'hotlead:lost')]);
      expect(failureIn(outcome)).toMatchObject({ kind: 'retry', outcomeUnknown: true });
      expect((await on.crm.findTasks([{ leadId, marker: 'hotlead:lost' }])).size).toBe(made);
      expect(await on.taskCount(leadId)).toBe(made);
    });

    test('a lead that is gone does not sink the other tasks of its batch', async () => {
      await using on = await start();
      const [first = '', gone = '', last = ''] = await on.makeLeads(3);
      await on.deleteLead(gone);
      const tasks = [first, gone, last].map((leadId) => taskFor(on, leadId, `hotlead:${leadId}`));
      const outcomes = await on.crm.createTasks(tasks);
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
      expect(failureIn(outcomes[1])).toMatchObject({ kind: 'permanent', outcomeUnknown: false });
      expect(await Promise.all([first, last].map((leadId) => on.taskCount(leadId)))).toEqual([1, 1]);
    });

    test('a lead without tasks has none to find', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      expect((await on.crm.findTasks([{ leadId, marker: 'hotlead:none' }])).size).toBe(0);
    });

    test('a refused creation is known not to have happened', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      on.spoil('createTasks', { retryAfterSeconds: 7 });
      const [outcome] = await on.crm.createTasks([taskFor(on, leadId, 'hotlead:later')]);
      expect(failureIn(outcome)).toMatchObject({
        kind: 'rateLimited',
        retryAt: on.now() + 7_000,
        outcomeUnknown: false,
      });
    });
  });
}

function writeTests(start: () => Promise<CrmUnderTest>): void {
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

function readTests(start: () => Promise<CrmUnderTest>): void {
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

function changeTests(start: () => Promise<CrmUnderTest>): void {
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

function prepareTests(start: () => Promise<CrmUnderTest>): void {
  describe('preparing', () => {
    test('every Lead Status that was there is still there, with one more', async () => {
      await using on = await start();
      const before = await on.leadStatuses();
      expect(await on.crm.prepare()).toMatchObject({ problems: [] });
      const after = await on.leadStatuses();
      expect(after).toEqual(expect.arrayContaining(before));
      expect(after).toHaveLength(before.length + 1);
    });

    test('preparing twice does nothing the second time', async () => {
      await using on = await start();
      await on.crm.prepare();
      const before = await on.leadStatuses();
      expect(await on.crm.prepare()).toEqual({ done: [], problems: [] });
      expect(await on.leadStatuses()).toEqual(before);
    });
  });
}

function byTime(a: { at: number }, b: { at: number }): number {
  return a.at - b.at;
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

function taskFor(on: CrmUnderTest, leadId: string, marker: string): NewTask {
  const subject = 'HOT LEAD: Contact within 1 hour - pricing page';
  return {
    leadId,
    marker,
    subject,
    body: 'Pricing page & docs,\n3 times',
    dueAt: on.now() + 3_600_000,
    ownerId: on.reps.ann,
  };
}

function failureIn(outcome: { ok: true } | { ok: false; failure: Error } | undefined): Failure {
  if (outcome?.ok === false) return Failure.from(outcome.failure);
  throw new Error('expected a failed outcome');
}
