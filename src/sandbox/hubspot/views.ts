import { linked } from './associations.ts';
import { kindOf, type ObjectType } from './object-types.ts';
import type { Portal } from './portal.ts';
import { valueOf, versionsOf, type CrmRecord } from './records.ts';

/** What a reader asked to see. */
export type Wanted = { properties: string[]; history: string[]; associations: ObjectType[] };

/** A record as the object APIs answer it. Names that do not exist are left out in silence, as HubSpot does. */
export function recordView(
  portal: Portal,
  type: ObjectType,
  record: CrmRecord,
  wanted: Wanted,
): Record<string, unknown> {
  const { id, archivedAt } = record;
  return {
    id,
    properties: propertiesView(portal, type, record, [...wanted.properties, ...wanted.history]),
    ...(wanted.history.length > 0 ? { propertiesWithHistory: historyView(portal, type, record, wanted.history) } : {}),
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt).toISOString(),
    archived: archivedAt !== undefined,
    ...(archivedAt === undefined ? {} : { archivedAt: new Date(archivedAt).toISOString() }),
    ...(wanted.associations.length > 0
      ? { associations: associationsView(portal, type, id, wanted.associations) }
      : {}),
    url: `https://app.hubspot.com/contacts/${portal.id}/record/${kindOf(type).typeId}/${id}`,
  };
}

/** A written record as the answer to its writer: every value it has. */
export function writtenView(portal: Portal, type: ObjectType, record: CrmRecord): Record<string, unknown> {
  return recordView(portal, type, record, { properties: Object.keys(record.values), history: [], associations: [] });
}

function propertiesView(
  portal: Portal,
  type: ObjectType,
  record: CrmRecord,
  asked: string[],
): Record<string, string | null> {
  const kind = kindOf(type);
  const always = ['hs_object_id', kind.created, kind.modified];
  const names = new Set([...always, ...(asked.length > 0 ? asked : kind.defaults)]);
  const view: Record<string, string | null> = {};
  for (const name of names) {
    if (exists(portal, type, name)) view[name] = valueOf(type, record, name) ?? null;
  }
  return view;
}

function historyView(portal: Portal, type: ObjectType, record: CrmRecord, names: string[]): Record<string, object[]> {
  const view: Record<string, object[]> = {};
  for (const name of names) {
    if (!exists(portal, type, name)) continue;
    view[name] = versionsOf(record, name).map(({ value, at, source }) => ({
      value,
      timestamp: new Date(at).toISOString(),
      sourceType: source.type,
      ...(source.id === undefined ? {} : { sourceId: source.id }),
      ...(source.id?.startsWith('userId:') ? { updatedByUserId: Number(source.id.slice(7)) } : {}),
    }));
  }
  return view;
}

function associationsView(portal: Portal, type: ObjectType, id: string, kinds: ObjectType[]): Record<string, object> {
  const view: Record<string, object> = {};
  for (const to of kinds) {
    const name = `${kindOf(type).singular}_to_${kindOf(to).singular}`;
    const results = [...linked(portal.links, type, id, to).keys()].map((toId) => ({ id: toId, type: name }));
    if (results.length > 0) view[to] = { results };
  }
  return view;
}

function exists(portal: Portal, type: ObjectType, name: string): boolean {
  return portal.properties[type].get(name)?.archived === false;
}
