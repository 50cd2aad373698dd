import type { CrmLead } from '../crm.ts';
import { activitiesOf } from './activities.ts';
import { personFrom } from './person-fields.ts';
import type { PersonRows } from './person-rows.ts';
import { isTrue, momentIn, textIn } from './person-values.ts';
import { touchesIn, type Around } from './touches-kinds.ts';

/**
 * A Lead or Contact with all that was read beside it. `lifecycle` is "customer" where a deal of theirs was won or their account's
 * type says so; the CRM has no other word for it.
 */
export function leadFrom(rows: PersonRows, around: Around): CrmLead {
  const person = personFrom(rows.person, around.us);
  const times = timesOf(rows, around, person.ownerId !== undefined);
  return { ...person, ...relatedOf(rows), ...times, activities: activitiesOf(rows) };
}

function relatedOf({ person, roles }: PersonRows): Partial<CrmLead> {
  const isWon = roles.some((role) => isTrue(role, 'Opportunity.IsWon'));
  const isCustomer = isWon || /^customer/i.test(textIn(person, 'Account.Type') ?? '');
  // The account of a contact may have deals that name no contact.
  const mayHave = roles.length === 0 && textIn(person, 'AccountId') !== undefined;
  return { ...(isCustomer && { lifecycle: 'customer' }), ...(!mayHave && { hasDeals: roles.length > 0 }) };
}

function timesOf(rows: PersonRows, around: Around, isOwned: boolean): Partial<CrmLead> {
  const contacts = touchesIn(rows, around).filter(({ by, happened }) => by === 'rep' && happened);
  const contactedAt = latest(contacts.map(({ at }) => at));
  const given = (isOwned ? [...rows.ownedLeads, ...rows.ownedContacts] : []).map((row) => momentIn(row, 'CreatedDate'));
  const touchedAt = latest([contactedAt, ...given]);
  return { ...(contactedAt !== undefined && { contactedAt }), ...(touchedAt !== undefined && { touchedAt }) };
}

function latest(times: (number | undefined)[]): number | undefined {
  return times.reduce((most, at) => (at !== undefined && (most === undefined || at > most) ? at : most), undefined);
}
