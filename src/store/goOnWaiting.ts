import { json, type Tx } from './db.ts';
import { lockInOrder } from './writes.ts';

type Merge = { record: string; into: string };

/**
 * What waits to be written to a record that went into another, and the task that is yet to be made on it, go to that other, where
 * it is the same lead's. A task that was refused because the record had gone already is tried again while its episode is open.
 * Twice is once.
 */
export async function goOnWaiting(tx: Tx, workspace: string, crm: string, merges: Merge[]): Promise<void> {
  await writesGoOn(tx, workspace, crm, merges);
  await tx.query(
    `update steps s set payload = jsonb_set(s.payload, '{leadId}', to_jsonb(m."into")),
       attempts = case when s.failed_at is null then s.attempts else 0 end, failed_at = null
     from jsonb_to_recordset($3::jsonb) as m(record text, "into" text)
     join identities i on i.workspace = $1 and i.kind = $2 and i.value = m."into"
     where s.workspace = $1 and s.subject = i.id::text and s.kind = 'task' and s.done_at is null
       and s.payload->>'leadId' = m.record
       and (s.failed_at is null or exists (select 1 from episodes e where e.workspace = $1 and e.state <> 'closed'
         and e.id::text = s.payload#>>'{about,episode}'))`,
    [workspace, `${crm}:contact`, json(merges)],
  );
}

/** Of two wishes for one field the one for the record that is left counts: it is the newer. They have waited: a person may have chosen since. */
async function writesGoOn(tx: Tx, workspace: string, crm: string, merges: Merge[]): Promise<void> {
  const records = merges.flatMap(({ record, into }) => [`${crm}:${record}`, `${crm}:${into}`]);
  await lockInOrder(tx, workspace, records);
  await tx.query(
    `with went as (
       delete from crm_writes w using jsonb_to_recordset($3::jsonb) as m(record text, "into" text), identities i
       where w.workspace = $1 and w.id = $4 || ':' || m.record and i.workspace = $1 and i.kind = $2 and i.value = m."into"
         and i.id = w.lead
       returning $4 || ':' || m."into" as id, w.lead, w.sending || w.wanted as fields, w.due_at)
     insert into crm_writes as w (workspace, id, lead, wanted, sending, due_at)
     select distinct on (id) $1, id, lead, '{}'::jsonb, fields, due_at from went where fields <> '{}'::jsonb order by id, due_at
     on conflict (workspace, id) do update set
       wanted = excluded.sending - array(select jsonb_object_keys(w.sending)) || w.wanted,
       due_at = least(w.due_at, excluded.due_at),
       attempts = case when w.failed_at is null then w.attempts else 0 end, failed_at = null`,
    [workspace, `${crm}:contact`, json(merges), crm],
  );
}
