import type { ObjectType } from './object-types.ts';
import type { Portal } from './portal.ts';
import { liveRecord, valueOf, type CrmRecord, type Source } from './records.ts';
import { checkedValues } from './values.ts';
import { setValue } from './writes.ts';

/** A person in the portal's screens, unless another source is named. */
export const person: Source = { type: 'CRM_UI', id: 'userId:9' };

/** Values of a seed, checked and brought into HubSpot's form; a test that seeds nonsense should fail. */
export function seedValues(portal: Portal, type: ObjectType, values: Record<string, string>): Record<string, string> {
  const isOwner = (id: string) => portal.owners.has(id);
  return checkedValues(values, { portalId: portal.id, properties: portal.properties[type], isOwner, byHubspot: true });
}

/** A record's properties as a test reads them: everything that is not empty. */
export function plainValues(type: ObjectType, record: CrmRecord): Record<string, string> {
  const names = [...Object.keys(record.values), 'hs_object_id'];
  return Object.fromEntries(
    names.map((name) => [name, valueOf(type, record, name) ?? '']).filter(([, value]) => value !== ''),
  );
}

/** The live record of this id; throws when a seed names one that is not there. */
export function liveOne(portal: Portal, type: ObjectType, id: string): CrmRecord {
  const record = liveRecord(portal.shelves[type], id);
  if (!record) throw new Error(`the sandbox has no live record ${id} among its ${type}`);
  return record;
}

/** Writes values whatever was there before, with history and, of contacts, webhooks. */
export function writeSeed(
  portal: Portal,
  type: ObjectType,
  id: string,
  values: Record<string, string>,
  at: number,
  source: Source,
): void {
  const record = liveOne(portal, type, id);
  for (const [name, value] of Object.entries(seedValues(portal, type, values))) {
    setValue(portal, type, record, { name, value, at, source });
  }
}
