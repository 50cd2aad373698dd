import { randomUUID, type KeyObject } from 'node:crypto';

/** An app as the org's admin registered it (an external client app). */
export type OauthApp = {
  clientId: string;
  clientSecret: string;
  /** Where a consent may lead back to. */
  callback: string;
  /** The web server flow must bring a PKCE challenge. */
  pkce?: boolean;
  /** Each refresh gives another refresh token and ends the one before. */
  rotating?: boolean;
  /** Checks the signature of JWT bearer assertions; without one that flow is off. */
  publicKey?: string | KeyObject;
  /** Username that client credentials act as; without one that flow is off. */
  runAs?: string;
  /** Usernames an admin approved beforehand, who need no consent. */
  preApproved?: string[];
};

/** What somebody allowed an app to do in their name. */
export type Grant = { clientId: string; userId: string; scopes: string[] };

type Code = { grant: Grant; redirectUri: string; challenge: string | undefined; expiresAt: number };

/** What was given out: apps, codes, refresh tokens and the sessions opened by them. */
export type OauthBook = ReturnType<typeof newOauthBook>;

const CODE_MS = 15 * 60_000;

/** `sessions` opens and ends the access tokens themselves. */
export function newOauthBook(
  now: () => number,
  sessions: { open(userId: string): string; end(token: string): void; userOf(token: string): string | undefined },
) {
  const apps = new Map<string, OauthApp>();
  const codes = new Map<string, Code>();
  const refreshTokens = new Map<string, Grant>();
  const opened = new Map<string, { grant: Grant; by: string | undefined; at: number }>();
  const approved = new Set<string>();

  const pair = (clientId: string, userId: string) => `${clientId} ${userId}`;

  function endSession(token: string): boolean {
    sessions.end(token);
    return opened.delete(token);
  }

  function endRefreshToken(token: string): boolean {
    for (const [access, { by }] of opened) if (by === token) endSession(access);
    return refreshTokens.delete(token);
  }

  return {
    addApp: (app: OauthApp): void => void apps.set(app.clientId, app),
    app: (clientId: string | null): OauthApp | undefined => apps.get(clientId ?? ''),
    approve: ({ clientId, userId }: Grant): void => void approved.add(pair(clientId, userId)),
    isApproved: (clientId: string, userId: string): boolean => approved.has(pair(clientId, userId)),

    addCode(grant: Grant, redirectUri: string, challenge: string | undefined): string {
      const code = `aPrx${randomUUID().replaceAll('-', '')}==`;
      codes.set(code, { grant, redirectUri, challenge, expiresAt: now() + CODE_MS });
      return code;
    },

    /** A code is good once, whatever comes of it. */
    takeCode(code: string): Code | undefined {
      const found = codes.get(code);
      codes.delete(code);
      return found && found.expiresAt > now() ? found : undefined;
    },

    addRefreshToken(grant: Grant): string {
      const token = `5Aep${randomUUID().replaceAll('-', '')}`;
      refreshTokens.set(token, grant);
      return token;
    },
    refreshGrant: (token: string): Grant | undefined => refreshTokens.get(token),

    /** The same sessions go on under the new token. */
    rotate(token: string, grant: Grant): string {
      const next = this.addRefreshToken(grant);
      for (const session of opened.values()) if (session.by === token) session.by = next;
      refreshTokens.delete(token);
      return next;
    },

    openSession(grant: Grant, by?: string): string {
      const token = sessions.open(grant.userId);
      opened.set(token, { grant, by, at: now() });
      return token;
    },
    /** Whose session this is, and since when; undefined when it has ended or no app opened it. */
    session(token: string) {
      return sessions.userOf(token) === undefined ? undefined : opened.get(token);
    },
    endSession,
    endRefreshToken,

    /** The user takes back what they allowed: tokens and sessions of this app end. */
    forget(clientId: string, userId: string): void {
      const theirs = (grant: Grant) => grant.clientId === clientId && grant.userId === userId;
      approved.delete(pair(clientId, userId));
      for (const [token, grant] of refreshTokens) if (theirs(grant)) endRefreshToken(token);
      for (const [token, { grant }] of opened) if (theirs(grant)) endSession(token);
      for (const [code, { grant }] of codes) if (theirs(grant)) codes.delete(code);
    },
  };
}
