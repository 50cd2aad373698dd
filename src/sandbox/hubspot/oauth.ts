import { randomUUID } from 'node:crypto';
import type { Handler, Reply, SandboxRequest, SandboxServer } from '../server.ts';
import { refusable } from './endpoint.ts';
import type { Portal } from './portal.ts';
import { Refusal } from './refusal.ts';
import type { Credentials } from './tokens.ts';

/** An app's own credentials, and the OAuth grants it holds. */
export type OauthApp = { clientId: string; clientSecret: string; grants: Grants };

/** Code or refresh token, to the scopes granted with it. A code is good once. */
export type Grants = { codes: Map<string, string[]>; refreshTokens: Map<string, string[]> };

const ACCESS_TOKEN_MS = 1_800_000;

/** The token endpoints (dossier 3.15). They are not counted against the API limits. */
export function oauthRoutes(server: SandboxServer, portal: Portal, app: OauthApp, credentials: Credentials): void {
  for (const version of ['2026-03', '2026-09']) {
    const on = (path: string, answer: (form: URLSearchParams) => Reply): void => {
      const handler: Handler = (request) => refusable(() => answer(formOf(request)));
      server.route('POST', `/oauth/${version}/${path}`, handler);
    };
    on('token', (form) => token(portal, app, credentials, form));
    on('token/introspect', (form) => introspect(portal, app, credentials, form));
    on('token/revoke', (form) => revoke(app, credentials, form));
  }
}

function formOf(request: SandboxRequest): URLSearchParams {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
  }
  return new URLSearchParams(request.rawBody.toString('utf8'));
}

function token(portal: Portal, app: OauthApp, credentials: Credentials, form: URLSearchParams): Reply {
  refuseOtherApp(app, form);
  const { scopes, refreshToken } = granted(app.grants, form);
  const accessToken = credentials.issue(scopes, ACCESS_TOKEN_MS);
  return {
    status: 200,
    body: {
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_in: ACCESS_TOKEN_MS / 1_000,
      token_type: 'bearer',
      token_use: 'access_token',
      hub_id: portal.id,
      user_id: 9,
      scopes,
    },
  };
}

function granted({ codes, refreshTokens }: Grants, form: URLSearchParams): { scopes: string[]; refreshToken: string } {
  const grantType = form.get('grant_type');
  if (grantType === 'refresh_token') {
    const refreshToken = form.get('refresh_token') ?? '';
    const scopes = refreshTokens.get(refreshToken);
    if (!scopes) throw refused('BAD_REFRESH_TOKEN', 'missing or invalid refresh token', 'invalid_grant');
    return { scopes, refreshToken };
  }
  if (grantType !== 'authorization_code')
    throw refused('BAD_GRANT_TYPE', 'missing or unknown grant type', 'unsupported_grant_type');
  const code = form.get('code') ?? '';
  const scopes = codes.get(code);
  if (!scopes || !form.get('redirect_uri'))
    throw refused('BAD_AUTH_CODE', 'missing or unknown auth code', 'invalid_grant');
  codes.delete(code);
  const refreshToken = `sandbox-refresh-${randomUUID()}`;
  refreshTokens.set(refreshToken, scopes);
  return { scopes, refreshToken };
}

function refuseOtherApp(app: OauthApp, form: URLSearchParams): void {
  if (form.get('client_id') !== app.clientId)
    throw refused('BAD_CLIENT_ID', 'missing or unknown client id', 'invalid_client');
  if (form.get('client_secret') !== app.clientSecret)
    throw refused('BAD_CLIENT_SECRET', 'missing or invalid client secret', 'invalid_client');
}

function refused(status: string, message: string, error: string): Refusal {
  return new Refusal(400, 'VALIDATION_ERROR', message, { status, error, error_description: message });
}

function introspect(portal: Portal, app: OauthApp, credentials: Credentials, form: URLSearchParams): Reply {
  refuseOtherApp(app, form);
  const asked = form.get('token') ?? '';
  const scopes = credentials.scopesNow(asked) ?? app.grants.refreshTokens.get(asked);
  if (!scopes) return { status: 200, body: { active: false } };
  const body = {
    active: true,
    hub_id: portal.id,
    user_id: 9,
    scopes,
    app_id: portal.appId,
    is_private_distribution: true,
  };
  return { status: 200, body };
}

/** Whether revoking a refresh token ends live access tokens is not known (dossier 7); here it does not. */
function revoke(app: OauthApp, credentials: Credentials, form: URLSearchParams): Reply {
  refuseOtherApp(app, form);
  const asked = form.get('token') ?? '';
  app.grants.refreshTokens.delete(asked);
  credentials.revoke(asked);
  return { status: 200, body: {} };
}
