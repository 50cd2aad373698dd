import type { ClosedAs } from '../domain/episodes.ts';
import type { ToldDecision, ToldRound } from '../domain/story/story.ts';
import type { Numbered } from '../domain/plan/redecideRow.ts';
import { type Tx, withoutNulls } from './db.ts';
import { watchedSince } from './keptLeads.ts';
import { signalColumns } from './signals.ts';

/** A lead with everything kept of the person, for whoever asks about this one. Times are epoch ms. */
export type StoryLead = {
  id: string;
  /** `hubspot 55`: the CRM and its id of the record. */
  records: string[];
  account?: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  phone?: string;
  jobTitle?: string;
  company?: string;
  companySize?: string;
  industry?: string;
  country?: string;
  lifecycle?: string;
  status?: string;
  /** The CRM's owner id. */
  owner?: string;
  unsubscribed: boolean;
  createdAt: number;
};

const LEAD = `l.id, l.account, l.email, l.first_name as "firstName", l.last_name as "lastName", l.phone,
  l.job_title as "jobTitle", l.company, l.company_size as "companySize", l.industry, l.country, l.lifecycle,
  l.crm_status as status, l.crm_owner as owner, l.unsubscribed, l.created_at as "createdAt",
  array(select replace(i.kind, ':contact', '') || ' ' || i.value from identities i
    where i.workspace = $1 and i.id = l.id and i.kind like '%:contact' order by 1) as records`;

/** The lead of a CRM's record, with since when it is hot and its episode that is not closed; undefined when nobody knows it. */
export async function leadOfRecord(
  tx: Tx,
  workspace: string,
  crm: string,
  record: string,
): Promise<(StoryLead & { hotSince?: number; open?: string }) | undefined> {
  const [row] = await tx.query<Record<string, unknown>>(
    `select ${LEAD}, l.hot_since as "hotSince", (select e.id from episodes e where e.workspace = $1 and e.lead = l.id
       and e.state <> 'closed' order by e.opened_at desc limit 1) as open
     from leads l where l.workspace = $1
       and l.id = (select i.id from identities i where i.workspace = $1 and i.kind = $2 and i.value = $3)`,
    [workspace, `${crm}:contact`, record],
  );
  return row && (withoutNulls(row) as StoryLead);
}

/** Leads that are meant by our id, an e-mail in any case, or a CRM's id of a record: what was said, or one of `records`. */
export async function leadsMeant(
  tx: Tx,
  workspace: string,
  said: string,
  records: string[] = [said],
): Promise<StoryLead[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select ${LEAD}
     from leads l where l.workspace = $1 and (l.id::text = lower($2) or lower(l.email) = lower($2)
       or l.id in (select i.id from identities i where i.workspace = $1 and i.subject = 'lead'
         and (i.kind like '%:contact' and i.value = any($3) or i.kind = 'email' and i.value = lower($2))))
     order by l.id limit 10`,
    [workspace, said, records],
  );
  return rows.map((row) => withoutNulls(row) as StoryLead);
}

/** Everything kept of one lead, each in the order in which it was known. */
export async function storyRows(tx: Tx, workspace: string, lead: StoryLead) {
  return {
    watchingSince: await watchedSince(tx, workspace),
    signals: await signalsOf(tx, workspace, lead),
    decisions: await tx.query<ToldDecision>(
      `select id, lead, kind, at, watermark, model_hash as "modelHash", model_version as version, inputs, outcome
       from decisions where workspace = $1 and lead = $2 order by id`,
      [workspace, lead.id],
    ),
    rounds: await roundsOf(tx, workspace, lead.id),
    steps: await stepsOf(tx, workspace, lead),
    episode: await episodeOf(tx, workspace, lead.id),
    write: await writeOf(tx, workspace, lead.id),
    reps: await tx.query<{ id: string; name: string; record?: string }>(
      `select r.id, r.name, (select i.value from identities i where i.workspace = $1 and i.id = r.id and i.kind like '%:owner'
         limit 1) as record from reps r where r.workspace = $1`,
      [workspace],
    ),
  };
}

async function signalsOf(tx: Tx, workspace: string, { id, account }: StoryLead): Promise<Numbered[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select ${signalColumns('s')} from signals s where s.workspace = $1 and (s.lead = $2 or s.account = $3) order by s.seq`,
    [workspace, id, account ?? null],
  );
  return rows.map((row) => withoutNulls(row) as Numbered);
}

async function roundsOf(tx: Tx, workspace: string, lead: string): Promise<ToldRound[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select episode, round, started_at as "startedAt", opened_at as "openedAt", contacted_at as "contactedAt",
       contact_kind as "contactKind", contact_rep as "contactRep", working_ms as "workingMs", closed_at as "closedAt",
       closed_as as "closedAs"
     from rounds where workspace = $1 and lead = $2 order by opened_at, round`,
    [workspace, lead],
  );
  return rows.map((row) => withoutNulls(row) as ToldRound);
}

/** Tasks and alerts that were made or given up. */
export type StoryStep = {
  id: string;
  kind: 'task' | 'alert';
  at: number;
  task?: string;
  channel?: string;
  place?: string;
  repeated?: boolean;
  error?: string;
};

async function stepsOf(tx: Tx, workspace: string, { id, records }: StoryLead): Promise<StoryStep[]> {
  const known = [id, ...records.map((record) => record.slice(record.indexOf(' ') + 1))];
  const rows = await tx.query<Record<string, unknown>>(
    `select s.id, case s.kind when 'task' then 'task' else 'alert' end as kind, coalesce(d.posted_at, s.done_at, s.failed_at) as at, s.outcome ->> 'taskId' as task, d.channel,
       d.place, d.repeated, case when s.failed_at is not null then s.last_error end as error
     from steps s left join deliveries d on d.workspace = $1 and d.step = s.id
     where s.workspace = $1 and s.kind in ('task', 'alert', 'post') and (s.done_at is not null or s.failed_at is not null)
       and not (s.done_at is not null and coalesce(s.outcome ? 'because', false))
       and s.subject in (select unnest($2::text[]) union all
         select e.id::text from episodes e where e.workspace = $1 and e.lead = $3)
     order by 3`,
    [workspace, known, id],
  );
  return rows.map((row) => withoutNulls(row) as StoryStep);
}

/** The newest episode. `owner` and `assignee` are reps' ids. */
export type StoryEpisode = {
  state: string;
  openedAt: number;
  respondBy: number;
  owner?: string;
  assignee?: string;
  firstContactAt?: number;
  closedAt?: number;
  closedAs?: ClosedAs;
  waitingBecause?: string;
};

async function episodeOf(tx: Tx, workspace: string, lead: string): Promise<StoryEpisode | undefined> {
  const [row] = await tx.query<Record<string, unknown>>(
    `select state, opened_at as "openedAt", respond_by as "respondBy", owner, assignee, first_contact_at as "firstContactAt",
       closed_at as "closedAt", closed_as as "closedAs", waiting_because as "waitingBecause"
     from episodes where workspace = $1 and lead = $2 order by opened_at desc limit 1`,
    [workspace, lead],
  );
  return row && (withoutNulls(row) as StoryEpisode);
}

/** What the CRM does not have yet, and why. */
async function writeOf(
  tx: Tx,
  workspace: string,
  lead: string,
): Promise<{ fields: string[]; error?: string } | undefined> {
  const [row] = await tx.query<Record<string, unknown>>(
    `select array(select jsonb_object_keys(wanted || sending)) as fields, last_error as error from crm_writes
     where workspace = $1 and lead = $2 and (wanted <> '{}'::jsonb or sending <> '{}'::jsonb) limit 1`,
    [workspace, lead],
  );
  return row && (withoutNulls(row) as { fields: string[]; error?: string });
}
