import type { Signal } from '../domain/signals.ts';
import { json, type Tx, timestamp, withoutNulls } from './db.ts';
import { newestRecord } from './looks.ts';
import { signalColumns } from './signals.ts';

/** Our ids of companies by their key, made where they are missing. Safe from many processes. */
export async function accountIds(
  tx: Tx,
  workspace: string,
  people: { accountKey?: string }[],
  now: number,
): Promise<Map<string, string>> {
  const keys = [...new Set(people.flatMap(({ accountKey }) => accountKey ?? []))].sort();
  if (keys.length === 0) return new Map();
  const known = await idsOf(tx, workspace, keys);
  const missing = keys.filter((key) => !known.has(key));
  if (missing.length === 0) return known;
  // Sorted: two that make the same companies in another order would wait for each other.
  await tx.query(
    `insert into accounts (workspace, key, created_at) select $1, key, $3 from unnest($2::text[]) as key
     on conflict do nothing`,
    [workspace, missing, timestamp(now)],
  );
  return idsOf(tx, workspace, keys);
}

async function idsOf(tx: Tx, workspace: string, keys: string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ key: string; id: string }>(
    'select key, id from accounts where workspace = $1 and key = any($2)',
    [workspace, keys],
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** A company with its people and all signals, at its look. */
export type KeptAccount = {
  id: string;
  key: string;
  lastPlayAt?: number;
  companySignals: Signal[];
  leads: { id: string; record?: string; role?: string; signals: Signal[] }[];
};

/** More add nothing that a rounded score shows, and nobody reads the names of more. */
const MOST_PEOPLE = 200;

/**
 * The companies with what a look at them needs, of each the people with the highest scores; those without people are left out.
 * Only signals later than `since`.
 */
export async function accountsAtLook(
  tx: Tx,
  workspace: string,
  ids: string[],
  { crm, since }: { crm: string; since: number },
): Promise<KeptAccount[]> {
  const accounts = await tx.query<Record<string, unknown>>(
    // Two looks at one company at once must not both find that the last play is old.
    `select id, key, last_play_at as "lastPlayAt" from accounts where workspace = $1 and id = any($2) order by id
     for no key update`,
    [workspace, ids],
  );
  const people = await tx.query<Record<string, unknown>>(
    `select l.account, l.id, ${newestRecord('l.id', '$3')} as record, l.role from unnest($2::uuid[]) as a(id)
     cross join lateral (select account, id, job_title as role from leads where workspace = $1 and account = a.id
       order by score desc, id limit ${MOST_PEOPLE}) l`,
    [workspace, ids, `${crm}:contact`],
  );
  const signals = await tx.query<Record<string, unknown>>(
    `select s.lead, s.account, ${signalColumns('s')} from signals s
       where s.workspace = $1 and s.lead = any($3) and s.at > $4
     union all select s.lead, s.account, ${signalColumns('s')} from signals s
       where s.workspace = $1 and s.lead = any($3) and s.at <= $4 and s.level is not null
     union all select s.lead, s.account, ${signalColumns('s')} from signals s
       where s.workspace = $1 and s.account = any($2) and s.at > $4`,
    [workspace, ids, people.map((person) => person['id']), timestamp(since)],
  );
  const ofLead = Map.groupBy(signals, (signal) => signal['lead'] as string | null);
  const ofCompany = Map.groupBy(ofLead.get(null) ?? [], (signal) => signal['account'] as string);
  const leadsOf = Map.groupBy(people, (person) => person['account'] as string);
  return accounts.flatMap((row) => {
    const account = withoutNulls(row) as Pick<KeptAccount, 'id' | 'key' | 'lastPlayAt'>;
    const leads = (leadsOf.get(account.id) ?? []).map((person) => {
      const { account: _, ...lead } = withoutNulls(person) as KeptAccount['leads'][number] & { account: string };
      return { ...lead, signals: (ofLead.get(lead.id) ?? []).map((one) => withoutNulls(one) as Signal) };
    });
    const companySignals = (ofCompany.get(account.id) ?? []).map((one) => withoutNulls(one) as Signal);
    return leads.length === 0 ? [] : [{ ...account, companySignals, leads }];
  });
}

/** Writes what the looks at companies found. */
export async function saveAccounts(
  tx: Tx,
  workspace: string,
  accounts: { id: string; score: number; playAt?: number }[],
  now: number,
): Promise<void> {
  await tx.query(
    `update accounts a set score = r.score, looked_at = $3,
       last_play_at = coalesce(to_timestamp(r."playAt" / 1000), a.last_play_at)
     from jsonb_to_recordset($2::jsonb) as r(id uuid, score int, "playAt" float8)
     where a.workspace = $1 and a.id = r.id`,
    [workspace, json(accounts), timestamp(now)],
  );
}

/**
 * A look is due at everybody of these companies: the company itself gave a signal. Whoever has news of their own comes before
 * them. People whose record is gone stay at rest.
 */
export async function wantLooksOf(tx: Tx, workspace: string, accounts: string[], now: number): Promise<void> {
  if (accounts.length === 0) return;
  await tx.query(
    `with theirs as (select l.id from leads l where l.workspace = $1 and l.account = any($2) and exists (
         select 1 from identities i where i.workspace = $1 and i.id = l.id and i.kind like '%:contact')
       order by l.id for update of l)
     update leads l set look_at = least(l.look_at, $3) from theirs t where l.workspace = $1 and l.id = t.id`,
    [workspace, accounts, timestamp(now)],
  );
}

/** Of these companies those with at least so many people. */
export async function largeAccounts(tx: Tx, workspace: string, accounts: string[], people: number): Promise<string[]> {
  if (accounts.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `select a.id from unnest($2::uuid[]) as a(id) where (select count(*) from (select 1 from leads l
       where l.workspace = $1 and l.account = a.id limit $3) people) >= $3`,
    [workspace, accounts, people],
  );
  return rows.map(({ id }) => id);
}

export type NewNotice = { key: string; kind: string; lead?: string; account?: string; at: number; facts: unknown };

/** Keeps what somebody may be told; what is known is left as it is. Answers the keys of those that were new. */
export async function addNotices(tx: Tx, workspace: string, notices: NewNotice[], now: number): Promise<string[]> {
  if (notices.length === 0) return [];
  const rows = await tx.query<{ key: string }>(
    `insert into notices (workspace, key, kind, lead, account, at, facts, created_at)
     select distinct on (key) $1, key, kind, lead, account, to_timestamp(at / 1000), facts, $3
     from jsonb_to_recordset($2::jsonb) as n(key text, kind text, lead uuid, account uuid, at float8, facts jsonb)
     order by key on conflict do nothing returning key`,
    [workspace, json(notices), timestamp(now)],
  );
  return rows.map(({ key }) => key);
}
