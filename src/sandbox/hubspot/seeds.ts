import { behaviours, plainValues, seedValues } from './behaviour.ts';
import { defaultLink, link, linked } from './associations.ts';
import type { ObjectType } from './object-types.ts';
import type { Owner } from './owners.ts';
import { nextId, type Portal } from './portal.ts';
import { liveRecord, shelve, versionsOf, type CrmRecord, type Source } from './records.ts';
import { archiveRecord, eraseContact, createRecord, updateRecord } from './writes.ts';

/** A person in the portal's screens, unless another source is named. */
const person: Source = { type: 'CRM_UI', id: 'userId:9' };

/** Everything a test or a demo does to the account without the API, and what it reads back. */
export type Seeds = ReturnType<typeof seeds>;

type Values = Record<string, string>;
type Plain = Values & { id: string };

/** Makes the seed and inspection calls of one portal. Times are epoch milliseconds and default to now. */
export function seeds(portal: Portal) {
  const { write, ...behaviour } = behaviours(portal);

  function add(type: ObjectType, values: Values, at = portal.now(), source = person): string {
    return createRecord(portal, type, seedValues(portal, type, values), [], { source, at }).id;
  }

  return {
    ...behaviour,

    /** Returns the owner's id. `userId` is set so that it is never the same number. */
    addOwner(given: Partial<Omit<Owner, 'createdAt'>> & { email: string }): string {
      const id = given.id ?? nextId(portal);
      const names = { firstName: given.email.split('@')[0] ?? '', lastName: '' };
      const fixed = { id, userId: given.userId ?? Number(nextId(portal)), createdAt: portal.now() };
      portal.owners.set(id, { ...names, type: 'PERSON', archived: false, teams: [], ...given, ...fixed });
      return id;
    },

    /** Deactivates the person: only `archived=true` lists them. */
    archiveOwner(id: string): void {
      const owner = portal.owners.get(id);
      if (!owner) throw new Error(`the sandbox has no owner ${id}`);
      owner.archived = true;
    },

    /** The USER object of an owner, with `hs_availability_status` and the like. Returns its id. */
    addUser(ownerId: string, values: Values = {}): string {
      const owner = portal.owners.get(ownerId);
      if (!owner) throw new Error(`the sandbox has no owner ${ownerId}`);
      const whose = { hs_email: owner.email, hs_internal_user_id: String(owner.userId), hubspot_owner_id: ownerId };
      return add('users', { ...whose, ...values });
    },

    /** Writes a user's properties, such as going away. */
    setUser(id: string, values: Values): void {
      const writer = { source: person, at: portal.now() };
      updateRecord(portal, 'users', live('users', id), seedValues(portal, 'users', values), writer);
    },

    /** Returns the contact's id. */
    addContact(values: Values, options: { at?: number; source?: Source } = {}): string {
      return add('contacts', values, options.at, options.source);
    },

    /** Writes properties (also those only HubSpot can write), with history; `at` may be in the past. */
    setContact(id: string, values: Values, at = portal.now(), source = person): void {
      write(id, values, at, source);
    },

    addCompany(values: Values, contactIds: string[] = []): string {
      return addLinked('companies', values, contactIds);
    },

    addDeal(values: Values, contactIds: string[] = []): string {
      return addLinked(
        'deals',
        { dealstage: 'appointmentscheduled', pipeline: 'default', dealname: 'deal', ...values },
        contactIds,
      );
    },

    /** A form nobody has sent yet; sending one makes it known as well. */
    addForm(formId: string): void {
      if (!portal.activity.submissions.has(formId)) portal.activity.submissions.set(formId, []);
    },

    addSequence(id: string, name: string): void {
      portal.sequences.set(id, name);
    },

    /** Many contacts at once, without webhooks. Returns their ids. */
    bulkContacts(
      n: number,
      valuesOf: (i: number) => Values = (i) => ({ email: `lead${i}@example.com` }),
      at = portal.now(),
    ): string[] {
      const ids: string[] = [];
      for (let i = 0; i < n; i += 1) {
        const record = { id: nextId(portal), values: valuesOf(i), createdAt: at, updatedAt: at, source: person };
        shelve(portal.shelves.contacts, record);
        ids.push(record.id);
      }
      return ids;
    },

    /** To the recycle bin, as a person does it. */
    deleteContact: (id: string): void => archiveRecord(portal, 'contacts', id, { source: person, at: portal.now() }),

    /** GDPR erasure, as a person does it. */
    eraseContact: (id: string): void =>
      eraseContact(portal, live('contacts', id), { source: person, at: portal.now() }),

    /** Properties that are not empty; undefined when there is no such live contact. */
    contact(id: string): Plain | undefined {
      const record = liveRecord(portal.shelves.contacts, id);
      return record && plain('contacts', record);
    },

    /** A property's versions, newest first. */
    history(id: string, property: string): { value: string; at: number; sourceType: string }[] {
      return versionsOf(live('contacts', id), property).map(({ value, at, source }) => ({
        value,
        at,
        sourceType: source.type,
      }));
    },

    /** Live tasks, oldest first, each with the ids of its contacts. */
    tasks(): (Plain & { contactIds: string[] })[] {
      return recordsOf('tasks');
    },

    /** Live notes, oldest first, each with the ids of its contacts. */
    notes(): (Plain & { contactIds: string[] })[] {
      return recordsOf('notes');
    },

    /** The sequence a contact is in. */
    sequenceOf: (contactId: string): string | undefined => portal.enrolments.get(contactId)?.sequenceId,
  };

  function live(type: ObjectType, id: string): CrmRecord {
    const record = liveRecord(portal.shelves[type], id);
    if (!record) throw new Error(`the sandbox has no live record ${id} among its ${type}`);
    return record;
  }

  function addLinked(type: ObjectType, values: Values, contactIds: string[]): string {
    const id = add(type, values);
    for (const contactId of contactIds) link(portal.links, id, defaultLink(type, 'contacts'), contactId);
    return id;
  }

  function plain(type: ObjectType, record: CrmRecord): Plain {
    return { ...plainValues(type, record), id: record.id };
  }

  function recordsOf(type: ObjectType): (Plain & { contactIds: string[] })[] {
    const alive = [...portal.shelves[type].records.values()].filter((record) => record.archivedAt === undefined);
    return alive.map((record) => {
      const contactIds = [...linked(portal.links, type, record.id, 'contacts').keys()];
      return Object.assign(plain(type, record), { contactIds });
    });
  }
}
