import { defaultLink, link, linked } from './associations.ts';
import type { ObjectType } from './object-types.ts';
import { nextId, type Portal } from './portal.ts';
import { shelve, versionsOf, type CrmRecord, type Source } from './records.ts';
import { liveOne, person, seedValues, writeSeed } from './seed-values.ts';
import { updateRecord } from './writes.ts';

/** The activities that have a record of their own. */
export type EngagementType = 'calls' | 'emails' | 'meetings' | 'communications';

/**
 * By whom and when; `at` is when it happened (now, unless given) and may lie ahead for a meeting. `loggedAt` is when somebody put
 * it in HubSpot, at the time itself unless given: a call of this morning typed in tonight has both. `source` is how it came in:
 * `EMAIL` (a mailbox), `SEQUENCES`, `WORKFLOWS`, `INTEGRATION` (another app), else a person's own hand.
 */
export type Logged = { ownerId: string; at?: number; loggedAt?: number; source?: string };

/** What reps do with leads, as HubSpot records it. Each returns the id of its record. */
export function engagements(portal: Portal) {
  return {
    /** A rep's e-mail to the lead (or, `INCOMING_EMAIL`, the lead's reply). */
    logEmail(
      id: string,
      by: Logged & {
        direction?: 'EMAIL' | 'INCOMING_EMAIL' | 'FORWARDED_EMAIL';
        subject?: string;
        status?: 'SENT' | 'BOUNCED' | 'FAILED' | 'SCHEDULED' | 'SENDING';
        sequenceId?: string;
        outOfOffice?: boolean;
        text?: string;
        html?: string;
        /** As HubSpot keeps them: JSON. */
        headers?: string;
      },
    ): string {
      const direction = by.direction ?? 'EMAIL';
      const values = {
        hs_email_direction: direction,
        hs_email_subject: by.subject ?? '',
        hs_email_status: by.status ?? 'SENT',
        hs_sequence_id: by.sequenceId ?? '',
        hs_email_text: by.text ?? '',
        hs_email_html: by.html ?? '',
        hs_email_headers: by.headers ?? '',
        ...sideOf(portal, id, by.ownerId, direction),
        // Filled for every incoming mail of a mailbox, and for none else: public readings of portals.
        hs_incoming_email_is_out_of_office: direction === 'INCOMING_EMAIL' ? String(by.outOfOffice ?? false) : '',
      };
      if (direction === 'INCOMING_EMAIL' && !by.outOfOffice) {
        const time = timesOf(portal, by);
        const replied = { hs_sales_email_last_replied: new Date(time.at).toISOString() };
        writeSeed(portal, 'contacts', id, replied, time.loggedAt, { type: 'EMAIL' });
      }
      const source = by.sequenceId === undefined ? by : { source: 'SEQUENCES', ...by };
      return logged(portal, 'emails', id, values, source, direction === 'EMAIL');
    },

    /** A rep's call, taken by the lead unless `status` or `disposition` (the id of an outcome) say otherwise. */
    logCall(
      id: string,
      by: Logged & { status?: string; durationMs?: number; direction?: 'INBOUND' | 'OUTBOUND'; disposition?: string },
    ): string {
      const values = {
        hs_call_direction: by.direction ?? 'OUTBOUND',
        hs_call_status: by.status ?? 'COMPLETED',
        hs_call_duration: String(by.durationMs ?? 60_000),
        hs_call_disposition: by.disposition ?? '',
      };
      return logged(portal, 'calls', id, values, by, true);
    },

    /** A meeting that starts at `at`: held, unless `outcome` says otherwise or its time is yet to come (SCHEDULED). */
    logMeeting(
      id: string,
      by: Logged & { outcome?: 'SCHEDULED' | 'COMPLETED' | 'RESCHEDULED' | 'NO_SHOW' | 'CANCELED' },
    ): string {
      const { at } = timesOf(portal, by);
      const hasBegun = at <= portal.now();
      const outcome = by.outcome ?? (hasBegun ? 'COMPLETED' : 'SCHEDULED');
      const values = { hs_meeting_outcome: outcome, hs_meeting_start_time: new Date(at).toISOString() };
      // Whether a meeting ahead moves "Last contacted" before it begins is not known; here it does not.
      return logged(portal, 'meetings', id, values, by, hasBegun);
    },

    /** A WhatsApp, LinkedIn or text message, as reps log them. */
    logMessage(id: string, by: Logged & { channel?: 'WHATS_APP' | 'LINKEDIN_MESSAGE' | 'SMS' }): string {
      const values = { hs_communication_channel_type: by.channel ?? 'SMS', hs_communication_logged_from: 'CRM' };
      return logged(portal, 'communications', id, values, by, true);
    },

    /** Changes what was logged: a meeting's outcome, a call's disposition. Contacts keep what they had. */
    setEngagement(type: EngagementType, id: string, values: Record<string, string>, at = portal.now()): void {
      updateRecord(portal, type, liveOne(portal, type, id), seedValues(portal, type, values), { source: person, at });
    },
  };
}

/** Puts an activity of a contact on its shelf, without other traces. */
export function engage(
  portal: Portal,
  type: EngagementType,
  contactId: string,
  values: Record<string, string>,
  { source, at }: { source: Source; at: number },
): string {
  const given = Object.entries(seedValues(portal, type, values)).filter(([, value]) => value !== '');
  const record: CrmRecord = {
    id: nextId(portal),
    values: Object.fromEntries(given),
    createdAt: at,
    updatedAt: at,
    source,
  };
  shelve(portal.shelves[type], record);
  link(portal.links, record.id, defaultLink(type, 'contacts'), liveOne(portal, 'contacts', contactId).id);
  return record.id;
}

/** Whose address is on which side; the owner's is not known of a mail by nobody. */
function sideOf(portal: Portal, contactId: string, ownerId: string, direction: string): Record<string, string> {
  const lead = liveOne(portal, 'contacts', contactId).values['email'] ?? '';
  const rep = portal.owners.get(ownerId)?.email ?? '';
  const [from, to] = direction === 'INCOMING_EMAIL' ? [lead, rep] : [rep, lead];
  return { hs_email_from_email: from, hs_email_to_email: to };
}

function timesOf(portal: Portal, by: Logged): { at: number; loggedAt: number } {
  const at = by.at ?? portal.now();
  return { at, loggedAt: by.loggedAt ?? Math.min(at, portal.now()) };
}

function logged(
  portal: Portal,
  type: EngagementType,
  contactId: string,
  values: Record<string, string>,
  by: Logged,
  isContact: boolean,
): string {
  const { at, loggedAt } = timesOf(portal, by);
  const source = sourceOf(portal, by);
  for (const [kind, id] of onTimelineOf(portal, contactId)) {
    // "Last contacted" counts every logged call, e-mail, meeting and message, also one that nobody took (property descriptions).
    const names = isContact ? ['notes_last_contacted', 'notes_last_updated'] : ['notes_last_updated'];
    moveForward(portal, kind, id, names, { at, loggedAt, source });
  }
  const owned = { hubspot_owner_id: by.ownerId, hs_timestamp: new Date(at).toISOString() };
  return engage(portal, type, contactId, { ...owned, ...values }, { source, at: loggedAt });
}

function sourceOf(portal: Portal, by: Logged): Source {
  if (by.source !== undefined && by.source !== 'CRM_UI') return { type: by.source };
  return { type: 'CRM_UI', id: `userId:${portal.owners.get(by.ownerId)?.userId ?? 0}` };
}

/** The contact and its primary company, with which HubSpot associates the activities of its people. */
function onTimelineOf(portal: Portal, contactId: string): [ObjectType, string][] {
  const companies = [...linked(portal.links, 'contacts', contactId, 'companies')];
  const primary = companies.filter(([, types]) => types.has(1)).map(([id]): [ObjectType, string] => ['companies', id]);
  return [['contacts', contactId], ...primary];
}

/** These properties hold the latest time: what happened before that changes nothing. */
function moveForward(
  portal: Portal,
  type: ObjectType,
  id: string,
  names: string[],
  { at, loggedAt, source }: { at: number; loggedAt: number; source: Source },
): void {
  const record = liveOne(portal, type, id);
  for (const name of names) {
    if (Date.parse(record.values[name] ?? '') >= at) continue;
    // A seed may tell of older things after newer ones: the value still only grows.
    const newest = versionsOf(record, name)[0]?.at ?? 0;
    writeSeed(portal, type, id, { [name]: new Date(at).toISOString() }, Math.max(loggedAt, newest), source);
  }
}
