import type { CrmDeal } from '../crm.ts';
import { dealFrom, fieldsBy, idIn } from './deals.ts';
import type { Row } from './org.ts';
import { objectOf } from './record-url.ts';
import { among } from './soql.ts';

/** The questions that tell the deals of these people. */
export function dealQuestions(
  leadIds: string[],
  fields: readonly string[],
): Record<'roles' | 'conversions', string | undefined> {
  const ids = (object: string) => leadIds.filter((id) => objectOf(id) === object);
  const [leads, contacts] = [ids('Lead'), ids('Contact')];
  const roles = `SELECT ContactId, ${fieldsBy('Opportunity', fields)} FROM OpportunityContactRole WHERE`;
  const converted = fieldsBy('ConvertedOpportunity', fields);
  const conversions = `SELECT Id, ${converted} FROM Lead WHERE ConvertedOpportunityId != null AND`;
  return {
    roles: contacts.length > 0 ? `${roles} ContactId IN ${among(contacts)}` : undefined,
    conversions: leads.length > 0 ? `${conversions} Id IN ${among(leads)}` : undefined,
  };
}

/**
 * The open opportunities of these contacts' accounts that name no contact: whom they are about nobody said, so they may be about
 * anyone there. Those that name some are about these. Two questions within one are as many as Salesforce takes.
 */
export function unnamedDealsQuestion(contactIds: Iterable<string>, fields: readonly string[]): string {
  const unnamed = 'Id NOT IN (SELECT OpportunityId FROM OpportunityContactRole)';
  const theirs = `AccountId IN (SELECT AccountId FROM Contact WHERE Id IN ${among(contactIds)})`;
  const asked = ['AccountId', ...fields].join(', ');
  return `SELECT ${asked} FROM Opportunity WHERE IsClosed = false AND ${unnamed} AND ${theirs}`;
}

/** The deals that the answers tell, by person, each once. */
export function dealsIn(roles: Row[], conversions: Row[], us: string): Map<string, CrmDeal[]> {
  const told = [
    ...roles.map((row) => [idIn(row, 'ContactId'), row['Opportunity']] as const),
    ...conversions.map((row) => [idIn(row, 'Id'), row['ConvertedOpportunity']] as const),
  ];
  const deals = new Map<string, Map<string, CrmDeal>>();
  for (const [leadId, opportunity] of told) {
    if (leadId === undefined || !opportunity) continue;
    const deal = dealFrom(opportunity, us);
    deals.set(leadId, (deals.get(leadId) ?? new Map<string, CrmDeal>()).set(deal.id, deal));
  }
  return new Map([...deals].map(([leadId, each]) => [leadId, [...each.values()]]));
}
