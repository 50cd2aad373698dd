import { createHash } from 'node:crypto';
import type { Grant, OauthApp, OauthBook } from './oauth-book.ts';
import { claimsOf, isSigned } from './oauth-jwt.ts';
import { OauthRefusal } from './oauth-refusal.ts';

/** Who may log in, as OAuth sees them. */
export type OauthUser = { id: string; username: string; isActive: boolean };

/** `onMyDomain`: the call came to the org's own address, not to the login address. `audiences`: whom an assertion may be for. */
export type Asking = {
  book: OauthBook;
  now: number;
  form: URLSearchParams;
  onMyDomain: boolean;
  audiences: string[];
  userByName: (username: string) => OauthUser | undefined;
  userById: (id: string) => OauthUser | undefined;
};

/** `refreshToken` is what the answer says; `by` is the one the session depends on. */
export type Granted = { app: OauthApp; grant: Grant; refreshToken?: string; by?: string };

/** An assertion may not be good for longer. Documented as three minutes, and five are accepted (dossier 4.1). */
const ASSERTION_MS = 5 * 60_000;

// The words of the errors are those that are documented or often quoted; where a flow has more than one, the commonest.

/** What the token endpoint grants to this form; throws the refusal. */
export function granted(asking: Asking): Granted {
  switch (asking.form.get('grant_type') ?? '') {
    case 'authorization_code':
      return byCode(asking);
    case 'refresh_token':
      return byRefreshToken(asking);
    case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
      return byAssertion(asking);
    case 'client_credentials':
      return byCredentials(asking);
    default:
      throw new OauthRefusal('unsupported_grant_type', 'grant type not supported');
  }
}

/** The app of a form that shows its id and secret. */
export function authenticatedApp({ book, form }: Pick<Asking, 'book' | 'form'>): OauthApp {
  const app = book.app(form.get('client_id'));
  if (!app) throw new OauthRefusal('invalid_client_id', 'client identifier invalid');
  if (form.get('client_secret') !== app.clientSecret)
    throw new OauthRefusal('invalid_client', 'invalid client credentials');
  return app;
}

function byCode(asking: Asking): Granted {
  const { book, form } = asking;
  const app = authenticatedApp(asking);
  const code = book.takeCode(form.get('code') ?? '');
  if (code?.grant.clientId !== app.clientId) throw new OauthRefusal('invalid_grant', 'expired authorization code');
  if (form.get('redirect_uri') !== code.redirectUri)
    throw new OauthRefusal('redirect_uri_mismatch', 'redirect_uri must match configuration');
  refuseOtherVerifier(code.challenge, form.get('code_verifier'));
  refuseInactive(asking.userById(code.grant.userId));
  if (!keepsAccess(code.grant.scopes)) return { app, grant: code.grant };
  const refreshToken = book.addRefreshToken(code.grant);
  return { app, grant: code.grant, refreshToken, by: refreshToken };
}

function keepsAccess(scopes: string[]): boolean {
  return scopes.some((scope) => ['refresh_token', 'offline_access', 'full'].includes(scope));
}

function refuseOtherVerifier(challenge: string | undefined, verifier: string | null): void {
  if (challenge === undefined) return;
  const made = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url');
  if (verifier === null || made !== challenge) throw new OauthRefusal('invalid_grant', 'invalid code verifier');
}

function byRefreshToken(asking: Asking): Granted {
  const { book, form } = asking;
  const app = authenticatedApp(asking);
  const shown = form.get('refresh_token') ?? '';
  const grant = book.refreshGrant(shown);
  if (grant?.clientId !== app.clientId) throw new OauthRefusal('invalid_grant', 'expired access/refresh token');
  refuseInactive(asking.userById(grant.userId));
  if (!app.rotating) return { app, grant, by: shown };
  const next = book.rotate(shown, grant);
  return { app, grant, refreshToken: next, by: next };
}

function byAssertion(asking: Asking): Granted {
  const assertion = asking.form.get('assertion') ?? '';
  const claims = claimsOf(assertion);
  if (!claims) throw new OauthRefusal('invalid_grant', 'invalid assertion');
  const app = asking.book.app(claims.issuer);
  if (!app) throw new OauthRefusal('invalid_client_id', 'client identifier invalid');
  if (!app.publicKey || !isSigned(assertion, app.publicKey))
    throw new OauthRefusal('invalid_grant', 'invalid assertion');
  if (!asking.audiences.includes(claims.audience)) throw new OauthRefusal('invalid_grant', 'audience is invalid');
  const left = claims.expiresAt - asking.now;
  if (left <= 0 || left > ASSERTION_MS) throw new OauthRefusal('invalid_grant', 'invalid assertion');
  const user = asking.userByName(claims.subject);
  if (!user || !mayUse(asking.book, app, user))
    throw new OauthRefusal('invalid_grant', "user hasn't approved this consumer");
  refuseInactive(user);
  return { app, grant: { clientId: app.clientId, userId: user.id, scopes: ['api'] } };
}

function mayUse(book: OauthBook, app: OauthApp, user: OauthUser): boolean {
  return app.preApproved?.includes(user.username) === true || book.isApproved(app.clientId, user.id);
}

function byCredentials(asking: Asking): Granted {
  if (!asking.onMyDomain) throw new OauthRefusal('invalid_grant', 'request not supported on this domain');
  const app = authenticatedApp(asking);
  const user = app.runAs === undefined ? undefined : asking.userByName(app.runAs);
  if (!user) throw new OauthRefusal('invalid_grant', 'no client credentials user enabled');
  refuseInactive(user);
  return { app, grant: { clientId: app.clientId, userId: user.id, scopes: ['api'] } };
}

function refuseInactive(user: OauthUser | undefined): void {
  if (!user?.isActive) throw new OauthRefusal('inactive_user', 'user is inactive');
}
