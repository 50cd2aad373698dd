import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Crm } from '../crm.ts';
import type { Ask } from './api.ts';
import { inParts } from './batch.ts';
import { paths } from './paths.ts';
import { idsInSalesforce, salesforceProperties } from './salesforce-ids.ts';
import { contactsByEmail } from './sources/contacts-by-email.ts';

/** HubSpot refuses a search whose body is longer than 3,000 characters: so many ids fit twice. */
const idsAtOnce = 50;
/** An account without HubSpot's own sync does not have its properties: it is asked again after this. */
const unsyncedMs = 3_600_000;

const answer = z.object({
  results: z.array(z.object({ id: z.coerce.string(), properties: z.record(z.string(), z.string().nullish()) })),
});

/**
 * `Crm.matches`: by address, and where nobody has that one by the Salesforce id that HubSpot's own sync wrote on the contact. An
 * address is one contact's alone. The search index of the ids lags by seconds.
 */
export function matches(ask: Ask, now: () => number): NonNullable<Crm['matches']> {
  let unsyncedUntil = 0;
  async function bySyncId(ids: string[]): Promise<Map<string, string[]>> {
    if (ids.length === 0 || now() < unsyncedUntil) return new Map();
    try {
      return await contactsBySyncId(ask, ids);
    } catch (error) {
      if (Failure.from(error).code !== 'invalid') throw error;
      unsyncedUntil = now() + unsyncedMs;
      return new Map();
    }
  }
  return async (people) => {
    const byEmail = await contactsByEmail(
      ask,
      now,
      people.flatMap(({ email }) => email ?? []),
    );
    const named = people.map(({ email = '' }) => byEmail.get(email.trim().toLowerCase()));
    const others = people.flatMap(({ syncIds = [] }, at) => (named[at] === undefined ? syncIds : []));
    const synced = await bySyncId(others.filter((id) => id.startsWith('salesforce:')));
    return people.map(({ syncIds = [] }, at) => {
      const found = named[at];
      return found === undefined ? [...new Set(syncIds.flatMap((id) => synced.get(id) ?? []))] : [found];
    });
  };
}

/** The contacts on which the sync wrote these ids (`salesforce:00Q...`), by id. */
async function contactsBySyncId(ask: Ask, ids: string[]): Promise<Map<string, string[]>> {
  const parts = await inParts([...new Set(ids)], idsAtOnce, async (part) => {
    const values = part.map((id) => id.slice('salesforce:'.length));
    const filterGroups = salesforceProperties.map((propertyName) => ({
      filters: [{ propertyName, operator: 'IN', values }],
    }));
    const body = { filterGroups, properties: [...salesforceProperties], limit: 200 };
    const what = 'find contacts by their Salesforce id';
    const call = { what, method: 'POST', path: paths.contactsSearch, body, writes: false } as const;
    return (await ask({ ...call, bucket: 'search', lane: 'score' }, answer)).results;
  });
  const pairs = parts.flat().flatMap(({ id, properties }) => idsInSalesforce(properties).map((key) => ({ key, id })));
  return new Map([...Map.groupBy(pairs, ({ key }) => key)].map(([key, same]) => [key, same.map(({ id }) => id)]));
}
