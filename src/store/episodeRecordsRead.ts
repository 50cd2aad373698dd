import { newestRecord } from './looks.ts';
import { type Tx, timestamp, withoutNulls } from './db.ts';

/**
 * An episode as the CRM's own reports are to show it: its clocks are those of its first round, which never change again. Times are
 * epoch ms.
 */
export type RecordedEpisode = {
  episode: string;
  /** Absent when the CRM has no record of the lead any more. */
  record?: string;
  /** The CRM's owner id of whoever has it. */
  ownerId?: string;
  state: 'open' | 'claimed' | 'contacted' | 'closed';
  closedAs?: string;
  tier: 1 | 2;
  signalAt: number;
  openedAt: number;
  respondBy: number;
  firstActionAt?: number;
  firstContactAt?: number;
  /** The CRM's id of the deal that came of it. */
  dealId?: string;
  /** Told for information only: no clock, and no figure is made of it. */
  fyi: boolean;
  /** The CRM has it already. */
  sent: boolean;
};

/** A time that is gathered: the next multiple of `everyMs`, or $3. */
export const GATHERED = `case when (s.payload ->> 'everyMs')::float8 > 0 then to_timestamp((floor(extract(epoch from $3::timestamptz) * 1000
    / (s.payload ->> 'everyMs')::float8) + 1) * (s.payload ->> 'everyMs')::float8 / 1000) else $3::timestamptz end`;

/** The deals of an episode `e`'s lead, looked up one by one: as a join the planner read them all. */
const deals = (link: string, name: string) =>
  `deal_leads ${link} cross join lateral (select t.id, t.state, t.created_at, t.changed_at from deals t
     where t.workspace = $1 and t.id = ${link}.deal limit 1) ${name} where ${link}.workspace = $1 and ${link}.lead = e.lead`;

/**
 * The deal that came of an episode `e`, as the figures credit it (domain/figures/opportunities.ts): the first that began since its
 * signal, unless one was under way by then or nobody knows when one began. Of a lead's episodes the last before the deal has it. (By
 * its times alone the planner would look for a later episode among everybody's.)
 */
const DEAL = `(select substr(d.id, length($2) + 2) from ${deals('dl', 'd')}
    and starts_with(d.id, $2 || ':') and d.created_at >= c.started_at
    and not exists (select from ${deals('ol', 'o')} and (o.created_at is null or o.created_at < c.started_at
      and (o.state = 'open' or o.changed_at is null or o.changed_at >= c.started_at)))
    and not exists (select from episodes n where n.workspace = $1 and n.lead = e.lead
      and n.opened_at - e.opened_at > interval '0'
      and (select min(r.started_at) from rounds r where r.workspace = $1 and r.episode = n.id) <= d.created_at)
  order by d.created_at, d.id limit 1)`;

const RECORD = newestRecord('e.lead', "$2 || ':contact'");

/** The step of an episode `e`, looked up as deals are. */
const STEP = `select k.id, k.outcome, k.done_at, k.failed_at from steps k
  where k.workspace = $1 and k.key = 'record:' || e.id limit 1`;

const CLOCK = `cross join lateral (
  select coalesce(min(r.started_at), e.trigger_at) as started_at, min(r.claimed_at) as claimed_at,
    min(r.contacted_at) as contacted_at, coalesce((array_agg(r.fyi order by r.round))[1], e.fyi) as fyi
  from rounds r where r.workspace = $1 and r.episode = e.id) c`;

/** What a rep first did about it: a claim, a contact, or whatever else was pressed. Managers' deeds are none. */
const FIRST_ACTION = `least(c.claimed_at, c.contacted_at, (
  select min(d.at) from decisions d where d.workspace = $1 and d.lead = e.lead and d.inputs ? 'deed' and d.inputs ? 'by'
    and e.id::text in (d.inputs ->> 'episode', d.outcome ->> 'episode')))`;

/** These episodes as they are now. Those of erased people are not among them. */
export async function recordedEpisodes(
  tx: Tx,
  workspace: string,
  crm: string,
  episodes: string[],
): Promise<RecordedEpisode[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select e.id as episode, ${RECORD} as record, e.state, e.closed_as as "closedAs", e.tier, c.started_at as "signalAt",
       e.opened_at as "openedAt", c.contacted_at as "firstContactAt", ${FIRST_ACTION} as "firstActionAt", ${DEAL} as "dealId",
       c.fyi, coalesce(s.outcome ? 'record', false) as sent,
       case when e.round > 1 then coalesce((select h.respond_by from holdings h where h.workspace = $1 and h.episode = e.id
         and h.round = 1 and h.respond_by is not null order by h.from_at desc limit 1), e.respond_by)
         else e.respond_by end as "respondBy",
       (select i.value from identities i where i.workspace = $1 and i.id = e.assignee and i.kind = $2 || ':owner'
         order by i.value limit 1) as "ownerId"
     from episodes e ${CLOCK}
     cross join lateral (${STEP}) s
     where e.workspace = $1 and e.id = any($3)`,
    [workspace, crm, episodes],
  );
  return rows.map((row) => withoutNulls(row) as RecordedEpisode);
}

/** What was refused for good is tried again so much later: somebody may have mended the org. */
const REFUSED = "interval '1 day'";

/**
 * Finds what changed without an event: another record of the lead after a merge, another deal, episodes from before they were kept
 * in the CRM; and what was refused a day ago. `of`: only leads of a deal that was read since then. Safe twice.
 */
export async function sweepRecords(
  tx: Tx,
  workspace: string,
  { crm, since, everyMs, of }: { crm: string; since: number; everyMs: number; of?: number },
  now: number,
): Promise<void> {
  const theirs =
    of === undefined
      ? ''
      : // An array is made once; as a join the planner made it anew for every episode.
        `and e.lead = any(array(select distinct l.lead from deals t join deal_leads l on l.workspace = $1 and l.deal = t.id
           where t.workspace = $1 and t.read_at >= '${timestamp(of)}'))`;
  const which = `e.workspace = $1 and e.opened_at >= $4 ${theirs}`;
  const values = [workspace, crm, timestamp(now), timestamp(since)];
  const changed = await tx.query<{ id: string }>(
    `select s.id from episodes e ${CLOCK} cross join lateral (${STEP}) s
     where ${which} and (s.failed_at < $3::timestamptz - ${REFUSED} or s.done_at is not null and s.outcome ? 'record'
       and ${RECORD} is not null
       and (s.outcome ->> 'record' is distinct from ${RECORD} or s.outcome ->> 'deal' is distinct from ${DEAL}))`,
    values,
  );
  for (let at = 0; at < changed.length; at += AGAIN_AT_ONCE)
    await againRecords(
      tx,
      workspace,
      changed.slice(at, at + AGAIN_AT_ONCE).map(({ id }) => id),
      now,
    );
  const missing = await tx.query<{ id: string }>(
    `select e.id from episodes e
     where ${which} and $3::timestamptz is not null and ${RECORD} is not null and (select s.id from (${STEP}) s) is null`,
    values,
  );
  await addRecords(tx, workspace, { episodes: missing.map(({ id }) => id), everyMs }, now);
}

/** Episodes from before they were kept in the CRM, with what is known of their opening. */
async function addRecords(
  tx: Tx,
  workspace: string,
  { episodes, everyMs }: { episodes: string[]; everyMs: number },
  now: number,
): Promise<void> {
  await tx.query(
    `insert into steps (workspace, kind, key, subject, payload, created_at, due_at)
     select $1, 'record', 'record:' || e.id, e.id::text, jsonb_build_object('seq', 0, 'everyMs', $4::float8, 'score', e.score,
       'reason', coalesce((select string_agg(t, '; ') from jsonb_array_elements_text(e.facts -> 'dated') t), '')), $3, $3
     from episodes e where e.workspace = $1 and e.id = any($2)
     order by 3 on conflict (workspace, key) do nothing`,
    [workspace, episodes, timestamp(now), everyMs],
  );
}

/** Thousands joined in one statement would be compared each with each. */
const AGAIN_AT_ONCE = 250;

/** What something happens to meanwhile is told anew anyway. */
async function againRecords(tx: Tx, workspace: string, ids: string[], now: number): Promise<void> {
  await tx.query(
    `with mine as (select id from steps where workspace = $1 and id = any($2)
       and (done_at is not null or failed_at is not null) order by key for update skip locked)
     update steps s set done_at = null, failed_at = null, attempts = 0, due_at = ${GATHERED}
     from mine where s.workspace = $1 and s.id = mine.id and s.id = any($2)`,
    [workspace, ids, timestamp(now)],
  );
}
