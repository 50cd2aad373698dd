import type { BriefFacts } from '../domain/telling/brief.ts';
import type { Signal } from '../domain/signals.ts';
import { type Tx, timestamp, withoutNulls } from './db.ts';
import { signalColumns } from './signals.ts';

/** What a context e-mail says beside what is on the alert. */
export type BriefRows = Pick<BriefFacts, 'source' | 'accountScore' | 'colleagues' | 'deals'> & { signals: Signal[] };

const MOST_SIGNALS = 1_000;
const MOST_COLLEAGUES = 5;

/** What a lead and its company did since then, who else of the company is known to do something, and deals that are open. */
export async function briefRows(
  tx: Tx,
  workspace: string,
  { lead, account }: { lead: string; account?: string },
  since: number,
): Promise<BriefRows> {
  const [about] = await tx.query<Record<string, unknown>>(
    `select l.source, a.score as "accountScore" from leads l
     left join accounts a on a.workspace = l.workspace and a.id = l.account where l.workspace = $1 and l.id = $2`,
    [workspace, lead],
  );
  const signals = await tx.query<Record<string, unknown>>(
    `(select ${signalColumns('s')} from signals s where s.workspace = $1 and s.lead = $2 and s.at > $4
       order by s.at desc limit ${MOST_SIGNALS})
     union all (select ${signalColumns('s')} from signals s where s.workspace = $1 and s.account = $3 and s.at > $4
       order by s.at desc limit ${MOST_SIGNALS})`,
    [workspace, lead, account ?? null, timestamp(since)],
  );
  const colleagues = await tx.query<Record<string, unknown>>(
    `select coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email) as name, l.job_title as "jobTitle", l.score
     from leads l where l.workspace = $1 and l.account = $3 and l.id <> $2 and l.score > 0
       and coalesce(l.first_name, l.last_name, l.email) is not null
     order by l.score desc, l.id limit ${MOST_COLLEAGUES}`,
    [workspace, lead, account ?? null],
  );
  const deals = await tx.query<Record<string, unknown>>(
    `select d.stage, d.amount from deal_leads o join deals d on d.workspace = o.workspace and d.id = o.deal
     where o.workspace = $1 and o.lead = $2 and d.state = 'open' order by d.created_at desc nulls last, d.id`,
    [workspace, lead],
  );
  return {
    ...withoutNulls(about ?? {}),
    signals: signals.map((row) => withoutNulls(row) as Signal),
    colleagues: colleagues.map((row) => withoutNulls(row) as BriefRows['colleagues'][number]),
    deals: deals.map((row) => withoutNulls(row) as BriefRows['deals'][number]),
  };
}
