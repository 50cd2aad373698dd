import type { Crm, CrmCompany, CrmDeal, RelationsQuestion } from '../crm.ts';
import { askRows } from './ask-rows.ts';
import { lookalikeQuestions, lookalikesIn } from './companies-search.ts';
import { companyFrom, type Telling } from './companies.ts';
import { dealQuestions, dealsIn, unnamedDealsQuestion } from './deals-of-leads.ts';
import { dealFrom, fieldsBy, idIn } from './deals.ts';
import { readable } from './deals-readable.ts';
import type { Org, Row, Sent } from './org.ts';
import { inParts } from './outcomes.ts';
import { objectOf } from './record-url.ts';
import { among } from './soql.ts';

/** People that one question names. */
const mostIds = 300;

/**
 * `Crm.readRelations`: one call for a usual batch, and another when a contact turns out to have no account. A contact's deals are
 * those that name it, and the open ones of its account that name nobody; a Lead's the one it was converted to. What the user we are
 * may not read is absent.
 */
export function readRelations(org: Org, csmField?: string): Crm['readRelations'] {
  return async (leads) => {
    const known = { deals: new Map<string, CrmDeal[]>(), companies: new Map<string, CrmCompany[]>() };
    for (const part of inParts(leads, mostIds)) await readPart(org, csmField, part, known);
    const ids = [...new Set(leads.map(({ leadId }) => leadId))];
    return new Map(
      ids.map((id) => [id, { deals: known.deals.get(id) ?? [], companies: known.companies.get(id) ?? [] }]),
    );
  };
}

type Known = { deals: Map<string, CrmDeal[]>; companies: Map<string, CrmCompany[]> };

async function readPart(org: Org, csm: string | undefined, leads: RelationsQuestion[], known: Known): Promise<void> {
  const may = await readable(org, csm);
  const telling: Telling = { fields: may.companies ?? [], csmField: csm, us: await org.userId() };
  const sent: Sent = { what: 'read the deals and accounts of leads', lane: 'now' };
  const dealt = leads.filter(({ noDeals }) => noDeals !== true).map(({ leadId }) => leadId);
  const placed = may.companies ? leads.filter(mayHaveAccount).map(({ leadId }) => leadId) : [];
  const alone = may.companies ? leads.filter((lead) => !mayHaveAccount(lead)) : [];
  const unnamed = dealt.filter((leadId) => placed.includes(leadId));
  const alike = lookalikeQuestions(telling.fields, alone);
  const { roles, conversions, accounts, open, ...others } = await askRows<string>(org, sent, {
    ...(may.deals && dealQuestions(dealt, may.deals)),
    ...(may.deals && unnamed.length > 0 && { open: unnamedDealsQuestion(unnamed, may.deals) }),
    ...(placed.length > 0 && { accounts: accountsQuestion(telling.fields, placed) }),
    ...Object.fromEntries(alike.map((soql, index) => [`alike${index}`, soql])),
  });
  const own = new Map((accounts ?? []).flatMap((row) => accountOf(row, telling)));
  for (const [leadId, company] of own) known.companies.set(leadId, [company]);
  for (const [leadId, deals] of dealsIn(roles ?? [], conversions ?? [], telling.us)) known.deals.set(leadId, deals);
  if (may.deals) addUnnamed(open ?? [], telling.us, unnamed, known);
  keepAlike(lookalikesIn(Object.values(others).flat(), telling, alone), known);
  const left = leads.filter((lead) => placed.includes(lead.leadId) && !own.has(lead.leadId));
  keepAlike(await lookalikesOf(org, sent, telling, left), known);
}

/** A Lead has no account, and of a contact the record may have said so. */
function mayHaveAccount({ leadId, noCompany }: RelationsQuestion): boolean {
  return noCompany !== true && objectOf(leadId) === 'Contact';
}

function accountsQuestion(fields: readonly string[], contactIds: string[]): string {
  const contacts = among(new Set(contactIds));
  return `SELECT Id, ${fieldsBy('Account', fields)} FROM Contact WHERE AccountId != null AND Id IN ${contacts}`;
}

function accountOf(row: Row, telling: Telling): [string, CrmCompany][] {
  const contactId = idIn(row, 'Id');
  const company = companyFrom(row['Account'], 'primary', telling);
  return contactId === undefined || company === undefined ? [] : [[contactId, company]];
}

/** Those who turned out to have no account. */
async function lookalikesOf(
  org: Org,
  sent: Sent,
  telling: Telling,
  leads: RelationsQuestion[],
): Promise<Map<string, CrmCompany[]>> {
  const questions = lookalikeQuestions(telling.fields, leads);
  const rows = questions.length === 0 ? [] : await org.queries({ ...sent, what: 'search accounts' }, questions);
  return lookalikesIn(rows.flat(), telling, leads);
}

function keepAlike(alike: Map<string, CrmCompany[]>, known: Known): void {
  for (const [leadId, companies] of alike) known.companies.set(leadId, companies);
}

/** What the accounts of contacts have open and nobody is named for. */
function addUnnamed(open: Row[], us: string, leadIds: string[], known: Known): void {
  for (const leadId of new Set(leadIds)) {
    const account = known.companies.get(leadId)?.find(({ associated }) => associated === 'primary')?.id;
    const rows = open.filter((row) => account !== undefined && row['AccountId'] === account);
    const deals = rows.map((row): CrmDeal => dealFrom(row, us));
    if (deals.length > 0) known.deals.set(leadId, [...(known.deals.get(leadId) ?? []), ...deals]);
  }
}
