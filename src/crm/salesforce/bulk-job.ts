import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { TextRow } from './bulk-query.ts';
import { csvRows } from './bulk-csv.ts';
import { failureOfRecord } from './failure.ts';
import type { Ask } from './org-calls.ts';
import type { OrgOptions, Saved, Sent } from './org.ts';

const uploadTimeoutMs = 120_000;
const usualPollMs = 2_000;
/** After a job is stopped, for so long calls are begun that ask what it did. */
const afterMs = 8_000;

const opened = z.object({ id: z.string().min(15) });
const job = z.object({ state: z.string() });

export type JobOptions = Pick<OrgOptions, 'now' | 'pollMs'>;
/** `until` by `performance.now()`: then the job is stopped. */
type Wanted = { object: string; csv: string; until: number };
/**
 * `saved`: what the job says of its records, by id. `failure`: why it says nothing of the others; none of one that ended well.
 * `wasWaitedFor`: it was at work, so that its pace is known.
 */
type Done = { saved: Map<string, Saved>; failure?: Failure; wasWaitedFor: boolean };

/** One update by Bulk 2.0. Never throws: a failure is told with what was done all the same. */
export function bulkJob(ask: Ask, options: JobOptions) {
  return async (asked: Sent, wanted: Wanted): Promise<Done> => {
    let id: string | undefined;
    try {
      id = await uploaded(ask, asked, wanted);
      await closed(ask, asked, id);
      await finished(ask, options, asked, id, wanted.until);
      return { saved: await resultsOf(ask, options, asked, id), wasWaitedFor: true };
    } catch (error) {
      const failure = Failure.from(error);
      const saved = id === undefined ? undefined : await resultsOfStopped(ask, options, asked, id, failure);
      return { saved: saved ?? new Map(), failure, wasWaitedFor: id !== undefined && failure.code !== 'job_failed' };
    }
  };
}

async function uploaded(ask: Ask, asked: Sent, { object, csv }: Wanted): Promise<string> {
  const wanted = { object, operation: 'update', contentType: 'CSV', lineEnding: 'LF' };
  const path = '/jobs/ingest';
  const { id } = await ask({ ...asked, method: 'POST', path, body: wanted, writes: true }, opened);
  const headers = { 'Content-Type': 'text/csv; charset=UTF-8' };
  const upload = { method: 'PUT', path: `${path}/${id}/batches`, body: csv, headers } as const;
  await ask.text({ ...asked, ...upload, timeoutMs: uploadTimeoutMs, writes: true });
  return id;
}

async function closed(ask: Ask, asked: Sent, id: string): Promise<void> {
  const body = { state: 'UploadComplete' };
  await ask({ ...asked, method: 'PATCH', path: `/jobs/ingest/${id}`, body, writes: true }, job);
}

async function finished(
  ask: Ask,
  { pollMs = usualPollMs }: JobOptions,
  asked: Sent,
  id: string,
  until: number,
): Promise<void> {
  const look = { ...asked, method: 'GET', path: `/jobs/ingest/${id}`, writes: false } as const;
  for (;;) {
    const { state } = await ask(look, job);
    if (state === 'JobComplete') return;
    if (state === 'Failed' || state === 'Aborted')
      throw Failure.retry(`salesforce: the bulk job for ${asked.what} ended as ${state}: see Bulk Data Load Jobs`, {
        code: 'job_failed',
      });
    if (performance.now() > until)
      throw Failure.retry(`salesforce: the bulk job for ${asked.what} took too long: writing what it left again`, {
        code: 'job_slow',
        outcomeUnknown: true,
      });
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/**
 * A job nobody waits for any more is stopped, as well as it goes, else its old values may land on newer ones; what it had done until
 * then stays done, and is read. Undefined where that cannot be known.
 */
async function resultsOfStopped(
  ask: Ask,
  options: JobOptions,
  { what }: Sent,
  id: string,
  { code }: Failure,
): Promise<Map<string, Saved> | undefined> {
  // What could not be asked a moment ago may still be told this.
  const last = { what, closing: AbortSignal.timeout(afterMs) };
  const stop = { method: 'PATCH', path: `/jobs/ingest/${id}`, body: { state: 'Aborted' }, writes: true } as const;
  // One that ended meanwhile refuses it.
  if (code !== 'job_failed') await ask({ ...last, ...stop }, job).catch(() => undefined);
  return resultsOf(ask, options, last, id).catch(() => undefined);
}

async function resultsOf(ask: Ask, { now }: JobOptions, asked: Sent, id: string): Promise<Map<string, Saved>> {
  const rows = async (kind: string): Promise<TextRow[]> => {
    const path = `/jobs/ingest/${id}/${kind}`;
    const read = { method: 'GET', path, headers: { Accept: 'text/csv' }, timeoutMs: uploadTimeoutMs } as const;
    return csvRows((await ask.text({ ...asked, ...read, writes: false })).body);
  };
  const [done, refused] = await Promise.all([rows('successfulResults'), rows('failedResults')]);
  const idOf = (row: TextRow) => row['Id'] || row['sf__Id'] || '';
  return new Map<string, Saved>([
    ...done.map((row) => [idOf(row), { id: idOf(row) }] as const),
    ...refused.map((row) => [idOf(row), { failure: refusal(asked.what, row['sf__Error'] ?? '', now()) }] as const),
  ]);
}

/** `sf__Error` is "CODE:message:fields --". */
function refusal(what: string, text: string, now: number): Failure {
  const [statusCode = ''] = text.split(':');
  const fields = /:([\w, ]+) --$/.exec(text)?.[1]?.split(/,\s*/) ?? [];
  return failureOfRecord(what, [{ statusCode, fields: fields.map((field) => field.trim()).filter(Boolean) }], now);
}
