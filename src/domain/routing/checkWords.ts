import { OTHER } from './checkCells.ts';
import type { LeadFacts } from './facts.ts';

/** "a customer from Brazil without an owner, of 51 people, on trial, with an open deal in Demo": only what is known of it. */
export function leadInWords(lead: LeadFacts): string {
  const { country, industry, source, companySize, tag, accountKey } = lead;
  const from = country === undefined ? '' : ` from ${country === OTHER ? `${OTHER} country` : country}`;
  const words = [
    industry === undefined ? '' : `, ${industry === OTHER ? `${OTHER} industry` : `industry ${industry}`}`,
    source === undefined ? '' : `, ${source === OTHER ? `${OTHER} source` : `source ${source}`}`,
    companySize === undefined ? '' : `, of a company of ${companySize} people`,
    lead.poorFit ? ', of poor fit in a fast lane' : '',
    lead.isTrial ? ', on trial' : '',
    lead.deals.map(({ state, stageLabel }) => `, with ${dealInWords(state, stageLabel)}`).join(''),
    tag === undefined ? '' : `, tagged ${tag}`,
    accountKey === undefined ? '' : `, of ${accountKey.replace('name:', '')}`,
  ];
  return `${lead.isCustomer ? 'a customer' : 'a lead'}${from} without an owner${words.join('')}`;
}

function dealInWords(state: string, stage: string | undefined): string {
  if (state === 'won') return 'a won deal';
  return `an open deal${stage === undefined ? '' : ` in ${stage}`}`;
}
