import { z } from 'zod';
import type { CrmLead } from '../crm.ts';
import { activitiesOf, activityProperties, type History } from './activities.ts';
import { moment } from './moment.ts';
import { idsInSalesforce, salesforceProperties } from './salesforce-ids.ts';
import { storable } from './storable.ts';

/** Contacts that HubSpot gives at once: 100, and half of that when history is asked for. */
export const contactsWithHistory = 50;

/** The CrmLead field of each contact property. */
const fieldOf = {
  email: 'email',
  firstname: 'firstName',
  lastname: 'lastName',
  phone: 'phone',
  jobtitle: 'jobTitle',
  company: 'company',
  country: 'country',
  hubspot_owner_id: 'ownerId',
  hs_lead_status: 'status',
  lifecyclestage: 'lifecycle',
  numemployees: 'companySize',
  industry: 'industry',
  hotlead_stage: 'tag',
} as const satisfies Record<string, keyof CrmLead>;

/** When somebody last got in touch, and when the owner got it: when somebody of the team was in touch comes first. */
const touchedProperties = ['notes_last_contacted', 'hubspot_owner_assigneddate'];
const sourceProperty = 'hs_analytics_source';
const otherProperties = [
  'hs_email_optout',
  'hs_analytics_num_visits',
  'lastmodifieddate',
  sourceProperty,
  ...touchedProperties,
  ...salesforceProperties,
  'num_associated_deals',
  'associatedcompanyid',
];

const id = z.union([z.string().min(1), z.number()]).transform(String);
const historyEntry = z.object({ value: z.string().nullish(), timestamp: moment });
const contact = z.object({
  id,
  properties: z.record(z.string(), z.string().nullish()),
  propertiesWithHistory: z.record(z.string(), z.array(historyEntry)).nullish(),
});
type Contact = z.infer<typeof contact>;

/** What is asked of a contact: its values, and the history that tells of activity. */
export const askedOfContacts = {
  properties: [...Object.keys(fieldOf), ...otherProperties],
  propertiesWithHistory: [...activityProperties],
};

/** A contact as HubSpot gives it, read; undefined when it cannot be understood. */
export function contactFrom(raw: unknown): CrmLead | undefined {
  const { data } = contact.safeParse(raw);
  return data && leadOf(data);
}

function leadOf({ id: leadId, properties, propertiesWithHistory }: Contact): CrmLead {
  const visits = Number(properties['hs_analytics_num_visits'] || Number.NaN);
  const activities = activitiesOf(historyOf(propertiesWithHistory ?? {}), Number.isNaN(visits) ? undefined : visits);
  const modifiedAt = moment.safeParse(properties['lastmodifieddate']).data;
  const lead: CrmLead = { id: leadId, activities, ...(modifiedAt !== undefined && { modifiedAt }) };
  for (const [property, field] of Object.entries(fieldOf)) {
    const value = storable(properties[property] ?? '').trim();
    if (value) lead[field] = value;
  }
  const source = sourceOf(properties[sourceProperty] ?? '');
  if (source) lead.source = source;
  if (properties['hs_email_optout'] === 'true') lead.unsubscribed = true;
  const syncIds = idsInSalesforce(properties);
  const [contactedAt, ...others] = touchedProperties.map((property) => moment.safeParse(properties[property]).data);
  const touches = [contactedAt, ...others].filter((at) => at !== undefined);
  return {
    ...lead,
    ...(syncIds.length > 0 && { syncIds }),
    ...(contactedAt !== undefined && { contactedAt }),
    ...(touches.length > 0 && { touchedAt: Math.max(...touches) }),
    ...relatedOf(properties),
  };
}

/** HubSpot counts them itself; one that was not asked for is absent, one without a value is null. */
function relatedOf({
  num_associated_deals: deals,
  associatedcompanyid: company,
}: Contact['properties']): Partial<CrmLead> {
  return {
    ...(deals !== undefined && { hasDeals: Number(deals ?? 0) > 0 }),
    ...(company !== undefined && { hasCompany: Boolean(company) }),
  };
}

/** "PAID_SEARCH" is "paid search". */
function sourceOf(value: string): string {
  return storable(value).replaceAll('_', ' ').trim().toLowerCase();
}

function historyOf(raw: NonNullable<Contact['propertiesWithHistory']>): History {
  return Object.fromEntries(
    Object.entries(raw).map(([property, entries]) => [
      property,
      entries.map(({ value, timestamp }) => ({ value: value ?? '', timestamp })),
    ]),
  );
}
