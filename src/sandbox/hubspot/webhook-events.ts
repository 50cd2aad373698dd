import type { Portal } from './portal.ts';
import type { Source } from './records.ts';

/** Property names, or every property. */
export type PropertyWatch = Set<string> | 'all';

/** One entry of a delivery's array (dossier 3.14). */
export type WebhookEvent = {
  eventId: number;
  subscriptionId: number;
  portalId: number;
  appId: number;
  occurredAt: number;
  subscriptionType: string;
  attemptNumber: number;
  /** Absent of an association change, which names both its ends. */
  objectId?: number;
  objectTypeId?: string;
  changeSource: string;
  sourceId?: string;
  [detail: string]: unknown;
};

type News = {
  kind: 'creation' | 'deletion' | 'restore' | 'propertyChange' | 'merge' | 'privacyDeletion' | 'associationChange';
  contactId: string;
  at: number;
  source: Source;
  details?: Record<string, unknown>;
};

const subscriptionIds = {
  creation: 1,
  deletion: 2,
  propertyChange: 3,
  merge: 4,
  privacyDeletion: 5,
  associationChange: 6,
  restore: 7,
};

/** Nobody may be listening; what is older than this many events is forgotten. */
const UNSENT_KEPT = 10_000;

/** Queues a webhook event of a contact, if the app is in the account. */
export function announce(portal: Portal, news: News): void {
  if (!portal.installed) return;
  const details = news.details ?? {};
  if (news.kind === 'propertyChange' && !isWatched(portal.watched, String(details['propertyName']))) return;
  const erased = news.kind === 'privacyDeletion';
  portal.unsent.push({
    // Not promised to be unique (dossier 3.14), so the sandbox's repeat after 4,096 events.
    eventId: 3_816_000_000 + (portal.lastEvent++ % 4_096),
    subscriptionId: subscriptionIds[news.kind],
    portalId: portal.id,
    appId: portal.appId,
    occurredAt: news.at,
    subscriptionType: erased ? 'contact.privacyDeletion' : `object.${news.kind}`,
    attemptNumber: 0,
    ...(news.kind === 'associationChange' ? {} : { objectId: Number(news.contactId) }),
    ...(erased || news.kind === 'associationChange' ? {} : { objectTypeId: '0-1' }),
    changeSource: news.source.type,
    ...(news.source.id === undefined ? {} : { sourceId: news.source.id }),
    ...details,
  });
  if (portal.unsent.length > UNSENT_KEPT) portal.unsent.shift();
}

function isWatched(watched: PropertyWatch, name: string): boolean {
  return watched === 'all' || watched.has(name);
}
