import { nthId, wholeId } from './ids.ts';
import type { SObject } from './schema.ts';

/** What a field holds. Datetimes are stamps and dates are days, so that texts compare as times do. */
export type Value = string | number | boolean | null;

/** A record as it is kept: canonical field names. Rows are never changed, only replaced. */
export type Row = Readonly<Record<string, Value>>;

/** All rows of the org, deleted ones too. */
export type Records = ReturnType<typeof newRecords>;

type Stamp = { at: string; id: string };

type Shelf = {
  rows: Map<string, Row>;
  /** Ids in their own order, which is the order of creation. */
  ids: string[];
  lastNumber: number;
  /** Per indexed field: value in small letters to ids. */
  indexes: Map<string, Map<string, Set<string>>>;
  /** Every stamp a row ever had; those it has no more are skipped when read. */
  stamps: Stamp[];
  sorted: boolean;
};

const indexedTypes = new Set(['reference', 'email']);

function emptyShelf(object: SObject): Shelf {
  const fields = [...object.fields.values()].filter(
    (field) => indexedTypes.has(field.type) || field.unique || field.externalId,
  );
  const indexes = new Map(fields.map(({ name }) => [name, new Map<string, Set<string>>()]));
  return { rows: new Map(), ids: [], lastNumber: 0, indexes, stamps: [], sorted: true };
}

export function newRecords() {
  const shelves = new Map<string, Shelf>();
  let journal: { shelf: Shelf; id: string; before: Row | undefined }[] | undefined;

  function shelfOf(object: SObject): Shelf {
    const found = shelves.get(object.name) ?? emptyShelf(object);
    shelves.set(object.name, found);
    return found;
  }

  /** An index that is there from now on: made for fields added later. */
  function indexOf(object: SObject, field: string): Map<string, Set<string>> {
    const shelf = shelfOf(object);
    const found = shelf.indexes.get(field);
    if (found) return found;
    const made = new Map<string, Set<string>>();
    shelf.indexes.set(field, made);
    for (const [id, row] of shelf.rows) addTo(made, row[field], id);
    return made;
  }

  function place(shelf: Shelf, id: string, row: Row | undefined): void {
    const before = shelf.rows.get(id);
    for (const [field, index] of shelf.indexes) {
      if (before?.[field] === row?.[field]) continue;
      removeFrom(index, before?.[field], id);
      if (row) addTo(index, row[field], id);
    }
    if (!row) return void shelf.rows.delete(id);
    shelf.rows.set(id, row);
    if (!before) noteId(shelf, id);
    if (before?.['SystemModstamp'] !== row['SystemModstamp']) noteStamp(shelf, id, String(row['SystemModstamp']));
  }

  /** Keeps a row under its `Id`, new or in place of the one before. */
  function put(object: SObject, row: Row): void {
    const shelf = shelfOf(object);
    const id = String(row['Id']);
    journal?.push({ shelf, id, before: shelf.rows.get(id) });
    place(shelf, id, row);
  }

  return {
    put,
    /** Forgets a row for good. */
    erase(object: SObject, id: string): void {
      const shelf = shelfOf(object);
      journal?.push({ shelf, id, before: shelf.rows.get(id) });
      place(shelf, id, undefined);
    },
    /** A fresh id of this object. */
    nextId(object: SObject): string {
      const shelf = shelfOf(object);
      shelf.lastNumber += 1;
      return nthId(object.keyPrefix, shelf.lastNumber);
    },
    /** How many rows this object was ever given. */
    lastNumber: (object: SObject): number => shelfOf(object).lastNumber,
    /** The row by its id of either length, deleted or not. */
    get(object: SObject, id: string): Row | undefined {
      const { rows } = shelfOf(object);
      return rows.get(id) ?? rows.get(wholeId(id) ?? '');
    },
    all: (object: SObject): IterableIterator<Row> => shelfOf(object).rows.values(),
    /** Rows whose field has this text, in any case. Builds the index when there is none. */
    having(object: SObject, field: string, value: string): Row[] {
      const { rows } = shelfOf(object);
      const ids = indexOf(object, field).get(value.toLowerCase()) ?? [];
      return [...ids].map((id) => rows.get(id)).filter((row) => row !== undefined);
    },
    /** Rows with a stamp at or after this one, oldest first and by id within one stamp. */
    *since(object: SObject, from: string): Generator<Row> {
      const shelf = shelfOf(object);
      sortStamps(shelf);
      let last = '';
      for (let at = firstAtOrAfter(shelf.stamps, ({ at: stamp }) => stamp >= from); at < shelf.stamps.length; at++) {
        const { id, at: stamp } = shelf.stamps[at] as Stamp;
        const row = shelf.rows.get(id);
        // A write that was undone leaves the older stamp twice, side by side.
        if (id === last || row?.['SystemModstamp'] !== stamp) continue;
        last = id;
        yield row;
      }
    },
    /** Rows in the order of their ids, those after this one. */
    *after(object: SObject, id: string): Generator<Row> {
      const { ids, rows } = shelfOf(object);
      for (let at = firstAtOrAfter(ids, (one) => one > id); at < ids.length; at++) {
        const row = rows.get(ids[at] ?? '');
        if (row) yield row;
      }
    },
    /** From here on what is put can be undone: `keep` or `back` must be called. One may be inside another. */
    checkpoint(): { keep: () => void; back: () => void } {
      const outermost = journal === undefined;
      const kept = (journal ??= []);
      const mark = kept.length;
      const end = (): void => void (outermost && (journal = undefined));
      return {
        keep: end,
        back() {
          for (const { shelf, id, before } of kept.splice(mark).toReversed()) place(shelf, id, before);
          end();
        },
      };
    },
  };
}

function addTo(index: Map<string, Set<string>>, value: Value | undefined, id: string): void {
  if (typeof value !== 'string') return;
  const key = value.toLowerCase();
  const ids = index.get(key);
  if (ids) ids.add(id);
  else index.set(key, new Set([id]));
}

function removeFrom(index: Map<string, Set<string>>, value: Value | undefined, id: string): void {
  if (typeof value !== 'string') return;
  const key = value.toLowerCase();
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}

function noteId(shelf: Shelf, id: string): void {
  const last = shelf.ids.at(-1);
  if (last === undefined || last < id) shelf.ids.push(id);
  else if (shelf.ids[firstAtOrAfter(shelf.ids, (one) => one >= id)] !== id) {
    shelf.ids.splice(
      firstAtOrAfter(shelf.ids, (one) => one > id),
      0,
      id,
    );
  }
}

function noteStamp(shelf: Shelf, id: string, at: string): void {
  const last = shelf.stamps.at(-1);
  if (last && (last.at > at || (last.at === at && last.id > id))) shelf.sorted = false;
  shelf.stamps.push({ at, id });
}

/** Sorts, and drops what rows have no more once that is most of it. */
function sortStamps(shelf: Shelf): void {
  if (shelf.stamps.length > 1000 && shelf.stamps.length > shelf.rows.size * 2) {
    shelf.stamps = shelf.stamps.filter(({ at, id }) => shelf.rows.get(id)?.['SystemModstamp'] === at);
  }
  if (shelf.sorted) return;
  const order = (a: Stamp, b: Stamp) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  shelf.stamps.sort(order);
  shelf.sorted = true;
}

/** The first place where the claim holds, in a list where it stays true once it is. */
function firstAtOrAfter<T>(list: readonly T[], holds: (one: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
