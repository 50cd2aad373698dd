import type { z } from 'zod';

const LONGEST_VALUE = 60;

/** One wrong place of an input, in words, with the value that is there. */
export type Problem = { path: PropertyKey[]; message: string; input: unknown };

/** Parsed JSON, or an Error that begins with `where`. It never quotes the text, which may hold a person's data. */
export function jsonFrom(text: string, where: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new Error(`${where}: not JSON: give a JSON object`, { cause });
  }
}

/**
 * What a schema reads from JSON. Else throws one Error with every wrong path and its value in one line:
 * `signals[0].type: ... (got "pricing")`; `more` are problems found by other means. Values under `lead` are a person's data
 * and are never shown.
 */
export function parsedBy<T>(schema: z.ZodType<T>, json: unknown, where: string, more: readonly Problem[] = []): T {
  const parsed = schema.safeParse(json, { reportInput: true, error: inWords });
  if (parsed.success && more.length === 0) return parsed.data;
  const issues = parsed.error?.issues ?? [];
  const lines = [
    ...issues.map(line),
    ...more.map(({ path, message, input }) => said(path, message + got(input, path))),
  ];
  throw new Error(`${where}: ${lines.join('; ')}`);
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}

function line(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return said(issue.path, `unknown ${issue.keys.map(short).join(', ')}: remove it`);
  return said(issue.path, issue.message + got(issue.input, issue.path));
}

function said(path: readonly PropertyKey[], what: string): string {
  return `${pathInWords(path) || 'input'}: ${what}`;
}

function got(value: unknown, path: readonly PropertyKey[]): string {
  if (value === undefined) return ' (missing)';
  const isPersonal = path.length === 0 || path[0] === 'lead';
  return isPersonal || (typeof value === 'object' && value !== null) ? '' : ` (got ${short(value)})`;
}

function pathInWords(path: readonly PropertyKey[]): string {
  return path.reduce<string>((words, part) => {
    if (typeof part === 'number') return `${words}[${part}]`;
    return words === '' ? String(part) : `${words}.${String(part)}`;
  }, '');
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
};

/** zod's own words are for programmers. */
function inWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? 'an object'}`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`;
    case 'invalid_union':
      return Array.isArray(issue['options'])
        ? `must be ${oneOf(issue['options'])}`
        : 'has none of the forms it may have';
    case 'too_small':
      if (issue.origin === 'string') return 'must not be empty';
      return issue.origin === 'array'
        ? `must hold at least ${issue.minimum}`
        : `must be ${bound(issue.minimum, issue.inclusive, 'more')}`;
    case 'too_big':
      return `must be ${bound(issue.maximum, issue.inclusive, 'less')}`;
    case 'invalid_key':
      return 'has a name that is not allowed: names must not be empty and hold no control characters';
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return 'is not allowed';
  }
}

function oneOf(values: readonly unknown[]): string {
  const words = values.map(String);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function bound(limit: number | bigint, inclusive: boolean | undefined, side: 'more' | 'less'): string {
  return inclusive === false ? `${side} than ${limit}` : `${limit} or ${side}`;
}
