import { z } from 'zod';
import type { Ending } from './crm/grants.ts';
import type { OrgGrant, OrgGrants, OrgRef } from './crm/salesforce/oauth-grants.ts';
import { type GrantKind, type KeptAccount, keptGrants } from './keptGrants.ts';
import type { Sealing } from './sealing.ts';
import type { Db } from './store/db.ts';

const grantShape = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  instanceUrl: z.string(),
  issuedAt: z.number(),
  userId: z.string(),
  scopes: z.array(z.string()),
});

const orgs: GrantKind<OrgRef, OrgGrant> = {
  kind: 'salesforce',
  vendor: 'Salesforce',
  account: 'org',
  reasons: {
    disconnected: 'expired grant',
    uninstalled: 'uninstalled',
    moved: 'another workspace has it',
    refused: 'refused',
  },
  idOf: ({ org }) => org,
  refOf: (workspace, org) => ({ workspace, org }),
  grantFrom: (kept) => grantShape.parse(kept),
};

/** An org as people are told of it: without its tokens, also when those cannot be read. */
export type ShownOrg = OrgRef & {
  connectedAt: number;
  /** Absent where what is kept cannot be read: `unreadable` says why. */
  userId?: string;
  instanceUrl?: string;
  ended?: { at: number; because: Ending };
  unreadable?: string;
};

export type KeptOrgs = OrgGrants & {
  /** All that work, or may do so again by themselves. */
  live(): Promise<ShownOrg[]>;
  /** Every org a workspace ever had, the one that works first. */
  inWorkspace(workspace: string): Promise<ShownOrg[]>;
};

/** Grants of orgs in the database, sealed: beside those of HubSpot accounts. */
export function keptOrgs(db: Db, sealing: Sealing, now: () => number): KeptOrgs {
  const kept = keptGrants(db, sealing, now, orgs);
  return {
    ...kept,
    live: async () => (await kept.live()).map(shown),
    inWorkspace: async (workspace) => (await kept.inWorkspace(workspace)).map(shown),
  };
}

function shown({ at, grant, ...told }: KeptAccount<OrgRef, OrgGrant>): ShownOrg {
  return { ...at, ...told, ...(grant && { userId: grant.userId, instanceUrl: grant.instanceUrl }) };
}
