import type { Reply, SandboxRequest } from '../server.ts';
import type { Ground } from './ground.ts';
import type { OauthApp, OauthBook } from './oauth-book.ts';
import { userNamed, usernames } from './oauth-users.ts';

type Asked = { app: OauthApp; state: string | null; scopes: string[]; challenge: string | undefined };

const allScopes = ['id', 'api', 'refresh_token'];

/**
 * The login and consent page of the web server flow. Its form comes back with `approve=<username>` or `deny`, which redirects
 * with a code or an error. A program approves by adding `approve` itself.
 */
export function consentPage(ground: Ground, book: OauthBook, { query }: SandboxRequest): Reply {
  const app = book.app(query.get('client_id'));
  if (!app) return failed('invalid_client_id', 'client identifier invalid');
  if (query.get('redirect_uri') !== app.callback)
    return failed('redirect_uri_mismatch', 'redirect_uri must match configuration');
  const asked = askedOf(app, query);
  const broken = brokenRule(asked, query);
  if (broken !== undefined) return back(asked, { error: 'invalid_request', error_description: broken });
  if (query.has('deny'))
    return back(asked, { error: 'access_denied', error_description: 'end-user denied authorization' });
  const approved = query.get('approve');
  if (approved === null) return page(200, form(query, asked, usernames(ground)));
  return allowed(ground, book, asked, approved);
}

function askedOf(app: OauthApp, query: URLSearchParams): Asked {
  const scopes = (query.get('scope') ?? '').split(/\s+/).filter((word) => word !== '');
  return {
    app,
    state: query.get('state'),
    scopes: scopes.length > 0 ? scopes : allScopes,
    challenge: query.get('code_challenge') ?? undefined,
  };
}

function brokenRule({ app, challenge }: Asked, query: URLSearchParams): string | undefined {
  if (query.get('response_type') !== 'code') return 'response_type must be code';
  if (app.pkce && challenge === undefined) return 'missing required code challenge';
  // S256 is the only method there is, and may be left unsaid.
  const method = query.get('code_challenge_method');
  return challenge !== undefined && method !== null && method !== 'S256' ? 'invalid code challenge method' : undefined;
}

function allowed(ground: Ground, book: OauthBook, asked: Asked, username: string): Reply {
  const user = userNamed(ground, username);
  if (!user?.isActive) return page(400, `<p>There is no active user ${escaped(username)}.</p>`);
  const { app, scopes, challenge } = asked;
  const grant = { clientId: app.clientId, userId: user.id, scopes };
  book.approve(grant);
  return back(asked, { code: book.addCode(grant, app.callback, challenge) });
}

function back({ app, state }: Asked, answer: Record<string, string>): Reply {
  const url = new URL(app.callback);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  return { status: 302, headers: { Location: url.href } };
}

/** Nobody is sent to an address that the app does not have. */
function failed(error: string, description: string): Reply {
  return page(400, `<p>error=${error}&amp;error_description=${escaped(description)}</p>`);
}

function form(query: URLSearchParams, { app, scopes }: Asked, names: string[]): string {
  const kept = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const choices = names.map(
    (name) => `<button name="approve" value="${escaped(name)}">Allow as ${escaped(name)}</button>`,
  );
  const asked = scopes.map((scope) => `<li>${escaped(scope)}</li>`);
  return `<h1>Allow Access?</h1><p>${escaped(app.clientId)}</p><ul>${asked.join('')}</ul>
<form method="get" action="/services/oauth2/authorize">${kept.join('')}${choices.join('')}<button name="deny" value="1">Deny</button></form>`;
}

function page(status: number, content: string): Reply {
  const headers = { 'Content-Type': 'text/html; charset=utf-8' };
  return {
    status,
    headers,
    body: `<!doctype html><meta charset="utf-8"><title>Salesforce sandbox</title>${content}\n`,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
