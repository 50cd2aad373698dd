import { kindOf, type ObjectType } from './object-types.ts';
import type { Portal } from './portal.ts';
import { announce } from './webhook-events.ts';
import type { Writer } from './writes.ts';

/** A contact's link to a company or deal that is there now, or is gone. */
export type LinkNews = {
  contactId: string;
  to: ObjectType;
  toId: string;
  removed?: boolean;
  primary?: boolean;
};

/**
 * Queues the webhook of a contact's new or lost company or deal; other links say nothing to this app. Told from the contact's end,
 * and to an app that subscribed to both also from the other.
 */
export function tellAssociation(portal: Portal, news: LinkNews, { at, source }: Writer): void {
  const { contactId, to, toId, removed = false, primary = false } = news;
  if (to !== 'companies' && to !== 'deals') return;
  const other = kindOf(to).singular.toUpperCase();
  const common = { associationRemoved: removed, isPrimaryAssociation: primary };
  const ends = { fromObjectId: Number(contactId), toObjectId: Number(toId) };
  const details = { associationType: `CONTACT_TO_${other}`, ...ends, ...common };
  announce(portal, { kind: 'associationChange', contactId, at, source, details });
  if (!portal.tellsBothEnds) return;
  const turned = { associationType: `${other}_TO_CONTACT`, fromObjectId: Number(toId), toObjectId: Number(contactId) };
  announce(portal, { kind: 'associationChange', contactId, at, source, details: { ...turned, ...common } });
}
