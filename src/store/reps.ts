import type { Chat, Override } from '../domain/hours/availability.ts';
import type { Interval } from '../domain/hours/intervals.ts';
import type { DayHours } from '../domain/routing/settings.ts';
import type { Preferences } from '../domain/telling/preferences.ts';
import { json, timesAsText, type Tx, timestamp, withoutNulls } from './db.ts';
import { becomeOneRep } from './oneRep.ts';
import { preferencesFrom } from './preferences.ts';

export type ReportedRep = {
  /** The CRM's owner id. */
  record: string;
  /** Other ids by which they may have been known. */
  also?: string[];
  email?: string;
  name: string;
  /** The CRM's id of them as a user. */
  userId?: string;
  active: boolean;
  available: boolean;
  timeZone?: string;
  taskQueue?: string;
  hours?: DayHours[];
  outOfOffice?: Interval[];
};

export type KeptRep = {
  id: string;
  name: string;
  active: boolean;
  available: boolean;
  email?: string;
  timeZone?: string;
  taskQueue?: string;
  hours?: DayHours[];
  outOfOffice?: Interval[];
  chat?: Chat;
  /** Who they are in the chat. */
  chatId?: string;
  /** Why they cannot be told in the chat, in words. */
  chatTrouble?: string;
  /** Absent of who chose nothing. */
  preferences?: Preferences;
  /** When the CRM was first seen to show them away, or gone. */
  awaySince?: number;
  leftSince?: number;
  /** The CRM's owner id. */
  record: string;
  /** The CRM's id of them as a user. */
  userId?: string;
};

/** One rep's account in a pool, as stored. */
export type PoolAccount = {
  pool: string;
  rep: string;
  entitlement: number;
  assigned: number;
  lastAssignedAt?: number;
  joinedAt?: number;
  /** The widest the two were ever apart. */
  worst: number;
};

/**
 * Keeps the CRM's reps. Who was known by another id of theirs is the same rep from now on, with all that was theirs; who was two is
 * one. Safe twice.
 */
export async function keepReps(
  tx: Tx,
  workspace: string,
  crm: string,
  reps: ReportedRep[],
  now: number,
): Promise<void> {
  const kind = `${crm}:owner`;
  // One writer at a time: two processes refreshing together would both see a new rep as new.
  await tx.query('select 1 from workspaces where workspace = $1 for no key update', [workspace]);
  const known = await tx.query<{ value: string; id: string }>(
    'select value, id from identities where workspace = $1 and kind = $2',
    [workspace, kind],
  );
  const ids = new Map(known.map((row) => [row.value, row.id]));
  for (const rep of reps) {
    const before = (rep.also ?? []).flatMap((record) => ids.get(record) ?? []);
    const id = ids.get(rep.record) ?? before[0] ?? (await addRep(tx, workspace, kind, rep, now));
    if (before.length > 0) await becomeOneRep(tx, workspace, kind, { ...rep, id, before });
    await tx.query(
      `update reps set email = $3, name = $4, active = $5, available = $6, time_zone = $7, task_queue = $8, updated_at = $9,
         hours = $10, out_of_office = $11, user_id = $12,
         away_since = case when $6 then null when available then $9 else away_since end,
         left_since = case when $5 then null when active then $9 else left_since end
       where workspace = $1 and id = $2`,
      [
        workspace,
        id,
        rep.email,
        rep.name,
        rep.active,
        rep.available,
        rep.timeZone,
        rep.taskQueue,
        timestamp(now),
        rep.hours && json(rep.hours),
        rep.outOfOffice && json(rep.outOfOffice),
        rep.userId,
      ],
    );
  }
}

async function addRep(tx: Tx, workspace: string, kind: string, rep: ReportedRep, now: number): Promise<string> {
  const [added] = await tx.query<{ id: string }>(
    'insert into reps (workspace, name, active, available, updated_at) values ($1, $2, $3, $4, $5) returning id',
    [workspace, rep.name, rep.active, rep.available, timestamp(now)],
  );
  if (added === undefined) throw new Error('store: insert into reps returned no row');
  await tx.query("insert into identities values ($1, $2, $3, 'rep', $4)", [workspace, kind, rep.record, added.id]);
  return added.id;
}

/** The workspace's reps as this CRM knows them. */
export async function repsOf(tx: Tx, workspace: string, crm: string): Promise<KeptRep[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select r.id, r.name, r.active, r.available, r.email, r.time_zone as "timeZone", r.task_queue as "taskQueue", r.hours,
       r.out_of_office as "outOfOffice", r.chat, r.chat_id as "chatId", r.chat_trouble as "chatTrouble",
       r.away_since as "awaySince", r.left_since as "leftSince", r.user_id as "userId",
       nullif(r.preferences, '{}') as preferences, i.value as record
     from reps r join identities i on i.workspace = r.workspace and i.id = r.id and i.kind = $2
     where r.workspace = $1 order by r.id`,
    [workspace, `${crm}:owner`],
  );
  return rows.map((row) => {
    const { preferences, ...rep } = withoutNulls(row) as KeptRep;
    return preferences === undefined ? rep : { ...rep, preferences: preferencesFrom(preferences) };
  });
}

/** The accounts of all pools, locked until the transaction ends: routing decisions of all processes queue here. */
export async function lockPools(tx: Tx, workspace: string): Promise<PoolAccount[]> {
  // An empty table has no rows to wait at: whoever routes first waits at the workspace.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 4))', [`pools:${workspace}`]);
  const rows = await tx.query<Record<string, unknown>>(
    `select pool, id as rep, entitlement, assigned, last_assigned_at as "lastAssignedAt", joined_at as "joinedAt", worst
     from pool_members where workspace = $1`,
    [workspace],
  );
  return rows.map((row) => withoutNulls(row) as PoolAccount);
}

/** Writes the accounts back after turns were taken; whoever is new in a pool joins it. */
export async function savePools(tx: Tx, workspace: string, accounts: PoolAccount[]): Promise<void> {
  if (accounts.length === 0) return;
  const rows = accounts.map((account) => timesAsText(account, ['lastAssignedAt', 'joinedAt']));
  await tx.query(
    `insert into pool_members (workspace, pool, id, entitlement, assigned, last_assigned_at, joined_at, worst)
     select $1, pool, rep, entitlement, assigned, "lastAssignedAt", "joinedAt", worst
     from jsonb_to_recordset($2::jsonb) as m(pool text, rep uuid, entitlement float8, assigned int,
       "lastAssignedAt" timestamptz, "joinedAt" timestamptz, worst float8)
     on conflict (workspace, pool, id) do update set entitlement = excluded.entitlement, assigned = excluded.assigned,
       last_assigned_at = excluded.last_assigned_at, worst = excluded.worst`,
    [workspace, json(rows)],
  );
}

/** A time that somebody is away, or there in spite of their calendar, or has off. */
export type RepTimeRow = {
  rep: string;
  kind: Override['kind'] | 'time_off';
  from: number;
  until?: number;
  because?: string;
};

/** What people said of their own time, and time off: all that ended after `since`, runs, or is to come. What was taken back ended then. */
export async function repTimes(tx: Tx, workspace: string, since: number): Promise<RepTimeRow[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select rep, kind, from_at as "from", least(ended_at, until_at) as "until", because from rep_times
     where workspace = $1 and coalesce(least(ended_at, until_at), 'infinity') > $2 order by from_at, id`,
    [workspace, timestamp(since)],
  );
  return rows.map((row) => withoutNulls(row) as RepTimeRow);
}

/** Says that a rep is away, there, or has time off. Answers its id. */
export async function addRepTime(tx: Tx, workspace: string, time: RepTimeRow, now: number): Promise<string> {
  const until = time.until === undefined ? null : timestamp(time.until);
  const [row] = await tx.query<{ id: string }>(
    `insert into rep_times (workspace, rep, kind, from_at, until_at, because, created_at) values ($1, $2, $3, $4, $5, $6, $7)
     returning id`,
    [workspace, time.rep, time.kind, timestamp(time.from), until, time.because, timestamp(now)],
  );
  return row?.id ?? '';
}

/** Takes back what a rep said of the present: away or there; time off stays. */
export async function endRepTimes(tx: Tx, workspace: string, rep: string, now: number): Promise<void> {
  await tx.query(
    `update rep_times set ended_at = $3 where workspace = $1 and rep = $2 and kind <> 'time_off' and ended_at is null
       and from_at <= $3`,
    [workspace, rep, timestamp(now)],
  );
}

/** Open hot leads of each rep now, and those they got, from whomever, since `since` (their own midnight). */
export async function repLoads(
  tx: Tx,
  workspace: string,
  days: { rep: string; since: number }[],
): Promise<Map<string, { openHot: number; today: number }>> {
  const rows = await tx.query<{ rep: string; openHot: number; today: number }>(
    `select d.rep, (select count(*) from episodes e where e.workspace = $1 and e.assignee = d.rep
         and e.state in ('open', 'claimed')) as "openHot",
       (select count(*) from holdings h where h.workspace = $1 and h.rep = d.rep and h.from_at >= d.since) as today
     from jsonb_to_recordset($2::jsonb) as d(rep uuid, since timestamptz)`,
    [workspace, json(days.map((each) => timesAsText(each, ['since'])))],
  );
  return new Map(rows.map(({ rep, ...load }) => [rep, load]));
}
