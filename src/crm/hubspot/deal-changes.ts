import { z } from 'zod';
import type { Crm, CrmDeal } from '../crm.ts';
import type { Ask } from './api.ts';
import { linksOf } from './associations.ts';
import { changesSince, type Filter, type SearchPage } from './changes.ts';
import { dealFrom, dealProperties } from './deals.ts';
import { paths } from './paths.ts';
import { ifAllowed } from './permission.ts';
import { stageReader, type StageOf } from './pipelines.ts';
import { type CrmRecord, crmRecord, momentIn } from './records.ts';

const modified = 'hs_lastmodifieddate';

type Page = Awaited<ReturnType<Crm['dealsSince']>>;
/** Where deals may not be read: the next call, or one ten minutes later, asks again. */
const refused: Page = { deals: [], cursor: undefined, more: false };

/**
 * `Crm.dealsSince` over HubSpot's deal search, walked as that of contacts is (see changes.ts). Two calls a page, and the
 * pipelines once in 10 minutes.
 */
export function dealsSince(ask: Ask, pageSize: number, now: () => number): Crm['dealsSince'] {
  const allowed = ifAllowed(now);
  const stages = stageReader(ask, now);
  return (cursor, startAt) =>
    allowed('deals', refused, async () => {
      const found = new Map<string, CrmRecord>();
      const page = await changesSince(dealSearch(ask, pageSize, found), pageSize, now)(cursor, startAt);
      const deals = await dealsOf(ask, now, stages, [...found.values()]);
      return { deals, cursor: page.cursor, more: page.more };
    });
}

/** The search behind `changesSince`, for deals; what it found is put into `found` by id. */
function dealSearch(ask: Ask, pageSize: number, found: Map<string, CrmRecord>): SearchPage {
  return async (filters, sortBy) => {
    const body = {
      filterGroups: [{ filters: filters.map(asOfDeals) }],
      sorts: [{ propertyName: nameAtDeals(sortBy), direction: 'ASCENDING' }],
      properties: dealProperties,
      limit: pageSize,
    };
    const path = paths.dealsSearch;
    const call = { what: 'search changed deals', method: 'POST', path, body, writes: false } as const;
    const { results } = await ask({ ...call, bucket: 'search', lane: 'score' }, answer);
    for (const record of results) found.set(record.id, record);
    return results.map(({ id, properties }) => ({ id, modifiedAt: momentIn(properties, modified) ?? 0 }));
  };
}

const isDated = ({ properties }: CrmRecord) => momentIn(properties, modified) !== undefined;
const answer = z.object({ results: z.array(crmRecord.refine(isDated, `no ${modified}`)) });

function asOfDeals({ propertyName, ...filter }: Filter): Filter {
  return { propertyName: nameAtDeals(propertyName), ...filter };
}

// Of all kinds of record only contacts have it without the prefix.
function nameAtDeals(property: string): string {
  return property === 'lastmodifieddate' ? modified : property;
}

async function dealsOf(ask: Ask, now: () => number, stages: () => Promise<StageOf>, records: CrmRecord[]) {
  if (records.length === 0) return [];
  const of = { what: 'read the contacts of deals', path: paths.contactsOfDeals };
  const ids = records.map(({ id }) => id);
  const [links, stageOf] = [await linksOf(ask, now, of, ids), await stages()];
  return records.map(({ id, properties }): CrmDeal & { leadIds: string[] } => {
    const deal = dealFrom(id, properties, stageOf(properties['pipeline'], properties['dealstage']));
    return { ...deal, leadIds: (links.get(id) ?? []).map((link) => link.id) };
  });
}
