import { kindOf, type ObjectType } from './object-types.ts';
import { invalid } from './refusal.ts';

/** From `type:id`, to a kind, to ids, to the type ids of the links between the two. Every link is kept in both directions. */
export type Links = Map<string, Map<ObjectType, Map<string, Set<number>>>>;

type Pair = { from: ObjectType; to: ObjectType; typeId: number; inverse: number };

function pair(from: ObjectType, to: ObjectType, typeId: number, inverse: number): Pair {
  return { from, to, typeId, inverse };
}

// HUBSPOT_DEFINED ids: dossier 3.3; the rest from the enum of @hubspot/api-client. The first of a pair is its default.
const pairs: Pair[] = [
  pair('contacts', 'companies', 279, 280),
  pair('contacts', 'companies', 1, 2),
  pair('contacts', 'deals', 4, 3),
  pair('companies', 'deals', 342, 341),
  pair('companies', 'deals', 6, 5),
  pair('tasks', 'contacts', 204, 203),
  pair('tasks', 'companies', 192, 191),
  pair('tasks', 'deals', 216, 215),
  pair('notes', 'contacts', 202, 201),
  pair('notes', 'companies', 190, 189),
  pair('notes', 'deals', 214, 213),
  pair('meetings', 'contacts', 200, 199),
  pair('meetings', 'companies', 188, 187),
  pair('meetings', 'deals', 212, 211),
  pair('emails', 'contacts', 198, 197),
  pair('emails', 'companies', 186, 185),
  pair('emails', 'deals', 210, 209),
  pair('calls', 'contacts', 194, 193),
  pair('calls', 'companies', 182, 181),
  pair('calls', 'deals', 206, 205),
  pair('communications', 'contacts', 81, 82),
  pair('communications', 'companies', 87, 88),
  pair('communications', 'deals', 85, 86),
];
const directed: Pair[] = pairs.flatMap((p) => [p, { from: p.to, to: p.from, typeId: p.inverse, inverse: p.typeId }]);
const byTypeId = new Map(directed.map((p) => [p.typeId, p]));

/** The primary company link implies the plain one, as in the portal's own screens. */
const alsoPlain = new Map([
  [1, 279],
  [2, 280],
  [5, 341],
  [6, 342],
]);

/** The link type of this id from this kind; 400 when there is none. */
export function linkType(from: ObjectType, typeId: number): { to: ObjectType; typeId: number } {
  const found = byTypeId.get(typeId);
  if (found?.from === from) return found;
  throw invalid(`associationTypeId ${typeId} is not an association from ${kindOf(from).singular}`);
}

/** The unlabelled link between two kinds; 400 when they cannot be linked. */
export function defaultLink(from: ObjectType, to: ObjectType): number {
  const found = directed.find((p) => p.from === from && p.to === to);
  if (found) return found.typeId;
  throw invalid(`${kindOf(from).singular} cannot be associated with ${kindOf(to).singular}`);
}

/** Links two records, both ways. Safe twice. */
export function link(links: Links, fromId: string, typeId: number, toId: string): void {
  const found = byTypeId.get(typeId);
  if (!found) throw invalid(`associationTypeId ${typeId} does not exist`);
  const plain = alsoPlain.get(typeId);
  if (plain !== undefined) link(links, fromId, plain, toId);
  typeIds(links, found.from, fromId, found.to, toId).add(typeId);
  typeIds(links, found.to, toId, found.from, fromId).add(found.inverse);
}

/** What a record is linked to, by id with the type ids; empty when nothing. */
export function linked(links: Links, from: ObjectType, id: string, to: ObjectType): Map<string, Set<number>> {
  return links.get(`${from}:${id}`)?.get(to) ?? new Map();
}

/** Removes what links two records, both ways. Tells whether there was anything. */
export function unlink(links: Links, from: ObjectType, fromId: string, to: ObjectType, toId: string): boolean {
  links.get(`${to}:${toId}`)?.get(from)?.delete(fromId);
  return links.get(`${from}:${fromId}`)?.get(to)?.delete(toId) ?? false;
}

/** Removes every link of a record. */
export function unlinkAll(links: Links, type: ObjectType, id: string): void {
  for (const [other, ids] of links.get(`${type}:${id}`) ?? []) {
    for (const otherId of ids.keys()) links.get(`${other}:${otherId}`)?.get(type)?.delete(id);
  }
  links.delete(`${type}:${id}`);
}

/** Gives one record's links to another, as a merge does. */
export function moveLinks(links: Links, type: ObjectType, fromId: string, toId: string): void {
  for (const ids of links.get(`${type}:${fromId}`)?.values() ?? []) {
    for (const [otherId, types] of ids) for (const typeId of types) link(links, toId, typeId, otherId);
  }
  unlinkAll(links, type, fromId);
}

function typeIds(links: Links, from: ObjectType, fromId: string, to: ObjectType, toId: string): Set<number> {
  const kinds = entry(links, `${from}:${fromId}`, () => new Map<ObjectType, Map<string, Set<number>>>());
  const ids = entry(kinds, to, () => new Map<string, Set<number>>());
  return entry(ids, toId, () => new Set<number>());
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
