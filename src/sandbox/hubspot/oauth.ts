import type { Handler, Reply, SandboxRequest, SandboxServer } from '../server.ts';
import type { Grants, HubspotApp } from './app.ts';
import { versions } from './endpoint.ts';
import { Refusal, refusable } from './refusal.ts';
import type { Credentials, Grant } from './tokens.ts';

/** The app with what it was granted. `uninstall` ends its part in an account. */
export type Oauth = {
  app: HubspotApp;
  grants: Grants;
  credentials: Credentials;
  uninstall: (portalId: number) => void;
};

const ACCESS_TOKEN_MS = 1_800_000;

/** The token endpoints (dossier 3.15). They are not counted against the API limits. */
export function oauthRoutes(server: Pick<SandboxServer, 'route'>, oauth: Oauth): void {
  for (const version of versions) {
    const on = (path: string, answer: (form: URLSearchParams) => Reply): void => {
      const handler: Handler = (request) => refusable(() => answer(formOf(request)));
      server.route('POST', `/oauth/${version}/${path}`, handler);
    };
    on('token', (form) => token(oauth, form));
    on('token/introspect', (form) => introspect(oauth, form));
    on('token/revoke', (form) => revoke(oauth, form));
    server.route('DELETE', `/appinstalls/${version}/external-install`, (request) =>
      refusable(() => removeApp(oauth, request)),
    );
  }
}

function formOf(request: SandboxRequest): URLSearchParams {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
  }
  return new URLSearchParams(request.rawBody.toString('utf8'));
}

function token(oauth: Oauth, form: URLSearchParams): Reply {
  refuseOtherApp(oauth.app, form);
  const { grant, refreshToken } = granted(oauth, form);
  return {
    status: 200,
    body: {
      access_token: oauth.credentials.issue(grant, ACCESS_TOKEN_MS),
      refresh_token: refreshToken,
      expires_in: ACCESS_TOKEN_MS / 1_000,
      token_type: 'bearer',
      token_use: 'access_token',
      hub_id: grant.portalId,
      user_id: grant.userId,
      scopes: grant.scopes ?? [],
    },
  };
}

function granted(oauth: Oauth, form: URLSearchParams): { grant: Grant; refreshToken: string } {
  const grantType = form.get('grant_type');
  if (grantType === 'refresh_token') return refreshed(oauth, form.get('refresh_token') ?? '');
  if (grantType !== 'authorization_code')
    throw refused('BAD_GRANT_TYPE', 'missing or unknown grant type', 'unsupported_grant_type');
  const redirectUri = form.get('redirect_uri');
  if (!redirectUri) throw refused('BAD_REDIRECT_URI', 'missing or unknown redirect uri', 'invalid_request');
  const grant = oauth.grants.takeCode(form.get('code') ?? '', redirectUri);
  if (!grant) throw refused('BAD_AUTH_CODE', 'missing or unknown auth code', 'invalid_grant');
  return { grant, refreshToken: oauth.grants.addRefreshToken(grant) };
}

function refreshed({ app, grants }: Oauth, refreshToken: string): { grant: Grant; refreshToken: string } {
  const grant = grants.refreshGrant(refreshToken);
  if (!grant) throw refused('BAD_REFRESH_TOKEN', 'missing or invalid refresh token', 'invalid_grant');
  if (!app.rotatesRefreshTokens) return { grant, refreshToken };
  grants.dropRefreshToken(refreshToken);
  return { grant, refreshToken: grants.addRefreshToken(grant) };
}

function refuseOtherApp(app: HubspotApp, form: URLSearchParams): void {
  if (form.get('client_id') !== app.clientId)
    throw refused('BAD_CLIENT_ID', 'missing or unknown client id', 'invalid_client');
  if (form.get('client_secret') !== app.clientSecret)
    throw refused('BAD_CLIENT_SECRET', 'missing or invalid client secret', 'invalid_client');
}

function refused(status: string, message: string, error: string): Refusal {
  return new Refusal(400, 'VALIDATION_ERROR', message, { status, error, error_description: message });
}

function introspect({ app, grants, credentials }: Oauth, form: URLSearchParams): Reply {
  refuseOtherApp(app, form);
  const asked = form.get('token') ?? '';
  const grant = credentials.grantNow(asked) ?? grants.refreshGrant(asked);
  if (!grant) return { status: 200, body: { active: false } };
  const { portalId: hub_id, userId: user_id, scopes = [] } = grant;
  const body = { active: true, hub_id, user_id, scopes, app_id: app.appId, is_private_distribution: true };
  return { status: 200, body };
}

/** Whether revoking a refresh token ends live access tokens is not known (dossier 7); here it does not. */
function revoke({ app, grants, credentials }: Oauth, form: URLSearchParams): Reply {
  refuseOtherApp(app, form);
  const asked = form.get('token') ?? '';
  grants.dropRefreshToken(asked);
  credentials.revoke(asked);
  return { status: 200, body: {} };
}

/** Removes the app from the account of the token, which is worth nothing afterwards (dossier 3.15). */
function removeApp({ credentials, uninstall }: Oauth, { headers }: SandboxRequest): Reply {
  uninstall(credentials.holderOf(headers.authorization).portalId);
  return { status: 204 };
}
