import { type Tx, timestamp } from './db.ts';

/** Work of one kind is waiting in this workspace; `id` names one of its rows. */
export type Due = { workspace: string; kind: string; id: string };

/** Everything that is due now, in any workspace, at most one entry for each workspace and kind. */
export async function dueWork(tx: Tx, now: number): Promise<Due[]> {
  return tx.query<Due>(
    `select workspace, kind, min(id::text) as id from steps
       where done_at is null and failed_at is null and due_at <= $1 and (claimed_until is null or claimed_until < $1)
       group by workspace, kind
     union all
     select workspace, 'score', min(id::text || '-' || wanted_seq) from (
       select workspace, id, wanted_seq from leads where wanted_seq > done_seq
       union all select workspace, id, wanted_seq from leads where look_at <= $1) l group by workspace
     union all
     select workspace, 'write', min(replace(id, ':', '-')) from crm_writes
       where failed_at is null and (wanted <> '{}'::jsonb or sending <> '{}'::jsonb) and due_at <= $1
         and (claimed_until is null or claimed_until < $1)
       group by workspace`,
    [timestamp(now)],
  );
}
