import type { Row } from './org.ts';

/** A text as PostgreSQL's JSON takes it: without NUL characters and half emojis. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/**
 * A value as text, by its path: nested as REST gives it (`Account: { Name }`), or flat as a bulk result's column (`Account.Name`).
 * Numbers and flags are as the API writes them; undefined for what is empty.
 */
export function textIn(row: Row, path: string): string | undefined {
  const value = path in row ? row[path] : nested(row, path);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  return storable(String(value)).trim() || undefined;
}

function nested(row: Row, path: string): unknown {
  let at: unknown = row;
  for (const step of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Row)[step];
  }
  return at;
}

/** A flag, as REST or as CSV gives it. */
export function isTrue(row: Row, path: string): boolean {
  return textIn(row, path) === 'true';
}

/**
 * Epoch milliseconds of a dateTime, or of a date, which is its midnight in UTC; undefined for what is empty, unreadable, before 1970
 * or after 9999.
 */
export function momentIn(row: Row, path: string): number | undefined {
  const at = Date.parse(textIn(row, path) ?? '');
  return at >= 0 && at <= 253_402_300_799_999 ? at : undefined;
}

/** A number; undefined for what is none. */
export function numberIn(row: Row, path: string): number | undefined {
  const text = textIn(row, path);
  const number = Number(text);
  return text === undefined || !Number.isFinite(number) ? undefined : number;
}
