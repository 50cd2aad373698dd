import { accounts } from './accounts.ts';
import { linked } from './associations.ts';
import { behaviours } from './behaviour.ts';
import { bulk } from './bulk.ts';
import { engagements } from './engagements.ts';
import { knowForm } from './forms.ts';
import type { ObjectType } from './object-types.ts';
import { people } from './people.ts';
import type { Portal } from './portal.ts';
import { liveRecord, versionsOf, type CrmRecord, type Source } from './records.ts';
import { liveOne, person, plainValues, seedValues } from './seed-values.ts';
import { archiveRecord, restoreContact } from './recycle-bin.ts';
import { createRecord, eraseContact, mergeContacts } from './writes.ts';

type Values = Record<string, string>;
type Plain = Values & { id: string };

/** Everything a test or a demo does to one account without the API, and what it reads back. Times are epoch milliseconds and default to now. */
export function seeds(portal: Portal) {
  const { write, ...behaviour } = behaviours(portal);

  return {
    ...behaviour,
    ...engagements(portal),
    ...accounts(portal),
    ...people(portal),
    ...bulk(portal),

    /** Returns the contact's id. */
    addContact(values: Values, options: { at?: number; source?: Source } = {}): string {
      const { at = portal.now(), source = person } = options;
      return createRecord(portal, 'contacts', seedValues(portal, 'contacts', values), [], { source, at }).id;
    },

    /** Writes properties (also those only HubSpot can write), with history; `at` may be in the past. */
    setContact(id: string, values: Values, at = portal.now(), source = person): void {
      write(id, values, at, source);
    },

    /** A form nobody has sent yet; sending one makes it known as well. */
    addForm: (formId: string, name = formId): void => void knowForm(portal, { id: formId, name }),

    addSequence(id: string, name: string): void {
      (portal.sequences ??= new Map()).set(id, name);
    },

    /** The account's plan has no sequences (below Sales Hub Professional). */
    withoutSequences(): void {
      portal.sequences = undefined;
    },

    /** The account's plan has no workflows (below Professional). */
    withoutWorkflows(): void {
      portal.flows.licensed = false;
    },

    /** The workflows of the account, as they were made. */
    workflows: () => [...portal.flows.byId.values()],

    /** This user can send no sequence: no inbox is connected. */
    disconnectInbox(email: string): void {
      portal.inboxless.add(email);
    },

    /** To the recycle bin, as a person does it. */
    deleteContact: (id: string): void => archiveRecord(portal, 'contacts', id, { source: person, at: portal.now() }),

    /** Back from the recycle bin. */
    restoreContact: (id: string): void => restoreContact(portal, id, { source: person, at: portal.now() }),

    /** One contact of two, as a person merges them. Returns the new record's id. */
    mergeContacts(primaryId: string, otherId: string): string {
      const [primary, other] = [liveOne(portal, 'contacts', primaryId), liveOne(portal, 'contacts', otherId)];
      return mergeContacts(portal, primary, other, { source: person, at: portal.now() }).id;
    },

    /** GDPR erasure, as a person does it. */
    eraseContact: (id: string): void =>
      eraseContact(portal, liveOne(portal, 'contacts', id), { source: person, at: portal.now() }),

    /** Properties that are not empty; undefined when there is no such live contact. */
    contact(id: string): Plain | undefined {
      const record = liveRecord(portal.shelves.contacts, id);
      return record && plain('contacts', record);
    },

    /** A property's versions, newest first. */
    history(id: string, property: string): { value: string; at: number; sourceType: string }[] {
      return versionsOf(liveOne(portal, 'contacts', id), property).map(({ value, at, source }) => ({
        value,
        at,
        sourceType: source.type,
      }));
    },

    /** Live tasks, oldest first, each with the ids of its contacts. */
    tasks(): (Plain & { contactIds: string[] })[] {
      return recordsOf('tasks');
    },

    /** Live deals, oldest first, each with the ids of its contacts. */
    deals(): (Plain & { contactIds: string[] })[] {
      return recordsOf('deals');
    },

    /** Properties of a live company that are not empty. */
    company: (id: string): Plain => plain('companies', liveOne(portal, 'companies', id)),

    /** Live notes, oldest first, each with the ids of its contacts. */
    notes(): (Plain & { contactIds: string[] })[] {
      return recordsOf('notes');
    },

    /** The sequence a contact is in. */
    sequenceOf: (contactId: string): string | undefined => portal.enrolments.get(contactId)?.sequenceId,
  };

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
