import { z } from 'zod';
import { Failure, type FailureDetails } from '../../failure.ts';
import {
  isWord,
  namesRecords,
  particulars,
  propertiesOf,
  readErrorBody,
  scopeAdvice,
  type ErrorBody,
} from './error-body.ts';
import { nextMidnight } from './midnight.ts';

/** What a message and a decision need to know of a call; `writes` says that a lost answer may hide a done deed. */
export type CallFacts = { what: string; writes: boolean };
/** An answer of HubSpot as it came, before anything parsed its body. */
export type Answer = { status: number; retryAfter: string | undefined; body: string };

/** One entry of `errors` in a multi-status answer. */
export const itemError = z.object({
  category: z.string().optional(),
  subCategory: z.unknown().optional(),
  context: z.record(z.string(), z.unknown()).optional(),
});
export type ItemError = z.infer<typeof itemError>;

/**
 * The Failure of an answer that is not 2xx. `timeZone` is the account's: its daily limit ends at its midnight.
 * Names properties and scopes, never values: HubSpot's own messages quote what a person typed.
 */
export function failureOfAnswer(call: CallFacts, answer: Answer, now: number, timeZone: string): Failure {
  const body = readErrorBody(answer.body);
  const say = (advice: string) => `hubspot: ${answer.status} for ${call.what}: ${advice}${particulars(body)}`;
  switch (answer.status) {
    case 401:
      return Failure.blocked(say('the access token is not accepted: renew it in the app settings'), {
        code: 'unauthorized',
      });
    case 403:
      if (namesRecords(body))
        return Failure.permanent(say('this record may not be touched'), { code: 'forbidden_record' });
      return Failure.blocked(say(scopeAdvice(body)), { code: 'forbidden' });
    case 404:
      return Failure.permanent(say('it does not exist: it was deleted, or the id is of another portal'), {
        code: 'not_found',
      });
    case 409:
      return Failure.permanent(say('it exists already'), { code: 'conflict' });
    case 423:
      return Failure.retry(say('locked by another change: trying again'), { code: 'locked' });
    case 429:
      return Failure.rateLimited(say('over the rate limit: waiting'), endOfLimit(body, answer, now, timeZone), {
        code: 'rate_limit',
      });
    case 477:
      return Failure.rateLimited(say('the account is being moved: waiting'), retryAt(answer, now) ?? now + 60_000, {
        code: 'moving',
      });
    case 408:
      return Failure.retry(say('HubSpot gave up waiting: trying again'), {
        code: 'server_error',
        outcomeUnknown: call.writes,
      });
  }
  if (answer.status >= 500) {
    return Failure.retry(say('HubSpot has a problem: trying again'), {
      code: 'server_error',
      outcomeUnknown: call.writes,
    });
  }
  return Failure.permanent(
    say(`refused as invalid${propertiesOf(body)}: correct the property or its rule in HubSpot`),
    { code: 'invalid' },
  );
}

/** The Failure of a call that got no answer at all: cut, refused or too late. */
export function failureOfSending(call: CallFacts, error: unknown): Failure {
  const code = causeCode(error);
  const neverSent =
    code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'UND_ERR_CONNECT_TIMEOUT';
  const details: FailureDetails = { cause: error, code: 'no_answer', outcomeUnknown: call.writes && !neverSent };
  return Failure.retry(`hubspot: no answer for ${call.what} (${code}): check the network; trying again`, details);
}

/** The Failure of a 2xx answer that cannot be read. The call may have done its work. */
export function failureOfNonsense(call: CallFacts, answer: Answer, why: string): Failure {
  const details: FailureDetails = { code: 'nonsense', outcomeUnknown: call.writes };
  return Failure.retry(
    `hubspot: ${answer.status} for ${call.what} with a body that is not what HubSpot documents (${why})`,
    details,
  );
}

/** The Failure of one record in a multi-status answer. That record was not written. */
export function failureOfItem(what: string, error: ItemError, now: number): Failure {
  const words = [error.category, error.subCategory].filter(isWord).join(', ') || 'no category given';
  const message = `hubspot: one record was refused for ${what} (${words})`;
  if (error.category === 'RATE_LIMITS') return Failure.rateLimited(message, now + 10_000, { code: 'rate_limit' });
  if (error.category === 'OBJECT_NOT_FOUND')
    return Failure.permanent(`${message}: it was deleted or merged`, { code: 'not_found' });
  // A scope is the app's, whichever record it was missed at; a permission may be of this record alone.
  if (/SCOPE/.test(words))
    return Failure.blocked(`${message}: add the scope to the app and connect again`, { code: 'forbidden' });
  if (/VALIDATION|CONFLICT|EXISTS|PERMISSION|INVALID/.test(words))
    return Failure.permanent(message, { code: 'invalid' });
  return Failure.retry(message, { code: 'server_error' });
}

/**
 * Throws unless all that failed is missing: a record deleted meanwhile, or a contact without associations, comes as an error of
 * that category. Every other leaves open what the record says.
 */
export function throwSerious(what: string, errors: ItemError[], now: number): void {
  const serious = errors.find(({ category }) => category !== 'OBJECT_NOT_FOUND');
  if (serious) throw failureOfItem(what, serious, now);
}

function endOfLimit(body: ErrorBody, answer: Answer, now: number, timeZone: string): number {
  const told = retryAt(answer, now);
  if (told !== undefined) return told;
  if (body.policyName === 'DAILY') return nextMidnight(now, timeZone);
  if (body.policyName === 'SECONDLY' || /secondly limit/i.test(body.message ?? '')) {
    return now + (/ten_secondly/i.test(body.message ?? '') ? 10_000 : 1_000);
  }
  return now + 10_000;
}

function retryAt(answer: Answer, now: number): number | undefined {
  if (answer.retryAfter === undefined) return undefined;
  const seconds = Number(answer.retryAfter);
  if (Number.isFinite(seconds)) return now + Math.max(0, seconds) * 1_000;
  const date = Date.parse(answer.retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(now, date);
}

function causeCode(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return error instanceof Error ? error.name : 'unknown';
}
