import { type Tx, timestamp } from './db.ts';
import { holdsRecords } from './heldRecords.ts';

export type Connection = { id: string; kind: string; account: string };

/** Creates the workspace and its connections where they are missing; answers since when it exists. Safe at every start. */
export async function ensureWorkspace(
  tx: Tx,
  workspace: {
    id: string;
    name: string;
    demo: boolean;
    connections: Connection[];
  },
  now: number,
): Promise<number> {
  await tx.query('insert into workspaces values ($1, $2, $3, $4) on conflict do nothing', [
    workspace.id,
    workspace.name,
    workspace.demo,
    timestamp(now),
  ]);
  for (const { id, kind, account } of workspace.connections) {
    await tx.query(
      `insert into connections values ($1, $2, $3, $4, $5)
       on conflict (workspace, id) do update set kind = excluded.kind, account = excluded.account,
         time_zone = case when connections.account = excluded.account then connections.time_zone end`,
      [workspace.id, id, kind, account, timestamp(now)],
    );
  }
  const [row] = await tx.query<{ since: number }>('select created_at as since from workspaces where workspace = $1', [
    workspace.id,
  ]);
  return row?.since ?? now;
}

/** The account behind a connection, and since when; undefined before it was first worked with. */
export async function connectedSince(
  tx: Tx,
  workspace: string,
  id: string,
): Promise<{ account: string; since: number } | undefined> {
  const [row] = await tx.query<{ account: string; since: number }>(
    'select account, created_at as since from connections where workspace = $1 and id = $2',
    [workspace, id],
  );
  return row;
}

/**
 * The account whose people a workspace holds by this connection, where that is another than the given one. A portal's zone is known
 * once the vendor said that it is this portal: before that its id may have been mistyped, and is put right. An org's id is never
 * typed: the org says it.
 */
export async function otherAccount(
  tx: Tx,
  workspace: string,
  { id, kind, account }: Connection,
): Promise<string | undefined> {
  const [row] = await tx.query<{ account: string }>(
    `select account from connections where workspace = $1 and id = $2 and account <> $4
     and (time_zone is not null or $3 = 'salesforce') and ${holdsRecords('$1', '$3')}`,
    [workspace, id, kind, account],
  );
  return row?.account;
}

/** A CRM that a workspace is or was connected to; `hasPeople`: people are known by its record ids, or linked to them. */
export type CrmConnection = { kind: 'hubspot' | 'salesforce'; zone: string | undefined; hasPeople: boolean };

/** The CRMs of a workspace, the one whose ids everybody is known by first, with the zones of their accounts where they are known. */
export async function crmsInOrder(tx: Tx, workspace: string): Promise<CrmConnection[]> {
  const rows = await tx.query<Omit<CrmConnection, 'zone'> & { zone: string | null }>(
    `select kind, time_zone as zone, ${holdsRecords('$1', 'c.kind')} as "hasPeople"
     from connections c where workspace = $1 and kind in ('hubspot', 'salesforce')
     order by exists (select 1 from identities i where i.workspace = $1 and i.kind = c.kind || ':contact') desc,
       created_at, id`,
    [workspace],
  );
  return rows.map(({ zone, ...row }) => ({ ...row, zone: zone ?? undefined }));
}

/** Keeps the zone of the account behind a connection. */
export async function keepConnectionZone(tx: Tx, workspace: string, id: string, zone: string): Promise<void> {
  await tx.query('update connections set time_zone = $3 where workspace = $1 and id = $2', [workspace, id, zone]);
}

/** The workspaces stored here that are not the demo; none in a database that was never migrated. Across workspaces. */
export async function realWorkspaces(tx: Tx): Promise<string[]> {
  const [table] = await tx.query<{ there: boolean }>("select to_regclass('workspaces') is not null as there");
  if (!table?.there) return [];
  const rows = await tx.query<{ workspace: string }>('select workspace from workspaces where not demo order by 1');
  return rows.map((row) => row.workspace);
}

/** Which workspace this vendor account belongs to. Across workspaces. */
export async function workspaceOf(tx: Tx, kind: string, account: string): Promise<string | undefined> {
  const rows = await tx.query<{ workspace: string }>(
    'select workspace from connections where kind = $1 and account = $2',
    [kind, account],
  );
  return rows[0]?.workspace;
}

/** Counts bad input by its reason, so that an admin sees what is being refused. */
export async function countRejections(
  tx: Tx,
  workspace: string,
  counts: Record<string, number>,
  now: number,
): Promise<void> {
  // Sorted: two that count the same reasons in another order would wait for each other.
  for (const [reason, count] of Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))) {
    await tx.query(
      `insert into rejections as r values ($1, $2, $3, $4)
       on conflict (workspace, id) do update set count = r.count + excluded.count, last_at = excluded.last_at`,
      [workspace, reason, count, timestamp(now)],
    );
  }
}
