import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { queryLimit } from './input.ts';
import { holderOf, liveRecord } from './records.ts';
import { invalid, notFound, Refusal } from './refusal.ts';
import { instantFrom } from './values.ts';

/** What visitors did, as HubSpot's several APIs tell it. Times are epoch milliseconds. */
export type Activity = {
  /** By contact id. */
  occurrences: Map<string, Occurrence[]>;
  /** By form id, oldest first. */
  submissions: Map<string, Submission[]>;
  emailEvents: EmailEvent[];
  /** By contact id. */
  participations: Map<string, Participation[]>;
};

type Occurrence = { id: string; eventType: string; at: number; properties: Record<string, string> };
type Submission = {
  conversionId: string;
  submittedAt: number;
  values: { name: string; value: string; objectTypeId: string }[];
  pageUrl?: string;
};
type EmailEvent = { id: string; type: 'OPEN' | 'CLICK'; recipient: string; created: number; url?: string };
type Participation = { id: string; marketingEventId: string; name: string; at: number; state: string };

/** Behavioural events, form submissions, marketing e-mail events, event participations (dossier 3.7, 3.8). */
export function activityRoutes(add: AddEndpoint): void {
  add('GET', '/events/event-occurrences/V', [], listOccurrences);
  add('GET', '/events/event-occurrences/V/event-types', [], eventTypes);
  add('GET', '/form-integrations/v1/submissions/forms/:form', ['forms'], listSubmissions);
  add('GET', '/email/public/v1/events', ['content'], listEmailEvents);
  const scope = ['crm.objects.marketing_events.read'];
  add('GET', '/marketing/marketing-events/V/participations/contacts/:id/breakdown', scope, listParticipations);
}

function refuseSmallAccount({ portal }: Asked): void {
  if (!portal.enterprise)
    throw new Refusal(403, 'MISSING_SCOPES', 'This account does not have access to behavioral events (Enterprise).');
}

/** One contact's events, newest first unless `sort=occurredAt`. */
function listOccurrences(asked: Asked): Reply {
  refuseSmallAccount(asked);
  const { portal, request } = asked;
  const contact = contactAsked(asked);
  const [after, before] = ['occurredAfter', 'occurredBefore'].map((name) => timeAsked(request.query.get(name)));
  const type = request.query.get('eventType');
  const all = (portal.activity.occurrences.get(contact) ?? []).filter(
    (each) => (type === null || each.eventType === type) && each.at >= (after ?? 0) && each.at <= (before ?? Infinity),
  );
  const sign = request.query.get('sort') === 'occurredAt' ? 1 : -1;
  const views = all
    .toSorted((a, b) => sign * (a.at - b.at))
    .map(({ id, eventType, at, properties }) => {
      return {
        id,
        eventType,
        objectType: 'CONTACT',
        objectId: contact,
        occurredAt: new Date(at).toISOString(),
        properties,
      };
    });
  return { status: 200, body: page(views, asked, { most: 1_000, usual: 100 }) };
}

function contactAsked({ portal, request }: Asked): string {
  const email = request.query.get('objectProperty.email');
  const id = email === null ? request.query.get('objectId') : holderOf(portal.shelves.contacts, 'email', email);
  const record = liveRecord(portal.shelves.contacts, id ?? '');
  if (record) return record.id;
  if (id === null) throw invalid('objectType with objectId or objectProperty is required');
  throw notFound();
}

function timeAsked(value: string | null): number | undefined {
  if (value === null) return undefined;
  const at = instantFrom(value);
  if (at === undefined) throw invalid(`${value} is not an ISO 8601 time`);
  return at;
}

function eventTypes(asked: Asked): Reply {
  refuseSmallAccount(asked);
  return { status: 200, body: { eventTypes: ['e_visited_page', 'e_form_submission_v2', 'e_call_ended'] } };
}

/** Reported newest first and without a contact id (dossier 3.8). A form nobody knows is a 404. */
function listSubmissions(asked: Asked): Reply {
  const submissions = asked.portal.activity.submissions.get(asked.request.params['form'] ?? '');
  if (!submissions) throw notFound('Form not found');
  return { status: 200, body: page(submissions.toReversed(), asked, { most: 50, usual: 20 }) };
}

function listEmailEvents(asked: Asked): Reply {
  const { portal, request } = asked;
  const [recipient, type] = ['recipient', 'eventType'].map((name) => request.query.get(name));
  const since = Number(request.query.get('startTimestamp') ?? 0);
  const events = portal.activity.emailEvents.filter(
    (event) =>
      event.created >= since && (!recipient || event.recipient === recipient) && (!type || event.type === type),
  );
  return { status: 200, body: { hasMore: false, offset: '', events: events.toReversed() } };
}

function listParticipations(asked: Asked): Reply {
  const { portal, request } = asked;
  const given = request.params['id'] ?? '';
  const contact = given.includes('@') ? (holderOf(portal.shelves.contacts, 'email', given) ?? '') : given;
  const state = request.query.get('state');
  const fitting = (portal.activity.participations.get(contact) ?? []).filter(
    (each) => state === null || each.state === state,
  );
  const views = fitting.map(({ id, marketingEventId, name, at, state: attendanceState }) => ({
    id,
    createdAt: new Date(at).toISOString(),
    associations: { contact: { contactId: contact }, marketingEvent: { marketingEventId, name } },
    properties: { occurredAt: at, attendanceState },
  }));
  return { status: 200, body: { total: views.length, ...page(views, asked, { most: 100, usual: 10 }) } };
}

function page(all: object[], { request }: Asked, limits: { most: number; usual: number }): object {
  const limit = queryLimit(request, limits.most, limits.usual);
  const from = Number(request.query.get('after') ?? 0);
  if (!Number.isInteger(from) || from < 0) throw invalid(`Invalid value for after: ${request.query.get('after')}`);
  const more = from + limit < all.length ? { paging: { next: { after: String(from + limit) } } } : {};
  return { results: all.slice(from, from + limit), ...more };
}
