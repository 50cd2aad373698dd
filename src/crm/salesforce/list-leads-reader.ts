import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { BulkQueries, TextRow } from './bulk-query.ts';
import { compareIds } from './soql.ts';

/** Where a listing is: `used` rows of the result page at `locator` are done with. `tries`: jobs that failed. */
export const place = z.object({
  job: z.string(),
  locator: z.string().optional(),
  used: z.number().int().min(0),
  ended: z.literal(true).optional(),
  tries: z.number().int().optional(),
});
export type Place = z.infer<typeof place>;

/** Rows of one result page: a page of each kind of record is held at once. */
const rowsAPage = 5_000;
const asked = { what: 'read a bulk result', lane: 'import' } as const;

type Loaded = { locator: string | undefined; rows: TextRow[]; next?: string };

/** Result pages that are read on in, by job: kept between two pages of people, so that each is asked for once. */
export type Pages = Map<string, Loaded>;

/** One job's rows, one after the other. */
export type Reader = {
  /** The rows from here on while `wanted` says so of them; the place moves behind them. */
  take(wanted: (row: TextRow, taken: number) => boolean): Promise<TextRow[]>;
  place(): Place;
};

/** Reads a result from `from` on. Throws Failure `not_found` when the job is no longer kept, `order` where it is not in that of `column`. */
export function readerOf(bulk: BulkQueries, pages: Pages, column: string, from: Place): Reader {
  let at = from;
  let last: string | undefined;
  const load = async (): Promise<Loaded> => {
    const known = pages.get(at.job);
    if (known && known.locator === at.locator) return known;
    const { rows, next } = await bulk.page(asked, at.job, { locator: at.locator, most: rowsAPage });
    const loaded: Loaded = { locator: at.locator, rows, ...(next !== undefined && { next }) };
    last = inOrder(column, last, rows);
    pages.set(at.job, loaded);
    return loaded;
  };
  return {
    async take(wanted) {
      const taken: TextRow[] = [];
      while (!at.ended) {
        const { rows, next } = await load();
        for (let row = rows[at.used]; row !== undefined; row = rows[at.used]) {
          if (!wanted(row, taken.length)) return taken;
          taken.push(row);
          at = { ...at, used: at.used + 1 };
        }
        at = next === undefined ? { ...at, ended: true } : { ...at, locator: next, used: 0 };
      }
      pages.delete(at.job);
      return taken;
    },
    place: () => at,
  };
}

// Out of order, what a person did would be passed over in silence.
function inOrder(column: string, before: string | undefined, rows: TextRow[]): string | undefined {
  let last = before;
  for (const row of rows) {
    const id = row[column] ?? '';
    if (last !== undefined && compareIds(last, id) > 0)
      throw Failure.permanent(`salesforce: a bulk result is not in the order of ${column}`, { code: 'order' });
    last = id;
  }
  return last;
}
