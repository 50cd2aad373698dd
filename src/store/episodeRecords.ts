import { type Tx, timestamp } from './db.ts';
import { GATHERED, recordedEpisodes, sweepRecords } from './episodeRecordsRead.ts';

/**
 * What a `record` step keeps; an episode has one for ever, with the key `record:<episode>`. `seq` counts what happened to it, score and
 * reason are of its opening, and what is gathered goes at multiples of `everyMs`.
 */
export type RecordPayload = { seq: number; everyMs: number; score: number; reason: string };

/**
 * Something happened to these episodes: what the CRM's own reports show of them is to be told anew. Nothing where they are not kept
 * there. Call it after the change, in its transaction.
 */
export async function recordsChanged(tx: Tx, workspace: string, episodes: string[], now: number): Promise<void> {
  await tx.query(
    `with mine as (select id from steps where workspace = $1 and key = any($2) order by key for update)
     update steps s set payload = jsonb_set(s.payload, '{seq}', to_jsonb((s.payload ->> 'seq')::int + 1)),
       attempts = case when s.done_at is null and s.failed_at is null then s.attempts else 0 end,
       due_at = case when s.done_at is null and s.failed_at is null then s.due_at else ${GATHERED} end,
       done_at = null, failed_at = null
     from mine where s.workspace = $1 and s.id = mine.id`,
    [workspace, episodes.map((episode) => `record:${episode}`), timestamp(now)],
  );
}

/** The CRM knows the people of these records by another one from now on. Call it after the change, in its transaction. */
async function recordsKnownAs(tx: Tx, workspace: string, crm: string, records: string[], now: number): Promise<void> {
  const rows = await tx.query<{ id: string }>(
    `select e.id from identities i join episodes e on e.workspace = $1 and e.lead = i.id
     where i.workspace = $1 and i.kind = $2 and i.value = any($3)`,
    [workspace, `${crm}:contact`, records],
  );
  await recordsChanged(
    tx,
    workspace,
    rows.map(({ id }) => id),
    now,
  );
}

/** Which of these claimed steps something happened to since; those and the others are locked until the transaction ends. */
async function recordsMoved(tx: Tx, workspace: string, claimed: { id: string; seq: number }[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string; seq: number }>(
    `select id, (payload ->> 'seq')::int as seq from steps where workspace = $1 and id = any($2) order by key for update`,
    [workspace, claimed.map(({ id }) => id)],
  );
  const seqs = new Map(claimed.map(({ id, seq }) => [id, seq]));
  return new Set(rows.flatMap(({ id, seq }) => (seq === seqs.get(id) ? [] : [id])));
}

/** For `Rows`. */
export function recordRows(tx: Tx, workspace: string) {
  return {
    recordsChanged: (episodes: string[], now: number) => recordsChanged(tx, workspace, episodes, now),
    recordsKnownAs: (crm: string, records: string[], now: number) => recordsKnownAs(tx, workspace, crm, records, now),
    recordsMoved: (claimed: { id: string; seq: number }[]) => recordsMoved(tx, workspace, claimed),
    recordedEpisodes: (crm: string, episodes: string[]) => recordedEpisodes(tx, workspace, crm, episodes),
    sweepRecords: (which: Parameters<typeof sweepRecords>[2], now: number) => sweepRecords(tx, workspace, which, now),
  };
}
