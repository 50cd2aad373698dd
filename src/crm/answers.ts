import type { z } from 'zod';
import type { Failure } from '../failure.ts';

/** Rejects with a DOMException, a TimeoutError, when there is no answer by then; the work itself is left alone. */
export async function answeredWithin<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DOMException(`no answer within ${timeoutMs} ms`, 'TimeoutError')), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What a body of JSON says; undefined is an answer without a body. Throws the failure for one that is not JSON or not of this shape:
 * what is wrong is told without a word of the body.
 */
export function readBody<T>(body: string | undefined, shape: z.ZodType<T>, failureOf: (wrong: string) => Failure): T {
  let json: unknown;
  try {
    json = body === undefined ? undefined : JSON.parse(body);
  } catch {
    throw failureOf('not JSON');
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw failureOf(`${issue?.code ?? 'invalid'} at ${issue?.path.join('.') || 'the top'}`);
}
