import { z } from 'zod';
import { Failure, type FailureDetails, neverSent } from '../../failure.ts';

/** Codes of failures that a caller acts upon. `DISCONNECTED`: only a new connection brings it back. */
export const DISCONNECTED = 'expired_grant';
/** Not for now: somebody in the org changed something, and may change it back. */
export const REFUSED_LOGIN = 'refused_login';

/** What Salesforce's OAuth answered, before anything parsed its body. */
export type OauthAnswer = { status: number; body: string };

const bodyShape = z.object({ error: z.string().catch(''), error_description: z.string().catch('') });
const WORD = /^[A-Za-z_]{1,40}$/;
/** Salesforce's descriptions are fixed phrases; what has digits or signs in it may quote what was sent. */
const PHRASE = /^[A-Za-z][A-Za-z '/,.-]{0,79}$/;
/** Logins of one user are counted by the hour (3,600): https://help.salesforce.com, "Login Rate Limit"; read as known, not tried. */
const LOGINS_MS = 300_000;
const RATE_MS = 60_000;

/** What a person does about a grant that is refused, by the phrase that Salesforce says (dossier 4.1, and as known). */
const ADVICE: [said: RegExp, advice: string][] = [
  [
    /hasn.?t approved/,
    'approve the app for the user beforehand (the app’s policies: admin approved users, with a permission set or profile)',
  ],
  [
    /client credentials user/,
    'choose a Run As user in the app’s policies, where the client credentials flow is switched on',
  ],
  [
    /not supported on this domain/,
    'set SALESFORCE_LOGIN_URL to the org’s My Domain: login.salesforce.com does not answer client credentials',
  ],
  [/inactive.user|user is inactive/, 'the user is not active: activate them, or connect as another one'],
  [/inactive.org/, 'the org is not active'],
  [
    /ip restricted/,
    'the org does not let this network in: add its address to the trusted IP ranges, or relax the IP restrictions of the app',
  ],
  [/audience/, 'SALESFORCE_LOGIN_URL is not where this user signs in: https://test.salesforce.com for a sandbox'],
  [
    /assertion|signature|certificate/,
    'SALESFORCE_PRIVATE_KEY is not the key of the certificate that the app has, or this server’s clock is wrong',
  ],
];
const OTHERWISE = 'the org does not let us in: look at the login history of the user in Salesforce Setup';

/**
 * The Failure of a refusal of Salesforce's OAuth; `code`: a code was exchanged, which is good once. Says Salesforce's word for it
 * and nothing of what was sent.
 */
export function failureOfOauth(what: string, answer: OauthAnswer, now: number, by?: 'code'): Failure {
  const { error, error_description: description } = bodyOf(answer.body);
  const said = [error, description].filter((each, index) => (index === 0 ? WORD : PHRASE).test(each)).join(': ');
  const say = (advice: string) => `salesforce: ${answer.status}${said && ` (${said})`} for ${what}: ${advice}`;
  if (/login rate/i.test(description))
    return Failure.rateLimited(say('too many logins in an hour: waiting'), now + LOGINS_MS, { code: 'rate_limit' });
  if (answer.status === 429)
    return Failure.rateLimited(say('over the rate limit: waiting'), now + RATE_MS, { code: 'rate_limit' });
  if (answer.status >= 500 || answer.status === 408)
    return Failure.retry(say('Salesforce has a problem: trying again'), { code: 'server_error' });
  // Two that renew at once: the other one's answer is kept where we look next.
  if (/already being processed|try again|retry your request/i.test(description))
    return Failure.retry(say('trying again'), { code: 'server_error' });
  if (/^(invalid_client|invalid_client_id|invalid_client_credentials)$/.test(error))
    return Failure.blocked(
      say('SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET are not those of the app: correct them and start again'),
      { code: 'bad_client' },
    );
  if (by === 'code') return Failure.permanent(say('refused: begin again'), { code: 'refused' });
  return ofGrant(error, description, say);
}

function ofGrant(error: string, description: string, say: (advice: string) => string): Failure {
  if (
    error === 'invalid_grant' &&
    /expired access\/refresh token|invalid refresh token|token.*revoked/i.test(description)
  )
    return Failure.blocked(say('the org does not know this grant any more: connect it again'), { code: DISCONNECTED });
  const told = `${error} ${description}`.toLowerCase();
  const [, advice] = ADVICE.find(([phrase]) => phrase.test(told)) ?? [];
  return Failure.blocked(say(advice ?? OTHERWISE), { code: REFUSED_LOGIN });
}

function bodyOf(text: string): z.infer<typeof bodyShape> {
  try {
    return bodyShape.parse(JSON.parse(text));
  } catch {
    return { error: '', error_description: '' };
  }
}

/** No such host, nothing there, or no address at all: what is mistyped looks like this, and so does a name server that is down. */
const MISTYPED = /^(ENOTFOUND|ECONNREFUSED|ERR_INVALID_URL|TypeError|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** The Failure of a request to `host` that got no answer at all: cut, refused or too late. */
export function failureOfNoAnswer(what: string, error: unknown, host?: string): Failure {
  const code = causeOf(error);
  const details: FailureDetails = { cause: error, code: 'no_answer', outcomeUnknown: !neverSent(code) };
  const where = host === undefined ? '' : ` from ${host}`;
  const advice =
    host !== undefined && MISTYPED.test(code)
      ? 'correct SALESFORCE_LOGIN_URL if that is not where the org signs in, or check the network'
      : 'check the network';
  return Failure.retry(`salesforce: no answer${where} for ${what} (${code}): ${advice}; trying again`, details);
}

/** The Failure of a 2xx answer that is not what it must be; it may have done its work. */
export function failureOfNonsense(what: string, why: string): Failure {
  const details: FailureDetails = { code: 'nonsense', outcomeUnknown: true };
  return Failure.retry(`salesforce: the answer for ${what} is not what Salesforce documents (${why})`, details);
}

/** The code of what went wrong first; else its name, of an error that may be of another realm. */
function causeOf(error: unknown): string {
  for (let at = error; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : undefined)
    if ('code' in at && typeof at.code === 'string') return at.code;
  const { name } = (error ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : 'unknown';
}
