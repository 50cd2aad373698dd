import type { EpisodeAtWork, EpisodeChange } from '../domain/episodeAtWork.ts';
import type { PersonRecord } from '../domain/matching/newestTwin.ts';
import { json, timesAsText, type Tx, timestamp, withoutNulls } from './db.ts';
import { newestRecord } from './looks.ts';
import { keepHoldings } from './rounds.ts';

/** An episode with what is kept of its person, for who asks whose it is. */
export type EpisodeOfLead = EpisodeAtWork & {
  /** The CRM's owner of the record. */
  ownerRecord?: string;
  email?: string;
  phone?: string;
  firstName?: string;
  lastName?: string;
  jobTitle?: string;
  country?: string;
  /** Where the person came from, as the CRM says. */
  leadSource?: string;
  companySize?: string;
  industry?: string;
  lifecycle?: string;
  unsubscribed: boolean;
  tag?: string;
  touchedAt?: number;
  /** When the record said that it has none. */
  noDealsAt?: number;
  noCompanyAt?: number;
  accountKey?: string;
};

/**
 * Episodes that somebody is to answer, in any order, their leads locked until the transaction ends: whatever is decided of a
 * lead is decided one after the other. Those that are closed come too, and say so; those
 * whose record the CRM deleted do not.
 */
export async function lockEpisodes(tx: Tx, workspace: string, ids: string[], crm: string): Promise<EpisodeOfLead[]> {
  if (ids.length === 0) return [];
  await tx.query(
    `select 1 from leads where workspace = $1 and id in (select lead from episodes where workspace = $1 and id = any($2))
     order by id for update`,
    [workspace, ids],
  );
  const rows = await tx.query<Record<string, unknown>>(
    `select e.id, e.lead, ${newestRecord('e.lead', '$3')} as record, e.state, e.round, e.tier, e.score,
       e.trigger_at as "triggerAt", e.opened_at as "openedAt", e.respond_by as "respondBy", e.facts, e.owner, e.assignee, e.routing_note as "routingNote",
       e.waiting_because as "waitingBecause", e.claim_pool as "claimPool", e.claimed_by as "claimedBy",
       e.claimed_at as "claimedAt", e.snoozed_until as "snoozedUntil", e.tried, e.claimable_by as "claimableBy", e.line, e.turn, e.ladder, e.ladder_ended as "ladderEnded", e.fyi,
       e.task, e.status_before as "statusBefore", l.wanted_seq as watermark, l.company, l.crm_status as status,
       coalesce(l.our_owner = coalesce(l.crm_owner, l.our_owner), false) as "ownerOurs", l.crm_owner as "ownerRecord",
       l.email, l.phone, l.first_name as "firstName", l.last_name as "lastName", l.job_title as "jobTitle", l.country,
       l.company_size as "companySize", l.industry, l.lifecycle, l.unsubscribed, l.tag, l.touched_at as "touchedAt",
       case when not exists (select 1 from deal_leads d where d.workspace = $1 and d.lead = l.id) then l.no_deals_at end as "noDealsAt",
       l.no_company_at as "noCompanyAt",
       l.source as "leadSource", a.key as "accountKey"
     from episodes e join leads l on l.workspace = e.workspace and l.id = e.lead
     left join accounts a on a.workspace = l.workspace and a.id = l.account
     where e.workspace = $1 and e.id = any($2) order by e.id for update of e`,
    [workspace, ids, `${crm}:contact`],
  );
  return rows.filter((row) => row['record'] !== null).map((row) => withoutNulls(row) as EpisodeOfLead);
}

/** Writes who has these episodes now, or why nobody has; the clocks of their rounds know it too. */
export async function saveRoutes(tx: Tx, workspace: string, changes: EpisodeChange[], now: number): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => timesAsText(change, ['respondBy', 'waitingUntil']));
  await tx.query(
    `with changed as (
       update episodes e set owner = r.owner, assignee = r.assignee, routed_at = $3::timestamptz, respond_by = r."respondBy",
         routing_note = r."routingNote", waiting_because = r."waitingBecause", waiting_until = r."waitingUntil",
         unassigned = r.unassigned, claim_pool = r."claimPool", tried = r.tried, claimable_by = r."claimableBy", line = r.line, turn = r.turn,
         ladder = r.ladder, ladder_ended = coalesce(r."ladderEnded", e.ladder_ended), status_before = r."statusBefore", fyi = coalesce(r.fyi, false)
       from jsonb_to_recordset($2::jsonb) as r(id uuid, owner uuid, assignee uuid, "respondBy" timestamptz,
         "routingNote" text, "waitingBecause" text, "waitingUntil" timestamptz, unassigned boolean, "claimPool" text,
         tried jsonb, "claimableBy" jsonb, line jsonb, turn jsonb, ladder jsonb, "ladderEnded" boolean, "statusBefore" text, fyi boolean)
       where e.workspace = $1 and e.id = r.id
       returning e.id, e.round, e.assignee, e.fyi)
     update rounds u set assignee = c.assignee, fyi = c.fyi from changed c
     where u.workspace = $1 and u.episode = c.id and u.round = c.round`,
    [workspace, json(rows), timestamp(now)],
  );
  await keepHoldings(
    tx,
    workspace,
    changes.map(({ id }) => id),
    now,
  );
}

/** This application, not a person, chose these owners of record; `owner` is the CRM's id. */
export async function markOurs(tx: Tx, workspace: string, leads: { lead: string; owner: string }[]): Promise<void> {
  if (leads.length === 0) return;
  await tx.query(
    `update leads l set our_owner = o.owner from jsonb_to_recordset($2::jsonb) as o(lead uuid, owner text)
     where l.workspace = $1 and l.id = o.lead`,
    [workspace, json(leads)],
  );
}

/** The CRM's id of an episode's task; of a round that is over already it is of no use any more. */
export async function saveTasks(
  tx: Tx,
  workspace: string,
  tasks: { episode: string; round: number; task: string }[],
): Promise<void> {
  if (tasks.length === 0) return;
  await tx.query(
    `update episodes e set task = t.task from jsonb_to_recordset($2::jsonb) as t(episode uuid, round int, task text)
     where e.workspace = $1 and e.id = t.episode and e.round = t.round`,
    [workspace, json(tasks)],
  );
}

/** Writes how far these ladders are climbed, and who says that they are on it. */
export async function saveLadders(
  tx: Tx,
  workspace: string,
  ladders: (Pick<
    EpisodeAtWork,
    'id' | 'ladder' | 'ladderEnded' | 'state' | 'claimedBy' | 'claimedAt' | 'snoozedUntil'
  > & { escalated?: string })[],
): Promise<void> {
  if (ladders.length === 0) return;
  const rows = ladders.map((each) => timesAsText(each, ['claimedAt', 'snoozedUntil']));
  await tx.query(
    `update episodes e set ladder = r.ladder, ladder_ended = r."ladderEnded", state = r.state, claimed_by = r."claimedBy",
       claimed_at = r."claimedAt", snoozed_until = r."snoozedUntil", escalated = coalesce(r.escalated, e.escalated)
     from jsonb_to_recordset($2::jsonb)
       as r(id uuid, ladder jsonb, "ladderEnded" boolean, state text, "claimedBy" uuid, "claimedAt" timestamptz,
           "snoozedUntil" timestamptz, escalated text)
     where e.workspace = $1 and e.id = r.id`,
    [workspace, json(rows)],
  );
}

/**
 * People whom somebody of ours has, who may be the same as one of these leads. Whether they are is for the domain to say.
 * Whoever owns the record has them, else who has the open episode.
 */
export async function peopleAnswered(tx: Tx, workspace: string, leads: string[]): Promise<PersonRecord[]> {
  const alike = await peopleAlike(tx, workspace, leads);
  if (alike.length === 0) return [];
  const rows = await tx.query<Record<string, unknown>>(
    `with owners as (
       select i.value, r.id from connections c
       join identities i on i.workspace = $1 and i.kind = c.kind || ':owner'
       join reps r on r.workspace = $1 and r.id = i.id and r.active
       where c.workspace = $1)
     select l.id, l.email, l.first_name as "firstName", l.last_name as "lastName", l.phone, a.key as "accountKey",
       coalesce(o.id, e.assignee) as rep, greatest(l.touched_at, e.opened_at) as at
     from leads l left join owners o on o.value = l.crm_owner
     left join episodes e on e.workspace = $1 and e.lead = l.id and e.state <> 'closed' and e.assignee is not null
     left join accounts a on a.workspace = $1 and a.id = l.account
     where l.workspace = $1 and l.id = any($2) and coalesce(o.id, e.assignee) is not null`,
    [workspace, alike],
  );
  return rows.map((row) => withoutNulls(row) as PersonRecord);
}

type PersonKeys = { email: string | null; phone: string | null; account: string | null; name: string | null };

/** Same mailbox, same phone, or same name and company (see keysOf), these leads among them. Each is looked up by its index. */
async function peopleAlike(tx: Tx, workspace: string, leads: string[]): Promise<string[]> {
  const mine = await tx.query<PersonKeys>(
    `select email_key as email, phone_key as phone, account, name_key as name from leads
     where workspace = $1 and id = any($2)`,
    [workspace, leads],
  );
  const rows = await tx.query<{ id: string }>(
    `select id from leads where workspace = $1 and email_key = any($2)
     union select id from leads where workspace = $1 and phone_key = any($3)
     union select l.id from unnest($4::uuid[], $5::text[]) as m(account, name)
       join leads l on l.workspace = $1 and l.account = m.account and l.name_key = m.name`,
    [workspace, ...(['email', 'phone', 'account', 'name'] as const).map((key) => mine.map((lead) => lead[key]))],
  );
  return rows.map(({ id }) => id);
}

/** A fast lane came while these episodes waited for an answer. Answers which of them nobody has a clock for. Safe twice. */
export async function hurryEpisodes(
  tx: Tx,
  workspace: string,
  hurried: { id: string; isUrgent: boolean }[],
): Promise<Set<string>> {
  if (hurried.length === 0) return new Set();
  const rows = await tx.query<{ id: string; fyi: boolean }>(
    `update episodes e set facts = e.facts || '{"lane": true}'
       || case when h."isUrgent" then '{"hurried": true}'::jsonb else '{}' end
     from jsonb_to_recordset($2::jsonb) as h(id uuid, "isUrgent" boolean) where e.workspace = $1 and e.id = h.id
     returning e.id, e.fyi`,
    [workspace, json(hurried)],
  );
  return new Set(rows.flatMap(({ id, fyi }) => (fyi ? [id] : [])));
}

/** Open episodes of these leads whose record a person gave to another rep than the episode knows: by episode, the new owner. */
export async function ownersChanged(
  tx: Tx,
  workspace: string,
  leads: string[],
  crm: string,
): Promise<{ id: string; round: number; owner: string }[]> {
  if (leads.length === 0) return [];
  return tx.query(
    `select e.id, e.round, l.crm_owner as owner from episodes e
     join leads l on l.workspace = e.workspace and l.id = e.lead
     join identities i on i.workspace = l.workspace and i.kind = $3 and i.value = l.crm_owner
     where e.workspace = $1 and e.lead = any($2) and e.state = 'open'
       and l.given_at > e.routed_at and i.id is distinct from e.owner`,
    [workspace, leads, `${crm}:owner`],
  );
}

/** What a task is moved by: its id in the CRM, that of who has the episode now, and when they are to respond by. */
export type TaskPlace = { task?: string; ownerId?: string; queueId?: string; dueAt?: number };

/** By episode. */
export async function taskPlaces(
  tx: Tx,
  workspace: string,
  episodes: string[],
  crm: string,
): Promise<Map<string, TaskPlace>> {
  const rows = await tx.query<Record<string, unknown>>(
    `select e.id, e.task, e.respond_by as "dueAt", i.value as "ownerId", r.task_queue as "queueId" from episodes e
     left join reps r on r.workspace = e.workspace and r.id = e.assignee
     left join identities i on i.workspace = e.workspace and i.id = e.assignee and i.kind = $3
     where e.workspace = $1 and e.id = any($2)`,
    [workspace, episodes, `${crm}:owner`],
  );
  return new Map(rows.map(({ id, ...row }) => [id as string, withoutNulls(row)]));
}
