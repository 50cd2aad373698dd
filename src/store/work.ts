import type { EpisodeAtWork, EpisodeChange } from '../domain/assignment.ts';
import type { PersonRecord } from '../domain/matching/newestTwin.ts';
import { json, timesAsText, type Tx, withoutNulls } from './db.ts';
import { newestRecord } from './looks.ts';

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
  companySize?: string;
  industry?: string;
  lifecycle?: string;
  unsubscribed: boolean;
  tag?: string;
  touchedAt?: number;
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
       e.trigger_at as "triggerAt", e.opened_at as "openedAt", e.facts, e.owner, e.assignee, e.routing_note as "routingNote",
       e.waiting_because as "waitingBecause", e.claim_pool as "claimPool", e.claimed_by as "claimedBy",
       e.claimed_at as "claimedAt", e.snoozed_until as "snoozedUntil", e.tried, e.claimable_by as "claimableBy", e.ladder, e.ladder_ended as "ladderEnded",
       e.task, e.status_before as "statusBefore", l.wanted_seq as watermark, l.company, l.crm_status as status,
       coalesce(l.our_owner = coalesce(l.crm_owner, l.our_owner), false) as "ownerOurs", l.crm_owner as "ownerRecord",
       l.email, l.phone, l.first_name as "firstName", l.last_name as "lastName", l.job_title as "jobTitle", l.country,
       l.company_size as "companySize", l.industry, l.lifecycle, l.unsubscribed, l.tag, l.touched_at as "touchedAt",
       a.key as "accountKey"
     from episodes e join leads l on l.workspace = e.workspace and l.id = e.lead
     left join accounts a on a.workspace = l.workspace and a.id = l.account
     where e.workspace = $1 and e.id = any($2)`,
    [workspace, ids, `${crm}:contact`],
  );
  return rows.filter((row) => row['record'] !== null).map((row) => withoutNulls(row) as EpisodeOfLead);
}

/** Writes who has these episodes now, or why nobody has; the clocks of their rounds know it too. */
export async function saveRoutes(tx: Tx, workspace: string, changes: EpisodeChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => timesAsText(change, ['respondBy', 'waitingUntil']));
  await tx.query(
    `with changed as (
       update episodes e set owner = r.owner, assignee = r.assignee, respond_by = r."respondBy",
         routing_note = r."routingNote", waiting_because = r."waitingBecause", waiting_until = r."waitingUntil",
         unassigned = r.unassigned, claim_pool = r."claimPool", tried = r.tried, claimable_by = r."claimableBy", turn = coalesce(r.turn, e.turn),
         ladder = r.ladder, status_before = r."statusBefore"
       from jsonb_to_recordset($2::jsonb) as r(id uuid, owner uuid, assignee uuid, "respondBy" timestamptz,
         "routingNote" text, "waitingBecause" text, "waitingUntil" timestamptz, unassigned boolean, "claimPool" text,
         tried jsonb, "claimableBy" jsonb, turn jsonb, ladder jsonb, "statusBefore" text)
       where e.workspace = $1 and e.id = r.id
       returning e.id, e.round, e.assignee)
     update rounds u set assignee = c.assignee from changed c
     where u.workspace = $1 and u.episode = c.id and u.round = c.round`,
    [workspace, json(rows)],
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
  ladders: Pick<
    EpisodeAtWork,
    'id' | 'ladder' | 'ladderEnded' | 'state' | 'claimedBy' | 'claimedAt' | 'snoozedUntil'
  >[],
): Promise<void> {
  if (ladders.length === 0) return;
  const rows = ladders.map((each) => timesAsText(each, ['claimedAt', 'snoozedUntil']));
  await tx.query(
    `update episodes e set ladder = r.ladder, ladder_ended = r."ladderEnded", state = r.state, claimed_by = r."claimedBy",
       claimed_at = r."claimedAt", snoozed_until = r."snoozedUntil"
     from jsonb_to_recordset($2::jsonb)
       as r(id uuid, ladder jsonb, "ladderEnded" boolean, state text, "claimedBy" uuid, "claimedAt" timestamptz,
           "snoozedUntil" timestamptz)
     where e.workspace = $1 and e.id = r.id`,
    [workspace, json(rows)],
  );
}

/**
 * People whose open episodes somebody has, who may be the same as one of these leads: same company, last name or phone. Whether
 * they are is for the domain to say.
 */
export async function peopleAnswered(tx: Tx, workspace: string, leads: string[]): Promise<PersonRecord[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select distinct l.id, l.email, l.first_name as "firstName", l.last_name as "lastName", l.phone, a.key as "accountKey",
       e.assignee as rep, e.opened_at as at
     from leads mine
     join leads l on l.workspace = mine.workspace and l.id <> mine.id
       and (l.account = mine.account or lower(l.last_name) = lower(mine.last_name) or l.phone = mine.phone)
     join episodes e on e.workspace = l.workspace and e.lead = l.id and e.state <> 'closed' and e.assignee is not null
     left join accounts a on a.workspace = l.workspace and a.id = l.account
     where mine.workspace = $1 and mine.id = any($2)`,
    [workspace, leads],
  );
  return rows.map((row) => withoutNulls(row) as PersonRecord);
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
     where e.workspace = $1 and e.lead = any($2) and e.state = 'open' and e.assignee is not null
       and l.crm_owner is distinct from l.our_owner and i.id is distinct from e.owner`,
    [workspace, leads, `${crm}:owner`],
  );
}

/** What a task is moved by: the CRM's ids of the tasks of these episodes, and of who has them now. */
export async function taskPlaces(
  tx: Tx,
  workspace: string,
  episodes: string[],
  crm: string,
): Promise<Map<string, { task?: string; ownerId?: string; queueId?: string }>> {
  const rows = await tx.query<Record<string, unknown>>(
    `select e.id, e.task, i.value as "ownerId", r.task_queue as "queueId" from episodes e
     left join reps r on r.workspace = e.workspace and r.id = e.assignee
     left join identities i on i.workspace = e.workspace and i.id = e.assignee and i.kind = $3
     where e.workspace = $1 and e.id = any($2)`,
    [workspace, episodes, `${crm}:owner`],
  );
  return new Map(rows.map(({ id, ...row }) => [id as string, withoutNulls(row)]));
}
