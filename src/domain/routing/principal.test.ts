import { describe, expect, test } from '@jest/globals';
import type { LeadFacts, RuleName } from './facts.ts';
import { principalOf } from './principal.ts';
import { deal, lead, left, NOW, rep, settings } from './routeForTests.ts';
import type { RoutingSettings } from './settings.ts';

const reps = [rep('ann'), rep('bob'), rep('cy'), left('gone')];
const acme = { id: 'a1', name: 'Acme Inc.', matchedBy: 'same domain acme.example', isCustomer: false };
const rules = settings({
  people: { 'cy@us.example': { role: 'csm' }, 'ann@us.example': { role: 'ae' } },
  productPool: 'product',
  territories: [{ name: 'DACH', countries: ['Germany'], size: { atLeast: 100 }, pool: 'dach' }],
  namedAccounts: [{ account: 'name:acme', rep: 'ann@us.example', backup: 'bob@us.example' }],
  stages: { Demo: 'bdr', s9: 'csm' },
});
const german = { country: 'germany', companySize: '101-250' };

const ask = (facts: Partial<LeadFacts>, more: Partial<RoutingSettings> = {}) =>
  principalOf({ lead: lead(facts), reps, now: NOW }, { ...rules, ...more });
const saidBy = (rule: RuleName, facts: Partial<LeadFacts>, more: Partial<RoutingSettings> = {}) =>
  ask(facts, more).rules.find((one) => one.rule === rule)?.because;

/** Each row has what the rules after it would take as well. */
const precedence: [RuleName, Partial<LeadFacts>, string | undefined, string][] = [
  ['default pool', {}, 'default', 'no other rule matches'],
  ['territory', german, 'dach', 'territory DACH: country germany, size 101-250'],
  [
    'account owner',
    { ...german, account: { ...acme, name: 'Initech', owner: 'bob' } },
    'bob',
    'Bob owns Initech (same domain acme.example)',
  ],
  [
    'same person',
    { ...german, account: { ...acme, name: 'Initech', owner: 'ann' }, twin: { rep: 'bob', because: 'same phone' } },
    'bob',
    'Bob has the same person already: same phone',
  ],
  ['owner', { owner: 'cy', twin: { rep: 'bob', because: 'same phone' } }, 'cy', 'Cy owns the lead'],
  [
    'named account',
    { owner: 'cy', twin: { rep: 'bob', because: 'same phone' }, account: acme },
    'ann',
    "name:acme is Ann's named account",
  ],
  [
    'deal',
    { owner: 'cy', account: acme, deals: [deal('7', 'bob', { stageLabel: 'Offer' })] },
    'bob',
    'Bob owns deal 7 (Offer)',
  ],
  [
    'product',
    { isTrial: true, usesProduct: true, account: acme, deals: [deal('7', 'bob')] },
    'product',
    'the lead is on trial and uses the product: pool product',
  ],
  [
    'customer',
    { isTrial: true, usesProduct: true, account: { ...acme, isCustomer: true, csm: 'cy' }, deals: [deal('7', 'bob')] },
    'cy',
    'Acme Inc. is a customer: Cy is its CSM',
  ],
  ['excluded', { excluded: 'a competitor', isCustomer: true, owner: 'ann' }, undefined, 'excluded: a competitor'],
];

describe('the order of the rules', () => {
  test.each(precedence)('%s has %j', (rule, facts, whom, because) => {
    const { principal, rules: outcomes } = ask(facts);
    expect(outcomes.filter(({ matched }) => matched)).toEqual([{ rule, matched: true, because }]);
    expect([principal?.rule, principal?.rep ?? principal?.pool]).toEqual(
      whom === undefined ? [undefined, undefined] : [rule, whom],
    );
  });

  test('a rule after the one that matched says whom it would have named', () => {
    expect(saidBy('account owner', { owner: 'cy', account: { ...acme, name: 'Initech', owner: 'bob' } })).toBe(
      'not needed: Bob owns Initech (same domain acme.example)',
    );
  });
});

describe('a customer', () => {
  test.each<[string, Partial<LeadFacts>, Partial<RoutingSettings>, string, string]>([
    ['by lifecycle', { isCustomer: true, owner: 'cy' }, {}, 'cy', 'the lead is a customer: Cy, a CSM, owns the lead'],
    [
      'by a won deal',
      { deals: [deal('7', 'cy', { state: 'won' })] },
      {},
      'cy',
      'deal 7 is for a CSM: Cy, a CSM, owns deal 7',
    ],
    [
      'by a stage that is the CSM’s',
      { deals: [deal('7', 'cy', { stage: 'S9' })] },
      {},
      'cy',
      'deal 7 (S9) is for a CSM: Cy, a CSM, owns deal 7 (S9)',
    ],
    [
      'by its tag',
      { tag: 'Customer', owner: 'cy' },
      {},
      'cy',
      'its tag Customer is for a CSM: Cy, a CSM, owns the lead',
    ],
    [
      'whose CSM has left',
      { account: { ...acme, isCustomer: true, csm: 'gone', owner: 'cy' } },
      {},
      'cy',
      'Acme Inc. is a customer: of its CSM, Gone has left; Cy, a CSM, owns Acme Inc.',
    ],
    [
      'without a CSM',
      { isCustomer: true, owner: 'bob' },
      { customerPool: 'care' },
      'care',
      'the lead is a customer: no CSM is known, so pool care',
    ],
    [
      'without a CSM or a pool for customers',
      { isCustomer: true, owner: 'bob' },
      {},
      'bob',
      'the lead is a customer: no CSM is known, but Bob owns the lead',
    ],
    ['of nobody', { isCustomer: true }, {}, 'default', 'the lead is a customer: nobody looks after customers'],
  ])('%s', (_, facts, more, whom, because) => {
    const { principal } = ask(facts, more);
    expect([principal?.rule, principal?.rep ?? principal?.pool, principal?.because]).toEqual([
      'customer',
      whom,
      because,
    ]);
  });

  test('a lost deal makes no customer and no deal', () => {
    expect(ask({ deals: [deal('7', 'cy', { state: 'lost', stage: 's9' })] }).principal?.rule).toBe('default pool');
  });
});

describe('an open deal', () => {
  test.each<[string, Partial<LeadFacts>, string]>([
    [
      'of several the one changed last',
      { deals: [deal('1', 'cy', { changedAt: 5 }), deal('2', 'bob', { changedAt: 9 }), deal('3', 'ann')] },
      'Bob owns deal 2, of 3 open deals the one changed last',
    ],
    [
      'ties by id',
      { deals: [deal('2', 'cy'), deal('1', 'bob')] },
      'Bob owns deal 1, of 2 open deals the one changed last',
    ],
    [
      'whose owner has left gives way to the next',
      { deals: [deal('1', 'gone', { changedAt: 9 }), deal('2', 'bob', { changedAt: 5 })] },
      'Bob owns deal 2 (of deal 1, Gone has left)',
    ],
    [
      'by a tag, where there is none',
      { tag: 'opportunity', owner: 'ann' },
      'its tag opportunity is for an AE: Ann owns the lead',
    ],
  ])('%s', (_, facts, because) => {
    expect(ask(facts).principal).toMatchObject({ rule: 'deal', role: 'ae', because });
  });

  test.each<[string, Partial<LeadFacts>, string]>([
    ['none', {}, 'no open deal'],
    [
      'in a stage for BDRs',
      { deals: [deal('7', 'ann', { stageLabel: 'demo ' })] },
      'deal 7 (demo ) is in a stage for BDRs',
    ],
    ['whose owner nobody knows', { deals: [deal('7', 'u99')] }, 'of deal 7, u99 is no rep anybody knows'],
    ['without an owner', { deals: [deal('7', undefined)] }, 'of deal 7, no owner is known'],
    ['a tag for BDRs', { tag: 'prospect' }, 'no open deal, and its tag prospect is for BDRs'],
    [
      'a tag for AEs whom nobody is',
      { tag: 'opportunity', owner: 'bob' },
      'its tag opportunity is for an AE, but no AE owns the lead or its company',
    ],
  ])('%s: the owner has it', (_, facts, because) => {
    const { principal, rules: outcomes } = ask({ owner: 'bob', ...facts });
    expect([principal?.rule, outcomes.find(({ rule }) => rule === 'deal')?.because]).toEqual(['owner', because]);
  });
});

describe('pools by facts', () => {
  test('what no territory has is said with the facts that territories ask for', () => {
    expect(saidBy('territory', { country: 'Brazil' })).toBe('no territory matches: country Brazil, size unknown');
  });

  test('a poor fit goes to its pool instead of its territory', () => {
    const { principal } = ask({ ...german, poorFit: true }, { poorFitPool: 'nurture' });
    expect(principal).toEqual({ rule: 'default pool', pool: 'nurture', because: 'a poor fit goes to pool nurture' });
  });

  test('a poor fit without a pool of its own is in its territory', () => {
    expect(ask({ ...german, poorFit: true }).principal).toMatchObject({ rule: 'territory', pool: 'dach' });
  });

  test.each<[string, Partial<LeadFacts>, Partial<RoutingSettings>, string]>([
    ['no trial', { usesProduct: true }, {}, 'the lead is not on trial'],
    ['no use', { isTrial: true }, {}, 'the lead is on trial but does not use the product'],
  ])('a lead with %s is not for the product pool', (_, facts, more, because) => {
    expect(saidBy('product', facts, more)).toBe(because);
  });
});
