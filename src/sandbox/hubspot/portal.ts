import type { Activity } from './activity-routes.ts';
import type { Links } from './associations.ts';
import { objectTypes, type ObjectType } from './object-types.ts';
import type { Owner } from './owners.ts';
import { hubspotProperties, type Property } from './property-table.ts';
import { emptyShelf, type Shelf } from './records.ts';
import type { Enrolment } from './sequences.ts';
import type { PropertyWatch, WebhookEvent } from './webhook-events.ts';

/** Calls an app may make; the defaults are a private app on a Professional account (dossier 3.16). */
export type Limits = { tenSecondly: number; daily: number; searchPerSecond: number };

/** One HubSpot account with one installed app: everything it remembers. */
export type Portal = {
  id: number;
  appId: number;
  now: () => number;
  limits: Limits;
  /** Behavioural events answer 403 without it (dossier 3.7). */
  enterprise: boolean;
  /** How long a change stays invisible to search. */
  searchLagMs: number;
  timeZone: string;
  shelves: Record<ObjectType, Shelf>;
  properties: Record<ObjectType, Map<string, Property>>;
  groups: Record<ObjectType, Map<string, PropertyGroup>>;
  links: Links;
  owners: Map<string, Owner>;
  activity: Activity;
  /** Sequence id to name; undefined in an account without the licence for sequences. */
  sequences: Map<string, string> | undefined;
  /** Users who connected no inbox of their own cannot be senders; by e-mail. */
  inboxless: Set<string>;
  /** The one sequence a contact is in. */
  enrolments: Map<string, Enrolment>;
  /** Properties of contacts whose changes become webhook events. */
  watched: PropertyWatch;
  /** Webhook events not sent yet, oldest first. */
  unsent: WebhookEvent[];
  lastId: number;
  lastEvent: number;
};

export type PropertyGroup = { name: string; label: string; displayOrder: number; archived: boolean };

export type PortalOptions = Pick<
  Portal,
  'id' | 'appId' | 'now' | 'limits' | 'enterprise' | 'searchLagMs' | 'timeZone' | 'watched'
>;

/** An account as HubSpot hands it out: its own properties, no records. */
export function newPortal(options: PortalOptions): Portal {
  return {
    ...options,
    shelves: forEachType(emptyShelf),
    properties: forEachType(hubspotProperties),
    groups: forEachType(() => new Map([['contactinformation', group('contactinformation', 'Contact information')]])),
    links: new Map(),
    owners: new Map(),
    activity: { occurrences: new Map(), submissions: new Map(), emailEvents: [], participations: new Map() },
    sequences: new Map(),
    inboxless: new Set(),
    enrolments: new Map(),
    unsent: [],
    lastId: 1_000,
    lastEvent: 0,
  };
}

/** A fresh id; ids only grow. */
export function nextId(portal: Portal): string {
  portal.lastId += 1;
  return String(portal.lastId);
}

export function group(name: string, label: string, displayOrder = -1): PropertyGroup {
  return { name, label, displayOrder, archived: false };
}

function forEachType<T>(make: (type: ObjectType) => T): Record<ObjectType, T> {
  return Object.fromEntries(objectTypes.map((type) => [type, make(type)])) as Record<ObjectType, T>;
}
