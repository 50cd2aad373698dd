import { verify, type KeyObject } from 'node:crypto';

/** What a good assertion says. Times are in ms. */
export type Assertion = { issuer: string; subject: string; audience: string; expiresAt: number };

/** The claims of a JWT before anything is checked; undefined when it is none signed by RS256. */
export function claimsOf(jwt: string): Assertion | undefined {
  const [header, payload, signature, ...more] = jwt.split('.');
  if (!header || !payload || !signature || more.length > 0) return undefined;
  const [{ alg }, { iss, sub, aud, exp }] = [parsed(header), parsed(payload)];
  if (alg !== 'RS256') return undefined;
  if (typeof iss !== 'string' || typeof sub !== 'string' || typeof aud !== 'string') return undefined;
  // A string of digits is taken too: Salesforce's own example has one.
  const seconds = Number(exp);
  return Number.isFinite(seconds) && seconds > 0
    ? { issuer: iss, subject: sub, audience: aud, expiresAt: seconds * 1_000 }
    : undefined;
}

/** Whether the holder of the private half signed it. */
export function isSigned(jwt: string, publicKey: string | KeyObject): boolean {
  const cut = jwt.lastIndexOf('.');
  const signature = Buffer.from(jwt.slice(cut + 1), 'base64url');
  return verify('RSA-SHA256', Buffer.from(jwt.slice(0, cut)), publicKey, signature);
}

function parsed(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
