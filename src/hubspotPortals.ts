import type { AppSettings, HubspotConnection } from './appSettings.ts';
import { REFUSED_TOKEN } from './crm/hubspot/oauth-failure.ts';
import type { PortalGrants, PortalRef } from './crm/hubspot/oauth-grants.ts';
import { missingScopes, OPTIONAL_SCOPES, REQUIRED_SCOPES } from './crm/hubspot/oauth-scopes.ts';
import { hubspotOauth, type HubspotOauth } from './crm/hubspot/oauth.ts';
import { portalToken } from './crm/hubspot/portal-token.ts';
import { doubtedGrants } from './doubtedGrants.ts';
import type { Consent } from './http/consent/consent.ts';
import { hubspotInstall } from './http/hubspot/install.ts';
import { workspaceOfLink } from './installLink.ts';
import { keptPortals, type ShownPortal } from './keptPortals.ts';
import { portalTrouble } from './portalTrouble.ts';
import { removePortal } from './removePortal.ts';
import { HUBSPOT_STATE } from './secretPurposes.ts';
import { sealing, signing } from './sealing.ts';
import type { Db } from './store/db.ts';
import { isWorkspaceName } from './workspaceName.ts';

/** What connecting accounts by a link needs of the settings. */
export type PortalSettings = Pick<AppSettings, 'publicUrl' | 'secretKey' | 'tell'> & {
  hubspot?: Pick<HubspotConnection, 'oauth' | 'apiUrl' | 'uiUrl'>;
  /** The one that `hot-lead hubspot install` means without a name. */
  workspace: { id: string };
};

/** An account to work on; `installer` is HubSpot's id of the user who allowed it. Both last are empty while it cannot be read. */
type LivePortal = { workspace: string; portal: string; scopes: string[]; installer: string };

/** The HubSpot accounts of this installation. */
export type HubspotPortals = {
  readonly kind: 'hubspot';
  /** All accounts to work on, the same for every process; also those whose token is refused, since that may pass. */
  live(): Promise<LivePortal[]>;
  /** HubSpot's id of the user who allowed the account that a workspace works on; undefined without one, or while it cannot be read. */
  installer(workspace: string): Promise<string | undefined>;
  /** Every account a workspace ever had, the one that works first. */
  shown(workspace: string): Promise<ShownPortal[]>;
  /** The account's access token, see portal-token.ts; the same function however often it is asked for. */
  tokenOf(workspace: string, portal: string): (refused?: string) => Promise<string>;
  install: Consent;
  /** A call failed with this code: `unauthorized` makes the account one that may be over, others nothing. */
  died(workspace: string, code: string): Promise<void>;
  /** A call worked: an account that may be over is not. Costs nothing where it never was. */
  worked(workspace: string): Promise<void>;
  /**
   * Why nothing goes to and comes from HubSpot, in a sentence without personal data; undefined while it does. `hasAnotherCrm`: then
   * an account that the workspace never had, or gave up on purpose, is no trouble.
   */
  trouble(workspace: string, options?: { hasAnotherCrm: boolean }): Promise<string | undefined>;
  /** Removes the app from the workspace's account, and forgets its tokens. Safe to repeat. */
  uninstall(workspace: string): Promise<Uninstalled>;
};

/** `unreadable`: the tokens cannot be read, so that a person has to remove the app in HubSpot. */
export type Uninstalled = { kind: 'none' } | { kind: 'removed' | 'wasGone' | 'unreadable'; portal: string };

/**
 * By what is kept of those who installed the app. `onInstalled` hears of installations that end in this process. Throws a sentence
 * for people where a setting is missing.
 */
export function hubspotPortals(
  settings: PortalSettings,
  db: Db,
  now: () => number,
  onInstalled: (installed: { workspace: string; portal: string }) => void = () => {},
): HubspotPortals {
  const { publicUrl, secretKey, tell } = settings;
  const { oauth: client, apiUrl, uiUrl } = settings.hubspot ?? {};
  if (client === undefined || secretKey === undefined || publicUrl === undefined)
    throw new Error(
      'connecting HubSpot accounts by a link needs HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET, SECRET_KEY and PUBLIC_URL',
    );
  const app = { ...client, ...(apiUrl !== undefined && { apiUrl }), ...(uiUrl !== undefined && { uiUrl }) };
  const kept = keptPortals(db, sealing(secretKey), now);
  const oauth = hubspotOauth(app, now);
  const { grants, worked } = doubtedGrants(kept);
  const tokens = tokensBy(grants, oauth, now);
  const newest = async (workspace: string) => (await kept.inWorkspace(workspace))[0];
  return {
    kind: 'hubspot',
    live: async () => (await kept.live()).map(livePortal),
    async installer(workspace) {
      const [portal] = await kept.inWorkspace(workspace);
      return portal?.ended === undefined || portal.ended.because === 'refused' ? portal?.installer : undefined;
    },
    shown: (workspace) => kept.inWorkspace(workspace),
    tokenOf: (workspace, portal) => tokens({ workspace, portal }),
    install: hubspotInstall({
      oauth,
      grants,
      scopes: { required: REQUIRED_SCOPES, optional: OPTIONAL_SCOPES },
      missingScopes,
      publicUrl,
      workspaceOfLink: (to) => {
        const workspace = workspaceOfLink('hubspot', secretKey, to, now());
        return workspace !== undefined && isWorkspaceName(workspace) ? workspace : undefined;
      },
      state: signing(secretKey, HUBSPOT_STATE),
      now,
      connectedSince: async (workspace, since) =>
        (await kept.inWorkspace(workspace)).some(({ installedAt, ended }) => installedAt >= since && !ended),
      tell,
      onInstalled,
    }),
    async died(workspace, code) {
      const portal = code === REFUSED_TOKEN ? await newest(workspace) : undefined;
      if (portal !== undefined) await grants.end(portal, 'refused');
    },
    worked,
    trouble: async (workspace, options) => {
      return portalTrouble(await newest(workspace), { workspace, usual: settings.workspace.id, ...options });
    },
    uninstall: async (workspace) => {
      const [portal] = await kept.inWorkspace(workspace);
      if (portal === undefined || portal.ended?.because === 'uninstalled') return { kind: 'none' };
      const kind = await removePortal(portal, { oauth, token: tokens(portal), grants: kept });
      await kept.forget(portal);
      return { kind, portal: portal.portal };
    },
  };
}

function livePortal({ workspace, portal, scopes = [], installer = '' }: ShownPortal): LivePortal {
  return { workspace, portal, scopes, installer };
}

function tokensBy(grants: PortalGrants, oauth: HubspotOauth, now: () => number) {
  const known = new Map<string, (refused?: string) => Promise<string>>();
  return ({ workspace, portal }: PortalRef) => {
    const key = `${workspace} ${portal}`;
    const token = known.get(key) ?? portalToken({ portal: { workspace, portal }, grants, oauth, now });
    known.set(key, token);
    return token;
  };
}
