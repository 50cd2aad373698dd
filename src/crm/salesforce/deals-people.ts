import type { CrmDeal } from '../crm.ts';
import { idIn } from './deals.ts';
import type { Org, Sent } from './org.ts';
import { inParts } from './outcomes.ts';
import { among } from './soql.ts';

/** Deals that one question names. */
export const mostNamed = 300;

/** The deals with whom each is about: the contacts it names, and the Leads that were converted to it, under the ids of both. */
export async function withPeople<Deal extends CrmDeal>(
  org: Org,
  sent: Sent,
  deals: Deal[],
): Promise<(Deal & { leadIds: string[] })[]> {
  const parts = inParts(
    deals.map(({ id }) => id),
    mostNamed,
  ).map(among);
  const named = 'SELECT OpportunityId, ContactId FROM OpportunityContactRole WHERE OpportunityId IN';
  const converted = 'SELECT ConvertedOpportunityId, Id, ConvertedContactId FROM Lead WHERE ConvertedOpportunityId IN';
  const soqls = [named, converted].flatMap((question) => parts.map((ids) => `${question} ${ids}`));
  const rows =
    soqls.length === 0 ? [] : (await org.queries({ ...sent, what: 'read whom deals are about' }, soqls)).flat();
  const people = new Map<string, Set<string>>(deals.map(({ id }) => [id, new Set()]));
  for (const row of rows) {
    const found = people.get(idIn(row, 'OpportunityId') ?? idIn(row, 'ConvertedOpportunityId') ?? '');
    for (const name of ['ContactId', 'ConvertedContactId', 'Id']) {
      const id = idIn(row, name);
      if (id !== undefined) found?.add(id);
    }
  }
  return deals.map((deal) => ({ ...deal, leadIds: [...(people.get(deal.id) ?? [])] }));
}
