import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { utcClock } from '../explain/whenInWords.ts';
import { defaultModel } from '../model.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';
import { type BriefFacts, briefOf } from './brief.ts';

const nobody: BriefFacts = { colleagues: [], deals: [] };
const of = (signals: Signal[], facts: Partial<BriefFacts> = {}) =>
  briefOf(signals, { ...nobody, ...facts }, { model: defaultModel, now: NOW, clock: utcClock });

describe('the history', () => {
  test('is everything in the order in which it happened, whenever it was known', () => {
    const late = signal('demo_request', 3 * HOUR_MS, { receivedAt: NOW, asset: 'Demo Request' });
    const { history } = of([
      signal('technical_docs', HOUR_MS, { asset: '/docs' }),
      late,
      signal('funding_announced', DAY_MS, { subject: 'company' }),
    ]);
    expect(history).toEqual([
      { at: NOW - DAY_MS, text: 'company announced funding (test)' },
      { at: NOW - 3 * HOUR_MS, text: 'asked for a demo (Demo Request, test)' },
      { at: NOW - HOUR_MS, text: 'technical docs (/docs, test)' },
    ]);
  });

  test('refreshes of one visit are one line', () => {
    const visits = [60, 50, 25, 0].map((minutes) =>
      signal('pricing_page_visit', minutes * MINUTE_MS, { asset: '/pricing' }),
    );
    expect(of(visits).history).toEqual([{ at: NOW - HOUR_MS, text: 'pricing page (/pricing, test), 4 times' }]);
    const apart = [61, 0].map((minutes) => signal('pricing_page_visit', minutes * MINUTE_MS, { asset: '/pricing' }));
    expect(of(apart).history).toHaveLength(2);
  });

  test('of very many the oldest are counted', () => {
    const many = Array.from({ length: 63 }, (_, hours) =>
      signal('technical_docs', hours * HOUR_MS, { asset: `/docs/${hours}` }),
    );
    const { history } = of(many);
    expect(history).toHaveLength(61);
    expect(history[0]!.text).toBe('3 earlier lines left out');
    expect(history.at(-1)!.text).toBe('technical docs (/docs/0, test)');
  });
});

test('pages and downloads are apart, the latest first, with how often', () => {
  const { pages, downloads } = of([
    signal('pricing_page_visit', HOUR_MS, { asset: '/pricing' }),
    signal('pricing_page_visit', DAY_MS, { asset: '/pricing' }),
    signal('competitor_comparison', 2 * HOUR_MS, { asset: '/compare/rival' }),
    signal('case_study_download', 2 * DAY_MS, { asset: 'Globex' }),
    signal('technical_docs', 3 * DAY_MS, { asset: '/files/api.pdf' }),
    signal('demo_request', 0, { asset: 'Demo Request' }),
  ]);
  expect(pages).toEqual(['/pricing, 2 times, last 1 hour ago', '/compare/rival, 2 hours ago']);
  expect(downloads).toEqual(['Globex, 2 days ago', '/files/api.pdf, 3 days ago']);
});

describe('facts', () => {
  test('are said where they are known', () => {
    const { facts } = of([], {
      industry: 'Logistics',
      companySize: '250',
      country: 'Germany',
      source: 'Organic search',
      lifecycle: 'lead',
      accountScore: 71,
      colleagues: [
        { name: 'Bob Bo', jobTitle: 'CFO', score: 55 },
        { name: 'Eve', score: 12 },
      ],
      deals: [{ stage: 'Proposal', amount: 12_000 }, {}],
    });
    expect(facts).toEqual([
      ['Industry', 'Logistics'],
      ['Company size', '250'],
      ['Country', 'Germany'],
      ['Came from', 'Organic search'],
      ['Stage in the CRM', 'lead'],
      ['Score of the company', '71'],
      ['Colleagues', 'Bob Bo, CFO (score 55); Eve (score 12)'],
      ['Open deals', 'Proposal, amount 12000; open'],
    ]);
  });

  test('and left out where they are not', () => {
    expect(of([], { industry: ' ', accountScore: 0 })).toEqual({
      history: [],
      pages: [],
      downloads: [],
      facts: [],
      talkingPoints: [],
    });
  });
});
