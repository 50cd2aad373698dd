import { brief, described } from './describe.ts';
import type { ApiRecord, Ground } from './ground.ts';
import { wholeId } from './ids.ts';
import type { Row } from './records.ts';
import { Refusal, refused } from './refusal.ts';
import type { Asked, Route } from './route.ts';
import type { SObject } from './schema.ts';
import { noSuchColumn, pathOf, valueOf } from './soql-path.ts';
import { attributesOf } from './soql-select.ts';
import { datetimeFrom, msOf, stamp } from './times.ts';
import { valuesOf, writerOf } from './writer.ts';

/** Single records and what describes them. */
export function sobjectRoutes(ground: Ground): Route[] {
  const route = (method: string, path: string, answer: Route['answer']): Route => ({
    method,
    path: `/services/data/:version/sobjects${path}`,
    access: 'session',
    answer,
  });
  return [
    route('GET', '', ({ userId }) => ok(listed(ground, userId))),
    route('GET', '/:object/describe', (asked) => ok(described(ground, objectOf(ground, asked), asked.userId))),
    route('GET', '/:object/deleted', (asked) => ok(deletedIn(ground, asked))),
    route('GET', '/:object/updated', (asked) => ok(updatedIn(ground, asked))),
    route('GET', '/:object', (asked) => ok({ objectDescribe: brief(objectOf(ground, asked)), recentItems: [] })),
    route('POST', '/:object', (asked) => created(ground, asked)),
    route('GET', '/:object/:id', (asked) => ok(retrieved(ground, asked))),
    route('PATCH', '/:object/:id', (asked) => updated(ground, asked)),
    route('DELETE', '/:object/:id', (asked) => removed(ground, asked)),
    route('GET', '/:object/:field/:key', (asked) => ok(retrievedBy(ground, asked))),
    route('PATCH', '/:object/:field/:key', (asked) => upserted(ground, asked)),
  ];
}

const ok = (body: object) => ({ status: 200, body });

/** The path's object; one that is not there is a path that is not there. */
function objectOf({ schema }: Ground, { request: { params }, userId }: Asked): SObject {
  const name = params['object'] ?? '';
  if (!schema.has(name) || !schema.sees(userId, schema.object(name))) throw gone();
  return schema.object(name);
}

const gone = () => new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');

function listed({ schema }: Ground, userId: string): object {
  const seen = schema.all().filter((object) => schema.sees(userId, object));
  return { encoding: 'UTF-8', maxBatchSize: 200, sobjects: seen.map(brief) };
}

function created(ground: Ground, asked: Asked) {
  const { name } = objectOf(ground, asked);
  const id = ground.create(name, valuesOf(asked.body), writerOf(asked));
  return {
    status: 201,
    headers: { Location: `/services/data/v66.0/sobjects/${name}/${id}` },
    body: { id, success: true, errors: [] },
  };
}

function updated(ground: Ground, asked: Asked) {
  const object = objectOf(ground, asked);
  const id = asked.request.params['id'] ?? '';
  refuseChangedSince(ground, object, asked, id);
  ground.update(object.name, id, valuesOf(asked.body), writerOf(asked));
  return { status: 204 };
}

/** `If-Unmodified-Since` (dossier 4.9): 412 with no body that anybody documents. */
function refuseChangedSince({ records }: Ground, object: SObject, { request: { headers } }: Asked, id: string): void {
  const since = Date.parse(headers['if-unmodified-since'] ?? '');
  const row = records.get(object, id);
  if (Number.isNaN(since) || !row || msOf(String(row['LastModifiedDate'])) <= since) return;
  throw new Refusal(412, 'PRECONDITION_FAILED', 'The record was modified since');
}

function removed(ground: Ground, asked: Asked) {
  ground.remove(objectOf(ground, asked).name, asked.request.params['id'] ?? '', writerOf(asked));
  return { status: 204 };
}

function upserted(ground: Ground, asked: Asked) {
  const { name } = objectOf(ground, asked);
  const { field = '', key = '' } = asked.request.params;
  const several = namesakes(ground, objectOf(ground, asked), field, key);
  if (several.length > 1) return { status: 300, body: several };
  const { id, created: isNew } = ground.upsert(name, field, key, valuesOf(asked.body), writerOf(asked));
  return { status: isNew ? 201 : 200, body: { id, success: true, errors: [], created: isNew } };
}

/** Where the records with this external id are. */
function namesakes({ records, schema }: Ground, object: SObject, name: string, key: string): string[] {
  const field = schema.fieldFor(object, name);
  if (!field?.externalId) return [];
  const rows = records.having(object, field.name, key).filter((row) => row['IsDeleted'] !== true);
  return rows.map((row) => attributesOf(object, row).url);
}

function retrieved(ground: Ground, asked: Asked): ApiRecord {
  const object = objectOf(ground, asked);
  const row = ground.records.get(object, asked.request.params['id'] ?? '');
  if (!row) throw gone();
  if (row['IsDeleted'] === true) throw new Refusal(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  const fields = asked.request.query.get('fields')?.split(',');
  return rendered(ground, object, row, asked.userId, fields);
}

/** A record with these fields, or all that this user sees. Refuses fields that are not there. */
export function rendered(ground: Ground, object: SObject, row: Row, userId: string, names?: string[]): ApiRecord {
  const record: ApiRecord = { attributes: attributesOf(object, row) };
  const fields = names?.map((name) => {
    const found = ground.schema.fieldFor(object, name.trim(), userId);
    if (!found) throw noSuchColumn(object, name);
    return found;
  });
  for (const field of fields ?? ground.schema.fieldsFor(object, userId)) record[field.name] = valueOf(field, row);
  return record;
}

function retrievedBy(ground: Ground, asked: Asked): ApiRecord {
  const object = objectOf(ground, asked);
  const { field: name = '', key = '' } = asked.request.params;
  const field = ground.schema.fieldFor(object, name, asked.userId);
  if (!field?.externalId) return relative(ground, object, asked, name, key);
  const rows = ground.records.having(object, field.name, key).filter((row) => row['IsDeleted'] !== true);
  const [row] = rows;
  if (!row) throw gone();
  return rendered(ground, object, row, asked.userId);
}

/** `/sobjects/Lead/{id}/Owner`. */
function relative(ground: Ground, object: SObject, asked: Asked, id: string, relationship: string): ApiRecord {
  const row = ground.records.get(object, id);
  if (!row) throw gone();
  const parent = pathOf({ ...ground, userId: asked.userId }, object, `${relationship}.Id`).read(row);
  const of = typeof parent === 'string' ? ground.schema.ofId(parent) : undefined;
  const found = of && ground.records.get(of, String(parent));
  if (!of || !found) throw gone();
  return rendered(ground, of, found, asked.userId);
}

function spanOf(ground: Ground, { request: { query } }: Asked): { from: string; to: string } {
  const [start, end] = [query.get('start'), query.get('end')].map((given) =>
    datetimeFrom((given ?? '').replace(' ', '+')),
  );
  if (!start || !end) throw refused('INVALID_REPLICATION_DATE', 'start and end must be datetimes');
  if (start >= end) throw refused('INVALID_REPLICATION_DATE', 'startDate must be at least one minute before endDate');
  // Both ends within the last 30 days, as the reference of get deleted says.
  if (msOf(start) < ground.now() - 30 * 86_400_000)
    throw refused('INVALID_REPLICATION_DATE', 'startDate before org replication enabled date');
  return { from: start, to: end };
}

function deletedIn(ground: Ground, asked: Asked): object {
  const { from, to } = spanOf(ground, asked);
  const rows = changed(ground, asked, from, to).filter((row) => row['IsDeleted'] === true);
  const deletedRecords = rows.map((row) => ({ id: row['Id'], deletedDate: row['SystemModstamp'] }));
  return { deletedRecords, earliestDateAvailable: stamp(ground.now() - 30 * 86_400_000), latestDateCovered: to };
}

function updatedIn(ground: Ground, asked: Asked): object {
  const { from, to } = spanOf(ground, asked);
  const rows = changed(ground, asked, from, to).filter((row) => row['IsDeleted'] !== true);
  return { ids: rows.map((row) => wholeId(String(row['Id']))), latestDateCovered: to };
}

function changed(ground: Ground, asked: Asked, from: string, to: string): Row[] {
  const object = objectOf(ground, asked);
  return [...ground.records.since(object, from)].filter((row) => String(row['SystemModstamp']) <= to);
}
