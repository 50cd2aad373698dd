import { describe, expect, test } from '@jest/globals';
import { defaultCatalogue } from '../catalogue.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { utcClock } from '../explain/whenInWords.ts';
import { defaultModel } from '../model.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';
import { talkingPoints } from './talkingPoints.ts';

const pointsOf = (...signals: Signal[]) => talkingPoints(signals, { model: defaultModel, now: NOW, clock: utcClock });

describe('what to talk about', () => {
  test.each<[string, Signal[], string]>([
    [
      'one look at prices',
      [signal('pricing_page_visit', HOUR_MS, { asset: '/pricing' })],
      'They looked at prices (/pricing) 1 hour ago: ask which plan they have in mind.',
    ],
    [
      'several looks at prices',
      [
        signal('pricing_page_visit', HOUR_MS, { asset: '/pricing' }),
        signal('pricing_page_visit', 2 * DAY_MS, { asset: '/pricing/teams' }),
      ],
      'They looked at prices (/pricing, /pricing/teams) 2 times, last 1 hour ago: they compare. Ask which plan and how many seats they have in mind, and who decides.',
    ],
    [
      'a demo request, by its form',
      [signal('demo_request', 2 * MINUTE_MS, { asset: 'Demo Request' })],
      'They asked for a demo (Demo Request) 2 minutes ago: offer two times to choose from, and ask what they want to see.',
    ],
    [
      'a competitor, by the name in the path',
      [signal('competitor_comparison', DAY_MS, { asset: '/compare/us-vs-rival.html' })],
      'They compare us with others: "us vs rival" (/compare/us-vs-rival.html), yesterday: know where we differ, and ask who else is on their list.',
    ],
    [
      'a webinar, by its name',
      [signal('webinar_attendance', DAY_MS, { asset: 'Routing in practice' })],
      'They attended a webinar: "Routing in practice", yesterday: ask which part of it they came for.',
    ],
    [
      'a usage limit, with its reading',
      [signal('usage_limit_hit', HOUR_MS, { asset: 'api calls', level: 92 })],
      'They hit a usage limit (api calls) 1 hour ago (last reading 92): ask what is growing, and have the next plan at hand.',
    ],
    [
      'a reply without a question',
      [signal('positive_reply', HOUR_MS, { asset: 'interested', evidence: 'Sounds good,\n"really".' })],
      `They wrote 1 hour ago: "Sounds good, 'really'." Start from there.`,
    ],
    [
      'a reply nobody kept',
      [signal('positive_reply', HOUR_MS)],
      'They replied with interest 1 hour ago: read the reply before you call.',
    ],
    [
      'money of the company',
      [signal('funding_announced', DAY_MS, { subject: 'company' })],
      'Their company announced funding yesterday: ask what it is meant for.',
    ],
    [
      'many docs, three by name',
      ['a', 'b', 'c', 'd'].map((page, i) => signal('technical_docs', (i + 1) * HOUR_MS, { asset: `/docs/${page}` })),
      'They read technical docs (/docs/a, /docs/b, /docs/c and 1 more) 4 times, last 1 hour ago: ask who checks whether it fits, and offer them an engineer.',
    ],
  ])('%s', (_, signals, point) => {
    expect(pointsOf(...signals)).toEqual([point]);
  });

  test('a question is answered before everything, and said once', () => {
    const reply = signal('positive_reply', HOUR_MS, { evidence: 'Thanks. Does it work with SSO? And from when? Bye.' });
    expect(pointsOf(signal('demo_request', MINUTE_MS), reply)).toEqual([
      'They asked 1 hour ago: "Does it work with SSO? And from when?" Answer that first.',
      'They asked for a demo 1 minute ago: offer two times to choose from, and ask what they want to see.',
    ]);
  });

  test('every type of the catalogue but those said in passing has a point, and it names what it was about', () => {
    const passing = ['email_open', 'return_visit', 'blog_engagement', 'social_interaction', 'ad_engagement'];
    const nameless = ['email_link_click', 'positive_reply', 'teammate_invited', 'funding_announced', 'hiring_velocity'];
    const types = Object.keys(defaultCatalogue);
    const pointed = types.filter((type) => pointsOf(signal(type, HOUR_MS)).length === 1);
    const named = types.filter((type) =>
      pointsOf(signal(type, HOUR_MS, { asset: '/the/thing' }))
        .join()
        .includes('thing'),
    );
    expect(types.filter((type) => !pointed.includes(type)).toSorted()).toEqual(passing.toSorted());
    expect(pointed.filter((type) => !named.includes(type)).toSorted()).toEqual(nameless.toSorted());
  });

  test('a type of the customer’s own is told in the catalogue’s words, one that nobody knows is not', () => {
    const roadmap = { ...defaultCatalogue['roi_calculator']!, words: 'read the roadmap' };
    const model = { ...defaultModel, catalogue: { ...defaultCatalogue, roadmap } };
    const signals = [signal('roadmap', HOUR_MS, { asset: '/roadmap' }), signal('toString', HOUR_MS)];
    expect(talkingPoints(signals, { model, now: NOW, clock: utcClock })).toEqual([
      'On record: read the roadmap (/roadmap), 1 hour ago. Ask what they wanted from it.',
    ]);
  });

  test('at most six, the most promising first', () => {
    const types = [
      'careers_page_visit',
      'technical_docs',
      'webinar_attendance',
      'roi_calculator',
      'case_study_download',
      'demo_request',
      'pricing_page_visit',
    ];
    const points = pointsOf(...types.map((type) => signal(type, HOUR_MS)));
    expect(points).toHaveLength(6);
    expect(points[0]).toContain('asked for a demo');
    expect(points[1]).toContain('prices');
    expect(points.join()).not.toContain('open jobs');
  });

  test('what a machine did, and what has not happened yet, is nothing to talk about', () => {
    const scanned = signal('email_link_click', HOUR_MS, { confidence: 0 });
    const tomorrow = signal('demo_request', -DAY_MS);
    expect(pointsOf(scanned, tomorrow)).toEqual([]);
  });
});
