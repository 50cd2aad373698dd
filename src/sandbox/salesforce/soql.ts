import type { OrderByClause, Query, Subquery } from '@jetstreamapp/soql-parser-js';
import type { Found } from './ground.ts';
import type { Row, Value } from './records.ts';
import { refused } from './refusal.ts';
import type { SObject } from './schema.ts';
import { aggregated, isAggregate, isBareCount } from './soql-aggregate.ts';
import { conditionOf, malformed, parsed, type Comparison } from './soql-parse.ts';
import { pathOf, type Scope } from './soql-path.ts';
import { search, type Enough } from './soql-search.ts';
import { renderer, type Children } from './soql-select.ts';
import { compare, ready, type Ready } from './soql-where.ts';

/** What the statement finds. `deleted` includes the recycle bin. */
export function found(scope: Scope, soql: string, deleted = false): Found {
  const query = parsed(soql);
  const object = scope.schema.objectFor(query.sObject ?? '', scope.userId);
  if (isAggregate(query)) return foundGroups(scope, object, query, deleted);
  const render = renderer(scope, object, query, childrenOf(scope, deleted));
  const rows = rowsOf(scope, object, query, deleted);
  return { totalSize: rows.length, rows, render };
}

function foundGroups(scope: Scope, object: SObject, query: Query, deleted: boolean): Found {
  if (isBareCount(query)) {
    const rows = rowsOf(scope, object, query, deleted);
    return { totalSize: rows.length, rows: [], render: () => ({ attributes: { type: object.name } }) };
  }
  const { limit = Infinity, offset = 0, orderBy: _, ...unlimited } = query;
  const records = aggregated(scope, object, query, rowsOf(scope, object, unlimited, deleted));
  const kept = records.slice(offset, offset + limit);
  const rows = kept.map((_record, at): Row => ({ at }));
  return { totalSize: kept.length, rows, render: (row) => kept[Number(row['at'])] ?? { attributes: { type: '' } } };
}

function rowsOf(scope: Scope, object: SObject, query: Query, deleted: boolean): Row[] {
  const { limit = Infinity, offset = 0 } = query;
  if (offset > 2000) throw refused('NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
  const order = [query.orderBy ?? []].flat();
  const sorted = sorting(scope, object, order);
  const condition = whereOf(scope, object, query);
  const alive = deleted ? condition : { ...condition, fits: living(condition) };
  const enough = naturalOrder(order, limit + offset);
  const rows = search(scope, object, alive, enough);
  return sorted(rows).slice(offset, offset + limit);
}

function living({ fits }: Ready): Ready['fits'] {
  return (row) => row['IsDeleted'] !== true && fits(row);
}

function whereOf(scope: Scope, object: SObject, { where }: Query): Ready {
  if (!where) return { fits: () => true, narrowings: [] };
  return ready(scope, object, conditionOf(where), (comparison) => innerValues(scope, comparison));
}

/** The one column of a query inside a condition. */
function innerValues(scope: Scope, { valueQuery, operator }: Comparison): Value[] {
  if (!valueQuery || !/IN$/i.test(operator)) throw malformed('a subquery stands after IN or NOT IN');
  const inner = scope.schema.objectFor(valueQuery.sObject ?? '', scope.userId);
  const [only, ...more] = valueQuery.fields ?? [];
  if (only?.type !== 'Field' || more.length > 0) throw malformed('a subquery in a condition selects one field');
  const { read } = pathOf(scope, inner, only.field);
  return rowsOf(scope, inner, valueQuery, false)
    .map(read)
    .filter((value) => value !== null);
}

/** When rows already come in the order wanted, no more than these are looked for. */
function naturalOrder(order: OrderByClause[], count: number): Enough | undefined {
  if (count === Infinity) return undefined;
  if (order.length === 0) return { order: 'any', count };
  const names = order.map((one) =>
    'field' in one && one.order !== 'DESC' && !one.nulls ? one.field.toLowerCase() : '',
  );
  if (names.join(',') === 'id') return { order: 'Id', count };
  if (names.join(',') === 'systemmodstamp,id' || names.join(',') === 'systemmodstamp') {
    return { order: 'SystemModstamp', count };
  }
  return undefined;
}

function sorting(scope: Scope, object: SObject, order: OrderByClause[]): (rows: Row[]) => Row[] {
  const keys = order.map((one) => {
    if (!('field' in one)) throw malformed('ORDER BY a function is not in this sandbox');
    const { read, field } = pathOf(scope, object, one.field);
    const folds = field.type !== 'id' && field.type !== 'reference';
    const value = (row: Row) => (folds ? folded(read(row)) : read(row));
    return { value, sign: one.order === 'DESC' ? -1 : 1, nullsFirst: one.nulls !== 'LAST' };
  });
  if (keys.length === 0) return (rows) => rows;
  return (rows) =>
    rows.toSorted((a, b) => {
      for (const { value, sign, nullsFirst } of keys) {
        const order = ordered(value(a), value(b), sign, nullsFirst);
        if (order !== 0) return order;
      }
      return 0;
    });
}

const folded = (value: Value): Value => (typeof value === 'string' ? value.toLowerCase() : value);

// Empty ones come first unless the query says otherwise, whichever the direction (SOQL reference, own knowledge).
function ordered(a: Value, b: Value, sign: number, nullsFirst: boolean): number {
  if (a === null || b === null) return a === b ? 0 : (a === null) === nullsFirst ? -1 : 1;
  return sign * compare(a, b);
}

/**
 * Child subqueries: `(SELECT Id FROM Tasks)`. Not paged: a test has few children. What asks for deleted parents has deleted children,
 * too (own knowledge).
 */
function childrenOf(scope: Scope, deleted: boolean): Children {
  return (subquery: Subquery, parent) => {
    const wanted = subquery.relationshipName.toLowerCase();
    const link = scope.schema
      .pointingTo(parent.name)
      .find(({ field }) => field.childRelationshipName?.toLowerCase() === wanted);
    if (!link)
      throw refused(
        'INVALID_FIELD',
        `Didn't understand relationship '${subquery.relationshipName}' in FROM part of query call.`,
      );
    const render = renderer(scope, link.object, subquery, childrenOf(scope, deleted));
    const condition = whereOf(scope, link.object, subquery);
    const fits = deleted ? condition.fits : living(condition);
    const sorted = sorting(scope, link.object, [subquery.orderBy ?? []].flat());
    return (row: Row) => {
      const children = scope.records.having(link.object, link.field.name, String(row['Id'])).filter(fits);
      const records = sorted(children)
        .slice(0, subquery.limit ?? Infinity)
        .map(render);
      return records.length === 0 ? null : { totalSize: records.length, done: true, records };
    };
  };
}
