import { z } from 'zod';
import { Failure, neverSent, type FailureDetails } from '../../failure.ts';
import { causeCode, errorsIn, retryAfter, wordOf, type RecordError } from './failure-reading.ts';
import { meanings, type Meaning } from './failure-codes.ts';

/** What a message and a decision need to know of a call; `writes` says that a lost answer may hide a done deed. */
export type CallFacts = { what: string; writes: boolean };
/** An answer of the org as it came, before anything parsed its body; header names in lower case. */
export type Answer = { status: number; headers: Record<string, string>; body: string };

/** One entry of `errors` of a record in a collections answer. */
export const recordError = z.object({ statusCode: z.string(), fields: z.array(z.string()).nullish() });

/**
 * The Failure of an answer that is not 2xx: what its error code says, else its status. Names codes and fields, never values:
 * Salesforce's own messages quote what a person typed.
 */
export function failureOfAnswer(call: CallFacts, answer: Answer, now: number): Failure {
  const [error] = errorsIn(answer.body);
  const meaning = meaningOf(error, answer.status);
  const retryAt = retryAfter(answer.headers['retry-after'], now);
  return failureOf({ what: `${answer.status} for ${call.what}`, writes: call.writes, error, meaning, now, retryAt });
}

/** The Failure of one part of a composite call that only reads. */
export function failureOfPart(what: string, status: number, body: unknown, now: number): Failure {
  return failureOfAnswer({ what, writes: false }, { status, headers: {}, body: JSON.stringify(body) }, now);
}

/** The Failure of one record of many. That record was not saved. */
export function failureOfRecord(what: string, errors: z.infer<typeof recordError>[], now: number): Failure {
  const [first] = errors;
  const error = first && { errorCode: first.statusCode, fields: first.fields ?? [] };
  return failureOf({ what: `a record for ${what}`, writes: false, error, meaning: meaningOf(error, 400), now });
}

/** The Failure of a call that got no answer at all: cut, refused or too late. */
export function failureOfSending(call: CallFacts, error: unknown): Failure {
  const code = causeCode(error);
  const details: FailureDetails = { cause: error, code: 'no_answer', outcomeUnknown: call.writes && !neverSent(code) };
  return Failure.retry(`salesforce: no answer for ${call.what} (${code}): check the network; trying again`, details);
}

/** The Failure of a 2xx answer that cannot be read. The call may have done its work. */
export function failureOfNonsense(call: CallFacts, answer: { status: number }, why: string): Failure {
  const details: FailureDetails = { code: 'nonsense', outcomeUnknown: call.writes };
  const what = `${answer.status} for ${call.what}`;
  return Failure.retry(`salesforce: ${what} with a body that is not what Salesforce documents (${why})`, details);
}

type Told = {
  what: string;
  writes: boolean;
  error: RecordError | undefined;
  meaning: Meaning;
  now: number;
  retryAt?: number | undefined;
};

function failureOf({ what, writes, error, meaning, now, retryAt }: Told): Failure {
  const message = `salesforce: ${what}: ${meaning.advice}${particulars(error)}`;
  const details = { code: meaning.code };
  if (meaning.kind === 'rateLimited') return Failure.rateLimited(message, retryAt ?? now + meaning.waitMs, details);
  if (meaning.kind === 'retry')
    return Failure.retry(message, { ...details, outcomeUnknown: writes && meaning.mayBeDone === true });
  return meaning.kind === 'blocked' ? Failure.blocked(message, details) : Failure.permanent(message, details);
}

function meaningOf(error: RecordError | undefined, status: number): Meaning {
  if (status === 429) return { ...meanings.REQUEST_LIMIT_EXCEEDED, waitMs: 10_000 };
  const word = error?.errorCode;
  if (word === 'REQUEST_LIMIT_EXCEEDED' && /concurrent/i.test(error?.message ?? ''))
    return { ...meanings.REQUEST_LIMIT_EXCEEDED, waitMs: 10_000 };
  // Without a field it is the record itself that is not there; with one, what the field points to.
  if (word === 'INVALID_CROSS_REFERENCE_KEY' && !error?.fields?.length) return meanings.ENTITY_IS_DELETED;
  return (word !== undefined && known.get(word)) || meaningOfStatus(status);
}

const known = new Map<string, Meaning>(Object.entries(meanings));

function meaningOfStatus(status: number): Meaning {
  if (status === 401) return meanings.INVALID_SESSION_ID;
  if (status === 403) return meanings.INSUFFICIENT_ACCESS;
  if (status === 404 || status === 410) return meanings.NOT_FOUND;
  if (status === 409 || status === 412 || status === 423) return meanings.UNABLE_TO_LOCK_ROW;
  if (status >= 500 || status === 408 || status === 420) return meanings.UNKNOWN_EXCEPTION;
  return meanings.INVALID_FIELD;
}

function particulars(error: RecordError | undefined): string {
  const code = wordOf(error?.errorCode);
  const fields = (error?.fields ?? []).filter((field) => wordOf(field) !== undefined);
  const words = [...(code === undefined ? [] : [code]), ...fields];
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}
