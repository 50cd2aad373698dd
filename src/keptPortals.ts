import { z } from 'zod';
import type { Ending } from './crm/grants.ts';
import { REFUSED_TOKEN } from './crm/hubspot/oauth-failure.ts';
import type { PortalGrants, PortalRef } from './crm/hubspot/oauth-grants.ts';
import type { Grant } from './crm/hubspot/oauth.ts';
import { type GrantKind, type KeptAccount, keptGrants } from './keptGrants.ts';
import type { Sealing } from './sealing.ts';
import type { Db } from './store/db.ts';

const grantShape = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  issuedAt: z.number(),
  expiresAt: z.number(),
  scopes: z.array(z.string()),
  userId: z.string().optional(),
});

const portals: GrantKind<PortalRef, Grant> = {
  kind: 'hubspot',
  vendor: 'HubSpot',
  account: 'account',
  reasons: {
    disconnected: 'BAD_REFRESH_TOKEN',
    uninstalled: 'uninstalled',
    moved: 'another workspace has it',
    refused: REFUSED_TOKEN,
  },
  idOf: ({ portal }) => portal,
  refOf: (workspace, portal) => ({ workspace, portal }),
  grantFrom(kept) {
    const { userId, ...grant } = grantShape.parse(kept);
    return { ...grant, ...(userId !== undefined && { userId }) };
  },
};

/** An account as people are told of it: without its tokens, also when those cannot be read. */
export type ShownPortal = PortalRef & {
  installedAt: number;
  /** Absent where what is kept cannot be read: `unreadable` says why. */
  scopes?: string[];
  installer?: string;
  ended?: { at: number; because: Ending };
  unreadable?: string;
};

export type KeptPortals = PortalGrants & {
  /** All that work, or may do so again by themselves. */
  live(): Promise<ShownPortal[]>;
  /** Every account a workspace ever had, the one that works first. */
  inWorkspace(workspace: string): Promise<ShownPortal[]>;
};

/** Grants of accounts in the database, sealed. */
export function keptPortals(db: Db, sealing: Sealing, now: () => number): KeptPortals {
  const kept = keptGrants(db, sealing, now, portals);
  return {
    ...kept,
    live: async () => (await kept.live()).map(shown),
    inWorkspace: async (workspace) => (await kept.inWorkspace(workspace)).map(shown),
  };
}

function shown({ at, connectedAt, grant, ...told }: KeptAccount<PortalRef, Grant>): ShownPortal {
  const { scopes, userId } = grant ?? {};
  return {
    ...at,
    installedAt: connectedAt,
    ...told,
    ...(scopes !== undefined && { scopes }),
    ...(userId !== undefined && { installer: userId }),
  };
}
