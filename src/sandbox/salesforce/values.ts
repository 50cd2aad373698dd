import type { Field } from './fields.ts';
import { wholeId } from './ids.ts';
import type { Value } from './records.ts';
import { refused } from './refusal.ts';
import { dateFrom, datetimeFrom } from './times.ts';

const numbers = new Set(['double', 'currency', 'percent', 'int']);

/** A given value as the field keeps it; refuses what it cannot hold. Empty text is no value. */
export function keptValue(field: Field, given: unknown): Value {
  if (given === null || given === undefined || given === '') {
    if (field.type === 'boolean') throw unreadable(field, 'null');
    return null;
  }
  if (!isPlain(given)) throw unreadable(field, '{');
  if (numbers.has(field.type)) return keptNumber(field, given);
  if (field.type === 'boolean') return keptFlag(field, given);
  const written = String(given);
  if (field.type === 'datetime') return datetimeFrom(written) ?? unread(field, given);
  if (field.type === 'date') return dateFrom(written) ?? unread(field, given);
  if (field.type === 'reference' || field.type === 'id') return keptId(field, written);
  if (field.type === 'email') refuseNoEmail(field, written);
  return keptText(field, written);
}

type Plain = string | number | boolean;

function isPlain(given: unknown): given is Plain {
  return ['string', 'number', 'boolean'].includes(typeof given);
}

function unread(field: Field, given: Plain): never {
  throw unreadable(field, given);
}

// A body that cannot be read is one error of the whole body, whichever row it was in; its place in the text is left out here.
function unreadable({ type }: Field, given: Plain) {
  const called: Record<string, string> = { datetime: 'datetime', date: 'date', boolean: 'boolean', int: 'int' };
  return refused(
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${called[type] ?? type} from VALUE_STRING value ${given}`,
  );
}

function keptNumber(field: Field, given: Plain): number {
  const { name, label, type, precision = 18, scale = 0 } = field;
  const value = typeof given === 'boolean' ? NaN : Number(given);
  if (!Number.isFinite(value)) throw unreadable(field, given);
  const digits = precision - scale;
  if (Math.abs(value) >= 10 ** digits) {
    const message = `${label}: value outside of valid range on numeric field: ${String(given)}`;
    throw refused('NUMBER_OUTSIDE_VALID_RANGE', message, [name]);
  }
  // More decimals than the field shows are kept as they came (own knowledge); whole numbers are not.
  return type === 'int' ? Math.trunc(value) : value;
}

function keptFlag(field: Field, given: Plain): boolean {
  const written = String(given).toLowerCase();
  if (written === 'true' || written === '1') return true;
  if (written === 'false' || written === '0') return false;
  throw unreadable(field, given);
}

function keptId({ name, label }: Field, written: string): string {
  const id = wholeId(written);
  if (id) return id;
  throw refused('MALFORMED_ID', `${label}: id value of incorrect type: ${written}`, [name]);
}

function keptText({ name, label, length, restricted, picklist }: Field, written: string): string {
  if (length !== undefined && written.length > length) {
    const shown = `${written.slice(0, 20)}...`;
    const message = `${label}: data value too large: ${written.length > 20 ? shown : written} (max length=${length})`;
    throw refused('STRING_TOO_LONG', message, [name]);
  }
  if (!picklist) return written;
  const known = picklist.find((value) => value.toLowerCase() === written.toLowerCase());
  if (known !== undefined || !restricted) return known ?? written;
  const message = `${label}: bad value for restricted picklist field: ${written}`;
  throw refused('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [name]);
}

function refuseNoEmail({ name, label }: Field, written: string): void {
  if (/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(written)) return;
  throw refused('INVALID_EMAIL_ADDRESS', `${label}: invalid email address: ${written}`, [name]);
}
