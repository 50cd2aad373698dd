import { json, type Tx, timestamp } from './db.ts';
import type { Apart } from './leadIds.ts';
import { lockKnownLeads } from './leads.ts';

/**
 * All signals of leads that proved to be somebody else's are that one's, too, each once, as heard of now; by their addresses that one
 * is known from now on. What was decided of them stays as it was, with what it was decided by. Safe twice. Locks all of them.
 */
export async function uniteLeads(tx: Tx, workspace: string, apart: Apart[], now: number): Promise<void> {
  if (apart.length === 0) return;
  await lockKnownLeads(tx, workspace, [...new Set(apart.flatMap(({ lead, stays }) => [lead, stays]))]);
  await tx.query(
    `with theirs as (
       select distinct on (a.stays, s.source_id) a.stays, s.* from jsonb_to_recordset($2::jsonb) as a(lead uuid, stays uuid)
       join signals s on s.workspace = $1 and s.lead = a.lead and s.subject = 'lead' order by a.stays, s.source_id, s.seq),
     unseen as (insert into seen (workspace, id) select $1, stays || ':' || source_id from theirs
       on conflict do nothing returning id),
     kept as (
       insert into signals (workspace, lead, subject, type, at, received_at, asset, confidence, source, source_id,
         attributes, level, mail, evidence)
       select $1, t.stays, t.subject, t.type, t.at, $3, t.asset, t.confidence, t.source, t.source_id, t.attributes, t.level,
         t.mail, t.evidence
       from theirs t join unseen u on u.id = t.stays || ':' || t.source_id order by t.at, t.source_id
       returning lead, seq)
     update leads l set wanted_seq = greatest(l.wanted_seq, n.seq) from (select lead, max(seq) as seq from kept group by lead) n
     where l.workspace = $1 and l.id = n.lead`,
    [workspace, json(apart), timestamp(now)],
  );
  await tx.query(
    `update identities i set id = a.stays from jsonb_to_recordset($2::jsonb) as a(lead uuid, stays uuid)
     where i.workspace = $1 and i.kind = 'email' and i.id = a.lead`,
    [workspace, json(apart)],
  );
}
