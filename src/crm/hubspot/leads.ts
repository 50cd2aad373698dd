import { z } from 'zod';
import type { Crm, CrmLead } from '../crm.ts';
import { activitiesOf, activityProperties, type History } from './activities.ts';
import type { Ask } from './api.ts';
import { inParts } from './batch.ts';
import { contextValues } from './error-body.ts';
import { failureOfItem, itemError } from './failure.ts';
import { moment } from './moment.ts';
import { paths } from './paths.ts';

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
} as const satisfies Record<string, keyof CrmLead>;

const historyEntry = z.object({ value: z.string().nullish(), timestamp: moment });
const contact = z.object({
  id: z.coerce.string(),
  properties: z.record(z.string(), z.string().nullish()),
  propertiesWithHistory: z.record(z.string(), z.array(historyEntry)).nullish(),
});
type Contact = z.infer<typeof contact>;
const readAnswer = z.object({ results: z.array(contact), errors: z.array(itemError).optional() });

/** `Crm.readLeads`. The old id of a merged contact is in `gone`, and the contact it became in `people` under its own id. */
export function readLeads(ask: Ask, now: () => number): Crm['readLeads'] {
  return async (ids) => {
    const parts = await inParts([...new Set(ids)], withHistory, (part) => readPart(ask, now, part));
    return { people: parts.flatMap((part) => part.people), gone: parts.flatMap((part) => part.gone) };
  };
}

async function readPart(ask: Ask, now: () => number, ids: string[]): Promise<{ people: CrmLead[]; gone: string[] }> {
  const body = {
    inputs: ids.map((id) => ({ id })),
    properties: [...Object.keys(fieldOf), 'hs_analytics_num_visits'],
    propertiesWithHistory: activityProperties,
  };
  const call = { what: 'read contacts', method: 'POST', path: paths.contactsRead, body, writes: false } as const;
  const { results, errors = [] } = await ask(call, readAnswer);
  const serious = errors.find((error) => error.category !== 'OBJECT_NOT_FOUND');
  if (serious) throw failureOfItem(`${call.what} ${contextValues(serious.context, 'ids').join(', ')}`, serious, now());
  const found = new Set(results.map(({ id }) => id));
  return { people: results.map(leadOf), gone: ids.filter((id) => !found.has(id)) };
}

function leadOf({ id, properties, propertiesWithHistory }: Contact): CrmLead {
  const visits = Number(properties['hs_analytics_num_visits'] || Number.NaN);
  const activities = activitiesOf(
    id,
    historyOf(propertiesWithHistory ?? {}),
    Number.isNaN(visits) ? undefined : visits,
  );
  const lead: CrmLead = { id, activities };
  for (const [property, field] of Object.entries(fieldOf)) {
    const value = properties[property]?.trim();
    if (value) lead[field] = value;
  }
  return lead;
}

function historyOf(raw: NonNullable<Contact['propertiesWithHistory']>): History {
  return Object.fromEntries(
    Object.entries(raw).map(([property, entries]) => [
      property,
      entries.map(({ value, timestamp }) => ({ value: value ?? '', timestamp })),
    ]),
  );
}
