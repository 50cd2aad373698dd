import type { Owner } from './owners.ts';
import { nextId, type Portal } from './portal.ts';
import { person, seedValues } from './seed-values.ts';
import { createRecord, updateRecord } from './writes.ts';

type Values = Record<string, string>;

/** A shift as `hs_working_hours` has it; minutes from midnight in the user's zone (dossier 3.5). */
export type Shift = { days: string; startMinute: number; endMinute: number };

/** The people of the account: owners, and the users they are. */
export function people(portal: Portal) {
  function ownerNamed(id: string): Owner {
    const owner = portal.owners.get(id);
    if (!owner) throw new Error(`the sandbox has no owner ${id}`);
    return owner;
  }

  /** The USER object of an owner, with `hs_availability_status` and the like. Returns its id. */
  function addUser(ownerId: string, values: Values = {}): string {
    const owner = ownerNamed(ownerId);
    const whose = { hs_email: owner.email, hs_internal_user_id: String(owner.userId), hubspot_owner_id: ownerId };
    const writer = { source: person, at: portal.now() };
    return createRecord(portal, 'users', seedValues(portal, 'users', { ...whose, ...values }), [], writer).id;
  }

  /** Writes properties of an owner's user, such as going away; makes the user where there is none. */
  function setUser(ownerId: string, values: Values): void {
    ownerNamed(ownerId);
    const users = [...portal.shelves.users.records.values()];
    const user = users.find((record) => record.values['hubspot_owner_id'] === ownerId);
    if (!user) return void addUser(ownerId, values);
    const writer = { source: person, at: portal.now() };
    updateRecord(portal, 'users', user, seedValues(portal, 'users', values), writer);
  }

  return {
    addUser,
    setUser,

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
      ownerNamed(id).archived = true;
    },

    /** The week of an owner. HubSpot takes no hours without a zone (IANA). */
    setWorkingHours(ownerId: string, timeZone: string, shifts: Shift[]): void {
      setUser(ownerId, { hs_standard_time_zone: timeZone, hs_working_hours: JSON.stringify(shifts) });
    },

    /** When an owner is out of office, epoch milliseconds, instead of what was set before. */
    setOutOfOffice(ownerId: string, absences: { from: number; to: number }[]): void {
      const stamps = absences.map(({ from, to }) => ({ startTimestamp: from, endTimestamp: to }));
      setUser(ownerId, { hs_out_of_office_hours: JSON.stringify(stamps) });
    },
  };
}
