import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { failureOfNonsense, type OauthAnswer } from './oauth-failure.ts';
import type { Granted } from './oauth-grants.ts';

const answerShape = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  instance_url: z.string(),
  /** https://login.salesforce.com/id/<org>/<user> */
  id: z.string(),
  issued_at: z.union([z.string(), z.number()]).transform(String).optional(),
  signature: z.string().optional(),
  scope: z.string().optional(),
});
const IDENTITY = /\/id\/(00D\w{12}(?:\w{3})?)\/(005\w{12}(?:\w{3})?)$/;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * A token answer as a grant, asked for at `asked`. With a `clientSecret` its signature has to be right. Throws a Failure: for an
 * answer that is not one, and blocked for one that Salesforce did not sign.
 */
export function grantedBy(what: string, answer: OauthAnswer, { asked, clientSecret }: Asked): Granted {
  const parsed = answerShape.safeParse(jsonOf(answer.body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw failureOfNonsense(what, `${issue?.code ?? 'invalid'} at ${issue?.path.join('.')}`);
  }
  const { access_token, refresh_token, instance_url, id, scope = '', ...signed } = parsed.data;
  if (clientSecret !== undefined) mustBeSigned(what, { id, ...signed }, clientSecret);
  const [, org, userId] = IDENTITY.exec(id) ?? [];
  if (org === undefined || userId === undefined) throw failureOfNonsense(what, 'id names no org and user');
  const grant = {
    accessToken: access_token,
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    instanceUrl: instanceOf(what, instance_url),
    issuedAt: asked,
    userId: fullId(userId),
    scopes: scope.split(' ').filter((each) => each !== ''),
  };
  return { org: fullId(org), grant };
}

type Asked = { asked: number; clientSecret: string | undefined };

// Base64 of the HMAC-SHA256 of id and issued_at, by the app's secret: dossier 4.1.
function mustBeSigned(
  what: string,
  {
    id,
    issued_at = '',
    signature = '',
  }: { id: string; issued_at?: string | undefined; signature?: string | undefined },
  clientSecret: string,
): void {
  const right = createHmac('sha256', clientSecret).update(`${id}${issued_at}`).digest();
  const given = Buffer.from(signature, 'base64');
  if (given.length === right.length && timingSafeEqual(given, right)) return;
  throw Failure.blocked(
    `salesforce: the answer for ${what} is not signed with the app’s secret: nothing of it is kept; correct SALESFORCE_CLIENT_SECRET, and see what stands between this server and SALESFORCE_LOGIN_URL`,
    { code: 'bad_signature' },
  );
}

/** Our access token goes there: by https, or to this machine. */
function instanceOf(what: string, url: string): string {
  const { protocol, hostname, origin } = URL.parse(url) ?? {};
  if (origin !== undefined && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname ?? ''))))
    return origin;
  throw failureOfNonsense(what, 'instance_url is no https address');
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18 characters of an id of 15: three more say which letters are capitals. */
export function fullId(id: string): string {
  if (id.length !== 15) return id;
  const capitals = (part: string) => Array.from(part, (letter, at) => (/[A-Z]/.test(letter) ? 2 ** at : 0));
  const sums = [0, 5, 10].map((from) => capitals(id.slice(from, from + 5)).reduce((sum, each) => sum + each, 0));
  return id + sums.map((sum) => LETTERS[sum]).join('');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
