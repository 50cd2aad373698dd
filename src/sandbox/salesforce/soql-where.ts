import type { Row, Value } from './records.ts';
import { refused } from './refusal.ts';
import type { SObject } from './schema.ts';
import type { Comparison, Condition } from './soql-parse.ts';
import { pathOf, type Path, type Scope } from './soql-path.ts';
import { spanOf, wantedValues } from './soql-values.ts';

export type Claim = (row: Row) => boolean;

/** What one field of the object itself must be for a row to fit: what an index can answer. */
export type Narrowing = { field: string; operator: string; values: Value[] };

/**
 * A condition made ready: does a row fit, and by what may the search be narrowed first. `either`: every row that fits is found by one
 * of these.
 */
export type Ready = { fits: Claim; narrowings: Narrowing[]; either?: Narrowing[] };

/** Runs a query inside a query: the values of its one field. */
export type Inner = (comparison: Comparison) => Value[];

/** Makes a condition ready; refuses fields and values that do not go together. */
export function ready(scope: Scope, object: SObject, condition: Condition, inner: Inner): Ready {
  if (condition.kind === 'compare') return compared(scope, object, condition.comparison, inner);
  if (condition.kind === 'not') {
    const { fits } = ready(scope, object, condition.part, inner);
    return { fits: (row) => !fits(row), narrowings: [] };
  }
  const parts = condition.parts.map((part) => ready(scope, object, part, inner));
  if (condition.kind === 'or') return anyOf(parts);
  const either = parts.find((part) => part.either)?.either;
  return {
    fits: (row) => parts.every(({ fits }) => fits(row)),
    narrowings: parts.flatMap(({ narrowings }) => narrowings),
    ...(either && { either }),
  };
}

function anyOf(parts: Ready[]): Ready {
  const either = parts.flatMap(({ narrowings }) => narrowings.slice(0, 1));
  return {
    fits: (row) => parts.some(({ fits }) => fits(row)),
    narrowings: [],
    ...(either.length === parts.length && { either }),
  };
}

function compared(scope: Scope, object: SObject, comparison: Comparison, inner: Inner): Ready {
  const path = pathOf(scope, object, comparison.field);
  refuseUnfilterable(path);
  const operator = comparison.operator.toUpperCase();
  const span = spanOf(path.field, comparison, scope.now());
  if (span) return { fits: (row) => inSpan(path.read(row), operator, span), narrowings: [] };
  const values = comparison.valueQuery ? inner(comparison) : wantedValues(path.field, comparison);
  const holds = claimOf(path, operator, values);
  const direct = path.through.length === 0 && !path.field.compute;
  return {
    fits: (row) => holds(path.read(row)),
    narrowings: direct ? [{ field: path.field.name, operator, values }] : [],
  };
}

function refuseUnfilterable({ field }: Path): void {
  if (field.type !== 'textarea' || (field.length ?? 0) <= 255) return;
  throw refused('INVALID_FIELD', `field '${field.name}' can not be filtered in a query call`);
}

const key = (value: Value): Value => (typeof value === 'string' ? value.toLowerCase() : value);

// An empty field is not equal to anything, so != and NOT IN find it; greater and less do not (own knowledge).
function claimOf({ field }: Path, operator: string, values: Value[]): (value: Value) => boolean {
  const wanted = new Set(values.map((value) => (value === '' ? null : key(value))));
  const [first = null] = values;
  if (operator === '=' || operator === 'IN') return (value) => wanted.has(key(value));
  if (operator === '!=' || operator === 'NOT IN') return (value) => !wanted.has(key(value));
  if (operator === 'LIKE') {
    const shape = shapeOf(String(first));
    return (value) => typeof value === 'string' && shape.test(value);
  }
  if (field.type === 'boolean') throw refused('INVALID_FIELD', `invalid operator on ${field.name} field`);
  const isId = field.type === 'id' || field.type === 'reference';
  const least = isId ? first : key(first);
  return (value) => value !== null && least !== null && inOrder(compare(isId ? value : key(value), least), operator);
}

/** `%` is anything, `_` one character. */
function shapeOf(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('%', '[\\s\\S]*').replaceAll('_', '[\\s\\S]')}$`, 'i');
}

function inOrder(order: number, operator: string): boolean {
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function inSpan(value: Value, operator: string, { from, to }: { from: string; to: string }): boolean {
  if (typeof value !== 'string') return operator === '!=';
  if (operator === '=') return value >= from && value < to;
  if (operator === '!=') return value < from || value >= to;
  if (operator === '<') return value < from;
  if (operator === '<=') return value < to;
  return operator === '>' ? value >= to : value >= from;
}

/** Negative, zero or positive. Texts in any case are the same, but ids keep theirs. */
export function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
