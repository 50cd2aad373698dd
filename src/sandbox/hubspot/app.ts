import { randomUUID } from 'node:crypto';
import type { Grant } from './tokens.ts';

/** One developer's app, as its project file describes it to HubSpot. */
export type HubspotApp = {
  appId: number;
  clientId: string;
  clientSecret: string;
  /** Where a consent may lead back to; anywhere when undefined. */
  redirectUrls?: string[];
  /** Scopes that every link to the consent page must ask for. */
  requiredScopes?: string[];
  /** Each refresh gives another refresh token and ends the one before. HubSpot has given the same one back so far. */
  rotatesRefreshTokens?: boolean;
};

/** A code is good once, and for the address it was given to; for any when that is undefined. */
type Code = { grant: Grant; redirectUri: string | undefined };

/** What the app was granted and has not lost again, in all accounts. */
export type Grants = ReturnType<typeof newGrants>;

export function newGrants() {
  const codes = new Map<string, Code>();
  const refreshTokens = new Map<string, Grant>();
  let made = 0;
  return {
    addCode(grant: Grant, redirectUri?: string): string {
      const code = `sandbox-code-${(made += 1)}`;
      codes.set(code, { grant, redirectUri });
      return code;
    },
    /** The grant of a code, which is worth nothing afterwards: also when it was brought from the wrong address. */
    takeCode(code: string, redirectUri: string): Grant | undefined {
      const found = codes.get(code);
      codes.delete(code);
      return found && (found.redirectUri ?? redirectUri) === redirectUri ? found.grant : undefined;
    },
    addRefreshToken(grant: Grant): string {
      const token = `sandbox-refresh-${randomUUID()}`;
      refreshTokens.set(token, grant);
      return token;
    },
    refreshGrant: (token: string) => refreshTokens.get(token),
    dropRefreshToken: (token: string) => void refreshTokens.delete(token),
    /** Ends all that an account granted. */
    forget(portalId: number): void {
      for (const [code, { grant }] of codes) if (grant.portalId === portalId) codes.delete(code);
      for (const [token, grant] of refreshTokens) if (grant.portalId === portalId) refreshTokens.delete(token);
    },
  };
}
