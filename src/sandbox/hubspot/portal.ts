import type { ActionRun } from './actions.ts';
import type { Activity } from './activity-routes.ts';
import type { Links } from './associations.ts';
import { newFlows, type Flows } from './flows.ts';
import type { Form } from './forms.ts';
import type { Attendance, MarketingEvent } from './marketing-events.ts';
import { objectTypes, type ObjectType } from './object-types.ts';
import type { Owner } from './owners.ts';
import { hubspotProperties, type Property } from './property-table.ts';
import { emptyShelf, type Shelf } from './records.ts';
import type { Enrolment } from './sequences.ts';
import type { PropertyWatch, WebhookEvent } from './webhook-events.ts';

/** Calls an app may make; the defaults are a private app on a Professional account (dossier 3.16). */
export type Limits = { tenSecondly: number; daily: number; searchPerSecond: number };

/** One HubSpot account with one app: everything it remembers. */
export type Portal = {
  id: number;
  appId: number;
  now: () => number;
  limits: Limits;
  /** STANDARD, SANDBOX, DEVELOPER_TEST or APP_DEVELOPER. */
  accountType: string;
  /** Where its data is, which its own address tells: `na1`, `eu1`... */
  region: string;
  /** How many properties may be added to one kind of record. */
  customProperties: number;
  /** The user who connects the app. */
  installer: number;
  /** Scopes that its plan does not have. */
  lacksScopes: Set<string>;
  /** Association changes are also told from the other end, as to an app that subscribed to both. */
  tellsBothEnds: boolean;
  /** Behavioural events answer 403 without it (dossier 3.7). */
  enterprise: boolean;
  /** How long a change stays invisible to search. */
  searchLagMs: number;
  timeZone: string;
  /** The app is in the account: it hears of changes. */
  installed: boolean;
  shelves: Record<ObjectType, Shelf>;
  properties: Record<ObjectType, Map<string, Property>>;
  groups: Record<ObjectType, Map<string, PropertyGroup>>;
  links: Links;
  owners: Map<string, Owner>;
  activity: Activity;
  forms: Map<string, Form>;
  marketingEvents: Map<string, MarketingEvent>;
  /** By marketing event, oldest first. */
  attendance: Map<string, Attendance[]>;
  flows: Flows;
  /** Runs of the app's workflow actions, by callback. */
  actionRuns: Map<string, ActionRun>;
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
  | 'id'
  | 'appId'
  | 'now'
  | 'limits'
  | 'accountType'
  | 'region'
  | 'installer'
  | 'lacksScopes'
  | 'customProperties'
  | 'tellsBothEnds'
  | 'enterprise'
  | 'searchLagMs'
  | 'timeZone'
  | 'watched'
>;

/** An account as HubSpot hands it out: its own properties, no records. */
export function newPortal(options: PortalOptions): Portal {
  return {
    ...options,
    shelves: forEachType(emptyShelf),
    properties: forEachType(hubspotProperties),
    groups: forEachType(() => new Map([['contactinformation', group('contactinformation', 'Contact information')]])),
    installed: true,
    links: new Map(),
    owners: new Map(),
    activity: { occurrences: new Map(), submissions: new Map(), emailEvents: [] },
    forms: new Map(),
    marketingEvents: new Map(),
    attendance: new Map(),
    flows: newFlows(),
    actionRuns: new Map(),
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

/** How many properties were added to a kind of record, by apps and people. */
export function customPropertiesOf(portal: Portal, type: ObjectType): number {
  return [...portal.properties[type].values()].filter(({ hubspotDefined, archived }) => !hubspotDefined && !archived)
    .length;
}

export function group(name: string, label: string, displayOrder = -1): PropertyGroup {
  return { name, label, displayOrder, archived: false };
}

function forEachType<T>(make: (type: ObjectType) => T): Record<ObjectType, T> {
  return Object.fromEntries(objectTypes.map((type) => [type, make(type)])) as Record<ObjectType, T>;
}
