import { type Tx, timestamp } from './db.ts';

/** Work of one kind is waiting in this workspace; `id` names one of its rows. */
export type Due = { workspace: string; kind: string; id: string };

/** Everything that is due now, in any workspace, one entry for each workspace and kind, however much is waiting. */
export async function dueWork(tx: Tx, now: number): Promise<Due[]> {
  return tx.query<Due>(
    `select workspace, kind, min(id::text) as id from steps
       where done_at is null and failed_at is null and due_at <= $1 and (claimed_until is null or claimed_until < $1)
       group by workspace, kind
     union all
     select w.workspace, 'score', coalesce(fresh.id, faded.id) from workspaces w
       left join lateral (select id::text || '-' || wanted_seq as id from leads l
         where l.workspace = w.workspace and l.wanted_seq > l.done_seq limit 1) fresh on true
       left join lateral (select id::text as id from leads l
         where l.workspace = w.workspace and l.look_at <= $1 limit 1) faded on true
       where coalesce(fresh.id, faded.id) is not null
     union all
     select w.workspace, 'write', one.id from workspaces w
       cross join lateral (select replace(id, ':', '-') as id from crm_writes c
         where c.workspace = w.workspace and failed_at is null and (wanted <> '{}'::jsonb or sending <> '{}'::jsonb)
           and due_at <= $1 and (claimed_until is null or claimed_until < $1) limit 1) one`,
    [timestamp(now)],
  );
}
