import type { NoticeFacts } from '../domain/telling/noticeWords.ts';
import type { NoticeKind } from '../domain/telling/preferences.ts';
import { type Tx, timestamp, withoutNulls } from './db.ts';
import { newestRecord } from './looks.ts';

/** A notice with the person it is about; of a company that is its strongest lead. Reps are ids. Times are epoch ms. */
export type KeptNotice = {
  id: string;
  kind: NoticeKind;
  at: number;
  createdAt: number;
  facts: NoticeFacts;
  /** It is about a whole company. */
  isCompany: boolean;
  account?: string;
  lead?: string;
  /** The CRM's record of the lead. */
  record?: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  phone?: string;
  jobTitle?: string;
  company?: string;
  score?: number;
  /** The lead's owner, where that is an active rep. */
  owner?: string;
  /** The lead's open episode, and who has that. */
  episode?: string;
  assignee?: string;
};

type Which = { keys: string[] } | { ids: string[] } | { after: number; upTo: number };

/** Notices by their keys or ids, or those kept in a stretch of time (`after` is not in it); oldest first. */
export async function keptNotices(tx: Tx, workspace: string, which: Which, crm: string): Promise<KeptNotice[]> {
  const [condition, values] = conditionOf(which);
  const rows = await tx.query<Record<string, unknown>>(
    `select n.id, n.kind, n.at, n.created_at as "createdAt", n.facts, n.lead is null as "isCompany",
       coalesce(n.account, l.account) as account, l.id as lead, ${newestRecord('l.id', '$2')} as record,
       l.first_name as "firstName", l.last_name as "lastName", l.email, l.phone, l.job_title as "jobTitle", l.company, l.score,
       r.id as owner, e.id as episode, e.assignee
     from notices n
     left join leads l on l.workspace = $1 and l.id = coalesce(n.lead, (n.facts #>> '{people,0,id}')::uuid)
     left join identities i on i.workspace = $1 and i.kind = $3 and i.value = l.crm_owner
     left join reps r on r.workspace = $1 and r.id = i.id and r.active
     left join episodes e on e.workspace = $1 and e.lead = n.lead and e.state <> 'closed'
     where n.workspace = $1 and ${condition} order by n.created_at, n.id`,
    [workspace, `${crm}:contact`, `${crm}:owner`, ...values],
  );
  return rows.map((row) => withoutNulls(row) as KeptNotice);
}

function conditionOf(which: Which): [string, unknown[]] {
  if ('keys' in which) return ['n.key = any($4)', [which.keys]];
  if ('ids' in which) return ['n.id = any($4)', [which.ids]];
  return ['n.created_at > $4 and n.created_at <= $5', [timestamp(which.after), timestamp(which.upTo)]];
}

/** When each of these reps was last told of each of these companies since `since`: by `rep:account`, epoch ms. */
export async function toldOfCompanies(
  tx: Tx,
  workspace: string,
  reps: string[],
  since: number,
): Promise<Map<string, number>> {
  const rows = await tx.query<{ key: string; at: number }>(
    `select d.rep || ':' || coalesce(n.account, l.account) as key, max(d.posted_at) as at
     from deliveries d
     join steps s on s.workspace = $1 and s.id = d.step
     join notices n on n.workspace = $1 and n.id::text = s.subject
     left join leads l on l.workspace = $1 and l.id = n.lead
     where d.workspace = $1 and d.kind = 'notice' and d.rep = any($2) and d.posted_at > $3
       and coalesce(n.account, l.account) is not null
     group by 1`,
    [workspace, reps, timestamp(since)],
  );
  return new Map(rows.map(({ key, at }) => [key, at]));
}

/** What people call these leads. */
export async function leadNames(tx: Tx, workspace: string, leads: string[]): Promise<Map<string, string>> {
  if (leads.length === 0) return new Map();
  const rows = await tx.query<{ id: string; name: string | null }>(
    `select id, coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email) as name from leads
     where workspace = $1 and id = any($2)`,
    [workspace, leads],
  );
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])));
}
