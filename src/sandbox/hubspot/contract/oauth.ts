import { versioned } from './components.ts';
import { filled, list, object, oneOf, open, operation, text, whole, type Paths, type Schema } from './schema.ts';

const app = { client_id: filled, client_secret: filled };
const ours = ['grant_type', 'client_id', 'client_secret'];

const byCode = object(
  { ...app, grant_type: oneOf('authorization_code'), code: filled, redirect_uri: filled, code_verifier: filled },
  [...ours, 'code', 'redirect_uri'],
);
const byRefresh = object({ ...app, grant_type: oneOf('refresh_token'), refresh_token: filled }, [
  ...ours,
  'refresh_token',
]);
const aboutToken: Schema = object({ ...app, token: filled, token_type_hint: oneOf('access_token', 'refresh_token') }, [
  'client_id',
  'client_secret',
  'token',
]);
const tokens = open({
  access_token: filled,
  refresh_token: filled,
  expires_in: whole,
  token_type: oneOf('bearer'),
  hub_id: whole,
  user_id: whole,
  scopes: list(text),
});

/** How an account connects the app and removes it (dossier 3.15). Token requests are forms; JSON is a 415. */
export const oauthPaths: Paths = {
  '/oauth/authorize': {
    get: operation({
      id: 'authorize',
      summary: "The page on which somebody allows the app. `approve` and `deny` are this sandbox's own",
      query: {
        client_id: filled,
        redirect_uri: filled,
        scope: filled,
        optional_scope: text,
        state: text,
        code_challenge: text,
        code_challenge_method: text,
        approve: text,
        deny: text,
      },
      needs: ['client_id', 'redirect_uri', 'scope'],
      answers: { 200: 'page', 302: 'nothing', 400: 'page' },
      auth: 'none',
    }),
  },
  '/oauth/{version}/token': {
    post: operation({
      id: 'issueToken',
      summary: 'Tokens for a code, or others for a refresh token',
      path: versioned,
      form: { anyOf: [byCode, byRefresh] },
      answers: { 200: tokens },
      auth: 'none',
    }),
  },
  '/oauth/{version}/token/introspect': {
    post: operation({
      id: 'introspectToken',
      summary: 'Whether a token works, and what for',
      path: versioned,
      form: aboutToken,
      answers: { 200: open({ active: { type: 'boolean' } }) },
      auth: 'none',
    }),
  },
  '/oauth/{version}/token/revoke': {
    post: operation({
      id: 'revokeToken',
      summary: 'Ends a token',
      path: versioned,
      form: aboutToken,
      answers: { 200: { type: 'object' } },
      auth: 'none',
    }),
  },
  '/appinstalls/{version}/external-install': {
    delete: operation({
      id: 'removeApp',
      summary: 'Removes the app from the account of the token',
      path: versioned,
      answers: { 204: 'nothing' },
    }),
  },
};
