import type { Reply, SandboxRequest, SandboxServer } from '../server.ts';
import type { Oauth } from './oauth.ts';
import type { Portal } from './portal.ts';

type Asked = { redirectUri: string; state: string | null; required: string[]; optional: string[] };

/**
 * HubSpot's consent page, `GET /oauth/authorize`. Its form comes back with `approve=<account>` or `deny`, which redirects with a
 * code or an error. A program approves by adding `approve` itself.
 */
export function consentRoute(
  server: Pick<SandboxServer, 'route'>,
  oauth: Oauth,
  portals: ReadonlyMap<number, Portal>,
): void {
  server.route('GET', '/oauth/authorize', ({ query }) => {
    const asked = askedBy(query, oauth);
    if (typeof asked === 'string') return page(400, `<p>${escaped(asked)}</p>`);
    if (query.has('deny')) return back(asked, { error: 'access_denied', error_description: 'User denied access' });
    const approved = query.get('approve');
    if (approved === null) return page(200, form(query, asked, [...portals.keys()]));
    const portal = portals.get(Number(approved));
    if (!portal) return page(400, `<p>There is no account ${escaped(approved)}.</p>`);
    return install(oauth, portal, asked);
  });
}

/** The words are ours; that these three are refused is documented. */
function askedBy(query: SandboxRequest['query'], { app }: Oauth): Asked | string {
  if (query.get('client_id') !== app.clientId) return 'There is no app with this client ID.';
  const redirectUri = query.get('redirect_uri') ?? '';
  const known = app.redirectUrls ?? [redirectUri];
  if (!URL.canParse(redirectUri) || !known.includes(redirectUri))
    return "The redirect URL of this link is not one of the app's registered redirect URLs.";
  const required = words(query.get('scope'));
  const missing = (app.requiredScopes ?? []).filter((scope) => !required.includes(scope));
  if (required.length === 0 || missing.length > 0)
    return `The scopes of this link do not match those of the app. Missing: ${missing.join(', ') || 'all'}.`;
  return { redirectUri, state: query.get('state'), required, optional: words(query.get('optional_scope')) };
}

function words(list: string | null): string[] {
  return (list ?? '').split(/[\s,]+/).filter((word) => word !== '');
}

/** What the account's plan does not have: of the optional scopes it is left out, of the others it ends the installation. */
function install({ grants }: Oauth, portal: Portal, asked: Asked): Reply {
  const lacking = asked.required.filter((scope) => portal.lacksScopes.has(scope));
  if (lacking.length > 0)
    return page(400, `<p>This account does not have access to: ${escaped(lacking.join(', '))}</p>`);
  const optional = asked.optional.filter((scope) => !portal.lacksScopes.has(scope));
  const scopes = [...new Set([...asked.required, ...optional])];
  const code = grants.addCode({ portalId: portal.id, userId: portal.installer, scopes }, asked.redirectUri);
  portal.installed = true;
  return back(asked, { code });
}

function back({ redirectUri, state }: Asked, answer: Record<string, string>): Reply {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  return { status: 302, headers: { Location: url.href } };
}

function form(query: URLSearchParams, { required, optional }: Asked, portalIds: number[]): string {
  const kept = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const choices = portalIds.map((id) => `<button name="approve" value="${id}">Connect app to account ${id}</button>`);
  const scopes = [...required, ...optional].map((scope) => `<li>${escaped(scope)}</li>`);
  return `<h1>Connect app</h1><ul>${scopes.join('')}</ul>
<form method="get" action="/oauth/authorize">${kept.join('')}${choices.join('')}<button name="deny" value="1">Cancel</button></form>`;
}

function page(status: number, content: string): Reply {
  const headers = { 'Content-Type': 'text/html; charset=utf-8' };
  return { status, headers, body: `<!doctype html><meta charset="utf-8"><title>HubSpot sandbox</title>${content}\n` };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
