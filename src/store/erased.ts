import { createHash } from 'node:crypto';
import { json, type Tx, timestamp } from './db.ts';

/**
 * Whoever keeps what was read of people holds this until their transaction ends; whoever forgets somebody waits for them, and they
 * for that: a reading sees that its person was erased, or what it kept is erased with the rest.
 */
export async function lockReading(tx: Tx, workspace: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock_shared(hashtext('erased ' || $1))", [workspace]);
}

/** See `lockReading`. Taken before any row is locked. */
export async function lockErasing(tx: Tx, workspace: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('erased ' || $1))", [workspace]);
}

/** Notes that the person behind these records asked to be forgotten: whatever still reports them is not kept. */
export async function markErased(
  tx: Tx,
  workspace: string,
  crm: string,
  records: string[],
  now: number,
): Promise<void> {
  await tx.query('insert into erased select $1, id, $3 from unnest($2::bytea[]) id on conflict do nothing', [
    workspace,
    records.map((record) => hashOf(workspace, crm, record)),
    timestamp(now),
  ]);
}

/** Those of the records whose person asked to be forgotten. */
export async function erasedAmong(tx: Tx, workspace: string, crm: string, records: string[]): Promise<Set<string>> {
  if (records.length === 0) return new Set();
  const byHash = new Map(records.map((record) => [hashOf(workspace, crm, record), record]));
  const rows = await tx.query<{ hash: string }>(
    `select '\\x' || encode(id, 'hex') as hash from erased where workspace = $1 and id = any($2::bytea[])`,
    [workspace, [...byHash.keys()]],
  );
  return new Set(rows.flatMap(({ hash }) => byHash.get(hash) ?? []));
}

/**
 * Keeps which record went into which. Answers those that went into one whose person asked to be forgotten before it was known: they
 * are to be forgotten, too. Safe twice.
 */
export async function keepMerges(
  tx: Tx,
  workspace: string,
  crm: string,
  merges: { record: string; into: string }[],
): Promise<string[]> {
  if (merges.length === 0) return [];
  await lockReading(tx, workspace);
  const erased = await erasedAmong(
    tx,
    workspace,
    crm,
    merges.flatMap(({ record, into }) => [record, into]),
  );
  const fresh = merges.filter(({ record }) => !erased.has(record));
  await tx.query(
    `insert into merged_records (workspace, crm, record, "into")
     select distinct $1, $2, m.record, m."into" from jsonb_to_recordset($3::jsonb) as m(record text, "into" text)
     order by 3, 4 on conflict do nothing`,
    [workspace, crm, json(fresh.filter(({ into }) => !erased.has(into)))],
  );
  return fresh.filter(({ into }) => erased.has(into)).map(({ record }) => record);
}

/** As PostgreSQL writes bytes. */
function hashOf(workspace: string, crm: string, record: string): string {
  return `\\x${createHash('sha256').update(`${workspace} ${crm} ${record}`).digest('hex')}`;
}
