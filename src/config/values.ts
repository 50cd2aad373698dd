import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { Secret } from './secret.ts';

export const secret = z
  .string()
  .regex(/^[^\s"'<>]{8,}$/)
  .transform((value) => new Secret(value));
export const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(from).max(to));
export const digits = z.string().regex(/^\d+$/);
export const webUrl = (schemes: RegExp) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && schemes.test(value))
    .transform((value) => value.replace(/\/+$/, ''));
export const secretUrl = (schemes: RegExp) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && schemes.test(value))
    .transform((value) => new Secret(value));

const queues = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));

export function taskQueues(value: string, context: z.RefinementCtx): Record<string, string> {
  try {
    const given = value.startsWith('{') ? (JSON.parse(value) as unknown) : Object.fromEntries(pairs(value));
    const entries = Object.entries(queues.parse(given)).map(([email, id]) => [email.toLowerCase(), id] as const);
    if (entries.every(([email, id]) => email.includes('@') && /^\d+$/.test(id))) return Object.fromEntries(entries);
  } catch {
    // JSON that is none is the same problem as wrong entries.
  }
  context.addIssue({ code: 'custom', message: 'not a list of queues' });
  return z.NEVER;
}

function pairs(value: string): string[][] {
  return value
    .split(',')
    .filter((entry) => entry.trim() !== '')
    .map((entry) => entry.split('=').map((part) => part.trim()));
}

/** The key as PEM; in one line, as some env files need it, its line breaks are \\n. */
export function rsaKey(value: string, context: z.RefinementCtx): Secret {
  const pem = value.replaceAll('\\n', '\n');
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return new Secret(pem);
  } catch {
    // What is no key at all is the same problem as a key of another kind.
  }
  context.addIssue({ code: 'custom', message: 'not an RSA private key' });
  return z.NEVER;
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}
