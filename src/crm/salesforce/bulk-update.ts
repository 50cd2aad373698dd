import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { TextRow } from './bulk-query.ts';
import { csvParts, csvRows } from './bulk-csv.ts';
import { failureOfRecord } from './failure.ts';
import type { Ask } from './org-calls.ts';
import type { Org, OrgOptions, Row, Saved, Sent } from './org.ts';

const uploadTimeoutMs = 120_000;
/** How long a job is waited for: a writing is claimed for 90 s. What is not done by then is written again, which does no harm. */
const usualWaitMs = 60_000;
const usualPollMs = 2_000;

const opened = z.object({ id: z.string().min(15) });
const job = z.object({ state: z.string() });

type Options = Pick<OrgOptions, 'now' | 'pollMs'> & {
  /** How long a job is waited for; a minute when left out. */
  waitMs?: number;
};

/** `Org.bulkUpdate`: one job for up to 50 MB of records. Bulk 2.0 runs no assignment rule unless told to. */
export function bulkUpdate(ask: Ask, options: Options): Org['bulkUpdate'] {
  return async (asked, object, records) => {
    const saved = new Map<string, Saved>();
    for (const part of csvParts(records)) {
      for (const [id, one] of await outcomesOfPart(ask, options, asked, { object, ...part })) saved.set(id, one);
    }
    return records.map(({ Id }) => saved.get(String(Id)) ?? { failure: unprocessed(asked.what) });
  };
}

type Part = { object: string; csv: string; records: Row[] };

async function outcomesOfPart(ask: Ask, options: Options, asked: Sent, part: Part): Promise<Map<string, Saved>> {
  try {
    return await runJob(ask, options, asked, part);
  } catch (error) {
    const failure = Failure.from(error);
    return new Map(part.records.map(({ Id }) => [String(Id), { failure }]));
  }
}

async function runJob(ask: Ask, options: Options, asked: Sent, { object, csv }: Part): Promise<Map<string, Saved>> {
  const wanted = { object, operation: 'update', contentType: 'CSV', lineEnding: 'LF' };
  const path = '/jobs/ingest';
  const { id } = await ask({ ...asked, method: 'POST', path, body: wanted, writes: true }, opened);
  const headers = { 'Content-Type': 'text/csv; charset=UTF-8' };
  const upload = {
    method: 'PUT',
    path: `${path}/${id}/batches`,
    body: csv,
    headers,
    timeoutMs: uploadTimeoutMs,
  } as const;
  await ask.text({ ...asked, ...upload, writes: true });
  const state = { state: 'UploadComplete' };
  await ask({ ...asked, method: 'PATCH', path: `${path}/${id}`, body: state, writes: true }, job);
  await finishedOrAborted(ask, options, asked, id);
  return resultsOf(ask, options, asked, id);
}

/** A job nobody waits for any more is stopped, as well as it goes: else its old values may land on newer ones. */
async function finishedOrAborted(ask: Ask, options: Options, asked: Sent, id: string): Promise<void> {
  try {
    await finished(ask, options, asked, id);
  } catch (error) {
    const stop = { method: 'PATCH', path: `/jobs/ingest/${id}`, body: { state: 'Aborted' }, writes: true } as const;
    // One that ended meanwhile refuses it; what could not be asked a moment ago may still be told this.
    if (Failure.from(error).code !== 'job_failed') await ask({ what: asked.what, ...stop }, job).catch(() => undefined);
    throw error;
  }
}

async function finished(
  ask: Ask,
  { pollMs = usualPollMs, waitMs = usualWaitMs }: Options,
  asked: Sent,
  id: string,
): Promise<void> {
  const giveUpAt = performance.now() + waitMs;
  const look = { ...asked, method: 'GET', path: `/jobs/ingest/${id}`, writes: false } as const;
  for (;;) {
    const { state } = await ask(look, job);
    if (state === 'JobComplete') return;
    if (state === 'Failed' || state === 'Aborted')
      throw Failure.retry(`salesforce: the bulk job for ${asked.what} ended as ${state}: see Bulk Data Load Jobs`, {
        code: 'job_failed',
      });
    if (performance.now() > giveUpAt)
      throw Failure.retry(`salesforce: the bulk job for ${asked.what} is not done yet: writing again`, {
        code: 'job_slow',
        outcomeUnknown: true,
      });
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

async function resultsOf(ask: Ask, { now }: Options, asked: Sent, id: string): Promise<Map<string, Saved>> {
  const rows = async (kind: string): Promise<TextRow[]> => {
    const path = `/jobs/ingest/${id}/${kind}`;
    const read = { method: 'GET', path, headers: { Accept: 'text/csv' }, timeoutMs: uploadTimeoutMs } as const;
    return csvRows((await ask.text({ ...asked, ...read, writes: false })).body);
  };
  const done = await rows('successfulResults');
  const refused = await rows('failedResults');
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

function unprocessed(what: string): Failure {
  return Failure.retry(`salesforce: a record was not reached by the bulk job for ${what}: trying again`, {
    code: 'not_reached',
  });
}
