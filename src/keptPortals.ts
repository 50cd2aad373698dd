import { z } from 'zod';
import { REFUSED_TOKEN } from './crm/hubspot/oauth-failure.ts';
import type { Ending, KeptGrant, PortalGrants, PortalRef } from './crm/hubspot/oauth-grants.ts';
import type { Grant } from './crm/hubspot/oauth.ts';
import { Failure } from './failure.ts';
import type { Sealing } from './sealing.ts';
import type { Db } from './store/db.ts';
import { reviveInstallation } from './store/installations.ts';
import {
  endLease,
  endPortal,
  forgetPortal,
  type KeptPortal,
  leasePortal,
  portalOf,
  portalsIn,
  portalsOf,
  renewPortal,
} from './store/portals.ts';
import { savePortal } from './store/savePortal.ts';

const kind = 'hubspot';
const REASONS: Record<Ending, string> = {
  disconnected: 'BAD_REFRESH_TOKEN',
  uninstalled: 'uninstalled',
  moved: 'another workspace has it',
  refused: REFUSED_TOKEN,
};
/** PostgreSQL's unique_violation. */
const TAKEN = '23505';

const grantShape = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  issuedAt: z.number(),
  expiresAt: z.number(),
  scopes: z.array(z.string()),
  userId: z.string().optional(),
});

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

/** Grants in the database, sealed. */
export function keptPortals(db: Db, { seal, open }: Sealing, now: () => number): KeptPortals {
  function grantOf({ workspace, id, sealed }: KeptPortal): Grant {
    if (sealed === '') throw Failure.blocked(`hubspot: nothing is kept of account ${id}`, { code: 'not_installed' });
    try {
      const { userId, ...grant } = grantShape.parse(JSON.parse(open(sealed, aboutOf(workspace, id))));
      return { ...grant, ...(userId !== undefined && { userId }) };
    } catch (cause) {
      const what =
        cause instanceof z.ZodError ? `what is kept of account ${id} is incomplete` : (cause as Error).message;
      const message = `hubspot: ${what}; put the key back, or connect the account again (hot-lead hubspot install)`;
      throw Failure.blocked(message, { cause, code: 'not_installed' });
    }
  }

  function shown(kept: KeptPortal): ShownPortal {
    const { workspace, id: portal, installedAt, revokedAt } = kept;
    const because = endingOf(kept);
    const base = {
      workspace,
      portal,
      installedAt,
      ...(because !== undefined && revokedAt !== undefined && { ended: { at: revokedAt, because } }),
    };
    if (kept.sealed === '') return base;
    try {
      const { scopes, userId } = grantOf(kept);
      return { ...base, scopes, ...(userId !== undefined && { installer: userId }) };
    } catch (error) {
      return { ...base, unreadable: (error as Error).message };
    }
  }

  const row = ({ workspace, portal }: PortalRef) => ({ workspace, kind, id: portal });
  const sealedRow = (at: PortalRef, grant: Grant) => ({
    ...row(at),
    sealed: seal(JSON.stringify(grant), aboutOf(at.workspace, at.portal)),
  });

  return {
    async of(at) {
      const kept = await db.inWorkspace(at.workspace, (tx) => portalOf(tx, row(at)));
      if (kept === undefined || kept.sealed === '') return undefined;
      const ended = endingOf(kept);
      const { workspace, portal } = at;
      const grant = grantOf(kept);
      return { workspace, portal, grant, seal: kept.sealed, ...leaseOf(kept), ...(ended !== undefined && { ended }) };
    },
    lease: (kept, until) =>
      db.inWorkspace(kept.workspace, (tx) =>
        leasePortal(tx, { ...row(kept), sealed: kept.seal }, { until, now: now() }),
      ),
    endLease: (kept, at) =>
      db.inWorkspace(kept.workspace, (tx) => endLease(tx, { ...row(kept), sealed: kept.seal }, at)),
    async renew(kept, grant) {
      const falsely = REASONS.disconnected;
      const change = { old: kept.seal, falsely };
      try {
        return await db.inWorkspace(kept.workspace, (tx) => renewPortal(tx, sealedRow(kept, grant), change));
      } catch (error) {
        if ((error as { code?: string }).code === TAKEN) return false;
        throw error;
      }
    },
    end: ({ seal: sealed, ...at }, because) =>
      db.inWorkspace(at.workspace, (tx) =>
        endPortal(
          tx,
          { ...row(at), ...(sealed !== undefined && { sealed }) },
          { because: REASONS[because], undecided: REASONS.refused, now: now() },
        ),
      ),
    revive: (at) => db.acrossWorkspaces((tx) => reviveInstallation(tx, row(at))),
    save: ({ grant, ...at }) => {
      const installation = { ...sealedRow(at, grant), name: `HubSpot account ${at.portal}` };
      return db.acrossWorkspaces((tx) => savePortal(tx, installation, { undecided: REASONS.refused, now: now() }));
    },
    forget: (at) => db.inWorkspace(at.workspace, (tx) => forgetPortal(tx, row(at), now())),
    live: async () => (await db.acrossWorkspaces((tx) => portalsOf(tx, kind, REASONS.refused))).map(shown),
    inWorkspace: async (workspace) =>
      (await db.inWorkspace(workspace, (tx) => portalsIn(tx, kind, workspace))).map(shown),
  };
}

function endingOf({ revokedAt, revokedBecause }: KeptPortal): Ending | undefined {
  if (revokedAt === undefined) return undefined;
  const known = (Object.keys(REASONS) as Ending[]).find((ending) => REASONS[ending] === revokedBecause);
  return known ?? 'disconnected';
}

function leaseOf({ leaseUntil }: KeptPortal): Pick<KeptGrant, 'leaseUntil'> {
  return leaseUntil === undefined ? {} : { leaseUntil };
}

function aboutOf(workspace: string, portal: string): string {
  return `HubSpot's ${portal} of workspace ${workspace}`;
}
