import type { Tx } from './db.ts';
import { newestRecord } from './looks.ts';
import { wantWrites, type WantedWrite } from './writes.ts';

/** So soon the lead is looked at again, and its score goes along. */
const SCORED_MS = 1_000;

/**
 * One more record became these leads': of those with an episode that is not closed, whatever of it was written to the others is wanted
 * on that one, too. Call it with the leads locked, in the transaction in which they got it.
 */
export async function wantCaughtUp(
  tx: Tx,
  workspace: string,
  crm: string,
  leads: string[],
  now: number,
): Promise<void> {
  if (leads.length === 0) return;
  const rows = await tx.query<{ lead: string; record: string }>(
    `select l.id as lead, ${newestRecord('l.id', '$2')} as record from unnest($3::uuid[]) as l(id)
     where exists (select from episodes e where e.workspace = $1 and e.lead = l.id and e.state <> 'closed')`,
    [workspace, `${crm}:contact`, leads],
  );
  const fields = { catchUp: true };
  const dueAt = now + SCORED_MS;
  const writes = rows.map(({ lead, record }): WantedWrite => ({ record: `${crm}:${record}`, lead, fields, dueAt }));
  await wantWrites(tx, workspace, writes, now);
}
