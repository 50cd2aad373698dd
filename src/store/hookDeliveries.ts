import { json, type Tx, timestamp, withoutNulls } from './db.ts';
import type { Hook, KeptEvent } from './hooks.ts';

/** What a delivery needs; without it the subscription or the event is gone. */
export type HookDelivery = {
  step: string;
  hook: Pick<Hook, 'id' | 'url' | 'sealed' | 'failingSince' | 'disabledAt'>;
  event: KeptEvent;
};

/** The subscriptions and events of claimed steps; steps of what is gone are left out. */
export async function hookDeliveries(tx: Tx, workspace: string, steps: string[]): Promise<HookDelivery[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select s.id as step, h.id, h.url, h.sealed, h.failing_since as "failingSince", h.disabled_at as "disabledAt",
       json_build_object('id', e.id, 'type', e.type, 'at', (extract(epoch from e.at) * 1000)::bigint, 'data', e.data) as event
     from steps s
     join hooks h on h.workspace = $1 and h.id = s.subject::uuid
     join hook_events e on e.workspace = $1 and e.id = (s.payload->>'event')::uuid
     where s.workspace = $1 and s.kind = 'hook' and s.id = any($2)`,
    [workspace, steps],
  );
  return rows.map(({ step, event, ...hook }) => {
    return { step: step as string, hook: withoutNulls(hook) as HookDelivery['hook'], event: event as KeptEvent };
  });
}

/** What a delivery says of its subscription. `over`: it is called no more. */
export type HookNews = { hook: string } & ({ kind: 'works' } | { kind: 'fails' } | { kind: 'over'; because: string });

/** Keeps how subscriptions do, the last news of each. One that is over is not begun again by a late success. */
export async function saveHookNews(tx: Tx, workspace: string, news: HookNews[], now: number): Promise<void> {
  if (news.length === 0) return;
  await tx.query(
    `update hooks h set
       failing_since = case when n.kind = 'works' then null else coalesce(h.failing_since, $3) end,
       disabled_at = case when n.kind = 'over' then coalesce(h.disabled_at, $3) else h.disabled_at end,
       disabled_because = case when n.kind = 'over' then coalesce(h.disabled_because, n.because) else h.disabled_because end
     from jsonb_to_recordset($2::jsonb) as n(hook uuid, kind text, because text)
     where h.workspace = $1 and h.id = n.hook`,
    [workspace, json(news), timestamp(now)],
  );
}

/**
 * Delivers once more what was given up since then, and lets the subscription go on if it was over; answers the steps' ids.
 * Undefined when there is none of this id.
 */
export async function replayFailed(
  tx: Tx,
  workspace: string,
  { hook, since }: { hook: string; since: number },
  now: number,
): Promise<string[] | undefined> {
  const known = await tx.query(
    `update hooks set disabled_at = null, disabled_because = null, failing_since = null
     where workspace = $1 and id::text = $2 returning id`,
    [workspace, hook],
  );
  if (known.length === 0) return undefined;
  const rows = await tx.query<{ id: string }>(
    `update steps set failed_at = null, attempts = 0, claimed_until = null, due_at = $4
     where workspace = $1 and kind = 'hook' and subject = $2 and done_at is null and failed_at >= $3 returning id`,
    [workspace, hook, timestamp(since), timestamp(now)],
  );
  return rows.map(({ id }) => id);
}

/** Deletes what was told before `before`, with its deliveries, whatever came of them. */
export async function forgetHookEvents(tx: Tx, workspace: string, before: number): Promise<void> {
  await tx.query("delete from steps where workspace = $1 and kind = 'hook' and created_at < $2", [
    workspace,
    timestamp(before),
  ]);
  await tx.query('delete from hook_events where workspace = $1 and at < $2', [workspace, timestamp(before)]);
}
