import type { Tx } from './db.ts';
import { holdsRecords } from './heldRecords.ts';
import { type Installation, writeInstallation } from './installations.ts';
import { ensureWorkspace } from './workspaces.ts';

/**
 * Why an account is not connected: another workspace has it; this workspace has another one (`account`); this workspace holds
 * records of another one, whose ids would be taken for this one's.
 */
export type PortalRefused =
  | { kind: 'taken' }
  | { kind: 'other'; account: string }
  | { kind: 'records'; account: string };

/** Those who install at once wait for each other. */
const LOCK = 4_019_442;

/**
 * Connects an account to a workspace, which is made where it is missing; over what was kept of the same before. Answers why not,
 * and then nothing was changed. `undecided`: reasons of an ended installation that may turn out to work after all; it is over for
 * good once another workspace has the account. Across workspaces.
 */
export async function savePortal(
  tx: Tx,
  installation: Installation,
  { undecided, now }: { undecided: string; now: number },
): Promise<PortalRefused | undefined> {
  const { workspace, kind, id } = installation;
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK]);
  const refused = await refusalOf(tx, installation, undecided);
  if (refused !== undefined) return refused;
  await tx.query('delete from connections where kind = $2 and account = $3 and workspace <> $1', [workspace, kind, id]);
  await tx.query(
    `update installations set revoked_because = 'another workspace has it'
     where workspace <> $1 and kind = $2 and id = $3 and revoked_because = $4`,
    [workspace, kind, id, undecided],
  );
  const connections = [{ id: kind, kind, account: id }];
  await ensureWorkspace(tx, { id: workspace, name: workspace, demo: false, connections }, now);
  await writeInstallation(tx, installation, now);
  return undefined;
}

async function refusalOf(
  tx: Tx,
  { workspace, kind, id }: Installation,
  undecided: string,
): Promise<PortalRefused | undefined> {
  const [theirs] = await tx.query(
    `select id from installations where kind = $1 and id = $2 and workspace <> $3 and revoked_at is null
     union all ${BY_TOKEN} and c.account = $2 and c.workspace <> $3 limit 1`,
    [kind, id, workspace],
  );
  if (theirs !== undefined) return { kind: 'taken' };
  const [other] = await tx.query<{ account: string }>(
    `select id as account from installations
     where workspace = $3 and kind = $1 and id <> $2 and (revoked_at is null or revoked_because = $4)
     union all ${BY_TOKEN} and c.account <> $2 and c.workspace = $3 limit 1`,
    [kind, id, workspace, undecided],
  );
  if (other !== undefined) return { kind: 'other', account: other.account };
  const [before] = await tx.query<{ account: string }>(
    `select account from connections c where workspace = $3 and kind = $1 and account <> $2
     and (exists (select 1 from identities i where i.workspace = $3 and split_part(i.kind, ':', 1) = $1)
       or ${holdsRecords('$3', '$1')})`,
    [kind, id, workspace],
  );
  return before && { kind: 'records', account: before.account };
}

/** Accounts that are reached by a token of the configuration: nobody installed anything there. */
const BY_TOKEN = `select c.account from connections c where c.kind = $1 and not exists (
  select 1 from installations i where i.workspace = c.workspace and i.kind = c.kind and i.id = c.account)`;
