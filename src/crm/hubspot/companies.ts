import type { CrmCompany } from '../crm.ts';
import type { Ask } from './api.ts';
import { linkedIds, linksOf } from './associations.ts';
import { paths } from './paths.ts';
import { latestOf, momentIn, readRecords, type Texts } from './records.ts';

const activity = ['notes_last_updated', 'notes_last_contacted', 'hs_last_sales_activity_timestamp'];
const usual = ['name', 'domain', 'website', 'phone', 'hubspot_owner_id', 'lifecyclestage', 'hs_num_open_deals'];
const firm = ['numberofemployees', 'industry', 'country'];

/** The company properties to ask for; `csmProperty` is the portal's own field for who looks after a customer. */
export function companyProperties(csmProperty: string | undefined): string[] {
  return [...usual, ...firm, ...activity, 'createdate', ...(csmProperty === undefined ? [] : [csmProperty])];
}

/** The companies that HubSpot says these contacts belong to; a contact without any is not in the answer. Two calls. */
export async function companiesOf(
  ask: Ask,
  now: () => number,
  csmProperty: string | undefined,
  contactIds: string[],
): Promise<Map<string, CrmCompany[]>> {
  const of = { what: 'read the companies of contacts', path: paths.companiesOfContacts };
  if (contactIds.length === 0) return new Map();
  const links = await linksOf(ask, now, of, contactIds);
  const reading = { what: 'read companies', path: paths.companiesRead, properties: companyProperties(csmProperty) };
  const found = await readRecords(ask, now, reading, linkedIds(links));
  const companies = new Map<string, CrmCompany[]>();
  for (const [contactId, to] of links) {
    const known = to.flatMap(({ id, primary }) => {
      const texts = found.get(id);
      return texts === undefined ? [] : [companyFrom(id, texts, primary ? 'primary' : 'other', csmProperty)];
    });
    if (known.length > 0) companies.set(contactId, known);
  }
  return companies;
}

/** A company in our words. */
export function companyFrom(
  id: string,
  texts: Texts,
  associated: CrmCompany['associated'],
  csmProperty: string | undefined,
): CrmCompany {
  const openDeals = Number(texts['hs_num_open_deals'] ?? Number.NaN);
  const lastActivityAt = latestOf(texts, activity);
  const createdAt = momentIn(texts, 'createdate');
  return {
    id,
    associated,
    ...given('name', texts['name']),
    ...given('domain', texts['domain']),
    ...given('website', texts['website']),
    ...given('phone', texts['phone']),
    ...given('ownerId', texts['hubspot_owner_id']),
    ...given('csmId', csmProperty === undefined ? undefined : texts[csmProperty]),
    ...given('lifecycle', texts['lifecyclestage']),
    ...given('companySize', texts['numberofemployees']),
    // COMPUTER_SOFTWARE is what people there read as Computer Software.
    ...given('industry', texts['industry']?.replaceAll('_', ' ').toLowerCase()),
    ...given('country', texts['country']),
    ...(Number.isFinite(openDeals) && { openDeals }),
    ...(lastActivityAt !== undefined && { lastActivityAt }),
    ...(createdAt !== undefined && { createdAt }),
  };
}

function given<K extends keyof CrmCompany>(field: K, value: string | undefined): { [key in K]?: string } {
  return value === undefined ? {} : ({ [field]: value } as { [key in K]: string });
}
