import type { AppSettings, HubspotConnection } from './appSettings.ts';
import { REFUSED_TOKEN } from './crm/hubspot/oauth-failure.ts';
import type { PortalGrants, PortalRef } from './crm/hubspot/oauth-grants.ts';
import { type HubspotInstall, hubspotInstall } from './crm/hubspot/oauth-install.ts';
import { hubspotOauth, type HubspotOauth } from './crm/hubspot/oauth.ts';
import { portalToken } from './crm/hubspot/portal-token.ts';
import { workspaceOfLink } from './installLink.ts';
import { type KeptPortals, keptPortals, type ShownPortal } from './keptPortals.ts';
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
  /** All accounts to work on, the same for every process; also those whose token is refused, since that may pass. */
  live(): Promise<LivePortal[]>;
  /** HubSpot's id of the user who allowed the account that a workspace works on; undefined without one, or while it cannot be read. */
  installer(workspace: string): Promise<string | undefined>;
  /** Every account a workspace ever had, the one that works first. */
  shown(workspace: string): Promise<ShownPortal[]>;
  /** The account's access token, see portal-token.ts; the same function however often it is asked for. */
  tokenOf(workspace: string, portal: string): (refused?: string) => Promise<string>;
  install: HubspotInstall;
  /** A call failed with this code: `unauthorized` makes the account one that may be over, others nothing. */
  died(workspace: string, code: string): Promise<void>;
  /** A call worked: an account that may be over is not. Costs nothing where it never was. */
  worked(workspace: string): Promise<void>;
  /** Why nothing goes to and comes from HubSpot, in a sentence without personal data; undefined while it does. */
  trouble(workspace: string): Promise<string | undefined>;
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
  const { grants, doubted } = watched(kept);
  const tokens = tokensBy(grants, oauth, now);
  const newest = async (workspace: string) => (await kept.inWorkspace(workspace))[0];
  return {
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
    async worked(workspace) {
      const portal = doubted.get(workspace);
      if (portal === undefined) return;
      doubted.delete(workspace);
      await grants.revive(portal);
    },
    trouble: async (workspace) => portalTrouble(workspace, await newest(workspace), settings.workspace.id),
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

/** The same grants, and the accounts whose token is refused, as far as this process has seen. */
function watched(kept: KeptPortals): { grants: PortalGrants; doubted: Map<string, PortalRef> } {
  const doubted = new Map<string, PortalRef>();
  const grants: PortalGrants = {
    ...kept,
    async of(portal) {
      const found = await kept.of(portal);
      if (found?.ended === 'refused') doubted.set(portal.workspace, portal);
      return found;
    },
    async end(portal, because) {
      if (because === 'refused') doubted.set(portal.workspace, portal);
      return kept.end(portal, because);
    },
  };
  return { grants, doubted };
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
