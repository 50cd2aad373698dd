import { converted, type Conversion } from './conversion.ts';
import { derived } from './derived.ts';
import { system, type Desk } from './desk.ts';
import { defaults, numbered } from './given-values.ts';
import { merged } from './merging.ts';
import type { Org } from './org.ts';
import type { Row, Value } from './records.ts';
import { stamp } from './times.ts';
import { create, remove, undelete, update } from './writes.ts';

/** When something was made, epoch ms, and by which user; now and the org itself otherwise. */
export type When = { at?: number; by?: string };

export type NewEmail = {
  /** Leads and contacts it is about. */
  about: string[];
  incoming?: boolean;
  subject?: string;
  text?: string;
  from?: string;
  to?: string;
  /** When it was first opened, epoch ms. Only mails sent through Salesforce with tracking know. */
  openedAt?: number;
  bounced?: boolean;
  /** The rep's task that the mail shows up as. */
  withTask?: boolean;
  replyTo?: string;
  relatedTo?: string;
} & When;

/** What people do with records, without permissions in the way. Values are as the API takes them. */
export function recordHands({ desk }: Org) {
  const add = (object: string, values: Row, when: When = {}): string => added(desk, object, values, when);
  const adder =
    (object: string, usual: Row = {}) =>
    (values: Row = {}, when: When = {}): string =>
      add(object, { ...usual, ...values }, when);
  const nameOfId = (id: string): string => {
    const object = desk.schema.ofId(id);
    if (!object) throw new Error(`the sandbox knows no kind of record with the id ${id}`);
    return object.name;
  };
  return {
    /** A record of any kind. */
    record: add,
    addLead: adder('Lead', { LastName: 'Doe', Company: 'Example' }),
    addContact: adder('Contact', { LastName: 'Doe' }),
    addAccount: adder('Account', { Name: 'Example' }),
    addTask: adder('Task'),
    addEvent: adder('Event'),
    /** Somebody besides the event's own `WhoId`: a lead, contact or user. */
    addAttendee: (event: string, person: string, status = 'New'): string =>
      add('EventRelation', { EventId: event, RelationId: person, Status: status }),
    addCampaign: adder('Campaign', { Name: 'Webinar', Type: 'Webinar', IsActive: true }),
    addOpportunity(
      values: Row = {},
      people: { contact: string; role?: string; primary?: boolean }[] = [],
      when: When = {},
    ) {
      const usual = { Name: 'Deal', StageName: 'Prospecting', CloseDate: stamp(desk.now()).slice(0, 10) };
      const id = add('Opportunity', { ...usual, ...values }, when);
      for (const { contact, role = null, primary = false } of people) {
        add('OpportunityContactRole', { OpportunityId: id, ContactId: contact, Role: role, IsPrimary: primary }, when);
      }
      return id;
    },
    addMember(campaign: string, person: string, status = 'Sent', when: When = {}): string {
      const who = nameOfId(person) === 'Lead' ? { LeadId: person } : { ContactId: person };
      return add('CampaignMember', { CampaignId: campaign, ...who, Status: status }, when);
    },
    addEmail: (email: NewEmail): string => addedEmail(desk, email),
    /** The receiver opens a mail that was sent with tracking. */
    openEmail(id: string, at: number = desk.now()): void {
      const first = desk.records.get(desk.schema.object('EmailMessage'), id)?.['FirstOpenedDate'] ?? stamp(at);
      update(desk, 'EmailMessage', id, { IsOpened: true, FirstOpenedDate: first, LastOpenedDate: stamp(at) }, system);
    },
    /** A person changes a record. */
    setRecord(id: string, values: Row, { by }: { by?: string } = {}): void {
      const who = by === undefined ? {} : { LastModifiedById: by };
      update(desk, nameOfId(id), id, { ...values, ...who }, system);
    },
    deleteRecord: (id: string): void => remove(desk, nameOfId(id), id, system),
    undelete: (id: string): void => undelete(desk, nameOfId(id), id, system),
    mergeLeads: (kept: string, lost: string): void => merged(desk, 'Lead', kept, lost, system),
    mergeContacts: (kept: string, lost: string): void => merged(desk, 'Contact', kept, lost, system),
    convertLead: (lead: string, how: Conversion = {}) => converted(desk, lead, how, system),
    /** Rows as they are kept, deleted ones too; formulas are not among the fields. */
    rows: (object: string): Row[] => [...desk.records.all(desk.schema.object(object))],
    /** Every field of one row, formulas computed; undefined when there is none. */
    row(object: string, id: string): Row | undefined {
      const found = desk.records.get(desk.schema.object(object), id);
      const values = found && { ...found };
      for (const { name, compute } of desk.schema.object(object).fields.values()) {
        if (values && found && compute) (values as Record<string, Value>)[name] = compute(found);
      }
      return values;
    },
    /** Many records at once, without checks: for benches. Gives their ids. `CreatedDate` may be among the values, as a stamp. */
    bulk: (object: string, count: number, make: (at: number) => Row): string[] => bulk(desk, object, count, make),
  };
}

function added(desk: Desk, object: string, values: Row, { at, by }: When): string {
  const times =
    at === undefined ? {} : { CreatedDate: stamp(at), LastModifiedDate: stamp(at), SystemModstamp: stamp(at) };
  const who = by === undefined ? {} : { CreatedById: by, LastModifiedById: by };
  const known = desk.schema.object(object).fields;
  const owner = by !== undefined && known.has('ownerid') ? { OwnerId: by } : {};
  return create(desk, object, { ...owner, ...times, ...who, ...values }, system);
}

function addedEmail(desk: Desk, email: NewEmail): string {
  const {
    about,
    incoming = false,
    subject = 'Hello',
    text = 'Hello',
    openedAt,
    bounced = false,
    withTask = true,
  } = email;
  const { at = desk.now(), by } = email;
  const when: When = { at, ...(by !== undefined && { by }) };
  const [first] = about;
  const task = { WhoId: first ?? null, Subject: `Email: ${subject}`, TaskSubtype: 'Email', Status: 'Completed' };
  const ActivityId = withTask
    ? added(desk, 'Task', { ...task, ActivityDate: stamp(at).slice(0, 10), CompletedDateTime: stamp(at) }, when)
    : null;
  const opened =
    openedAt === undefined ? {} : { IsOpened: true, FirstOpenedDate: stamp(openedAt), LastOpenedDate: stamp(openedAt) };
  const values = {
    Subject: subject,
    TextBody: text,
    Incoming: incoming,
    ActivityId,
    IsBounced: bounced,
    ...opened,
    Status: incoming ? '0' : '3',
    MessageDate: stamp(at),
    IsTracked: !incoming,
    FromAddress: email.from ?? (incoming ? 'lead@example.com' : 'rep@example.com'),
    ToAddress: email.to ?? (incoming ? 'rep@example.com' : 'lead@example.com'),
    ReplyToEmailMessageId: email.replyTo ?? null,
    RelatedToId: email.relatedTo ?? null,
  };
  const id = added(desk, 'EmailMessage', values, when);
  const RelationType = incoming ? 'FromAddress' : 'ToAddress';
  for (const RelationId of about)
    added(desk, 'EmailMessageRelation', { EmailMessageId: id, RelationId, RelationType }, when);
  return id;
}

function bulk(desk: Desk, name: string, count: number, make: (at: number) => Row): string[] {
  const object = desk.schema.object(name);
  const usual = defaults(desk, object, system);
  const who = { CreatedById: usual['CreatedById'] ?? null, LastModifiedById: usual['CreatedById'] ?? null };
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const given = make(at);
    const Id = desk.records.nextId(object);
    const CreatedDate = given['CreatedDate'] ?? usual['CreatedDate'] ?? null;
    const times = { CreatedDate, LastModifiedDate: CreatedDate, SystemModstamp: CreatedDate };
    const Name = object.autoNumber && { Name: numbered(object.autoNumber, desk.records.lastNumber(object)) };
    const row: Row = { ...usual, ...who, Id, ...Name, ...times, ...given };
    desk.records.put(object, { ...row, ...derived(desk, name, row, undefined) });
    ids.push(Id);
  }
  return ids;
}
