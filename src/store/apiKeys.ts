import { type Tx, timestamp, withoutNulls } from './db.ts';

/** A key of a customer's program; the key itself is kept nowhere. */
export type ApiKey = { id: string; name: string; createdAt: number; revokedAt?: number };

/** Keeps a new key by its hash (SHA-256); answers its id. */
export async function addApiKey(
  tx: Tx,
  workspace: string,
  key: { name: string; hash: Buffer },
  now: number,
): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    'insert into api_keys (workspace, name, hash, created_at) values ($1, $2, $3, $4) returning id',
    [workspace, key.name, key.hash, timestamp(now)],
  );
  return row?.id ?? '';
}

/** Every key there ever was, oldest first. */
export async function apiKeysOf(tx: Tx, workspace: string): Promise<ApiKey[]> {
  const rows = await tx.query(
    `select id, name, created_at as "createdAt", revoked_at as "revokedAt" from api_keys
     where workspace = $1 order by created_at, id`,
    [workspace],
  );
  return rows.map((row) => withoutNulls(row) as ApiKey);
}

/** From now on nobody gets in with it; false when there is none of this id. Safe twice. */
export async function revokeApiKey(tx: Tx, workspace: string, id: string, now: number): Promise<boolean> {
  const rows = await tx.query(
    'update api_keys set revoked_at = coalesce(revoked_at, $3) where workspace = $1 and id::text = $2 returning id',
    [workspace, id, timestamp(now)],
  );
  return rows.length > 0;
}

/** Whose key this is; undefined for one that is unknown or revoked. Across workspaces. */
export async function workspaceOfKey(tx: Tx, hash: Buffer): Promise<string | undefined> {
  const rows = await tx.query<{ workspace: string }>(
    'select workspace from api_keys where hash = $1 and revoked_at is null',
    [hash],
  );
  return rows[0]?.workspace;
}
