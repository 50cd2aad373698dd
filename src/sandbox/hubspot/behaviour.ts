import { randomUUID } from 'node:crypto';
import { engage } from './engagements.ts';
import { knowForm } from './forms.ts';
import type { EmailEvent } from './mail-events.ts';
import { knowEvent } from './marketing-events.ts';
import type { Portal } from './portal.ts';
import { holderOf, type CrmRecord, type Source } from './records.ts';
import { liveOne, writeSeed } from './seed-values.ts';
import { createRecord } from './writes.ts';

const analytics: Source = { type: 'ANALYTICS' };
const email: Source = { type: 'EMAIL' };

/** What visitors do outside the API, with the traces HubSpot keeps of it. Times are epoch milliseconds. */
export function behaviours(portal: Portal) {
  function contact(id: string): CrmRecord {
    return liveOne(portal, 'contacts', id);
  }

  function write(id: string, values: Record<string, string>, at: number, source: Source): void {
    writeSeed(portal, 'contacts', id, values, at, source);
  }

  function occur(id: string, eventType: string, at: number, properties: Record<string, string>): void {
    const known = portal.activity.occurrences.get(id) ?? [];
    portal.activity.occurrences.set(id, known);
    known.push({ id: randomUUID(), eventType, at, properties });
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
      knowForm(portal, { id: form.formId, name: form.name }).push(submission);
      return id;
    },

    /** A marketing e-mail opened, or a link in it clicked; `how` says by which program, which link, and the like. */
    readEmail(id: string, did: 'OPEN' | 'CLICK', at = portal.now(), how: HowRead = {}): void {
      const word = did === 'OPEN' ? 'open' : 'click';
      const counted = { [`hs_email_${word}`]: oneMore(id, `hs_email_${word}`) };
      write(id, { [`hs_email_last_${word}_date`]: new Date(at).toISOString(), ...counted }, at, email);
      const recipient = contact(id).values['email'] ?? '';
      portal.activity.emailEvents.push({ id: randomUUID(), type: did, recipient, created: at, ...how });
    },

    /** The lead booked a meeting by a booking link. Returns the meeting's id. */
    bookMeeting(id: string, startsAt: number, at = portal.now()): string {
      write(id, { engagements_last_meeting_booked: new Date(at).toISOString() }, at, { type: 'MEETINGS' });
      const times = {
        hs_timestamp: new Date(startsAt).toISOString(),
        hs_meeting_start_time: new Date(startsAt).toISOString(),
      };
      const values = { ...times, hs_meeting_source: 'MEETINGS_PUBLIC', hs_meeting_outcome: 'SCHEDULED' };
      return engage(portal, 'meetings', id, values, { source: { type: 'MEETINGS' }, at });
    },

    /** A webinar or other marketing event: REGISTERED, ATTENDED, CANCELLED or NO_SHOW. */
    attend(id: string, event: { id: string; name: string; state: string; at?: number }): void {
      const { at = portal.now(), state, ...known } = event;
      knowEvent(portal, known, { contactId: contact(id).id, at, state });
    },

    /** A webinar or other marketing event to which nobody has come yet. */
    addMarketingEvent: (event: { id: string; name: string; eventType?: string; startsAt?: number }): void =>
      knowEvent(portal, event),
  };
}

type HowRead = Omit<Partial<EmailEvent>, 'id' | 'type' | 'recipient' | 'created'>;

/** `name` is what `recent_conversion_event_name` says, such as "Pricing: Request a demo". */
export type FormSent = {
  formId: string;
  name: string;
  email: string;
  values?: Record<string, string>;
  pageUrl?: string;
  at?: number;
};
