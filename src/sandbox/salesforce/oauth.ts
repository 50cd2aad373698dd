import { createHmac } from 'node:crypto';
import type { Reply, SandboxRequest } from '../server.ts';
import type { Ground } from './ground.ts';
import { newOauthBook, type OauthApp, type OauthBook } from './oauth-book.ts';
import { consentPage } from './oauth-consent.ts';
import { authenticatedApp, granted, type Granted, type OauthUser } from './oauth-grants.ts';
import { oauthRefusable, OauthRefusal } from './oauth-refusal.ts';
import { identityOf, userNamed, userWith } from './oauth-users.ts';
import type { Route } from './route.ts';

/** What a test does to the org's apps and logins from outside the API. */
export type OauthHands = {
  /** Registers an app. Safe twice; the last one counts. */
  addApp(app: OauthApp): void;
  /** The login address, which is not the org's own: client credentials are refused there. */
  loginUrl(): string;
  /** An admin ends one session: the token is worth nothing from now on. */
  endSession(token: string): void;
  /** A user, by username, takes back what they allowed the app. Throws when there is no such user. */
  revokeApp(clientId: string, username: string): void;
};

/**
 * OAuth of one org (dossier 4.1): consent, tokens, revocation, introspection and identity. None of it is counted as an API call.
 */
export function oauthRoutes(ground: Ground): { routes: Route[]; hands: OauthHands } {
  const book = newOauthBook(() => ground.now(), ground.sessions);
  const open = (method: string, path: string, answer: (request: SandboxRequest) => Reply): Route => ({
    method,
    path,
    access: 'open',
    answer: ({ request }) => oauthRefusable(() => answer(request)),
  });
  const routes = [
    open('GET', '/services/oauth2/authorize', (request) => consentPage(ground, book, request)),
    open('POST', '/services/oauth2/token', (request) => token(ground, book, request)),
    open('POST', '/services/oauth2/revoke', (request) => revoke(book, request)),
    open('POST', '/services/oauth2/introspect', (request) => introspect(ground, book, request)),
    open('GET', '/services/oauth2/userinfo', (request) => identity(ground, request)),
    open('GET', '/id/:org/:user', (request) => identity(ground, request, request.params)),
  ];
  return { routes, hands: handsOf(ground, book) };
}

function handsOf(ground: Ground, book: OauthBook): OauthHands {
  return {
    addApp: book.addApp,
    loginUrl: () => loginUrl(ground),
    endSession: (access) => void book.endSession(access),
    revokeApp(clientId, username) {
      const user = userNamed(ground, username);
      if (!user) throw new Error(`the sandbox has no user ${username}`);
      book.forget(clientId, user.id);
    },
  };
}

/** The same server under its other name, so that both addresses lead to it. */
function loginUrl(ground: Ground): string {
  return ground.instanceUrl().replace('//127.0.0.1', '//localhost');
}

function formOf({ headers, rawBody, query }: SandboxRequest): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
  return isForm ? new URLSearchParams(rawBody.toString('utf8')) : query;
}

function token(ground: Ground, book: OauthBook, request: SandboxRequest): Reply {
  const host = request.headers.host ?? '';
  const asked = {
    book,
    now: ground.now(),
    form: formOf(request),
    onMyDomain: host === new URL(ground.instanceUrl()).host,
    audiences: ['https://login.salesforce.com', 'https://test.salesforce.com', loginUrl(ground), ground.instanceUrl()],
    userByName: (username: string): OauthUser | undefined => userNamed(ground, username),
    userById: (id: string): OauthUser | undefined => userWith(ground, id),
  };
  const given = granted(asked);
  return { status: 200, headers: { 'Cache-Control': 'no-store' }, body: tokenAnswer(ground, book, given, host) };
}

/** There is no `expires_in`: how long a session lives is the org's policy. */
function tokenAnswer(ground: Ground, book: OauthBook, { app, grant, refreshToken, by }: Granted, host: string) {
  const id = `http://${host}/id/${ground.orgId}/${grant.userId}`;
  const issued = String(ground.now());
  return {
    access_token: book.openSession(grant, by),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    signature: createHmac('sha256', app.clientSecret)
      .update(id + issued)
      .digest('base64'),
    scope: grant.scopes.join(' '),
    instance_url: ground.instanceUrl(),
    id,
    token_type: 'Bearer',
    issued_at: issued,
  };
}

/** A refresh token takes the sessions opened by it with it; an access token goes alone. The words of the refusal are not known. */
function revoke(book: OauthBook, request: SandboxRequest): Reply {
  const shown = formOf(request).get('token') ?? '';
  const known = book.refreshGrant(shown) ? book.endRefreshToken(shown) : book.endSession(shown);
  if (!known) throw new OauthRefusal('invalid_token', 'invalid token');
  return { status: 200 };
}

function introspect(ground: Ground, book: OauthBook, request: SandboxRequest): Reply {
  const form = formOf(request);
  const app = authenticatedApp({ book, form });
  const shown = form.get('token') ?? '';
  const session = book.session(shown);
  const grant = session?.grant ?? book.refreshGrant(shown);
  if (grant?.clientId !== app.clientId) return { status: 200, body: { active: false } };
  const body = {
    active: true,
    scope: grant.scopes.join(' '),
    client_id: app.clientId,
    username: userWith(ground, grant.userId)?.username,
    sub: `${ground.instanceUrl()}/id/${ground.orgId}/${grant.userId}`,
    token_type: session ? 'access_token' : 'refresh_token',
    ...(session && { iat: Math.floor(session.at / 1_000), nbf: Math.floor(session.at / 1_000) }),
  };
  return { status: 200, body };
}

/** Refuses in plain text and with 403, unlike everything else. */
function identity(ground: Ground, request: SandboxRequest, of?: SandboxRequest['params']): Reply {
  const shown = /^(?:Bearer|OAuth) (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (shown === undefined) return { status: 403, body: 'Missing_OAuth_Token' };
  const userId = ground.sessions.userOf(shown);
  if (userId === undefined) return { status: 403, body: 'Bad_OAuth_Token' };
  if (of && (of['org'] !== ground.orgId || of['user'] !== userId)) return { status: 403, body: 'Wrong_Org' };
  return { status: 200, body: identityOf(ground, userId) };
}
