import { neverSent } from '../../failure.ts';

/** Milliseconds to wait when Slack says "too fast" without saying how long. */
export const USUAL_WAIT_MS = 10_000;

/** Why a request has no answer. Only after `unreachable` is it certain that Slack did nothing. */
export class Unanswered extends Error {
  readonly why: 'timeout' | 'unreachable' | 'connection';

  constructor(why: Unanswered['why'], cause: unknown) {
    super(why, { cause });
    this.why = why;
  }
}

/** The client's `fetch`: throws Unanswered, and gives a 429 without a usable Retry-After the usual wait (the client would throw a bare Error). */
export async function slackFetch(url: string | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((error: unknown) => {
    throw new Unanswered(whyNoAnswer(error), error);
  });
  if (response.status !== 429 || /^\s*\d+/.test(response.headers.get('retry-after') ?? '')) return response;
  await response.body?.cancel();
  return new Response(undefined, { status: 429, headers: { 'retry-after': String(USUAL_WAIT_MS / 1000) } });
}

function whyNoAnswer(error: unknown): Unanswered['why'] {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'timeout';
  return neverSent(cause?.code) ? 'unreachable' : 'connection';
}
