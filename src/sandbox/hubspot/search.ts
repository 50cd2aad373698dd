import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { objects, optionalText, strings, text, type Json } from './input.ts';
import { scopesFor, typeOf } from './object-routes.ts';
import { kindOf, type ObjectType } from './object-types.ts';
import type { Portal } from './portal.ts';
import { byChange, valueOf, versionsOf, type CrmRecord } from './records.ts';
import { invalid } from './refusal.ts';
import { parsedFilter, type Filter, type Read } from './search-filters.ts';
import { recordView } from './views.ts';

/** CRM search with its limits (dossier 3.2): 200 a page, 10,000 in all, 3,000 characters, five groups of six filters. */
export function searchRoute(add: AddEndpoint): void {
  add('POST', '/crm/objects/V/:type/search', scopesFor('read'), search, 'search');
}

type Sort = { property: string; numeric: boolean; sign: 1 | -1 };

function search(asked: Asked): Reply {
  const { portal, request, body } = asked;
  if (request.rawBody.toString('utf8').length > 3_000) throw invalid('The request body is longer than 3000 characters');
  const type = typeOf(asked);
  const { from, limit } = pageAsked(body);
  const properties = strings(body, 'properties');
  const found = matches(portal, type, filterGroups(portal, type, body), optionalText(body, 'query'));
  const sorted = inOrder(portal, type, found, sortAsked(portal, type, body));
  const results = sorted
    .slice(from, from + limit)
    .map(({ record }) => recordView(portal, type, record, { properties, history: [], associations: [] }));
  const after = from + limit < sorted.length ? { paging: { next: { after: String(from + limit) } } } : {};
  return { status: 200, body: { total: sorted.length, results, ...after } };
}

function pageAsked(body: Json): { from: number; limit: number } {
  const limit = Number(body['limit'] ?? 10);
  const from = Number(body['after'] || 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) throw invalid('limit must be between 1 and 200');
  if (!Number.isInteger(from) || from < 0) throw invalid(`Invalid value for after: ${String(body['after'])}`);
  if (from + limit > 10_000) throw invalid('Search results are limited to 10,000: paging beyond is not possible');
  return { from, limit };
}

function filterGroups(portal: Portal, type: ObjectType, body: Json): Filter[][] {
  const groups = objects(body, 'filterGroups').map((group) => objects(group, 'filters', 'required'));
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  if (groups.length > 5) throw invalid(`At most 5 filterGroups are allowed, found ${groups.length}`);
  if (groups.some((group) => group.length > 6) || total > 18)
    throw invalid('At most 6 filters in a group and 18 in all are allowed');
  return groups.map((group) => group.map((filter) => parsedFilter(portal, type, filter)));
}

function sortAsked(portal: Portal, type: ObjectType, body: Json): Sort | undefined {
  const sorts = objects(body, 'sorts');
  if (sorts.length > 1) throw invalid('Only one sort is allowed');
  if (!sorts[0]) return undefined;
  const property = text(sorts[0], 'propertyName');
  const definition = portal.properties[type].get(property);
  if (!definition) throw invalid(`There was a problem with the request. Property ${property} does not exist`);
  const direction = optionalText(sorts[0], 'direction') ?? 'ASCENDING';
  if (!/^(ASCENDING|DESCENDING)$/.test(direction)) throw invalid(`Unknown direction ${direction}`);
  return { property, numeric: definition.type === 'number', sign: direction === 'ASCENDING' ? 1 : -1 };
}

type Found = { record: CrmRecord; read: Read };

/** In the order of the last change. */
function matches(portal: Portal, type: ObjectType, groups: Filter[][], query: string | undefined): Found[] {
  const cutoff = portal.now() - portal.searchLagMs;
  const found: Found[] = [];
  for (const record of byChange(portal.shelves[type])) {
    if (record.archivedAt !== undefined) continue;
    const read = reader(portal, type, record, cutoff);
    if (!read) continue;
    if (groups.length > 0 && !groups.some((group) => group.every((filter) => filter(read, record.id)))) continue;
    if (query !== undefined && !mentions(read, query)) continue;
    found.push({ record, read });
  }
  return found;
}

/** How the index knows the record: as it was at the cutoff; undefined when it was not there yet. */
function reader(portal: Portal, type: ObjectType, record: CrmRecord, cutoff: number): Read | undefined {
  if (portal.searchLagMs === 0 || record.updatedAt <= cutoff)
    return (name) => ownTime(type, record, name) ?? valueOf(type, record, name);
  if (record.createdAt > cutoff) return undefined;
  return (name) => {
    if (name === kindOf(type).modified) return lastChangeBy(record, cutoff);
    const computed = record.values[name] === undefined && record.past?.has(name) !== true;
    if (computed) return valueOf(type, record, name);
    return versionsOf(record, name).find((version) => version.at <= cutoff)?.value || undefined;
  };
}

function ownTime(type: ObjectType, record: CrmRecord, name: string): number | undefined {
  const { modified, created } = kindOf(type);
  if (name === modified) return record.updatedAt;
  return name === created ? record.createdAt : undefined;
}

function lastChangeBy(record: CrmRecord, cutoff: number): number {
  const times = [...(record.past?.values() ?? [])].flat().map((version) => version.at);
  return Math.max(record.createdAt, ...times.filter((at) => at <= cutoff));
}

const searched = ['email', 'firstname', 'lastname', 'phone', 'company', 'name', 'domain', 'dealname'];

function mentions(read: Read, query: string): boolean {
  return searched.some((name) =>
    String(read(name) ?? '')
      .toLowerCase()
      .includes(query.toLowerCase()),
  );
}

/** Without a sort: oldest record first. */
function inOrder(portal: Portal, type: ObjectType, found: Found[], sort: Sort | undefined): Found[] {
  if (!sort) return found.toSorted((a, b) => Number(a.record.id) - Number(b.record.id));
  const { property, numeric, sign } = sort;
  if (property === kindOf(type).modified && portal.searchLagMs === 0) return sign === 1 ? found : found.toReversed();
  const keyed = found.map((each) => ({ each, key: each.read(property) }));
  return keyed.toSorted((a, b) => sign * compared(a.key, b.key, numeric)).map(({ each }) => each);
}

type Key = ReturnType<Read>;

function compared(a: Key, b: Key, numeric: boolean): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  if (numeric) return Number(a) - Number(b);
  return a < b ? -1 : Number(a > b);
}
