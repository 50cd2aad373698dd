import { HttpApi } from 'jsforce/lib/http-api.js';
import type { z } from 'zod';
import { answeredWithin, readBody } from '../answers.ts';
import { breaker, type Breaker } from '../breaker.ts';
import { beforeClosing } from '../closing.ts';
import type { Lane } from '../crm.ts';
import { connectionTo, type Session } from './org-connection.ts';
import { dailyCalls } from './daily.ts';
import { failureOfAnswer, failureOfNonsense, failureOfSending, type Answer } from './failure.ts';
import type { OrgOptions } from './org.ts';

/** The longest a call waits for its answer, unless told otherwise. */
const usualTimeoutMs = 10_000;
/** So much later the client lets go of the call as well. */
const afterwardsMs = 1_000;

export type Call = {
  /** For messages: "create tasks". */
  what: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** After `/services/data/v66.0`, or from `/services/` on. */
  path: string;
  /** JSON, or text as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Changes something in the org: a lost answer then means an unknown outcome. */
  writes: boolean;
  /** `now` when left out. */
  lane?: Lane;
  closing?: AbortSignal;
  /** Of large answers; the org's own when left out. */
  timeoutMs?: number;
};

/** Makes one call within its turn and gives the answer in its shape; throws a Failure for everything else. Never retries. */
export type Ask = {
  <T>(call: Call, shape: z.ZodType<T>): Promise<T>;
  /** The same for an answer that is text. */
  text(call: Call): Promise<Answer>;
};

/**
 * The one way out. jsforce repeats a GET five times, waits half an hour, and renews a session for ever: all of that is off, and
 * what a failed call leads to is decided here and by the caller.
 */
export function guarded(options: OrgOptions): Ask {
  const daily = dailyCalls(options.now, options.keepDaily, options.dailyCalls);
  const hanging = breaker(options.now, { crm: 'salesforce', silence: 'the org answers no call' });
  const text = async (call: Call): Promise<Answer> => {
    daily.check(call.lane ?? 'now');
    hanging.check(call.what);
    await beforeClosing('salesforce', call, () => options.takeTurn(call.lane ?? 'now'));
    const answer = await sendWithGoodSession(call, options, hanging);
    daily.heard(answer.headers['sforce-limit-info']);
    if (answer.status < 200 || answer.status > 299) throw failureOfAnswer(call, answer, options.now());
    options.onAccepted?.();
    return answer;
  };
  const ask = async <T>(call: Call, shape: z.ZodType<T>) => {
    const answer = await text(call);
    const body = answer.status === 204 ? undefined : answer.body;
    return readBody(body, shape, (wrong) => failureOfNonsense(call, answer, wrong));
  };
  return Object.assign(ask, { text });
}

// A session may end between being asked for and being used: one more try, if there is another by then.
async function sendWithGoodSession(call: Call, options: OrgOptions, hanging: Breaker): Promise<Answer> {
  const session = await beforeClosing('salesforce', call, () => options.session());
  const answer = await send(call, session, options, hanging);
  if (answer.status !== 401) return answer;
  const renewed = await beforeClosing('salesforce', call, () => options.session(session.accessToken));
  if (renewed.accessToken === session.accessToken) return answer;
  const again = await send(call, renewed, options, hanging);
  // Whoever keeps sessions is to know that a new one is no better.
  if (again.status === 401) await beforeClosing('salesforce', call, () => options.session(renewed.accessToken));
  return again;
}

async function send(call: Call, session: Session, options: OrgOptions, hanging: Breaker): Promise<Answer> {
  const asked = call.timeoutMs ?? options.timeoutMs ?? usualTimeoutMs;
  const timeoutMs = call.closing === undefined ? asked : Math.min(asked, usualTimeoutMs);
  try {
    const answer = await answeredWithin(timeoutMs, exchange(call, session, timeoutMs));
    hanging.answered();
    return answer;
  } catch (error) {
    // Ours, of a call that took too long.
    if (error instanceof DOMException) hanging.unanswered();
    throw failureOfSending(call, error);
  }
}

type Seen = { statusCode: number; headers: Record<string, string>; body: string };

// jsforce's errors lack the HTTP status, so the response is taken as it passes by. As text: it would take a body that says JSON
// and is none for a text, too. No method is one to repeat.
async function exchange(call: Call, session: Session, timeoutMs: number): Promise<Answer> {
  const connection = connectionTo(session);
  const quiet = { responseType: 'text/plain', timeout: timeoutMs + afterwardsMs, retry: { methods: [] } };
  const api = new HttpApi(connection, quiet);
  let seen: Seen | undefined;
  api.on('response', (response: Seen) => {
    seen = response;
  });
  const { method, path, body, headers } = call;
  try {
    await api.request({
      method,
      url: connection._normalizeUrl(path),
      headers: { Accept: 'application/json', ...(isJson(body) && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: isJson(body) ? JSON.stringify(body) : (body as string) }),
    });
  } catch (error) {
    if (seen === undefined) throw error;
  }
  if (seen === undefined) throw new Error('no response');
  return { status: seen.statusCode, headers: seen.headers, body: seen.body };
}

function isJson(body: unknown): boolean {
  return body !== undefined && typeof body !== 'string';
}
