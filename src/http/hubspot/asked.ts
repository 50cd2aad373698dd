import type { Request } from 'express';
import type { z } from 'zod';
import type { RawDelivery } from '../../crm/crm.ts';
import { Failure } from '../../failure.ts';

const DEEPEST = 40;

/** A request as it arrived, whose body was kept as it is. */
export function deliveryOf(request: Request): RawDelivery {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { method: request.method, url: request.originalUrl, headers, body };
}

/** The query of a request, every repetition in it. */
export function queryOf(request: Request): URLSearchParams {
  const from = request.originalUrl.indexOf('?');
  return new URLSearchParams(from < 0 ? '' : request.originalUrl.slice(from + 1));
}

/** The body in its shape. Throws a permanent Failure that names what is wrong and never quotes it. */
export function bodyOf<T>(request: Request, shape: z.ZodType<T>): T {
  return shapedAs(jsonIn(deliveryOf(request).body.toString('utf8')), shape);
}

/** A value in its shape, all of which can be kept; see `bodyOf`. */
export function shapedAs<T>(value: unknown, shape: z.ZodType<T>): T {
  const read = shape.safeParse(value);
  if (read.success && !holdsNul(read.data)) return read.data;
  if (read.success) throw Failure.permanent('What was sent holds a character that nothing can keep (NUL).');
  const places = read.error.issues.map(({ path, code }) => `${path.join('.') || 'the whole'} (${code})`);
  throw Failure.permanent(`What was sent is not what is expected: ${places.slice(0, 5).join(', ')}.`);
}

/** PostgreSQL keeps no NUL in a text. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => name.includes('\0') || holdsNul(inner));
}

function jsonIn(text: string): unknown {
  // Whoever reads it recursively would run out of stack.
  let depth = 0;
  for (const mark of text) {
    if (mark === '{' || mark === '[') depth += 1;
    if (mark === '}' || mark === ']') depth -= 1;
    if (depth > DEEPEST) throw Failure.permanent(`What was sent has brackets more than ${DEEPEST} deep.`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Failure.permanent('What was sent is not JSON.', { cause });
  }
}
