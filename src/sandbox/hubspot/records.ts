import { kindOf, type ObjectType } from './object-types.ts';

/** Who wrote a value, as property history and webhooks name it. */
export type Source = { type: string; id?: string };

export type Version = { value: string; at: number; source: Source };

/** `past` keeps, newest first, only properties written after creation: a hundred thousand untouched contacts stay small. */
export type CrmRecord = {
  id: string;
  values: Record<string, string>;
  createdAt: number;
  updatedAt: number;
  source: Source;
  past?: Map<string, Version[]>;
  archivedAt?: number;
};

/** All records of one kind. `ids` is ascending, for paging. */
export type Shelf = {
  type: ObjectType;
  records: Map<string, CrmRecord>;
  ids: number[];
  /** Property, then value, to id: e-mail addresses (lower case) and properties with `hasUniqueValue`. */
  unique: Map<string, Map<string, string>>;
  /** A merged record's old id to the id that replaced it. */
  mergedInto: Map<string, string>;
  /** All records, by last change once `sorted`. Kept from one look to the next: sorting what is nearly sorted is cheap. */
  byChange: CrmRecord[];
  sorted: boolean;
};

export function emptyShelf(type: ObjectType): Shelf {
  const unique = new Map(type === 'contacts' ? [['email', new Map<string, string>()]] : []);
  return { type, records: new Map(), ids: [], unique, mergedInto: new Map(), byChange: [], sorted: true };
}

/** Puts a new record on its shelf. Ids must be given in ascending order. */
export function shelve(shelf: Shelf, record: CrmRecord): void {
  shelf.records.set(record.id, record);
  shelf.ids.push(Number(record.id));
  for (const [name, value] of Object.entries(record.values)) index(shelf, record, name, undefined, value);
  shelf.byChange.push(record);
  shelf.sorted = false;
}

/** The live record, following merges; undefined when archived, erased or unknown. */
export function liveRecord(shelf: Shelf, id: string): CrmRecord | undefined {
  const record = shelf.records.get(id) ?? shelf.records.get(shelf.mergedInto.get(id) ?? '');
  return record?.archivedAt === undefined ? record : undefined;
}

/** The id that holds this value of a unique property. */
export function holderOf(shelf: Shelf, property: string, value: string): string | undefined {
  return shelf.unique.get(property)?.get(uniqueKey(property, value));
}

/** Writes one value with its history. A time before the present value's only adds to the history. */
export function writeValue(shelf: Shelf, record: CrmRecord, name: string, version: Version): void {
  const past = (record.past ??= new Map<string, Version[]>());
  const versions = past.get(name) ?? firstVersions(record, name);
  const before = versions[0]?.value;
  const place = versions.findIndex((older) => older.at <= version.at);
  versions.splice(place < 0 ? versions.length : place, 0, version);
  past.set(name, versions);
  const present = versions[0]?.value ?? '';
  record.values[name] = present;
  index(shelf, record, name, before, present);
}

/** Moves the record's last change forward, never back. */
export function touch(shelf: Shelf, record: CrmRecord, at: number): void {
  record.updatedAt = Math.max(record.updatedAt, at);
  shelf.sorted = false;
}

/** Newest first; a property never written has none. */
export function versionsOf(record: CrmRecord, name: string): Version[] {
  return record.past?.get(name) ?? firstVersions(record, name);
}

function firstVersions(record: CrmRecord, name: string): Version[] {
  const value = record.values[name];
  return value === undefined ? [] : [{ value, at: record.createdAt, source: record.source }];
}

/** The stored value, or one that is computed from the record; undefined when empty. */
export function valueOf(type: ObjectType, record: CrmRecord, name: string): string | undefined {
  if (name === 'hs_object_id') return record.id;
  if (name === 'hs_object_source') return record.source.type;
  if (name === kindOf(type).created) return new Date(record.createdAt).toISOString();
  if (name === kindOf(type).modified) return new Date(record.updatedAt).toISOString();
  const value = record.values[name];
  return value === '' ? undefined : value;
}

/** Takes it out of everything, as GDPR erasure does. */
export function erase(shelf: Shelf, record: CrmRecord): void {
  for (const [name, value] of Object.entries(record.values)) index(shelf, record, name, value, '');
  shelf.records.delete(record.id);
  shelf.byChange = shelf.byChange.filter((kept) => kept !== record);
}

/** Every record, last changed last. */
export function byChange(shelf: Shelf): CrmRecord[] {
  if (!shelf.sorted) shelf.byChange.sort((a, b) => a.updatedAt - b.updatedAt || Number(a.id) - Number(b.id));
  shelf.sorted = true;
  return shelf.byChange;
}

function index(shelf: Shelf, record: CrmRecord, name: string, before: string | undefined, after: string): void {
  const holders = shelf.unique.get(name);
  if (!holders) return;
  if (before !== undefined && holders.get(uniqueKey(name, before)) === record.id)
    holders.delete(uniqueKey(name, before));
  if (after !== '') holders.set(uniqueKey(name, after), record.id);
}

function uniqueKey(property: string, value: string): string {
  return property === 'email' ? value.toLowerCase() : value;
}
