import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { showPage } from './oauth-pages.ts';
import type { PortalGrants } from './oauth-grants.ts';
import { missingScopes, OPTIONAL_SCOPES, REQUIRED_SCOPES } from './oauth-scopes.ts';
import type { HubspotOauth } from './oauth.ts';

export type InstallOptions = {
  oauth: Pick<HubspotOauth, 'consentUrl' | 'exchange'>;
  grants: Pick<PortalGrants, 'save'>;
  /** As browsers reach us; https, or localhost. */
  publicUrl: string;
  /** The workspace that a link is for; undefined when it is over or not ours. */
  workspaceOfLink: (to: string) => string | undefined;
  /** Signs what comes back from HubSpot. */
  state: {
    sign: (payload: object, expiresAt: number) => string;
    read: (token: string, now: number) => unknown;
  };
  now: () => number;
  /** Whether the workspace has an account that works and was connected since then. */
  connectedSince: (workspace: string, since: number) => Promise<boolean>;
  tell: (step: string, text: string) => void;
  /** An account was connected, or connected again: work on it may begin. */
  onInstalled: (installed: { workspace: string; portal: string }) => void;
};

/** The two addresses of an installation: `/hubspot/install?to=<link>` and `/hubspot/oauth/callback`, both GET. */
export type HubspotInstall = {
  install(request: IncomingMessage, response: ServerResponse): Promise<void>;
  callback(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

const STATE_LIVES_MS = 3_600_000;
const COOKIE = 'hot-lead-hubspot';
const stateShape = z.object({ workspace: z.string().min(1), browser: z.string().min(1), startedAt: z.number() });
const scopes = { required: REQUIRED_SCOPES, optional: OPTIONAL_SCOPES };

/**
 * Connects accounts to workspaces. Throws a sentence for people when browsers would not bring HubSpot's answer back to
 * `publicUrl`.
 */
export function hubspotInstall(options: InstallOptions): HubspotInstall {
  const { publicUrl, oauth, now } = options;
  refuseUnsafe(publicUrl);
  const redirectUri = `${publicUrl}/hubspot/oauth/callback`;
  const queryOf = (request: IncomingMessage) => new URL(request.url ?? '/', publicUrl).searchParams;
  return {
    async install(request, response) {
      const workspace = options.workspaceOfLink(queryOf(request).get('to') ?? '');
      if (workspace === undefined) return showPage(response, 'badLink');
      const nonce = randomBytes(24).toString('base64url');
      const payload = { workspace, browser: hashOf(nonce).toString('base64url'), startedAt: now() };
      const state = options.state.sign(payload, now() + STATE_LIVES_MS);
      response.writeHead(302, {
        Location: oauth.consentUrl({ state, redirectUri, scopes }),
        'Set-Cookie': cookie(nonce, publicUrl),
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
      });
      response.end();
    },
    async callback(request, response) {
      const query = queryOf(request);
      const given = query.get('state') ?? '';
      if (given === '') return showPage(response, 'noState');
      const state = stateShape.safeParse(options.state.read(given, now())).data;
      if (state === undefined || !isFrom(request, state.browser)) return showPage(response, 'strayed');
      const code = query.get('code') ?? '';
      if (code === '') return showPage(response, query.has('error') ? 'cancelled' : 'failed');
      await connect(options, { ...state, code, redirectUri }, response);
    },
  };
}

function refuseUnsafe(publicUrl: string): void {
  const { protocol, hostname } = new URL(publicUrl);
  // HubSpot's redirect addresses are https, or http on localhost: dossier 1.4.
  if (protocol === 'https:' || hostname === 'localhost') return;
  throw new Error(
    `hubspot: PUBLIC_URL is ${publicUrl}, and HubSpot comes back by https only, or to http://localhost: give PUBLIC_URL an https:// address, or use HUBSPOT_TOKEN`,
  );
}

async function connect(
  { oauth, grants, connectedSince, tell, onInstalled }: InstallOptions,
  {
    workspace,
    startedAt,
    code,
    redirectUri,
  }: { workspace: string; startedAt: number; code: string; redirectUri: string },
  response: ServerResponse,
): Promise<void> {
  const refuse = (why: string) =>
    tell('refused', `hubspot: an installation for workspace ${workspace} came to nothing: ${why}`);
  try {
    const { portal, grant } = await oauth.exchange(code, redirectUri);
    const missing = missingScopes(grant.scopes);
    if (missing.length > 0) {
      refuse(`account ${portal} did not grant ${missing.join(', ')}`);
      return showPage(response, 'scopes', missing);
    }
    // Nothing is taken back in HubSpot when it is refused: the tokens may be those that another workspace uses.
    const refused = await grants.save({ workspace, portal, grant });
    if (refused !== undefined) {
      refuse(`account ${portal}: ${refused.kind}`);
      return showPage(response, refused.kind, refused.kind === 'taken' ? [] : [refused.account]);
    }
    tell('installed', `hubspot: account ${portal} is connected to workspace ${workspace}`);
    onInstalled({ workspace, portal });
    showPage(response, 'installed');
  } catch (error) {
    // A page that is loaded again sends its code again, which was good once.
    if (await connectedSince(workspace, startedAt).catch(() => false)) return showPage(response, 'installed');
    refuse((error as Error).message);
    if (!response.headersSent) showPage(response, 'failed');
  }
}

/** Sent back by this browser alone, and not for longer than the state is good. */
function cookie(nonce: string, publicUrl: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  // Lax: HubSpot's redirect is a navigation from another site.
  return `${COOKIE}=${nonce}; Path=${pathOf(publicUrl)}/hubspot; Max-Age=${STATE_LIVES_MS / 1_000}; HttpOnly; SameSite=Lax${secure}`;
}

/** Under which path this server stands: without a slash at its end, empty at the root. */
function pathOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/+$/, '');
}

function isFrom(request: IncomingMessage, browser: string): boolean {
  const cookies = (request.headers.cookie ?? '').split(';').map((each) => each.trim());
  const nonce = cookies.find((each) => each.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  if (nonce === undefined) return false;
  const right = Buffer.from(browser, 'base64url');
  const given = hashOf(nonce);
  return right.length === given.length && timingSafeEqual(right, given);
}

// The state is seen by HubSpot and stands in addresses; what the browser keeps is not to be read from it.
function hashOf(nonce: string): Buffer {
  return createHash('sha256').update(nonce).digest();
}
