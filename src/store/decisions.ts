import type { DecisionEntry } from '../domain/decision.ts';
import { json, type Tx, timestamp, withoutNulls } from './db.ts';

/**
 * Appends to the decision log: each entry takes the next place in its lead's chain, in the order given, see the migration of the
 * log. The leads' rows are locked until the transaction ends, in the order of their ids, so that a chain never forks; whoever
 * holds locks on them already took them in that order. Throws when a lead is not there. NOT safe twice.
 */
export async function saveDecisions(
  tx: Tx,
  workspace: string,
  entries: DecisionEntry[],
  model: { version: number; hash: string },
  now: number,
): Promise<void> {
  for (const wave of wavesOf(entries)) {
    const leads = wave.map(({ lead }) => lead);
    const [added] = await tx.query<{ count: number }>(append, [
      workspace,
      json(wave),
      timestamp(now),
      model.version,
      model.hash,
      leads,
    ]);
    if (added?.count !== wave.length)
      throw new Error(`decisions: ${added?.count} of ${wave.length} leads are there, of ${leads.join(', ')}`);
  }
}

/** The first entry of every lead, then the second of those that have more, and so on: each is chained to the one before. */
function wavesOf(entries: readonly DecisionEntry[]): DecisionEntry[][] {
  const waves: DecisionEntry[][] = [];
  const places = new Map<string, number>();
  for (const entry of entries) {
    const place = places.get(entry.lead) ?? 0;
    places.set(entry.lead, place + 1);
    (waves[place] ??= []).push(entry);
  }
  return waves;
}

// The id is drawn under the lead's lock, so that ids rise along a chain, and here, since the hash is over it too.
const append = `with heads as (
    select id, log_head, log_count from leads where workspace = $1 and id = any($6) order by id for update),
  fresh as (
    select nextval(pg_get_serial_sequence('decisions', 'id')) as id, h.log_head as previous, h.log_count + 1 as place,
      e.lead, e.kind, $3::timestamptz as at, e.watermark, $4::integer as model_version, $5::text as model_hash, e.inputs, e.outcome
    from jsonb_to_recordset($2::jsonb) as e(lead uuid, kind text, watermark bigint, inputs jsonb, outcome jsonb)
    join heads h on h.id = e.lead),
  added as (
    insert into decisions (workspace, id, place, lead, kind, at, watermark, model_version, model_hash, inputs, outcome, hash)
    overriding system value
    select $1, id, place, lead, kind, at, watermark, model_version, model_hash, inputs, outcome,
      decision_hash(previous, $1, id, place, lead, kind, at, watermark, model_version, model_hash, inputs, outcome)
    from fresh returning lead, place, hash),
  moved as (
    update leads l set log_head = a.hash, log_count = a.place from added a where l.workspace = $1 and l.id = a.lead
    returning 1)
  select count(*) from moved`;

/**
 * The first thing that is wrong with the chain of a lead, at the decision it is wrong at. `changed`: it is not what was written,
 * or not where. `missing`: others stood before it, of which the first was the `place`-th of the lead. `cut`: nothing stands after
 * it, and more was decided; without an id nothing is left at all. `added`: more stands there than was decided. `homeless`: its
 * lead is not there.
 */
export type ChainFault = {
  lead: string;
  fault: 'changed' | 'missing' | 'cut' | 'added' | 'homeless';
  place: number;
  id?: number;
  kind?: string;
  at?: number;
};

/** Leads after `after` and up to `last`, in the order of their ids, whose chains are broken: one fault for each. */
export async function chainFaults(
  tx: Tx,
  workspace: string,
  { after, last }: { after: string; last: string },
): Promise<ChainFault[]> {
  const rows = await tx.query<Record<string, unknown>>(
    // Each is made once: the planner does not know how many rows there are, and would make them for every lead.
    `with linked as materialized (
       select d.lead, d.id, d.kind, d.at, d.place, d.hash, row_number() over chain as expected, lead(d.place) over chain as next,
         decision_hash(lag(d.hash) over chain, d.workspace, d.id, d.place, d.lead, d.kind, d.at, d.watermark, d.model_version,
           d.model_hash, d.inputs, d.outcome) as made
       from decisions d where d.workspace = $1 and d.lead > $2 and d.lead <= $3
       window chain as (partition by d.lead order by d.id)),
     broken as materialized (
       select distinct on (lead) * from linked where place is distinct from expected or hash is distinct from made
       order by lead, expected),
     ends as materialized (select distinct on (lead) lead, id, kind, at, expected, hash from linked order by lead, expected desc)
     select l.id as lead, l.log_count as count, e.expected as found, e.id as "endId", e.kind as "endKind", e.at as "endAt",
       b.id, b.kind, b.at, b.place, b.expected, b.next
     from leads l left join broken b on b.lead = l.id left join ends e on e.lead = l.id
     where l.workspace = $1 and l.id > $2 and l.id <= $3
       and (b.lead is not null or l.log_count <> coalesce(e.expected, 0) or l.log_head is distinct from e.hash)
     order by l.id`,
    [workspace, after, last],
  );
  return rows.map((row) => faultOf(withoutNulls(row) as BrokenChain));
}

/** The first decision that does not fit, if one does not, and the last of all, if there is one. */
type BrokenChain = { lead: string; count: number } & Partial<{
  id: number;
  kind: string;
  at: number;
  place: number;
  expected: number;
  next: number;
  found: number;
  endId: number;
  endKind: string;
  endAt: number;
}>;

function faultOf(chain: BrokenChain): ChainFault {
  const { lead, count, id, kind = '', at = 0, expected, found = 0, endId, endKind = '', endAt = 0 } = chain;
  if (id !== undefined && expected !== undefined) {
    const fault = expected > count ? 'added' : areOthersGone(chain, expected) ? 'missing' : 'changed';
    return { lead, fault, place: expected, id, kind, at };
  }
  const end = endId === undefined ? {} : { id: endId, kind: endKind, at: endAt };
  if (found < count) return { lead, fault: 'cut', place: found + 1, ...end };
  return { lead, fault: found > count ? 'added' : 'changed', place: found, ...end };
}

/** A later place than its turn, that fits to what follows, is its own: what stood before it is gone. */
function areOthersGone({ count, place = 0, next = Infinity }: BrokenChain, expected: number): boolean {
  return place > expected && place <= count && next > place;
}

/** The first decision whose lead is not there. */
export async function homelessDecision(tx: Tx, workspace: string): Promise<ChainFault | undefined> {
  const [row] = await tx.query<Omit<ChainFault, 'fault'>>(
    `select d.lead, coalesce(d.place, 0) as place, d.id, d.kind, d.at from decisions d
     where d.workspace = $1 and not exists (select 1 from leads l where l.workspace = $1 and l.id = d.lead)
     order by d.id limit 1`,
    [workspace],
  );
  return row && { ...row, fault: 'homeless' };
}
