import type { Stretch } from '../domain/authority.ts';
import { json, type Tx, timestamp, withoutNulls } from './db.ts';

/** What is known of a stream of activity; `id` names CRM and source. Times are epoch ms. */
export type SourceState = {
  id: string;
  cursor?: string;
  /** When it told instead of the records' histories. */
  stretches: Stretch[];
  /** Nothing before it is missing. */
  upTo?: number;
  /** From here on it has told nothing yet. */
  toldTo?: number;
  /** When it last could be read. */
  readAt?: number;
  /** Why this connection may not read it. */
  absent?: string;
};

/** Of one record: an instant of which the source was to tell, and did not. `given`: the history tells it instead. */
export type Gap = { source: string; record: string; at: number; given: boolean };

/**
 * What is known of these sources; nothing of one that was never read. Until the end of the transaction nobody changes who tells:
 * readings share that, and whoever changes it (`alone`) waits for them.
 */
async function sourceStates(tx: Tx, workspace: string, ids: string[], alone: boolean): Promise<SourceState[]> {
  const lock = alone ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await tx.query(`select ${lock}(hashtextextended($1, 8))`, [workspace]);
  const rows = await tx.query<Record<string, unknown>>(
    `select id, cursor, stretches, up_to as "upTo", told_to as "toldTo", read_at as "readAt", absent
     from sources where workspace = $1 and id = any($2)`,
    [workspace, ids],
  );
  return rows.map((row) => withoutNulls(row) as SourceState);
}

async function saveSource(tx: Tx, workspace: string, state: SourceState): Promise<void> {
  const at = (value: number | undefined) => (value === undefined ? null : timestamp(value));
  await tx.query(
    `insert into sources (workspace, id, cursor, stretches, up_to, told_to, read_at, absent)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (workspace, id) do update set cursor = excluded.cursor, stretches = excluded.stretches,
       up_to = excluded.up_to, told_to = excluded.told_to, read_at = excluded.read_at, absent = excluded.absent`,
    [
      workspace,
      state.id,
      state.cursor ?? null,
      json(state.stretches),
      at(state.upTo),
      at(state.toldTo),
      at(state.readAt),
      state.absent ?? null,
    ],
  );
}

/** Whether anybody of this CRM is known. */
async function anyRecord(tx: Tx, workspace: string, crm: string): Promise<boolean> {
  const [row] = await tx.query<{ known: boolean }>(
    'select exists (select from identities where workspace = $1 and kind = $2) as known',
    [workspace, `${crm}:contact`],
  );
  return row?.known === true;
}

/** What is given back to the histories of these records. */
async function givenGaps(tx: Tx, workspace: string, records: string[]): Promise<Gap[]> {
  return tx.query<Gap>(
    `select source, record, at, true as given from source_gaps
     where workspace = $1 and record = any($2) and given_at is not null`,
    [workspace, records],
  );
}

/** Notes gaps, each once; one that is given stays so. */
async function noteGaps(tx: Tx, workspace: string, gaps: Gap[], now: number): Promise<void> {
  if (gaps.length === 0) return;
  const rows = gaps.map((gap) => ({ ...gap, at: timestamp(gap.at) }));
  await tx.query(
    `insert into source_gaps as g (workspace, source, record, at, noted_at, given_at)
     select $1, source, record, at, $3, case when given then $3::timestamptz end
     from (select distinct on (source, record, at) * from jsonb_to_recordset($2::jsonb)
       as r(source text, record text, at timestamptz, given boolean) order by source, record, at) n
     on conflict (workspace, source, record, at) do update set given_at = coalesce(g.given_at, excluded.given_at)
       where g.given_at is null and excluded.given_at is not null`,
    [workspace, json(rows), timestamp(now)],
  );
}

/** Whose signals are asked for, and which: `prefixes` of what told them, `from` and `upTo` are in it. */
type KeptAsked = { records: string[]; prefixes: string[]; from: number; upTo: number };
/** A signal as it was told: `prefix` is what comes before the first colon of its `sourceId`. */
export type KeptTelling = { record: string; prefix: string; sourceId: string; at: number; asset?: string };

/** Signals of these records that sources or histories told. */
async function keptTellings(tx: Tx, workspace: string, crm: string, asked: KeptAsked): Promise<KeptTelling[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select i.value as record, split_part(s.source_id, ':', 1) as prefix, s.source_id as "sourceId", s.at, s.asset
     from identities i join signals s on s.workspace = i.workspace and s.lead = i.id
     where i.workspace = $1 and i.kind = $2 and i.value = any($3) and split_part(s.source_id, ':', 1) = any($4)
       and s.at between $5 and $6`,
    [workspace, `${crm}:contact`, asked.records, asked.prefixes, timestamp(asked.from), timestamp(asked.upTo)],
  );
  return rows.map((row) => withoutNulls(row) as KeptTelling);
}

/** Gaps of a source that are open, oldest first. */
async function openGaps(tx: Tx, workspace: string, source: string, limit: number): Promise<Gap[]> {
  return tx.query<Gap>(
    `select source, record, at, false as given from source_gaps
     where workspace = $1 and source = $2 and given_at is null order by at limit $3`,
    [workspace, source, limit],
  );
}

/** When the latest gap that is still open was noted; undefined when none is. */
async function lastGapAt(tx: Tx, workspace: string, source: string): Promise<number | undefined> {
  const [row] = await tx.query<{ at: number | null }>(
    'select max(noted_at) as at from source_gaps where workspace = $1 and source = $2 and given_at is null',
    [workspace, source],
  );
  return row?.at ?? undefined;
}

/** The source told them after all. */
async function closeGaps(tx: Tx, workspace: string, gaps: Gap[]): Promise<void> {
  if (gaps.length === 0) return;
  const rows = gaps.map((gap) => ({ ...gap, at: timestamp(gap.at) }));
  await tx.query(
    `delete from source_gaps g using jsonb_to_recordset($2::jsonb) as r(source text, record text, at timestamptz)
     where g.workspace = $1 and g.source = r.source and g.record = r.record and g.at = r.at and g.given_at is null`,
    [workspace, json(rows)],
  );
}

/** What a transaction may do with streams of activity. */
export function sourceRows(tx: Tx, workspace: string) {
  return {
    sourceStates: (ids: string[], alone: boolean) => sourceStates(tx, workspace, ids, alone),
    saveSource: (state: SourceState) => saveSource(tx, workspace, state),
    anyRecord: (crm: string) => anyRecord(tx, workspace, crm),
    givenGaps: (records: string[]) => givenGaps(tx, workspace, records),
    noteGaps: (gaps: Gap[], now: number) => noteGaps(tx, workspace, gaps, now),
    keptTellings: (crm: string, asked: KeptAsked) => keptTellings(tx, workspace, crm, asked),
    openGaps: (source: string, limit: number) => openGaps(tx, workspace, source, limit),
    lastGapAt: (source: string) => lastGapAt(tx, workspace, source),
    closeGaps: (gaps: Gap[]) => closeGaps(tx, workspace, gaps),
  };
}
