import { cascade } from './cascade.ts';
import { refuseAgainstRules, refuseConverted, refuseDeadReferences, refuseIncomplete, refuseTaken } from './checks.ts';
import { keep, touched, type Desk } from './desk.ts';
import { assigned, defaults, valuesFor } from './given-values.ts';
import type { Writer } from './ground.ts';
import type { Row } from './records.ts';
import { Refusal, refused } from './refusal.ts';
import type { SObject } from './schema.ts';

export function create(desk: Desk, name: string, given: Row, by: Writer): string {
  const object = writable(desk, name, by);
  if (!object.createable && by.userId !== '')
    throw refused('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support create`);
  const { values, fields } = valuesFor(desk, object, given, by, 'createable');
  const id = typeof values['Id'] === 'string' ? values['Id'] : desk.records.nextId(object);
  const usual = defaults(desk, object, by);
  const owner = usual['OwnerId'] === undefined ? {} : { OwnerId: values['OwnerId'] ?? usual['OwnerId'] };
  const row: Row = { ...usual, ...values, ...owner, ...assigned(desk, object, by), Id: id };
  refuseIncomplete(object.fields.values(), row);
  refuseDeadReferences(desk, object, row, fields);
  refuseTaken(desk, object, row, fields);
  refuseAgainstRules(desk, object, row, undefined);
  refuseDuplicatePerson(desk, object, row, by);
  desk.refuseForbidden(object.name, row, by);
  keep(desk, object, row, undefined, by);
  return id;
}

export function update(desk: Desk, name: string, givenId: string, given: Row, by: Writer): void {
  const object = writable(desk, name, by);
  const before = living(desk, object, givenId);
  const id = String(before['Id']);
  desk.refuseLocked(id);
  refuseConverted((permission) => desk.access.permitted(by.userId, permission), object, before, by);
  const { values, fields } = valuesFor(desk, object, given, by, 'updateable');
  const row: Row = { ...before, ...values, ...assigned(desk, object, by) };
  desk.refuseUnshared(object.name, before, row, by);
  refuseIncomplete(fields, row);
  const changed = fields.filter((field) => row[field.name] !== before[field.name]);
  refuseDeadReferences(desk, object, row, changed);
  refuseTaken(desk, object, row, changed);
  refuseAgainstRules(desk, object, row, before);
  desk.refuseForbidden(object.name, row, by);
  keep(desk, object, row, before, by);
}

/** Creates, or updates the one row whose external id is this. */
export function upsert(desk: Desk, name: string, fieldName: string, key: string, given: Row, by: Writer) {
  const object = writable(desk, name, by);
  const field = desk.schema.fieldFor(object, fieldName, by.userId || undefined);
  if (field?.type === 'id') return upsertById(desk, object, key, given, by);
  if (!field?.externalId) {
    throw new Refusal(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${fieldName}`);
  }
  if (key === '') throw refused('MISSING_ARGUMENT', `${field.name} not specified`, []);
  const rows = desk.records.having(object, field.name, key).filter((row) => row['IsDeleted'] !== true);
  if (rows.length > 1) throw new Refusal(300, 'DUPLICATE_EXTERNAL_ID', `${field.name}: more than one record found`);
  const [row] = rows;
  if (!row) return { id: create(desk, name, { ...given, [field.name]: key }, by), created: true };
  update(desk, name, String(row['Id']), given, by);
  return { id: String(row['Id']), created: false };
}

function upsertById(desk: Desk, { name }: SObject, key: string, given: Row, by: Writer) {
  if (key === '') return { id: create(desk, name, given, by), created: true };
  update(desk, name, key, given, by);
  return { id: String(desk.records.get(desk.schema.object(name), key)?.['Id']), created: false };
}

/** Puts the row in the recycle bin. */
export function remove(desk: Desk, name: string, givenId: string, by: Writer): void {
  const object = writable(desk, name, by);
  if (!object.deletable && by.userId !== '')
    throw refused('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support delete`);
  const before = living(desk, object, givenId);
  desk.refuseLocked(String(before['Id']));
  const row: Row = { ...before, IsDeleted: true, ...touched(desk, by) };
  desk.records.put(object, row);
  cascade(desk, object, String(row['Id']), by, (child, id) => remove(desk, child, id, { ...by, userId: '' }));
  desk.announce({ object: object.name, id: String(row['Id']), kind: 'DELETE', fields: [], row, at: desk.now(), by });
}

export function undelete(desk: Desk, name: string, givenId: string, by: Writer): void {
  const object = writable(desk, name, by);
  const before = desk.records.get(object, givenId);
  if (before?.['IsDeleted'] !== true) throw refused('UNDELETE_FAILED', 'Entity is not in the recycle bin', []);
  const row: Row = { ...before, IsDeleted: false, ...touched(desk, by) };
  desk.records.put(object, row);
  desk.announce({ object: object.name, id: String(row['Id']), kind: 'UNDELETE', fields: [], row, at: desk.now(), by });
}

function writable(desk: Desk, name: string, { userId }: Writer): SObject {
  return desk.schema.objectFor(name, userId || undefined);
}

/** The row when it is there; refuses as the vendor does. */
function living(desk: Desk, object: SObject, id: string): Row {
  const row = desk.records.get(object, id);
  if (!row) throw missing(desk, id);
  if (row['IsDeleted'] === true) throw new Refusal(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  return row;
}

function missing({ schema }: Desk, id: string): Refusal {
  if (!/^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$/.test(id)) return refused('MALFORMED_ID', `malformed id ${id}`, ['Id']);
  if (!schema.ofId(id)) return refused('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
  return new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/** An org's duplicate rule that blocks a second lead of one address, unless the call allows it; off in a new org. */
function refuseDuplicatePerson(desk: Desk, object: SObject, row: Row, by: Writer): void {
  if (!desk.blocksDuplicates() || by.userId === '' || by.allowDuplicates) return;
  if (!['Lead', 'Contact'].includes(object.name) || typeof row['Email'] !== 'string') return;
  const same = desk.records.having(object, 'Email', row['Email']).some((other) => other['IsDeleted'] !== true);
  if (same) throw refused('DUPLICATES_DETECTED', 'Use one of these records?', []);
}
