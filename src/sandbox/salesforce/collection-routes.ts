import type { Reply } from '../server.ts';
import type { Ground, Writer } from './ground.ts';
import type { Row } from './records.ts';
import { Refusal, refused } from './refusal.ts';
import type { Asked, Route } from './route.ts';
import { rendered } from './sobject-routes.ts';
import { typeOf, valuesOf, writerOf } from './writer.ts';

type RowAnswer = { id?: string; success: boolean; created?: boolean; errors: object[] };

/** Writes one row and answers it; throws a Refusal. */
type WriteRow = (record: Record<string, unknown>, by: Writer) => RowAnswer;

/** sObject Collections: up to 200 rows a call, each with its own outcome (dossier 4.3). */
export function collectionRoutes(ground: Ground): Route[] {
  const route = (method: string, path: string, answer: Route['answer']): Route => ({
    method,
    path: `/services/data/:version/composite/sobjects${path}`,
    access: 'session',
    answer,
  });
  return [
    route('POST', '', (asked) => written(ground, asked, createRow(ground))),
    route('PATCH', '', (asked) => written(ground, asked, updateRow(ground))),
    route('DELETE', '', (asked) => deleted(ground, asked)),
    route('PATCH', '/:object/:field', (asked) => written(ground, asked, upsertRow(ground, asked))),
    route('POST', '/:object', (asked) => retrievedMany(ground, asked)),
    route('GET', '/:object', (asked) => retrievedMany(ground, asked)),
  ];
}

function createRow(ground: Ground): WriteRow {
  return (record, by) => ({ id: ground.create(needType(record), valuesOf(record), by), success: true, errors: [] });
}

function updateRow(ground: Ground): WriteRow {
  return (record, by) => {
    const { id: small, Id: id = small, ...values } = valuesOf(record);
    if (typeof id !== 'string') throw refused('MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']);
    ground.update(needType(record), id, values, by);
    return { id, success: true, errors: [] };
  };
}

function upsertRow(ground: Ground, { request: { params } }: Asked): WriteRow {
  const { object = '', field = '' } = params;
  return (record, by) => {
    const values = valuesOf(record);
    const key = Object.keys(values).find((name) => name.toLowerCase() === field.toLowerCase()) ?? field;
    const { [key]: given, ...rest } = values;
    const { id, created } = ground.upsert(object, field, String(given ?? ''), rest, by);
    return { id, success: true, created, errors: [] };
  };
}

function needType(record: unknown): string {
  const type = typeOf(record);
  if (type === '') throw refused('INVALID_TYPE', 'sObject type is missing: set attributes.type');
  return type;
}

function written(ground: Ground, asked: Asked, write: WriteRow): Reply {
  const { records, allOrNone = false } = asked.body;
  const rows = atMost200<Record<string, unknown>>(records);
  const twice = keysTwice(rows, asked.request.params['field'] ?? 'Id');
  const body = outcomes(ground, rows, allOrNone === true, (row) => {
    const key = keyOf(row, asked.request.params['field'] ?? 'Id');
    if (twice.has(key)) throw refused('DUPLICATE_VALUE', `Duplicate external id specified: ${key}`, []);
    return write(row, writerOf(asked));
  });
  return { status: 200, body };
}

/** Known of upserts, where all of them are refused; for updates nothing is documented, and the same is the safe thing to expect. */
function keysTwice(rows: Record<string, unknown>[], field: string): Set<string> {
  const seen = new Set<string>();
  const twice = rows.map((row) => keyOf(row, field)).filter((key) => seen.has(key) || !seen.add(key));
  return new Set(twice.filter((key) => key !== ''));
}

function keyOf(row: Record<string, unknown>, field: string): string {
  const name = Object.keys(row ?? {}).find((one) => one.toLowerCase() === field.toLowerCase());
  const key = name === undefined ? undefined : row[name];
  return typeof key === 'string' || typeof key === 'number' ? String(key).toLowerCase() : '';
}

function deleted(ground: Ground, asked: Asked): Reply {
  const { query } = asked.request;
  const ids = atMost200<string>((query.get('ids') ?? '').split(',').filter((id) => id !== ''));
  const body = outcomes(ground, ids, query.get('allOrNone') === 'true', (id) => {
    const object = ground.schema.ofId(id);
    if (!object) throw refused('MALFORMED_ID', 'malformed id ' + id);
    ground.remove(object.name, id, writerOf(asked));
    return { id, success: true, errors: [] };
  });
  return { status: 200, body };
}

function atMost200<T>(list: unknown): T[] {
  if (!Array.isArray(list)) throw refused('JSON_PARSER_ERROR', 'records is no list');
  if (list.length > 200) {
    throw refused('EXCEEDED_ID_LIMIT', 'record limit reached. cannot submit more than 200 records in this operation');
  }
  return list as T[];
}

/** Each row's outcome in the order given. With `allOrNone` one refusal undoes all, and the innocent say so. */
function outcomes<T>(ground: Ground, rows: T[], allOrNone: boolean, write: (row: T) => RowAnswer): RowAnswer[] {
  const answers: RowAnswer[] = [];
  const failed = () => answers.some(({ success }) => !success);
  try {
    ground.atomically(() => {
      for (const row of rows) answers.push(outcome(() => write(row)));
      if (allOrNone && failed()) throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    return answers.map((answer) => (answer.success ? rolledBack : answer));
  }
  return answers;
}

/** Says that a transaction is to be undone although its answers are known. */
class Undone extends Error {}

const rolledBack: RowAnswer = {
  success: false,
  errors: [
    {
      statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
      fields: [],
    },
  ],
};

function outcome(write: () => RowAnswer): RowAnswer {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // A body that cannot be read fails as a whole.
    if (error.errorCode === 'JSON_PARSER_ERROR') throw error;
    return { success: false, errors: [error.row()] };
  }
}

/** Up to 2,000 records of one object; null where there is none. */
function retrievedMany(ground: Ground, asked: Asked): Reply {
  const { request, body, userId } = asked;
  const list = (name: string): string[] => {
    const given = body[name] ?? request.query.get(name)?.split(',');
    if (!Array.isArray(given)) throw refused('JSON_PARSER_ERROR', `${name} is no list`);
    return given.map(String);
  };
  const ids = list('ids');
  if (ids.length > 2000) throw refused('EXCEEDED_ID_LIMIT', 'cannot retrieve more than 2000 records');
  const fields = list('fields');
  const object = ground.schema.objectFor(request.params['object'] ?? '', userId);
  const answer = (row: Row | undefined) =>
    row && row['IsDeleted'] !== true ? rendered(ground, object, row, userId, fields) : null;
  return { status: 200, body: ids.map((id) => answer(ground.records.get(object, id))) };
}
