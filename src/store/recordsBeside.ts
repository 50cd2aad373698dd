import type { Tx } from './db.ts';

/** The other records of those who are known by these. */
export async function recordsBeside(tx: Tx, workspace: string, crm: string, records: string[]): Promise<string[]> {
  const rows = await tx.query<{ value: string }>(
    `select distinct other.value from identities one
     join identities other on other.workspace = $1 and other.id = one.id and other.kind = $2
     where one.workspace = $1 and one.kind = $2 and one.value = any($3) and other.value <> all($3)`,
    [workspace, `${crm}:contact`, records],
  );
  return rows.map(({ value }) => value);
}
