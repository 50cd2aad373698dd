import { Failure } from '../../failure.ts';

const AT_ONCE = 5;

/** Asks for each, a few at a time; whom Slack does not know is left out. */
export async function eachOf<T>(ids: string[], ask: (id: string) => Promise<T>): Promise<Map<string, T>> {
  const answers = new Map<string, T>();
  const waiting = [...ids];
  async function lane(): Promise<void> {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const answer = await ask(id).catch(absent);
      if (answer !== undefined) answers.set(id, answer);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return answers;
}

const UNKNOWN = new Set(['user_not_found', 'users_not_found', 'user_not_visible']);

function absent(error: unknown): undefined {
  if (UNKNOWN.has(Failure.from(error).code ?? '')) return undefined;
  throw error;
}

/** Undefined where the app may not ask. */
export async function ifAllowed<T>(asking: Promise<T>): Promise<T | undefined> {
  return asking.catch((error: unknown) => {
    if (Failure.from(error).code === 'missing_scope') return undefined;
    throw error;
  });
}
