import { describe, expect, test } from '@jest/globals';
import type { Activity, Source } from '../crm.ts';
import type { CrmUnderTest, Start } from './under-test.ts';

export function sourceTests(start: Start, sources: string[]): void {
  describe('streams of activity', () => {
    test('are these, each named once', async () => {
      await using on = await start();
      expect(on.crm.sources.map(({ id }) => id).toSorted()).toEqual(sources.toSorted());
    });

    // A vendor without any has nothing more to show: `each` takes no empty table.
    if (sources.length === 0) return;

    describe.each(sources)('%s', (id) => {
      test('tells what happened since, of whom, and that it was this source', async () => {
        await using on = await start();
        const [leadId = '', other = ''] = await on.makeLeads(2);
        await on.act(id, other);
        const startAt = await on.wait();
        await on.act(id, leadId);
        const { told } = await readAll(sourceOf(on, id), undefined, startAt);
        const theirs = told.filter((one) => one.leadId === leadId);
        expect(theirs).toHaveLength(1);
        expect(theirs[0]?.activity).toMatchObject({ from: id });
        expect(theirs[0]?.activity.at).toBeGreaterThanOrEqual(startAt);
      });

      test('the same activity has the same source id at every reading, and no other has it', async () => {
        await using on = await start();
        const leadIds = await on.makeLeads(3);
        const startAt = await on.wait();
        for (const leadId of leadIds) await on.act(id, leadId);
        const first = await readAll(sourceOf(on, id), undefined, startAt);
        const again = await readAll(sourceOf(on, id), undefined, startAt);
        expect(again.told).toEqual(first.told);
        expect(new Set(first.told.map(({ activity }) => activity.sourceId)).size).toBe(3);
      });

      test('a later activity comes with the cursor kept, and the overlap repeats only what it told', async () => {
        await using on = await start();
        const [leadId = '', later = ''] = await on.makeLeads(2);
        const startAt = await on.wait();
        await on.act(id, leadId);
        const first = await readAll(sourceOf(on, id), undefined, startAt);
        await on.wait();
        await on.act(id, later);
        const second = await readAll(sourceOf(on, id), first.cursor, startAt);
        const known = new Set(first.told.map(({ activity }) => activity.sourceId));
        const fresh = second.told.filter(({ activity }) => !known.has(activity.sourceId));
        expect(fresh.map((one) => one.leadId)).toEqual([later]);
      });

      test('nothing is missing before `upTo`, which never goes back', async () => {
        await using on = await start();
        const [leadId = ''] = await on.makeLeads(1);
        const startAt = await on.wait();
        await on.act(id, leadId);
        const first = await readAll(sourceOf(on, id), undefined, startAt);
        expect(first.upTo).toBeGreaterThanOrEqual(startAt);
        expect(first.upTo).toBeLessThanOrEqual(on.now() + 1);
        await on.wait();
        const second = await readAll(sourceOf(on, id), first.cursor, startAt);
        expect(second.upTo).toBeGreaterThanOrEqual(first.upTo);
      });

      test('a cursor that cannot be read begins anew', async () => {
        await using on = await start();
        const [leadId = ''] = await on.makeLeads(1);
        const startAt = await on.wait();
        await on.act(id, leadId);
        expect((await readAll(sourceOf(on, id), 'nonsense', startAt)).told).toHaveLength(1);
      });
    });
  });
}

function sourceOf(on: CrmUnderTest, id: string): Source {
  const source = on.crm.sources.find((one) => one.id === id);
  if (source === undefined) throw new Error(`there is no source ${id}`);
  return source;
}

type Read = { told: { leadId: string; activity: Activity }[]; cursor: string | undefined; upTo: number };

async function readAll(source: Source, from: string | undefined, startAt: number): Promise<Read> {
  const told: Read['told'] = [];
  let cursor = from;
  for (let pages = 0; pages < 100; pages++) {
    const page = await source.since(cursor, startAt);
    if ('absent' in page) throw new Error(`${source.id} is absent: ${page.absent}`);
    told.push(...page.found.flatMap(({ leadId, activities }) => activities.map((activity) => ({ leadId, activity }))));
    cursor = page.cursor;
    if (!page.more) return { told, cursor, upTo: page.upTo };
  }
  throw new Error(`${source.id} says "more" for ever`);
}
