import type { FieldType, Query } from '@jetstreamapp/soql-parser-js';
import type { ApiRecord } from './ground.ts';
import type { Row, Value } from './records.ts';
import type { SObject } from './schema.ts';
import { malformed } from './soql-parse.ts';
import { pathOf, type Scope } from './soql-path.ts';
import { compare } from './soql-where.ts';

/** Whether a query gives groups instead of records. `COUNT()` alone is neither: it has a size only. */
export function isAggregate({ fields = [], groupBy }: Query): boolean {
  return groupBy !== undefined || fields.some((field) => field.type === 'FieldFunctionExpression');
}

export function isBareCount({ fields = [] }: Query): boolean {
  const [only] = fields;
  const counts = only?.type === 'FieldFunctionExpression' && only.functionName.toUpperCase() === 'COUNT';
  return fields.length === 1 && counts && only.parameters.length === 0;
}

/** One record for each group of the rows; without GROUP BY one in all. */
export function aggregated(scope: Scope, object: SObject, query: Query, rows: Row[]): ApiRecord[] {
  const groupBy = [query.groupBy ?? []].flat();
  const keys = groupBy.map((by) => {
    if (!('field' in by)) throw malformed('GROUP BY a function is not in this sandbox');
    return pathOf(scope, object, by.field).read;
  });
  if (query.having) throw malformed('HAVING is not in this sandbox');
  const groups = keys.length === 0 ? [rows] : grouped(rows, keys);
  const columns = (query.fields ?? []).map(columnOf(scope, object));
  return groups.map((group) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(columns.map(({ name, of }) => [name, of(group)])),
  }));
}

function grouped(rows: Row[], keys: ((row: Row) => Value)[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((read) => read(row)));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

type Column = { name: string; of: (rows: Row[]) => unknown };

/** Functions without an alias are called expr0, expr1… in the order they stand in. */
function columnOf(scope: Scope, object: SObject) {
  let unnamed = 0;
  return (field: FieldType): Column => {
    if (field.type === 'FieldFunctionExpression') {
      const name = field.alias ?? `expr${unnamed++}`;
      const [of] = field.parameters;
      const read = typeof of === 'string' ? pathOf(scope, object, of).read : () => 1;
      return { name, of: folding(field.functionName.toUpperCase(), read) };
    }
    if (field.type !== 'Field' && field.type !== 'FieldRelationship') throw malformed(`${field.type} in an aggregate`);
    const written = field.type === 'Field' ? field.field : [...field.relationships, field.field].join('.');
    const { read, field: found } = pathOf(scope, object, written);
    return { name: ('alias' in field && field.alias) || found.name, of: ([row]) => (row ? read(row) : null) };
  };
}

function folding(name: string, read: (row: Row) => Value): Column['of'] {
  return (rows) => {
    const values = rows.map(read).filter((value) => value !== null);
    if (name === 'COUNT') return values.length;
    if (name === 'COUNT_DISTINCT') return new Set(values).size;
    if (name === 'MAX' || name === 'MIN') {
      const sorted = values.toSorted(compare);
      return (name === 'MAX' ? sorted.at(-1) : sorted[0]) ?? null;
    }
    const sum = values.reduce<number>((all, value) => all + Number(value), 0);
    if (name === 'SUM') return values.length > 0 ? sum : null;
    if (name === 'AVG') return values.length > 0 ? sum / values.length : null;
    throw malformed(`the function ${name} is not in this sandbox`);
  };
}
