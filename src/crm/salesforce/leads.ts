import type { Crm, CrmLead, Lane } from '../crm.ts';
import { ownIds } from '../ownIds.ts';
import { rowsOfPeople } from './leads-rows.ts';
import type { Org } from './org.ts';
import type { PersonRows } from './person-rows.ts';
import { momentIn, textIn } from './person-values.ts';
import { leadFrom } from './person.ts';

type ReadLeads = (ids: string[], lane?: Lane) => ReturnType<Crm['readLeads']>;

/**
 * `Crm.readLeads`, of Leads and Contacts by their ids. One call, and another for five full pages of what they did. The old id of
 * a merged record, and of a converted Lead, is in `gone`: what it became is told under its own id, with the forms that the old
 * one came by. A person account is in `gone`, too: it is no lead. Of another CRM's id (`hubspot:101`) the org cannot say whether it
 * is gone: it is unreadable.
 */
export function readLeads(org: Org, now: () => number): ReadLeads {
  return async (asked, lane = 'now') => {
    const { own: ids, others } = ownIds(asked);
    if (ids.length === 0) return { people: [], gone: [], unreadable: others };
    const us = await org.userId();
    const rows = await rowsOfPeople(
      org,
      { what: 'read leads', lane },
      {
        Lead: ids.filter((id) => id.startsWith('00Q')),
        Contact: ids.filter((id) => id.startsWith('003')),
      },
    );
    const people = rows.map((row) => personOf(row, { us, now: now() }));
    const read = new Set(people.flatMap((person) => person?.id ?? []));
    const unreadable = rows.flatMap(({ person }, index) => (people[index] ? [] : (textIn(person, 'Id') ?? [])));
    const known = new Set([...read, ...unreadable]);
    return {
      people: people.filter((person) => person !== undefined),
      gone: ids.filter((id) => !known.has(id)),
      unreadable: [...unreadable, ...others],
    };
  };
}

/** Undefined for a row that cannot be understood: without the time of its last change nothing tells an old reading from a new one. */
export function personOf(rows: PersonRows, around: { us: string; now: number }): CrmLead | undefined {
  return momentIn(rows.person, 'SystemModstamp') === undefined ? undefined : leadFrom(rows, around);
}
