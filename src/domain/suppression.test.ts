import { describe, expect, test } from '@jest/globals';
import { DAY_MS } from './decay.ts';
import { defaultModel, type Model } from './model.ts';
import { NOW, signal } from './signalsForTests.ts';
import { suppressionOf, type LeadFacts } from './suppression.ts';
import { standingAt } from './tiers.ts';

const model: Model = {
  ...defaultModel,
  suppression: { ...defaultModel.suppression, ownDomains: ['us.example'], competitorDomains: ['Rival.example'] },
};
const calm = standingAt(NOW, [signal('pricing_page_visit', 0)], model);
const inLane = standingAt(NOW, [signal('demo_request', 0)], model);

const of = (facts: Partial<LeadFacts>, standing = calm) => suppressionOf({ id: 'l1', ...facts }, standing, model);
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
    ['an excluded fit', withAttribute({ fit: 'excluded' }), 'excluded: fit'],
  ])('%s is suppressed, in a fast lane too', (_, facts, reason) => {
    expect([of(facts), of(facts, inLane)]).toEqual([reason, reason]);
  });

  test.each<[string, Partial<LeadFacts>]>([
    ['disqualified 89 days ago', daysAgo(89)],
    ['disqualified a millisecond less than 90 days ago', withAttribute({ disqualifiedAt: NOW - 90 * DAY_MS + 1 })],
    ['disqualified, as ISO text', withAttribute({ disqualifiedAt: '2026-01-30T00:00:00Z' })],
    ['disqualified, as digits', withAttribute({ disqualifiedAt: String(NOW - DAY_MS) })],
    ['a poor fit', withAttribute({ fit: 'poor' })],
  ])('%s is suppressed unless a fast lane holds', (_, facts) => {
    expect([of(facts) !== undefined, of(facts, inLane)]).toEqual([true, undefined]);
  });

  test.each<[string, Partial<LeadFacts>]>([
    ['nothing known', {}],
    ['disqualified 90 days ago', daysAgo(90)],
    ['a date that is none', withAttribute({ disqualifiedAt: 'soon' })],
    ['unsubscribed', withAttribute({ unsubscribed: true })],
    ['a university address', { email: 'dean@uni.edu' }],
    ['a head of student services', withAttribute({ role: 'Head of Student Services' })],
    ['a domain that only ends like a competitor', { email: 'x@notrival.example' }],
    ['a text without a domain', { email: '' }],
  ])('%s is not suppressed', (_, facts) => {
    expect(of(facts)).toBeUndefined();
  });
});
