import type { Tier } from './limits.ts';
import type { Workspace } from './workspace.ts';

/** The arguments of a call: form fields as strings, the nested ones decoded from their JSON. */
export type Args = Record<string, unknown>;

/** One Web API method. `tier` and `scope` are undefined where Slack has none. */
export type Method = {
  scope?: string;
  tier?: Tier;
  run(args: Args, workspace: Workspace, token: string): Record<string, unknown>;
};

/** Thrown by a method to answer `{ok: false, error}` with HTTP 200, as Slack does. */
export class Refusal extends Error {
  readonly extra: Record<string, unknown>;

  constructor(code: string, extra: Record<string, unknown> = {}) {
    super(code);
    this.extra = extra;
  }
}

/** A text argument; refuses with `missing` when it is absent or empty. */
export function required(args: Args, name: string, missing = 'invalid_arguments'): string {
  const value = optional(args, name);
  if (value === undefined)
    throw new Refusal(missing, { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } });
  return value;
}

/** A text argument, undefined when absent or empty. */
export function optional(args: Args, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One page of a list by Slack's opaque cursor, and the cursor of the next page ('' at the end). */
export function page<T>(args: Args, items: T[], usual: number): { items: T[]; next: string } {
  const limit = Math.min(1000, Math.max(1, Number(optional(args, 'limit') ?? usual)));
  const cursor = optional(args, 'cursor');
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString('utf8').slice(5));
  if (!Number.isInteger(from) || from < 0) throw new Refusal('invalid_cursor');
  const end = from + limit;
  const next = end < items.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: items.slice(from, end), next };
}
