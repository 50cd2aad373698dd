import { accountInWords } from './customerRules.ts';
import type { DealFacts, LeadFacts } from './facts.ts';
import type { Asked, Verdict } from './rule.ts';
import { activeRep, roleOf, whyNobody } from './staff.ts';
import { dealInWords, latestFirst, roleOfDeal, roleOfTag } from './stages.ts';

/**
 * An open deal whose stage asks for its AE is its owner's; of several the one changed last whose owner is there to have it. Where no
 * deal says anything, a tag that asks for an AE means one who owns the company or the lead.
 */
export function deal(asked: Asked): Verdict {
  const open = latestFirst(asked.lead.deals.filter(({ state }) => state === 'open'));
  const forAe = open.filter((one) => roleOfDeal(one, asked.settings) === 'ae');
  if (forAe.length > 0) return ofDeals(forAe, asked);
  const forBdr = open.find((one) => roleOfDeal(one, asked.settings) === 'bdr');
  if (forBdr) return { because: `${dealInWords(forBdr)} is in a stage for BDRs` };
  if (open.length > 0) return { because: 'no open deal is in a stage for AEs' };
  return ofTag(asked);
}

function ofDeals(deals: readonly DealFacts[], { staff }: Asked): Verdict {
  const found = deals.find(({ owner }) => activeRep(owner, staff));
  const rep = activeRep(found?.owner, staff);
  const passed = found === undefined ? deals : deals.slice(0, deals.indexOf(found));
  const lost = passed.map((one) => `of ${dealInWords(one)}, ${ownerLost(one, { staff })}`).join('; ');
  if (found === undefined || rep === undefined) return { because: lost };
  const several = deals.length > 1 ? `, of ${deals.length} open deals the one changed last` : '';
  const others = lost === '' ? several : ` (${lost})`;
  return { because: `${rep.name} owns ${dealInWords(found)}${others}`, names: { rep: rep.id, role: 'ae' } };
}

function ownerLost({ owner }: DealFacts, { staff }: Pick<Asked, 'staff'>): string {
  return owner === undefined ? 'no owner is known' : whyNobody(owner, staff);
}

function ofTag(asked: Asked): Verdict {
  const { lead, settings, staff } = asked;
  const role = roleOfTag(lead, settings);
  if (role !== 'ae')
    return { because: role === 'bdr' ? `no open deal, and its tag ${lead.tag} is for BDRs` : 'no open deal' };
  const ae = [lead.account?.owner, lead.owner]
    .map((id) => activeRep(id, staff))
    .find((rep) => rep !== undefined && roleOf(rep, staff) === 'ae');
  if (!ae) return { because: `its tag ${lead.tag} is for an AE, but no AE owns the lead or its company` };
  return { because: `its tag ${lead.tag} is for an AE: ${ae.name} ${owned(lead, ae.id)}`, names: { rep: ae.id, role } };
}

function owned({ account }: LeadFacts, rep: string): string {
  return account?.owner === rep ? `owns ${accountInWords(account)}` : 'owns the lead';
}
