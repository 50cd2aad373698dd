import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../decay.ts';
import { defaultModel, type Model } from '../model.ts';
import { NOW, signal } from '../signalsForTests.ts';
import { pathsOf, suppressionOf, type LeadFacts, type Paths } from './suppression.ts';
import { standingAt } from '../tiers.ts';

const model: Model = {
  ...defaultModel,
  suppression: { ...defaultModel.suppression, ownDomains: ['us.example'], competitorDomains: ['Rival.example'] },
};
const calm = standingAt(NOW, [signal('pricing_page_visit', 0)], model);
const inLane = standingAt(NOW, [signal('demo_request', 0)], model);

const of = (facts: Partial<LeadFacts>, standing = calm) => suppressionOf({ id: 'l1', ...facts }, standing, model);
const pathsTo = (facts: Partial<LeadFacts>, standing = calm) => pathsOf({ id: 'l1', ...facts }, standing, model);
const withAttribute = (attributes: Record<string, unknown>) => ({ attributes });
const daysAgo = (days: number) => withAttribute({ disqualifiedAt: NOW - days * DAY_MS });

describe('suppression', () => {
  test.each<[string, Partial<LeadFacts>, string]>([
    ['a customer, whatever the case', { lifecycle: 'Customer' }, 'customer: goes to its CSM'],
    ['our own people', { email: 'x@us.example' }, 'excluded: an address of our own'],
    ['a competitor, on a subdomain', { email: 'x@eu.rival.example' }, "excluded: a competitor's address"],
    ['a disposable address', { email: 'x@Mailinator.com' }, 'excluded: a disposable address'],
    ['a student by attribute', withAttribute({ student: true }), 'excluded: a student'],
    ['a student by role', withAttribute({ jobTitle: 'PhD Student' }), 'excluded: a student'],
    ['a student by title', { jobTitle: 'Student' }, 'excluded: a student'],
    ['an excluded fit', withAttribute({ fit: 'excluded' }), 'excluded: fit'],
  ])('%s is suppressed, in a fast lane too', (_, facts, reason) => {
    expect([of(facts), of(facts, inLane)]).toEqual([reason, reason]);
  });

  test.each<[string, Partial<LeadFacts>]>([
    ['disqualified 89 days ago', daysAgo(89)],
    ['disqualified a millisecond less than 90 days ago', withAttribute({ disqualifiedAt: NOW - 90 * DAY_MS + 1 })],
    ['disqualified, as ISO text', withAttribute({ disqualifiedAt: '2026-01-30T00:00:00Z' })],
    ['disqualified, as digits', withAttribute({ disqualifiedAt: String(NOW - DAY_MS) })],
    ["HubSpot's status of who is no lead", { status: 'UNQUALIFIED' }],
    ["Salesforce's", { status: 'Closed - Not Converted' }],
    ['such a status whatever its case, with blanks around it', { status: ' unQualified ' }],
    ['such a status since now', { status: 'UNQUALIFIED', statusAt: NOW }],
    ['such a status, said years ago', { status: 'UNQUALIFIED', ...daysAgo(1_000) }],
    ['a poor fit', withAttribute({ fit: 'poor' })],
  ])('%s is suppressed unless a fast lane holds', (_, facts) => {
    expect([of(facts) !== undefined, of(facts, inLane)]).toEqual([true, undefined]);
  });

  test.each<[string, Partial<LeadFacts>]>([
    ['nothing known', {}],
    ['disqualified 90 days ago', daysAgo(90)],
    ['a date that is none', withAttribute({ disqualifiedAt: 'soon' })],
    ['another status', { status: 'IN_PROGRESS' }],
    ['no status', { status: ' ' }],
    ['a status that only begins like one', { status: 'Unqualified yet' }],
    ['a status that it had not yet', { status: 'UNQUALIFIED', statusAt: NOW + 1 }],
    ['unsubscribed', withAttribute({ unsubscribed: true })],
    ['a university address', { email: 'dean@uni.edu' }],
    ['a head of student services', withAttribute({ role: 'Head of Student Services' })],
    ['a domain that only ends like a competitor', { email: 'x@notrival.example' }],
    ['a text without a domain', { email: '' }],
  ])('%s is not suppressed', (_, facts) => {
    expect(of(facts)).toBeUndefined();
  });
});

test('a reason names the status before the days, and which statuses there are is a setting', () => {
  const status = 'Junk';
  const junk = { ...model, suppression: { ...model.suppression, disqualifiedStatuses: ['', 'junk'] } };
  expect(suppressionOf({ id: 'l1', status, ...daysAgo(1) }, calm, junk)).toBe(
    'disqualified by its Lead Status Junk: only a fast lane lifts this',
  );
  expect(of({ status, ...daysAgo(1) })).toBe('disqualified in the last 90 days: only a fast lane lifts this');
  expect(suppressionOf({ id: 'l1', status: 'UNQUALIFIED' }, calm, junk)).toBeUndefined();
});

describe('paths', () => {
  const open = { open: true } as const;
  const csm = { open: false, because: 'customer: goes to its CSM', goesTo: 'csm' } as const;
  const digest = { open: false, because: 'poor fit: goes to the digest', goesTo: 'digest' } as const;
  const rested = { open: false, because: expect.stringMatching(/^disqualified in the last 90 days/), goesTo: 'nobody' };
  const byStatus = {
    open: false,
    because: 'disqualified by its Lead Status UNQUALIFIED: only a fast lane lifts this',
    goesTo: 'nobody',
  };
  const silent = { open: false, because: 'excluded: a student', goesTo: 'nobody' } as const;
  const noStudents = { open: false, because: 'excluded: a student' } as const;
  const optedOut = { open: false, because: 'unsubscribed' } as const;
  const student = { student: true };
  const lately = { disqualifiedAt: NOW - 89 * DAY_MS };

  test.each<[string, Partial<LeadFacts>, unknown, unknown, Paths['marketing']]>([
    ['nothing known', {}, open, open, open],
    ['a good fit', withAttribute({ fit: 'good' }), open, open, open],
    ['a customer', { lifecycle: 'customer' }, csm, csm, open],
    [
      'a customer who is unsubscribed',
      { lifecycle: 'customer', ...withAttribute({ unsubscribed: true }) },
      csm,
      csm,
      optedOut,
    ],
    ['a customer who is a student', { lifecycle: 'customer', ...withAttribute(student) }, csm, csm, noStudents],
    ['an excluded fit', withAttribute(student), silent, silent, noStudents],
    ['an excluded fit, unsubscribed', withAttribute({ ...student, unsubscribed: true }), silent, silent, optedOut],
    ['disqualified', withAttribute(lately), rested, open, open],
    ['disqualified 90 days ago', daysAgo(90), open, open, open],
    ['disqualified by its status', { status: 'UNQUALIFIED' }, byStatus, open, open],
    ['a customer of such a status', { status: 'UNQUALIFIED', lifecycle: 'customer' }, csm, csm, open],
    ['a poor fit', withAttribute({ fit: 'poor' }), digest, { open: true, pool: 'poor_fit' }, open],
    [
      'a poor fit, disqualified',
      withAttribute({ fit: 'poor', ...lately }),
      rested,
      { open: true, pool: 'poor_fit' },
      open,
    ],
    ['unsubscribed', withAttribute({ unsubscribed: true }), open, open, optedOut],
    ['unsubscribed, as text', withAttribute({ unsubscribed: 'True' }), open, open, optedOut],
    ['opted out in HubSpot', withAttribute({ hs_email_optout: 'true' }), open, open, optedOut],
    ['not opted out', withAttribute({ unsubscribed: 'false', hs_email_optout: false }), open, open, open],
  ])('%s: sales, sales in a fast lane, marketing', (_, facts, sales, inFastLane, marketing) => {
    expect(pathsTo(facts)).toEqual({ sales, marketing });
    expect(pathsTo(facts, inLane)).toEqual({ sales: inFastLane, marketing });
  });

  test('a rule for poor fit sends to the digest as the CRM’s word does', () => {
    const small = { fit: 'poor', because: 'too small', all: [{ fact: 'size', atMost: 10 }] } as const;
    const withRule = { ...model, fit: { rules: [small], freeDomains: [], educationDomains: [] } };
    const lead = { id: 'l1', company: { size: '1-10' } };
    expect(pathsOf(lead, calm, withRule as unknown as Model).sales).toEqual(digest);
    expect(suppressionOf(lead, calm, withRule as unknown as Model)).toBe(digest.because);
  });

  test('a fast lane never closes a path, and changes nothing for customers and the excluded', () => {
    const facts = fc.record(
      {
        email: fc.constantFrom('x@us.example', 'x@gmail.com', 'x@acme.example'),
        lifecycle: fc.constantFrom('customer', 'lead'),
        attributes: fc.record(
          {
            fit: fc.constantFrom('good', 'poor', 'excluded'),
            disqualifiedAt: fc.constantFrom(NOW, NOW - 90 * DAY_MS),
            unsubscribed: fc.boolean(),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(facts, (given) => {
        const [slow, fast] = [pathsTo(given), pathsTo(given, inLane)];
        expect(fast.marketing).toEqual(slow.marketing);
        expect(fast.sales.open || !slow.sales.open).toBe(true);
        expect(fast.sales.open || JSON.stringify(fast.sales) === JSON.stringify(slow.sales)).toBe(true);
        expect(suppressionOf({ id: 'l1', ...given }, calm, model) === undefined).toBe(slow.sales.open);
      }),
    );
  });
});
