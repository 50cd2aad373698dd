import { csvRows, type CsvShape } from './bulk-csv.ts';
import type { IngestJob, Outcome } from './bulk-job.ts';
import type { Ground } from './ground.ts';
import { Refusal } from './refusal.ts';
import type { Row } from './records.ts';

const NOTHING = '#N/A';

type Begun = { outcome: Outcome; failure?: string };

/** Looks at the uploaded CSV: what is to be written of it. `failure` says why the whole job failed, with no row written. */
export function begun(ground: Ground, job: IngestJob, shape: CsvShape): Begun {
  const none = { outcome: { columns: [], successful: [], failed: [], unprocessed: [] } };
  const text = (job.uploaded ?? '').toString('utf8');
  if (text === '') return { ...none, failure: 'InvalidBatch : Content is empty' };
  const otherEnd = shape.lineEnd === '\n' && /^[^\n]*\r\n/.test(text);
  if (otherEnd || !text.includes(shape.lineEnd))
    return {
      ...none,
      failure: `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${job.lineEnding}`,
    };
  try {
    return headed(ground, job, csvRows(text, shape));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return { ...none, failure: `ClientInputError : Error parsing CSV: ${why}` };
  }
}

function headed(ground: Ground, job: IngestJob, rows: Iterator<string[]> & Iterable<string[]>): Begun {
  const columns = rows.next().value as string[];
  const failure = brokenHeader(ground, job, columns);
  const outcome: Outcome = { columns, successful: [], failed: [], unprocessed: [...rows] };
  return failure === undefined ? { outcome } : { outcome, failure };
}

/** Writes up to so many of the rows that were not tried yet; an endless number is all. */
export function work(ground: Ground, job: IngestJob, rows: number): void {
  const { unprocessed } = job.outcome;
  for (const cells of unprocessed.splice(0, rows)) addRow(ground, job, job.outcome, cells);
}

function brokenHeader(
  ground: Ground,
  { object, operation, externalIdFieldName, userId }: IngestJob,
  columns: string[],
) {
  const owner = ground.schema.object(object);
  const unknown = columns.find((column) => !ground.schema.fieldFor(owner, column, userId));
  if (unknown !== undefined) return `InvalidBatch : Field name not found : ${unknown}`;
  const needed = { update: 'Id', delete: 'Id', upsert: externalIdFieldName }[operation];
  if (needed === undefined || columns.some((column) => column.toLowerCase() === needed.toLowerCase())) return undefined;
  return `InvalidBatch : Required column is missing : ${needed}`;
}

function addRow(ground: Ground, job: IngestJob, outcome: Outcome, cells: string[]): void {
  try {
    if (cells.length !== outcome.columns.length)
      throw new Refusal(400, 'INVALID_CSV_ROW', 'The number of cells is not that of the header');
    const { id, created } = writtenRow(ground, job, valuesOf(outcome.columns, cells));
    outcome.successful.push([id, String(created), ...cells]);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { errorCode, message, fields } = error;
    const id = job.operation === 'insert' ? '' : (cells[columnOf(outcome.columns, 'id')] ?? '');
    outcome.failed.push([id, `${errorCode}:${message}:${fields.join(',')} --`, ...cells]);
  }
}

function columnOf(columns: string[], name: string): number {
  return columns.findIndex((column) => column.toLowerCase() === name);
}

/** An empty cell says nothing of its field; `#N/A` empties it. */
function valuesOf(columns: string[], cells: string[]): Row {
  const values: Record<string, Row[string]> = {};
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (cell !== '') values[column] = cell === NOTHING ? null : cell;
  }
  return values;
}

function writtenRow(ground: Ground, job: IngestJob, given: Row): { id: string; created: boolean } {
  const { object, operation, writer } = job;
  const keyName = operation === 'upsert' ? (job.externalIdFieldName ?? '') : 'Id';
  if (operation === 'insert') return { id: ground.create(object, given, writer), created: true };
  const { key, values } = withoutKey(given, keyName);
  if (key === undefined) return keyless(ground, job, values, keyName);
  if (operation === 'upsert' && keyName.toLowerCase() !== 'id')
    return ground.upsert(object, keyName, key, values, writer);
  if (operation === 'delete') ground.remove(object, key, writer);
  else ground.update(object, key, values, writer);
  return { id: key, created: false };
}

/** An upsert by id without one is an insert; by another field it is refused. */
function keyless(ground: Ground, { object, operation, writer }: IngestJob, values: Row, keyName: string) {
  if (operation === 'upsert' && keyName.toLowerCase() === 'id')
    return { id: ground.create(object, values, writer), created: true };
  throw new Refusal(400, 'MISSING_ARGUMENT', `${keyName} not specified`);
}

function withoutKey(given: Row, name: string): { key: string | undefined; values: Row } {
  const [found] = Object.keys(given).filter((key) => key.toLowerCase() === name.toLowerCase());
  if (found === undefined) return { key: undefined, values: given };
  const { [found]: key, ...values } = given;
  return { key: typeof key === 'string' ? key : undefined, values };
}
