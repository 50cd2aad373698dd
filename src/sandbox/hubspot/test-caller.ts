/** An answer as a test reads it; `body` is parsed JSON, or undefined when there was none. */
export type Answer = { status: number; headers: Headers; body: unknown };

/** Calls a sandbox with plain fetch, as an app with this token does. */
export function caller(sandbox: { url: string }, token = 'sandbox-token') {
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return answerOf(await fetch(sandbox.url + path, { method, headers, ...sent }));
  };
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** What is at this path of a body; undefined when it leads nowhere. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let found = value;
  for (const step of path) found = (found as Record<string | number, unknown> | undefined)?.[step];
  return found;
}

/** The same, for a list. */
export function listAt(value: unknown, ...path: (string | number)[]): unknown[] {
  return at(value, ...path) as unknown[];
}
