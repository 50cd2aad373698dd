import type { FieldType, Query, Subquery } from '@jetstreamapp/soql-parser-js';
import type { ApiRecord } from './ground.ts';
import type { Row } from './records.ts';
import { refused } from './refusal.ts';
import type { SObject } from './schema.ts';
import { malformed } from './soql-parse.ts';
import { parentOf, pathOf, type Scope } from './soql-path.ts';

const version = 'v66.0';

/** Adds one selected thing of a row to the record being given out. */
type Part = (row: Row, into: Record<string, unknown>) => void;

/** Runs a child subquery for a row: records, or null when there are none. */
export type Children = (subquery: Subquery, of: SObject) => (row: Row) => unknown;

/** Gives a row out with what was selected, in the order it was. */
export function renderer(scope: Scope, object: SObject, query: Query, children: Children): (row: Row) => ApiRecord {
  const parts = (query.fields ?? []).flatMap((field) => partsOf(scope, object, field, children));
  return (row) => {
    const record: ApiRecord = { attributes: attributesOf(object, row) };
    for (const part of parts) part(row, record);
    return record;
  };
}

export function attributesOf(object: SObject, row: Row): { type: string; url: string } {
  return { type: object.name, url: `/services/data/${version}/sobjects/${object.name}/${String(row['Id'])}` };
}

function partsOf(scope: Scope, object: SObject, field: FieldType, children: Children): Part[] {
  if (field.type === 'Field') return [fieldPart(scope, object, field.field)];
  if (field.type === 'FieldRelationship') return [pathPart(scope, object, [...field.relationships, field.field])];
  if (field.type === 'FieldFunctionExpression' && field.functionName.toUpperCase() === 'FIELDS') {
    throw malformed('The SOQL FIELDS function is not in this sandbox');
  }
  if (field.type !== 'FieldSubquery') throw malformed(`${field.type} is not in this sandbox`);
  const run = children(field.subquery, object);
  const name = field.subquery.relationshipName;
  return [(row, into) => void (into[name] = run(row))];
}

function fieldPart(scope: Scope, object: SObject, name: string): Part {
  const { field, read } = pathOf(scope, object, name);
  return (row, into) => void (into[field.name] = read(row));
}

/** A parent's field comes inside the parent, and null stands for a parent that is not there. */
function pathPart(scope: Scope, object: SObject, steps: string[]): Part {
  const named = steps[0]?.toLowerCase() === object.name.toLowerCase() ? steps.slice(1) : steps;
  if (named.length > 6) throw refused('INVALID_FIELD', 'a path has at most five relationships');
  const { through, field, read } = pathOf(scope, object, named.join('.'));
  if (through.length === 0) return (row, into) => void (into[field.name] = read(row));
  const lookups = through.map((_, at) => pathTo(scope, object, named.slice(0, at + 1)));
  return (row, into) => {
    let inside = into;
    for (const [at, name] of through.entries()) {
      const parent = parentOf(scope, lookups[at]?.(row) as string | null);
      inside[name] ??= parent ? { attributes: attributesOf(parent.object, parent.row) } : null;
      if (inside[name] === null) return;
      inside = inside[name] as Record<string, unknown>;
    }
    inside[field.name] = read(row);
  };
}

/** Reads the id of the parent at the end of these relationships. */
function pathTo(scope: Scope, object: SObject, relationships: string[]) {
  return (row: Row) => {
    let [at, here]: [Row | undefined, SObject] = [row, object];
    let id: unknown = null;
    for (const name of relationships) {
      const lookup = [...here.fields.values()].find(
        (one) => one.relationshipName?.toLowerCase() === name.toLowerCase(),
      );
      id = lookup ? at?.[lookup.name] : null;
      const parent = parentOf(scope, id as string | null);
      if (!parent) return null;
      [at, here] = [parent.row, parent.object];
    }
    return id;
  };
}
