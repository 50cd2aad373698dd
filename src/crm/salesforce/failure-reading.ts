import { z } from 'zod';

const restError = z.object({
  errorCode: z.string().optional(),
  message: z.string().optional(),
  fields: z.array(z.string()).nullish(),
});
export type RecordError = z.infer<typeof restError>;

/** The errors in a body: REST says them as an array. A body of another kind says none. */
export function errorsIn(body: string): RecordError[] {
  try {
    const json: unknown = JSON.parse(body);
    const list = Array.isArray(json) ? json : [json];
    return list.flatMap((one) => restError.safeParse(one).data ?? []);
  } catch {
    return [];
  }
}

/** An error code or a field's name; undefined for anything else, which may quote what a person typed. */
export function wordOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\w{1,80}$/.test(text) ? text : undefined;
}

/** Salesforce documents no `Retry-After`; a proxy before it may say one. Seconds or a date, as epoch milliseconds. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return now + Math.max(0, seconds) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(now, date);
}

/** The code of what cut a call short: undici's, Node's, or the error's name. */
export function causeCode(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return error instanceof Error ? error.name : 'unknown';
}
