import type { ClosedAs } from '../domain/episodes.ts';
import type { DecisionRow, Numbered } from '../domain/plan/redecideRow.ts';
import { type Tx, timestamp, withoutNulls } from './db.ts';

/** Everything kept of a lead that decisions are made of. Times are epoch ms. */
export type KeptLeadRow = {
  id: string;
  /** The CRM record's id, to show to people. */
  record?: string;
  email?: string;
  jobTitle?: string;
  country?: string;
  companySize?: string;
  industry?: string;
  lifecycle?: string;
  /** Since when it has this lifecycle; absent when it had it as it was read for the first time. */
  lifecycleAt?: number;
  status?: string;
  /** Since when it is known to have this status; absent when that was before anybody kept it. */
  statusAt?: number;
  unsubscribed: boolean;
  /** Its own and its company's, without the words they were read from. */
  signals: Numbered[];
  /** First contacts by a person, one at most for each episode. */
  contacts: number[];
  /** Episodes that were closed, in the order in which they opened. */
  closings: { at: number; as: ClosedAs }[];
  /** When its deals were won, as their CRM tells it. */
  dealsWon: number[];
  /** What was decided of it, oldest first. */
  decisions: DecisionRow[];
};

/** Since when the workspace watches its leads, epoch ms: heat from before is history. */
export async function watchedSince(tx: Tx, workspace: string): Promise<number> {
  const [row] = await tx.query<{ since: number }>('select created_at as since from workspaces where workspace = $1', [
    workspace,
  ]);
  return row?.since ?? 0;
}

/** Before every lead's id. */
export const FIRST_LEAD = '00000000-0000-0000-0000-000000000000';

/**
 * The next leads in the order of their ids, after `after`; the last of them is the next `after`, and none is the end. Of
 * signals those later than `since`, and every reading of a state, which may last longer.
 */
export async function keptLeads(
  tx: Tx,
  workspace: string,
  query: { after: string; since: number; limit: number },
): Promise<KeptLeadRow[]> {
  const leads = await leadsAfter(tx, workspace, query.after, query.limit);
  const last = leads.at(-1)?.id;
  if (last === undefined) return [];
  const accounts = [...new Set(leads.flatMap(({ account }) => account ?? []))];
  const range = { after: query.after, last };
  const signals = await signalsOf(tx, workspace, range, { accounts, since: query.since });
  const answers = await answersTo(tx, workspace, range);
  const won = await dealsWonOf(tx, workspace, range);
  const decisions = await decisionsOf(tx, workspace, range);
  return leads.map(({ account, ...lead }) => ({
    ...lead,
    signals: [...(signals.get(lead.id) ?? []), ...(account === undefined ? [] : (signals.get(account) ?? []))],
    ...answersOf(answers.get(lead.id) ?? []),
    dealsWon: won.get(lead.id)?.map(({ at }) => at) ?? [],
    decisions: decisions.get(lead.id) ?? [],
  }));
}

/** Asked for as a range: that is planned and read several times faster than as two thousand ids. */
type Range = { after: string; last: string };
type LeadRow = Omit<KeptLeadRow, 'signals' | 'contacts' | 'closings' | 'dealsWon' | 'decisions'> & { account?: string };

async function leadsAfter(tx: Tx, workspace: string, after: string, limit: number): Promise<LeadRow[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select l.id, l.account, l.email, l.job_title as "jobTitle", l.country, l.company_size as "companySize", l.industry,
       l.lifecycle, l.lifecycle_at as "lifecycleAt", l.crm_status as status, l.status_at as "statusAt", l.unsubscribed, (
         select i.value from identities i where i.workspace = $1 and i.id = l.id
           and i.kind in (select c.kind || ':contact' from connections c where c.workspace = $1)
         order by position(':' in i.value), length(i.value) desc, i.value desc limit 1) as record
     from leads l where l.workspace = $1 and l.id > $2 order by l.id limit $3`,
    [workspace, after, limit],
  );
  return rows.map((row) => withoutNulls(row) as LeadRow);
}

const columns = ['seq', 'id', 'subject', 'type', 'at', 'asset', 'confidence', 'source', 'level', 'mail'];
const selected = [...columns.map((column) => `s.${column}`), 's.received_at as "receivedAt"'].join(', ');

async function signalsOf(
  tx: Tx,
  workspace: string,
  { after, last }: Range,
  { accounts, since }: { accounts: string[]; since: number },
): Promise<Map<string, Numbered[]>> {
  const rows = await tx.query<Record<string, unknown> & { of: string }>(
    `select s.lead as of, ${selected} from signals s
       where s.workspace = $1 and s.lead > $2 and s.lead <= $3 and s.at > $5
     union all select s.account, ${selected} from signals s
       where s.workspace = $1 and s.account = any($4) and s.at > $5
     union all select s.lead, ${selected} from signals s
       where s.workspace = $1 and s.lead > $2 and s.lead <= $3 and s.at <= $5 and s.level is not null`,
    [workspace, after, last, accounts, timestamp(since)],
  );
  const signals = new Map<string, Numbered[]>();
  for (const { of, ...row } of rows) {
    const ofOne = signals.get(of);
    if (ofOne === undefined) signals.set(of, [withoutNulls(row) as Numbered]);
    else ofOne.push(withoutNulls(row) as Numbered);
  }
  return signals;
}

type AnswerRow = { lead: string; contactAt: number | null; closedAt: number | null; closedAs: ClosedAs | null };

async function answersTo(tx: Tx, workspace: string, { after, last }: Range): Promise<Map<string, AnswerRow[]>> {
  const rows = await tx.query<AnswerRow>(
    `select lead, first_contact_at as "contactAt", closed_at as "closedAt", closed_as as "closedAs" from episodes
     where workspace = $1 and lead > $2 and lead <= $3 order by opened_at`,
    [workspace, after, last],
  );
  return Map.groupBy(rows, ({ lead }) => lead);
}

function answersOf(rows: readonly AnswerRow[]): Pick<KeptLeadRow, 'contacts' | 'closings'> {
  const closings = rows.flatMap(({ closedAt, closedAs }) => {
    return closedAt === null || closedAs === null ? [] : [{ at: closedAt, as: closedAs }];
  });
  return { contacts: rows.flatMap(({ contactAt }) => contactAt ?? []), closings };
}

async function dealsWonOf(tx: Tx, workspace: string, { after, last }: Range) {
  const rows = await tx.query<{ lead: string; at: number }>(
    `select l.lead, d.changed_at as at from deal_leads l join deals d on d.workspace = $1 and d.id = l.deal
     where l.workspace = $1 and l.lead > $2 and l.lead <= $3 and d.state = 'won' and d.changed_at is not null
     order by l.lead, d.changed_at`,
    [workspace, after, last],
  );
  return Map.groupBy(rows, ({ lead }) => lead);
}

async function decisionsOf(tx: Tx, workspace: string, { after, last }: Range): Promise<Map<string, DecisionRow[]>> {
  const rows = await tx.query<DecisionRow>(
    `select id, lead, kind, at, watermark, model_hash as "modelHash", inputs, outcome from decisions
     where workspace = $1 and lead > $2 and lead <= $3 order by lead, id`,
    [workspace, after, last],
  );
  return Map.groupBy(rows, ({ lead }) => lead);
}
