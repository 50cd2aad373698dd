import type { Tx } from './db.ts';

/** The bucket under which the count of an org's API calls is kept: see dailyCalls.ts. */
export const ORG_CALLS = 'salesforce:daily';

/**
 * When all that had changed in the org was last read; undefined before the first time. Where the workspace began with HubSpot both
 * are read at once, under that name.
 */
export async function orgReadAt(tx: Tx, workspace: string): Promise<number | undefined> {
  const [row] = await tx.query<{ at: number }>(
    `select updated_at as at from cursors where workspace = $1 and id in ('pull:salesforce', 'pull:hubspot')
     order by id desc limit 1`,
    [workspace],
  );
  return row?.at;
}
