import { type Tx, timestamp, withoutNulls } from './db.ts';

/** A chat's workspace or a CRM's account (`id`, as it is named there) where our app is installed. `sealed` holds its tokens. */
export type Installation = { workspace: string; kind: string; id: string; name: string; sealed: string };
export type KeptInstallation = Installation & { installedAt: number; revokedAt?: number; revokedBecause?: string };

/** PostgreSQL's unique_violation. */
const TAKEN = '23505';

/**
 * Keeps an installation, over the one before of the same. False when another workspace has it: then nothing is kept, and the
 * transaction is over. Across workspaces.
 */
export async function saveInstallation(tx: Tx, installation: Installation, now: number): Promise<boolean> {
  try {
    await writeInstallation(tx, installation, now);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === TAKEN) return false;
    throw error;
  }
}

/** The same; throws when another has it. */
export async function writeInstallation(tx: Tx, installation: Installation, now: number): Promise<void> {
  const { workspace, kind, id, name, sealed } = installation;
  await tx.query(
    `insert into installations (workspace, kind, id, name, sealed, installed_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (workspace, kind, id) do update set name = excluded.name, sealed = excluded.sealed,
       installed_at = excluded.installed_at, revoked_at = null, revoked_because = null, lease_until = null`,
    [workspace, kind, id, name, sealed, timestamp(now)],
  );
}

/** Other tokens of an installation that stays what it is; false when it is not live any more. Across workspaces. */
export async function resealInstallation(tx: Tx, installation: Omit<Installation, 'name'>): Promise<boolean> {
  const { workspace, kind, id, sealed } = installation;
  const rows = await tx.query(
    `update installations set sealed = $4 where workspace = $1 and kind = $2 and id = $3 and revoked_at is null returning id`,
    [workspace, kind, id, sealed],
  );
  return rows.length > 0;
}

/** Whose it is: of whoever has it now, else of whoever had it last. Across workspaces. */
export async function installationOf(tx: Tx, kind: string, id: string): Promise<KeptInstallation | undefined> {
  return first(await tx.query(`${SELECT_INSTALLATION} where kind = $1 and id = $2 ${NEWEST}`, [kind, id]));
}

/** Where a workspace's messages go: its newest installation, one that works first. */
export async function installationFor(tx: Tx, kind: string, workspace: string): Promise<KeptInstallation | undefined> {
  return first(
    await tx.query(`${SELECT_INSTALLATION} where kind = $1 and workspace = $2 ${NEWEST}`, [kind, workspace]),
  );
}

/** It works no more. Twice keeps the first time and reason. Across workspaces. */
export async function revokeInstallation(
  tx: Tx,
  { kind, id, because }: { kind: string; id: string; because: string },
  now: number,
): Promise<void> {
  await tx.query(
    'update installations set revoked_at = $3, revoked_because = $4 where kind = $1 and id = $2 and revoked_at is null',
    [kind, id, timestamp(now), because],
  );
}

/** It works after all; nothing changes when another workspace has it by now. Across workspaces. */
export async function reviveInstallation(
  tx: Tx,
  { workspace, kind, id }: Pick<Installation, 'workspace' | 'kind' | 'id'>,
): Promise<void> {
  await tx.query(
    `update installations set revoked_at = null, revoked_because = null
     where workspace = $1 and kind = $2 and id = $3 and revoked_at is not null
       and not exists (select from installations other where other.kind = $2 and other.id = $3 and other.revoked_at is null)`,
    [workspace, kind, id],
  );
}

/** Of all kinds; a lease is on those that several processes renew. */
export const SELECT_INSTALLATION = `select workspace, kind, id, name, sealed, installed_at as "installedAt",
  revoked_at as "revokedAt", revoked_because as "revokedBecause", lease_until as "leaseUntil" from installations`;
const NEWEST = 'order by (revoked_at is null) desc, installed_at desc, id limit 1';

function first(rows: Record<string, unknown>[]): KeptInstallation | undefined {
  return rows[0] && (withoutNulls(rows[0]) as KeptInstallation);
}
