import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Answer } from './failure.ts';
import { send, shaped } from './oauth-call.ts';
import { oauthPaths } from './paths.ts';

/** Our app as HubSpot knows it, and where HubSpot is. */
export type HubspotApp = {
  clientId: string;
  clientSecret: string;
  /** https://api.hubapi.com when left out. */
  apiUrl?: string;
  /** Where people allow it; https://app.hubspot.com when left out, which sends on to the account's region. */
  uiUrl?: string;
};

/** What an account granted: tokens with their times (epoch ms), the scopes, and HubSpot's id of the user who allowed it. */
export type Grant = {
  accessToken: string;
  refreshToken: string;
  issuedAt: number;
  expiresAt: number;
  scopes: string[];
  userId?: string;
};

/** HubSpot's token endpoints. All throw a Failure, without a secret in it; none tries twice. */
export type HubspotOauth = {
  /** HubSpot's page on which somebody chooses an account and allows the app. */
  consentUrl(asked: { state: string; redirectUri: string; scopes: Scopes }): string;
  /** The grant for a code, which is good once, and whose it is. */
  exchange(code: string, redirectUri: string): Promise<{ portal: string; grant: Grant }>;
  /** Another access token; the refresh token of the answer is the one to keep. Failure code DISCONNECTED: there is none any more. */
  refresh(refreshToken: string): Promise<{ portal: string; grant: Grant }>;
  /** Whether a token works, and what for. */
  introspect(token: string): Promise<{ active: false } | { active: true; portal: string; scopes: string[] }>;
  /** The refresh token is worth nothing from now on; access tokens made by it may live on. */
  revoke(refreshToken: string): Promise<void>;
  /** Removes the app from the account whose access token it is. Safe twice. */
  uninstall(accessToken: string): Promise<void>;
};
type Scopes = { required: readonly string[]; optional: readonly string[] };

const API = 'https://api.hubapi.com';
const UI = 'https://app.hubspot.com';

const id = z.union([z.number().int().positive(), z.string().regex(/^\d+$/)]).transform(String);
const tokenShape = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
  hub_id: id,
  user_id: id.optional(),
  scopes: z.array(z.string()),
});
const introspection = z.union([
  z.object({ active: z.literal(false) }),
  z.object({ active: z.literal(true), hub_id: id, scopes: z.array(z.string()).default([]) }),
]);

/** By plain requests: the vendor's client knows the undated paths only, which end on 2027-02-16. */
export function hubspotOauth(app: HubspotApp, now: () => number): HubspotOauth {
  const { clientId, clientSecret, apiUrl = API, uiUrl = UI } = app;
  const post = (what: string, path: string, fields: Record<string, string>): Promise<Answer> =>
    send(what, `${apiUrl}${path}`, now, {
      method: 'POST',
      // As JSON it answers 415.
      body: new URLSearchParams({ ...fields, client_id: clientId, client_secret: clientSecret }),
    });

  async function granted(what: string, fields: Record<string, string>): Promise<{ portal: string; grant: Grant }> {
    const asked = now();
    const answer = await post(what, oauthPaths.token, fields);
    const { access_token, refresh_token, expires_in, hub_id, user_id, scopes } = shaped(what, answer, tokenShape);
    const grant = {
      accessToken: access_token,
      refreshToken: refresh_token,
      // As if it had begun when it was asked for: never taken for longer than it is good.
      issuedAt: asked,
      expiresAt: asked + expires_in * 1_000,
      scopes,
      ...(user_id !== undefined && { userId: user_id }),
    };
    return { portal: hub_id, grant };
  }

  return {
    consentUrl: ({ state, redirectUri, scopes }) => {
      const query = {
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: scopes.required.join(' '),
        optional_scope: scopes.optional.join(' '),
        state,
      };
      // With %20 for spaces, as HubSpot's documentation writes it; a plus is the same to most, and not to all.
      return `${uiUrl}${oauthPaths.authorize}?${String(new URLSearchParams(query)).replaceAll('+', '%20')}`;
    },
    exchange: (code, redirectUri) =>
      granted('exchanging the code of an installation', {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
      }),
    refresh: (refreshToken) =>
      granted('renewing an access token', { grant_type: 'refresh_token', refresh_token: refreshToken }),
    async introspect(token) {
      const what = 'asking about a token';
      const answer = await post(what, oauthPaths.introspect, { token, token_type_hint: 'refresh_token' });
      const read = shaped(what, answer, introspection);
      return read.active ? { active: true, portal: read.hub_id, scopes: read.scopes } : read;
    },
    async revoke(refreshToken) {
      await post('revoking a refresh token', oauthPaths.revoke, {
        token: refreshToken,
        token_type_hint: 'refresh_token',
      });
    },
    async uninstall(accessToken) {
      const headers = { Authorization: `Bearer ${accessToken}` };
      await send('removing the app from the account', `${apiUrl}${oauthPaths.uninstall}`, now, {
        method: 'DELETE',
        headers,
      });
    },
  };
}

/** A grant of another account than the one it was asked for is never used. */
export function ofPortal(portal: string, given: { portal: string; grant: Grant }): Grant {
  if (given.portal === portal) return given.grant;
  throw Failure.blocked(`hubspot: account ${portal} was answered with a token of account ${given.portal}`, {
    code: 'other_portal',
  });
}
