import type { Connection } from 'jsforce';
import { Failure } from '../../../failure.ts';
import type { Org } from '../org.ts';

type Metadata = Connection['metadata'];

/** Codes of refusals that say something of the user, and not of what was asked. */
const forbidden = [
  'INSUFFICIENT_ACCESS',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'API_DISABLED_FOR_ORG',
  'INVALID_OPERATION',
];
/** Codes that pass by themselves. */
const passing = ['REQUEST_LIMIT_EXCEEDED', 'SERVER_UNAVAILABLE', 'UNABLE_TO_LOCK_ROW'];

/**
 * One call of the metadata API. Throws Failures only: permanent with the code `forbidden` where the user may not, permanent for
 * another refusal, blocked for a session that is not taken, and else what passes by itself.
 */
export async function metadataCall<T>(org: Org, what: string, ask: (metadata: Metadata) => Promise<T>): Promise<T> {
  const { metadata } = await org.connection();
  try {
    return await ask(metadata);
  } catch (error) {
    throw failureOf(what, error);
  }
}

function failureOf(what: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = refusalCode(error);
  if (code === undefined)
    return Failure.retry(`salesforce: no answer for ${what}: check the network`, { cause: error, code: 'no_answer' });
  const said = `salesforce: the metadata API refused to ${what} (${code})`;
  if (code === 'INVALID_SESSION_ID')
    return Failure.blocked('salesforce: the session is not accepted: connect the org again', { code: 'unauthorized' });
  if (passing.includes(code)) return Failure.retry(said, { cause: error, code });
  const isRight = forbidden.includes(code);
  return Failure.permanent(isRight ? `${said}: the user we are may not do that` : said, {
    cause: error,
    code: isRight ? 'forbidden' : code,
  });
}

/** The metadata API's own word, as jsforce gives it: "sf:INSUFFICIENT_ACCESS". */
function refusalCode(error: unknown): string | undefined {
  const { errorCode, name } = error as { errorCode?: unknown; name?: unknown };
  const word = [errorCode, name].find((each) => typeof each === 'string' && /^(?:\w+:)?[A-Z][A-Z_]+$/.test(each));
  return typeof word === 'string' ? word.replace(/^\w+:/, '') : undefined;
}

/** In groups of at most so many. */
export function inGroups<T>(list: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / most) }, (_, at) => list.slice(at * most, (at + 1) * most));
}

/** What jsforce gives as one where there is one, as a list. */
export function listed(answer: unknown): unknown[] {
  if (answer === undefined || answer === null) return [];
  return Array.isArray(answer) ? answer : [answer];
}
