import type { Crm, CrmCompany, CrmDeal, RelationsQuestion } from '../crm.ts';
import type { Ask } from './api.ts';
import { companiesOf } from './companies.ts';
import { lookalikes } from './company-search.ts';
import { dealsOf } from './deals.ts';
import { ifAllowed } from './permission.ts';
import { stageReader } from './pipelines.ts';

/**
 * `Crm.readRelations`: four calls, and one search when a lead has no company, for a usual batch; fewer where the records said
 * that there is nothing to read; the pipelines once in 10 minutes. Deals and companies need a scope each, which not every portal grants.
 */
export function readRelations(ask: Ask, now: () => number, csmProperty?: string): Crm['readRelations'] {
  const allowed = ifAllowed(now);
  const stages = stageReader(ask, now);
  return async (leads) => {
    const ids = [...new Set(leads.map(({ leadId }) => leadId))];
    const dealt = leads.filter(({ noDeals }) => noDeals !== true).map(({ leadId }) => leadId);
    const [deals, companies] = await Promise.all([
      allowed('deals', new Map<string, CrmDeal[]>(), () => dealsOf(ask, now, stages, [...new Set(dealt)])),
      allowed('companies', new Map<string, CrmCompany[]>(), () => companiesFor(ask, now, csmProperty, leads)),
    ]);
    return new Map(ids.map((id) => [id, { deals: deals.get(id) ?? [], companies: companies.get(id) ?? [] }]));
  };
}

/** A lead's own companies; where it has none, those that may be. */
async function companiesFor(
  ask: Ask,
  now: () => number,
  csmProperty: string | undefined,
  leads: RelationsQuestion[],
): Promise<Map<string, CrmCompany[]>> {
  const ids = leads.filter(({ noCompany }) => noCompany !== true).map(({ leadId }) => leadId);
  const own = await companiesOf(ask, now, csmProperty, ids);
  const without = leads.filter(({ leadId }) => !own.has(leadId));
  return new Map([...(await lookalikes(ask, csmProperty, without)), ...own]);
}
