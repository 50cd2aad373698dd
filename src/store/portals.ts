import { type Tx, timestamp, withoutNulls } from './db.ts';
import { type Installation, type KeptInstallation, SELECT_INSTALLATION } from './installations.ts';

/** One CRM account where our app is installed (`id`, as the CRM names it), as one workspace has it. */
export type Portal = Pick<Installation, 'workspace' | 'kind' | 'id'>;
export type KeptPortal = KeptInstallation & { leaseUntil?: number };

/** As kept; undefined where this workspace never had it. */
export async function portalOf(tx: Tx, { workspace, kind, id }: Portal): Promise<KeptPortal | undefined> {
  const [row] = await portals(tx, 'workspace = $1 and kind = $2 and id = $3', [workspace, kind, id]);
  return row;
}

/** All that work, and those that ended for the reason `undecided`; by workspace. Across workspaces. */
export async function portalsOf(tx: Tx, kind: string, undecided: string): Promise<KeptPortal[]> {
  return portals(tx, 'kind = $1 and (revoked_at is null or revoked_because = $2)', [kind, undecided]);
}

/** A workspace's accounts, the newest that works first. */
export async function portalsIn(tx: Tx, kind: string, workspace: string): Promise<KeptPortal[]> {
  return portals(tx, 'kind = $1 and workspace = $2', [kind, workspace]);
}

async function portals(tx: Tx, which: string, values: unknown[]): Promise<KeptPortal[]> {
  const order = 'order by (revoked_at is null) desc, installed_at desc, workspace, id';
  const rows = await tx.query(`${SELECT_INSTALLATION} where ${which} ${order}`, values);
  return rows.map((row) => withoutNulls(row) as KeptPortal);
}

/**
 * Nobody else renews it until then. False when somebody has it still, or the tokens are others than those that were read. A lease
 * for more than twice as long was taken by a clock that was ahead, and holds nobody up.
 */
export async function leasePortal(
  tx: Tx,
  { workspace, kind, id, sealed }: Portal & { sealed: string },
  { until, now }: { until: number; now: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update installations set lease_until = $5 where workspace = $1 and kind = $2 and id = $3 and sealed = $4
       and (lease_until is null or lease_until <= $6 or lease_until > $5::timestamptz + ($5::timestamptz - $6::timestamptz))
     returning id`,
    [workspace, kind, id, sealed, timestamp(until), timestamp(now)],
  );
  return rows.length > 0;
}

/** The lease ends then, unless the tokens are others by now. */
export async function endLease(
  tx: Tx,
  { workspace, kind, id, sealed }: Portal & { sealed: string },
  at: number,
): Promise<void> {
  await tx.query(
    'update installations set lease_until = $5 where workspace = $1 and kind = $2 and id = $3 and sealed = $4',
    [workspace, kind, id, sealed, timestamp(at)],
  );
}

/**
 * New tokens in place of `old`, which ends the lease; false when others are there by now. What had ended for `falsely` works
 * again: its refresh token was good after all. Throws where another workspace has the account by now.
 */
export async function renewPortal(
  tx: Tx,
  { workspace, kind, id, sealed }: Portal & { sealed: string },
  { old, falsely }: { old: string; falsely: string },
): Promise<boolean> {
  const rows = await tx.query(
    `update installations set sealed = $5, lease_until = null,
       revoked_at = case when revoked_because = $6 then null else revoked_at end,
       revoked_because = case when revoked_because = $6 then null else revoked_because end
     where workspace = $1 and kind = $2 and id = $3 and sealed = $4 returning id`,
    [workspace, kind, id, old, sealed, falsely],
  );
  return rows.length > 0;
}

/**
 * It works no more; the first time and reason stay, where they are not `undecided`. With `sealed` only while those are its
 * tokens. False when nothing changed.
 */
export async function endPortal(
  tx: Tx,
  { workspace, kind, id, sealed }: Portal & { sealed?: string },
  { because, undecided, now }: { because: string; undecided: string; now: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update installations set revoked_at = coalesce(revoked_at, $6), revoked_because = $5, lease_until = null
     where workspace = $1 and kind = $2 and id = $3 and sealed = coalesce($4, sealed)
       and (revoked_at is null or revoked_because = $7) and revoked_because is distinct from $5 returning id`,
    [workspace, kind, id, sealed, because, timestamp(now), undecided],
  );
  return rows.length > 0;
}

/** Its tokens are gone for good; when it was installed, and why it is over, stay. */
export async function forgetPortal(tx: Tx, { workspace, kind, id }: Portal, now: number): Promise<void> {
  await tx.query(
    `update installations set sealed = '', lease_until = null, revoked_at = coalesce(revoked_at, $4),
       revoked_because = 'uninstalled' where workspace = $1 and kind = $2 and id = $3`,
    [workspace, kind, id, timestamp(now)],
  );
}
