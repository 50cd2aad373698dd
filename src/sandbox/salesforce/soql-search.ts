import type { Field } from './fields.ts';
import type { Row, Value } from './records.ts';
import type { SObject } from './schema.ts';
import type { Scope } from './soql-path.ts';
import type { Claim, Narrowing, Ready } from './soql-where.ts';

/** Rows to look at, and the order they come in when they come in one. */
type Candidates = { rows: Iterable<Row>; order?: 'Id' | 'SystemModstamp' };

/** How many rows are wanted, if the order they come in will do. */
export type Enough = { order: 'Id' | 'SystemModstamp' | 'any'; count: number };

/** All rows that fit, through an index where one helps. Stops early when enough have come in the order wanted. */
export function search(scope: Scope, object: SObject, condition: Ready, enough?: Enough): Row[] {
  const { rows, order } = candidates(scope, object, condition, enough);
  const stopAt = enough && (enough.order === 'any' || enough.order === order) ? enough.count : Infinity;
  return taken(rows, condition.fits, stopAt);
}

function taken(rows: Iterable<Row>, fits: Claim, stopAt: number): Row[] {
  const found: Row[] = [];
  if (stopAt <= 0) return found;
  for (const row of rows) {
    if (!fits(row)) continue;
    found.push(row);
    if (found.length >= stopAt) break;
  }
  return found;
}

function candidates(scope: Scope, object: SObject, condition: Ready, enough?: Enough): Candidates {
  const { narrowings, either = [] } = condition;
  const { records } = scope;
  const isExact = ({ field, operator, values }: Narrowing) =>
    (operator === '=' || operator === 'IN') && usable(object, field, values);
  const best = narrowings.filter(isExact).toSorted((a, b) => a.values.length - b.values.length)[0];
  if (best) return { rows: exactly(scope, object, best) };
  if (either.length > 0 && either.every(isExact))
    return { rows: new Set(either.flatMap((one) => exactly(scope, object, one))) };
  const from = (field: string, operators: string[]) =>
    narrowings.find((one) => one.field === field && operators.includes(one.operator))?.values[0];
  const modified = from('SystemModstamp', ['>=', '>']);
  if (typeof modified === 'string') return { rows: records.since(object, modified), order: 'SystemModstamp' };
  if (enough?.order === 'SystemModstamp') return { rows: records.since(object, ''), order: 'SystemModstamp' };
  const later = from('Id', ['>', '>=']);
  if (typeof later === 'string' && from('Id', ['>']) !== undefined)
    return { rows: records.after(object, later), order: 'Id' };
  return { rows: records.after(object, ''), order: 'Id' };
}

/** Ids, lookups, addresses and external ids are indexed, as in the vendor's own database. */
function usable(object: SObject, name: string, values: Value[]): boolean {
  const field = object.fields.get(name.toLowerCase());
  return !values.some((value) => value === null || value === '') && field !== undefined && isIndexed(field);
}

function isIndexed({ type, unique, externalId }: Field): boolean {
  return ['id', 'reference', 'email'].includes(type) || unique || externalId;
}

function exactly({ records }: Scope, object: SObject, { field, values }: Narrowing): Row[] {
  const wanted = [...new Set(values.map(String))];
  if (field === 'Id') return wanted.map((id) => records.get(object, id)).filter((row) => row !== undefined);
  // Two ways of writing one address are one value.
  const keys = [...new Set(wanted.map((value) => value.toLowerCase()))];
  return keys.flatMap((value) => records.having(object, field, value));
}
