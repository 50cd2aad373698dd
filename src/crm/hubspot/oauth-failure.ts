import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Answer } from './failure.ts';

/** Codes of failures that a caller acts upon. */
export const DISCONNECTED = 'bad_refresh_token';
export const REFUSED_TOKEN = 'unauthorized';

/** HubSpot names what is wrong in `status`, OAuth itself in `error`. */
const bodyShape = z.object({ status: z.string().catch(''), error: z.string().catch('') });
const WORD = /^[A-Za-z_]{1,40}$/;
const RATE_MS = 10_000;

/** The Failure of a refusal of HubSpot's OAuth. Says HubSpot's word for it and nothing else of the answer, which may quote secrets. */
export function failureOfOauth(what: string, answer: Answer, now: number): Failure {
  const { status, error } = readBody(answer.body);
  const word = [status, error].find((each) => WORD.test(each));
  const say = (advice: string) => `hubspot: ${answer.status}${word ? ` (${word})` : ''} for ${what}: ${advice}`;
  if (answer.status === 429)
    return Failure.rateLimited(say('over the rate limit: waiting'), retryAt(answer, now), { code: 'rate_limit' });
  if (answer.status >= 500 || answer.status === 408 || answer.status === 423)
    return Failure.retry(say('HubSpot has a problem: trying again'), { code: 'server_error' });
  if (status.startsWith('BAD_CLIENT') || error === 'invalid_client')
    return Failure.blocked(
      say('HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET are not those of the app: correct them and start again'),
      { code: 'bad_client' },
    );
  // An old or used code is called the same by OAuth.
  if (status === 'BAD_REFRESH_TOKEN' || (error === 'invalid_grant' && status !== 'BAD_AUTH_CODE'))
    return Failure.blocked(say('the account does not know this grant any more: connect it again'), {
      code: DISCONNECTED,
    });
  if (answer.status === 401)
    return Failure.blocked(say('the access token is not accepted: connect the account again'), { code: REFUSED_TOKEN });
  return Failure.permanent(say('refused: begin again'), { code: 'refused' });
}

function readBody(text: string): z.infer<typeof bodyShape> {
  try {
    return bodyShape.parse(JSON.parse(text));
  } catch {
    return { status: '', error: '' };
  }
}

function retryAt({ retryAfter }: Answer, now: number): number {
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
  return now + (seconds === undefined ? RATE_MS : seconds * 1_000);
}
