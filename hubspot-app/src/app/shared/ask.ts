import { hubspot } from '@hubspot/ui-extensions';
import { server } from './server.ts';

/** What came of asking our server. Without a `status` nothing is known to have arrived, nor not to have. */
export type Asked<T> = { ok: true; data: T } | { ok: false; because: string; status?: number; body?: unknown };

/** Asks for what is at `path` ("/hubspot/api/..."). Never throws: what went wrong is a sentence for people. */
export function get<T>(path: string): Promise<Asked<T>> {
  return send<T>(path, { method: 'GET' });
}

/**
 * Sends `body`. HubSpot sends again by itself when our server stumbles, so what must happen once carries a key in `body`
 * (`usePress` sees to that). A refusal's own answer, where it had one, is in `body`.
 */
export function post<T>(path: string, body: Record<string, unknown>): Promise<Asked<T>> {
  return send<T>(path, { method: 'POST', body });
}

type Options = NonNullable<Parameters<typeof hubspot.fetch>[1]>;

async function send<T>(path: string, options: Options): Promise<Asked<T>> {
  try {
    const response = await hubspot.fetch(`${server}${path}`, options);
    if (response.ok) return { ok: true, data: (await response.json()) as T };
    return refused(response.status, await bodyOf(response));
  } catch {
    return { ok: false, because: "Hot Lead Signal's server could not be reached. Try again in a minute." };
  }
}

/** A refusal without a readable body is still a refusal. */
async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function refused(status: number, body: unknown): Asked<never> {
  return { ok: false, status, body, because: (status < 500 ? saidBy(body) : undefined) ?? sentenceFor(status) };
}

/** Our server explains its refusals in `text`; on its own mishaps (5xx) what it says is not meant for people. */
function saidBy(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('text' in body)) return undefined;
  return typeof body.text === 'string' && body.text !== '' ? body.text : undefined;
}

function sentenceFor(status: number): string {
  if (status === 401)
    return "Hot Lead Signal's server does not trust this call. An admin should check the client secret.";
  if (status === 403) return 'You may look at this, but not change it.';
  if (status === 404)
    return "Hot Lead Signal's server knows nothing of this HubSpot account. An admin should install it again.";
  if (status === 409) return 'Somebody changed this in the meantime. Look again, then decide.';
  if (status === 413) return 'That is too much to send at once.';
  if (status === 429) return 'Too many people are asking at once. Try again in a minute.';
  if (status >= 500) return "Hot Lead Signal's server has a problem of its own. Try again in a minute.";
  return `Hot Lead Signal's server refused this (${status}).`;
}
