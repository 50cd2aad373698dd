import { companyFields } from './companies.ts';
import { dealFields } from './deals.ts';
import { fieldsThere } from './describe-fields.ts';
import type { Org } from './org.ts';

/** The fields to ask for; undefined where nothing of it may be read. */
export type Readable = { deals: string[] | undefined; companies: string[] | undefined };

/**
 * What the user we are may read of deals and accounts: a query that names something hidden is refused as a whole. `csmField`: see
 * `SalesforceOptions`.
 */
export async function readable(org: Org, csmField?: string): Promise<Readable> {
  const [deals, companies, role] = await Promise.all([
    fieldsThere(org, 'Opportunity', dealFields),
    fieldsThere(org, 'Account', companyFields(csmField)),
    org.describe('OpportunityContactRole'),
  ]);
  return { deals: role === undefined ? undefined : deals, companies };
}
