import { bulkIngestRoutes } from './bulk-ingest.ts';
import type { IngestJob } from './bulk-job.ts';
import { bulkQueryRoutes, type QueryJob } from './bulk-query.ts';
import type { Ground } from './ground.ts';
import { nthId } from './ids.ts';
import type { Route } from './route.ts';

/** What a test changes of the bulk API from outside. */
export type BulkHands = {
  /** How often a job closed from now on says it is still at work when asked; once from the start. */
  setBulkBusy(reads: number): void;
  /** How many rows a job writes each time somebody asks how far it is; all of them when it is closed, from the start. */
  setBulkRows(rows: number): void;
};

/**
 * Bulk API 2.0. The work of a job is done at once unless a test has it take time, so that nothing waits; its state tells so only
 * after it was asked, so that whoever calls it must poll.
 */
export function bulkRoutes(ground: Ground): { routes: Route[]; hands: BulkHands } {
  let busy = 1;
  let rowsARead = Infinity;
  let jobsMade = 0;
  const shared = { readsBusy: () => busy, rowsARead: () => rowsARead, nextId: () => nthId('750', (jobsMade += 1)) };
  const queries = { ...shared, jobs: new Map<string, QueryJob>() };
  const ingests = { ...shared, jobs: new Map<string, IngestJob>() };
  return {
    routes: [...bulkQueryRoutes(ground, queries), ...bulkIngestRoutes(ground, ingests)],
    hands: { setBulkBusy: (reads) => void (busy = reads), setBulkRows: (rows) => void (rowsARead = rows) },
  };
}
