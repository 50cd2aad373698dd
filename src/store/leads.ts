import type { OwnedEpisode } from '../domain/decision.ts';
import { keysOf } from '../domain/matching/samePerson.ts';
import type { Signal } from '../domain/signals.ts';
import { accountIds } from './accounts.ts';
import { json, storable, type Tx, timestamp, withoutNulls } from './db.ts';
import { erasedAmong, lockReading } from './erased.ts';
import { openEpisodesOf } from './erasing.ts';
import { goOnWaiting } from './goOnWaiting.ts';
import { identities, leadIds, recordsOf } from './leadIds.ts';
import { wantCaughtUp } from './joinedLate.ts';
import { newestRecord } from './looks.ts';
import { yieldToPeople } from './writes.ts';

/** A person as a CRM reports them, with the signals their activity became. `record` is the CRM's id. */
export type ReportedLead = {
  record: string;
  /** Other records that are this person's, too. */
  also?: string[];
  email?: string;
  firstName?: string;
  lastName?: string;
  phone?: string;
  jobTitle?: string;
  company?: string;
  country?: string;
  source?: string;
  ownerId?: string;
  status?: string;
  lifecycle?: string;
  companySize?: string;
  industry?: string;
  unsubscribed?: boolean;
  touchedAt?: number;
  /** Whether the record says that it has deals, and a company; absent where it does not say. */
  hasDeals?: boolean;
  hasCompany?: boolean;
  tag?: string;
  /** Which company it is of: see accountKeyOf. */
  accountKey?: string;
  modifiedAt?: number;
  signals: ReportedSignal[];
};

export type ReportedSignal = Omit<Signal, 'id' | 'receivedAt' | 'source'> & { sourceId: string };
/** A signal that was new. One of a company has its `account`, and is of no one lead. */
export type KeptSignal = {
  seq: number;
  lead: string;
  account?: string;
  record: string;
  type: string;
  at: number;
  asset?: string;
};

/**
 * Keeps people and their signals, each signal once however often it is reported, and notes on each lead with something new
 * that a look is due. Answers the signals that were new. `crm` is the CRM's kind.
 */
export async function keepLeads(
  tx: Tx,
  workspace: string,
  crm: string,
  reported: ReportedLead[],
  now: number,
): Promise<KeptSignal[]> {
  await lockReading(tx, workspace);
  const people = await notErased(tx, workspace, crm, reported);
  if (people.length === 0) return [];
  const { ids, widened } = await leadIds(tx, workspace, crm, people, now);
  const known = await lockLeads(tx, workspace, [...new Set(ids.values())]);
  // A slow reading must not write over what a later one brought.
  const newest = people.filter((person) => {
    const before = known.get(ids.get(person.record) ?? '')?.modifiedAt ?? -Infinity;
    return (person.modifiedAt ?? Infinity) >= before;
  });
  await yieldToPeople(
    tx,
    workspace,
    newest.flatMap((person) => changesByPeople(crm, person, known.get(ids.get(person.record) ?? ''))),
  );
  await showAgain(tx, workspace, widened);
  await wantCaughtUp(tx, workspace, crm, widened, now);
  const accounts = await accountIds(tx, workspace, people, now);
  const speaking = await thoseKnownBy(tx, workspace, crm, ids, newest);
  await keepFacts(tx, workspace, { ids, accounts }, speaking, now);
  return keepSignals(tx, workspace, crm, { ids, accounts }, people, now);
}

/**
 * Of several records that are one lead, one says what is known of them: that which the lead is known by. Else two records with an
 * owner each would take the lead from each other with every reading.
 */
async function thoseKnownBy(
  tx: Tx,
  workspace: string,
  crm: string,
  ids: Map<string, string>,
  people: ReportedLead[],
): Promise<ReportedLead[]> {
  const rows = await tx.query<{ record: string }>(
    `select ${newestRecord('l.id', '$2')} as record from unnest($3::uuid[]) as l(id)`,
    [workspace, `${crm}:contact`, [...new Set(people.flatMap(({ record }) => ids.get(record) ?? []))]],
  );
  const known = new Set(rows.map(({ record }) => record));
  return people.filter((person) => recordsOf(person).some((record) => known.has(record)));
}

/** A record that became theirs has no score yet. */
async function showAgain(tx: Tx, workspace: string, leads: string[]): Promise<void> {
  if (leads.length === 0) return;
  await tx.query(
    `update leads set written_score = null, written_at = null, wanted_seq = nextval('ingest_sequence')
     where workspace = $1 and id = any($2)`,
    [workspace, leads],
  );
}

/** A reading that was under way when somebody was erased must not bring them back. */
async function notErased(tx: Tx, workspace: string, crm: string, reported: ReportedLead[]): Promise<ReportedLead[]> {
  const erased = await erasedAmong(tx, workspace, crm, reported.flatMap(recordsOf));
  return erased.size === 0 ? reported : reported.filter((person) => !recordsOf(person).some((one) => erased.has(one)));
}

type KnownLead = { id: string; owner: string | null; status: string | null; modifiedAt: number | null };

/** The row lock orders receipts of one lead: sequence numbers drawn under it rise in the order of commits. */
async function lockLeads(tx: Tx, workspace: string, ids: string[]): Promise<Map<string, KnownLead>> {
  const rows = await tx.query<KnownLead>(
    `select id, crm_owner as owner, crm_status as status, modified_at as "modifiedAt"
     from leads where workspace = $1 and id = any($2) order by id for update`,
    [workspace, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those of the leads that are there, locked until the transaction ends: nobody erases them meanwhile. */
export async function lockKnownLeads(tx: Tx, workspace: string, leads: string[]): Promise<Set<string>> {
  return new Set((await lockLeads(tx, workspace, leads)).keys());
}

/** Owner or status became another one since we knew it: somebody chose, or our own write is heard back. */
function changesByPeople(crm: string, person: ReportedLead, known: KnownLead | undefined) {
  const owner = person.ownerId !== undefined && person.ownerId !== known?.owner;
  const status = person.status !== undefined && person.status !== known?.status;
  return recordsOf(person).flatMap((one) => {
    const record = `${crm}:${one}`;
    return [
      ...(owner ? [{ record, field: 'ownerId' as const }] : []),
      ...(status ? [{ record, field: 'hotStatus' as const }] : []),
    ];
  });
}

/**
 * Forgets records that the CRM has no more; a lead that has none left is looked at no more, nor for others who may be
 * the same person (a merge leaves it another). Answers
 * the episodes of such leads that are not closed; who has the same address later is another lead, and hot by themselves. Whose the
 * records were stays known: they may ask to be forgotten yet.
 */
export async function forgetRecords(
  tx: Tx,
  workspace: string,
  crm: string,
  records: string[],
): Promise<OwnedEpisode[]> {
  if (records.length === 0) return [];
  const theirs = await identities(tx, workspace, `${crm}:contact`, records);
  await lockLeads(tx, workspace, [...new Set(theirs.values())]);
  const gone = await tx.query<{ id: string }>(
    `with gone as (delete from identities where workspace = $1 and kind = $2 and value = any($3) returning value, id),
       kept as (insert into gone_records (workspace, crm, record, lead) select $1, $4, value, id from gone
         on conflict do nothing)
     select id from gone`,
    [workspace, `${crm}:contact`, records, crm],
  );
  // What another record says of them from now on may be of before what this one said.
  await tx.query('update leads set modified_at = null where workspace = $1 and id = any($2)', [
    workspace,
    gone.map(({ id }) => id),
  ]);
  const left = await tx.query<{ id: string }>(
    `update leads l set look_at = null, done_seq = wanted_seq, email_key = null, phone_key = null, name_key = null
     where workspace = $1 and id = any($2)
       and not exists (select 1 from identities i where i.workspace = $1 and i.id = l.id and i.kind = $3) returning id`,
    [workspace, gone.map(({ id }) => id), `${crm}:contact`],
  );
  const open = await openEpisodesOf(
    tx,
    workspace,
    left.map(({ id }) => id),
  );
  // Else a record made anew would be the lead whose demo request was answered by closing its episode, and not be hot again.
  await tx.query("delete from identities where workspace = $1 and kind = 'email' and id = any($2)", [
    workspace,
    open.map(({ lead }) => lead),
  ]);
  return open;
}

/**
 * Who was known as a record that went into another is known as that from now on, where nobody is yet: a converted Lead goes on as its
 * contact, with all that is open of it, whether or not an address says who it is. Safe twice.
 */
export async function goOnAs(
  tx: Tx,
  workspace: string,
  crm: string,
  merges: { record: string; into: string }[],
): Promise<void> {
  if (merges.length === 0) return;
  const kind = `${crm}:contact`;
  const theirs = await identities(tx, workspace, kind, [...new Set(merges.map(({ record }) => record))]);
  if (theirs.size === 0) return;
  await lockLeads(tx, workspace, [...new Set(theirs.values())]);
  const gone = await tx.query<{ id: string }>(
    `with went as (
       select distinct on (m."into") m."into", i.value, i.id
       from jsonb_to_recordset($3::jsonb) as m(record text, "into" text)
       join identities i on i.workspace = $1 and i.kind = $2 and i.value = m.record
       order by m."into", m.record),
     now_as as (insert into identities (workspace, kind, value, subject, id) select $1, $2, "into", 'lead', id from went
       on conflict do nothing returning value),
     changed as (select went.value, went.id from went join now_as on now_as.value = went."into"),
     kept as (insert into gone_records (workspace, crm, record, lead) select $1, $4, value, id from changed
       on conflict do nothing),
     forgotten as (delete from identities where workspace = $1 and kind = $2 and value in (select value from changed))
     select id from changed`,
    [workspace, kind, json(merges), crm],
  );
  await showAgain(
    tx,
    workspace,
    gone.map(({ id }) => id),
  );
  await goOnWaiting(tx, workspace, crm, merges);
}

/**
 * Keeps signals of one known record beside what its CRM reports of it, each once. Undefined when the record is not known. Of a
 * signal of the company without one, the lead has it.
 */
export async function keepSignalsOf(
  tx: Tx,
  workspace: string,
  { crm, record, signals }: { crm: string; record: string; signals: ReportedSignal[] },
  now: number,
): Promise<KeptSignal[] | undefined> {
  const ids = await identities(tx, workspace, `${crm}:contact`, [record]);
  const id = ids.get(record);
  if (id === undefined) return undefined;
  // Erased at this moment: then nobody is to have them.
  if ((await lockLeads(tx, workspace, [id])).size === 0) return undefined;
  const [lead] = await tx.query<{ account: string | null }>(
    'select account from leads where workspace = $1 and id = $2',
    [workspace, id],
  );
  const accounts = new Map(typeof lead?.account === 'string' ? [[OWN_COMPANY, lead.account]] : []);
  const person = { record, accountKey: OWN_COMPANY, signals };
  return keepSignals(tx, workspace, crm, { ids, accounts }, [person], now);
}

/** Names the company that the lead is of already. */
const OWN_COMPANY = 'own';

/** As leads are: sequence numbers of a company's signals rise in the order of commits. */
async function lockAccounts(tx: Tx, workspace: string, accounts: string[]): Promise<void> {
  if (accounts.length === 0) return;
  await tx.query('select 1 from accounts where workspace = $1 and id = any($2) order by id for no key update', [
    workspace,
    [...new Set(accounts)],
  ]);
}

/** Our ids of records and of account keys. */
type Known = { ids: Map<string, string>; accounts: Map<string, string> };

async function keepFacts(
  tx: Tx,
  workspace: string,
  { ids, accounts }: Known,
  people: ReportedLead[],
  now: number,
): Promise<void> {
  const facts = people.map(({ accountKey, also: _also, ...person }) => ({
    ...person,
    signals: undefined,
    keys: keysOf(person),
    id: ids.get(person.record),
    account: accounts.get(accountKey ?? ''),
  }));
  // What a decision looks at beside the signals: when one of these changes, a look is due. The ids are given twice: without
  // statistics the planner would scan every lead.
  await tx.query(
    `update leads l set email = f.email, first_name = f."firstName", last_name = f."lastName", phone = f.phone,
       job_title = f."jobTitle", company = f.company, country = f.country, crm_owner = f."ownerId",
       crm_status = f.status, lifecycle = f.lifecycle, modified_at = to_timestamp(f."modifiedAt" / 1000),
       account = f.account, company_size = f."companySize", industry = f.industry,
       unsubscribed = coalesce(f.unsubscribed, false), touched_at = to_timestamp(f."touchedAt" / 1000), tag = f.tag,
       source = f.source, email_key = f.keys->>'email', phone_key = f.keys->>'phone', name_key = f.keys->>'name',
       no_deals_at = case when not f."hasDeals" then $3::timestamptz end,
       no_company_at = case when not f."hasCompany" then $3::timestamptz end,
       given_at = case when f."ownerId" is distinct from l.crm_owner and f."ownerId" is distinct from l.our_owner
         then $3 else l.given_at end,
       lifecycle_at = case when l.lifecycle is not distinct from f.lifecycle then l.lifecycle_at
         -- a first reading does not say since when
         when l.modified_at is null then null
         else coalesce(to_timestamp(f."modifiedAt" / 1000), $3) end,
       status_at = case when l.crm_status is not distinct from f.status then l.status_at
         when l.modified_at is not null then $3 end,
       wanted_seq = case when (l.crm_owner, l.crm_status, l.lifecycle, l.account, l.company_size, l.industry, l.email, l.job_title, l.country, l.unsubscribed)
           is distinct from (f."ownerId", f.status, f.lifecycle, f.account, f."companySize", f.industry, f.email, f."jobTitle", f.country,
             coalesce(f.unsubscribed, false))
         then nextval('ingest_sequence') else l.wanted_seq end
     from jsonb_to_recordset($2::jsonb) as f(id uuid, email text, "firstName" text, "lastName" text, phone text,
       "jobTitle" text, company text, country text, "ownerId" text, status text, lifecycle text, "modifiedAt" float8,
       account uuid, "companySize" text, industry text, unsubscribed boolean, "touchedAt" float8, tag text, source text,
       "hasDeals" boolean, "hasCompany" boolean, keys jsonb)
     where l.workspace = $1 and l.id = f.id and l.id = any($4)`,
    [workspace, json(facts), timestamp(now), facts.flatMap(({ id }) => id ?? [])],
  );
}

/** A reported signal with whose it is, and by which keys the ledger knows it. */
type Attributed = Omit<ReportedSignal, 'at'> & {
  at: string;
  key: string;
  /** Who reported a company's signal has it for good: it is none of their own, nor of their next company's, later. */
  reporterKey: string;
  reporter: string;
  lead?: string;
  account?: string;
};

function attributed(person: ReportedLead, ids: Known['ids'], accounts: Known['accounts']): Attributed[] {
  const reporter = ids.get(person.record) ?? '';
  const account = accounts.get(person.accountKey ?? '');
  return person.signals.map((signal) => {
    const ofCompany = signal.subject === 'company' && account !== undefined;
    const sourceId = storable(signal.sourceId);
    const whose = ofCompany ? { account } : { lead: reporter, subject: 'lead' as const };
    const key = `${ofCompany ? account : reporter}:${sourceId}`;
    return {
      ...signal,
      sourceId,
      at: timestamp(signal.at),
      key,
      reporterKey: `${reporter}:${sourceId}`,
      reporter,
      ...whose,
    };
  });
}

/** Most of what is reported was reported before: a reading brings a person's whole history. */
async function unknownOf(tx: Tx, workspace: string, reported: Attributed[]): Promise<Attributed[]> {
  if (reported.length === 0) return [];
  const keys = new Set(reported.flatMap(({ key, reporterKey }) => [key, reporterKey]));
  const rows = await tx.query<{ id: string }>('select id from seen where workspace = $1 and id = any($2)', [
    workspace,
    [...keys],
  ]);
  const known = new Set(rows.map(({ id }) => id));
  return reported.filter(({ key, reporterKey }) => !known.has(key) && !known.has(reporterKey));
}

async function keepSignals(
  tx: Tx,
  workspace: string,
  crm: string,
  { ids, accounts }: Known,
  people: ReportedLead[],
  now: number,
): Promise<KeptSignal[]> {
  const reported = await unknownOf(
    tx,
    workspace,
    people.flatMap((person) => attributed(person, ids, accounts)),
  );
  if (reported.length === 0) return [];
  const companies = reported.filter(({ account }) => account !== undefined);
  await lockAccounts(
    tx,
    workspace,
    companies.flatMap(({ account }) => account ?? []),
  );
  const rows = await tx.query<Record<string, unknown>>(
    `with reported as (
       select distinct on (key) * from jsonb_to_recordset($2::jsonb)
         as r("sourceId" text, key text, "reporterKey" text, lead uuid, account uuid, subject text, type text, at timestamptz,
           asset text, confidence float8, level float8, mail jsonb, evidence text)
       order by key),
     unseen as (insert into seen (workspace, id) select $1, key from reported on conflict do nothing returning id),
     reporters as (insert into seen (workspace, id) select distinct $1, "reporterKey" from reported where account is not null
       on conflict do nothing),
     kept as (
       insert into signals (workspace, lead, account, subject, type, at, received_at, asset, confidence, source, source_id,
         level, mail, evidence)
       select $1, r.lead, r.account, r.subject, r.type, r.at, $3, r.asset, r.confidence, $4, r."sourceId", r.level, r.mail,
         r.evidence
       from reported r join unseen u on u.id = r.key order by r.at, r."sourceId"
       returning lead, account, type, at, asset, seq),
     newest as (select lead, max(seq) as seq from kept where lead is not null group by lead),
     wanted as (update leads l set wanted_seq = greatest(l.wanted_seq, n.seq) from newest n
       where l.workspace = $1 and l.id = n.lead and l.id = any($5))
     select lead, account, type, at, asset, seq from kept order by seq`,
    [workspace, json(reported), timestamp(now), crm, reported.flatMap(({ lead }) => lead ?? [])],
  );
  const reporters = new Map(companies.map(({ account, reporter }) => [account, reporter]));
  const records = new Map([...ids].map(([record, lead]) => [lead, record]));
  return rows.map((row) => {
    const { lead, ...kept } = withoutNulls(row) as Omit<KeptSignal, 'record' | 'lead'> & { lead?: string };
    const who = lead ?? reporters.get(kept.account) ?? '';
    return { ...kept, lead: who, record: records.get(who) ?? '' };
  });
}
