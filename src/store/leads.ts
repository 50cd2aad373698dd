import { json, type Tx, timestamp } from './db.ts';
import { yieldToPeople } from './writes.ts';

/** A person as a CRM reports them, with the signals their activity became. `record` is the CRM's id. */
export type ReportedLead = {
  record: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  phone?: string;
  jobTitle?: string;
  company?: string;
  country?: string;
  ownerId?: string;
  status?: string;
  lifecycle?: string;
  modifiedAt?: number;
  signals: ReportedSignal[];
};

type ReportedSignal = { sourceId: string; type: string; at: number; asset?: string; confidence: number };
export type KeptSignal = { lead: string; record: string; type: string; at: number; asset?: string };

/**
 * Keeps people and their signals, each signal once however often it is reported, and notes on each lead with something new
 * that a look is due. Answers the signals that were new. `crm` is the CRM's kind.
 */
export async function keepLeads(
  tx: Tx,
  workspace: string,
  crm: string,
  people: ReportedLead[],
  now: number,
): Promise<KeptSignal[]> {
  if (people.length === 0) return [];
  const ids = await leadIds(tx, workspace, crm, people, now);
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
  await keepFacts(tx, workspace, ids, newest);
  return keepSignals(tx, workspace, crm, ids, people, now);
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

/** Owner or status became another one since we knew it: somebody chose, or our own write is heard back. */
function changesByPeople(crm: string, person: ReportedLead, known: KnownLead | undefined) {
  const record = `${crm}:${person.record}`;
  const owner = person.ownerId !== undefined && person.ownerId !== known?.owner;
  const status = person.status !== undefined && person.status !== known?.status;
  return [
    ...(owner ? [{ record, field: 'ownerId' as const }] : []),
    ...(status ? [{ record, field: 'hotStatus' as const }] : []),
  ];
}

/** Forgets records that the CRM has no more; a lead that has none left is looked at no more (a merge leaves it another). */
export async function forgetRecords(tx: Tx, workspace: string, crm: string, records: string[]): Promise<void> {
  if (records.length === 0) return;
  const gone = await tx.query<{ id: string }>(
    'delete from identities where workspace = $1 and kind = $2 and value = any($3) returning id',
    [workspace, `${crm}:contact`, records],
  );
  await tx.query(
    `update leads l set look_at = null, done_seq = wanted_seq where workspace = $1 and id = any($2)
       and not exists (select 1 from identities i where i.workspace = $1 and i.id = l.id and i.kind = $3)`,
    [workspace, gone.map(({ id }) => id), `${crm}:contact`],
  );
}

async function leadIds(
  tx: Tx,
  workspace: string,
  crm: string,
  people: ReportedLead[],
  now: number,
): Promise<Map<string, string>> {
  const kind = `${crm}:contact`;
  const known = await identities(
    tx,
    workspace,
    kind,
    people.map((person) => person.record),
  );
  const strangers = people.filter((person) => !known.has(person.record));
  if (strangers.length === 0) return known;
  const emails = strangers.flatMap((person) => (person.email === undefined ? [] : [person.email.toLowerCase()]));
  const byEmail = await identities(tx, workspace, 'email', emails);
  const created = await tx.query<{ id: string }>(
    'insert into leads (workspace, created_at) select $1, $2 from generate_series(1, $3::int) returning id',
    [workspace, timestamp(now), strangers.length],
  );
  const claims = strangers.map((person, index) => ({
    value: person.record,
    id: byEmail.get(person.email?.toLowerCase() ?? '') ?? created[index]?.id,
  }));
  await addIdentities(tx, workspace, kind, claims);
  const settled = await identities(
    tx,
    workspace,
    kind,
    people.map((person) => person.record),
  );
  // Another process, or the e-mail, already had a lead for some: the spare rows go.
  const used = new Set(settled.values());
  const spare = created.map((row) => row.id).filter((id) => !used.has(id));
  await tx.query('delete from leads where workspace = $1 and id = any($2)', [workspace, spare]);
  await addIdentities(
    tx,
    workspace,
    'email',
    strangers.flatMap((person) =>
      person.email === undefined ? [] : [{ value: person.email.toLowerCase(), id: settled.get(person.record) }],
    ),
  );
  return settled;
}

async function identities(tx: Tx, workspace: string, kind: string, values: string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ value: string; id: string }>(
    'select value, id from identities where workspace = $1 and kind = $2 and value = any($3)',
    [workspace, kind, values],
  );
  return new Map(rows.map((row) => [row.value, row.id]));
}

async function addIdentities(
  tx: Tx,
  workspace: string,
  kind: string,
  claims: { value: string; id: string | undefined }[],
): Promise<void> {
  await tx.query(
    `insert into identities (workspace, kind, value, subject, id)
     select distinct on (value) $1, $2, value, 'lead', id from jsonb_to_recordset($3::jsonb) as c(value text, id uuid)
     order by value on conflict do nothing`,
    [workspace, kind, json(claims)],
  );
}

async function keepFacts(tx: Tx, workspace: string, ids: Map<string, string>, people: ReportedLead[]): Promise<void> {
  const facts = people.map((person) => ({ ...person, signals: undefined, id: ids.get(person.record) }));
  // A changed owner, status or lifecycle can change the answer, so a look is due then too.
  await tx.query(
    `update leads l set email = f.email, first_name = f."firstName", last_name = f."lastName", phone = f.phone,
       job_title = f."jobTitle", company = f.company, country = f.country, crm_owner = f."ownerId",
       crm_status = f.status, lifecycle = f.lifecycle, modified_at = to_timestamp(f."modifiedAt" / 1000),
       wanted_seq = case when (l.crm_owner, l.lifecycle) is distinct from (f."ownerId", f.lifecycle)
         then nextval('ingest_sequence') else l.wanted_seq end
     from jsonb_to_recordset($2::jsonb) as f(id uuid, email text, "firstName" text, "lastName" text, phone text,
       "jobTitle" text, company text, country text, "ownerId" text, status text, lifecycle text, "modifiedAt" float8)
     where l.workspace = $1 and l.id = f.id`,
    [workspace, json(facts)],
  );
}

async function keepSignals(
  tx: Tx,
  workspace: string,
  crm: string,
  ids: Map<string, string>,
  people: ReportedLead[],
  now: number,
): Promise<KeptSignal[]> {
  const reported = people.flatMap((person) =>
    person.signals.map((signal) => ({ ...signal, at: timestamp(signal.at), lead: ids.get(person.record) })),
  );
  if (reported.length === 0) return [];
  const rows = await tx.query<{ lead: string; type: string; at: number; asset: string | null; seq: number }>(
    `with reported as (
       select distinct on (lead, "sourceId") *, lead || ':' || "sourceId" as key from jsonb_to_recordset($2::jsonb)
         as r("sourceId" text, lead uuid, type text, at timestamptz, asset text, confidence float8)
       order by lead, "sourceId"),
     unseen as (insert into seen (workspace, id) select $1, key from reported on conflict do nothing returning id),
     kept as (
       insert into signals (workspace, lead, subject, type, at, received_at, asset, confidence, source, source_id)
       select $1, r.lead, 'lead', r.type, r.at, $3, r.asset, r.confidence, $4, r."sourceId"
       from reported r join unseen u on u.id = r.key order by r.at, r."sourceId"
       returning lead, type, at, asset, seq),
     newest as (select lead, max(seq) as seq from kept group by lead),
     wanted as (update leads l set wanted_seq = greatest(l.wanted_seq, n.seq) from newest n
       where l.workspace = $1 and l.id = n.lead)
     select lead, type, at, asset, seq from kept order by seq`,
    [workspace, json(reported), timestamp(now), crm],
  );
  const records = new Map([...ids].map(([record, lead]) => [lead, record]));
  return rows.map(({ lead, type, at, asset }) => {
    return { lead, record: records.get(lead) ?? '', type, at, ...(asset !== null && { asset }) };
  });
}
