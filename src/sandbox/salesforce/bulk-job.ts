import { delimiters, lineEnds, type CsvShape } from './bulk-csv.ts';
import type { Ground, Writer } from './ground.ts';
import { refused, Refusal } from './refusal.ts';
import { stamp } from './times.ts';

export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** What both kinds of bulk jobs have. `readsLeft`: how often its state will still be told as not complete. */
export type Job = {
  id: string;
  userId: string;
  object: string;
  operation: string;
  createdAt: number;
  state: JobState;
  readsLeft: number;
  lineEnding: string;
  columnDelimiter: string;
  errorMessage?: string;
};

/** All bulk jobs of the org by id, and how often a test wants each to be still at work when asked. */
export type JobBook<T extends Job> = {
  jobs: Map<string, T>;
  /** Reads of the state that say `InProgress` before one says the end. */
  readsBusy: () => number;
  /** Rows that an ingest job writes each time its state is read; without end: all of them when it is closed. */
  rowsARead: () => number;
  /** A fresh id; never the same twice, whichever kind of job. */
  nextId: () => string;
};

/** What came of the rows: each with its id and what happened before its own cells; those not tried as they came. */
export type Outcome = { columns: string[]; successful: string[][]; failed: string[][]; unprocessed: string[][] };

export type IngestJob = Job & {
  externalIdFieldName?: string;
  writer: Writer;
  /** The CSV as it came. */
  uploaded?: Buffer;
  outcome: Outcome;
};

/** What the body of a new job says of its CSV; refuses names that do not exist. */
export function shapeNames(body: Record<string, unknown>): Pick<Job, 'lineEnding' | 'columnDelimiter'> {
  const { lineEnding = 'LF', columnDelimiter = 'COMMA', contentType = 'CSV' } = body;
  if (contentType !== 'CSV') throw refused('INVALIDJOB', 'Unsupported contentType, only CSV is supported');
  if (typeof lineEnding !== 'string' || !(lineEnding in lineEnds))
    throw refused('INVALIDJOB', `Unsupported lineEnding: ${String(lineEnding)}`);
  if (typeof columnDelimiter !== 'string' || !(columnDelimiter in delimiters))
    throw refused('INVALIDJOB', `Unsupported columnDelimiter: ${String(columnDelimiter)}`);
  return { lineEnding, columnDelimiter };
}

export function csvShape({ lineEnding, columnDelimiter }: Pick<Job, 'lineEnding' | 'columnDelimiter'>): CsvShape {
  return { delimiter: delimiters[columnDelimiter] ?? ',', lineEnd: lineEnds[lineEnding] ?? '\n' };
}

/** The job with this id, for its own user: the others do not see it. */
export function jobOf<T extends Job>({ jobs }: JobBook<T>, id: string | undefined, userId: string): T {
  const job = jobs.get(id ?? '');
  if (job?.userId !== userId) throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
  return job;
}

/** Time goes on by being asked: a job at work is done when it was asked often enough. */
export function toldState(job: Job): JobState {
  const ends = job.state === 'JobComplete' || job.state === 'Failed';
  if (!ends || job.readsLeft === 0) return job.state;
  job.readsLeft -= 1;
  return 'InProgress';
}

/** Whether results can be had. How often it was asked before counts, as for its state. */
export function isComplete(job: Job): boolean {
  return job.state === 'JobComplete' && job.readsLeft === 0;
}

/** What every answer about a job says. */
export function jobInfo(ground: Ground, job: Job, state: JobState): Record<string, unknown> {
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.userId,
    createdDate: stamp(job.createdAt),
    systemModstamp: stamp(ground.now()),
    state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: 66,
    lineEnding: job.lineEnding,
    columnDelimiter: job.columnDelimiter,
  };
}

/** A job still open or at work is aborted first. */
export function deleteJob<T extends Job>(book: JobBook<T>, job: T): void {
  if (job.state === 'Open' || job.readsLeft > 0)
    throw refused('INVALIDJOBSTATE', 'A job that is not complete, failed or aborted cannot be deleted');
  book.jobs.delete(job.id);
}
