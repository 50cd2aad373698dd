import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { OrgGrant, OrgGrants } from '../../crm/salesforce/oauth-grants.ts';
import type { SalesforceOauth } from '../../crm/salesforce/oauth.ts';
import type { ConsentPage } from '../consent/consentPages.ts';
import { type Consent, consent, type ConsentOptions } from '../consent/consent.ts';
import { connectPages } from './connectPages.ts';

type ConnectOptions = ConsentOptions & {
  oauth: Pick<SalesforceOauth, 'consentUrl' | 'exchange'>;
  grants: Pick<OrgGrants, 'save'>;
  /** Hides in the state what only we may read. */
  sealing: { seal: (text: string, about: string) => string; open: (sealed: string, about: string) => string };
  /** An org was connected, or connected again: work on it may begin. */
  onConnected: (connected: { workspace: string; org: string }) => void;
};

const CALLBACK = '/oauth/salesforce/callback';

/**
 * Connects orgs to workspaces by the web server flow with PKCE. Throws a sentence for people when Salesforce would not come back to
 * `publicUrl`.
 */
export function salesforceConnect(options: ConnectOptions): Consent {
  const { oauth, grants, sealing, onConnected } = options;
  return consent(options, {
    crm: 'salesforce',
    vendor: 'Salesforce',
    account: 'org',
    attempt: 'a connection',
    otherwise: 'connect by SALESFORCE_FLOW=client_credentials or jwt',
    callback: CALLBACK,
    cookiePath: CALLBACK,
    pages: connectPages,
    pageOf,
    keptShape: z.object({ verifier: z.string().min(1) }),
    begin({ browser, redirectUri }) {
      const verifier = randomBytes(48).toString('base64url');
      return {
        // The state passes through the browser, and the verifier is what a stolen code is worth nothing without.
        kept: { verifier: sealing.seal(verifier, aboutOf(browser)) },
        urlFor: (state) => oauth.consentUrl({ state, redirectUri, verifier }),
      };
    },
    async exchange({ browser, redirectUri, code }, kept) {
      const verifier = sealing.open(kept.verifier, aboutOf(browser));
      const { org, grant } = await oauth.exchange({ code, redirectUri, verifier });
      return { id: org, grant };
    },
    missingFrom,
    save: ({ workspace, id, grant }) => grants.save({ workspace, org: id, grant }),
    onConnected: ({ workspace, id }) => onConnected({ workspace, org: id }),
  });
}

function pageOf(error: string | undefined): ConsentPage {
  if (error === 'access_denied') return connectPages.cancelled;
  // An app that only approved users may use: Salesforce says so before anybody is asked (as known, not tried).
  const isNotAllowed = error === 'OAUTH_APP_BLOCKED' || error === 'OAUTH_APP_ACCESS_DENIED';
  return isNotAllowed ? connectPages.notAllowed : connectPages.failed;
}

function missingFrom({ scopes, refreshToken }: OrgGrant): string[] {
  // An answer that names no scopes has those that were asked for.
  const hasApi = scopes.length === 0 || scopes.some((scope) => scope === 'api' || scope === 'full');
  return [...(hasApi ? [] : ['api']), ...(refreshToken === undefined ? ['refresh_token, offline_access'] : [])];
}

function aboutOf(browser: string): string {
  return `the code verifier of browser ${browser}`;
}
