import type { Change } from '../crm.ts';
import { fieldsThere } from './describe-fields.ts';
import type { Org, Row } from './org.ts';
import { noPersonAccounts } from './person-accounts.ts';
import { isTrue, momentIn, textIn } from './person-values.ts';
import { dateTime, quoted } from './soql.ts';
import type { Position } from './changes-position.ts';

/** One object whose records say that a person is to be read again. */
export type Stream = {
  object: string;
  /** Names it in cursors, where that is not the object. */
  name?: string;
  fields: readonly string[];
  /** When the record last changed; the object's own SystemModstamp but for mails. */
  stamp: string;
  /** The columns that name the person; the first that is filled. */
  of: readonly string[];
  where?: string;
  /** Read this seldom; at every reading where absent. */
  everyMs?: number;
  /** Read from the very first record on: what it tells of holds however long ago it was said. */
  ever?: true;
};

const stamp = 'SystemModstamp';
/** The one switch of Salesforce's own records of privacy that asks for more than to be left alone. */
const forget = 'Individual.ShouldForget';
const person = ['IsDeleted', 'MasterRecordId', forget];
const becamePersonAccount = 'ConvertedContact.IsPersonAccount';
const lead = [...person, 'IsConverted', 'ConvertedContactId', becamePersonAccount];

/** Mails and meetings mostly leave a task that tells of the person at once. */
const seldomMs = 300_000;

/** Who is to be forgotten: that is said on another record, and the person's own does not change. */
const forgotten = (object: string, fields: readonly string[]): Stream => ({
  object,
  name: `${object}.Individual`,
  fields,
  stamp: `Individual.${stamp}`,
  of: ['Id'],
  where: `${forget} = true`,
  everyMs: seldomMs,
  ever: true,
});

/** The people themselves first, and what they do most: five are one call, and what is read seldom makes it two. */
export const streams: Stream[] = [
  { object: 'Lead', fields: lead, stamp, of: ['Id'] },
  { object: 'Contact', fields: person, stamp, of: ['Id'] },
  { object: 'Task', fields: [], stamp, of: ['WhoId'], where: 'WhoId != null' },
  {
    object: 'Hot_Signal__c',
    fields: [],
    stamp,
    of: ['Contact__c', 'Lead__r.ConvertedContactId', 'Lead__c'],
  },
  { object: 'CampaignMember', fields: [], stamp, of: ['ContactId', 'LeadId'] },
  { object: 'Event', fields: [], stamp, of: ['WhoId'], where: 'WhoId != null', everyMs: seldomMs },
  // An opening changes the mail, not its relations.
  { object: 'EmailMessageRelation', fields: [], stamp: `EmailMessage.${stamp}`, of: ['RelationId'], everyMs: seldomMs },
  forgotten('Lead', lead),
  forgotten('Contact', person),
];

/** By which a stream's place is kept. */
export function nameOf({ name, object }: Stream): string {
  return name ?? object;
}

/** The next page of a stream in the order of its changes; undefined where the org has no such object, or hides it. */
export async function questionOf(
  org: Pick<Org, 'describe'>,
  { object, fields, stamp: at, of, where }: Stream,
  position: Position,
  pageSize: number,
): Promise<string | undefined> {
  const asked = await fieldsThere(org, object, ['Id', at, ...fields, ...of.filter((column) => column !== 'Id')]);
  if (!asked?.includes(at) || !of.some((column) => asked.includes(column))) return undefined;
  const from = dateTime(position.at);
  const after = position.after === undefined ? [] : [`(${at} > ${from} OR Id > ${quoted(position.after)})`];
  const others = await noPersonAccounts(org, object);
  const conditions = [`${at} >= ${from}`, ...after, ...(where === undefined ? [] : [where]), ...others];
  return `SELECT ${asked.join(', ')} FROM ${object} WHERE ${conditions.join(' AND ')} ORDER BY ${at}, Id LIMIT ${pageSize}`;
}

export type Found = { id: string; at: number; change?: Change };

/** Salesforce dates by the second: of one that is not over, another change may come under the same date. With slack for clocks. */
export const earlyMs = 5_000;

/**
 * A row as a change; none for what is about nobody of ours. What cannot be understood is passed over. One read in its very seconds
 * has a key of its own, and comes again under the one that stays: the sweeps overlap.
 */
export function foundIn({ stamp: when, of }: Stream, row: Row, readAt: number): Found | undefined {
  const id = textIn(row, 'Id');
  const at = momentIn(row, when);
  if (id === undefined || at === undefined) return undefined;
  const leadId = of.map((column) => textIn(row, column)).find((one) => one !== undefined);
  if (leadId === undefined || !/^00[3Q]/.test(leadId)) return { id, at };
  const which = leadId === id ? id : `${leadId}:${id}`;
  const key = `salesforce:${which}:${at}${at > readAt - earlyMs ? ':early' : ''}`;
  const into = intoOf(row);
  const isItself = leadId === id;
  // One that went into another is the same person as that one, which says itself whether they are to be forgotten.
  const erase = isItself && into === undefined && isTrue(row, forget) && { erase: true as const };
  return { id, at, change: { key, leadId, ...(isItself && into !== undefined && { into }), ...erase } };
}

/**
 * A merge throws the others away and names the one that is kept; a conversion names the contact that the Lead became. One that became
 * a person account is just gone.
 */
function intoOf(row: Row): string | undefined {
  if (isTrue(row, 'IsDeleted')) return textIn(row, 'MasterRecordId');
  if (isTrue(row, becamePersonAccount)) return undefined;
  return isTrue(row, 'IsConverted') ? textIn(row, 'ConvertedContactId') : undefined;
}
