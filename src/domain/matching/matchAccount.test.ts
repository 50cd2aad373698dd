import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Candidate, Workplace } from './candidate.ts';
import { matchAccount } from './matchAccount.ts';

const shared = new Set(['gmail.com', 'mailinator.com']);
const company = (id: string, facts: Partial<Candidate> = {}): Candidate => ({ id, associated: 'no', ...facts });
const match = (lead: Workplace, ...candidates: Candidate[]) => matchAccount(lead, candidates, shared);
const ann: Workplace = {
  email: 'ann@mail.acme.example',
  company: 'Acme Inc.',
  website: 'https://www.acme-shop.example',
  phone: '+49 171 1234567',
  country: 'Germany',
};

describe('one company', () => {
  test.each<[string, Workplace, Partial<Candidate>, string | undefined]>([
    ['that the CRM names', {}, { associated: 'primary' }, 'its company in the CRM'],
    ['that the CRM names second', {}, { associated: 'other' }, 'one of its companies in the CRM'],
    ['of the same domain', ann, { domain: 'acme.example' }, 'same domain acme.example'],
    ['of the same host', ann, { domain: 'mail.acme.example' }, 'same domain mail.acme.example'],
    [
      'of the address’s domain as its website',
      ann,
      { website: 'http://www.acme.example/de' },
      'same domain acme.example',
    ],
    ['of the lead’s website', ann, { domain: 'acme-shop.example' }, 'same website acme-shop.example'],
    ['of the same name', ann, { name: 'ACME' }, 'same name ACME'],
    [
      'of the same name with the same phone and country',
      ann,
      { name: 'Acme', phone: '0171 1234567', country: 'germany' },
      'same name Acme, same phone, same country',
    ],
    [
      'of the same name under another domain',
      ann,
      { name: 'Acme', domain: 'acme.invalid' },
      'same name Acme, though under acme.invalid and not acme.example',
    ],
    [
      'of a similar name and the same phone',
      { company: 'Solar Acme', phone: '0171 1234567' },
      { name: 'Acme Solar', phone: '+49 171 1234567' },
      'similar name Acme Solar, same phone',
    ],
    [
      'of a similar name and the same country',
      { company: 'IBM', country: 'US' },
      { name: 'International Business Machines', country: 'US' },
      'similar name International Business Machines, same country',
    ],
    [
      'of a similar name and the same page',
      { company: 'Home Depot', website: 'linkedin.com/company/hd' },
      { name: 'The Home Depot', website: 'https://www.linkedin.com/company/hd/' },
      'similar name The Home Depot, same page',
    ],
    ['not of a similar name alone', { company: 'Solar Acme' }, { name: 'Acme Solar' }, undefined],
    ['not of a phone alone', ann, { phone: '+49 171 1234567' }, undefined],
    ['not of a phone with another name', ann, { name: 'Zenith', phone: '+49 171 1234567' }, undefined],
    ['not of a country alone', ann, { country: 'Germany' }, undefined],
    ['not of free mail', { email: 'ann@gmail.com' }, { domain: 'gmail.com' }, undefined],
    ['not of a disposable address', { email: 'ann@mailinator.com' }, { domain: 'mailinator.com' }, undefined],
    ['not of free mail’s website', { website: 'gmail.com' }, { website: 'https://gmail.com' }, undefined],
    ['not under the same country ending', { email: 'ann@acme.co.uk' }, { domain: 'zenith.co.uk' }, undefined],
    ['not on the same social site', { website: 'facebook.com/acme' }, { website: 'facebook.com/zenith' }, undefined],
    ['not of a domain that only ends alike', { email: 'ann@notacme.example' }, { domain: 'acme.example' }, undefined],
    ['not of nothing', {}, {}, undefined],
  ])('is %s', (_, lead, facts, matchedBy) => {
    expect(match(lead, company('1', facts))?.matchedBy).toBe(matchedBy);
  });

  test('without a candidate is none', () => {
    expect(match(ann)).toBeUndefined();
  });
});

describe('the stronger likeness wins, whatever else speaks for the others', () => {
  const byStrength = [
    company('9', { associated: 'primary' }),
    company('8', { associated: 'other' }),
    company('7', { domain: 'mail.acme.example' }),
    company('6', { domain: 'acme.example' }),
    company('5', { domain: 'acme-shop.example' }),
    company('4', { name: 'Acme', phone: '0171 1234567' }),
    company('3', { name: 'Acme', country: 'Germany' }),
    company('2', { name: 'Acme' }),
    company('1', { name: 'Acme', domain: 'acme.invalid', openDeals: 3, isCustomer: true, isNamed: true }),
  ];

  test.each(byStrength.slice(0, -1).map((stronger, n) => ({ stronger, weaker: byStrength.slice(n + 1) })))(
    '$stronger.id before the weaker',
    ({ stronger, weaker }) => {
      const found = match(ann, ...weaker, stronger);
      expect(found?.account).toBe(stronger.id);
      expect(found?.passedOver.map(({ account }) => account)).toEqual(weaker.map(({ id }) => id));
    },
  );

  test('and the weaker are shown with what they had', () => {
    expect(match(ann, company('2', { name: 'Acme' }), company('1', { associated: 'primary' }))?.passedOver).toEqual([
      { account: '2', because: 'same name Acme: less than its company in the CRM' },
    ]);
  });

  test('one that has too little is shown with what it lacks', () => {
    const lead = { email: 'ann@acme.example', company: 'Solar Acme' };
    const found = match(lead, company('1', { domain: 'acme.example' }), company('2', { name: 'Acme Solar' }));
    expect(found?.passedOver).toEqual([
      { account: '2', because: 'similar name Acme Solar, but nothing more is the same' },
    ]);
  });

  test('a stranger is not shown', () => {
    expect(match(ann, company('1', { name: 'Acme' }), company('2', { name: 'Zenith' }))?.passedOver).toEqual([]);
  });

  test('a company given twice counts once, by the stronger', () => {
    expect(match(ann, company('1', { name: 'Acme' }), company('1', { associated: 'primary' }))).toEqual({
      account: '1',
      matchedBy: 'its company in the CRM',
      passedOver: [],
    });
  });
});

describe('of companies that are equally alike', () => {
  const acme = (id: string, facts: Partial<Candidate> = {}) => company(id, { name: 'Acme', ...facts });

  test.each<[string, Partial<Candidate>, string]>([
    ['an open deal', { openDeals: 1 }, 'has no open deal'],
    ['a customer', { isCustomer: true }, 'is no customer'],
    ['a named account', { isNamed: true }, 'is no named account'],
    ['the latest activity', { lastActivityAt: 5 }, 'has no activity as late'],
    ['the oldest', { createdAt: 5 }, 'is not as old in the CRM'],
  ])('%s decides', (_, facts, because) => {
    const found = match(
      ann,
      acme('1', { lastActivityAt: 4, createdAt: 6 }),
      acme('2', { lastActivityAt: 4, createdAt: 6, ...facts }),
    );
    expect(found?.account).toBe('2');
    expect(found?.passedOver).toEqual([{ account: '1', because: `just as alike, but ${because}` }]);
  });

  test('the first question that tells them apart is the one that is shown', () => {
    const found = match(ann, acme('1', { isCustomer: true }), acme('2', { openDeals: 2 }), acme('3', { openDeals: 0 }));
    expect(found?.matchedBy).toBe('same name Acme; of 3 alike the one with an open deal');
  });

  test('two questions are shown when both were needed', () => {
    const found = match(ann, acme('1'), acme('2', { openDeals: 1 }), acme('3', { openDeals: 7, isNamed: true }));
    expect(found).toEqual({
      account: '3',
      matchedBy: 'same name Acme; of 3 alike the 2 with an open deal, of these the one that is a named account',
      passedOver: [
        { account: '1', because: 'just as alike, but has no open deal' },
        { account: '2', because: 'just as alike, but is no named account' },
      ],
    });
  });

  test('the first id decides when nothing else does', () => {
    expect(match(ann, acme('2'), acme('1'))).toEqual({
      account: '1',
      matchedBy: 'same name Acme; of 2 alike the one with the first id',
      passedOver: [{ account: '2', because: 'just as alike, but has a later id' }],
    });
  });
});

const optional = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const workplaces = fc.record({
  email: optional('ann@acme.example', 'ann@eu.acme.example', 'ann@gmail.com', 'bad'),
  company: optional('Acme', 'Solar Acme', 'n/a'),
  website: optional('acme.example', 'linkedin.com/company/acme'),
  phone: optional('+49 171 1234567', '123'),
  country: optional('DE', 'US'),
});
const facts = fc.record(
  {
    associated: fc.constantFrom<Candidate['associated']>('no', 'no', 'no', 'other', 'primary'),
    name: fc.constantFrom('Acme GmbH', 'Acme Solar', 'Zenith'),
    domain: fc.constantFrom('acme.example', 'gmail.com', 'zenith.example'),
    phone: fc.constantFrom('0171 1234567', '123'),
    country: fc.constantFrom('DE', 'US'),
    openDeals: fc.nat(1),
    isCustomer: fc.boolean(),
    isNamed: fc.boolean(),
    lastActivityAt: fc.nat(2),
    createdAt: fc.nat(2),
  },
  { requiredKeys: ['associated'] },
);
const companies = fc
  .array(facts, { maxLength: 7 })
  .map((all) => all.map((each, n): Candidate => ({ ...each, id: String(n) })));

describe('for every lead and all companies', () => {
  test('their order changes nothing', () => {
    fc.assert(
      fc.property(workplaces, companies, fc.infiniteStream(fc.nat()), (lead, all, keys) => {
        const shuffled = all.map((each) => ({ each, key: keys.next().value })).toSorted((a, b) => a.key - b.key);
        expect(match(lead, ...shuffled.map(({ each }) => each))).toEqual(match(lead, ...all));
      }),
    );
  });

  test('a stranger among them changes nothing', () => {
    fc.assert(
      fc.property(workplaces, companies, (lead, all) => {
        const stranger = company('stranger', {
          name: 'Other',
          domain: 'other.example',
          openDeals: 9,
          isCustomer: true,
        });
        expect(match(lead, ...all, stranger)).toEqual(match(lead, ...all));
      }),
    );
  });

  test('without those passed over the answer is the same company', () => {
    fc.assert(
      fc.property(workplaces, companies, (lead, all) => {
        const found = match(lead, ...all);
        fc.pre(found !== undefined);
        const passed = new Set(found?.passedOver.map(({ account }) => account));
        expect(match(lead, ...all.filter(({ id }) => !passed.has(id)))?.account).toBe(found?.account);
        expect(passed.has(found?.account ?? '')).toBe(false);
      }),
    );
  });

  test('one that the CRM associates is never lost to one that looks alike', () => {
    fc.assert(
      fc.property(workplaces, companies, (lead, all) => {
        fc.pre(all.some(({ associated }) => associated !== 'no'));
        expect(all.find(({ id }) => id === match(lead, ...all)?.account)?.associated).not.toBe('no');
      }),
    );
  });
});
