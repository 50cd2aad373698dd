import type { Handler, Reply, SandboxRequest } from '../server.ts';
import { fieldsOf, orRefusal } from './call.ts';
import { optional, Refusal, type Args } from './method.ts';
import { APP_ID } from './payloads.ts';

/** The app's own credentials. `redirectUrls` as in its settings; empty takes every address. */
export type OauthApp = { clientId: string; clientSecret: string; redirectUrls: string[] };

/** A team as the consent page shows it. `install` gives a token for these scopes, and what belongs to it. */
export type Installable = {
  team: { id: string; name: string };
  botUser: string;
  installer(): string;
  install(scopes: string[]): Token;
};
type Token = { token: string; refreshToken?: string; expiresIn?: number };
type Asked = { scopes: string[]; state: string; redirectUri: string };
type Code = Asked & { team: string; until: number; used: boolean };

// docs.slack.dev/authentication/installing-with-oauth: a code is good for ten minutes, and once.
const CODE_LIVES_MS = 600_000;

/**
 * Slack's side of OAuth v2: the consent page (`/oauth/v2/authorize`), where a person picks a team and allows or cancels, and
 * `oauth.v2.access`.
 */
export function oauthRoutes(
  routes: Record<'get' | 'post', (path: string, handler: Handler) => void>,
  app: OauthApp,
  { now, issue, teams }: { now: () => number; issue: () => number; teams: () => Installable[] },
): void {
  const asked = new Map<string, Asked>();
  const codes = new Map<string, Code>();
  const refreshTokens = new Map<string, { team: string; scopes: string[] }>();
  const named = (id: string) => teams().find(({ team }) => team.id === id);

  routes.get('/oauth/v2/authorize', ({ query }) => {
    const problem = problemOf(query, app);
    if (problem !== undefined) return { status: 400, body: problem };
    const id = `ask${issue()}`;
    const scopes = (query.get('scope') ?? '').split(/[ ,]+/);
    asked.set(id, { scopes, state: query.get('state') ?? '', redirectUri: query.get('redirect_uri') ?? '' });
    return { status: 200, headers: { 'Content-Type': 'text/html' }, body: consentPage(id, teams()) };
  });

  routes.get('/oauth/v2/decide/:asked/:answer', ({ params, query }) => {
    const given = asked.get(params['asked'] ?? '');
    if (!given) return { status: 404, body: 'no such request' };
    asked.delete(params['asked'] ?? '');
    if (params['answer'] !== 'allow') return back(given, { error: 'access_denied' });
    const team = query.get('team') ?? '';
    if (!named(team)) return { status: 404, body: 'no such team' };
    const code = `${issue()}.code`;
    codes.set(code, { ...given, team, until: now() + CODE_LIVES_MS, used: false });
    return back(given, { code });
  });

  routes.post('/api/oauth.v2.access', (request) =>
    orRefusal(() => {
      const form = fieldsOf(request);
      refuseOtherApp(request, form, app);
      const rotating = optional(form, 'grant_type') === 'refresh_token';
      const { team, scopes } = rotating ? refreshed(form) : exchanged(form);
      return { status: 200, body: { ok: true, ...granted(team, scopes, rotating) } };
    }),
  );

  function exchanged(form: Args): { team: string; scopes: string[] } {
    const code = codes.get(optional(form, 'code') ?? '');
    if (!code || now() > code.until) throw new Refusal('invalid_code');
    if (code.used) throw new Refusal('code_already_used');
    if ((optional(form, 'redirect_uri') ?? '') !== code.redirectUri) throw new Refusal('bad_redirect_uri');
    code.used = true;
    return code;
  }

  function refreshed(form: Args): { team: string; scopes: string[] } {
    const token = optional(form, 'refresh_token') ?? '';
    const known = refreshTokens.get(token);
    if (!known) throw new Refusal('invalid_refresh_token');
    refreshTokens.delete(token);
    return known;
  }

  function granted(id: string, scopes: string[], rotating: boolean): Record<string, unknown> {
    const found = named(id);
    if (!found) throw new Refusal('invalid_code');
    const { token, refreshToken, expiresIn } = found.install(scopes);
    if (refreshToken !== undefined) refreshTokens.set(refreshToken, { team: id, scopes });
    return {
      app_id: APP_ID,
      token_type: 'bot',
      access_token: token,
      bot_user_id: found.botUser,
      scope: scopes.join(','),
      team: found.team,
      enterprise: null,
      is_enterprise_install: false,
      ...(refreshToken !== undefined && { refresh_token: refreshToken, expires_in: expiresIn }),
      ...(!rotating && { authed_user: { id: found.installer() } }),
    };
  }
}

/** Cancelled or allowed on the consent page at `page`: the address to which Slack sends the browser then. */
export async function decided(page: string, team: string | undefined, url: string): Promise<string> {
  const shown = await (await fetch(page)).text();
  const id = /decide\/(ask\d+)\//.exec(shown)?.[1];
  if (id === undefined) throw new Error(`Slack's page asks nothing: ${shown}`);
  const answer = team === undefined ? 'deny' : `allow?team=${team}`;
  const response = await fetch(`${url}/oauth/v2/decide/${id}/${answer}`, { redirect: 'manual' });
  return response.headers.get('location') ?? '';
}

function problemOf(query: URLSearchParams, app: OauthApp): string | undefined {
  if (query.get('client_id') !== app.clientId) return 'invalid_client_id';
  if (!query.get('scope')) return 'no_scopes';
  const uri = query.get('redirect_uri');
  const fits = app.redirectUrls.length === 0 || (uri !== null && app.redirectUrls.some((url) => uri.startsWith(url)));
  return fits ? undefined : 'bad_redirect_uri';
}

function refuseOtherApp({ headers }: SandboxRequest, form: Args, app: OauthApp): void {
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
  const [id, secret] = basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':');
  if ((id ?? optional(form, 'client_id')) !== app.clientId) throw new Refusal('invalid_client_id');
  if ((secret ?? optional(form, 'client_secret')) !== app.clientSecret) throw new Refusal('bad_client_secret');
}

function back({ redirectUri, state }: Asked, more: Record<string, string>): Reply {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...more, state })) url.searchParams.set(name, value);
  return { status: 302, headers: { Location: url.href } };
}

function consentPage(id: string, teams: Installable[]): string {
  const allow = teams.map(
    ({ team }) => `<p><a href="/oauth/v2/decide/${id}/allow?team=${team.id}">Allow in ${escaped(team.name)}</a></p>`,
  );
  return `<!doctype html><title>Sandbox Slack</title><h1>An app asks to be installed</h1>${allow.join('')}<p><a href="/oauth/v2/decide/${id}/deny">Cancel</a></p>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
