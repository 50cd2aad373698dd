import type { DayCount, Pipeline } from '../domain/figures/dashboard.ts';
import type { LeadDeal } from '../domain/figures/opportunities.ts';
import type { ContactClock, Holding, Round } from '../domain/figures/rounds.ts';
import { type Tx, timestamp } from './db.ts';

/** Epoch ms; `to` is not in it. */
export type Period = { from: number; to: number };

/**
 * A time as a number: tens of thousands of texts would take longer to read than all the figures, and `extract` would count in
 * decimals, ten times slower. Whole milliseconds are exact.
 */
const ms = (column: string, name: string) => `round(date_part('epoch', ${column}) * 1000) as "${name}"`;

type Nullable<T> = { [Key in keyof T]-?: undefined extends T[Key] ? Exclude<T[Key], undefined> | null : T[Key] };

const contactColumns = `${ms('started_at', 'startedAt')}, ${ms('contacted_at', 'contactedAt')}, ${ms('closed_at', 'closedAt')},
  closed_as as "closedAs"`;
/** What was told for information only is no clock. */
const inPeriod = 'workspace = $1 and started_at >= $2 and started_at < $3 and not fyi';

/** Of types that only say that somebody asked for the lead: what the lead itself did last before, of these own types, has made it hot. */
export type Credit = { asked: string[]; own: string[] };

/** The rounds that started in the period, in no order, each with who had it. */
export async function figureRounds(
  tx: Tx,
  workspace: string,
  { from, to }: Period,
  { asked, own }: Credit = { asked: [], own: [] },
): Promise<Round[]> {
  const holdings = await holdingsSince(tx, workspace, from);
  const rows = await tx.query<Nullable<Omit<Round, 'workingSoFarMs' | 'holdings' | 'takenAt'>> & RoundKey>(
    `select episode, round, lead, tier, source, assignee, case when type = any($4) then coalesce((
         select s.type from signals s where s.workspace = $1 and s.lead = rounds.lead and s.at <= started_at
           and s.type = any($5) and s.confidence > 0 order by s.at desc limit 1), type) else type end as type,
       ${contactColumns}, ${ms('alerted_at', 'alertedAt')},
       ${ms('claimed_at', 'claimedAt')}, contact_rep as "contactRep", working_ms::float8 as "workingMs"
     from rounds where ${inPeriod}`,
    [workspace, timestamp(from), timestamp(to), asked, own],
  );
  return rows.map((row) => ({
    ...clockFrom(row),
    lead: row.lead,
    tier: row.tier,
    source: row.source,
    type: row.type,
    assignee: row.assignee ?? undefined,
    alertedAt: row.alertedAt ?? undefined,
    claimedAt: row.claimedAt ?? undefined,
    contactRep: row.contactRep ?? undefined,
    workingMs: row.workingMs ?? undefined,
    holdings: holdings.get(keyOf(row)),
  }));
}

type RoundKey = { episode: string; round: number };

function keyOf({ episode, round }: RoundKey): string {
  return `${episode}:${round}`;
}

/** Of the rounds that cannot tell it themselves: by round, in the order of time. Nobody gets a round before it starts. */
async function holdingsSince(tx: Tx, workspace: string, since: number): Promise<Map<string, Holding[]>> {
  const rows = await tx.query<Nullable<Omit<Holding, 'workingSoFarMs'>> & RoundKey>(
    `select episode, round, rep, ${ms('from_at', 'from')}, ${ms('until_at', 'until')}, working_ms::float8 as "workingMs"
     from holdings where workspace = $1 and from_at >= $2 and apart order by from_at`,
    [workspace, timestamp(since)],
  );
  const holdings = new Map<string, Holding[]>();
  for (const row of rows) {
    const { rep, from, until, workingMs } = row;
    const holding = { rep, from, until: until ?? undefined, workingMs: workingMs ?? undefined };
    const before = holdings.get(keyOf(row));
    if (before === undefined) holdings.set(keyOf(row), [holding]);
    else before.push(holding);
  }
  return holdings;
}

/** The same rounds, with no more than the rolling figures ask. */
export async function contactClocks(tx: Tx, workspace: string, { from, to }: Period): Promise<ContactClock[]> {
  const rows = await tx.query<Nullable<ContactClock>>(`select ${contactColumns} from rounds where ${inPeriod}`, [
    workspace,
    timestamp(from),
    timestamp(to),
  ]);
  return rows.map(clockFrom);
}

function clockFrom({ startedAt, contactedAt, closedAt, closedAs }: Nullable<ContactClock>): ContactClock {
  return {
    startedAt,
    contactedAt: contactedAt ?? undefined,
    closedAt: closedAt ?? undefined,
    closedAs: closedAs ?? undefined,
  };
}

/**
 * Episodes opened, and leads whose score rose over 70, on each local day that the period touches, the first and the last only
 * as far as it does; also days without any. `timeZone` is an IANA name.
 */
export async function countsPerDay(
  tx: Tx,
  workspace: string,
  { from, to }: Period,
  timeZone: string,
): Promise<DayCount[]> {
  return tx.query<DayCount>(
    `with opened as (
       select (opened_at at time zone $4)::date as day, count(*) as count from episodes
       where workspace = $1 and opened_at >= $2 and opened_at < $3 group by 1
     ), crossed as (
       select (at at time zone $4)::date as day, count(distinct lead) as count from crossings
       where workspace = $1 and at >= $2 and at < $3 group by 1
     )
     select to_char(day, 'YYYY-MM-DD') as day, coalesce(opened.count, 0) as opened, coalesce(crossed.count, 0) as crossed70
     from generate_series(($2::timestamptz at time zone $4)::date::timestamp,
       (($3::timestamptz - interval '1 ms') at time zone $4)::date, interval '1 day') as day
     left join opened using (day) left join crossed using (day) order by day`,
    [workspace, timestamp(from), timestamp(to), timeZone],
  );
}

/** The deals of the leads with a round that started in the period; one of two such leads comes twice. */
export async function dealsOfHotLeads(tx: Tx, workspace: string, { from, to }: Period): Promise<LeadDeal[]> {
  const rows = await tx.query<{
    lead: string;
    state: LeadDeal['state'];
    createdAt: number | null;
    changedAt: number | null;
  }>(
    `select dl.lead, d.state, ${ms('d.created_at', 'createdAt')}, ${ms('d.changed_at', 'changedAt')}
     from deal_leads dl join deals d on d.workspace = $1 and d.id = dl.deal
     where dl.workspace = $1
       and dl.lead in (select lead from rounds where workspace = $1 and started_at >= $2 and started_at < $3)`,
    [workspace, timestamp(from), timestamp(to)],
  );
  return rows.map(({ createdAt, changedAt, ...deal }) => {
    return { ...deal, createdAt: createdAt ?? undefined, changedAt: changedAt ?? undefined };
  });
}

/** The deals as the CRM last told them; hot is one of a lead that had an episode, however long ago. */
export async function pipelineNow(tx: Tx, workspace: string): Promise<Pipeline> {
  const [row] = await tx.query<Pipeline>(
    `select count(*) as deals, count(*) filter (where open) as open,
       count(*) filter (where open and amount is null) as "withoutAmount",
       coalesce(sum(amount) filter (where open), 0) as amount, coalesce(sum(amount) filter (where hot), 0) as "hotAmount"
     from (
       select amount, state = 'open' as open, case when state = 'open' then exists (
         select from deal_leads l join episodes e on e.workspace = $1 and e.lead = l.lead
         where l.workspace = $1 and l.deal = deals.id) end as hot
       from deals where workspace = $1
     ) told`,
    [workspace],
  );
  return row ?? { deals: 0, open: 0, withoutAmount: 0, amount: 0, hotAmount: 0 };
}

/** When the workspace began. */
export async function beganAt(tx: Tx, workspace: string): Promise<number | undefined> {
  const [row] = await tx.query<{ at: number }>('select created_at as at from workspaces where workspace = $1', [
    workspace,
  ]);
  return row?.at;
}

/** What people call the reps, by id. */
export async function repNames(tx: Tx, workspace: string): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; name: string }>('select id, name from reps where workspace = $1', [
    workspace,
  ]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
