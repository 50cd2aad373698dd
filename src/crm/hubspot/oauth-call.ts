import type { z } from 'zod';
import { failureOfNonsense, failureOfSending, type Answer } from './failure.ts';
import { failureOfOauth } from './oauth-failure.ts';

const TIMEOUT_MS = 10_000;

/** One request to HubSpot's OAuth; throws a Failure for every answer that is not 2xx, and after 10 s without one. */
export async function send(what: string, url: string, now: () => number, request: RequestInit): Promise<Answer> {
  const answer = await answered(what, url, request);
  if (answer.status < 200 || answer.status > 299) throw failureOfOauth(what, answer, now());
  return answer;
}

async function answered(what: string, url: string, request: RequestInit): Promise<Answer> {
  try {
    // A redirect would carry secrets to somebody else.
    const response = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after') ?? undefined,
      body: await response.text(),
    };
  } catch (error) {
    throw failureOfSending({ what, writes: true }, error);
  }
}

/** An answer as we want it; throws a Failure when it is not. It may have done its work. */
export function shaped<T>(what: string, answer: Answer, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(jsonOf(answer.body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw failureOfNonsense({ what, writes: true }, answer, `${issue?.code ?? 'invalid'} at ${issue?.path.join('.')}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
