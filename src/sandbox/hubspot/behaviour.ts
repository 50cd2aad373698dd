import { randomUUID } from 'node:crypto';
import { link } from './associations.ts';
import type { ObjectType } from './object-types.ts';
import { nextId, type Portal } from './portal.ts';
import { holderOf, liveRecord, shelve, valueOf, type CrmRecord, type Source } from './records.ts';
import { checkedValues } from './values.ts';
import { createRecord, setValue } from './writes.ts';

const analytics: Source = { type: 'ANALYTICS' };
const email: Source = { type: 'EMAIL' };

/** What visitors and reps do outside the API, with the traces HubSpot keeps of it. Times are epoch milliseconds. */
export function behaviours(portal: Portal) {
  function contact(id: string): CrmRecord {
    const record = liveRecord(portal.shelves.contacts, id);
    if (!record) throw new Error(`the sandbox has no contact ${id}`);
    return record;
  }

  function write(id: string, values: Record<string, string>, at: number, source: Source): void {
    const record = contact(id);
    for (const [name, value] of Object.entries(seedValues(portal, 'contacts', values))) {
      setValue(portal, 'contacts', record, { name, value, at, source });
    }
  }

  function occur(id: string, eventType: string, at: number, properties: Record<string, string>): void {
    const known = portal.activity.occurrences.get(id) ?? [];
    portal.activity.occurrences.set(id, [...known, { id: randomUUID(), eventType, at, properties }]);
  }

  function oneMore(id: string, name: string): string {
    return String(Number(contact(id).values[name] ?? 0) + 1);
  }

  return {
    write,

    /** A page view: last URL and time, counters, and an `e_visited_page` event. */
    visitPage(id: string, url: string, at = portal.now()): void {
      const time = new Date(at).toISOString();
      const values = {
        hs_analytics_last_url: url,
        hs_analytics_last_visit_timestamp: time,
        hs_analytics_last_timestamp: time,
        hs_analytics_num_page_views: oneMore(id, 'hs_analytics_num_page_views'),
      };
      write(id, values, at, analytics);
      occur(id, 'e_visited_page', at, { hs_url: url });
    },

    /** A form sent: creates the contact when the address is new. Returns its id. */
    submitForm(form: FormSent): string {
      const at = form.at ?? portal.now();
      const known = holderOf(portal.shelves.contacts, 'email', form.email);
      const source = { type: 'FORM', id: form.formId };
      const id = known ?? createRecord(portal, 'contacts', { email: form.email }, [], { source, at }).id;
      const time = new Date(at).toISOString();
      const conversion = { recent_conversion_event_name: form.name, recent_conversion_date: time };
      write(
        id,
        { ...form.values, ...conversion, num_conversion_events: oneMore(id, 'num_conversion_events') },
        at,
        source,
      );
      occur(id, 'e_form_submission_v2', at, { hs_form_id: form.formId });
      const values = Object.entries({ email: form.email, ...form.values }).map(([name, value]) => ({
        name,
        value,
        objectTypeId: '0-1',
      }));
      const submission = {
        conversionId: randomUUID(),
        submittedAt: at,
        values,
        ...(form.pageUrl ? { pageUrl: form.pageUrl } : {}),
      };
      const submissions = portal.activity.submissions.get(form.formId) ?? [];
      portal.activity.submissions.set(form.formId, [...submissions, submission]);
      return id;
    },

    /** A marketing e-mail opened, or a link in it clicked. */
    readEmail(id: string, did: 'OPEN' | 'CLICK', at = portal.now()): void {
      const word = did === 'OPEN' ? 'open' : 'click';
      const counted = { [`hs_email_${word}`]: oneMore(id, `hs_email_${word}`) };
      write(id, { [`hs_email_last_${word}_date`]: new Date(at).toISOString(), ...counted }, at, email);
      const recipient = contact(id).values['email'] ?? '';
      portal.activity.emailEvents.push({ id: randomUUID(), type: did, recipient, created: at });
    },

    /** The lead booked a meeting by a booking link. Returns the meeting's id. */
    bookMeeting(id: string, startsAt: number, at = portal.now()): string {
      write(id, { engagements_last_meeting_booked: new Date(at).toISOString() }, at, { type: 'MEETINGS' });
      const times = {
        hs_timestamp: new Date(startsAt).toISOString(),
        hs_meeting_start_time: new Date(startsAt).toISOString(),
      };
      const values = { ...times, hs_meeting_source: 'MEETINGS_PUBLIC', hs_meeting_outcome: 'SCHEDULED' };
      return engage('meetings', id, values, { type: 'MEETINGS' }, at);
    },

    /** A rep's e-mail to the lead (or, `INCOMING_EMAIL`, the lead's reply). Returns the engagement's id. */
    logEmail(id: string, by: { ownerId: string; at?: number; direction?: string; subject?: string }): string {
      const direction = by.direction ?? 'EMAIL';
      const values = { hs_email_direction: direction, hs_email_subject: by.subject ?? '', hs_email_status: 'SENT' };
      if (direction === 'INCOMING_EMAIL') {
        const at = by.at ?? portal.now();
        write(id, { hs_sales_email_last_replied: new Date(at).toISOString() }, at, email);
      }
      return logged('emails', id, values, by, direction === 'EMAIL');
    },

    /** A rep's call. Returns the engagement's id. */
    logCall(id: string, by: { ownerId: string; at?: number; status?: string; durationMs?: number }): string {
      const status = by.status ?? 'COMPLETED';
      const duration = String(by.durationMs ?? 60_000);
      const values = { hs_call_direction: 'OUTBOUND', hs_call_status: status, hs_call_duration: duration };
      return logged('calls', id, values, by, true);
    },

    /** A meeting a rep held. Returns the engagement's id. */
    logMeeting(id: string, by: { ownerId: string; at?: number }): string {
      const time = new Date(by.at ?? portal.now()).toISOString();
      return logged('meetings', id, { hs_meeting_outcome: 'COMPLETED', hs_meeting_start_time: time }, by, true);
    },

    /** A webinar or other marketing event: REGISTERED, ATTENDED, CANCELLED or NO_SHOW. */
    attend(id: string, event: { id: string; name: string; state: string; at?: number }): void {
      const known = portal.activity.participations.get(id) ?? [];
      const { id: marketingEventId, name, state } = event;
      const entry = { id: randomUUID(), marketingEventId, name, state, at: event.at ?? portal.now() };
      portal.activity.participations.set(id, [...known, entry]);
    },
  };

  function logged(
    type: ObjectType,
    id: string,
    values: Record<string, string>,
    by: { ownerId: string; at?: number },
    isContact: boolean,
  ): string {
    const at = by.at ?? portal.now();
    const source = { type: 'CRM_UI', id: `userId:${portal.owners.get(by.ownerId)?.userId ?? 0}` };
    if (isContact) write(id, { notes_last_contacted: new Date(at).toISOString() }, at, source);
    const owned = { hubspot_owner_id: by.ownerId, hs_timestamp: new Date(at).toISOString() };
    return engage(type, id, { ...owned, ...values }, source, at);
  }

  function engage(
    type: ObjectType,
    contactId: string,
    values: Record<string, string>,
    source: Source,
    at: number,
  ): string {
    const record: CrmRecord = { id: nextId(portal), values, createdAt: at, updatedAt: at, source };
    shelve(portal.shelves[type], record);
    const typeId = { emails: 198, calls: 194, meetings: 200 }[type as 'emails' | 'calls' | 'meetings'];
    link(portal.links, record.id, typeId, contact(contactId).id);
    return record.id;
  }
}

/** Values of a seed, checked and brought into HubSpot's form; a test that seeds nonsense should fail. */
export function seedValues(portal: Portal, type: ObjectType, values: Record<string, string>): Record<string, string> {
  const isOwner = (id: string) => portal.owners.has(id);
  return checkedValues(values, { portalId: portal.id, properties: portal.properties[type], isOwner, byHubspot: true });
}

/** `name` is what `recent_conversion_event_name` says, such as "Pricing: Request a demo". */
export type FormSent = {
  formId: string;
  name: string;
  email: string;
  values?: Record<string, string>;
  pageUrl?: string;
  at?: number;
};

/** A record's properties as a test reads them: everything that is not empty. */
export function plainValues(type: ObjectType, record: CrmRecord): Record<string, string> {
  const names = [...Object.keys(record.values), 'hs_object_id'];
  return Object.fromEntries(
    names.map((name) => [name, valueOf(type, record, name) ?? '']).filter(([, value]) => value !== ''),
  );
}
