import { type Db, json, type Tx, timestamp, withoutNulls } from './db.ts';
import { erasedAmong, lockReading } from './erased.ts';

/** Two records that are one person; `second` carries its CRM's kind. `seen` is what was last seen of them, as whoever asks keeps it. */
export type CrmLink = {
  first: string;
  second: string;
  how: 'id' | 'email';
  seen: Record<string, unknown>;
  /** When it was last read without one of its halves, epoch ms; absent once it was read with both. */
  halfAt?: number;
};
export type CrmPair = Pick<CrmLink, 'first' | 'second' | 'how'>;

/** A record that went into another of its CRM. */
export type CrmMerge = { record: string; into: string };

/** `seen` is laid over what is kept, field by field; null takes a field away. `half` as in `CrmLink.halfAt`; as it was where absent. */
export type CrmSeen = { second: string; seen: Record<string, unknown>; half?: boolean };

/** The links of one workspace, each call in a transaction of its own. */
export function keptLinks(db: Db, workspace: string, now: () => number) {
  const within = <T>(work: (tx: Tx) => Promise<T>) => db.inWorkspace(workspace, work);
  return {
    of: (records: string[]) => within((tx) => linksOf(tx, workspace, records)),
    keep: (pairs: CrmPair[]) => within((tx) => keepLinks(tx, workspace, pairs, now())),
    saw: (news: CrmSeen[]) => within((tx) => saveSeen(tx, workspace, news, now())),
    moved: (merges: CrmMerge[]) => within((tx) => moveLinks(tx, workspace, merges)),
    drop: (records: string[]) => within((tx) => dropLinks(tx, workspace, records)),
    halves: (limit: number) => within((tx) => halfLinks(tx, workspace, limit)),
  };
}

const COLUMNS = 'first, second, how, seen, half_at as "halfAt"';

/** All links of the people whose records these are, of either CRM. */
async function linksOf(tx: Tx, workspace: string, records: string[]): Promise<CrmLink[]> {
  if (records.length === 0) return [];
  const rows = await tx.query<Record<string, unknown>>(
    `select ${COLUMNS} from crm_links where workspace = $1 and first in (
       select first from crm_links where workspace = $1 and first = any($2)
       union select first from crm_links where workspace = $1 and second = any($2))
     order by first, length(second) desc, second desc`,
    [workspace, records],
  );
  return rows.map((row) => withoutNulls(row) as CrmLink);
}

/**
 * Keeps pairs; a record that is somebody's already stays theirs, but for what was only an address and what a sync says now, and of somebody who asked to be forgotten nothing is kept. Answers
 * all links of these people as they are now. Safe twice.
 */
async function keepLinks(tx: Tx, workspace: string, pairs: CrmPair[], now: number): Promise<CrmLink[]> {
  if (pairs.length === 0) return [];
  await lockReading(tx, workspace);
  const records = pairs.flatMap(({ first, second }) => [first, second]);
  const erased = await erasedOf(tx, workspace, records);
  const lasting = pairs.filter(({ first, second }) => !erased.has(first) && !erased.has(second));
  await tx.query(
    `insert into crm_links as l (workspace, first, second, how, linked_at)
     select distinct on (second) $1, first, second, how, $3::timestamptz
     from jsonb_to_recordset($2::jsonb) as p(first text, second text, how text) order by second, how desc
     on conflict (workspace, second) do update set first = excluded.first, how = 'id', linked_at = excluded.linked_at,
       seen = case when l.first = excluded.first then l.seen else '{}' end
     where l.how = 'email' and excluded.how = 'id'`,
    [workspace, json(lasting), timestamp(now)],
  );
  return linksOf(tx, workspace, records);
}

async function erasedOf(tx: Tx, workspace: string, records: string[]): Promise<Set<string>> {
  // Whichever of them the workspace began with.
  const erasedIn = [];
  for (const crm of ['hubspot', 'salesforce']) erasedIn.push(await erasedAmong(tx, workspace, crm, records));
  return new Set(erasedIn.flatMap((some) => [...some]));
}

/** Records that went into others: those have their halves now, with what was seen, but for who has another or is forgotten. Safe twice. */
async function moveLinks(tx: Tx, workspace: string, merges: CrmMerge[]): Promise<void> {
  if (merges.length === 0) return;
  await lockReading(tx, workspace);
  const erased = await erasedOf(
    tx,
    workspace,
    merges.map(({ into }) => into),
  );
  const lasting = json(merges.filter(({ into }) => !erased.has(into)));
  const merged = 'jsonb_to_recordset($2::jsonb) as m(record text, "into" text)';
  await tx.query(
    `update crm_links l set second = w."into" from (
       select distinct on (m."into") m.record, m."into" from ${merged}
       join crm_links o on o.workspace = $1 and o.second = m.record order by m."into", m.record) w
     where l.workspace = $1 and l.second = w.record
       and not exists (select 1 from crm_links t where t.workspace = $1 and t.second = w."into")`,
    [workspace, lasting],
  );
  await tx.query(
    `update crm_links l set first = m."into" from ${merged} where l.workspace = $1 and l.first = m.record`,
    [workspace, lasting],
  );
}

async function saveSeen(tx: Tx, workspace: string, news: CrmSeen[], now: number): Promise<void> {
  if (news.length === 0) return;
  await tx.query('select 1 from crm_links where workspace = $1 and second = any($2) order by second for update', [
    workspace,
    news.map(({ second }) => second),
  ]);
  await tx.query(
    `update crm_links l set seen = jsonb_strip_nulls(l.seen || n.seen),
       half_at = case when n.half is null then l.half_at when n.half then $3::timestamptz end
     from jsonb_to_recordset($2::jsonb) as n(second text, seen jsonb, half boolean)
     where l.workspace = $1 and l.second = n.second`,
    [workspace, json(news), timestamp(now)],
  );
}

/** The records are gone: they are nobody's half any more. */
async function dropLinks(tx: Tx, workspace: string, records: string[]): Promise<void> {
  if (records.length === 0) return;
  await tx.query('delete from crm_links where workspace = $1 and (first = any($2) or second = any($2))', [
    workspace,
    records,
  ]);
}

/** Forgets how the records of somebody who asked for it belong together. */
export const forgetLinks = dropLinks;

/** Who was last read without one of their halves, longest ago first. */
async function halfLinks(tx: Tx, workspace: string, limit: number): Promise<CrmLink[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select ${COLUMNS} from crm_links where workspace = $1 and half_at is not null order by half_at, second limit $2`,
    [workspace, limit],
  );
  return rows.map((row) => withoutNulls(row) as CrmLink);
}
