import { json, type Tx, timestamp } from './db.ts';

export type StepKind =
  | 'prepare'
  | 'pull'
  | 'deals'
  | 'reps'
  | 'tidy'
  | 'read'
  | 'catchup'
  | 'account'
  | 'relook'
  | 'route'
  | 'sla'
  | 'contact'
  | 'task'
  | 'move'
  | 'finish'
  | 'alert'
  | 'post'
  | 'card'
  | 'notice'
  | 'digests'
  | 'digest'
  | 'brief'
  | 'sequence'
  | 'hook'
  | 'statuses'
  | 'import'
  | 'source'
  | 'erase'
  | 'action'
  | 'plan'
  | 'record';

export type NewStep = {
  kind: StepKind;
  /** Says what the step is: the same key is the same step and is kept once. */
  key: string;
  /** What it is about: a CRM record, an episode, a connection. */
  subject: string;
  payload?: unknown;
  dueAt: number;
};

export type Step = {
  id: string;
  kind: StepKind;
  subject: string;
  payload: unknown;
  /** This attempt's number, from 1. */
  attempt: number;
  /** When an outside call was first made whose outcome is still unknown. */
  calledAt: number | undefined;
  /** How often it was called although an earlier call may have taken effect. */
  repeats: number;
};

/** What became of a claimed step. A step is done once; the other two leave it to be done or looked at. */
export type Settlement =
  | { id: string; kind: 'done'; outcome?: unknown }
  | { id: string; kind: 'later'; at: number; error?: string; countAttempt: boolean; keepCall: boolean }
  /** A timer that goes round: as new at `at`. */
  | { id: string; kind: 'again'; at: number }
  | { id: string; kind: 'failed'; error: string };

/** Steps are claimed for this long: more than any call's time-out, so that only a dead process loses its claim. */
export const CLAIM_MS = 90_000;

/** Keeps steps that are not known yet; answers the ids of the new ones. */
export async function addSteps(tx: Tx, workspace: string, steps: NewStep[], now: number): Promise<string[]> {
  if (steps.length === 0) return [];
  const rows = steps.map((step) => ({ payload: {}, ...step, dueAt: timestamp(step.dueAt) }));
  const added = await tx.query<{ id: string }>(
    `insert into steps (workspace, kind, key, subject, payload, created_at, due_at)
     select $1, kind, key, subject, payload, $3, "dueAt"
     from jsonb_to_recordset($2::jsonb) as s(kind text, key text, subject text, payload jsonb, "dueAt" timestamptz)
     order by key on conflict (workspace, key) do nothing returning id`,
    [workspace, json(rows), timestamp(now)],
  );
  return added.map((row) => row.id);
}

/**
 * Takes due steps of a kind, oldest first, for CLAIM_MS. With `calls`, the row says from now on that an outside call may have
 * been made; `calledAt` is what an earlier claim left there.
 */
export async function claimSteps(
  tx: Tx,
  workspace: string,
  claim: { kind: StepKind; now: number; limit: number; calls: boolean },
): Promise<Step[]> {
  const rows = await tx.query<{
    id: string;
    subject: string;
    payload: unknown;
    attempts: number;
    called_before: number | null;
    repeats: number;
  }>(
    `with due as (
       select workspace, id, called_at from steps
       where workspace = $1 and kind = $2 and done_at is null and failed_at is null and due_at <= $3
         and (claimed_until is null or claimed_until < $3)
       order by due_at limit $5 for update skip locked)
     update steps s set claimed_until = $4, attempts = s.attempts + 1,
       called_at = case when $6 then coalesce(s.called_at, $3) else s.called_at end
     from due where s.workspace = due.workspace and s.id = due.id
     returning s.id, s.subject, s.payload, s.attempts, s.repeats, due.called_at as called_before`,
    [workspace, claim.kind, timestamp(claim.now), timestamp(claim.now + CLAIM_MS), claim.limit, claim.calls],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: claim.kind,
    subject: row.subject,
    payload: row.payload,
    attempt: row.attempts,
    calledAt: row.called_before ?? undefined,
    repeats: row.repeats,
  }));
}

/** Says before an outside call is repeated that it is being made now. */
export async function markCalled(tx: Tx, workspace: string, ids: string[], now: number): Promise<void> {
  await tx.query('update steps set called_at = $3, repeats = repeats + 1 where workspace = $1 and id = any($2)', [
    workspace,
    ids,
    timestamp(now),
  ]);
}

/** Writes what became of claimed steps. The ids are given twice: without statistics the planner would scan every step. */
export async function settleSteps(tx: Tx, workspace: string, settlements: Settlement[], now: number): Promise<void> {
  if (settlements.length === 0) return;
  const rows = settlements.map((each) => ('at' in each ? { ...each, at: timestamp(each.at) } : each));
  await tx.query(
    `update steps s set
       claimed_until = null,
       done_at = case when r.kind = 'done' then $3::timestamptz end,
       failed_at = case when r.kind = 'failed' then $3::timestamptz end,
       outcome = coalesce(r.outcome, s.outcome),
       last_error = coalesce(r.error, s.last_error),
       due_at = coalesce(r.at, s.due_at),
       attempts = case when r.kind = 'again' then 0 when r.kind = 'later' and not r."countAttempt" then s.attempts - 1
         else s.attempts end,
       called_at = case when r.kind = 'again' or r.kind = 'later' and not r."keepCall" then null else s.called_at end
     from jsonb_to_recordset($2::jsonb)
       as r(id uuid, kind text, outcome jsonb, error text, at timestamptz, "countAttempt" boolean, "keepCall" boolean)
     where s.workspace = $1 and s.id = r.id and s.id = any($4) and s.done_at is null`,
    [workspace, json(rows), timestamp(now), settlements.map(({ id }) => id)],
  );
}

/** Makes these timers due now, whatever they waited for. */
export async function rearm(tx: Tx, workspace: string, keys: string[], now: number): Promise<void> {
  await tx.query(
    'update steps set due_at = $3, failed_at = null where workspace = $1 and key = any($2) and done_at is null and due_at > $3',
    [workspace, keys, timestamp(now)],
  );
}

/** Timers move: what was due at another time, done, or claimed for a while, is due then. Nothing happens to what is not there. */
export async function retime(tx: Tx, workspace: string, timers: { key: string; dueAt: number }[]): Promise<void> {
  if (timers.length === 0) return;
  await tx.query(
    `update steps s set due_at = t."dueAt", done_at = null, failed_at = null, claimed_until = null, attempts = 0
     from jsonb_to_recordset($2::jsonb) as t(key text, "dueAt" timestamptz) where s.workspace = $1 and s.key = t.key`,
    [workspace, json(timers.map((each) => ({ ...each, dueAt: timestamp(each.dueAt) })))],
  );
}

/**
 * Everything of a kind that waits for a later time is due in a moment, what is hottest first (at most so many), and all of it behind
 * what is new. Their subjects are episodes. What another transaction is changing at this moment is left to it: two that wake
 * each other's steps would wait for each other. Episodes are looked up one by one: as a join the planner read them all.
 */
export async function wakeWaiting(
  tx: Tx,
  workspace: string,
  kind: StepKind,
  now: number,
  most = 1_000_000,
): Promise<void> {
  await tx.query(
    `update steps s set due_at = $3::timestamptz + (100 - e.score) * interval '1 ms' + (e.tier - 1) * interval '101 ms'
     from (select w.id, v.tier, v.score from steps w
       cross join lateral (select tier, score from episodes where workspace = $1 and id = w.subject::uuid limit 1) v
       where w.workspace = $1 and w.kind = $2 and w.done_at is null and w.failed_at is null and w.due_at > $3
       order by v.tier, v.score desc limit $4 for update of w skip locked) e
     where s.workspace = $1 and s.id = e.id`,
    [workspace, kind, timestamp(now), most],
  );
}

/** Steps of these keys that are done already are to be done once more: something came after them. */
export async function reopen(tx: Tx, workspace: string, keys: string[], dueAt: number): Promise<void> {
  if (keys.length === 0) return;
  await tx.query(
    `update steps set done_at = null, outcome = null, attempts = 0, claimed_until = null, due_at = $3
     where workspace = $1 and key = any($2) and done_at is not null`,
    [workspace, keys.toSorted(), timestamp(dueAt)],
  );
}

/** Deletes readings of records that were done before `before`: every change leaves one, and nothing asks for them again. */
export async function forgetReadings(tx: Tx, workspace: string, before: number): Promise<void> {
  await tx.query(
    "delete from steps where workspace = $1 and kind in ('read', 'catchup', 'account', 'contact') and done_at < $2",
    [workspace, timestamp(before)],
  );
}
