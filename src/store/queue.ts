import { type Tx, withoutNulls } from './db.ts';
import { newestRecord } from './looks.ts';

/** An episode that waits for an answer. Reps are ids, times epoch ms. */
export type OpenLead = {
  episode: string;
  lead: string;
  record: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  company?: string;
  score: number;
  tier: 1 | 2;
  state: 'open' | 'claimed';
  fyi: boolean;
  openedAt: number;
  respondBy: number;
  assignee?: string;
  claimedAt?: number;
  snoozedUntil?: number;
  /** Why nobody has it. */
  waitingBecause?: string;
  unassigned: boolean;
  escalated?: string;
};

/** Every episode that is open or claimed; with `rep` only those that this rep has. */
export async function openLeads(tx: Tx, workspace: string, crm: string, rep?: string): Promise<OpenLead[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select e.id as episode, e.lead, ${newestRecord('e.lead', '$2')} as record, l.first_name as "firstName",
       l.last_name as "lastName", l.email, l.company, e.score, e.tier, e.state, e.fyi, e.opened_at as "openedAt",
       e.respond_by as "respondBy", e.assignee, e.claimed_at as "claimedAt", e.snoozed_until as "snoozedUntil",
       e.waiting_because as "waitingBecause", e.unassigned, e.escalated
     from episodes e join leads l on l.workspace = e.workspace and l.id = e.lead
     where e.workspace = $1 and e.state in ('open', 'claimed') and ($3::uuid is null or e.assignee = $3)`,
    [workspace, `${crm}:contact`, rep ?? null],
  );
  return rows.filter(({ record }) => record !== null).map((row) => withoutNulls(row) as OpenLead);
}
