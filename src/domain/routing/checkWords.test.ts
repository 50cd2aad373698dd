import { expect, test } from '@jest/globals';
import type { LeadFacts } from './facts.ts';
import { leadInWords } from './checkWords.ts';
import { lead } from './routeForTests.ts';

test.each<[Partial<LeadFacts>, string]>([
  [{}, 'a lead without an owner'],
  [{ isCustomer: true }, 'a customer without an owner'],
  [
    { country: 'Brazil', companySize: '51', isTrial: true },
    'a lead from Brazil without an owner, of a company of 51 people, on trial',
  ],
  [
    { deals: [{ id: '1', state: 'open', stageLabel: 'Demo' }], accountKey: 'name:acme' },
    'a lead without an owner, with an open deal in Demo, of acme',
  ],
])('%j is %s', (facts, words) => {
  expect(leadInWords(lead(facts))).toBe(words);
});
