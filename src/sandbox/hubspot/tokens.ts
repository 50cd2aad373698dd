import { randomUUID } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** A token handed out beforehand, as a static app has; all scopes when none are named. */
export type GivenToken = { token: string; scopes?: string[] };

/** Which tokens the portal knows. */
export type Credentials = {
  /** The scopes behind an `Authorization` header; throws the 401. */
  scopesOf(authorization: string | undefined): Set<string> | 'all';
  /** A fresh access token, good for `ttlMs`. */
  issue(scopes: string[] | undefined, ttlMs: number): string;
  scopesNow(token: string): string[] | undefined;
  revoke(token: string): void;
};

type Known = { scopes: string[] | undefined; expiresAt: number };

export function newCredentials(given: GivenToken[], now: () => number): Credentials {
  const known = new Map<string, Known>();
  for (const { token, scopes } of given) known.set(token, { scopes, expiresAt: Infinity });
  return {
    scopesOf(authorization) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      const found = token === undefined ? undefined : known.get(token);
      if (!found) throw unknownToken();
      if (found.expiresAt <= now()) throw expired(now() - found.expiresAt);
      return found.scopes ? new Set(found.scopes) : 'all';
    },
    issue(scopes, ttlMs) {
      const token = `sandbox-access-${randomUUID()}`;
      known.set(token, { scopes, expiresAt: now() + ttlMs });
      return token;
    },
    scopesNow(token) {
      const found = known.get(token);
      return found && found.expiresAt > now() ? (found.scopes ?? []) : undefined;
    },
    revoke: (token) => void known.delete(token),
  };
}

function unknownToken(): Refusal {
  const page = 'https://developers.hubspot.com/docs/methods/auth/oauth-overview';
  const advice = `This API supports OAuth 2.0 authentication and you can find more details at ${page}`;
  return new Refusal(401, 'INVALID_AUTHENTICATION', `Authentication credentials not found. ${advice}`);
}

function expired(ms: number): Refusal {
  const message = `The OAuth token used to make this call expired ${Math.floor(ms / 1000)} second(s) ago.`;
  return new Refusal(401, 'EXPIRED_AUTHENTICATION', message);
}
