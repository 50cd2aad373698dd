import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasAddress, sizeOf, textsOf, type LeadFacts } from './fitFacts.ts';

const of = (facts: Partial<LeadFacts>): LeadFacts => ({ id: 'l1', ...facts });

describe('the size of a company', () => {
  test.each<[number | string, number | undefined]>([
    [120, 120],
    [0, 0],
    [Number.NaN, undefined],
    [-1, undefined],
    ['120', 120],
    ['51-200', 51],
    ['51 – 200 employees', 51],
    ['1,000+', 1000],
    ['10,001+', 10_001],
    ['10 001+', 10_001],
    ['1.000-5.000', 1000],
    ["1'000", 1000],
    ['1,200,000', 1_200_000],
    ['10k', 10_000],
    ['10K - 50K', 10_000],
    ['1.5k', 1500],
    ['1,5k', 1500],
    ['2M', 2_000_000],
    ['200 members', 200],
    ['> 500', 500],
    ['< 50', 0],
    ['up to 10', 0],
    ['Enterprise', undefined],
    ['', undefined],
  ])('of %p is %p', (size, people) => {
    expect(sizeOf(of({ company: { size } }))).toBe(people);
  });

  test('is the CRM’s attribute when the company says none, and unknown without both', () => {
    expect(sizeOf(of({ attributes: { size: '11-50' } }))).toBe(11);
    expect(sizeOf(of({ company: { size: 7 }, attributes: { size: '11-50' } }))).toBe(7);
    expect(sizeOf(of({ attributes: { size: true } }))).toBeUndefined();
    expect(sizeOf(of({}))).toBeUndefined();
  });

  test('reads every whole number that is written out, with groups or without', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), (people) => {
        expect(sizeOf(of({ company: { size: String(people) } }))).toBe(people);
        expect(sizeOf(of({ company: { size: `${people.toLocaleString('en-US')}+` } }))).toBe(people);
        expect(sizeOf(of({ company: { size: `${people}-${people + 99}` } }))).toBe(people);
      }),
    );
  });
});

test('a text is looked for in every place it may stand, blanks cut off', () => {
  const lead = of({
    jobTitle: ' CTO ',
    country: 'DE',
    company: { country: 'Austria', industry: 'Retail' },
    attributes: { role: 'Buyer', jobTitle: '', country: 7 },
  });
  expect(textsOf(lead, 'role')).toEqual(['CTO', 'Buyer']);
  expect(textsOf(lead, 'country')).toEqual(['DE', 'Austria']);
  expect(textsOf(lead, 'industry')).toEqual(['Retail']);
  expect(textsOf(of({}), 'role')).toEqual([]);
});

describe('an address', () => {
  const domains = {
    free: ['gmail.com'],
    disposable: ['yopmail.com'],
    own: ['us.example'],
    competitor: ['Rival.example'],
    education: ['edu', 'ac.uk'],
  };

  test.each<[Partial<LeadFacts>, string]>([
    [{ email: 'a@Gmail.com' }, 'free'],
    [{ email: 'a@eu.yopmail.com' }, 'disposable'],
    [{ email: 'a@us.example ' }, 'own'],
    [{ email: 'a@mail.rival.example' }, 'competitor'],
    [{ email: 'a@mit.edu' }, 'education'],
    [{ email: 'a@cs.ox.ac.uk' }, 'education'],
    [{ email: 'a@gmail.com', company: { domain: 'rival.example' } }, 'free and competitor'],
    [{ company: { domain: 'https://www.Rival.example/about?x=1' } }, 'competitor'],
    [{ company: { domain: 'us.example:443' } }, 'own'],
    [{ company: { domain: 'mit.edu' } }, ''],
    [{ email: 'a@notrival.example' }, ''],
    [{ email: 'a@education.example' }, ''],
    [{ email: '' }, ''],
    [{}, ''],
  ])('%j is: %s', (facts, kinds) => {
    const all = ['free', 'disposable', 'own', 'competitor', 'education'] as const;
    expect(all.filter((kind) => hasAddress(of(facts), kind, domains)).join(' and ')).toBe(kinds);
  });

  test('that is missing is of no kind, even when a list has an empty entry', () => {
    expect(hasAddress(of({}), 'own', { ...domains, own: [''] })).toBe(false);
  });
});
