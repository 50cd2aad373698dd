import type { CrmLead } from '../crm.ts';
import { momentIn, textIn } from './person-values.ts';
import type { Row } from './org.ts';

type TextField =
  | 'email'
  | 'firstName'
  | 'lastName'
  | 'phone'
  | 'jobTitle'
  | 'company'
  | 'country'
  | 'industry'
  | 'status';

const nobodysPhone = ['Phone', 'MobilePhone'];

/** Where each of our fields is; the first that says something counts. */
const ofLead: Record<TextField, string[]> = {
  email: ['Email'],
  firstName: ['FirstName'],
  lastName: ['LastName'],
  phone: nobodysPhone,
  jobTitle: ['Title'],
  company: ['Company'],
  country: ['Country'],
  industry: ['Industry'],
  status: ['Status'],
};
const ofContact: Record<TextField, string[]> = {
  ...ofLead,
  company: ['Account.Name'],
  country: ['MailingCountry', 'Account.BillingCountry'],
  industry: ['Account.Industry'],
  status: ['Hot_Lead_Status__c'],
};

const always = ['Id', 'OwnerId', 'SystemModstamp', 'CreatedDate', 'LeadSource', 'HasOptedOutOfEmail'];
const namesOf = (fields: Record<TextField, string[]>) => [...new Set(Object.values(fields).flat())];

/** What is asked of each kind of person. */
export const personFields = {
  Lead: [...always, ...namesOf(ofLead), 'NumberOfEmployees', 'IsConverted'],
  Contact: [...always, ...namesOf(ofContact), 'AccountId', 'Account.NumberOfEmployees', 'Account.Type'],
};

/** What the record itself says. `us`: our own user, whose leads are nobody's, as are those of a queue. */
export function personFrom(row: Row, us: string): Omit<CrmLead, 'activities'> & { id: string } {
  const id = textIn(row, 'Id') ?? '';
  const isContact = id.startsWith('003');
  const lead: Omit<CrmLead, 'activities'> = { id };
  for (const [field, paths] of Object.entries(isContact ? ofContact : ofLead)) {
    const said = paths.map((path) => textIn(row, path)).find((text) => text !== undefined);
    if (said !== undefined) lead[field as TextField] = said;
  }
  const source = textIn(row, 'LeadSource')?.toLowerCase();
  const ownerId = textIn(row, 'OwnerId');
  const modifiedAt = momentIn(row, 'SystemModstamp');
  const companySize = textIn(row, isContact ? 'Account.NumberOfEmployees' : 'NumberOfEmployees');
  return {
    ...lead,
    ...(source !== undefined && { source }),
    ...(ownerId?.startsWith('005') && ownerId !== us && { ownerId }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    ...(companySize !== undefined && { companySize }),
    ...(textIn(row, 'HasOptedOutOfEmail') === 'true' && { unsubscribed: true }),
    // A Lead has its company as a text and belongs to none.
    hasCompany: isContact && textIn(row, 'AccountId') !== undefined,
  };
}
