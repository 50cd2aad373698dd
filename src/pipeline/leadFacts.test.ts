import { describe, expect, test } from '@jest/globals';
import type { CrmCompany } from '../crm/crm.ts';
import { defaultModel } from '../domain/model.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import { leadFactsOf } from './leadFacts.ts';

const facts = { type: 'demo_request', source: 'hubspot', dated: [], short: [] };
const flags = { lane: false, product: false, trial: false, quiet: false, urgent: [] };

function episode(more: Partial<EpisodeOfLead>): EpisodeOfLead {
  return {
    id: 'e1',
    lead: 'l1',
    record: '101',
    state: 'open',
    round: 1,
    tier: 2,
    score: 55,
    triggerAt: 0,
    openedAt: 0,
    facts: { ...facts, ...flags },
    routingNote: '',
    tried: [],
    ladderEnded: false,
    watermark: 1,
    ownerOurs: false,
    unsubscribed: false,
    ...more,
  };
}

const acme: CrmCompany = { id: 'c1', associated: 'primary', name: 'Acme', domain: ' ACME.example ' };

function factsFor(person: Partial<EpisodeOfLead>, companies: CrmCompany[]) {
  const { accountKey, account } = leadFactsOf(
    episode(person),
    { relations: { deals: [], companies }, kept: [], others: [] },
    defaultModel,
  );
  return [accountKey, account?.key];
}

describe('the companies by which a named account is found', () => {
  test.each<[string, Partial<EpisodeOfLead>, CrmCompany[], (string | undefined)[]]>([
    [
      'both, where the address is of another company than the CRM says',
      { email: 'ann@acme-europe.example', accountKey: 'acme-europe.example' },
      [acme],
      ['acme-europe.example', 'acme.example'],
    ],
    [
      'the name as the person gave it, and its domain',
      { accountKey: 'name:acm' },
      [acme],
      ['name:acm', 'acme.example'],
    ],
    ['only the company’s, of somebody without any', {}, [acme], [undefined, 'acme.example']],
    ['only the person’s, without a company', { accountKey: 'acme.example' }, [], ['acme.example', undefined]],
  ])('%s', (_, person, companies, keys) => {
    expect(factsFor(person, companies)).toEqual(keys);
  });
});

describe('where somebody works', () => {
  const firm = { companySize: '120', industry: 'computer software', country: 'Germany' };
  const known = (person: Partial<EpisodeOfLead>, companies: CrmCompany[], model = defaultModel) => {
    const around = { relations: { deals: [], companies }, kept: [], others: [] };
    const { companySize, industry, country, poorFit } = leadFactsOf(episode(person), around, model);
    return { companySize, industry, country, poorFit };
  };

  test('is what their company says where their own record does not', () => {
    expect(known({ country: 'France' }, [{ ...acme, ...firm }])).toEqual({
      ...firm,
      country: 'France',
      poorFit: false,
    });
  });

  test('is not known by a company that is not theirs', () => {
    const other = { ...acme, ...firm, associated: 'no' as const };
    expect(known({ email: 'ann@other.example' }, [other])).toEqual({ poorFit: false });
  });

  test('decides on their fit', () => {
    const rules = [{ fit: 'poor' as const, because: 'too small', all: [{ fact: 'size' as const, atMost: 200 }] }];
    expect(known({}, [{ ...acme, ...firm }], { ...defaultModel, fit: { ...defaultModel.fit, rules } }).poorFit).toBe(
      true,
    );
  });
});
