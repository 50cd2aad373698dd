import type { Relations } from '../crm/crm.ts';
import { fitOf } from '../domain/fit/fit.ts';
import { isCustomer } from '../domain/fit/suppression.ts';
import { factsOf } from '../domain/look.ts';
import type { Candidate } from '../domain/matching/candidate.ts';
import { matchAccount } from '../domain/matching/matchAccount.ts';
import { newestTwin, type PersonRecord } from '../domain/matching/newestTwin.ts';
import type { Model } from '../domain/model.ts';
import type { AccountFacts, DealFacts, LeadFacts } from '../domain/routing/facts.ts';
import type { KeptRep } from '../store/reps.ts';
import type { EpisodeOfLead } from '../store/work.ts';

/** What is known outside of one episode: what the CRM relates to its lead, who works here, and who else is being answered. */
export type Around = { relations: Relations; kept: readonly KeptRep[]; others: readonly PersonRecord[] };

/** All that routing asks about the lead of an episode. An owner whom no rep is stays the CRM's own id. */
export function leadFactsOf(episode: EpisodeOfLead, { relations, kept, others }: Around, model: Model): LeadFacts {
  const repOf = (record: string | undefined) => kept.find((rep) => rep.record === record)?.id ?? record;
  const { accountKey, touchedAt, tag, ownerRecord, facts } = episode;
  const found = companyOf(episode, relations, model);
  const account = found && accountOf(found, repOf, model);
  const firm = firmOf(episode, found?.company);
  const fit = fitOf(factsOf({ ...episode, ...firm, id: episode.lead }), model);
  const twin = newestTwin({ ...episode, id: episode.lead }, others);
  const owner = repOf(ownerRecord);
  return {
    id: episode.lead,
    source: episode.leadSource ?? facts.source,
    fastLane: facts.lane,
    isCustomer: isCustomer(episode, model),
    isTrial: facts.trial,
    usesProduct: facts.product,
    poorFit: fit.fit === 'poor',
    deals: relations.deals.map((deal) => dealOf(deal, repOf)),
    ...(accountKey !== undefined && { accountKey }),
    ...firm,
    ...(fit.fit === 'excluded' && { excluded: fit.because }),
    ...(owner !== undefined && { owner }),
    ...(touchedAt !== undefined && { touchedAt }),
    ...(account !== undefined && { account }),
    ...(tag !== undefined && { tag }),
    ...(twin !== undefined && { twin: { rep: twin.rep, because: twin.because } }),
  };
}

type RepOf = (record: string | undefined) => string | undefined;

type Found = { company: Relations['companies'][number]; matchedBy: string };

function companyOf(
  { email, company, phone, country }: EpisodeOfLead,
  { companies }: Relations,
  model: Model,
): Found | undefined {
  const shared = new Set([...model.fit.freeDomains, ...model.suppression.disposableDomains]);
  const named = new Set(model.routing.namedAccounts.map(({ account }) => account));
  const candidates = companies.map(({ ownerId: _owner, csmId: _csm, ...company }): Candidate => ({
    ...company,
    isCustomer: isCustomer(company, model),
    isNamed: named.has(company.domain?.toLowerCase() ?? ''),
  }));
  const match = matchAccount({ email, company, phone, country }, candidates, shared);
  const found = companies.find(({ id }) => id === match?.account);
  return match && found && { company: found, matchedBy: match.matchedBy };
}

/** What the person's own record does not say of where they work, the company's does. */
function firmOf(
  own: EpisodeOfLead,
  company: Found['company'] | undefined,
): Pick<LeadFacts, 'country' | 'companySize' | 'industry'> {
  const country = own.country ?? company?.country;
  const companySize = own.companySize ?? company?.companySize;
  const industry = own.industry ?? company?.industry;
  return {
    ...(country !== undefined && { country }),
    ...(companySize !== undefined && { companySize }),
    ...(industry !== undefined && { industry }),
  };
}

function accountOf({ company: found, matchedBy }: Found, repOf: RepOf, model: Model): AccountFacts {
  const [owner, csm] = [repOf(found.ownerId), repOf(found.csmId)];
  const key = found.domain?.trim().toLowerCase();
  return {
    id: found.id,
    matchedBy,
    isCustomer: isCustomer(found, model),
    ...(key !== undefined && key !== '' && { key }),
    ...(found.name !== undefined && { name: found.name }),
    ...(owner !== undefined && { owner }),
    ...(csm !== undefined && { csm }),
  };
}

function dealOf({ ownerId, ...deal }: Relations['deals'][number], repOf: RepOf): DealFacts {
  const owner = repOf(ownerId);
  return { ...deal, ...(owner !== undefined && { owner }) };
}
