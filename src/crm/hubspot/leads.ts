import { z } from 'zod';
import type { Crm, CrmLead } from '../crm.ts';
import { activitiesOf, activityProperties, type History } from './activities.ts';
import type { Ask } from './api.ts';
import { inParts } from './batch.ts';
import { contextValues } from './error-body.ts';
import { failureOfItem, itemError, type ItemError } from './failure.ts';
import { moment } from './moment.ts';
import { paths } from './paths.ts';
import { storable } from './storable.ts';

/** HubSpot takes 100 ids, half of that when history is asked for. */
const withHistory = 50;

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

/** When somebody last got in touch, and when the owner got it. */
/** When somebody of the team was last in touch comes first. */
const touchedProperties = ['notes_last_contacted', 'hubspot_owner_assigneddate'];
const sourceProperty = 'hs_analytics_source';
const otherProperties = [
  'hs_email_optout',
  'hs_analytics_num_visits',
  'lastmodifieddate',
  sourceProperty,
  ...touchedProperties,
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
const identified = z.object({ id });
// Each contact is read by itself, so that one of a strange shape does not sink the others.
const readAnswer = z.object({ results: z.array(z.unknown()), errors: z.array(itemError).optional() });

type Read = Awaited<ReturnType<Crm['readLeads']>>;

/** `Crm.readLeads`. The old id of a merged contact is in `gone`, and the contact it became in `people` under its own id. */
export function readLeads(ask: Ask, now: () => number): Crm['readLeads'] {
  return async (ids) => {
    const parts = await inParts([...new Set(ids)], withHistory, (part) => readPart(ask, now, part));
    return {
      people: parts.flatMap((part) => part.people),
      gone: parts.flatMap((part) => part.gone),
      unreadable: parts.flatMap((part) => part.unreadable),
    };
  };
}

async function readPart(ask: Ask, now: () => number, ids: string[]): Promise<Read> {
  const body = {
    inputs: ids.map((each) => ({ id: each })),
    properties: [...Object.keys(fieldOf), ...otherProperties],
    propertiesWithHistory: activityProperties,
  };
  const call = { what: 'read contacts', method: 'POST', path: paths.contactsRead, body, writes: false } as const;
  const { results, errors = [] } = await ask(call, readAnswer);
  throwGeneral(call.what, errors, now());
  const people = results.flatMap((one) => contact.safeParse(one).data ?? []).map(leadOf);
  return { people, ...missing(ids, people, results, errors) };
}

/** What the app as a whole is refused is no record's fault, even where it comes with the records. */
function throwGeneral(what: string, errors: ItemError[], now: number): void {
  const failures = errors.map((error) => failureOfItem(what, error, now));
  const general = failures.find(({ kind }) => kind === 'rateLimited' || kind === 'blocked');
  if (general) throw general;
}

/** Those asked for and not among `people`: gone, unless something in the answer may be about them. */
function missing(ids: string[], people: CrmLead[], results: unknown[], errors: ItemError[]): Omit<Read, 'people'> {
  const read = new Set(people.map((person) => person.id));
  const named = results.map((one) => identified.safeParse(one).data?.id);
  const other = errors.filter(({ category }) => category !== 'OBJECT_NOT_FOUND').map(idsIn);
  const lost = new Set(errors.filter(({ category }) => category === 'OBJECT_NOT_FOUND').flatMap(idsIn));
  const suspects = new Set([...named, ...other.flat()]);
  const anyone = named.includes(undefined) || other.some((list) => list.length === 0);
  const left = ids.filter((each) => !read.has(each));
  const isGone = (each: string) => lost.has(each) || !(anyone || suspects.has(each));
  return { gone: left.filter(isGone), unreadable: left.filter((each) => !isGone(each)) };
}

function idsIn({ context }: ItemError): string[] {
  return contextValues(context, 'ids');
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
  const [contactedAt, ...others] = touchedProperties.map((property) => moment.safeParse(properties[property]).data);
  const touches = [contactedAt, ...others].filter((at) => at !== undefined);
  return {
    ...lead,
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
