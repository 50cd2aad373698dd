import type { Reply, SandboxRequest } from '../server.ts';
import { csvLine } from './bulk-csv.ts';
import {
  csvShape,
  deleteJob,
  isComplete,
  jobInfo,
  jobOf,
  shapeNames,
  toldState,
  type IngestJob,
  type Job,
  type JobBook,
} from './bulk-job.ts';
import { begun, work } from './bulk-rows.ts';
import type { Ground, Writer } from './ground.ts';
import { refused, Refusal } from './refusal.ts';
import type { Asked, Route } from './route.ts';

/** A CSV may have 150 MB in base 64, which is what Salesforce keeps of it: about 100 MB as it is sent. Refused is what is sure. */
const MOST_BYTES = 150_000_000;

const operations = ['insert', 'update', 'upsert', 'delete'];

const path = '/services/data/:version/jobs/ingest';

/** Bulk API 2.0 ingest jobs (dossier 4.3 and the vendor's Bulk API 2.0 guide). */
export function bulkIngestRoutes(ground: Ground, book: JobBook<IngestJob>): Route[] {
  const on = (method: string, rest: string, answer: (job: IngestJob, asked: Asked) => Reply): Route => ({
    method,
    path: `${path}/:job${rest}`,
    access: 'session',
    answer: (asked) => answer(jobOf(book, asked.request.params['job'], asked.userId), asked),
  });
  const told = (job: IngestJob): Reply => ({
    status: 200,
    body: infoOf(ground, job, stateAfterWork(ground, book, job)),
  });
  return [
    { method: 'POST', path, access: 'session', answer: (asked) => opened(ground, book, asked) },
    on('PUT', '/batches', (job, { request }) => uploaded(job, request)),
    on('PATCH', '', (job, { body }) => moved(ground, book, job, body['state'])),
    on('GET', '', told),
    on('DELETE', '', (job) => {
      deleteJob(book, job);
      return { status: 204 };
    }),
    on('GET', '/successfulResults', (job) => csvReply(job, ['sf__Id', 'sf__Created'], job.outcome.successful)),
    on('GET', '/failedResults', (job) => csvReply(job, ['sf__Id', 'sf__Error'], job.outcome.failed)),
    on('GET', '/unprocessedrecords', (job) => csvReply(job, [], job.outcome.unprocessed)),
  ];
}

function opened(ground: Ground, book: JobBook<IngestJob>, { body, userId, request }: Asked): Reply {
  const { operation, object, externalIdFieldName } = body;
  if (typeof operation !== 'string' || !operations.includes(operation))
    throw refused('INVALIDJOB', `Unsupported operation: ${String(operation)}`);
  if (typeof object !== 'string') throw refused('INVALIDJOB', 'The object is missing');
  if (operation === 'upsert' && typeof externalIdFieldName !== 'string')
    throw refused('INVALIDJOB', 'External ID was blank for upsert');
  const job: IngestJob = {
    id: book.nextId(),
    userId,
    operation,
    object: ground.schema.objectFor(object, userId).name,
    createdAt: ground.now(),
    state: 'Open',
    readsLeft: 0,
    ...shapeNames(body),
    ...(typeof externalIdFieldName === 'string' && { externalIdFieldName }),
    writer: writerOf(userId, request, body),
    outcome: { columns: [], successful: [], failed: [], unprocessed: [] },
  };
  book.jobs.set(job.id, job);
  return { status: 200, body: infoOf(ground, job, 'Open') };
}

/** Unlike REST, a bulk job lets the assignment rule work only when it names one. */
function writerOf(userId: string, { headers }: SandboxRequest, body: Record<string, unknown>): Writer {
  const client = /client=([^,;]+)/.exec(String(headers['sforce-call-options'] ?? ''))?.[1];
  const autoAssign = typeof body['assignmentRuleId'] === 'string';
  return { userId, autoAssign, ...(client !== undefined && { client: client.trim() }) };
}

function uploaded(job: IngestJob, { headers, rawBody }: SandboxRequest): Reply {
  if (job.state !== 'Open' || job.uploaded) throw refused('INVALIDJOBSTATE', 'Found multiple contents for job');
  if (!/^text\/csv\b/i.test(headers['content-type'] ?? ''))
    throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be text/csv');
  if (rawBody.length > MOST_BYTES) throw new Refusal(413, 'REQUEST_ENTITY_TOO_LARGE', 'The CSV is over 150 MB');
  job.uploaded = rawBody;
  return { status: 201 };
}

function moved(ground: Ground, book: JobBook<IngestJob>, job: IngestJob, state: unknown): Reply {
  if (state === 'Aborted') return aborted(ground, job);
  if (state !== 'UploadComplete') throw refused('INVALIDJOBSTATE', `Invalid state: ${String(state)}`);
  if (job.state !== 'Open') throw refused('INVALIDJOBSTATE', 'The job is already closed');
  const { failure, outcome } = begun(ground, job, csvShape(job));
  delete job.uploaded;
  Object.assign(job, { outcome, readsLeft: book.readsBusy() });
  if (failure !== undefined) Object.assign(job, { state: 'Failed', errorMessage: failure });
  else if (book.rowsARead() === Infinity) workedOn(ground, book, job);
  else job.state = 'InProgress';
  return { status: 200, body: infoOf(ground, job, 'UploadComplete') };
}

function workedOn(ground: Ground, book: JobBook<IngestJob>, job: IngestJob): void {
  work(ground, job, book.rowsARead());
  job.state = job.outcome.unprocessed.length === 0 ? 'JobComplete' : 'InProgress';
}

/** A job that takes time gets on by being asked. */
function stateAfterWork(ground: Ground, book: JobBook<IngestJob>, job: IngestJob): Job['state'] {
  const told = toldState(job);
  if (job.state === 'InProgress') workedOn(ground, book, job);
  return told;
}

/** What was written stays; the rest is never tried. */
function aborted(ground: Ground, job: IngestJob): Reply {
  const isOver = job.state === 'Failed' || job.state === 'Aborted' || isComplete(job);
  if (isOver) throw refused('INVALIDJOBSTATE', 'Aborting already Completed Job not allowed');
  Object.assign(job, { state: 'Aborted', readsLeft: 0 });
  return { status: 200, body: infoOf(ground, job, 'Aborted') };
}

function infoOf(ground: Ground, job: IngestJob, state: Job['state']): Record<string, unknown> {
  const { successful, failed } = job.outcome;
  const over = state === 'JobComplete' || state === 'Failed';
  return {
    ...jobInfo(ground, job, state),
    jobType: 'V2Ingest',
    ...(job.externalIdFieldName !== undefined && { externalIdFieldName: job.externalIdFieldName }),
    ...(state === 'Open' && { contentUrl: `services/data/v66.0/jobs/ingest/${job.id}/batches` }),
    ...(over && {
      numberRecordsProcessed: successful.length + failed.length,
      numberRecordsFailed: failed.length,
      retries: 0,
      totalProcessingTime: 0,
      apexProcessingTime: 0,
      apiActiveProcessingTime: 0,
    }),
    ...(state === 'Failed' && { errorMessage: job.errorMessage }),
  };
}

/** A failed job has results too: none of its rows were tried. */
function csvReply(job: IngestJob, added: string[], rows: readonly string[][]): Reply {
  if (!isComplete(job) && job.state !== 'Failed' && job.state !== 'Aborted')
    throw refused('INVALIDJOBSTATE', 'The job is not complete');
  const shape = csvShape(job);
  const lines = rows.map((row) => csvLine(row, shape));
  const body = Buffer.from(csvLine([...added, ...job.outcome.columns], shape) + lines.join(''));
  return { status: 200, headers: { 'Content-Type': 'text/csv' }, body };
}
