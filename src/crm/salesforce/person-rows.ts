import type { Row } from './org.ts';

/** What is read beside a person's own record. */
export type Beside =
  | 'tasks'
  | 'events'
  | 'members'
  | 'mails'
  | 'replies'
  | 'signals'
  | 'formerLeads'
  | 'roles'
  | 'ownedLeads'
  | 'ownedContacts';

export type Reading = {
  object: string;
  fields: readonly string[];
  /** The columns that name the person, each with the kind of person it names. A row is of the first that is filled. */
  of: readonly { column: string; names: 'Lead' | 'Contact' | 'both' }[];
  where?: string;
};

const both = (column: string) => [{ column, names: 'both' }] as const;
const mail = ['Id', 'RelationId', 'RelationType', 'EmailMessageId'];

/**
 * Everything beside the record, and whose it is. Tasks, events and memberships move to the Contact that a Lead becomes, and to the
 * one that is kept of two; our own lookups stay at the converted Lead, so that one is asked for its Contact.
 */
export const readings: Record<Beside, Reading> = {
  tasks: {
    object: 'Task',
    fields: [
      'Id',
      'WhoId',
      'TaskSubtype',
      'Type',
      'Subject',
      'CompletedDateTime',
      'CallDisposition',
      'OwnerId',
      'CreatedById',
      'CreatedBy.UserType',
      'CreatedDate',
    ],
    of: both('WhoId'),
    where: 'IsClosed = true',
  },
  events: {
    object: 'Event',
    fields: [
      'Id',
      'WhoId',
      'Subject',
      'StartDateTime',
      'OwnerId',
      'CreatedById',
      'CreatedDate',
      'EventSubtype',
      'ShowAs',
    ],
    of: both('WhoId'),
  },
  members: {
    object: 'CampaignMember',
    fields: [
      'Id',
      'ContactId',
      'LeadId',
      'Status',
      'FirstRespondedDate',
      'CreatedDate',
      'SystemModstamp',
      'Campaign.Type',
      'Campaign.Name',
    ],
    of: [
      { column: 'ContactId', names: 'Contact' },
      { column: 'LeadId', names: 'Lead' },
    ],
    where: 'HasResponded = true',
  },
  mails: {
    object: 'EmailMessageRelation',
    fields: [
      ...mail,
      ...[
        'MessageDate',
        'FirstOpenedDate',
        'LastOpenedDate',
        'IsBounced',
        'Status',
        'ActivityId',
        'CreatedById',
        'AutomationType',
      ].map((f) => `EmailMessage.${f}`),
    ],
    of: both('RelationId'),
    where: "EmailMessage.Incoming = false AND RelationType = 'ToAddress'",
  },
  replies: {
    object: 'EmailMessageRelation',
    fields: [
      ...mail,
      ...['MessageDate', 'Subject', 'TextBody', 'Headers', 'Status', 'ActivityId', 'CreatedById'].map(
        (f) => `EmailMessage.${f}`,
      ),
    ],
    of: both('RelationId'),
    where: "EmailMessage.Incoming = true AND RelationType = 'FromAddress'",
  },
  signals: {
    object: 'Hot_Signal__c',
    fields: [
      'Id',
      'Contact__c',
      'Lead__c',
      'Lead__r.ConvertedContactId',
      'Kind__c',
      'Detail__c',
      'Happened_At__c',
      'CreatedDate',
      'Value__c',
    ],
    of: [
      { column: 'Contact__c', names: 'Contact' },
      { column: 'Lead__r.ConvertedContactId', names: 'Contact' },
      { column: 'Lead__c', names: 'Lead' },
    ],
  },
  // And those that were merged into a Lead, which are in the bin: `readLeads` alone asks for them.
  formerLeads: {
    object: 'Lead',
    fields: ['Id', 'ConvertedContactId', 'LeadSource', 'CreatedDate'],
    of: [{ column: 'ConvertedContactId', names: 'Contact' }],
    where: 'IsConverted = true',
  },
  roles: {
    object: 'OpportunityContactRole',
    fields: ['Id', 'ContactId', 'Opportunity.IsWon'],
    of: [{ column: 'ContactId', names: 'Contact' }],
  },
  // Only where the org keeps the history of the owner.
  ownedLeads: {
    object: 'LeadHistory',
    fields: ['Id', 'LeadId', 'CreatedDate', 'NewValue'],
    of: [{ column: 'LeadId', names: 'Lead' }],
    where: "Field = 'Owner'",
  },
  ownedContacts: {
    object: 'ContactHistory',
    fields: ['Id', 'ContactId', 'CreatedDate', 'NewValue'],
    of: [{ column: 'ContactId', names: 'Contact' }],
    where: "Field = 'Owner'",
  },
};

export const allBeside = Object.keys(readings) as Beside[];

/** A person's own row, and the rows beside it; what was not read is empty. */
export type PersonRows = { person: Row } & Record<Beside, Row[]>;

export function noRows(person: Row): PersonRows {
  const none = Object.fromEntries(allBeside.map((name) => [name, [] as Row[]]));
  return { person, ...(none as Record<Beside, Row[]>) };
}
