import { randomUUID } from 'node:crypto';
import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { pageOf } from './input.ts';
import type { Portal } from './portal.ts';
import { holderOf, liveRecord } from './records.ts';
import { notFound } from './refusal.ts';

/** A webinar or the like. Times are epoch milliseconds. */
export type MarketingEvent = { id: string; name: string; eventType: string; startsAt?: number; createdAt: number };

/** REGISTERED, ATTENDED, CANCELLED or NO_SHOW. */
export type Attendance = { id: string; contactId: string; at: number; state: string };

/** Marketing events and who was there (dossier 3.8). The list's page size is assumed to be as of the others. */
export function marketingEventRoutes(add: AddEndpoint): void {
  const scope = ['crm.objects.marketing_events.read'];
  const root = '/marketing/marketing-events/V';
  add('GET', root, scope, list);
  add('GET', `${root}/participations/contacts/:id/breakdown`, scope, ofContact);
  add('GET', `${root}/participations/:event/breakdown`, scope, ofEvent);
}

/** Makes the event known, and what somebody did about it if there is anything. */
export function knowEvent(
  portal: Portal,
  event: { id: string; name: string; eventType?: string; startsAt?: number },
  did?: Omit<Attendance, 'id'>,
): void {
  const { id, name, eventType = 'WEBINAR', startsAt } = event;
  if (!portal.marketingEvents.has(id)) {
    const starts = startsAt === undefined ? {} : { startsAt };
    portal.marketingEvents.set(id, { id, name, eventType, ...starts, createdAt: portal.now() });
  }
  const attendance = portal.attendance.get(id) ?? [];
  portal.attendance.set(id, attendance);
  if (did) attendance.push({ id: randomUUID(), ...did });
}

function list({ portal, request }: Asked): Reply {
  const views = [...portal.marketingEvents.values()].map(({ id, name, eventType, startsAt, createdAt }) => {
    const at = new Date(createdAt).toISOString();
    const starts = startsAt === undefined ? {} : { startDateTime: new Date(startsAt).toISOString() };
    return { objectId: id, eventName: name, eventType, ...starts, customProperties: [], createdAt: at, updatedAt: at };
  });
  return { status: 200, body: pageOf(views, request, { most: 100, usual: 10 }) };
}

function ofEvent(asked: Asked): Reply {
  const event = asked.portal.marketingEvents.get(asked.request.params['event'] ?? '');
  if (!event) throw notFound();
  const entries = (asked.portal.attendance.get(event.id) ?? []).map((entry) => ({ entry, event }));
  return breakdown(asked, entries);
}

function ofContact(asked: Asked): Reply {
  const { portal, request } = asked;
  const given = request.params['id'] ?? '';
  const wanted = given.includes('@') ? (holderOf(portal.shelves.contacts, 'email', given) ?? '') : given;
  const entries = [...portal.marketingEvents.values()].flatMap((event) =>
    (portal.attendance.get(event.id) ?? [])
      .filter(({ contactId }) => liveRecord(portal.shelves.contacts, contactId)?.id === wanted)
      .map((entry) => ({ entry, event })),
  );
  return breakdown(asked, entries);
}

type Entry = { entry: Attendance; event: MarketingEvent };

/** A contact that was erased was nowhere. */
function breakdown({ portal, request }: Asked, entries: Entry[]): Reply {
  const state = request.query.get('state');
  const views = entries
    .filter(({ entry }) => state === null || entry.state === state)
    .flatMap(({ entry, event }) => {
      const contact = liveRecord(portal.shelves.contacts, entry.contactId);
      return contact ? [view(entry, event, { contactId: contact.id, ...named(contact.values) })] : [];
    });
  return { status: 200, body: { total: views.length, ...pageOf(views, request, { most: 100, usual: 10 }) } };
}

function named({ email, firstname, lastname }: Record<string, string>): Record<string, string> {
  return { ...(email && { email }), ...(firstname && { firstname }), ...(lastname && { lastname }) };
}

function view({ id, at, state }: Attendance, event: MarketingEvent, contact: Record<string, string>): object {
  return {
    id,
    createdAt: new Date(at).toISOString(),
    associations: { contact, marketingEvent: { marketingEventId: event.id, name: event.name } },
    properties: { occurredAt: at, attendanceState: state },
  };
}
