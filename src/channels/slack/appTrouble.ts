import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { Failure } from '../../failure.ts';
import { slackFailure } from './failure.ts';

/** Slack's words for an installation that is over, not merely wrong. */
const OVER = new Set(['token_revoked', 'account_inactive']);

type Trouble = { text: string; code?: string; at?: string; revoked?: string };

/**
 * Anything that was thrown while somebody was served, without what it may hold of people: of an unforeseen error only its name
 * and place. `revoked` when it says that the team has taken the app away.
 */
export function troubleInWords(error: unknown, doing: string, now: number): Trouble {
  const failure = isFromSlack(error) ? slackFailure(error, { doing, writes: false, now }) : error;
  if (failure instanceof Failure) {
    const { message: text, code } = failure;
    if (code === undefined) return { text };
    return { text, code, ...(OVER.has(code) && { revoked: code }) };
  }
  const { name = 'something', stack = '' } = error instanceof Error ? error : {};
  const at = /^\s+at .*$/m.exec(stack)?.[0].trim();
  return { text: `slack: ${name} while answering ${doing}`, ...(at !== undefined && { at }) };
}

/** The code with which Slack refused; undefined when it was something else. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? String(error.data.error ?? '') : undefined;
}

function isFromSlack(error: unknown): boolean {
  return [WebAPIPlatformError, WebAPIRateLimitedError, WebAPIHTTPError, WebAPIRequestError].some(
    (kind) => error instanceof kind,
  );
}
