import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Change, WebhookIntake } from '../crm.ts';

const id = z.union([z.string().min(1), z.number().int()]).transform(String);
const event = z.object({
  portalId: id,
  subscriptionType: z.string(),
  occurredAt: z.number(),
  subscriptionId: id.optional(),
  appId: id.optional(),
  objectId: id.optional(),
  objectTypeId: z.string().optional(),
  propertyName: z.string().optional(),
  propertyValue: z.unknown().optional(),
  changeSource: z.string().nullish(),
  sourceId: z.coerce.string().nullish(),
  primaryObjectId: id.optional(),
  newObjectId: id.optional(),
  mergedObjectIds: z.array(id).optional(),
  associationType: z.string().optional(),
  fromObjectTypeId: z.string().optional(),
  toObjectTypeId: z.string().optional(),
  fromObjectId: id.optional(),
  toObjectId: id.optional(),
});
type Event = z.infer<typeof event>;

/** The contacts that a delivery's events name, by portal, each event once; everything else counted by why it says nothing to us. */
export function changesOf(events: unknown[], appId: string | undefined): ReturnType<WebhookIntake> {
  const byPortal = new Map<string, Map<string, Change>>();
  const ignored: Record<string, number> = {};
  const ignore = (reason: string) => (ignored[reason] = (ignored[reason] ?? 0) + 1);
  for (const raw of events) {
    const parsed = event.safeParse(raw);
    const read = parsed.success ? contactsIn(parsed.data, appId) : 'malformed';
    if (typeof read === 'string' || !parsed.success) {
      ignore(String(read));
      continue;
    }
    const changes = byPortal.get(parsed.data.portalId) ?? new Map<string, Change>();
    byPortal.set(parsed.data.portalId, changes);
    const erase = parsed.data.subscriptionType === 'contact.privacyDeletion';
    const stays = survivorOf(parsed.data);
    for (const contactId of read) {
      const key = keyOf(parsed.data, contactId);
      const into = stays !== undefined && stays !== contactId ? { into: stays } : {};
      changes.set(key, { key, leadId: contactId, ...(erase && { erase }), ...into });
    }
  }
  const batches = [...byPortal].map(([account, changes]) => ({ account, changes: [...changes.values()] }));
  return { kind: 'accepted', batches, ignored };
}

/** The contacts to look at again because of this event, or why there are none. */
function contactsIn(one: Event, appId: string | undefined): string[] | string {
  const kind = one.subscriptionType.split('.')[1] ?? '';
  if (kind === 'associationChange') return associated(one);
  const ofContact =
    one.objectTypeId === undefined ? one.subscriptionType.startsWith('contact.') : one.objectTypeId === '0-1';
  if (!ofContact) return 'not a contact';
  if (isEcho(one, appId)) return 'own change';
  switch (kind) {
    case 'creation':
    case 'propertyChange':
    case 'restore':
    // Reading it tells that it is gone.
    case 'deletion':
    case 'privacyDeletion':
      return one.objectId === undefined ? 'malformed' : [one.objectId];
    case 'merge':
      return merged(one);
    default:
      return 'unknown subscription';
  }
}

/** The contact that stays first, then those that went into it: reading them tells that they are gone. */
function merged(one: Event): string[] | string {
  const ids = [one.newObjectId, one.primaryObjectId ?? one.objectId, ...(one.mergedObjectIds ?? [])];
  const known = [...new Set(ids.filter((contactId) => contactId !== undefined))];
  return known.length === 0 ? 'malformed' : known;
}

/** Whom the contacts of a merge are from then on: HubSpot makes a new one, or keeps the primary. */
function survivorOf(one: Event): string | undefined {
  if (!one.subscriptionType.endsWith('.merge')) return undefined;
  return one.newObjectId ?? one.primaryObjectId ?? one.objectId;
}

function associated(one: Event): string[] | string {
  const type = one.associationType ?? '';
  const contactId =
    one.fromObjectTypeId === '0-1' || type.startsWith('CONTACT_TO_')
      ? one.fromObjectId
      : one.toObjectTypeId === '0-1' || type.endsWith('_TO_CONTACT')
        ? one.toObjectId
        : undefined;
  return contactId === undefined ? 'not a contact' : [contactId];
}

function isEcho(one: Event, appId: string | undefined): boolean {
  const ours = appId ?? one.appId;
  return one.changeSource === 'INTEGRATION' && ours !== undefined && (one.sourceId ?? '').split(/\D+/).includes(ours);
}

// HubSpot's eventId is not unique, so an event is what it says: a redelivery says the same.
function keyOf(one: Event, contactId: string): string {
  const value = createHash('sha256')
    .update(JSON.stringify(one.propertyValue ?? null))
    .digest('hex')
    .slice(0, 16);
  const subscription = one.subscriptionId ?? one.subscriptionType;
  return ['hubspot:event', one.portalId, subscription, contactId, one.propertyName ?? '', one.occurredAt, value].join(
    ':',
  );
}
