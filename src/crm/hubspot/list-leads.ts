import { z } from 'zod';
import type { Crm } from '../crm.ts';
import type { Ask } from './api.ts';
import { askedOfContacts, contactFrom, contactsWithHistory } from './contact.ts';
import { paths } from './paths.ts';

const page = z.object({
  // Each contact is read by itself, so that one of a strange shape does not sink the others.
  results: z.array(z.unknown()),
  paging: z.object({ next: z.object({ after: z.coerce.string() }).nullish() }).nullish(),
});
const identified = z.object({ id: z.coerce.string() });

/**
 * `Crm.listLeads` by HubSpot's list of contacts, which is in the order of their ids: those grow, so whoever is added meanwhile
 * comes in a later page. 50 a page, with all that `readLeads` gives.
 */
export function listLeads(ask: Ask): Crm['listLeads'] {
  const query = {
    limit: String(contactsWithHistory),
    archived: 'false',
    properties: askedOfContacts.properties.join(','),
    propertiesWithHistory: askedOfContacts.propertiesWithHistory.join(','),
  };
  const call = { what: 'list contacts', method: 'GET', path: paths.contacts, writes: false, lane: 'import' } as const;
  return async (cursor) => {
    const asked = { ...call, query: { ...query, ...(cursor !== undefined && { after: cursor }) } };
    const { results, paging } = await ask(asked, page);
    const read = results.map((one) => ({ person: contactFrom(one), id: identified.safeParse(one).data?.id }));
    return {
      people: read.flatMap(({ person }) => person ?? []),
      unreadable: read.flatMap(({ person, id }) => (person === undefined && id !== undefined ? [id] : [])),
      cursor: paging?.next?.after,
    };
  };
}

const counted = z.object({ total: z.number().int().min(0) });

/** `Crm.countLeads` by the total of one search, which lags by seconds. */
export function countLeads(ask: Ask): Crm['countLeads'] {
  const body = { filterGroups: [], properties: ['hs_object_id'], limit: 1 };
  const call = { what: 'count contacts', method: 'POST', path: paths.contactsSearch, body, writes: false } as const;
  return async () => (await ask({ ...call, bucket: 'search', lane: 'import' }, counted)).total;
}
