import { z } from 'zod';
import { askRows } from './ask-rows.ts';
import { fieldsThere } from './describe-fields.ts';
import type { Org, Row, Sent } from './org.ts';
import { personFields } from './person-fields.ts';
import { noPersonAccounts } from './person-accounts.ts';
import { allBeside, noRows, readings, type Beside, type PersonRows, type Reading } from './person-rows.ts';
import { isTrue, textIn } from './person-values.ts';
import { among } from './soql.ts';

type Kind = 'Lead' | 'Contact';
type Ids = Record<Kind, string[]>;

/** What is asked for inside of the question for people, by Salesforce's name for it there: so all of them are one call. */
const inside: Record<Kind, Partial<Record<Beside, string>>> = {
  Lead: { tasks: 'Tasks', events: 'Events', members: 'CampaignMembers', ownedLeads: 'Histories' },
  Contact: {
    tasks: 'Tasks',
    events: 'Events',
    members: 'CampaignMembers',
    roles: 'OpportunityContactRoles',
    ownedContacts: 'Histories',
  },
};
const apart = ['mails', 'replies', 'signals'] as const satisfies Beside[];
const within = z.object({ records: z.array(z.record(z.string(), z.unknown())), done: z.boolean().optional() });

/** People who are there, with all that is beside them: one call, and another for five full pages. */
export async function rowsOfPeople(org: Org, asked: Sent, ids: Ids): Promise<PersonRows[]> {
  const [leads, contacts, ...others] = await Promise.all([
    peopleQuestion(org, 'Lead', ids),
    peopleQuestion(org, 'Contact', ids),
    ...apart.map((name) => besideQuery(org, readings[name], ids)),
  ]);
  const [mails, replies, signals] = others;
  const sent = { ...asked, deleted: ['leads'] as const };
  const rows = await askRows(org, sent, { leads, contacts, mails, replies, signals });
  const there = rows.leads.filter((row) => !isTrue(row, 'IsDeleted'));
  const isFormer = (row: Row) => isTrue(row, 'IsConverted');
  const people = [...there.filter((row) => !isFormer(row)), ...rows.contacts];
  const found = new Map(people.map((person) => [textIn(person, 'Id') ?? '', noRows(person)]));
  for (const name of apart) keepRows(found, name, rows[name]);
  keepRows(found, 'formerLeads', there.filter(isFormer));
  for (const row of rows.leads) {
    if (isTrue(row, 'IsDeleted')) found.get(textIn(row, 'MasterRecordId') ?? '')?.formerLeads.push(row);
  }
  const cut = new Set(allBeside.filter((name) => people.some((person) => !keepInside(found, name, person))));
  await readCut(org, asked, ids, { cut, found });
  return [...found.values()];
}

/** The ids by which a kind of record is asked for: Leads also by the Contact they became, and by the Lead they were merged into. */
const askedBy: Record<Kind, { column: string; of: Kind }[]> = {
  Lead: [
    { column: 'Id', of: 'Lead' },
    { column: 'ConvertedContactId', of: 'Contact' },
    { column: 'MasterRecordId', of: 'Lead' },
  ],
  Contact: [{ column: 'Id', of: 'Contact' }],
};
/** Of Leads, those in the bin come too: one that was merged away may be the one that a form made. */
const ofLeads = [...readings.formerLeads.fields, 'IsDeleted', 'MasterRecordId'];

/** Undefined where nobody asked for can be found so. */
async function peopleQuestion(org: Org, kind: Kind, ids: Ids): Promise<string | undefined> {
  const names = [...personFields[kind], ...(kind === 'Lead' ? ofLeads : [])];
  const fields = (await fieldsThere(org, kind, [...new Set(names)])) ?? ['Id', 'SystemModstamp'];
  const whose = askedBy[kind]
    .filter(({ column, of }) => ids[of].length > 0 && fields.includes(column))
    .map(({ column, of }) => `${column} IN ${among(ids[of])}`);
  if (whose.length === 0) return undefined;
  const children = ids[kind].length === 0 ? [] : await childQuestions(org, kind);
  const conditions = [`(${whose.join(' OR ')})`, ...(await noPersonAccounts(org, kind))];
  return `SELECT ${[...fields, ...children].join(', ')} FROM ${kind} WHERE ${conditions.join(' AND ')}`;
}

async function childQuestions(org: Org, kind: Kind): Promise<string[]> {
  const names = Object.keys(inside[kind]) as Beside[];
  const asked = names.map(async (name) => {
    const { object, fields, of, where } = readings[name];
    const there = await fieldsThere(org, object, fields);
    if (!there?.some((field) => of.some(({ column }) => column === field))) return [];
    const current = kind === 'Lead' ? await currentOnly(org, object) : [];
    const conditions = [...(where === undefined ? [] : [where]), ...current];
    const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    return [`(SELECT ${there.join(', ')} FROM ${inside[kind][name]}${filter})`];
  });
  return (await Promise.all(asked)).flat();
}

/** A question that sees the bin sees what is thrown away or archived beside people as well. */
async function currentOnly(org: Org, object: string): Promise<string[]> {
  const flags = (await fieldsThere(org, object, ['IsDeleted', 'IsArchived'])) ?? [];
  return flags.map((flag) => `${flag} = false`);
}

/** False where a person has more of it than came inside of the answer. */
function keepInside(found: Map<string, PersonRows>, name: Beside, person: Row): boolean {
  const id = textIn(person, 'Id') ?? '';
  const relation = inside[id.startsWith('003') ? 'Contact' : 'Lead'][name];
  const came = relation === undefined ? undefined : within.safeParse(person[relation]).data;
  found.get(id)?.[name].push(...(came?.records ?? []));
  return came?.done !== false;
}

/** What was cut off is asked for by itself, with all its pages. */
async function readCut(
  org: Org,
  asked: Sent,
  ids: Ids,
  { cut, found }: { cut: Set<Beside>; found: Map<string, PersonRows> },
): Promise<void> {
  const names = [...cut];
  const soqls = await Promise.all(names.map((name) => besideQuery(org, readings[name], ids)));
  const rows = await askRows(org, asked, Object.fromEntries(names.map((name, index) => [name, soqls[index]])));
  for (const name of names) {
    for (const person of found.values()) person[name].splice(0);
    keepRows(found, name, rows[name] ?? []);
  }
}

function keepRows(found: Map<string, PersonRows>, name: Beside, rows: Row[]): void {
  for (const row of rows) found.get(whose(readings[name], row) ?? '')?.[name].push(row);
}

/** Undefined where the org has no such object, or nobody asked for can be in it. */
export async function besideQuery(org: Pick<Org, 'describe'>, reading: Reading, ids: Ids): Promise<string | undefined> {
  const fields = await fieldsThere(org, reading.object, reading.fields);
  const columns = reading.of.flatMap(({ column, names }) => {
    const of = names === 'both' ? [...ids.Lead, ...ids.Contact] : ids[names];
    return of.length > 0 && fields?.includes(column) ? [`${column} IN ${among(of)}`] : [];
  });
  if (fields === undefined || columns.length === 0) return undefined;
  const where = columns.length === 1 ? columns.join('') : `(${columns.join(' OR ')})`;
  return `SELECT ${fields.join(', ')} FROM ${reading.object} WHERE ${reading.where ? `${reading.where} AND ` : ''}${where}`;
}

/** The person a row is of. */
function whose(reading: Reading, row: Row): string | undefined {
  return reading.of.map(({ column }) => textIn(row, column)).find((id) => id !== undefined);
}
