import { expect, test } from '@jest/globals';
import { companyFrom, domainOf } from './companies.ts';

test.each([
  ['https://www.Acme.test/about?x=1', 'acme.test'],
  ['acme.test', 'acme.test'],
  ['http://shop.acme.test:8080/', 'shop.acme.test'],
  [' WWW.acme.test ', 'acme.test'],
  ['acme', undefined],
  ['', undefined],
])('the domain of the website "%s" is %s', (website, domain) => {
  expect(domainOf(website)).toBe(domain);
});

test('an account is a company in our words', () => {
  const row = {
    Id: '001gK0000000001AAA',
    Name: 'Acme',
    Website: 'https://acme.test',
    Phone: null,
    OwnerId: '005gK0000000001AAA',
    Type: 'Customer - Direct',
    CreatedDate: '2026-11-22T09:00:00.000+0000',
    Csm__c: '005gK0000000002AAA',
  };
  expect(companyFrom(row, 'primary', { csmField: 'Csm__c', us: '' })).toEqual({
    id: '001gK0000000001AAA',
    associated: 'primary',
    name: 'Acme',
    website: 'https://acme.test',
    domain: 'acme.test',
    ownerId: '005gK0000000001AAA',
    csmId: '005gK0000000002AAA',
    lifecycle: 'customer',
    createdAt: Date.parse('2026-11-22T09:00:00Z'),
  });
});

test.each([undefined, null, {}, { Id: null }])('%p is no company', (row) => {
  expect(companyFrom(row, 'no', { csmField: undefined, us: '' })).toBeUndefined();
});

test("what the user we are owns is nobody's", () => {
  const us = '005gK0000000001AAA';
  expect(companyFrom({ Id: '001gK0000000001AAA', OwnerId: us }, 'no', { csmField: undefined, us })).toEqual({
    id: '001gK0000000001AAA',
    associated: 'no',
  });
});
