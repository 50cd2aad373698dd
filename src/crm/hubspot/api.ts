import { Client } from '@hubspot/api-client';
import type { z } from 'zod';
import { answeredWithin, readBody } from '../answers.ts';
import type { Breaker } from '../breaker.ts';
import { beforeClosing } from '../closing.ts';
import type { Lane, TakeTurn } from '../crm.ts';
import type { DailyLimit } from './daily-limit.ts';
import { failureOfAnswer, failureOfNonsense, failureOfSending, type Answer } from './failure.ts';

/** The longest a call waits for its answer, unless told otherwise. */
const usualTimeoutMs = 10_000;

export type ApiOptions = {
  /**
   * The portal's access token now; asked for at every call, so that it may be renewed meanwhile, and again with the token that
   * HubSpot did not accept. Where it gives that one again, there is no better.
   */
  token: (refused?: string) => Promise<string> | string;
  /** Told of each call that HubSpot did: the token is good. */
  onAccepted?: () => void;
  takeTurn: TakeTurn;
  /** Epoch milliseconds. */
  now: () => number;
  baseUrl?: string;
  /** 10 s when left out, and at most that for a call with `closing`. */
  timeoutMs?: number;
  /** The account's IANA zone now, where its daily limit ends at midnight; UTC by default. */
  timeZone?: () => string;
  /** What is left of the account's day; without it nothing is kept for those in a hurry. */
  daily?: DailyLimit;
  /** Hears whether HubSpot answers; without it every call waits for its answer. */
  breaker?: Breaker;
};

export type Call = {
  /** For messages: "create tasks". */
  what: string;
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  /** Changes something in HubSpot: a lost answer then means an unknown outcome. */
  writes: boolean;
  bucket?: 'search';
  /** `now` when left out. */
  lane?: Lane;
  /** Nothing is sent once this is aborted; the answer comes within 10 s of that. */
  closing?: AbortSignal;
};

/** Makes one call within its turn and gives the answer in its shape; throws a Failure for everything else. Never retries. */
export type Ask = <T>(call: Call, shape: z.ZodType<T>) => Promise<T>;

/** The same, but nothing is sent once `closing` is aborted. */
export function askUntil(ask: Ask, closing: AbortSignal): Ask {
  return (call, shape) => ask({ ...call, closing }, shape);
}

/**
 * One portal's way to HubSpot, over the vendor's client. The client keeps its limiter and retries process-wide; both stay off,
 * so other parts of the process must not build a Client with either. It cannot abort: a late answer is left to itself.
 */
export function hubspotApi(options: ApiOptions): Ask {
  const client = new Client({ basePath: options.baseUrl ?? 'https://api.hubapi.com', numberOfApiCallRetries: 0 });
  return async (call, shape) => {
    options.daily?.check(call.lane ?? 'now');
    options.breaker?.check(call.what);
    await beforeClosing('hubspot', call, () => options.takeTurn(call.bucket ?? 'call', call.lane));
    const answer = await sendWithFreshToken(client, call, options);
    if (answer.status < 200 || answer.status > 299) {
      throw failureOfAnswer(call, answer, options.now(), options.timeZone?.() ?? 'UTC');
    }
    options.onAccepted?.();
    return readBody(answer.body, shape, (wrong) => failureOfNonsense(call, answer, wrong));
  };
}

// A token may expire between being asked for and being used: one more try, if there is a new one by then.
async function sendWithFreshToken(client: Client, call: Call, options: ApiOptions): Promise<Answer> {
  const asked = options.timeoutMs ?? usualTimeoutMs;
  const timeoutMs = call.closing === undefined ? asked : Math.min(asked, usualTimeoutMs);
  const token = await beforeClosing('hubspot', call, () => options.token());
  const answer = await send(client, call, token, { ...options, timeoutMs });
  if (answer.status !== 401) return answer;
  const renewed = await beforeClosing('hubspot', call, () => options.token(token));
  if (renewed === token) return answer;
  const again = await send(client, call, renewed, { ...options, timeoutMs });
  // Whoever keeps tokens is to know that a new one is no better.
  if (again.status === 401) await beforeClosing('hubspot', call, () => options.token(renewed));
  return again;
}

async function send(
  client: Client,
  call: Call,
  token: string,
  { timeoutMs, daily, breaker }: { timeoutMs: number } & Pick<ApiOptions, 'daily' | 'breaker'>,
): Promise<Answer> {
  try {
    const answer = await answeredWithin(timeoutMs, exchange(client, call, token, daily));
    breaker?.answered();
    return answer;
  } catch (error) {
    // Ours, of a call that took too long.
    if (error instanceof DOMException) breaker?.unanswered();
    throw failureOfSending(call, error);
  }
}

async function exchange(client: Client, call: Call, token: string, daily?: DailyLimit): Promise<Answer> {
  const response = await client.apiRequest({
    method: call.method,
    path: call.path,
    headers: { Authorization: `Bearer ${token}` },
    ...(call.query && { qs: call.query }),
    ...(call.body !== undefined && { body: call.body }),
  });
  daily?.heard(response.headers);
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after') ?? undefined,
    body: await response.text(),
  };
}
