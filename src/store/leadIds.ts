import type { OwnedEpisode } from '../domain/decision.ts';
import { json, type Tx, timestamp } from './db.ts';
import { latestEpisodes } from './looks.ts';

/** A person by their records in the CRMs; by an address they are known again, too. */
type Recorded = {
  record: string;
  /** Other records that are this person's, too. */
  also?: string[];
  email?: string;
};

export function recordsOf({ record, also = [] }: Recorded): string[] {
  return [record, ...also];
}

/** A record known as a lead that proved to be somebody else who is known, and as whom that one `stays`. */
export type Apart = { record: string; lead: string; stays: string };

/**
 * Of people whose records are known as several leads, who were two and proved to be one: the records of all leads but the one that
 * stays. United with that one (`uniteLeads`) and forgotten as after a merge (`forgetRecords`), they are its own from the next reading
 * on. Whoever has an open episode stays, that nothing which waits for an answer is closed unanswered; of several the one that opened
 * first; else whoever had the latest, that nobody who was answered is hot once more; else whose record speaks for the person.
 */
export async function recordsApart(tx: Tx, workspace: string, crm: string, people: Recorded[]): Promise<Apart[]> {
  const several = people.filter(({ also = [] }) => also.length > 0);
  if (several.length === 0) return [];
  const known = await identities(tx, workspace, `${crm}:contact`, several.flatMap(recordsOf));
  const apart = several
    .map((person) => recordsOf(person).flatMap((record) => knownAs(known, record)))
    .filter((records) => new Set(records.map(({ lead }) => lead)).size > 1);
  if (apart.length === 0) return [];
  const latest = await latestEpisodes(tx, workspace, [...new Set(apart.flat().map(({ lead }) => lead))]);
  return apart.flatMap((records) => {
    const { lead: stays } = records.reduce((best, one) =>
      goesBefore(latest.get(one.lead), latest.get(best.lead)) ? one : best,
    );
    return records.filter(({ lead }) => lead !== stays).map((one) => ({ ...one, stays }));
  });
}

function knownAs(known: Map<string, string>, record: string): { record: string; lead: string }[] {
  const lead = known.get(record);
  return lead === undefined ? [] : [{ record, lead }];
}

function goesBefore(one: OwnedEpisode | undefined, other: OwnedEpisode | undefined): boolean {
  if (one === undefined || other === undefined) return one !== undefined;
  const [isOpen, otherIsOpen] = [one.state !== 'closed', other.state !== 'closed'];
  if (isOpen !== otherIsOpen) return isOpen;
  return isOpen ? one.openedAt < other.openedAt : one.openedAt > other.openedAt;
}

/** Our ids of people, by the record they were read as. */
type Identified = {
  ids: Map<string, string>;
  /** Those who were known, and have one more record. */
  widened: string[];
};

/** Who was not known is from now on, under all of their records. */
export async function leadIds(
  tx: Tx,
  workspace: string,
  crm: string,
  people: Recorded[],
  now: number,
): Promise<Identified> {
  const kind = `${crm}:contact`;
  const records = people.flatMap(recordsOf);
  const known = await identities(tx, workspace, kind, records);
  if (records.every((record) => known.has(record))) return { ids: byRecord(people, known), widened: [] };
  const strangers = people.filter((person) => idAmong(known, person) === undefined);
  const byEmail = await identities(
    tx,
    workspace,
    'email',
    strangers.flatMap((person) => addressOf(person) ?? []),
  );
  const newcomers = new Set(strangers.map(nameOf));
  const created = await tx.query<{ id: string }>(
    'insert into leads (workspace, created_at) select $1, $2 from generate_series(1, $3::int) returning id',
    [workspace, timestamp(now), newcomers.size],
  );
  const newIds = new Map([...newcomers].map((name, index) => [name, created[index]?.id]));
  const idOf = (person: Recorded) =>
    idAmong(known, person) ?? byEmail.get(addressOf(person) ?? '') ?? newIds.get(nameOf(person));
  const claims = people.flatMap((person) => {
    const id = idOf(person);
    return recordsOf(person).flatMap((value) => (known.has(value) ? [] : [{ value, id }]));
  });
  await addIdentities(tx, workspace, kind, claims);
  const settled = await identities(tx, workspace, kind, records);
  // Another process, or the e-mail, already had a lead for some: the spare rows go.
  const used = new Set(settled.values());
  const spare = created.map((row) => row.id).filter((id) => !used.has(id));
  await tx.query('delete from leads where workspace = $1 and id = any($2)', [workspace, spare]);
  await addIdentities(
    tx,
    workspace,
    'email',
    strangers.flatMap((person) => {
      const value = addressOf(person);
      return value === undefined ? [] : [{ value, id: settled.get(person.record) }];
    }),
  );
  const before = new Set(known.values());
  const wider = claims.flatMap(({ id }) => (id !== undefined && before.has(id) ? id : []));
  return { ids: byRecord(people, settled), widened: [...new Set(wider)] };
}

function idAmong(ids: Map<string, string>, person: Recorded): string | undefined {
  return recordsOf(person)
    .map((record) => ids.get(record))
    .find((id) => id !== undefined);
}

function byRecord(people: Recorded[], ids: Map<string, string>): Map<string, string> {
  return new Map(people.flatMap(({ record }) => (ids.has(record) ? [[record, ids.get(record) ?? '']] : [])));
}

/** By which a lead is known again; what is longer than an address can be (RFC 5321) is none, and no index takes it. */
function addressOf({ email }: Recorded): string | undefined {
  return email === undefined || email === '' || email.length > 254 ? undefined : email.toLowerCase();
}

/** Two records of one address are one person, in one reading as in two. */
function nameOf(person: Recorded): string {
  return addressOf(person) ?? `record ${person.record}`;
}

/** Our ids of those of the values that are known. */
export async function identities(
  tx: Tx,
  workspace: string,
  kind: string,
  values: string[],
): Promise<Map<string, string>> {
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
