import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import type { Submission } from './forms.ts';
import { pageOf } from './input.ts';
import type { EmailEvent } from './mail-events.ts';
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
};

type Occurrence = { id: string; eventType: string; at: number; properties: Record<string, string> };

/** Behavioural events (dossier 3.7). */
export function activityRoutes(add: AddEndpoint): void {
  add('GET', '/events/event-occurrences/V', [], listOccurrences);
  add('GET', '/events/event-occurrences/V/event-types', [], eventTypes);
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
  return { status: 200, body: pageOf(views, asked.request, { most: 1_000, usual: 100 }) };
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
