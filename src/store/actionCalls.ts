import { json, type Tx, timestamp, withoutNulls } from './db.ts';

/**
 * What a workflow asked for, about a record of the CRM. `type`, `asset` and `evidence` (why, in the words of the workflow) are
 * those of the signal it becomes.
 */
export type ActionCall = {
  id: string;
  kind: 'route' | 'signal';
  record: string;
  type: string;
  asset?: string;
  evidence?: string;
};

export type KeptActionCall = ActionCall & {
  at: number;
  signalledAt?: number;
  outputs?: Record<string, string | number>;
  completedAt?: number;
};

/** Keeps a call. False when it was there already. */
export async function takeActionCall(tx: Tx, workspace: string, call: ActionCall, now: number): Promise<boolean> {
  const added = await tx.query(
    `insert into action_calls (workspace, id, kind, record, type, asset, evidence, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [workspace, call.id, call.kind, call.record, call.type, call.asset, call.evidence, timestamp(now)],
  );
  return added.length > 0;
}

/** Whether something is known of the lead of a record, and all of it from before `since`; what workflows asked does not count. */
export async function isHistory(
  tx: Tx,
  workspace: string,
  crm: string,
  { record, since, asked }: { record: string; since: number; asked: string },
): Promise<boolean> {
  const [row] = await tx.query<{ only: boolean | null }>(
    `select not bool_or(s.at >= $4) as only from identities i
     join signals s on s.workspace = i.workspace and s.lead = i.id and s.type <> $5
     where i.workspace = $1 and i.kind = $2 and i.value = $3`,
    [workspace, `${crm}:contact`, record, timestamp(since), asked],
  );
  return row?.only === true;
}

/** One call, locked until the transaction ends: two that work on it would each tell their own outcome. */
export async function lockActionCall(tx: Tx, workspace: string, id: string): Promise<KeptActionCall | undefined> {
  const [row] = await tx.query<Record<string, unknown>>(
    `select id, kind, record, type, asset, evidence, at, signalled_at as "signalledAt", outputs, completed_at as "completedAt"
     from action_calls where workspace = $1 and id = $2 for update`,
    [workspace, id],
  );
  return row && (withoutNulls(row) as KeptActionCall);
}

/** Its signal is kept, which has the words from now on. */
export async function markSignalled(tx: Tx, workspace: string, id: string, now: number): Promise<void> {
  await tx.query(
    'update action_calls set signalled_at = $3, asset = null, evidence = null where workspace = $1 and id = $2',
    [workspace, id, timestamp(now)],
  );
}

/** What the workflow is to be told. The first stays: it may have been told already. */
export async function saveOutputs(
  tx: Tx,
  workspace: string,
  id: string,
  outputs: Record<string, string | number>,
): Promise<void> {
  await tx.query('update action_calls set outputs = coalesce(outputs, $3) where workspace = $1 and id = $2', [
    workspace,
    id,
    json(outputs),
  ]);
}

/** The workflow was told, or does not wait any more. */
export async function markCompleted(tx: Tx, workspace: string, id: string, now: number): Promise<void> {
  await tx.query('update action_calls set completed_at = $3 where workspace = $1 and id = $2', [
    workspace,
    id,
    timestamp(now),
  ]);
}

/** How the lead of a record stands, for whoever asked to route it. Reps are names, times epoch ms. */
export type RoutedLead = {
  lead: string;
  score: number;
  tier?: number;
  /** Something of it was not looked at yet. */
  unseen: boolean;
  episode?: string;
  openedAt?: number;
  /** When its present round began. */
  roundAt?: number;
  assignee?: string;
  assigneeEmail?: string;
  waitingBecause?: string;
  fyi?: boolean;
};

/** The lead of a record with its open episode; undefined of a record that is not known. */
export async function routedLead(
  tx: Tx,
  workspace: string,
  crm: string,
  record: string,
): Promise<RoutedLead | undefined> {
  const [row] = await tx.query<Record<string, unknown>>(
    `select l.id as lead, coalesce(e.score, l.score) as score, coalesce(e.tier, l.tier) as tier, l.wanted_seq > l.done_seq as unseen,
       e.id as episode, e.opened_at as "openedAt", r.opened_at as "roundAt", a.name as assignee, a.email as "assigneeEmail",
       e.waiting_because as "waitingBecause", e.fyi
     from identities i join leads l on l.workspace = $1 and l.id = i.id
     left join lateral (select * from episodes e where e.workspace = $1 and e.lead = l.id and e.state <> 'closed'
       order by e.opened_at desc limit 1) e on true
     left join rounds r on r.workspace = $1 and r.episode = e.id and r.round = e.round
     left join reps a on a.workspace = $1 and a.id = e.assignee
     where i.workspace = $1 and i.kind = $2 and i.value = $3`,
    [workspace, `${crm}:contact`, record],
  );
  return row && (withoutNulls(row) as RoutedLead);
}

/** Forgets calls of before `before`: no workflow waits so long. */
export async function forgetActionCalls(tx: Tx, workspace: string, before: number): Promise<void> {
  await tx.query('delete from action_calls where workspace = $1 and at < $2', [workspace, timestamp(before)]);
  await tx.query("delete from steps where workspace = $1 and kind = 'action' and coalesce(done_at, failed_at) < $2", [
    workspace,
    timestamp(before),
  ]);
}
