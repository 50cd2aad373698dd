import { link, linkType, moveLinks, unlinkAll } from './associations.ts';
import { kindOf, type ObjectType } from './object-types.ts';
import { closedFlags } from './pipelines.ts';
import { nextId, type Portal } from './portal.ts';
import {
  erase,
  holderOf,
  liveRecord,
  shelve,
  touch,
  versionsOf,
  writeValue,
  type CrmRecord,
  type Source,
  type Version,
} from './records.ts';
import { invalid, Refusal } from './refusal.ts';
import { announce } from './webhook-events.ts';

/** Who writes, and when. */
export type Writer = { source: Source; at: number };

export type NewLink = { toId: string; typeId: number };

/** Creates from values already checked. 409 when a unique value is taken, 400 when something required is missing. */
export function createRecord(
  portal: Portal,
  type: ObjectType,
  values: Record<string, string>,
  links: NewLink[],
  writer: Writer,
): CrmRecord {
  refuseIncomplete(type, values);
  refuseTaken(portal, type, values, undefined);
  refuseDeadLinks(portal, type, links);
  const { at, source } = writer;
  const owner = type === 'contacts' ? assigned('hubspot_owner_id', values['hubspot_owner_id'] ?? '', at) : {};
  const given = Object.entries({ ...usual(type), ...values, ...derived(type, values, at), ...owner });
  const filled = Object.fromEntries(given.filter(([, value]) => value !== ''));
  const record: CrmRecord = { id: nextId(portal), values: filled, createdAt: at, updatedAt: at, source };
  shelve(portal.shelves[type], record);
  for (const { toId, typeId } of links) {
    link(portal.links, record.id, typeId, toId);
    touchTarget(portal, linkType(type, typeId).to, toId, at);
  }
  if (type === 'contacts')
    announce(portal, { kind: 'creation', contactId: record.id, at, source, details: { changeFlag: 'CREATED' } });
  return record;
}

/** A new task, note or call moves the last change of who it is about (there, "Last activity date"), so a poller sees its own writes. */
function touchTarget(portal: Portal, type: ObjectType, id: string, at: number): void {
  const record = liveRecord(portal.shelves[type], id);
  if (record) touch(portal.shelves[type], record, at);
}

/**
 * Writes values already checked. A value that is there already makes no version and no webhook, but moves the last change:
 * whether HubSpot moves it is not known, and this is what a poller must survive.
 */
export function updateRecord(
  portal: Portal,
  type: ObjectType,
  record: CrmRecord,
  values: Record<string, string>,
  writer: Writer,
): void {
  refuseTaken(portal, type, values, record.id);
  const { at, source } = writer;
  for (const [name, value] of Object.entries({ ...values, ...derived(type, values, at) })) {
    if ((record.values[name] ?? '') === value || stepsBack(record, name, value)) continue;
    setValue(portal, type, record, { name, value, at, source });
  }
  touch(portal.shelves[type], record, at);
}

/** One value with its history and webhook, whatever was there before. */
export function setValue(
  portal: Portal,
  type: ObjectType,
  record: CrmRecord,
  change: { name: string; value: string; at: number; source: Source },
): void {
  const { name, value, at, source } = change;
  writeValue(portal.shelves[type], record, name, { value, at, source });
  touch(portal.shelves[type], record, at);
  if (type !== 'contacts') return;
  for (const [also, when] of Object.entries(assigned(name, value, at)))
    writeValue(portal.shelves[type], record, also, { value: when, at, source });
  const details = { propertyName: name, propertyValue: value, isSensitive: false };
  announce(portal, { kind: 'propertyChange', contactId: record.id, at, source, details });
}

/** GDPR erasure of a contact: nothing of it can be read again. */
export function eraseContact(portal: Portal, record: CrmRecord, { at, source }: Writer): void {
  erase(portal.shelves.contacts, record);
  unlinkAll(portal.links, 'contacts', record.id);
  announce(portal, { kind: 'privacyDeletion', contactId: record.id, at, source });
}

/**
 * Merges two contacts into a NEW record (the webhook's `newObjectId`); both old ids lead to it. The primary's values win; the
 * history of both stays, each value at its own time.
 */
export function mergeContacts(portal: Portal, primary: CrmRecord, other: CrmRecord, { at, source }: Writer): CrmRecord {
  const shelf = portal.shelves.contacts;
  const values = { ...other.values, ...primary.values, hs_merged_object_ids: `${primary.id};${other.id}` };
  const past = mergedPast(primary, other);
  const merged: CrmRecord = { ...primary, id: nextId(portal), values, past, updatedAt: at };
  for (const old of [primary, other]) erase(shelf, old);
  shelve(shelf, merged);
  for (const old of [primary, other]) {
    moveLinks(portal.links, 'contacts', old.id, merged.id);
    shelf.mergedInto.set(old.id, merged.id);
  }
  const moved = Object.keys(other.values).filter((name) => primary.values[name] === undefined).length;
  const ids = {
    primaryObjectId: Number(primary.id),
    mergedObjectIds: [Number(other.id)],
    newObjectId: Number(merged.id),
  };
  announce(portal, {
    kind: 'merge',
    contactId: merged.id,
    at,
    source,
    details: { ...ids, numberOfPropertiesMoved: moved },
  });
  return merged;
}

function mergedPast(primary: CrmRecord, other: CrmRecord): Map<string, Version[]> {
  const names = new Set([...Object.keys(primary.values), ...Object.keys(other.values)]);
  const pasts = [...names].map((name): [string, Version[]] => [
    name,
    [...versionsOf(primary, name), ...versionsOf(other, name)].toSorted((a, b) => b.at - a.at),
  ]);
  return new Map(pasts);
}

function usual(type: ObjectType): Record<string, string> {
  if (type !== 'tasks') return {};
  return { hs_task_status: 'NOT_STARTED', hs_task_priority: 'NONE', hs_task_type: 'TODO' };
}

function derived(type: ObjectType, values: Record<string, string>, at: number): Record<string, string> {
  if (type === 'deals') return { ...closedFlags(values['dealstage']), ...homeAmount(values) };
  if (type !== 'tasks' || values['hs_task_status'] === undefined) return {};
  const done = values['hs_task_status'] === 'COMPLETED';
  return { hs_task_completion_date: done ? new Date(at).toISOString() : '' };
}

/** One currency, unless a seed says what the amount is in the portal's own. */
function homeAmount({
  amount,
  amount_in_home_currency: home = amount,
}: Record<string, string>): Record<string, string> {
  return home === undefined ? {} : { amount_in_home_currency: home };
}

/** "The most recent timestamp of when an owner was assigned to this record" (its description). */
export function assigned(name: string, value: string, at: number): Record<string, string> {
  return name === 'hubspot_owner_id' && value !== '' ? { hubspot_owner_assigneddate: new Date(at).toISOString() } : {};
}

const stages = 'subscriber lead marketingqualifiedlead salesqualifiedlead opportunity customer evangelist other'.split(
  ' ',
);

/** Moving the lifecycle stage backwards is ignored unless it was cleared first (dossier 3.1). */
function stepsBack(record: CrmRecord, name: string, value: string): boolean {
  if (name !== 'lifecyclestage' || value === '') return false;
  return stages.indexOf(value) < stages.indexOf(record.values['lifecyclestage'] ?? '');
}

function refuseIncomplete(type: ObjectType, values: Record<string, string>): void {
  const { required, singular } = kindOf(type);
  const missing = required.filter((name) => (values[name] ?? '') === '');
  if (missing.length === 0) return;
  const message = `Error creating ${singular.toUpperCase()}. Some required properties were not set.`;
  throw invalid(message, {
    errors: [{ message, code: 'MISSING_REQUIRED_PROPERTY', context: { properties: missing } }],
  });
}

function refuseTaken(portal: Portal, type: ObjectType, values: Record<string, string>, self: string | undefined): void {
  const shelf = portal.shelves[type];
  for (const name of shelf.unique.keys()) {
    const holder = values[name] ? holderOf(shelf, name, values[name]) : undefined;
    if (holder === undefined || holder === self) continue;
    const who = name === 'email' ? 'Contact' : `Object with ${name}`;
    throw new Refusal(409, 'CONFLICT', `${who} already exists. Existing ID: ${holder}`);
  }
}

// Status and category are documented; the wording is not.
function refuseDeadLinks(portal: Portal, type: ObjectType, links: NewLink[]): void {
  const dead = links
    .map(({ toId, typeId }) => ({ toId, to: linkType(type, typeId).to }))
    .filter(({ toId, to }) => !liveRecord(portal.shelves[to], toId))
    .map(({ toId, to }) => `${kindOf(to).singular.toUpperCase()}=${toId} is not valid`);
  if (dead.length === 0) return;
  throw invalid(`One or more association targets are invalid: [${dead.join(', ')}]`, {
    context: { INVALID_OBJECT_IDS: dead },
  });
}
