import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { companyDomainOf, mailDomainOf, pageOf, siteDomainOf } from './companyDomain.ts';

const shared = new Set(['gmail.com', 'yahoo.co.uk', 'mail.ru']);

describe('the domain that somebody registered', () => {
  test.each([
    ['acme.example', 'acme.example'],
    ['mail.acme.example', 'acme.example'],
    ['https://www.Acme.example:8080/about?x=1#top', 'acme.example'],
    ['a.b.acme.co.uk', 'acme.co.uk'],
    ['acme.com.au', 'acme.com.au'],
    ['shop.myshopify.com', 'shop.myshopify.com'],
    ['go.com', 'go.com'],
    ['www.co.com', undefined],
    ['co.uk', undefined],
    ['gmail.com', undefined],
    ['eu.gmail.com', undefined],
    ['bob.yahoo.co.uk', undefined],
    ['notgmail.com', 'notgmail.com'],
    ['localhost', undefined],
    ['192.168.1.1', undefined],
    ['acme.example.', 'acme.example'],
    ['acme..example', undefined],
    ['no domain', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %s is %s', (text, domain) => {
    expect(companyDomainOf(text, shared)?.domain).toBe(domain);
  });

  test('a site under www is the host without it', () => {
    expect(siteDomainOf('http://www.acme.example/', shared)).toEqual({ host: 'acme.example', domain: 'acme.example' });
  });
});

test.each([
  ['Ann@Mail.Acme.example', 'acme.example'],
  ['"a@b"@acme.example', 'acme.example'],
  ['ann@gmail.com', undefined],
  ['ann', undefined],
  ['ann@', undefined],
])('the address %s is of the company %s', (email, domain) => {
  expect(mailDomainOf(email, shared)?.domain).toBe(domain);
});

describe('a page on a site of many', () => {
  test.each([
    ['https://www.linkedin.com/company/Acme/', 'linkedin.com/company/acme'],
    ['de.linkedin.com/company/acme', 'linkedin.com/company/acme'],
    ['linkedin.com', undefined],
    ['acme.example/about', undefined],
    [undefined, undefined],
  ])('%s is the page %s', (site, page) => {
    expect(pageOf(site)).toBe(page);
  });

  test('is no domain of a company', () => {
    expect(siteDomainOf('linkedin.com/company/acme', shared)).toBeUndefined();
  });

  test('but who works at the site itself has its domain', () => {
    expect(mailDomainOf('ann@linkedin.com', shared)?.domain).toBe('linkedin.com');
  });
});

test('a subdomain never belongs to another company than its parent', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
  const parent = fc.tuple(label, fc.constantFrom('com', 'co.uk', 'de', 'com.br', 'io')).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(label, parent, (sub, host) => {
      const own = companyDomainOf(host, new Set())?.domain;
      // An ending such as "co.de" or "wixsite.com" is nobody's.
      fc.pre(own !== undefined && sub !== 'www');
      expect(companyDomainOf(`${sub}.${host}`, new Set())?.domain).toBe(own);
    }),
  );
});
