import { describe, expect, test } from '@jest/globals';
import type { LeadFacts, RuleName } from './facts.ts';
import { principalOf } from './principal.ts';
import { DAY_MS, deal, lead, left, NOW, rep, settings } from './routeForTests.ts';
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

describe('a named account', () => {
  const named = (one: string, backup: string) => ({
    namedAccounts: [{ account: 'Acme.example', rep: `${one}@us.example`, backup: `${backup}@us.example` }],
  });
  const acmeLead = { accountKey: 'acme.example', owner: 'cy' };

  test('is its rep’s, with the backup to cover', () => {
    expect(ask(acmeLead, named('ann', 'bob')).principal).toMatchObject({
      rule: 'named account',
      rep: 'ann',
      backup: 'bob',
    });
  });

  test('is its backup’s when the rep has left', () => {
    expect(ask(acmeLead, named('gone', 'bob')).principal).toEqual({
      rule: 'named account',
      rep: 'bob',
      because:
        'Acme.example is a named account, but its rep gone@us.example has left or is nobody known: Bob is its backup',
    });
  });

  test('is none when both have left', () => {
    expect(ask(acmeLead, named('gone', 'nobody')).principal).toMatchObject({ rule: 'owner', rep: 'cy' });
  });
});

describe('a named account by either company of the lead', () => {
  const theirs = { namedAccounts: [{ account: 'acme.example', rep: 'ann@us.example', backup: 'bob@us.example' }] };

  test.each<[string, Partial<LeadFacts>]>([
    ['of the person’s address', { accountKey: 'acme.example', account: { ...acme, key: 'other.example' } }],
    ['of the company in the CRM', { accountKey: 'acme-europe.example', account: { ...acme, key: 'ACME.example' } }],
    [
      'of the company, where the person has only a name',
      { accountKey: 'name:acm', account: { ...acme, key: 'acme.example' } },
    ],
  ])('%s', (_, facts) => {
    expect(ask({ owner: 'cy', ...facts }, theirs).principal).toMatchObject({ rule: 'named account', rep: 'ann' });
  });

  test('is none when neither is', () => {
    const facts = { accountKey: 'a.example', account: { ...acme, key: 'b.example' } };
    expect(ask({ owner: 'cy', ...facts }, theirs).principal?.rule).toBe('owner');
  });
});

describe('the role a lead asks for', () => {
  test.each<[string, Partial<LeadFacts>, RuleName, string | undefined]>([
    ['none', {}, 'default pool', undefined],
    ['that of its tag', { tag: 'opportunity' }, 'default pool', 'ae'],
    ['that of an open deal whose owner nobody knows', { deals: [deal('7', 'u99')] }, 'default pool', 'ae'],
    ['that of its stage', { deals: [deal('7', 'u99', { stage: 'demo' })], tag: 'opportunity' }, 'default pool', 'bdr'],
    [
      'an AE’s before a BDR’s',
      { deals: [deal('1', 'u99', { stage: 'demo' }), deal('2', 'u99')] },
      'default pool',
      'ae',
    ],
    ['also of a territory', { ...german, tag: 'prospect' }, 'territory', 'bdr'],
    ['not of the product pool', { isTrial: true, usesProduct: true, tag: 'prospect' }, 'product', undefined],
    ['of a customer without a CSM, a CSM', { isCustomer: true }, 'customer', 'csm'],
  ])('is %s', (_, facts, rule, role) => {
    const { principal } = ask(facts);
    expect([principal?.rule, principal?.role]).toEqual([rule, role]);
  });

  test('takes a lead from no owner: an AE keeps theirs in a stage for BDRs', () => {
    const facts = { owner: 'ann', deals: [deal('7', 'ann', { stage: 'demo' })] };
    expect(ask(facts).principal).toMatchObject({ rule: 'owner', rep: 'ann' });
  });
});

describe('the owner', () => {
  const untouched = (days: number) => ({ owner: 'bob', touchedAt: NOW - days * DAY_MS });

  test.each<[string, Partial<LeadFacts>, Partial<RoutingSettings>]>([
    ['touched it the longest ago that is allowed', untouched(122), {}],
    ['touched it nobody knows when', { owner: 'bob' }, {}],
    ['may leave it for any time', untouched(900), { freshDays: 0 }],
  ])('who %s keeps it', (_, facts, more) => {
    expect(ask(facts, more).principal).toMatchObject({ rule: 'owner', rep: 'bob' });
  });

  test.each<[string, Partial<LeadFacts>, string]>([
    ['has not touched it for too long', untouched(130), 'owner Bob has not touched it for 130 days: lost it'],
    ['has left', { owner: 'gone' }, "of the lead's owner, Gone has left"],
    ['is unknown', { owner: 'u99' }, "of the lead's owner, u99 is no rep anybody knows"],
    ['is nobody', {}, 'the lead has no owner'],
  ])('who %s has lost it', (_, facts, because) => {
    expect([ask(facts).principal?.rule, saidBy('owner', facts)]).toEqual(['default pool', because]);
  });
});
