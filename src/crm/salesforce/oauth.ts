import { createHash } from 'node:crypto';
import { Failure } from '../../failure.ts';
import { grantedBy } from './oauth-answer.ts';
import { assertionOf } from './oauth-assertion.ts';
import { postForm } from './oauth-call.ts';
import type { Granted } from './oauth-grants.ts';

/** Our app as the org's admin registered it, and where people sign in. */
export type SalesforceApp = {
  clientId: string;
  /** Only the JWT bearer flow goes without. */
  clientSecret?: string;
  /** Without a slash at its end; https://login.salesforce.com when left out. */
  loginUrl?: string;
};

/** Salesforce's OAuth. All throw a Failure, without a secret in it; none tries twice. */
export type SalesforceOauth = {
  /** Salesforce's page on which somebody allows the app; only who has the `verifier` can use the code that comes of it (PKCE, S256). */
  consentUrl(asked: { state: string; redirectUri: string; verifier: string }): string;
  /** The grant for a code, which is good once. */
  exchange(given: { code: string; redirectUri: string; verifier: string }): Promise<Granted>;
  /**
   * Another session. Where the app rotates refresh tokens the grant has the new one, and the old one is worth nothing; else it has
   * the same. Failure code DISCONNECTED: there is none any more.
   */
  refresh(refreshToken: string): Promise<Granted>;
  /** A session by the app's private key, in the name of a user: JWT bearer. */
  byKey(key: { username: string; privateKey: string }): Promise<Granted>;
  /** A session in the name of the app's Run As user: client credentials. */
  byApp(): Promise<Granted>;
  /** The token, and the sessions made by it, are worth nothing from now on. One that was over already is no failure. */
  revoke(token: string): Promise<void>;
};

export const LOGIN = 'https://login.salesforce.com';
/** `api`: all that we read and write. `refresh_token`: sessions after the first one. */
const SCOPE = 'api refresh_token';
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export function salesforceOauth(app: SalesforceApp, now: () => number): SalesforceOauth {
  const { clientId, clientSecret, loginUrl = LOGIN } = app;
  const url = (path: string) => `${loginUrl}/services/oauth2/${path}`;
  const client = { client_id: clientId, ...(clientSecret !== undefined && { client_secret: clientSecret }) };

  async function granted(what: string, fields: Record<string, string>, by?: 'code'): Promise<Granted> {
    const asked = now();
    const answer = await postForm({ what, url: url('token'), ...(by !== undefined && { by }) }, fields, now);
    // The documented answer to an assertion has no signature, unlike those of the other flows (as known, not tried).
    const isSigned = fields['grant_type'] !== JWT_BEARER;
    return grantedBy(what, answer, { asked, clientSecret: isSigned ? clientSecret : undefined });
  }

  return {
    consentUrl({ state, redirectUri, verifier }) {
      const query = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      };
      return `${url('authorize')}?${String(new URLSearchParams(query)).replaceAll('+', '%20')}`;
    },
    exchange: ({ code, redirectUri, verifier }) =>
      granted(
        'exchanging the code of a connection',
        { ...client, grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier },
        'code',
      ),
    async refresh(refreshToken) {
      const fields = { ...client, grant_type: 'refresh_token', refresh_token: refreshToken };
      const { org, grant } = await granted('renewing a session', fields);
      return { org, grant: { ...grant, refreshToken: grant.refreshToken ?? refreshToken } };
    },
    byKey: ({ username, privateKey }) => {
      const assertion = assertionOf({ clientId, username, audience: loginUrl, privateKey }, now());
      return granted('asking for a session by key', { grant_type: JWT_BEARER, assertion });
    },
    byApp: () => granted('asking for a session by client credentials', { ...client, grant_type: 'client_credentials' }),
    async revoke(token) {
      try {
        await postForm({ what: 'revoking a token', url: url('revoke') }, { token }, now);
      } catch (error) {
        // Salesforce answers 400 for a token that it does not know (any more): as known, not tried.
        if (!(error instanceof Failure) || error.kind !== 'blocked') throw error;
      }
    },
  };
}

/** A grant of another org than the one it was asked for is never used. */
export function ofOrg(org: string, given: Granted): Granted['grant'] {
  if (given.org === org) return given.grant;
  throw Failure.blocked(`salesforce: org ${org} was answered with a session of org ${given.org}`, {
    code: 'other_org',
  });
}
