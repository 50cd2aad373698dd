import { ast, type Ast } from './formulon.ts';
import type { Field } from './fields.ts';
import type { Row, Value } from './records.ts';
import { msOf } from './times.ts';

// Only what the arithmetic of one row needs: parents' fields and most functions are not here, and asking for them throws.

const dayMs = 86_400_000;

/** Any value on the way; times are days since 1970, as the difference of two is days. */
type Part = Value;

type Operation = (parts: Part[]) => Part;

/**
 * Reads the formula once; gives what computes it for a row, blanks treated as blanks: what is reckoned with one is blank, a
 * comparison with one is false. Throws, when asked, for what it does not know.
 */
export function computed(formula: string, field: Field, fields: ReadonlyMap<string, Field>): (row: Row) => Value {
  const tree = ast(formula);
  const { scale = 0 } = field;
  return (row) => {
    const value = evaluated(tree, row, fields);
    return typeof value === 'number' ? Math.round((value + Number.EPSILON) * 10 ** scale) / 10 ** scale : value;
  };
}

function evaluated(node: Ast, row: Row, fields: ReadonlyMap<string, Field>): Part {
  if (node.type === 'error') throw new Error(`the sandbox cannot read a formula: ${node.message}`);
  if (node.type === 'literal') return literal(node.value);
  if (node.type === 'identifier') return valueIn(row, node.name, fields);
  const part = (at: number): Part => {
    const one = node.arguments[at];
    return one ? evaluated(one, row, fields) : null;
  };
  const { id } = node;
  if (id === 'if') return part(0) === true ? part(1) : part(2);
  if (id === 'and') return node.arguments.every((_, at) => part(at) === true);
  if (id === 'or') return node.arguments.some((_, at) => part(at) === true);
  const operation = operations[id];
  if (!operation) throw new Error(`the sandbox's formulas have no function ${id}`);
  return operation(node.arguments.map((_, at) => part(at)));
}

/** Numbers come out of the parser as numbers or as the text of one. */
function literal(value: unknown): Part {
  return typeof value === 'object' && value !== null ? Number(value) : (value as Part);
}

function valueIn(row: Row, name: string, fields: ReadonlyMap<string, Field>): Part {
  const field = fields.get(name.toLowerCase());
  if (!field) throw new Error(`the sandbox's formulas know no field ${name}`);
  const value = field.compute ? field.compute(row) : (row[field.name] ?? null);
  if (field.type === 'datetime' && typeof value === 'string') return msOf(value) / dayMs;
  if (field.type === 'date' && typeof value === 'string') return Date.parse(value) / dayMs;
  return field.type === 'boolean' ? value === true : value;
}

const blank = (value: Part | undefined): boolean => value === null || value === undefined || value === '';

const arithmetic =
  (compute: (a: number, b: number) => number): Operation =>
  ([a = null, b = null]) =>
    blank(a) || blank(b) ? null : compute(Number(a), Number(b));

const comparison =
  (holds: (order: number) => boolean): Operation =>
  ([a = null, b = null]) =>
    !blank(a) && !blank(b) && holds(Number(a) - Number(b));

/** Halves go away from zero: of -1.5 it makes -2. */
function rounded(value: number, digits: number): number {
  const power = 10 ** digits;
  return (Math.sign(value) * Math.round((Math.abs(value) + Number.EPSILON) * power)) / power;
}

const operations: Record<string, Operation> = {
  add: arithmetic((a, b) => a + b),
  subtract: ([a = null, b]) => (b === undefined ? (blank(a) ? null : -Number(a)) : arithmetic((c, d) => c - d)([a, b])),
  multiply: arithmetic((a, b) => a * b),
  divide: ([a = null, b = null]) => (blank(a) || blank(b) || Number(b) === 0 ? null : Number(a) / Number(b)),
  lessThan: comparison((order) => order < 0),
  lessThanOrEqual: comparison((order) => order <= 0),
  greaterThan: comparison((order) => order > 0),
  greaterThanOrEqual: comparison((order) => order >= 0),
  equal: ([a = null, b = null]) => (blank(a) ? blank(b) : a === b),
  unequal: ([a = null, b = null]) => (blank(a) ? !blank(b) : a !== b),
  not: ([a]) => a !== true,
  isblank: ([a]) => blank(a),
  isnull: ([a]) => blank(a),
  blankvalue: ([a = null, b = null]) => (blank(a) ? b : a),
  ispickval: ([a = null, b = null]) => (blank(a) ? blank(b) : a === b),
  round: arithmetic(rounded),
  text: ([a = null]) => (blank(a) ? null : String(a)),
};
