import { z } from 'zod';
import type { Crm } from './crm/crm.ts';
import type { Ending, Grants, KeptGrantOf } from './crm/grants.ts';
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

/** PostgreSQL's unique_violation. */
const TAKEN = '23505';

/** What is kept of one CRM's accounts. */
export type GrantKind<Ref extends { workspace: string }, Grant> = {
  kind: Crm['kind'];
  /** For people. */
  vendor: 'HubSpot' | 'Salesforce';
  account: 'account' | 'org';
  /** How the database says why one ended. */
  reasons: Record<Ending, string>;
  idOf: (account: Ref) => string;
  refOf: (workspace: string, id: string) => Ref;
  /** Throws zod's error for what is not a whole grant. */
  grantFrom: (kept: unknown) => Grant;
};

/** An account as it is kept. */
export type KeptAccount<Ref, Grant> = {
  at: Ref;
  connectedAt: number;
  /** Absent where nothing is kept any more, or it cannot be read: `unreadable` says why. */
  grant?: Grant;
  unreadable?: string;
  ended?: { at: number; because: Ending };
};

export type KeptGrants<Ref, Grant> = Grants<Ref, Grant> & {
  /** All that work, or may do so again by themselves. */
  live(): Promise<KeptAccount<Ref, Grant>[]>;
  /** Every account a workspace ever had, the one that works first. */
  inWorkspace(workspace: string): Promise<KeptAccount<Ref, Grant>[]>;
};

/** Grants in the database, sealed. */
export function keptGrants<Ref extends { workspace: string }, Grant>(
  db: Db,
  sealing: Sealing,
  now: () => number,
  of: GrantKind<Ref, Grant>,
): KeptGrants<Ref, Grant> {
  const { kind, vendor, account, reasons, idOf, refOf } = of;
  const { grantOf, seal } = sealedGrants(sealing, of);

  function accountOf(kept: KeptPortal): KeptAccount<Ref, Grant> {
    const { workspace, id, installedAt: connectedAt, revokedAt } = kept;
    const because = endingOf(kept, reasons);
    const ended = because !== undefined && revokedAt !== undefined && { ended: { at: revokedAt, because } };
    const base = { at: refOf(workspace, id), connectedAt, ...ended };
    if (kept.sealed === '') return base;
    try {
      return { ...base, grant: grantOf(kept) };
    } catch (error) {
      return { ...base, unreadable: (error as Error).message };
    }
  }

  const row = (at: Ref) => ({ workspace: at.workspace, kind, id: idOf(at) });
  const read = (kept: KeptGrantOf<Ref, Grant>) => ({ ...row(kept), sealed: kept.seal });
  const sealedRow = (at: Ref, grant: Grant) => ({ ...row(at), sealed: seal(grant, row(at)) });

  return {
    async of(at) {
      const kept = await db.inWorkspace(at.workspace, (tx) => portalOf(tx, row(at)));
      if (kept === undefined || kept.sealed === '') return undefined;
      const ended = endingOf(kept, reasons);
      return {
        ...refOf(at.workspace, kept.id),
        grant: grantOf(kept),
        seal: kept.sealed,
        ...(kept.leaseUntil !== undefined && { leaseUntil: kept.leaseUntil }),
        ...(ended !== undefined && { ended }),
      };
    },
    lease: (kept, until) => db.inWorkspace(kept.workspace, (tx) => leasePortal(tx, read(kept), { until, now: now() })),
    endLease: (kept, at) => db.inWorkspace(kept.workspace, (tx) => endLease(tx, read(kept), at)),
    async renew(kept, grant) {
      const change = { old: kept.seal, falsely: reasons.disconnected };
      try {
        return await db.inWorkspace(kept.workspace, (tx) => renewPortal(tx, sealedRow(kept, grant), change));
      } catch (error) {
        if ((error as { code?: string }).code === TAKEN) return false;
        throw error;
      }
    },
    end: (at, because) =>
      db.inWorkspace(at.workspace, (tx) =>
        endPortal(
          tx,
          { ...row(at), ...(at.seal !== undefined && { sealed: at.seal }) },
          { because: reasons[because], undecided: reasons.refused, now: now() },
        ),
      ),
    revive: (at) => db.acrossWorkspaces((tx) => reviveInstallation(tx, row(at))),
    save: (connected) => {
      const installation = {
        ...sealedRow(connected, connected.grant),
        name: `${vendor} ${account} ${idOf(connected)}`,
      };
      return db.acrossWorkspaces((tx) => savePortal(tx, installation, { undecided: reasons.refused, now: now() }));
    },
    forget: (at) => db.inWorkspace(at.workspace, (tx) => forgetPortal(tx, row(at), now())),
    live: async () => (await db.acrossWorkspaces((tx) => portalsOf(tx, kind, reasons.refused))).map(accountOf),
    inWorkspace: async (workspace) =>
      (await db.inWorkspace(workspace, (tx) => portalsIn(tx, kind, workspace))).map(accountOf),
  };
}

/** How grants are sealed, so that one is of no use in the place of another. */
function sealedGrants<Ref extends { workspace: string }, Grant>(
  { seal, open }: Sealing,
  { kind, vendor, account, grantFrom }: GrantKind<Ref, Grant>,
) {
  const aboutOf = ({ workspace, id }: { workspace: string; id: string }) =>
    `${vendor}'s ${id} of workspace ${workspace}`;
  return {
    seal: (grant: Grant, of: { workspace: string; id: string }) => seal(JSON.stringify(grant), aboutOf(of)),
    grantOf: ({ workspace, id, sealed }: KeptPortal): Grant => {
      try {
        return grantFrom(JSON.parse(open(sealed, aboutOf({ workspace, id }))));
      } catch (cause) {
        const isPartial = cause instanceof z.ZodError;
        const what = isPartial ? `what is kept of ${account} ${id} is incomplete` : (cause as Error).message;
        const message = `${kind}: ${what}; put the key back, or connect the ${account} again (hot-lead ${kind} install)`;
        throw Failure.blocked(message, { cause, code: 'not_installed' });
      }
    },
  };
}

function endingOf(
  { revokedAt, revokedBecause }: KeptPortal,
  reasons: Readonly<Record<Ending, string>>,
): Ending | undefined {
  if (revokedAt === undefined) return undefined;
  const known = (Object.keys(reasons) as Ending[]).find((ending) => reasons[ending] === revokedBecause);
  return known ?? 'disconnected';
}
