import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { CrmCompany, RelationsQuestion } from '../crm.ts';
import type { Ask } from './api.ts';
import { companyFrom, companyProperties } from './companies.ts';
import { paths } from './paths.ts';
import { crmRecord, type CrmRecord, type Texts } from './records.ts';

/** HubSpot refuses a longer body. */
const longestBody = 3_000;
const pageSize = 200;
/** A name that thousands share is no hint: what stands behind this many pages is left. */
const mostPages = 5;
/** Searches are few (5 a second for all apps of an account): refused ones are not halved further than this. */
const fewest = 4;
/** Longer values are no names, and would not fit the body. */
const longestValue = 150;

/** What a question and a company may have in common, and where the company keeps it. */
const hints = [
  { property: 'domain', of: (lead: RelationsQuestion) => lead.domain },
  { property: 'name', of: (lead: RelationsQuestion) => lead.company },
  { property: 'phone', of: (lead: RelationsQuestion) => lead.phone },
] as const;

/**
 * Companies that have the domain, name or phone of a lead, written alike but for case, by lead. One search for a usual batch,
 * several where the words are too many for one. The index lags by seconds.
 */
export async function lookalikes(
  ask: Ask,
  csmProperty: string | undefined,
  leads: RelationsQuestion[],
): Promise<Map<string, CrmCompany[]>> {
  const askable = leads.filter((lead) => hints.some(({ of }) => wordOf(of(lead)) !== undefined));
  const found = await search(ask, companyProperties(csmProperty), askable);
  return new Map(
    askable.map((lead) => {
      const alike = found.filter(({ properties }) => isAlike(lead, properties));
      return [lead.leadId, alike.map(({ id, properties }) => companyFrom(id, properties, 'no', csmProperty))];
    }),
  );
}

/** One search, or one for each half of the leads where they are too many, or one of them has a value that HubSpot refuses. */
async function search(ask: Ask, properties: string[], leads: RelationsQuestion[]): Promise<CrmRecord[]> {
  if (leads.length === 0) return [];
  const body = { filterGroups: groupsOf(leads), properties, limit: pageSize };
  // The cursor of a later page needs some of the room.
  const fits = JSON.stringify(body).length < longestBody - 30;
  const found = fits || leads.length === 1 ? await everyPage(ask, body) : undefined;
  if (found !== undefined) return found;
  // These are hints: a few leads without them are routed by what else is known, and none waits for the one that is refused.
  if (fits && leads.length <= fewest) return [];
  const middle = Math.ceil(leads.length / 2);
  const first = await search(ask, properties, leads.slice(0, middle));
  const known = new Set(first.map(({ id }) => id));
  const rest = await search(ask, properties, leads.slice(middle));
  return [...first, ...rest.filter(({ id }) => !known.has(id))];
}

// One group for each property: any of them is enough. IN on texts wants lower case.
function groupsOf(leads: RelationsQuestion[]) {
  return hints.flatMap(({ property, of }) => {
    const values = [...new Set(leads.map((lead) => wordOf(of(lead))).filter((word) => word !== undefined))];
    return values.length === 0 ? [] : [{ filters: [{ propertyName: property, operator: 'IN', values }] }];
  });
}

const page = z.object({
  results: z.array(crmRecord),
  paging: z.object({ next: z.object({ after: z.coerce.string() }).optional() }).nullish(),
});

/** Undefined when HubSpot refuses the values. */
async function everyPage(ask: Ask, body: object): Promise<CrmRecord[] | undefined> {
  try {
    return await pagesOf(ask, body);
  } catch (error) {
    if (error instanceof Failure && error.code === 'invalid') return undefined;
    throw error;
  }
}

async function pagesOf(ask: Ask, body: object): Promise<CrmRecord[]> {
  const call = { what: 'search companies', method: 'POST', path: paths.companiesSearch, writes: false } as const;
  const found: CrmRecord[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const asked = { ...body, ...(after !== undefined && { after }) };
    const answer = await ask({ ...call, body: asked, bucket: 'search' }, page);
    found.push(...answer.results);
    after = answer.paging?.next?.after;
    if (after === undefined) break;
  }
  return found;
}

function isAlike(lead: RelationsQuestion, texts: Texts): boolean {
  return hints.some(({ property, of }) => {
    const word = wordOf(of(lead));
    return word !== undefined && word === wordOf(texts[property]);
  });
}

function wordOf(value: string | undefined): string | undefined {
  const word = value?.trim().toLowerCase() ?? '';
  return word === '' || word.length > longestValue ? undefined : word;
}
