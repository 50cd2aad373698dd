import { json, type Tx, timestamp, withoutNulls } from './db.ts';
import { addSteps, CLAIM_MS } from './steps.ts';

/** A draft whose effect somebody wants to know. `id` says which version it changes, and into what. */
export type WantedPlan = { id: string; version: number; settings: unknown; requestedBy: string };

/** `result` is there once it is done, `failed` says why it never will be. */
export type KeptPlan = WantedPlan & { createdAt: number; progress: string; result?: unknown; failed?: string };

/** Wants a plan. The same one again is the same plan; one that failed is tried anew. Answers the ids of new steps. */
export async function wantPlan(tx: Tx, workspace: string, plan: WantedPlan, now: number): Promise<string[]> {
  await tx.query('delete from plans where workspace = $1 and id = $2 and failed is not null', [workspace, plan.id]);
  const added = await tx.query(
    `insert into plans (workspace, id, version, settings, requested_by, created_at, progress)
     values ($1, $2, $3, $4, $5, $6, 'waiting for its turn') on conflict do nothing returning id`,
    [workspace, plan.id, plan.version, json(plan.settings), plan.requestedBy, timestamp(now)],
  );
  if (added.length === 0) return [];
  // The same plan may be wanted again after it was forgotten: that is another step.
  const step = { kind: 'plan' as const, key: `plan:${plan.id}:${now}`, subject: plan.id, dueAt: now };
  return addSteps(tx, workspace, [step], now);
}

/** Plans that are not worked out yet, and who wanted them. */
export async function openPlans(tx: Tx, workspace: string): Promise<Pick<WantedPlan, 'id' | 'requestedBy'>[]> {
  return tx.query<Pick<WantedPlan, 'id' | 'requestedBy'>>(
    'select id, requested_by as "requestedBy" from plans where workspace = $1 and result is null and failed is null',
    [workspace],
  );
}

/** One plan; undefined when nobody wanted it, or when it is forgotten. */
export async function planOf(tx: Tx, workspace: string, id: string): Promise<KeptPlan | undefined> {
  const [row] = await tx.query<Record<string, unknown>>(
    `select id, version, settings, requested_by as "requestedBy", created_at as "createdAt", progress, result, failed
     from plans where workspace = $1 and id = $2`,
    [workspace, id],
  );
  return row && (withoutNulls(row) as KeptPlan);
}

/** Says how far it is, and that whoever works on it still does. */
export async function holdPlan(
  tx: Tx,
  workspace: string,
  held: { id: string; step: string; progress: string },
  now: number,
): Promise<void> {
  await tx.query('update plans set progress = $3 where workspace = $1 and id = $2', [
    workspace,
    held.id,
    held.progress,
  ]);
  await tx.query('update steps set claimed_until = $3 where workspace = $1 and id = $2 and done_at is null', [
    workspace,
    held.step,
    timestamp(now + CLAIM_MS),
  ]);
}

/** Keeps what came of it. */
export async function endPlan(
  tx: Tx,
  workspace: string,
  id: string,
  end: { result: unknown } | { failed: string },
): Promise<void> {
  const [result, failed] = 'result' in end ? [json(end.result), null] : [null, end.failed];
  await tx.query('update plans set result = $3, failed = $4 where workspace = $1 and id = $2', [
    workspace,
    id,
    result,
    failed,
  ]);
}

/** Forgets plans that were wanted before `before`, and that they were worked on. */
export async function forgetPlans(tx: Tx, workspace: string, before: number): Promise<void> {
  await tx.query('delete from plans where workspace = $1 and created_at < $2', [workspace, timestamp(before)]);
  await tx.query("delete from steps where workspace = $1 and kind = 'plan' and coalesce(done_at, failed_at) < $2", [
    workspace,
    timestamp(before),
  ]);
}

/** Who has an episode that is not over: nothing opens another. */
export async function leadsInEpisodes(tx: Tx, workspace: string): Promise<Set<string>> {
  const rows = await tx.query<{ lead: string }>(
    "select lead from episodes where workspace = $1 and state <> 'closed'",
    [workspace],
  );
  return new Set(rows.map(({ lead }) => lead));
}
