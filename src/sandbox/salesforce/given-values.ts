import { actorOf, type Desk } from './desk.ts';
import type { Field } from './fields.ts';
import type { Writer } from './ground.ts';
import type { Row, Value } from './records.ts';
import { refused } from './refusal.ts';
import type { SObject } from './schema.ts';
import { noSuchColumn } from './soql-path.ts';
import { stamp } from './times.ts';
import { keptValue } from './values.ts';

export type Given = { values: Row; fields: Field[] };

/** What was given, in the fields' own words; refuses fields that are not there, not this user's, or not to be written. */
export function valuesFor(
  desk: Desk,
  object: SObject,
  given: Row,
  { userId }: Writer,
  what: 'createable' | 'updateable',
): Given {
  const values: Record<string, Value> = {};
  const fields: Field[] = [];
  for (const [name, value] of Object.entries(given)) {
    const field = desk.schema.fieldFor(object, name, userId || undefined);
    if (!field) throw noSuchColumn(object, name);
    const editable = userId === '' || (field[what] && desk.schema.mayEdit(object, field, userId));
    if (!editable) {
      const message = `Unable to create/update fields: ${field.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
      throw refused('INVALID_FIELD_FOR_INSERT_UPDATE', message, [field.name]);
    }
    values[field.name] = keptValue(field, value);
    fields.push(field);
  }
  return { values, fields };
}

/** What a new row has before anything is given. */
export function defaults(desk: Desk, object: SObject, { userId }: Writer): Record<string, Value> {
  const made: Record<string, Value> = { IsDeleted: false };
  for (const { name, type, defaultValue } of object.fields.values()) {
    if (defaultValue !== undefined) made[name] = defaultValue;
    else if (type === 'boolean') made[name] = false;
  }
  if (object.fields.has('ownerid')) made['OwnerId'] = userId || (desk.itself().owner ?? null);
  if (object.autoNumber) made['Name'] = numbered(object.autoNumber, desk.records.lastNumber(object));
  return { ...made, CreatedDate: stamp(desk.now()), CreatedById: actorOf(desk, userId) };
}

/** `HL-{000000}` and a number. */
export function numbered(pattern: string, n: number): string {
  return pattern.replace(/\{(0+)\}/, (_, zeros: string) => String(n).padStart(zeros.length, '0'));
}

/** The org's assignment rule overrides the owner unless the call says FALSE (dossier 4.3). */
export function assigned(desk: Desk, { name }: SObject, { userId, autoAssign = true }: Writer): Row {
  const assignee = name === 'Lead' && userId !== '' && autoAssign ? desk.assignee() : undefined;
  return assignee === undefined ? {} : { OwnerId: assignee };
}
