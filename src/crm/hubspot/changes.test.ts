import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changesSince, type Filter, type Found, type SearchPage } from './changes.ts';

const begin = 1_790_000_000_000;

/** A portal whose search shows a change only `lagMs` after it was made, as HubSpot's index does. */
function portal(options: { pageSize: number; lagMs?: number }) {
  const modified = new Map<string, number[]>();
  const clock = { now: begin };
  const everyChange = new Set<string>();
  const touch = (id: string, at = clock.now) => {
    modified.set(id, [...(modified.get(id) ?? []), at]);
    everyChange.add(id);
  };
  const asIndexed = (): Found[] =>
    [...modified].flatMap(([id, times]) => {
      const visible = times.filter((at) => at <= clock.now - (options.lagMs ?? 0));
      return visible.length === 0 ? [] : [{ id, modifiedAt: Math.max(...visible) }];
    });
  let calls = 0;
  const search: SearchPage = async (filters, sortBy) => {
    calls += 1;
    const passing = asIndexed().filter((found) => filters.every((filter) => passes(found, filter)));
    const key = (found: Found) => (sortBy === 'hs_object_id' ? Number(found.id) : found.modifiedAt);
    return passing.toSorted((a, b) => key(a) - key(b)).slice(0, options.pageSize);
  };
  return {
    clock,
    touch,
    search,
    modified,
    calls: () => calls,
    pull: changesSince(search, options.pageSize, () => clock.now),
  };
}

function passes(found: Found, { propertyName, operator, value }: Filter): boolean {
  const actual = propertyName === 'hs_object_id' ? Number(found.id) : found.modifiedAt;
  const wanted = Number(value);
  return { GTE: actual >= wanted, LTE: actual <= wanted, EQ: actual === wanted, GT: actual > wanted }[operator];
}

/** Pulls page after page until a sweep ends, doing `between` after each; more than `atMost` pages is a loop. */
async function sweep(
  crm: ReturnType<typeof portal>,
  cursor: string | undefined,
  between: () => void = () => {},
  atMost = 500,
): Promise<{ keys: string[]; cursor: string }> {
  const keys: string[] = [];
  for (let page = 0; page < atMost; page++) {
    const answer = await crm.pull(cursor, begin - 1_000_000);
    keys.push(...answer.changes.map(({ key }) => key));
    cursor = answer.cursor;
    if (!answer.more) return { keys, cursor };
    between();
  }
  throw new Error('the sweep does not end');
}

const keyOf = (id: string, at: number) => `hubspot:contact:${id}:${at}`;

describe('changesSince', () => {
  test('a bulk import of one millisecond, larger than any page, is read completely and ends', async () => {
    const crm = portal({ pageSize: 3 });
    for (let id = 1; id <= 100; id++) crm.touch(String(id), begin - 500);
    for (let id = 101; id <= 107; id++) crm.touch(String(id), begin - 400);
    const { keys } = await sweep(crm, undefined);
    expect(new Set(keys).size).toBe(107);
  });

  test('a page that ends exactly at the last record is followed by an end, not by a loop', async () => {
    const crm = portal({ pageSize: 4 });
    for (let id = 1; id <= 4; id++) crm.touch(String(id), begin - 500);
    expect(new Set((await sweep(crm, undefined)).keys).size).toBe(4);
  });

  test('a record that changes between pages takes none of its neighbours with it', async () => {
    const crm = portal({ pageSize: 2 });
    for (let id = 1; id <= 9; id++) crm.touch(String(id), begin - 1_000 + id);
    let next = 1;
    const { keys } = await sweep(crm, undefined, () => {
      crm.clock.now += 10;
      if (next <= 3) crm.touch(String(next++));
    });
    for (let id = 4; id <= 9; id++) expect(keys).toContain(keyOf(String(id), begin - 1_000 + id));
  });

  test('a change that the index shows 90 s late is found by the next sweep', async () => {
    const crm = portal({ pageSize: 10, lagMs: 0 });
    crm.touch('1', begin - 1_000);
    const first = await sweep(crm, undefined);
    crm.clock.now += 90_000;
    crm.touch('2', begin - 2_000);
    expect((await sweep(crm, first.cursor)).keys).toContain(keyOf('2', begin - 2_000));
  });

  test('a quiet portal is soon asked for nothing it has told already', async () => {
    const crm = portal({ pageSize: 10 });
    for (let id = 1; id <= 50; id++) crm.touch(String(id), begin - 10);
    let { cursor } = await sweep(crm, undefined);
    for (const later of [130_000, 130_000]) {
      crm.clock.now += later;
      ({ cursor } = await sweep(crm, cursor));
    }
    expect((await sweep(crm, cursor)).keys).toEqual([]);
  });

  test('an empty portal keeps its starting point', async () => {
    const crm = portal({ pageSize: 10 });
    const { cursor } = await sweep(crm, undefined);
    crm.clock.now += 3_600_000;
    crm.touch('1', begin + 1);
    expect((await sweep(crm, cursor)).keys).toEqual([keyOf('1', begin + 1)]);
  });

  test('the same change has the same key every time', async () => {
    const crm = portal({ pageSize: 10 });
    crm.touch('1', begin - 5);
    const first = await sweep(crm, undefined);
    const again = await sweep(crm, first.cursor);
    expect(again.keys).toEqual(first.keys);
  });

  test('a cursor nobody can read starts over instead of losing anything', async () => {
    const crm = portal({ pageSize: 10 });
    crm.touch('1', begin - 5);
    expect((await sweep(crm, 'not a cursor')).keys).toEqual([keyOf('1', begin - 5)]);
  });

  test('whatever happens between the pages, every record is told of with its latest change', async () => {
    const event = fc.record({
      id: fc.integer({ min: 1, max: 12 }).map(String),
      // Mostly the same few moments, so that pages are full of ties.
      wait: fc.constantFrom(0, 0, 0, 1, 40, 30_000),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 40 }),
        fc.array(event, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 100_000 }),
        async (before, during, pageSize, lagMs) => {
          const crm = portal({ pageSize, lagMs });
          const happen = ({ id, wait }: { id: string; wait: number }) => {
            crm.clock.now += wait;
            crm.touch(id);
          };
          before.forEach(happen);
          const waiting = [...during];
          const told = new Set<string>();
          let cursor: string | undefined;
          for (let round = 0; round < 100; round++) {
            const swept = await sweep(crm, cursor, () => waiting.splice(0, 1).forEach(happen));
            swept.keys.forEach((key) => told.add(key));
            cursor = swept.cursor;
            waiting.splice(0, 3).forEach(happen);
            if (waiting.length === 0) break;
          }
          for (let round = 0; round < 3; round++) {
            crm.clock.now += lagMs + 1;
            const swept = await sweep(crm, cursor);
            swept.keys.forEach((key) => told.add(key));
            cursor = swept.cursor;
          }
          for (const [id, times] of crm.modified) expect(told).toContain(keyOf(id, Math.max(...times)));
        },
      ),
      { numRuns: 200 },
    );
  });
});
