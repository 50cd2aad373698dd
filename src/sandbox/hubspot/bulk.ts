import { nextId, type Portal } from './portal.ts';
import { shelve, type CrmRecord, type Source, type Version } from './records.ts';
import { person, seedValues } from './seed-values.ts';
import { assigned } from './writes.ts';

type Values = Record<string, string>;

/**
 * One of many contacts: its present values, and older and newer ones by property. Of a property in `past` the newest is the
 * present value. `at` is when it was created; its last change is the newest time there is.
 */
export type SeededContact = {
  values: Values;
  past?: Record<string, { value: string; at: number }[]>;
  at?: number;
  source?: Source;
};

/** Contacts by the thousand, without webhooks. */
export function bulk(portal: Portal) {
  return {
    /** Many contacts at once. Returns their ids. */
    bulkContacts(
      n: number,
      valuesOf: (i: number) => Values = (i) => ({ email: `lead${i}@example.com` }),
      at = portal.now(),
    ): string[] {
      return Array.from({ length: n }, (_, i) => put(portal, recordOf(portal, { values: valuesOf(i), at })));
    },

    /** Many contacts with histories: 100,000 of ten versions each take seconds. Returns their ids. */
    seedContacts(n: number, make: (i: number) => SeededContact): string[] {
      return Array.from({ length: n }, (_, i) => {
        const contact = make(i);
        return put(portal, withPast(portal, recordOf(portal, contact), contact));
      });
    },
  };
}

function put(portal: Portal, record: CrmRecord): string {
  shelve(portal.shelves.contacts, record);
  return record.id;
}

function recordOf(portal: Portal, { values: given, at = portal.now(), source = person }: SeededContact): CrmRecord {
  const values = { ...given, ...assigned('hubspot_owner_id', given['hubspot_owner_id'] ?? '', at) };
  return { id: nextId(portal), values, createdAt: at, updatedAt: at, source };
}

function withPast(portal: Portal, record: CrmRecord, { past = {} }: SeededContact): CrmRecord {
  const versions = new Map<string, Version[]>();
  for (const [name, given] of Object.entries(past)) {
    const told = given.map(({ value, at }) => ({ value: checked(portal, name, value), at, source: record.source }));
    const newestFirst = told.toSorted((a, b) => b.at - a.at);
    versions.set(name, newestFirst);
    record.values[name] = newestFirst[0]?.value ?? '';
    record.updatedAt = Math.max(record.updatedAt, newestFirst[0]?.at ?? 0);
  }
  return versions.size === 0 ? record : { ...record, past: versions };
}

function checked(portal: Portal, name: string, value: string): string {
  return seedValues(portal, 'contacts', { [name]: value })[name] ?? '';
}
