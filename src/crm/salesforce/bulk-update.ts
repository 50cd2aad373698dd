import { Failure } from '../../failure.ts';
import { csvParts } from './bulk-csv.ts';
import { bulkJob, type JobOptions } from './bulk-job.ts';
import type { Ask } from './org-calls.ts';
import type { Org, Row, Saved } from './org.ts';

/**
 * How long all jobs of a call are waited for together: a writing is claimed for 90 s, and what a slow job did is read after this.
 * What is not done by then is written again, which does no harm.
 */
const usualWaitMs = 45_000;
/** No job is begun with less time left. */
const leastShare = 0.2;
/** However slow an org is, its jobs are no smaller than this. */
const leastRows = 200;
/** Jobs are planned to end in this share of the time. */
const planned = 0.8;

type Options = JobOptions & {
  /** How long the jobs are waited for; 45 s when left out. */
  waitMs?: number;
};

/**
 * `Org.bulkUpdate`: one job for up to 50 MB of records, and smaller ones, one after the other, for an org that was slow the last time.
 * What a job did is done, also of one that was stopped because it took too long. Bulk 2.0 runs no assignment rule unless told to.
 */
export function bulkUpdate(ask: Ask, { waitMs = usualWaitMs, ...options }: Options): Org['bulkUpdate'] {
  const run = bulkJob(ask, options);
  let rowsAMs = Infinity;
  return async (asked, object, records) => {
    const startedAt = performance.now();
    const until = startedAt + waitMs;
    const saved = new Map<string, Saved>();
    for (let next = 0; next < records.length && (next === 0 || until - performance.now() > waitMs * leastShare);) {
      const beganAt = performance.now();
      const part = firstPart(records.slice(next, next + rowsFor(until - beganAt, rowsAMs)));
      next += part.records.length;
      const done = await run(asked, { object, csv: part.csv, until });
      for (const [id, one] of done.saved) saved.set(id, one);
      const rest = done.failure ?? unprocessed(asked.what);
      for (const { Id } of part.records) if (!saved.has(String(Id))) saved.set(String(Id), { failure: rest });
      if (done.wasWaitedFor) rowsAMs = done.saved.size / Math.max(1, performance.now() - beganAt);
      if (done.failure !== undefined) break;
    }
    return records.map(({ Id }) => saved.get(String(Id)) ?? { failure: unprocessed(asked.what) });
  };
}

/** How many rows are likely to be done in this time; no end where nothing is known. */
function rowsFor(ms: number, rowsAMs: number): number {
  return Math.max(leastRows, Math.floor(ms * planned * rowsAMs));
}

function firstPart(records: Row[]): { csv: string; records: Row[] } {
  return csvParts(records)[0] ?? { csv: '', records };
}

function unprocessed(what: string): Failure {
  return Failure.retry(`salesforce: a record was not reached by the bulk job for ${what}: trying again`, {
    code: 'not_reached',
  });
}
