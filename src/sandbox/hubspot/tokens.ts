import { randomUUID } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** A token handed out beforehand, as a static app has; all scopes when none are named. */
export type GivenToken = { token: string; scopes?: string[] };

/** What a token is for: one account, in the name of the user who allowed the app. All scopes when undefined. */
export type Grant = { portalId: number; userId: number; scopes: string[] | undefined };

/** Which access tokens HubSpot knows, of all accounts. */
export type Credentials = {
  /** Whose token an `Authorization` header has; throws the 401. */
  holderOf(authorization: string | undefined): Grant;
  /** Makes this token good for ever, as a static app's. */
  give(token: string, grant: Grant): void;
  /** A fresh access token, good for `ttlMs`. */
  issue(grant: Grant, ttlMs: number): string;
  grantNow(token: string): Grant | undefined;
  revoke(token: string): void;
  /** Ends every token of an account. */
  forget(portalId: number): void;
};

type Known = { grant: Grant; expiresAt: number };

export function newCredentials(now: () => number): Credentials {
  const known = new Map<string, Known>();
  return {
    holderOf(authorization) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      const found = token === undefined ? undefined : known.get(token);
      if (!found) throw unknownToken();
      if (found.expiresAt <= now()) throw expired(now() - found.expiresAt);
      return found.grant;
    },
    give: (token, grant) => void known.set(token, { grant, expiresAt: Infinity }),
    issue(grant, ttlMs) {
      const token = `sandbox-access-${randomUUID()}`;
      known.set(token, { grant, expiresAt: now() + ttlMs });
      return token;
    },
    grantNow(token) {
      const found = known.get(token);
      return found && found.expiresAt > now() ? found.grant : undefined;
    },
    revoke: (token) => void known.delete(token),
    forget(portalId) {
      for (const [token, { grant }] of known) if (grant.portalId === portalId) known.delete(token);
    },
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
