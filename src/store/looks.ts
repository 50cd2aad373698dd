import type { LeadAtLook, LookedLead, OwnedEpisode } from '../domain/decision.ts';
import type { Signal } from '../domain/signals.ts';
import { signalColumns } from './signals.ts';
import { json, timesAsText, type Tx, timestamp, withoutNulls } from './db.ts';

/** A lead whose look is due, with everything a decision needs, under its row lock. */
export type DueLead = LeadAtLook & {
  account?: string;
  ownerRecord?: string;
  /** Since when we know of its Lead Status; absent: since it is known at all. */
  statusAt?: number;
};

/**
 * Leads with something new, or whose forecast instant has come, locked until the transaction ends; leads another process is
 * looking at are passed over. Only signals later than `since` are loaded.
 */
export async function lockDueLeads(
  tx: Tx,
  workspace: string,
  query: { crm: string; now: number; since: number; limit: number },
): Promise<DueLead[]> {
  const fresh = await lockLeads(
    tx,
    workspace,
    query.crm,
    query.limit,
    'l.wanted_seq > l.done_seq order by l.wanted_seq',
  );
  // Whoever has news comes first: a day's fading looks must not stand before a demo request.
  const left = query.limit - fresh.length;
  const due = `l.wanted_seq <= l.done_seq and l.look_at <= '${timestamp(query.now)}' order by l.look_at`;
  const rows = [...fresh, ...(left > 0 ? await lockLeads(tx, workspace, query.crm, left, due) : [])];
  const leads = rows.map((row) => withoutNulls(row) as LockedLead);
  const ids = leads.map((lead) => lead.id);
  const signals = await signalsOf(tx, workspace, leads, query.since);
  const episodes = await latestEpisodes(tx, workspace, ids);
  return leads.map((lead) => {
    const latest = episodes.get(lead.id);
    const known = [...(signals.get(lead.id) ?? []), ...(signals.get(lead.account ?? '') ?? [])];
    const unseen = known.filter(({ seq }) => seq > lead.doneSeq).map(({ at }) => at);
    // A company's signal may be known before its people's looks are asked for.
    const wantedSeq = known.reduce((newest, { seq }) => Math.max(newest, seq), lead.wantedSeq);
    return {
      ...lead,
      wantedSeq,
      signals: known,
      since: query.since,
      ...(unseen.length > 0 && { unseenFrom: Math.min(...unseen) }),
      ...(latest !== undefined && (latest.state === 'closed' ? { lastClosed: latest } : { open: latest })),
    };
  });
}

/** `which` ends the where clause. A lead with several records in the CRM is known by the newest. */
async function lockLeads(
  tx: Tx,
  workspace: string,
  crm: string,
  limit: number,
  which: string,
): Promise<Record<string, unknown>[]> {
  return tx.query(
    `select l.id, ${newestRecord('l.id', '$2')} as record, l.email, l.job_title as "jobTitle", l.company, l.account,
       l.company_size as "companySize", l.industry, l.country, l.unsubscribed,
       l.crm_owner as "ownerRecord", l.lifecycle, l.crm_status as status, l.status_at as "statusAt", l.wanted_seq as "wantedSeq", l.done_seq as "doneSeq", l.score, l.tier, l.hot,
       l.hot_since as "hotSince", l.looked_at as "lookedAt", l.written_score as "writtenScore", l.written_at as "writtenAt", l.lanes
     from leads l where l.workspace = $1 and ${which} limit $3 for update of l skip locked`,
    [workspace, `${crm}:contact`, limit],
  );
}

/** SQL for the CRM record of a lead: the newest, since a merge leaves that one; of two CRMs the first's. A subquery, since a join would read them all. */
export function newestRecord(lead: string, kind: string): string {
  return `(select i.value from identities i where i.workspace = $1 and i.id = ${lead} and i.kind = ${kind}
    order by position(':' in i.value), length(i.value) desc, i.value desc limit 1)`;
}

type LockedLead = Omit<DueLead, 'signals' | 'since'>;
type KeptSignal = Signal & { of: string; seq: number };

/** The signals of leads and of their companies, by the id of whose they are. */
async function signalsOf(
  tx: Tx,
  workspace: string,
  leads: { id: string; account?: string }[],
  since: number,
): Promise<Map<string, KeptSignal[]>> {
  const accounts = [...new Set(leads.flatMap(({ account }) => account ?? []))];
  const rows = await tx.query<Record<string, unknown>>(
    `select s.lead as of, ${signalColumns('s')} from signals s
       where s.workspace = $1 and s.lead = any($2) and s.at > $4
     union all select s.account, ${signalColumns('s')} from signals s
       where s.workspace = $1 and s.account = any($3) and s.at > $4
     union all select s.lead, ${signalColumns('s')} from signals s
       where s.workspace = $1 and s.lead = any($2) and s.at <= $4 and s.level is not null`,
    [workspace, leads.map(({ id }) => id), accounts, timestamp(since)],
  );
  return Map.groupBy(
    rows.map((row) => withoutNulls(row) as KeptSignal),
    (row) => row.of,
  );
}

/** By lead, closed or not. */
export async function latestEpisodes(tx: Tx, workspace: string, leads: string[]): Promise<Map<string, OwnedEpisode>> {
  const rows = await tx.query<Record<string, unknown>>(
    `select distinct on (lead) lead, id, kind, state, round, tier, late, trigger_at as "triggerAt", opened_at as "openedAt",
       owner, assignee, ladder_ended as "ladderEnded", first_contact_at as "firstContactAt", closed_at as "closedAt", closed_as as "closedAs"
     from episodes where workspace = $1 and lead = any($2) order by lead, opened_at desc`,
    [workspace, leads],
  );
  return new Map(rows.map((row) => [row['lead'] as string, withoutNulls(row) as OwnedEpisode]));
}

/** Something about these leads that is no signal has changed: each is looked at now. */
export async function lookNow(tx: Tx, workspace: string, leads: string[], now: number): Promise<void> {
  if (leads.length === 0) return;
  await tx.query('update leads set look_at = $3 where workspace = $1 and id = any($2)', [
    workspace,
    leads,
    timestamp(now),
  ]);
}

/** Writes what the looks found. The ids are given twice: without statistics the planner would scan every lead. */
export async function saveLooks(tx: Tx, workspace: string, leads: LookedLead[], now: number): Promise<void> {
  const rows = leads.map((lead) => timesAsText(lead, ['lookAt', 'hotSince', 'writtenAt']));
  await tx.query(
    `update leads l set done_seq = greatest(l.done_seq, r."doneSeq"), look_at = r."lookAt", looked_at = $3, score = r.score,
       tier = r.tier, hot = r.hot, hot_since = r."hotSince", written_score = r."writtenScore", written_at = r."writtenAt",
       lanes = coalesce(r.lanes, '[]')
     from jsonb_to_recordset($2::jsonb) as r(id uuid, "doneSeq" bigint, "lookAt" timestamptz, score int, tier smallint,
       hot boolean, "hotSince" timestamptz, "writtenScore" int, "writtenAt" timestamptz, lanes jsonb)
     where l.workspace = $1 and l.id = r.id and l.id = any($4)`,
    [workspace, json(rows), timestamp(now), leads.map(({ id }) => id)],
  );
}
