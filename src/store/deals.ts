import type { OwnedEpisode } from '../domain/decision.ts';
import { json, timesAsText, type Tx, timestamp, withoutNulls } from './db.ts';

/** A deal as a CRM tells it. `contacts` are the CRM's ids of people it is about. */
export type ReportedDeal = {
  id: string;
  state: 'open' | 'won' | 'lost';
  stage?: string;
  ownerId?: string;
  amount?: number;
  createdAt?: number;
  changedAt?: number;
  contacts: string[];
  /** It is about nobody else: who it was about before is let go. */
  allContacts?: true;
};

/**
 * Keeps deals, and which leads they are of. A reading older than what is kept changes nothing but who a deal is of. `changed_at`
 * of a deal that is won or lost stays as it first was, so that a later note on it decides nothing anew (and a late reading from
 * between two times of being lost is believed until the next one). Answers the leads of whose deals it was news. Safe twice.
 */
export async function keepDeals(
  tx: Tx,
  workspace: string,
  crm: string,
  deals: ReportedDeal[],
  now: number,
): Promise<string[]> {
  if (deals.length === 0) return [];
  const rows = deals.map((deal) => ({ ...timesAsText(deal, ['createdAt', 'changedAt']), id: `${crm}:${deal.id}` }));
  const changed = await upsert(tx, workspace, rows, now);
  const linked = await addLinks(tx, workspace, crm, rows);
  await dropLinks(tx, workspace, crm, rows);
  const touched = await tx.query<{ lead: string }>(
    'select distinct lead from deal_leads where workspace = $1 and deal = any($2)',
    [workspace, changed],
  );
  return [...new Set([...linked, ...touched.map(({ lead }) => lead)])];
}

/** Answers the deals that are new, or of which somebody who routes a lead would think otherwise now. */
async function upsert(tx: Tx, workspace: string, rows: object[], now: number): Promise<string[]> {
  const kept = await tx.query<{ id: string }>(
    `with told as (
       select distinct on (id) * from jsonb_to_recordset($2::jsonb) as t(id text, state text, stage text, amount float8,
         "ownerId" text, "createdAt" timestamptz, "changedAt" timestamptz) order by id, "changedAt" desc nulls last),
     before as (select d.id, d.state, d.stage, d.owner from deals d join told using (id) where d.workspace = $1),
     kept as (
       insert into deals as d (workspace, id, state, stage, amount, owner, created_at, changed_at, read_at)
       select $1, id, state, stage, amount, "ownerId", "createdAt", "changedAt", $3 from told order by id
       on conflict (workspace, id) do update set state = excluded.state, stage = excluded.stage, amount = excluded.amount,
         owner = excluded.owner, created_at = coalesce(excluded.created_at, d.created_at), read_at = excluded.read_at,
         changed_at = case when d.state = excluded.state and d.state <> 'open' then d.changed_at else excluded.changed_at end
       where excluded.changed_at is null or d.changed_at is null or excluded.changed_at >= d.changed_at
       returning d.id, d.state, d.stage, d.owner)
     select k.id from kept k left join before b using (id)
     where (k.state, k.stage, k.owner) is distinct from (b.state, b.stage, b.owner)`,
    [workspace, json(rows), timestamp(now)],
  );
  return kept.map(({ id }) => id);
}

/** The contacts of told deals, with the leads they are known as. */
const contacts = `told as (
  select t.id as deal, c.record, t."allContacts", i.id as lead
  from jsonb_to_recordset($2::jsonb) as t(id text, contacts jsonb, "allContacts" boolean)
  cross join lateral jsonb_array_elements_text(t.contacts) as c(record)
  left join identities i on i.workspace = $1 and i.kind = $3 and i.value = c.record)`;

/** Contacts that are not known here are no leads yet; should one become hot, routing asks for its deals. Answers new leads. */
async function addLinks(tx: Tx, workspace: string, crm: string, rows: object[]): Promise<string[]> {
  const added = await tx.query<{ lead: string }>(
    `with ${contacts} insert into deal_leads (workspace, deal, lead)
     select distinct $1, deal, lead from told where lead is not null order by 2, 3
     on conflict do nothing returning lead`,
    [workspace, json(rows), `${crm}:contact`],
  );
  return added.map(({ lead }) => lead);
}

/** Only where all of a deal's contacts are known: one that is not may be a lead of ours under the new id of a merge. */
async function dropLinks(tx: Tx, workspace: string, crm: string, rows: object[]): Promise<void> {
  await tx.query(
    `with ${contacts}, strange as (select deal from told where lead is null),
     whole as (select t.id as deal from jsonb_to_recordset($2::jsonb) as t(id text, "allContacts" boolean)
       where t."allContacts" and not exists (select from strange s where s.deal = t.id))
     delete from deal_leads l using whole w where l.workspace = $1 and l.deal = w.deal
       and not exists (select from told t where t.deal = l.deal and t.lead = l.lead)`,
    [workspace, json(rows), `${crm}:contact`],
  );
}

/** Forgets the deals of a CRM that no reading since then has found. */
export async function forgetDeals(tx: Tx, workspace: string, crm: string, readBefore: number): Promise<void> {
  await tx.query(
    `with gone as (delete from deals where workspace = $1 and starts_with(id, $2) and read_at < $3 returning id)
     delete from deal_leads l using gone g where l.workspace = $1 and l.deal = g.id`,
    [workspace, `${crm}:`, timestamp(readBefore)],
  );
}

/** Whether somebody is still looked for, for one of these leads. */
export async function anyWaits(tx: Tx, workspace: string, leads: string[]): Promise<boolean> {
  if (leads.length === 0) return false;
  const rows = await tx.query(
    `select from episodes where workspace = $1 and lead = any($2) and state in ('open', 'claimed')
       and waiting_because is not null limit 1`,
    [workspace, leads],
  );
  return rows.length > 0;
}

/** Times are epoch ms; `changedAt` of a deal that is over is when it was first told to be. */
export type KeptDeal = { id: string; state: 'open' | 'won' | 'lost'; changedAt?: number };

/** An episode that is not closed, and all deals of its lead. */
export type EpisodeWithDeals = { episode: OwnedEpisode; deals: KeptDeal[] };

/** The episodes that are not closed, of leads with a deal that is over since they opened. */
export async function episodesWithDeals(tx: Tx, workspace: string): Promise<EpisodeWithDeals[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select e.id, e.lead, e.kind, e.state, e.round, e.tier, e.late, e.trigger_at as "triggerAt", e.opened_at as "openedAt",
       e.owner, e.assignee, e.ladder_ended as "ladderEnded", e.first_contact_at as "firstContactAt", (
         select jsonb_agg(jsonb_build_object('id', d.id, 'state', d.state,
           'changedAt', (extract(epoch from d.changed_at) * 1000)::bigint) order by d.id)
         from deal_leads l join deals d on d.workspace = $1 and d.id = l.deal
         where l.workspace = $1 and l.lead = e.lead) as deals
     from episodes e
     where e.workspace = $1 and e.state <> 'closed' and exists (
       select from deal_leads l join deals d on d.workspace = $1 and d.id = l.deal
       where l.workspace = $1 and l.lead = e.lead and d.state <> 'open' and d.changed_at > e.opened_at)
     order by e.id`,
    [workspace],
  );
  return rows.map(({ deals, ...episode }) => ({
    episode: withoutNulls(episode) as OwnedEpisode,
    deals: (deals as Record<string, unknown>[]).map((deal) => withoutNulls(deal) as KeptDeal),
  }));
}
