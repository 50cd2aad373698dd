import { expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '../decay.ts';
import { defaultModel } from '../model.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';
import { wouldOpenAt } from './planAtOnce.ts';
import type { KeptLead } from './planLead.ts';

const demo = signal('demo_request', HOUR_MS);
const twice = [signal('pricing_page_visit', HOUR_MS), signal('pricing_page_visit', 3 * HOUR_MS)];
const closed = (as: 'not_a_fit' | 'lost') => ({ closings: [{ at: NOW - DAY_MS, as }] });

test.each<[string, boolean, Signal[], Partial<KeptLead>]>([
  ['that is hot and did something lately', true, [demo], {}],
  ['that did nothing', false, [], {}],
  ['that is not hot', false, [signal('blog_engagement', HOUR_MS)], {}],
  ['that did something before anybody watched', false, [signal('demo_request', 23 * HOUR_MS)], {}],
  ['that is a customer, whose CSM hears of it', true, [demo], { facts: { id: 'l', lifecycle: 'customer' } }],
  ['that was no fit, and asks again', true, [demo], closed('not_a_fit')],
  ['that was lost', true, twice, closed('lost')],
])('a lead %s: %s', (_why, opens, signals, more) => {
  const lead = { id: 'l', facts: { id: 'l' }, signals, contacts: [], closings: [], ...more };
  expect(wouldOpenAt(NOW, lead, defaultModel, NOW - 20 * HOUR_MS)).toBe(opens);
});

test('a lead that was no fit and asks for nothing by itself stays silent', () => {
  const warm = { ...defaultModel, tiers: { ...defaultModel.tiers, two: { score: 10, variety: 1, counted: 1 } } };
  const visited = [signal('case_study_download', HOUR_MS)];
  const lead = { id: 'l', facts: { id: 'l' }, signals: visited, contacts: [], ...closed('not_a_fit') };
  expect(wouldOpenAt(NOW, lead, warm, 0)).toBe(false);
  expect(wouldOpenAt(NOW, { ...lead, closings: [] }, warm, 0)).toBe(true);
  const cooled = { at: NOW - HOUR_MS, as: 'cooled' as const };
  expect(wouldOpenAt(NOW, { ...lead, closings: [...lead.closings, cooled] }, warm, 0)).toBe(true);
});
