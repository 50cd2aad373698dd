import { type Tx, timestamp } from './db.ts';

/** Fields wanted on a CRM record; `record` names the CRM too (`hubspot:101`). */
export type WantedWrite = { record: string; lead: string; fields: Record<string, unknown> };
export type ClaimedWrite = WantedWrite & { attempt: number };
export type WriteSettlement =
  | { record: string; kind: 'done' }
  | { record: string; kind: 'later'; at: number; error: string; countAttempt: boolean }
  | { record: string; kind: 'failed'; error: string };

const CLAIM_MS = 60_000;

/** Newest wins, field by field. A record given up earlier is tried again. At most one entry a record. */
export async function wantWrites(tx: Tx, workspace: string, writes: WantedWrite[], now: number): Promise<void> {
  if (writes.length === 0) return;
  await tx.query(
    `insert into crm_writes as w (workspace, id, lead, wanted, due_at)
     select $1, record, lead, fields, $3 from jsonb_to_recordset($2::jsonb) as r(record text, lead uuid, fields jsonb)
     order by record
     on conflict (workspace, id) do update set wanted = w.wanted || excluded.wanted, lead = excluded.lead,
       due_at = case when w.failed_at is not null or w.wanted || w.sending = '{}'::jsonb then excluded.due_at else w.due_at end,
       attempts = case when w.failed_at is null then w.attempts else 0 end, failed_at = null`,
    [workspace, JSON.stringify(writes), timestamp(now)],
  );
}

/** Takes due records with everything wanted of them so far. */
export async function claimWrites(tx: Tx, workspace: string, now: number, limit: number): Promise<ClaimedWrite[]> {
  return tx.query<ClaimedWrite>(
    `with due as (
       select workspace, id from crm_writes
       where workspace = $1 and failed_at is null and (wanted <> '{}'::jsonb or sending <> '{}'::jsonb) and due_at <= $2
         and (claimed_until is null or claimed_until < $2)
       order by due_at limit $4 for update skip locked)
     update crm_writes w set claimed_until = $3, attempts = w.attempts + 1, sending = w.sending || w.wanted, wanted = '{}'
     from due where w.workspace = due.workspace and w.id = due.id
     returning w.id as record, w.lead, w.sending as fields, w.attempts as attempt`,
    [workspace, timestamp(now), timestamp(now + CLAIM_MS), limit],
  );
}

/** Writes what became of claimed records. */
export async function settleWrites(
  tx: Tx,
  workspace: string,
  settlements: WriteSettlement[],
  now: number,
): Promise<void> {
  if (settlements.length === 0) return;
  const rows = settlements.map((each) => (each.kind === 'later' ? { ...each, at: timestamp(each.at) } : each));
  await tx.query(
    `update crm_writes w set
       claimed_until = null,
       sending = case when r.kind = 'done' then '{}'::jsonb else w.sending end,
       attempts = case when r.kind = 'done' then 0 else w.attempts - case when r."countAttempt" = false then 1 else 0 end end,
       failed_at = case when r.kind = 'failed' then $3::timestamptz end,
       last_error = r.error,
       due_at = coalesce(r.at, $3)
     from jsonb_to_recordset($2::jsonb) as r(record text, kind text, at timestamptz, error text, "countAttempt" boolean)
     where w.workspace = $1 and w.id = r.record`,
    [workspace, JSON.stringify(rows), timestamp(now)],
  );
}
