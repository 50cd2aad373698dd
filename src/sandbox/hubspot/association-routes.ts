import type { Reply } from '../server.ts';
import { tellAssociation } from './association-news.ts';
import { defaultLink, link, linked, linkType } from './associations.ts';
import { batchReply, inputsOf } from './batch-routes.ts';
import type { AddEndpoint, Asked, Scopes } from './endpoint.ts';
import { asObject, objects, queryLimit, text, type Json } from './input.ts';
import { linkTypeId } from './object-routes.ts';
import { kindOf, objectTypeFrom, type ObjectType } from './object-types.ts';
import type { Portal } from './portal.ts';
import { liveRecord } from './records.ts';
import { invalid, notFound } from './refusal.ts';

const read: Scopes = (request) => [kindOf(objectTypeFrom(request.params['from'])).read];
const write: Scopes = (request) => [kindOf(objectTypeFrom(request.params['from'])).write];

/** Links between records (dossier 3.3). */
export function associationRoutes(add: AddEndpoint): void {
  add('POST', '/crm/associations/V/:from/:to/batch/read', read, readMany);
  add('POST', '/crm/associations/V/:from/:to/batch/create', write, createMany);
  add('POST', '/crm/associations/V/:from/:to/batch/associate/default', write, createDefaults);
  add('PUT', '/crm/objects/V/:from/:id/associations/default/:to/:toId', write, createDefault);
  add('GET', '/crm/objects/V/:from/:id/associations/:to', read, readOne);
}

function ends({ request }: Asked): { from: ObjectType; to: ObjectType } {
  return { from: objectTypeFrom(request.params['from']), to: objectTypeFrom(request.params['to']) };
}

function readMany(asked: Asked): Reply {
  const { from, to } = ends(asked);
  const ids = inputsOf(asked.body, 1_000).map((input) => text(input, 'id'));
  const entries = ids.map((id) => ({ from: { id }, to: targets(asked, from, id, to) }));
  const results = entries.filter((entry) => entry.to.length > 0);
  const missing = entries.filter((entry) => entry.to.length === 0).map((entry) => entry.from.id);
  return batchReply(asked, 200, results, missing.length > 0 ? [noneError(from, to, missing)] : []);
}

function noneError(from: ObjectType, to: ObjectType, ids: string[]): object {
  const message = `No ${kindOf(to).singular} is associated with ${kindOf(from).singular} ${ids.join(', ')}.`;
  const context = { fromObjectId: ids };
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message,
    context,
  };
}

/** The single read is not in the 2026-09 release (dossier 3.3): the path is unknown there, which this 404 stands for. */
function readOne(asked: Asked): Reply {
  if (asked.version !== '2026-03') throw notFound('No such path in this version: use batch/read');
  const { from, to } = ends(asked);
  const id = liveId(asked.portal, from, asked.request.params['id'] ?? '');
  const limit = queryLimit(asked.request, 500, 500);
  return { status: 200, body: { results: targets(asked, from, id, to).slice(0, limit) } };
}

// A string in the 2026-03 specification, an integer in v4 and later: dossier 3.3.
function targets({ portal, version }: Asked, from: ObjectType, id: string, to: ObjectType): object[] {
  return [...linked(portal.links, from, id, to)].map(([toId, types]) => ({
    toObjectId: version === '2026-03' ? toId : Number(toId),
    associationTypes: [...types].map((typeId) => ({
      category: 'HUBSPOT_DEFINED',
      typeId,
      label: [1, 2, 5, 6].includes(typeId) ? 'Primary' : null,
    })),
  }));
}

function createMany(asked: Asked): Reply {
  const { from, to } = ends(asked);
  const wanted = inputsOf(asked.body, 2_000).map((input) => ({
    ...pairOf(input),
    typeIds: objects(input, 'types', 'required').map(linkTypeId),
  }));
  for (const { typeIds } of wanted) for (const typeId of typeIds) refuseOtherKind(from, to, typeId);
  return linkAll(asked, wanted);
}

function refuseOtherKind(from: ObjectType, to: ObjectType, typeId: number): void {
  if (linkType(from, typeId).to !== to)
    throw invalid(`associationTypeId ${typeId} does not lead from ${from} to ${to}`);
}

function createDefaults(asked: Asked): Reply {
  const { from, to } = ends(asked);
  const typeIds = [defaultLink(from, to)];
  return linkAll(
    asked,
    inputsOf(asked.body, 2_000).map((input) => ({ ...pairOf(input), typeIds })),
  );
}

function createDefault(asked: Asked): Reply {
  const { from, to } = ends(asked);
  const { id = '', toId = '' } = asked.request.params;
  return linkAll(asked, [{ id, toId, typeIds: [defaultLink(from, to)] }]);
}

function pairOf(input: Json): { id: string; toId: string } {
  return { id: text(asObject(input['from'], 'from'), 'id'), toId: text(asObject(input['to'], 'to'), 'id') };
}

function linkAll(asked: Asked, wanted: { id: string; toId: string; typeIds: number[] }[]): Reply {
  const { from, to } = ends(asked);
  for (const { id, toId } of wanted) {
    liveId(asked.portal, from, id);
    liveId(asked.portal, to, toId);
  }
  for (const { id, toId, typeIds } of wanted) {
    const before = linked(asked.portal.links, from, id, to).has(toId);
    for (const typeId of typeIds) link(asked.portal.links, id, typeId, toId);
    if (!before) tellLink(asked, from, id, to, toId);
  }
  const results = wanted.map(({ id, toId }) => ({ from: { id }, to: { id: toId } }));
  return batchReply(asked, 200, results, []);
}

function tellLink({ portal, writer }: Asked, from: ObjectType, id: string, to: ObjectType, toId: string): void {
  if (from === 'contacts') tellAssociation(portal, { contactId: id, to, toId }, writer);
  if (to === 'contacts') tellAssociation(portal, { contactId: toId, to: from, toId: id }, writer);
}

function liveId(portal: Portal, type: ObjectType, id: string): string {
  const record = liveRecord(portal.shelves[type], id);
  if (record) return record.id;
  throw notFound(`No ${kindOf(type).singular} with ID ${id} exists`);
}
