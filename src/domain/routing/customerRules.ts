import type { AccountFacts, Principal, RepFacts } from './facts.ts';
import type { Asked, Verdict } from './rule.ts';
import { activeRep, roleOf, whyNobody } from './staff.ts';
import { dealInWords, latestFirst, roleOfDeal, roleOfTag } from './stages.ts';

/** A customer is for its CSM; without one for the customer pool, for who else looks after it, in the end for the default pool. */
export function customer(asked: Asked): Verdict {
  const why = whyCustomer(asked);
  if (why === undefined) return { because: 'neither the lead nor its company is a customer' };
  const { staff, lead } = asked;
  const csm = lead.account?.csm;
  const found = activeRep(csm, staff);
  if (found) return { because: `${why}: ${found.name} is its CSM`, names: { rep: found.id, role: 'csm' } };
  const lost = csm === undefined ? '' : `of its CSM, ${whyNobody(csm, staff)}; `;
  const { because, names } = withoutCsm(asked);
  return { because: `${why}: ${lost}${because}`, names };
}

/** Trial users who use the product are for the product pool, where there is one. */
export function product({ lead, settings: { productPool } }: Asked): Verdict {
  if (productPool === undefined) return { because: 'there is no product pool' };
  if (!lead.isTrial) return { because: 'the lead is not on trial' };
  if (!lead.usesProduct) return { because: 'the lead is on trial but does not use the product' };
  return { because: `the lead is on trial and uses the product: pool ${productPool}`, names: { pool: productPool } };
}

/** Its name, or that the lead has one. */
export function accountInWords({ name }: AccountFacts): string {
  return name ?? 'its company';
}

function whyCustomer({ lead, settings }: Asked): string | undefined {
  if (lead.isCustomer) return 'the lead is a customer';
  if (lead.account?.isCustomer === true) return `${accountInWords(lead.account)} is a customer`;
  const deal = latestFirst(lead.deals).find((one) => roleOfDeal(one, settings) === 'csm');
  if (deal !== undefined) return `${dealInWords(deal)} is for a CSM`;
  return roleOfTag(lead, settings) === 'csm' ? `its tag ${lead.tag} is for a CSM` : undefined;
}

function withoutCsm(asked: Asked): Verdict & { names: Pick<Principal, 'rep' | 'pool' | 'role'> } {
  const owners = ownersAround(asked);
  const csm = owners.find(({ rep }) => roleOf(rep, asked.staff) === 'csm');
  if (csm) return { because: `${csm.rep.name}, a CSM, ${csm.owns}`, names: { rep: csm.rep.id, role: 'csm' } };
  const { customerPool } = asked.settings;
  if (customerPool !== undefined)
    return { because: `no CSM is known, so pool ${customerPool}`, names: { pool: customerPool, role: 'csm' } };
  const [owner] = owners;
  if (owner) return { because: `no CSM is known, but ${owner.rep.name} ${owner.owns}`, names: { rep: owner.rep.id } };
  return { because: 'nobody looks after customers', names: { pool: 'default', role: 'csm' } };
}

/** The active people who own something of the lead's, the nearest to its company first. */
function ownersAround({ lead, staff }: Asked): { rep: RepFacts; owns: string }[] {
  const { account, owner, deals } = lead;
  const living = latestFirst(deals.filter(({ state }) => state !== 'lost'));
  const owned = [
    ...(account ? [{ id: account.owner, owns: `owns ${accountInWords(account)}` }] : []),
    ...living.map((deal) => ({ id: deal.owner, owns: `owns ${dealInWords(deal)}` })),
    { id: owner, owns: 'owns the lead' },
  ];
  return owned.flatMap(({ id, owns }) => {
    const rep = activeRep(id, staff);
    return rep === undefined ? [] : [{ rep, owns }];
  });
}
