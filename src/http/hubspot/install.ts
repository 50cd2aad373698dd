import { z } from 'zod';
import type { PortalGrants } from '../../crm/hubspot/oauth-grants.ts';
import type { HubspotOauth } from '../../crm/hubspot/oauth.ts';
import { type Consent, consent, type ConsentOptions } from '../consent/consent.ts';
import { installPages } from './installPages.ts';

type InstallOptions = ConsentOptions & {
  oauth: Pick<HubspotOauth, 'consentUrl' | 'exchange'>;
  grants: Pick<PortalGrants, 'save'>;
  scopes: { required: readonly string[]; optional: readonly string[] };
  /** The required scopes that were not granted. */
  missingScopes: (granted: readonly string[]) => string[];
  /** An account was connected, or connected again: work on it may begin. */
  onInstalled: (installed: { workspace: string; portal: string }) => void;
};

/** Connects accounts to workspaces. Throws a sentence for people when HubSpot would not come back to `publicUrl`. */
export function hubspotInstall(options: InstallOptions): Consent {
  const { oauth, grants, scopes, missingScopes, onInstalled } = options;
  return consent(options, {
    crm: 'hubspot',
    vendor: 'HubSpot',
    account: 'account',
    attempt: 'an installation',
    otherwise: 'use HUBSPOT_TOKEN',
    callback: '/hubspot/oauth/callback',
    cookiePath: '/hubspot',
    pages: installPages,
    pageOf: (error) => (error === undefined ? installPages.failed : installPages.cancelled),
    keptShape: z.object({}),
    begin: ({ redirectUri }) => ({ kept: {}, urlFor: (state) => oauth.consentUrl({ state, redirectUri, scopes }) }),
    async exchange({ code, redirectUri }) {
      const { portal, grant } = await oauth.exchange(code, redirectUri);
      return { id: portal, grant };
    },
    missingFrom: (grant) => missingScopes(grant.scopes),
    save: ({ workspace, id, grant }) => grants.save({ workspace, portal: id, grant }),
    onConnected: ({ workspace, id }) => onInstalled({ workspace, portal: id }),
  });
}
