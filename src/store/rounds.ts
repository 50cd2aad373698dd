import type { EpisodeRow } from '../domain/decision.ts';
import { json, type Tx, timestamp, withoutNulls } from './db.ts';
import { newestRecord } from './looks.ts';

/** One more clock for each of these episodes. Safe twice. */
export async function startRounds(tx: Tx, workspace: string, episodes: EpisodeRow[], now: number): Promise<void> {
  if (episodes.length === 0) return;
  const rows = episodes.map(({ id, lead, round, tier, facts, triggerAt }) => {
    return { id, lead, round, tier, source: facts.source, type: facts.type, at: timestamp(triggerAt) };
  });
  await tx.query(
    `insert into rounds (workspace, episode, round, lead, tier, source, type, started_at, opened_at)
     select $1, r.id, r.round, r.lead, r.tier, coalesce(l.source, r.source), r.type, r.at, $3 from jsonb_to_recordset($2::jsonb)
       as r(id uuid, round int, lead uuid, tier smallint, source text, type text, at timestamptz)
     left join leads l on l.workspace = $1 and l.id = r.lead
     on conflict do nothing`,
    [workspace, json(rows), timestamp(now)],
  );
}

/** A clock that no contact has stopped. */
export type OpenRound = {
  episode: string;
  round: number;
  lead: string;
  record: string;
  startedAt: number;
  openedAt: number;
  assignee?: string;
  /** Since when the assignee has it. */
  heldSince?: number;
};

/** The clocks of these leads that still run, also those of closed episodes: only a contact stops a clock. */
export async function unanswered(tx: Tx, workspace: string, leads: string[], crm: string): Promise<OpenRound[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select r.episode, r.round, r.lead, ${newestRecord('r.lead', '$3')} as record, r.started_at as "startedAt",
       r.opened_at as "openedAt", r.assignee, h.from_at as "heldSince"
     from rounds r left join holdings h on h.workspace = $1 and h.episode = r.episode and h.round = r.round
       and h.until_at is null
     where r.workspace = $1 and r.lead = any($2) and r.contacted_at is null
     order by r.opened_at, r.round`,
    [workspace, leads, `${crm}:contact`],
  );
  return rows.filter((row) => row['record'] !== null).map((row) => withoutNulls(row) as OpenRound);
}

/** The leads of these CRM records whose clocks run, with when the first of them began. */
export async function unansweredRecords(
  tx: Tx,
  workspace: string,
  crm: string,
  records: string[],
): Promise<Map<string, { lead: string; openedAt: number }>> {
  const rows = await tx.query<{ record: string; lead: string; openedAt: number }>(
    `select i.value as record, r.lead, min(r.opened_at) as "openedAt" from identities i
     join rounds r on r.workspace = i.workspace and r.lead = i.id and r.contacted_at is null
     where i.workspace = $1 and i.kind = $2 and i.value = any($3) group by i.value, r.lead`,
    [workspace, `${crm}:contact`, records],
  );
  return new Map(rows.map(({ record, ...round }) => [record, round]));
}

/** A contact stopped a clock. `workingMs` is from the signal to it, in the assignee's working time. */
export type Answered = {
  episode: string;
  round: number;
  at: number;
  rep?: string;
  kind: string;
  workingMs: number;
  /** The same from when the assignee got it. */
  heldWorkingMs?: number;
};

/** Stops clocks, each once. An open episode whose round this is has been contacted, and waits for nobody any more. */
export async function stopClocks(tx: Tx, workspace: string, answered: Answered[]): Promise<void> {
  if (answered.length === 0) return;
  const rows = answered.map(({ heldWorkingMs, ...each }) => ({
    ...each,
    at: timestamp(each.at),
    workingMs: Math.round(each.workingMs),
    ...(heldWorkingMs !== undefined && { heldWorkingMs: Math.round(heldWorkingMs) }),
  }));
  await tx.query(
    `with stopped as (
       update rounds r set contacted_at = a.at, contact_rep = a.rep, contact_kind = a.kind, working_ms = a."workingMs"
       from jsonb_to_recordset($2::jsonb)
         as a(episode uuid, round int, at timestamptz, rep uuid, kind text, "workingMs" bigint, "heldWorkingMs" bigint)
       where r.workspace = $1 and r.episode = a.episode and r.round = a.round and r.contacted_at is null
       returning r.episode, r.round, r.contacted_at, r.contact_rep, a."heldWorkingMs"
     ), let_go as (
       update holdings h set until_at = greatest(h.from_at, s.contacted_at), working_ms = s."heldWorkingMs",
         apart = h.apart or coalesce(s.contact_rep <> h.rep, false)
       from stopped s
       where h.workspace = $1 and h.episode = s.episode and h.round = s.round and h.until_at is null)
     update episodes e set state = 'contacted', first_contact_at = s.contacted_at, waiting_because = null,
       waiting_until = null, unassigned = false from stopped s
     where e.workspace = $1 and e.id = s.episode and e.round = s.round and e.state in ('open', 'claimed')`,
    [workspace, json(rows)],
  );
}

/** Who has these episodes' current rounds, and by when they are to answer, after it may have changed: from now on, and whoever had one until now. Safe twice. */
export async function keepHoldings(tx: Tx, workspace: string, episodes: string[], now: number): Promise<void> {
  const values = [workspace, episodes, timestamp(now)];
  await tx.query(
    `update holdings h set
       until_at = case when h.rep is distinct from e.assignee then greatest(h.from_at, $3) end,
       apart = h.apart or h.rep is distinct from e.assignee,
       respond_by = case when h.rep is distinct from e.assignee then h.respond_by else e.respond_by end
     from episodes e
     where e.workspace = $1 and e.id = any($2) and h.workspace = $1 and h.episode = e.id and h.round = e.round
       and h.until_at is null and (h.rep is distinct from e.assignee or h.respond_by is distinct from e.respond_by)`,
    values,
  );
  // Whoever has it still keeps their row: the database lets a round have one at a time.
  await tx.query(
    `insert into holdings (workspace, episode, round, rep, from_at, respond_by, apart)
     select $1, e.id, e.round, e.assignee, $3::timestamptz, e.respond_by, $3::timestamptz > r.opened_at + interval '1 minute' or exists (select 1 from holdings h
         where h.workspace = $1 and h.episode = e.id and h.round = e.round)
     from episodes e
     join rounds r on r.workspace = $1 and r.episode = e.id and r.round = e.round and r.contacted_at is null
     where e.workspace = $1 and e.id = any($2) and e.assignee is not null
     on conflict do nothing`,
    values,
  );
}

/** The Lead Status that these episodes' leads had before they were hot. */
export async function statusesBefore(tx: Tx, workspace: string, episodes: string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; status: string }>(
    `select id, status_before as status from episodes where workspace = $1 and id = any($2) and status_before is not null`,
    [workspace, episodes],
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** Somebody was told of these episodes' current rounds; the first time counts. */
export async function markAlerted(tx: Tx, workspace: string, episodes: string[], now: number): Promise<void> {
  if (episodes.length === 0) return;
  await tx.query(
    `update rounds r set alerted_at = $3 from episodes e
     where r.workspace = $1 and e.workspace = $1 and e.id = r.episode and e.round = r.round and e.id = any($2)
       and r.alerted_at is null`,
    [workspace, episodes, timestamp(now)],
  );
}

/** Somebody claimed this episode's round; the first claim counts. */
export async function markClaimed(
  tx: Tx,
  workspace: string,
  episode: string,
  round: number,
  now: number,
): Promise<void> {
  await tx.query(
    'update rounds set claimed_at = coalesce(claimed_at, $4) where workspace = $1 and episode = $2 and round = $3',
    [workspace, episode, round, timestamp(now)],
  );
}

/** These episodes are over; their clocks keep what they ended as. */
export async function closeRounds(
  tx: Tx,
  workspace: string,
  closed: { id: string; closedAt: number; closedAs: string }[],
): Promise<void> {
  if (closed.length === 0) return;
  await tx.query(
    `update rounds r set closed_at = c.at, closed_as = c."closedAs"
     from jsonb_to_recordset($2::jsonb) as c(id uuid, at timestamptz, "closedAs" text)
     where r.workspace = $1 and r.episode = c.id`,
    [workspace, json(closed.map((each) => ({ ...each, at: timestamp(each.closedAt) })))],
  );
}

/** These leads' scores rose over the bar of DESIGN 9. */
export async function addCrossings(tx: Tx, workspace: string, leads: string[], now: number): Promise<void> {
  if (leads.length === 0) return;
  await tx.query(
    'insert into crossings (workspace, lead, at) select $1, unnest($2::uuid[]), $3 on conflict do nothing',
    [workspace, leads, timestamp(now)],
  );
}
