import type { Reply, SandboxRequest } from '../server.ts';
import type { AddEndpoint, Asked, Scopes } from './endpoint.ts';
import { asObject, objects, propertyValues, queryLimit, queryList, text, type Json } from './input.ts';
import { kindOf, objectTypeFrom, type ObjectType } from './object-types.ts';
import type { Portal } from './portal.ts';
import { holderOf, liveRecord, type CrmRecord } from './records.ts';
import { archiveRecord } from './recycle-bin.ts';
import { invalid, notFound } from './refusal.ts';
import { checkedValues } from './values.ts';
import { recordView, writtenView, type Wanted } from './views.ts';
import { createRecord, eraseContact, mergeContacts, updateRecord, type NewLink } from './writes.ts';

/** The scopes an object's call needs. E-mails: either in 2026-03, both since 2026-09 (dossier 3.9). */
export function scopesFor(access: 'read' | 'write'): Scopes {
  return (request: SandboxRequest, version: string) => {
    const type = objectTypeFrom(request.params['type']);
    const scope = kindOf(type)[access];
    if (type !== 'emails' || access === 'write') return [scope];
    return version === '2026-03' ? [`${scope}|sales-email-read`] : [scope, 'sales-email-read'];
  };
}

/** One record a call: read, list, create, change, archive; and erasure and merging of contacts. */
export function objectRoutes(add: AddEndpoint): void {
  add('POST', '/crm/objects/V/contacts/gdpr-delete', ['crm.objects.contacts.write'], eraseOne);
  add('POST', '/crm/objects/V/contacts/merge', ['crm.objects.contacts.write'], mergeTwo);
  add('GET', '/crm/objects/V/:type', scopesFor('read'), list);
  add('POST', '/crm/objects/V/:type', scopesFor('write'), createOne);
  add('GET', '/crm/objects/V/:type/:id', scopesFor('read'), readOne);
  add('PATCH', '/crm/objects/V/:type/:id', scopesFor('write'), changeOne);
  add('DELETE', '/crm/objects/V/:type/:id', scopesFor('write'), archiveOne);
}

/** The kind of record the path names. */
export function typeOf({ request }: Asked): ObjectType {
  return objectTypeFrom(request.params['type']);
}

/** The given values, checked against the portal's definitions; 400 when one is wrong. */
export function checked(portal: Portal, type: ObjectType, input: Json): Record<string, string> {
  const properties = portal.properties[type];
  const isOwner = (id: string) => portal.owners.has(id);
  return checkedValues(propertyValues(input), { portalId: portal.id, properties, isOwner });
}

/** The links a create asks for, each named by its type id. */
export function newLinks(input: Json): NewLink[] {
  return objects(input, 'associations').flatMap((association) => {
    const toId = text(asObject(association['to'], 'to'), 'id');
    return objects(association, 'types', 'required').map((type) => ({ toId, typeId: linkTypeId(type) }));
  });
}

/** `{associationCategory, associationTypeId}`; this portal has HubSpot's own links only. */
export function linkTypeId(type: Json): number {
  if (type['associationCategory'] === 'HUBSPOT_DEFINED') return Number(type['associationTypeId']);
  throw invalid(
    `associationCategory ${String(type['associationCategory'])} with this associationTypeId does not exist`,
  );
}

/** By record id, or by a unique property; undefined when there is none such. */
export function findRecord(
  portal: Portal,
  type: ObjectType,
  id: string,
  idProperty: string | undefined,
): CrmRecord | undefined {
  const shelf = portal.shelves[type];
  if (idProperty === undefined || idProperty === 'hs_object_id') return liveRecord(shelf, id);
  if (!shelf.unique.has(idProperty)) throw invalid(`${idProperty} is not a unique property of ${type}`);
  return liveRecord(shelf, holderOf(shelf, idProperty, id) ?? '');
}

function recordOf(asked: Asked): CrmRecord {
  const { id = '' } = asked.request.params;
  const record = findRecord(asked.portal, typeOf(asked), id, asked.request.query.get('idProperty') ?? undefined);
  if (!record) throw notFound();
  return record;
}

function wantedBy(request: SandboxRequest): Wanted {
  return {
    properties: queryList(request, 'properties'),
    history: queryList(request, 'propertiesWithHistory'),
    associations: queryList(request, 'associations').map(objectTypeFrom),
  };
}

function readOne(asked: Asked): Reply {
  return { status: 200, body: recordView(asked.portal, typeOf(asked), recordOf(asked), wantedBy(asked.request)) };
}

function list(asked: Asked): Reply {
  const { portal, request } = asked;
  const type = typeOf(asked);
  const wanted = wantedBy(request);
  const limit = queryLimit(request, wanted.history.length > 0 ? 50 : 100, 10);
  const archived = request.query.get('archived') === 'true';
  const { results, after } = pageOf(portal, type, { after: Number(request.query.get('after') ?? 0), limit, archived });
  const views = results.map((record) => recordView(portal, type, record, wanted));
  return { status: 200, body: { results: views, ...(after ? { paging: { next: { after } } } : {}) } };
}

function pageOf(portal: Portal, type: ObjectType, page: { after: number; limit: number; archived: boolean }) {
  const { ids, records } = portal.shelves[type];
  const results: CrmRecord[] = [];
  for (let i = firstAtOrAfter(ids, page.after); i < ids.length; i += 1) {
    const record = records.get(String(ids[i]));
    if (!record || (record.archivedAt !== undefined) !== page.archived) continue;
    if (results.length === page.limit) return { results, after: record.id };
    results.push(record);
  }
  return { results, after: undefined };
}

function firstAtOrAfter(ids: number[], wanted: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Nothing makes a create idempotent: the same POST twice is two records (dossier 3.4).
function createOne(asked: Asked): Reply {
  const { portal, body, writer } = asked;
  const type = typeOf(asked);
  const record = createRecord(portal, type, checked(portal, type, body), newLinks(body), writer);
  return { status: 201, body: writtenView(portal, type, record) };
}

function changeOne(asked: Asked): Reply {
  const { portal, body, writer } = asked;
  const type = typeOf(asked);
  const values = checked(portal, type, body);
  if (Object.keys(values).length === 0) throw invalid('No properties found to update, please provide at least one.');
  const record = recordOf(asked);
  updateRecord(portal, type, record, values, writer);
  return { status: 200, body: writtenView(portal, type, record) };
}

function archiveOne(asked: Asked): Reply {
  archiveRecord(asked.portal, typeOf(asked), asked.request.params['id'] ?? '', asked.writer);
  return { status: 204 };
}

function eraseOne({ portal, body, writer }: Asked): Reply {
  const idProperty = typeof body['idProperty'] === 'string' ? body['idProperty'] : undefined;
  const record = findRecord(portal, 'contacts', text(body, 'objectId'), idProperty);
  if (!record) throw notFound();
  eraseContact(portal, record, writer);
  return { status: 204 };
}

function mergeTwo({ portal, body, writer }: Asked): Reply {
  const [primary, other] = ['primaryObjectId', 'objectIdToMerge'].map((name) =>
    liveRecord(portal.shelves.contacts, text(body, name)),
  );
  if (!primary || !other) throw notFound();
  if (primary === other) throw invalid('A contact cannot be merged with itself');
  return { status: 200, body: writtenView(portal, 'contacts', mergeContacts(portal, primary, other, writer)) };
}
