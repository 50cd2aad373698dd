import { parseQuery, type FieldType, type Query } from '@jetstreamapp/soql-parser-js';
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
  type Job,
  type JobBook,
} from './bulk-job.ts';
import type { ApiRecord, Found, Ground } from './ground.ts';
import { refused, Refusal } from './refusal.ts';
import type { Asked, Route } from './route.ts';

/** `found` is what it found when it was asked; later changes are not in it. */
export type QueryJob = Job & { columns: string[]; found: Found };

/** Rows in one answer when `maxRecords` does not say; Salesforce decides by size, this is our number. */
const ROWS_AN_ANSWER = 50_000;

const path = '/services/data/:version/jobs/query';

/** Bulk API 2.0 query jobs (dossier 4.3 and the vendor's Bulk API 2.0 guide). */
export function bulkQueryRoutes(ground: Ground, book: JobBook<QueryJob>): Route[] {
  const on = (method: string, rest: string, answer: (asked: Asked, job: QueryJob) => Reply): Route => ({
    method,
    path: `${path}/:job${rest}`,
    access: 'session',
    answer: (asked) => answer(asked, jobOf(book, asked.request.params['job'], asked.userId)),
  });
  return [
    { method: 'POST', path, access: 'session', answer: (asked) => opened(ground, book, asked) },
    on('GET', '', (_, job) => ({ status: 200, body: infoOf(ground, job, toldState(job)) })),
    on('PATCH', '', ({ body }, job) => aborted(ground, job, body)),
    on('DELETE', '', (_, job) => {
      deleteJob(book, job);
      return { status: 204 };
    }),
    on('GET', '/results', ({ request }, job) => results(job, request)),
  ];
}

function opened(ground: Ground, book: JobBook<QueryJob>, { body, userId }: Asked): Reply {
  const { operation, query } = body;
  if (operation !== 'query' && operation !== 'queryAll')
    throw refused('INVALIDJOB', `Unsupported operation: ${String(operation)}`);
  if (typeof query !== 'string') throw refused('INVALIDJOB', 'The query is missing');
  const names = shapeNames(body);
  const { found, columns, object } = asked(ground, query, { as: userId, deleted: operation === 'queryAll' });
  const job: QueryJob = {
    id: book.nextId(),
    userId,
    operation,
    createdAt: ground.now(),
    state: 'JobComplete',
    readsLeft: book.readsBusy(),
    ...names,
    object,
    columns,
    found,
  };
  book.jobs.set(job.id, job);
  return { status: 200, body: infoOf(ground, job, 'UploadComplete') };
}

/** Every refusal of a query has this code here, with the words that REST would say: as users of the API report it. */
function asked(ground: Ground, soql: string, as: { as: string; deleted: boolean }) {
  try {
    const found = ground.query(soql, as);
    const parsed = parseQuery(soql);
    refuseUnsupported(parsed);
    return { found, columns: columnsOf(parsed), object: ground.schema.object(parsed.sObject ?? '').name };
  } catch (error) {
    if (error instanceof Refusal) throw refused('API_ERROR', error.message);
    throw error;
  }
}

/** What the guide names as not supported; the words are ours. */
function refuseUnsupported(query: Query): void {
  const types = new Set((query.fields ?? []).map(({ type }) => type));
  const found = [
    query.groupBy && 'GROUP BY',
    query.offset !== undefined && 'OFFSET',
    types.has('FieldTypeof') && 'TYPEOF',
    types.has('FieldSubquery') && 'a nested query',
    types.has('FieldFunctionExpression') && 'an aggregate function',
  ].find(Boolean);
  if (found) throw refused('MALFORMED_QUERY', `Bulk API 2.0 query does not support ${found}`);
}

function columnsOf({ fields = [] }: Query): string[] {
  return fields.map((field: FieldType) => {
    if (field.type === 'Field') return field.field;
    if (field.type === 'FieldRelationship') return [...field.relationships, field.field].join('.');
    throw refused('MALFORMED_QUERY', `Bulk API 2.0 query does not support ${field.type}`);
  });
}

function infoOf(ground: Ground, job: QueryJob, state: Job['state']): Record<string, unknown> {
  const done = state === 'JobComplete';
  return {
    ...jobInfo(ground, job, state),
    jobType: 'V2Query',
    isPkChunkingSupported: true,
    ...(done && { numberRecordsProcessed: job.found.rows.length, retries: 0, totalProcessingTime: 0 }),
  };
}

function aborted(ground: Ground, job: QueryJob, body: Record<string, unknown>): Reply {
  if (body['state'] !== 'Aborted') throw refused('INVALIDJOBSTATE', `Invalid state: ${String(body['state'])}`);
  if (job.readsLeft === 0 && job.state !== 'Aborted')
    throw refused('INVALIDJOBSTATE', 'Aborting already Completed Job not allowed');
  Object.assign(job, { state: 'Aborted', readsLeft: 0 });
  return { status: 200, body: infoOf(ground, job, 'Aborted') };
}

/** A locator is where to go on; Salesforce's own are opaque, so nobody may read them. `null` says that was all. */
function results(job: QueryJob, { query }: SandboxRequest): Reply {
  if (!isComplete(job)) throw refused('INVALIDJOBSTATE', 'The job is not complete');
  const from = rowAt(query.get('locator'));
  const most = Number(query.get('maxRecords') ?? ROWS_AN_ANSWER);
  if (!Number.isInteger(most) || most < 1) throw refused('INVALIDJOB', `Invalid maxRecords: ${most}`);
  const rows = job.found.rows.slice(from, from + Math.min(most, ROWS_AN_ANSWER));
  const next = from + rows.length;
  const headers = {
    'Content-Type': 'text/csv',
    'Sforce-NumberOfRecords': String(rows.length),
    'Sforce-Locator': next < job.found.rows.length ? Buffer.from(`row ${next}`).toString('base64url') : 'null',
  };
  return { status: 200, headers, body: csvOf(job, rows) };
}

function rowAt(locator: string | null): number {
  if (locator === null) return 0;
  const [, row] = /^row (\d+)$/.exec(Buffer.from(locator, 'base64url').toString('utf8')) ?? [];
  if (row === undefined) throw refused('INVALID_QUERY_LOCATOR', 'invalid query locator');
  return Number(row);
}

function csvOf(job: QueryJob, rows: Found['rows']): Buffer {
  const shape = csvShape(job);
  const paths = job.columns.map((column) => column.split('.'));
  const lines = rows.map((row) => {
    const record = job.found.render(row);
    return csvLine(
      paths.map((steps) => cellAt(record, steps)),
      shape,
    );
  });
  return Buffer.from(csvLine(job.columns, shape) + lines.join(''));
}

function cellAt(record: ApiRecord, steps: string[]): string {
  let value: unknown = record;
  for (const step of steps) value = valueNamed(value, step);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return '';
  // Datetimes end in Z in bulk results, where REST says +0000.
  return value.length === 28 && value.endsWith('+0000') ? `${value.slice(0, 23)}Z` : value;
}

/** A query may name a field in any case; records have it in its own. */
function valueNamed(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (name in value) return (value as Record<string, unknown>)[name];
  for (const key in value) if (key.toLowerCase() === name.toLowerCase()) return (value as Record<string, unknown>)[key];
  return undefined;
}
