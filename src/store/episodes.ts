import type { EpisodeRow, OwnedEpisode } from '../domain/decision.ts';
import { json, timesAsText, type Tx } from './db.ts';
import { newestRecord } from './looks.ts';

/** Opens episodes; the database refuses a second open one of a lead. */
export async function openEpisodes(tx: Tx, workspace: string, episodes: EpisodeRow[]): Promise<void> {
  if (episodes.length === 0) return;
  const rows = episodes.map((episode) => timesAsText(episode, ['triggerAt', 'openedAt', 'respondBy', 'hotUntil']));
  await tx.query(
    `insert into episodes (workspace, id, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at,
       respond_by, hot_until, routing_note, facts)
     select $1, id, lead, kind, state, round, tier, score, reasons, late, "triggerAt", "openedAt", "respondBy", "hotUntil",
       'not routed yet', facts
     from jsonb_to_recordset($2::jsonb) as e(id uuid, lead uuid, kind text, state text, round int, tier smallint, score int,
       reasons jsonb, late boolean, "triggerAt" timestamptz, "openedAt" timestamptz, "respondBy" timestamptz, "hotUntil" timestamptz,
       facts jsonb)`,
    [workspace, json(rows)],
  );
}

/** Writes state, tier, round and closing of known episodes. A new round (it has `facts`) begins with nobody. */
export async function changeEpisodes(
  tx: Tx,
  workspace: string,
  episodes: (OwnedEpisode & Partial<EpisodeRow>)[],
): Promise<void> {
  if (episodes.length === 0) return;
  const rows = episodes.map((episode) =>
    timesAsText(episode, ['triggerAt', 'firstContactAt', 'closedAt', 'respondBy', 'hotUntil']),
  );
  await tx.query(
    `update episodes e set state = r.state, tier = r.tier, round = r.round, trigger_at = r."triggerAt",
       first_contact_at = r."firstContactAt", closed_at = r."closedAt", closed_as = r."closedAs",
       respond_by = coalesce(r."respondBy", e.respond_by), hot_until = coalesce(r."hotUntil", e.hot_until),
       score = coalesce(r.score, e.score), reasons = coalesce(r.reasons, e.reasons), facts = coalesce(r.facts, e.facts),
       assignee = case when r.facts is null then e.assignee end,
       claimed_by = case when r.facts is null then e.claimed_by end,
       claimed_at = case when r.facts is null then e.claimed_at end,
       snoozed_until = case when r.facts is null then e.snoozed_until end,
       ladder = case when r.facts is null then e.ladder end, task = case when r.facts is null then e.task end,
       ladder_ended = r.facts is null and e.ladder_ended,
       status_before = case when r.facts is null then e.status_before end,
       claimable_by = case when r.facts is null then e.claimable_by end,
       claim_pool = case when r.facts is null then e.claim_pool end,
       waiting_because = case when r.facts is null then e.waiting_because end,
       waiting_until = case when r.facts is null then e.waiting_until end,
       unassigned = r.facts is null and e.unassigned, fyi = r.facts is null and e.fyi,
       escalated = case when r.facts is null then e.escalated end,
       tried = case when r.facts is null then e.tried else '[]' end,
       routing_note = case when r.facts is null then e.routing_note else 'not routed yet' end
     from jsonb_to_recordset($2::jsonb) as r(id uuid, state text, tier smallint, round int, "triggerAt" timestamptz,
       "firstContactAt" timestamptz, "closedAt" timestamptz, "closedAs" text, "respondBy" timestamptz, "hotUntil" timestamptz,
       score int, reasons jsonb, facts jsonb)
     where e.workspace = $1 and e.id = r.id`,
    [workspace, json(rows)],
  );
}

export type HotLead = {
  episode: string;
  lead: string;
  record: string;
  firstName?: string;
  lastName?: string;
  company?: string;
  score: number;
  tier: number;
  state: string;
  reasons: string[];
  owner?: string;
  assignee?: string;
  openedAt: number;
  respondBy: number;
};

/** The newest episodes with their people, for a page that a person reads. */
export async function recentEpisodes(tx: Tx, workspace: string, crm: string, limit: number): Promise<HotLead[]> {
  return tx.query<HotLead>(
    `select e.id as episode, e.lead, ${newestRecord('e.lead', '$2')} as record, l.first_name as "firstName", l.last_name as "lastName", l.company,
       e.score, e.tier, e.state, e.reasons, o.name as owner, a.name as assignee, e.opened_at as "openedAt",
       e.respond_by as "respondBy"
     from episodes e
     join leads l on l.workspace = e.workspace and l.id = e.lead
     left join reps o on o.workspace = e.workspace and o.id = e.owner
     left join reps a on a.workspace = e.workspace and a.id = e.assignee
     where e.workspace = $1 order by e.opened_at desc limit $3`,
    [workspace, `${crm}:contact`, limit],
  );
}
