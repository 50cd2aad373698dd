import { ast, parse } from './formulon.ts';
import type { Ast, Literal } from './formulon.ts';

/** A field's value in a row: a Date for a date and time; undefined for a blank. */
export type Value = string | number | boolean | Date | undefined;

const NOTHING: Literal = { type: 'literal', value: null, dataType: 'null', options: {} };
const ARITHMETIC = new Set([
  'add',
  'subtract',
  'multiply',
  'divide',
  'exponentiate',
  'round',
  'abs',
  'floor',
  'ceiling',
]);
const COMPARISONS = new Set(['lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual']);
const SIGNS: Record<string, string> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  exponentiate: '^',
  lessThan: '<',
  lessThanOrEqual: '<=',
  greaterThan: '>',
  greaterThanOrEqual: '>=',
  equal: '=',
  unequal: '<>',
};

/**
 * What a formula comes to over the values of its fields, as an org that treats blanks as blanks would say it: what is reckoned with
 * a blank is blank, a comparison with one is false, and IF, AND and OR look no further than they must. The operations themselves are
 * formulon's, which knows no blanks. Throws where the formula is none, or names a field without a value.
 */
export function evaluate(formula: string, fields: Record<string, Value>): Value {
  return valueOf(reduce(ast(formula), fields));
}

function reduce(node: Ast, fields: Record<string, Value>): Literal {
  if (node.type === 'literal') return node;
  if (node.type === 'error') throw new Error(`formula: ${node.message}`);
  if (node.type === 'identifier') return literal(node.name, fields);
  const [first, ...others] = node.arguments;
  if (node.id === 'if' && first) return reduce(isTrue(first, fields) ? at(others, 0) : at(others, 1), fields);
  if (node.id === 'and') return checkbox(node.arguments.every((one) => isTrue(one, fields)));
  if (node.id === 'or') return checkbox(node.arguments.some((one) => isTrue(one, fields)));
  return call(
    node.id,
    node.arguments.map((one) => reduce(one, fields)),
  );
}

function call(id: string, values: Literal[]): Literal {
  const blank = values.some((value) => value.dataType === 'null');
  if (blank && ARITHMETIC.has(id)) return NOTHING;
  if (blank && COMPARISONS.has(id)) return checkbox(false);
  const names = values.map((_, place) => `a${String(place)}`);
  const sign = SIGNS[id];
  const text = sign === undefined ? `${id.toUpperCase()}(${names.join(', ')})` : names.join(` ${sign} `);
  const answer = parse(text, Object.fromEntries(values.map((value, place) => [`a${String(place)}`, value])));
  if (answer.type === 'error') throw new Error(`formula: ${answer.message}`);
  return answer;
}

function at(nodes: Ast[], place: number): Ast {
  return nodes[place] ?? NOTHING;
}

function isTrue(node: Ast, fields: Record<string, Value>): boolean {
  return reduce(node, fields).value === true;
}

function checkbox(value: boolean): Literal {
  return { type: 'literal', value, dataType: 'checkbox', options: {} };
}

function literal(name: string, fields: Record<string, Value>): Literal {
  if (!(name in fields)) throw new Error(`formula: no field ${name}`);
  const value = fields[name];
  if (value === undefined || value === '') return NOTHING;
  return substitution(value);
}

function substitution(value: string | number | boolean | Date): Literal {
  if (value instanceof Date) return { type: 'literal', dataType: 'datetime', value, options: {} };
  // formulon rounds what it is given to the scale; 15 digits are all that a number here has.
  if (typeof value === 'number')
    return { type: 'literal', dataType: 'number', value, options: { length: 18, scale: 15 } };
  return { type: 'literal', dataType: typeof value === 'boolean' ? 'checkbox' : 'text', value, options: {} };
}

function valueOf(answer: Literal): Value {
  return answer.dataType === 'null' || answer.value === null ? undefined : (answer.value as Value);
}
