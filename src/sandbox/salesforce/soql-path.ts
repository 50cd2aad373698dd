import type { Field } from './fields.ts';
import type { Records, Row, Value } from './records.ts';
import { refused } from './refusal.ts';
import type { Schema, SObject } from './schema.ts';

/** What a query looks into, and for whom. Without a user everything is seen. */
export type Scope = { schema: Schema; records: Records; now: () => number; userId?: string };

/** A field at the end of a path through parents: how to read it, and what kind it is. */
export type Path = {
  /** Relationship names on the way, as the schema writes them. */
  through: string[];
  field: Field;
  read: (row: Row) => Value;
};

/** What every record has that a polymorphic lookup may point to: the fields of the vendor's `Name` object. */
const nameFields = new Set(
  'Id Name FirstName LastName Email Phone Title Alias Username IsActive UserRoleId ProfileId Type'.split(' '),
);

/** Resolves `Account.Owner.Name` from an object; refuses what is not there for this user, as the vendor does. */
export function pathOf(scope: Scope, object: SObject, written: string): Path {
  const steps = written.split('.');
  const name = steps.pop() ?? '';
  if (steps[0]?.toLowerCase() === object.name.toLowerCase()) steps.shift();
  return walk(scope, object, steps, name);
}

function walk(scope: Scope, object: SObject, steps: string[], name: string): Path {
  const [step, ...rest] = steps;
  if (step === undefined) {
    const field = scope.schema.fieldFor(object, name, scope.userId);
    if (!field) throw noSuchColumn(object, name);
    return { through: [], field, read: (row) => valueOf(field, row) };
  }
  const lookup = lookupCalled(scope, object, step);
  const targets = (lookup.referenceTo ?? []).filter(scope.schema.has);
  const up = (row: Row) => parentOf(scope, row[lookup.name]);
  if (targets.length > 1 && rest.length === 0) return polymorphic(scope, lookup, name, up);
  const further = walk(scope, scope.schema.object(targets[0] ?? ''), rest, name);
  return {
    through: [lookup.relationshipName ?? '', ...further.through],
    field: further.field,
    read(row) {
      const parent = up(row);
      return parent ? further.read(parent.row) : null;
    },
  };
}

function lookupCalled({ schema, userId }: Scope, object: SObject, step: string): Field {
  const wanted = step.toLowerCase();
  const found = schema.fieldsFor(object, userId).find((field) => field.relationshipName?.toLowerCase() === wanted);
  if (found) return found;
  const message = `Didn't understand relationship '${step}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;
  throw refused('INVALID_FIELD', message);
}

function polymorphic({ schema }: Scope, lookup: Field, name: string, up: (row: Row) => Parent | undefined): Path {
  const known = [...nameFields].find((one) => one.toLowerCase() === name.toLowerCase());
  if (!known) throw noSuchColumn({ name: 'Name' }, name);
  const field = schema.object(lookup.referenceTo?.includes('User') ? 'User' : 'Lead').fields.get(known.toLowerCase());
  return {
    through: [lookup.relationshipName ?? ''],
    field: field ?? { ...lookup, name: known, type: 'string' },
    read(row) {
      const parent = up(row);
      if (!parent) return null;
      return known === 'Type' && parent.object.name !== 'Group' ? parent.object.name : (parent.row[known] ?? null);
    },
  };
}

type Parent = { object: SObject; row: Row };

/** The record a lookup points to; none when it is empty or its record is in the recycle bin. */
export function parentOf({ schema, records }: Scope, id: Value | undefined): Parent | undefined {
  if (typeof id !== 'string') return undefined;
  const object = schema.ofId(id);
  const row = object && records.get(object, id);
  return object && row && row['IsDeleted'] !== true ? { object, row } : undefined;
}

/** The field's value in a row, computed when it is a formula. */
export function valueOf(field: Field, row: Row): Value {
  return field.compute ? field.compute(row) : (row[field.name] ?? (field.type === 'boolean' ? false : null));
}

export function noSuchColumn({ name: object }: { name: string }, name: string) {
  const message = `No such column '${name}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
  return refused('INVALID_FIELD', message);
}
