import type { Tx } from './db.ts';

/** A rep of ours, by the CRM's id, who was known by other ids of it: `before` are the reps whom those named, some of them this one. */
type OneRep = { id: string; record: string; also?: string[]; before: string[] };

/**
 * All ids name this one rep, and whatever another had is theirs: times away, turns, leads, messages, what they chose. The other stays as
 * somebody who left, whom the log of what was decided names. Safe twice.
 */
export async function becomeOneRep(tx: Tx, workspace: string, kind: string, rep: OneRep): Promise<void> {
  const { id, record, also = [], before } = rep;
  await tx.query("delete from identities where workspace = $1 and kind = $2 and subject = 'rep' and value = any($3)", [
    workspace,
    kind,
    also,
  ]);
  await tx.query("insert into identities values ($1, $2, $3, 'rep', $4) on conflict do nothing", [
    workspace,
    kind,
    record,
    id,
  ]);
  await nameOwners(tx, workspace, kind, record, also);
  for (const other of new Set(before)) if (other !== id) await takeOver(tx, workspace, id, other);
}

/** Leads and deals are the rep's under the one id: another one is no news, and nobody's choice. */
async function nameOwners(tx: Tx, workspace: string, kind: string, record: string, also: string[]): Promise<void> {
  await tx.query(
    `with theirs as (select id from leads where workspace = $1 and (crm_owner = any($3) or our_owner = any($3))
       order by id for update)
     update leads l set crm_owner = case when l.crm_owner = any($3) then $2 else l.crm_owner end,
       our_owner = case when l.our_owner = any($3) then $2 else l.our_owner end
     from theirs where l.workspace = $1 and l.id = theirs.id`,
    [workspace, record, also],
  );
  const crm = kind.slice(0, kind.indexOf(':'));
  await tx.query(
    "update deals set owner = $2 where workspace = $1 and owner = any($3) and starts_with(id, $4 || ':')",
    [workspace, record, also, crm],
  );
}

/** Where a rep stands alone in a column, or within JSON. */
const COLUMNS = [
  ['rep_times', 'rep'],
  ['rounds', 'assignee'],
  ['rounds', 'contact_rep'],
  ['holdings', 'rep'],
  ['deliveries', 'rep'],
  ['episodes', 'owner'],
  ['episodes', 'assignee'],
  ['episodes', 'claimed_by'],
] as const;
const WITHIN = ['tried', 'claimable_by', 'line', 'turn'] as const;

async function takeOver(tx: Tx, workspace: string, id: string, other: string): Promise<void> {
  const run = (sql: string) => tx.query(sql, [workspace, id, other]);
  for (const [table, column] of COLUMNS)
    await run(`update ${table} set ${column} = $2::uuid where workspace = $1 and ${column} = $3::uuid`);
  for (const column of WITHIN)
    await run(`update episodes set ${column} = replace(${column}::text, $3, $2)::jsonb
      where workspace = $1 and state <> 'closed' and position($3 in ${column}::text) > 0`);
  await run(`update steps set payload = replace(payload::text, $3, $2)::jsonb
    where workspace = $1 and done_at is null and failed_at is null and position($3 in payload::text) > 0`);
  await addTurns(tx, workspace, id, other);
  await run(`update reps r set chat = coalesce(r.chat, o.chat), chat_id = coalesce(r.chat_id, o.chat_id),
      chat_by = case when r.chat_id is null then o.chat_by else r.chat_by end, preferences = o.preferences || r.preferences
    from reps o where r.workspace = $1 and r.id = $2::uuid and o.workspace = $1 and o.id = $3::uuid`);
  await run(`update reps set active = false, chat = null, chat_id = null, chat_by = null, left_since = null
    where workspace = $1 and id = $3::uuid and id <> $2::uuid`);
}

/** What was due to both and what both had: the deviations of a pool still sum to zero. */
async function addTurns(tx: Tx, workspace: string, id: string, other: string): Promise<void> {
  await tx.query(
    `with gone as (delete from pool_members where workspace = $1 and id = $3::uuid returning *)
     insert into pool_members as m (workspace, pool, id, entitlement, assigned, last_assigned_at, joined_at, worst)
     select workspace, pool, $2::uuid, entitlement, assigned, last_assigned_at, joined_at, worst from gone
     on conflict (workspace, pool, id) do update set entitlement = m.entitlement + excluded.entitlement,
       assigned = m.assigned + excluded.assigned, joined_at = least(m.joined_at, excluded.joined_at),
       last_assigned_at = greatest(m.last_assigned_at, excluded.last_assigned_at), worst = greatest(m.worst, excluded.worst)`,
    [workspace, id, other],
  );
}
