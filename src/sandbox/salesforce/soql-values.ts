import type { Field } from './fields.ts';
import { wholeId } from './ids.ts';
import type { Value } from './records.ts';
import { refused } from './refusal.ts';
import type { Comparison } from './soql-parse.ts';
import { dateFrom, datetimeFrom, dayOf, stamp } from './times.ts';

const dayMs = 86_400_000;
const numbers = new Set(['double', 'currency', 'percent', 'int']);

/** A span of time that a date literal means: from, and up to but not including. */
export type Span = { from: string; to: string };

/** What a comparison compares with, in the field's own words; refuses what the field cannot be compared with. */
export function wantedValues(field: Field, { value, literalType }: Comparison): Value[] {
  const written = Array.isArray(value) ? value : [value ?? ''];
  return written.map((one, at) =>
    wanted(field, one, String(Array.isArray(literalType) ? literalType[at] : literalType)),
  );
}

function wanted(field: Field, written: string, literal: string): Value {
  if (literal === 'NULL') return null;
  if (literal === 'STRING') return fromText(field, unquoted(written));
  if (literal === 'BOOLEAN') return typed(field, ['boolean'], written.toLowerCase() === 'true');
  if (literal === 'DATETIME') return typed(field, ['datetime'], datetimeFrom(written) ?? written);
  if (literal === 'DATE') return typed(field, ['date'], dateFrom(written) ?? written);
  return typed(field, [...numbers], Number(written));
}

function fromText(field: Field, text: string): Value {
  const bare = [...numbers, 'boolean', 'date', 'datetime'];
  if (bare.includes(field.type)) throw wrongType(field, ' and should not be enclosed in quotes');
  if (field.type !== 'reference' && field.type !== 'id') return text;
  const id = text === '' ? '' : wholeId(text);
  if (id === undefined) throw refused('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
  return id;
}

function typed(field: Field, types: string[], value: Value): Value {
  if (types.includes(field.type)) return value;
  const quoted = bareTypes.has(field.type) ? '' : ' and should be enclosed in quotes';
  throw wrongType(field, quoted);
}

const bareTypes = new Set(['boolean', 'date', 'datetime', ...numbers]);

function wrongType({ name, type }: Field, more: string) {
  const called = type === 'datetime' ? 'dateTime' : type;
  return refused('INVALID_FIELD', `value of filter criterion for field '${name}' must be of type ${called}${more}`);
}

function unquoted(written: string): string {
  const inner = /^'([\s\S]*)'$/.exec(written)?.[1] ?? written;
  const meant: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  return inner.replaceAll(/\\(.)/gs, (_, letter: string) => meant[letter] ?? letter);
}

/** What TODAY, LAST_N_DAYS:7 and the like mean now, in UTC (the vendor takes the user's zone). */
export function spanOf(field: Field, comparison: Comparison, now: number): Span | undefined {
  const { literalType, value, dateLiteralVariable: n } = comparison;
  if (literalType !== 'DATE_LITERAL' && literalType !== 'DATE_N_LITERAL') return undefined;
  const name = String(value).toUpperCase().split(':')[0] ?? '';
  const days = daysMeant(name, Number(n ?? 0));
  if (!days) throw refused('MALFORMED_QUERY', `the date literal ${String(value)} is not in this sandbox`);
  const today = Math.floor(now / dayMs) * dayMs;
  const [from, to] = days.map((day) => today + day * dayMs) as [number, number];
  return field.type === 'date' ? { from: dayOf(from), to: dayOf(to) } : { from: stamp(from), to: stamp(to) };
}

function daysMeant(name: string, n: number): [number, number] | undefined {
  const meant: Record<string, [number, number]> = {
    YESTERDAY: [-1, 0],
    TODAY: [0, 1],
    TOMORROW: [1, 2],
    // Today is in it.
    LAST_N_DAYS: [-n, 1],
    NEXT_N_DAYS: [1, n + 1],
    N_DAYS_AGO: [-n, -n + 1],
    LAST_90_DAYS: [-90, 1],
    NEXT_90_DAYS: [1, 91],
  };
  return meant[name];
}
