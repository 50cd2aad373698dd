import { json, type Tx, timestamp, withoutNulls } from './db.ts';

export type ReportedRep = {
  /** The CRM's owner id. */
  record: string;
  email?: string;
  name: string;
  active: boolean;
  available: boolean;
  timeZone?: string;
  taskQueue?: string;
};

export type KeptRep = {
  id: string;
  name: string;
  active: boolean;
  available: boolean;
  email?: string;
  timeZone?: string;
  taskQueue?: string;
  /** The CRM's owner id. */
  record: string;
};

/** One rep's account in a pool, as stored. */
export type PoolMember = {
  rep: string;
  weight: number;
  entitlement: number;
  assigned: number;
  lastAssignedAt?: number;
};

/** Keeps the CRM's reps; a new one joins the pool with nothing due and nothing had. Safe twice. */
export async function keepReps(
  tx: Tx,
  workspace: string,
  crm: string,
  reps: ReportedRep[],
  pool: string,
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
    const id = ids.get(rep.record) ?? (await addRep(tx, workspace, kind, rep, now));
    await tx.query(
      `update reps set email = $3, name = $4, active = $5, available = $6, time_zone = $7, task_queue = $8, updated_at = $9
       where workspace = $1 and id = $2`,
      [workspace, id, rep.email, rep.name, rep.active, rep.available, rep.timeZone, rep.taskQueue, timestamp(now)],
    );
    if (rep.active)
      await tx.query('insert into pool_members values ($1, $2, $3, 1, 0, 0, null) on conflict do nothing', [
        workspace,
        pool,
        id,
      ]);
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
    `select r.id, r.name, r.active, r.available, r.email, r.time_zone as "timeZone", r.task_queue as "taskQueue", i.value as record
     from reps r join identities i on i.workspace = r.workspace and i.id = r.id and i.kind = $2
     where r.workspace = $1 order by r.id`,
    [workspace, `${crm}:owner`],
  );
  return rows.map((row) => withoutNulls(row) as KeptRep);
}

/** The pool's accounts, locked until the transaction ends: routing decisions of all processes queue here. */
export async function lockPool(tx: Tx, workspace: string, pool: string): Promise<PoolMember[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select id as rep, weight, entitlement, assigned, last_assigned_at as "lastAssignedAt"
     from pool_members where workspace = $1 and pool = $2 order by id for update`,
    [workspace, pool],
  );
  return rows.map((row) => withoutNulls(row) as PoolMember);
}

/** Writes the accounts back after turns were taken. */
export async function savePool(tx: Tx, workspace: string, pool: string, members: PoolMember[]): Promise<void> {
  const rows = members.map(({ lastAssignedAt, ...member }) => ({
    ...member,
    ...(lastAssignedAt !== undefined && { lastAssignedAt: timestamp(lastAssignedAt) }),
  }));
  await tx.query(
    `update pool_members p set entitlement = m.entitlement, assigned = m.assigned, last_assigned_at = m."lastAssignedAt"
     from jsonb_to_recordset($3::jsonb) as m(rep uuid, entitlement float8, assigned int, "lastAssignedAt" timestamptz)
     where p.workspace = $1 and p.pool = $2 and p.id = m.rep`,
    [workspace, pool, json(rows)],
  );
}
