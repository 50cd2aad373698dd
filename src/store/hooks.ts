import type { HookType } from '../domain/telling/hookTypes.ts';
import { json, type Tx, timestamp, withoutNulls } from './db.ts';
import { addSteps, type NewStep } from './steps.ts';

/** An address that wants to hear of these types. `sealed` is its secret, encrypted. */
export type Hook = {
  id: string;
  url: string;
  events: HookType[];
  sealed: string;
  createdAt: number;
  /** Since when every delivery has failed. */
  failingSince?: number;
  disabledAt?: number;
  disabledBecause?: string;
};

const COLUMNS = `id, url, events, sealed, created_at as "createdAt", failing_since as "failingSince", disabled_at as "disabledAt",
  disabled_because as "disabledBecause"`;

/** The subscriptions, oldest first. */
export async function hooksOf(tx: Tx, workspace: string): Promise<Hook[]> {
  const rows = await tx.query(`select ${COLUMNS} from hooks where workspace = $1 order by created_at, id`, [workspace]);
  return rows.map((row) => withoutNulls(row) as Hook);
}

/**
 * Keeps a subscription and answers its id. The same address for the same types is the same subscription: it gets the new secret,
 * and goes on where it was over. Undefined when there are `most` of them already.
 */
export async function saveHook(
  tx: Tx,
  workspace: string,
  hook: { url: string; events: HookType[]; sealed: string },
  { now, most }: { now: number; most: number },
): Promise<string | undefined> {
  const { url, sealed } = hook;
  const events = json(hook.events.toSorted());
  // Two who subscribe at once wait for each other.
  await tx.query("select pg_advisory_xact_lock(hashtext('hooks ' || $1))", [workspace]);
  const [known] = await tx.query<{ id: string }>(
    `update hooks set sealed = $4, disabled_at = null, disabled_because = null, failing_since = null
     where workspace = $1 and url = $2 and events = $3::jsonb returning id`,
    [workspace, url, events, sealed],
  );
  if (known !== undefined) return known.id;
  const [added] = await tx.query<{ id: string }>(
    `insert into hooks (workspace, url, events, sealed, created_at) select $1, $2, $3::jsonb, $4, $5
     where (select count(*) from hooks where workspace = $1) < $6 returning id`,
    [workspace, url, events, sealed, timestamp(now), most],
  );
  return added?.id;
}

/** Ends a subscription; false when there is none of this id. What is still to be delivered to it is not any more. */
export async function removeHook(tx: Tx, workspace: string, id: string): Promise<boolean> {
  const rows = await tx.query('delete from hooks where workspace = $1 and id::text = $2 returning id', [workspace, id]);
  return rows.length > 0;
}

/** `key` says what happened: the same key is the same event, and is told once. */
export type NewHookEvent = { key: string; type: HookType; at: number; data: Record<string, unknown> };

/**
 * Keeps events that somebody subscribed to, with one step for each delivery; answers the steps' ids. What nobody wants to hear is
 * not kept.
 */
export async function addHookEvents(tx: Tx, workspace: string, events: NewHookEvent[], now: number): Promise<string[]> {
  if (events.length === 0) return [];
  const wanted = await tx.query<{ event: string; hook: string }>(
    `with told as (
       insert into hook_events (workspace, key, type, at, data)
       select $1, n.key, n.type, n.at, n.data
       from jsonb_to_recordset($2::jsonb) as n(key text, type text, at timestamptz, data jsonb)
       where exists (select 1 from hooks h where h.workspace = $1 and h.disabled_at is null and h.events ? n.type)
       order by n.key on conflict (workspace, key) do nothing returning id, type)
     select t.id as event, h.id as hook from told t
     join hooks h on h.workspace = $1 and h.disabled_at is null and h.events ? t.type`,
    [workspace, json(events.map((event) => ({ ...event, at: timestamp(event.at) })))],
  );
  const steps = wanted.map(({ event, hook }): NewStep => {
    return { kind: 'hook', key: `hook:${event}:${hook}`, subject: hook, payload: { event }, dueAt: now };
  });
  return addSteps(tx, workspace, steps, now);
}

/** The last events of a type that were told, newest first. */
export async function lastHookEvents(tx: Tx, workspace: string, type: HookType, most: number): Promise<KeptEvent[]> {
  return tx.query(
    'select id, type, at, data from hook_events where workspace = $1 and type = $2 order by at desc, id limit $3',
    [workspace, type, most],
  );
}

export type KeptEvent = { id: string; type: HookType; at: number; data: Record<string, unknown> };
