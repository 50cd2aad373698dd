import { z } from 'zod';

const errorBody = z
  .object({
    category: z.string().optional(),
    subCategory: z.unknown().optional(),
    message: z.string().optional(),
    correlationId: z.string().optional(),
    context: z.record(z.string(), z.unknown()).optional(),
    policyName: z.string().optional(),
    errors: z.array(z.object({ code: z.string().optional(), context: z.record(z.string(), z.unknown()).optional() })),
  })
  .partial();
export type ErrorBody = z.infer<typeof errorBody>;

/** The strings under one key of an error's context; HubSpot gives a list, seldom a bare value. */
export function contextValues(context: Record<string, unknown> | undefined, key: string): string[] {
  const value = context?.[key];
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** The body of a refusal; whatever is not as documented is left out. */
export function readErrorBody(text: string): ErrorBody {
  try {
    return errorBody.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

/** What support asks for: category, policy, codes and correlation id, in brackets. */
export function particulars(body: ErrorBody): string {
  const codes = (body.errors ?? []).map((error) => error.code);
  const words = [body.category, body.subCategory, body.policyName, ...codes].filter(isWord);
  const named = [...new Set(words)];
  if (isWord(body.correlationId)) named.push(`correlation id ${body.correlationId}`);
  return named.length === 0 ? '' : ` (${named.join(', ')})`;
}

/** A code or a name: never a sentence, which may quote a person. */
export function isWord(text: unknown): text is string {
  return typeof text === 'string' && /^[\w.:-]{1,80}$/.test(text);
}

/** Whether a refusal is of certain records, which it names, and not of the app as a whole. */
export function namesRecords(body: ErrorBody): boolean {
  if (scopesIn(body).length > 0) return false;
  const contexts = [body.context, ...(body.errors ?? []).map(({ context }) => context)];
  return contexts.some((context) => contextValues(context, 'ids').length > 0);
}

/** Which scope is missing, as far as HubSpot says. */
export function scopeAdvice(body: ErrorBody): string {
  const scopes = scopesIn(body);
  if (scopes.length === 0)
    return 'the app may not do this: check its scopes and the permissions of the user who installed it';
  return `the app lacks the scope ${scopes.join(' or ')}: add it to the app and connect again`;
}

function scopesIn(body: ErrorBody): string[] {
  const lists = (body.errors ?? []).flatMap(({ context }) =>
    Object.keys(context ?? {})
      .filter((key) => /scopes/i.test(key))
      .flatMap((key) => contextValues(context, key)),
  );
  return [...new Set(lists.filter(isWord))];
}

/** The properties that were refused, as ` in email, phone`. Names only: the message quotes the values too. */
export function propertiesOf(body: ErrorBody): string {
  const quoted = [...(body.message ?? '').matchAll(/"name":"([a-z][a-z0-9_]*)"/g)].map((match) => match[1]);
  const listed = (body.errors ?? []).flatMap(({ context }) => contextValues(context, 'propertyName'));
  const names = [...new Set([...quoted, ...listed].filter(isWord))];
  return names.length === 0 ? '' : ` in ${names.join(', ')}`;
}
