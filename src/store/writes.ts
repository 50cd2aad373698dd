import { json, timesAsText, type Tx, timestamp } from './db.ts';
import { CLAIM_MS } from './steps.ts';

/** Fields wanted on a CRM record; `record` names the CRM too (`hubspot:101`). `dueAt`: nobody waits for it before; now where absent. */
export type WantedWrite = { record: string; lead: string; fields: Record<string, unknown>; dueAt?: number };
/** `waited`: it was sent before, whatever came of that, or wanted a while ago; a person may have chosen since. */
export type ClaimedWrite = Omit<WantedWrite, 'dueAt'> & { attempt: number; waited: boolean };
export type WriteSettlement =
  | { record: string; kind: 'done' }
  | { record: string; kind: 'later'; at: number; error: string; countAttempt: boolean }
  /** The CRM refused it for good: owner and status are dropped, and what is left, the score, is tried once more. */
  | { record: string; kind: 'failed'; error: string };

/** What a rep waits for; of a score nobody minds when it comes. The table's column `urgent` names the same, but for `catchUp`. */
const URGENT = ['ownerId', 'hotStatus', 'catchUp', 'statusAfter', 'firstContactAt'];

/**
 * Newest wins, field by field. A record given up earlier is tried again, and one whose score waits (to be gathered with others, or
 * because the day's calls are used up) at once where something urgent is wanted of it now: that takes the score along. At most one
 * entry a record.
 */
export async function wantWrites(tx: Tx, workspace: string, writes: WantedWrite[], now: number): Promise<void> {
  if (writes.length === 0) return;
  await tx.query(
    `insert into crm_writes as w (workspace, id, lead, wanted, due_at)
     select $1, record, lead, fields, coalesce("dueAt", $3)
     from jsonb_to_recordset($2::jsonb) as r(record text, lead uuid, fields jsonb, "dueAt" timestamptz)
     order by record
     on conflict (workspace, id) do update set wanted = w.wanted || excluded.wanted, lead = excluded.lead,
       due_at = case when w.failed_at is not null or w.wanted || w.sending = '{}'::jsonb then excluded.due_at
         when excluded.wanted ?| $4::text[] then least(w.due_at, excluded.due_at)
         when w.wanted = '{}'::jsonb and w.claimed_until > $3 then excluded.due_at else w.due_at end,
       attempts = case when w.failed_at is null then w.attempts else 0 end, failed_at = null`,
    [workspace, json(writes.map((each) => timesAsText(each, ['dueAt']))), timestamp(now), URGENT],
  );
}

/** Nothing waits so long for its turn while all is well. */
const USUAL_WAIT_MS = 30_000;

/**
 * Takes due records with everything wanted of them so far: those whose owner or status is to change before those of a score. A batch,
 * or as many as go `atOnce` when only scores wait: nobody is to wait for thousands of them.
 */
export async function claimWrites(
  tx: Tx,
  workspace: string,
  now: number,
  { batch, atOnce }: { batch: number; atOnce: number },
): Promise<ClaimedWrite[]> {
  const limit = atOnce > batch && !(await isUrgentDue(tx, workspace, now)) ? atOnce : batch;
  return tx.query<ClaimedWrite>(
    `with due as (
       select workspace, id, sending <> '{}'::jsonb or due_at < $5 as waited from crm_writes
       where workspace = $1 and failed_at is null and (wanted <> '{}'::jsonb or sending <> '{}'::jsonb) and due_at <= $2
         and (claimed_until is null or claimed_until < $2)
       order by urgent desc, due_at limit $4 for update skip locked)
     update crm_writes w set claimed_until = $3, attempts = w.attempts + 1, sending = w.sending || w.wanted, wanted = '{}'
     from due where w.workspace = due.workspace and w.id = due.id
     returning w.id as record, w.lead, w.sending as fields, w.attempts as attempt, due.waited`,
    [workspace, timestamp(now), timestamp(now + CLAIM_MS), limit, timestamp(now - USUAL_WAIT_MS)],
  );
}

async function isUrgentDue(tx: Tx, workspace: string, now: number): Promise<boolean> {
  const rows = await tx.query(
    `select from crm_writes where workspace = $1 and urgent and failed_at is null
       and (wanted <> '{}'::jsonb or sending <> '{}'::jsonb) and due_at <= $2
       and (claimed_until is null or claimed_until < $2) limit 1`,
    [workspace, timestamp(now)],
  );
  return rows.length > 0;
}

/** Thousands joined to JSON in one statement would be compared each with each. */
const SETTLED_AT_ONCE = 250;

/** Writes what became of claimed records; what was urgently wanted meanwhile is due at once, a score when it was to be. */
export async function settleWrites(
  tx: Tx,
  workspace: string,
  settlements: WriteSettlement[],
  now: number,
): Promise<void> {
  await lockInOrder(
    tx,
    workspace,
    settlements.map(({ record }) => record),
  );
  for (let at = 0; at < settlements.length; at += SETTLED_AT_ONCE)
    await settleSome(tx, workspace, settlements.slice(at, at + SETTLED_AT_ONCE), now);
}

/** The ids are given twice: without statistics the planner would scan every row. */
async function settleSome(tx: Tx, workspace: string, settlements: WriteSettlement[], now: number): Promise<void> {
  const rows = settlements.map((each) => (each.kind === 'later' ? { ...each, at: timestamp(each.at) } : each));
  await tx.query(
    `update crm_writes w set
       claimed_until = null,
       sending = case when r.kind = 'done' then '{}'::jsonb when r.kind = 'failed' then w.sending - $4::text[] else w.sending end,
       attempts = case when r.kind = 'done' then 0 else w.attempts - case when r."countAttempt" = false then 1 else 0 end end,
       failed_at = case when r.kind = 'failed' and not (w.sending ?| $4::text[]) then $3::timestamptz end,
       last_error = r.error,
       due_at = case when w.wanted ?| $6::text[] then $3 else coalesce(r.at, greatest(w.due_at, $3)) end
     from jsonb_to_recordset($2::jsonb) as r(record text, kind text, at timestamptz, error text, "countAttempt" boolean)
     where w.workspace = $1 and w.id = r.record and w.id = any($5)`,
    [workspace, json(rows), timestamp(now), PERSONS_TOO, settlements.map(({ record }) => record), URGENT],
  );
}

/** Fields that people change as well: what a person chose is never written over by an older wish of ours. */
const PERSONS_TOO = ['ownerId', 'hotStatus', 'catchUp'];

/** Gives up our wish for the owner or status of records on which a person changed it. */
export async function yieldToPeople(
  tx: Tx,
  workspace: string,
  changes: { record: string; field: 'ownerId' | 'hotStatus' }[],
): Promise<void> {
  if (changes.length === 0) return;
  await lockInOrder(
    tx,
    workspace,
    changes.map(({ record }) => record),
  );
  await tx.query(
    `update crm_writes w set wanted = w.wanted - r.fields, sending = w.sending - r.fields
     from (select record, array_agg(field) as fields from jsonb_to_recordset($2::jsonb) as c(record text, field text)
       group by record) r
     where w.workspace = $1 and w.id = r.record`,
    [workspace, json(changes)],
  );
}

/** What is still to be sent of records that were claimed a moment ago. */
export async function stillSending(
  tx: Tx,
  workspace: string,
  records: string[],
): Promise<Map<string, Record<string, unknown>>> {
  const rows = await tx.query<{ id: string; sending: Record<string, unknown> }>(
    'select id, sending from crm_writes where workspace = $1 and id = any($2)',
    [workspace, records],
  );
  return new Map(rows.map(({ id, sending }) => [id, sending]));
}

/** Two writers of several records take them in one order, or they would wait for each other for ever. */
export async function lockInOrder(tx: Tx, workspace: string, records: string[]): Promise<void> {
  if (records.length === 0) return;
  await tx.query('select 1 from crm_writes where workspace = $1 and id = any($2) order by id for update', [
    workspace,
    records,
  ]);
}
