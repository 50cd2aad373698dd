import { LOGIN, type SalesforceOauth } from './crm/salesforce/oauth.ts';
import type { OrgGrants, OrgRef, OrgSession } from './crm/salesforce/oauth-grants.ts';
import { keptSession } from './crm/salesforce/oauth-session.ts';
import { doubtedGrants } from './doubtedGrants.ts';
import { Failure } from './failure.ts';
import { salesforceConnect } from './http/salesforce/connect.ts';
import { workspaceOfLink } from './installLink.ts';
import { type KeptOrgs, keptOrgs } from './keptOrgs.ts';
import type { Disconnected, OrgSettings, SalesforceOrgs } from './salesforceOrgs.ts';
import { orgTrouble } from './salesforceOrgsTrouble.ts';
import { sealing, signing } from './sealing.ts';
import { SALESFORCE_STATE } from './secretPurposes.ts';
import type { Db } from './store/db.ts';
import { isWorkspaceName } from './workspaceName.ts';

type Inside = {
  settings: OrgSettings;
  db: Db;
  now: () => number;
  oauth: SalesforceOauth;
  onConnected: (connected: OrgRef) => void;
};

/** The orgs that people connected by a link, by what is kept of them. */
export function linkedOrgs({ settings, db, now, oauth, onConnected }: Inside): SalesforceOrgs {
  const { publicUrl, secretKey, tell } = settings;
  if (secretKey === undefined || publicUrl === undefined)
    throw new Error(
      'connecting Salesforce orgs by a link needs SALESFORCE_CLIENT_ID, SALESFORCE_CLIENT_SECRET, SECRET_KEY and PUBLIC_URL',
    );
  const sealed = sealing(secretKey);
  const kept = keptOrgs(db, sealed, now);
  const { grants, worked } = doubtedGrants(kept);
  const sessions = sessionsBy(grants, oauth, now);
  return {
    kind: 'salesforce',
    by: 'link',
    async live() {
      const { loginUrl = LOGIN } = settings.salesforce;
      return (await kept.live()).map(({ workspace, org, instanceUrl = loginUrl }) => ({ workspace, org, instanceUrl }));
    },
    shown: (workspace) => kept.inWorkspace(workspace),
    sessionOf: (workspace, org) => sessions({ workspace, org }),
    connect: salesforceConnect({
      oauth,
      grants,
      publicUrl,
      workspaceOfLink(to) {
        const workspace = workspaceOfLink('salesforce', secretKey, to, now());
        return workspace !== undefined && isWorkspaceName(workspace) ? workspace : undefined;
      },
      state: signing(secretKey, SALESFORCE_STATE),
      sealing: sealed,
      now,
      connectedSince: async (workspace, since) =>
        (await kept.inWorkspace(workspace)).some(({ connectedAt, ended }) => connectedAt >= since && !ended),
      tell,
      onConnected,
    }),
    worked,
    trouble: async (workspace, options) =>
      orgTrouble(await kept.inWorkspace(workspace), { workspace, usual: settings.workspace.id, ...options }),
    async disconnect(workspace) {
      const [org] = await kept.inWorkspace(workspace);
      if (org === undefined || org.ended?.because === 'uninstalled') return { kind: 'none' };
      const kind = await revoked(org, kept, oauth);
      await kept.forget(org);
      return { kind, org: org.org };
    },
  };
}

/** Throws what may pass, and then nothing is to be forgotten. */
async function revoked(
  org: OrgRef & { ended?: { because: string } },
  kept: KeptOrgs,
  oauth: SalesforceOauth,
): Promise<Exclude<Disconnected['kind'], 'none' | 'configured'>> {
  const token = await kept.of(org).then(
    (found) => found?.grant.refreshToken,
    (error: unknown) => {
      if (error instanceof Failure && error.code === 'not_installed') return 'unreadable' as const;
      throw error;
    },
  );
  if (token === 'unreadable') return token;
  // Revoking a refresh token ends the sessions made by it, too.
  if (token !== undefined) await oauth.revoke(token);
  return token === undefined || org.ended?.because === 'disconnected' ? 'wasOver' : 'disconnected';
}

function sessionsBy(grants: OrgGrants, oauth: SalesforceOauth, now: () => number) {
  const known = new Map<string, OrgSession>();
  return ({ workspace, org }: OrgRef) => {
    const key = `${workspace} ${org}`;
    const session = known.get(key) ?? keptSession({ org: { workspace, org }, grants, oauth, now });
    known.set(key, session);
    return session;
  };
}
