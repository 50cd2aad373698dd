import type { z } from 'zod';

const LONGEST_VALUE = 60;

/** Parsed JSON, or an Error that begins with `where`. It never quotes the text, which may hold a person's data. */
export function jsonFrom(text: string, where: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new Error(`${where}: not JSON: give a JSON object`, { cause });
  }
}

/**
 * Every wrong path of an input with its value, in one line: `signals[0].type: ... (got "pricing")`. Needs `reportInput` or
 * an issue's own `input` to show values; values under `lead` are a person's data and are never shown.
 */
export function problemsIn(error: z.ZodError): string {
  return error.issues.flatMap(problem).join('; ');
}

function problem(issue: z.core.$ZodIssue): string {
  const path = pathInWords(issue.path);
  const isPersonal = issue.path[0] === 'lead';
  if (issue.code === 'unrecognized_keys')
    return `${path || 'input'}: unknown ${issue.keys.map(short).join(', ')}: remove it`;
  return `${path || 'input'}: ${issue.message}${isPersonal ? '' : got(issue.input)}`;
}

function got(value: unknown): string {
  if (value === undefined) return ' (missing)';
  return typeof value === 'object' && value !== null ? '' : ` (got ${short(value)})`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}

function pathInWords(path: readonly PropertyKey[]): string {
  return path.reduce<string>((words, part) => {
    if (typeof part === 'number') return `${words}[${part}]`;
    return words === '' ? String(part) : `${words}.${String(part)}`;
  }, '');
}
