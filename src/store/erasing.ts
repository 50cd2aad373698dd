import type { OwnedEpisode } from '../domain/decision.ts';
import { json, type Tx, timestamp } from './db.ts';
import { latestEpisodes } from './looks.ts';

/** What there is of somebody who asked to be forgotten: ids that say nothing of anybody once the rest is gone. */
export type Erasing = {
  leads: string[];
  episodes: string[];
  /** The CRM's ids of the tasks about them. */
  tasks: string[];
  /** The records of the person: the one named, all that went into it by merges, and all that are linked with it in another CRM. */
  records: string[];
  /** Records of others who were known as the same lead: they had the same address. */
  others: string[];
};

/** A message that names an erased lead and may still be changed. */
export type ErasedMessage = { kind: 'notice' | 'digest'; channel: string; place: string; message: string };

/** The leads behind a record and all that went into it, whether or not the CRM still has those; the leads are locked. */
export async function erasingOf(tx: Tx, workspace: string, crm: string, record: string): Promise<Erasing> {
  const records = await mergedInto(tx, workspace, crm, record);
  const found = await tx.query<{ id: string }>(
    `select l.id from leads l where l.workspace = $1 and l.id in (
       select i.id from identities i where i.workspace = $1 and i.kind = $3 || ':contact' and i.value = any($2)
       union select g.lead from gone_records g where g.workspace = $1 and g.crm = $3 and g.record = any($2))
     order by l.id for update of l`,
    [workspace, records, crm],
  );
  const leads = found.map(({ id }) => id);
  const others = await tx.query<{ value: string }>(
    'select value from identities where workspace = $1 and kind = $2 and id = any($3) and not value = any($4)',
    [workspace, `${crm}:contact`, leads, records],
  );
  const episodes = await tx.query<{ id: string; task: string | null }>(
    'select id, task from episodes where workspace = $1 and lead = any($2)',
    [workspace, leads],
  );
  // Of rounds before: an episode knows its last task only.
  const made = await tx.query<{ task: string }>(
    `select distinct outcome ->> 'taskId' as task from steps
     where workspace = $1 and subject = any($2) and kind = 'task' and outcome ->> 'taskId' is not null`,
    [workspace, leads],
  );
  return {
    leads,
    episodes: episodes.map(({ id }) => id),
    tasks: [...new Set([...episodes, ...made].flatMap(({ task }) => task ?? []))],
    records,
    others: others.map(({ value }) => value),
  };
}

/** The record, those that became it, and those of another CRM that are the same person, step by step. */
async function mergedInto(tx: Tx, workspace: string, crm: string, record: string): Promise<string[]> {
  const rows = await tx.query<{ record: string }>(
    `with recursive same(record) as (
       select $3::text union
       select found.record from same s cross join lateral (
         select m.record from merged_records m where m.workspace = $1 and m.crm = $2 and m."into" = s.record
         union all select l.second from crm_links l where l.workspace = $1 and l.first = s.record
         union all select l.first from crm_links l where l.workspace = $1 and l.second = s.record) as found)
     select record from same`,
    [workspace, crm, record],
  );
  return rows.map((row) => row.record);
}

/** Those of these leads' episodes that are not over. */
export async function openEpisodesOf(tx: Tx, workspace: string, leads: string[]): Promise<OwnedEpisode[]> {
  const latest = await latestEpisodes(tx, workspace, leads);
  return [...latest.values()].filter(({ state }) => state !== 'closed');
}

/** Messages that name these leads, beside alerts. From now on it is not known any more that they do: whoever asks must keep the answer. */
export async function takeMessagesNaming(tx: Tx, workspace: string, leads: string[]): Promise<ErasedMessage[]> {
  return tx.query<ErasedMessage>(
    `with naming as (
       delete from message_leads where workspace = $1 and lead = any($2) returning kind, channel, place, message)
     select distinct kind, channel, place, message from naming`,
    [workspace, leads],
  );
}

/** What is under way to change the messages of these episodes. */
export async function areCardsDue(tx: Tx, workspace: string, episodes: string[]): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from steps where workspace = $1 and kind = 'card' and subject = any($2) and done_at is null
       and failed_at is null limit 1`,
    [workspace, episodes],
  );
  return rows.length > 0;
}

/** A task that was being made when its lead was erased: it is done with the others. */
export async function keepErasedTask(tx: Tx, workspace: string, { lead, task }: { lead: string; task: string }) {
  await tx.query(
    `update steps set payload = jsonb_set(payload, '{begun,tasks}', payload #> '{begun,tasks}' || to_jsonb($3::text))
     where workspace = $1 and kind = 'erase' and done_at is null and failed_at is null
       and payload #> '{begun,leads}' ? $2`,
    [workspace, lead, task],
  );
}

/** The step of erasing goes on at `at`: what it needs to end is kept with it. */
export async function goOnErasing(tx: Tx, workspace: string, step: string, payload: object, at: number): Promise<void> {
  await tx.query(
    'update steps set payload = $3, due_at = $4, claimed_until = null, attempts = 0 where workspace = $1 and id = $2',
    [workspace, step, json(payload), timestamp(at)],
  );
}
