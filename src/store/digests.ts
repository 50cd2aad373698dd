import type { ClosedAs } from '../domain/episodes.ts';
import { type Tx, timestamp, withoutNulls } from './db.ts';
import { newestRecord } from './looks.ts';

/** Some time, epoch ms: `after` is not in it, `upTo` is. */
export type Stretch = { after: number; upTo: number };

/** A hot lead that a rep had, and how it went. Times are epoch ms. */
export type HadLead = {
  episode: string;
  lead: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  company?: string;
  /** When the rep got it, and until when they had it. */
  from: number;
  until?: number;
  /** By when this rep was to answer: whoever got it after them has longer. */
  respondBy: number;
  contactedAt?: number;
  /** Whoever answered. */
  contactRep?: string;
  /** What the ladder did last, in words. */
  escalated?: string;
};

/** The leads whose answer of this rep was due in (after, upTo], whether or not it came; closed before, none was owed any more. */
export async function dueAnswers(tx: Tx, workspace: string, rep: string, { after, upTo }: Stretch): Promise<HadLead[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select * from (
       select distinct on (e.id) e.id as episode, e.lead, l.first_name as "firstName", l.last_name as "lastName", l.email, l.company,
         h.from_at as "from", h.until_at as "until", ${DUE} as "respondBy", r.contacted_at as "contactedAt",
         r.contact_rep as "contactRep", e.escalated, e.closed_at as "closedAt"
       from holdings h
       join episodes e on e.workspace = $1 and e.id = h.episode and e.round = h.round
       join rounds r on r.workspace = $1 and r.episode = h.episode and r.round = h.round
       join leads l on l.workspace = $1 and l.id = e.lead
       where h.workspace = $1 and h.rep = $2 and not e.fyi and h.from_at <= $4
       order by e.id, h.from_at desc) had
     where "respondBy" > $3 and "respondBy" <= $4
       and ("closedAt" is null or "closedAt" > "respondBy" or "contactedAt" is not null)`,
    [workspace, rep, timestamp(after), timestamp(upTo)],
  );
  return rows.map(({ closedAt: _closedAt, ...row }) => withoutNulls(row) as HadLead);
}

/** By when whoever had it was to answer: of who has it by now it may have been moved. */
const DUE = 'case when e.assignee = h.rep then e.respond_by else coalesce(h.respond_by, e.respond_by) end';

/** Up to when the last digest of a rep (by id) or a manager (by e-mail) told of things; undefined: there was none. */
export async function lastDigestUpTo(tx: Tx, workspace: string, subject: string): Promise<number | undefined> {
  const [row] = await tx.query<{ at: number | null }>(
    `select max((outcome->>'upTo')::float8) as at from steps
     where workspace = $1 and subject = $2 and kind = 'digest' and done_at is not null`,
    [workspace, subject],
  );
  return row?.at ?? undefined;
}

/** Of each type of signal that made leads hot in (after, upTo]: how many it did, and how many of them reps closed as no fit. */
export async function notAFitByType(
  tx: Tx,
  workspace: string,
  { after, upTo }: Stretch,
): Promise<{ type: string; of: number; notAFit: number }[]> {
  return tx.query(
    `select type, count(*) as of, count(*) filter (where closed_as = 'not_a_fit') as "notAFit" from rounds
     where workspace = $1 and not fyi and started_at > $2 and started_at <= $3 group by type order by type`,
    [workspace, timestamp(after), timestamp(upTo)],
  );
}

/**
 * How many hot leads each rep got in (after, upTo], how many of those they contacted themselves, and how many were theirs to contact:
 * not what they or others handed on before it was due, nor what was closed as no fit, won, lost or a duplicate.
 */
export async function leadsByRep(
  tx: Tx,
  workspace: string,
  { after, upTo }: Stretch,
): Promise<{ rep: string; given: number; owed: number; contacted: number }[]> {
  return tx.query(
    `with had as (
       select h.rep, (h.episode, h.round) as round,
         r.contacted_at is not null and coalesce(r.contact_rep, h.rep) = h.rep as contacted,
         coalesce(h.until_at < h.respond_by, false)
           or (r.contacted_at is null and r.closed_as is not null and r.closed_as <> 'cooled') as gone
       from holdings h join rounds r on r.workspace = $1 and r.episode = h.episode and r.round = h.round
       where h.workspace = $1 and not r.fyi and h.from_at > $2 and h.from_at <= $3
     )
     select rep, count(distinct round) as given, count(distinct round) filter (where contacted or not gone) as owed,
       count(distinct round) filter (where contacted) as contacted
     from had group by rep order by rep`,
    [workspace, timestamp(after), timestamp(upTo)],
  );
}

/** Active reps whom the chat cannot reach, with why, by name. */
export async function unreachable(tx: Tx, workspace: string): Promise<{ name: string; because: string }[]> {
  return tx.query(
    `select name, chat_trouble as because from reps where workspace = $1 and active and chat_trouble is not null
     order by name, id`,
    [workspace],
  );
}

/** A hot lead without an episode, with what says whether anybody may hear of it. */
export type QuietLead = {
  id: string;
  record?: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  jobTitle?: string;
  company?: string;
  companySize?: string;
  industry?: string;
  country?: string;
  lifecycle?: string;
  status?: string;
  unsubscribed: boolean;
  score: number;
  lanes: string[];
  hotSince: number;
  /** How its last episode was closed, and when. */
  closedAs?: ClosedAs;
  closedAt?: number;
};

/** More in one list nobody reads. */
const MOST_QUIET = 20;

/**
 * Leads that are hot since (after, upTo] and opened no episode, hottest first: nothing new made them so. With `owner`, a rep's
 * id, only theirs; without, those that no active rep owns. Whether anybody may hear of them is the caller's to ask.
 */
export async function quietlyHot(
  tx: Tx,
  workspace: string,
  { after, upTo }: Stretch,
  { crm, owner }: { crm: string; owner?: string },
): Promise<QuietLead[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select l.id, ${newestRecord('l.id', '$5')} as record, l.first_name as "firstName", l.last_name as "lastName", l.email,
       l.job_title as "jobTitle", l.company, l.company_size as "companySize", l.industry, l.country, l.lifecycle,
       l.crm_status as status, l.unsubscribed, l.score, l.lanes, l.hot_since as "hotSince", last."closedAs", last."closedAt"
     from leads l
     left join lateral (select e.closed_as as "closedAs", e.closed_at as "closedAt" from episodes e
       where e.workspace = $1 and e.lead = l.id order by e.opened_at desc limit 1) last on true
     left join identities i on i.workspace = $1 and i.kind = $6 and i.value = l.crm_owner
     left join reps r on r.workspace = $1 and r.id = i.id and r.active
     where l.workspace = $1 and l.hot and l.hot_since > $2 and l.hot_since <= $3 and r.id is not distinct from $4::uuid
       and not exists (select 1 from episodes e where e.workspace = $1 and e.lead = l.id
         and (e.state <> 'closed' or e.closed_at > $2))
     order by l.score desc, l.id limit ${MOST_QUIET}`,
    [workspace, timestamp(after), timestamp(upTo), owner ?? null, `${crm}:contact`, `${crm}:owner`],
  );
  return rows.map((row) => withoutNulls(row) as QuietLead);
}
