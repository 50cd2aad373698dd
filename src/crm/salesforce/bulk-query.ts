import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { csvRows } from './bulk-csv.ts';
import type { Ask } from './org-calls.ts';
import type { Sent } from './org.ts';

/** Result pages may be megabytes. */
const resultTimeoutMs = 120_000;

/** A row of a result: every value is a text; an empty one is none. */
export type TextRow = Record<string, string>;
export type JobState = 'running' | 'done' | 'failed' | 'gone';

/** Bulk 2.0 queries. Each function is one call, or few. A job and its results are kept for seven days. */
export type BulkQueries = {
  /** Starts a job and answers its id. One that nobody reads any more ends by itself. */
  open(asked: Sent, soql: string): Promise<string>;
  /** `failed`: the org refused the query or gave up; `gone`: no longer kept. */
  state(asked: Sent, job: string): Promise<JobState>;
  /** Rows from `locator`, about `most` of them; `next` is the following page's locator, none after the last. */
  page(
    asked: Sent,
    job: string,
    from: { locator?: string | undefined; most: number },
  ): Promise<{ rows: TextRow[]; next?: string }>;
};

const opened = z.object({ id: z.string().min(15) });
const job = z.object({ state: z.string() });

export function bulkQueries(ask: Ask): BulkQueries {
  return {
    async open(asked, soql) {
      const body = { operation: 'query', query: soql };
      const call = { ...asked, method: 'POST', path: '/jobs/query', body, writes: false } as const;
      return (await ask(call, opened)).id;
    },
    state: (asked, id) => stateOf(ask, asked, id),
    async page(asked, id, { locator, most }) {
      const query = `maxRecords=${most}${locator === undefined ? '' : `&locator=${encodeURIComponent(locator)}`}`;
      const answer = await ask.text({
        ...asked,
        method: 'GET',
        path: `/jobs/query/${id}/results?${query}`,
        headers: { Accept: 'text/csv' },
        writes: false,
        timeoutMs: resultTimeoutMs,
      });
      const next = answer.headers['sforce-locator'];
      return { rows: csvRows(answer.body), ...(next && next !== 'null' && { next }) };
    },
  };
}

async function stateOf(ask: Ask, asked: Sent, id: string): Promise<JobState> {
  const call = { ...asked, method: 'GET', path: `/jobs/query/${id}`, writes: false } as const;
  try {
    const { state } = await ask(call, job);
    if (state === 'JobComplete') return 'done';
    return state === 'Failed' || state === 'Aborted' ? 'failed' : 'running';
  } catch (error) {
    if (error instanceof Failure && error.code === 'not_found') return 'gone';
    throw error;
  }
}
