import { describe, expect, test } from '@jest/globals';
import { type Counterfactual, coolerBy, hotterBy } from './counterfactual.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { hotWithin } from '../forecast.ts';
import { type Condition, defaultModel, type Model } from '../model.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';

/** The last ten days, to a Saturday 09:00 UTC. */
const period = { from: NOW - 10 * DAY_MS, to: NOW };

const model = defaultModel;
const inWords = (answer: Counterfactual | undefined) => answer?.words;
const pricing = (ago: number) => signal('pricing_page_visit', ago);
const twoVisits = [pricing(2 * HOUR_MS), pricing(70 * MINUTE_MS)];

describe('the least shift in time that makes a lead hot, or hot earlier', () => {
  test.each<[string, Signal[], string | undefined]>([
    [
      'two pricing visits 50 minutes apart lack 10 minutes of the lane',
      twoVisits,
      'If the second pricing page visit had come 10 minutes later (08:00), the lead would have been hot at 08:00 UTC.',
    ],
    [
      'a lead that got hot later anyway would have been so at once',
      [...twoVisits, signal('demo_request', 10 * MINUTE_MS)],
      'If the second pricing page visit had come 10 minutes later (08:00), the lead would have been hot at 08:00 instead of 08:50 UTC.',
    ],
    [
      'a trial 49 hours before the pricing visit lacks an hour and a minute, as the far end is excluded',
      [
        signal('free_trial_start', 50 * HOUR_MS),
        signal('case_study_download', 9 * DAY_MS),
        signal('pricing_page_visit', HOUR_MS),
      ],
      'If the free trial start had come 1 hour 1 minute later (29 Jan 08:01), the lead would have been hot at 31 Jan 08:00 UTC.',
    ],
    ['a lead that is far from hot has no such shift', [signal('blog_engagement', HOUR_MS)], undefined],
    ['nor has a lead without signals', [], undefined],
  ])('%s', (_, signals, words) => {
    expect(inWords(hotterBy(signals, model, period).time)).toBe(words);
  });

  test('the signal that made it hot, a minute sooner, is no answer', () => {
    expect(hotterBy([signal('demo_request', HOUR_MS)], model, period).time).toBeUndefined();
  });

  test('a setting is the answer where no signal can be moved so little', () => {
    const visits = [pricing(55 * MINUTE_MS), pricing(5 * MINUTE_MS)];
    expect(hotterBy(visits, model, period).time).toEqual({
      edit: { kind: 'setting', path: 'lanes.two_pricing_visits.apartMinutes', from: 60, to: 50 },
      shift: { ms: 10 * MINUTE_MS },
      hotAt: NOW - 5 * MINUTE_MS,
      words:
        'If the fast lane two pricing visits had asked for signals 50 minutes apart instead of 60, the lead would have been hot at 08:55 UTC.',
    });
  });
});

const sixtySeven = ['free_trial_start', 'pricing_page_visit', 'webinar_attendance'].map((type) =>
  signal(type, HOUR_MS),
);

describe('the least shift in points that makes a lead hot, or hot earlier', () => {
  test('a score of 67 lacks two and a half points of the 70', () => {
    expect(inWords(hotterBy(sixtySeven, model, period).points)).toBe(
      'If the points of a free trial start had been 32.5 instead of 30, the lead would have been hot at 08:00 UTC.',
    );
  });

  test('where types weigh little else than by being there, a further signal is the answer', () => {
    const signals = [signal('case_study_download', HOUR_MS), signal('roi_calculator', 2 * HOUR_MS)];
    expect(inWords(hotterBy(signals, withRecipe({ kind: 'any', of: { types: ['email_open'] } }), period).points)).toBe(
      'With an e-mail open (5 points) at 07:00 the lead would have been hot at 07:00 UTC.',
    );
  });

  test('a look at open jobs that kept a lead down is the answer when a pattern asks for none', () => {
    const signals = [
      signal('careers_page_visit', 3 * HOUR_MS, { confidence: 0.2 }),
      signal('case_study_download', 2 * HOUR_MS),
    ];
    const none: Condition = { kind: 'not', that: { kind: 'any', of: { families: ['negative'] } } };
    const research: Condition = { kind: 'any', of: { families: ['research'] } };
    expect(hotterBy(signals, withRecipe({ kind: 'and', all: [research, none] }), period).points).toEqual({
      edit: { kind: 'remove', signal: signals[0]?.id, points: -3 },
      shift: { points: 3 },
      hotAt: NOW - 2 * HOUR_MS,
      words: 'Without the careers page visit (3 points against) the lead would have been hot at 07:00 UTC.',
    });
  });

  test('a look at open jobs that kept the score down weighs as much less as it takes', () => {
    const signals = ['free_trial_start', 'upgrade_page_visit', 'roi_calculator', 'careers_page_visit'];
    const answer = hotterBy(
      signals.map((type) => signal(type, HOUR_MS)),
      model,
      period,
    );
    expect(inWords(answer.points)).toBe(
      'If the points of a careers page visit had been -5.5 instead of -15, the lead would have been hot at 08:00 UTC.',
    );
  });
});

describe('a further signal', () => {
  const research = ['case_study_download', 'roi_calculator'].map((type) => signal(type, 2 * HOUR_MS));
  const withDocs = withRecipe({ kind: 'any', of: { types: ['technical_docs'] } });
  const docs = 'With a technical docs visit (15 points) at 07:00 the lead would have been hot at 07:00 UTC.';

  test('is offered where one was missing from a recipe, and not an easy reply', () => {
    expect(inWords(hotterBy(research, model, period).points)).toBe(
      'With a buying guide download (15 points) at 07:00 the lead would have been hot at 07:00 UTC.',
    );
  });

  test.each<[string, boolean, 1 | 2, string | undefined]>([
    ['not offered where a fast lane makes any lead with it hot', true, 1, undefined],
    ['offered where that lane is off', false, 1, docs],
    ['offered where the lane asks for two', true, 2, docs],
  ])('is %s', (_, on, times, words) => {
    const lanes = { docs: { on, type: 'technical_docs', times, apartMinutes: 0, hours: 24 } };
    expect(inWords(hotterBy(research, { ...withDocs, lanes }, period).points)).toBe(words);
  });

  test.each<[string, Signal[]]>([
    ['a lead without signals', []],
    ['a lead of whom only the company did something', [signal('funding_announced', HOUR_MS, { subject: 'company' })]],
  ])('is not offered to %s', (_, signals) => {
    expect(hotterBy(signals, withDocs, period)).toEqual({});
  });

  test('never comes before the first one of the lead itself, though its company was in the news', () => {
    const news = signal('funding_announced', 5 * HOUR_MS, { subject: 'company' });
    expect(inWords(hotterBy([news, ...research], withDocs, period).points)).toBe(docs);
  });
});

function withRecipe(when: Condition): Model {
  return { ...model, recipes: { asked: { on: true, tier: 2, score: 10, words: 'as asked', when } }, lanes: {} };
}

describe('the least shift after which a lead is never hot', () => {
  test.each<[string, Signal[], string | undefined, string | undefined]>([
    [
      'a demo request made the lead hot by itself',
      [signal('demo_request', HOUR_MS)],
      'Without the demo request (30 points) the lead would not have been hot.',
      undefined,
    ],
    [
      'two pricing visits 65 minutes apart are 6 minutes too many',
      [pricing(2 * HOUR_MS), pricing(55 * MINUTE_MS)],
      'Without the first pricing page visit (25 points) the lead would not have been hot.',
      'If the first pricing page visit had come 6 minutes later (07:06 UTC), the lead would not have been hot.',
    ],
    [
      'a score of 72 is two and a half points and a bit too much',
      [...sixtySeven, signal('blog_engagement', HOUR_MS)],
      'If the points of a blog visit had been 2.4 instead of 5, the lead would not have been hot.',
      undefined,
    ],
  ])('%s', (_, signals, points, time) => {
    const answer = coolerBy(signals, model, period);
    expect(inWords(answer.points)).toBe(points);
    expect(inWords(answer.time)).toBe(time);
    expect(answer.points?.hotAt).toBeUndefined();
  });
});

describe('no effect is told before its cause, although signals count five minutes ahead of their time', () => {
  test.each<[string, Signal[], number]>([
    ['the demo request came at the end of the period', [signal('demo_request', 0)], NOW],
    [
      'the demo request is dated three minutes ahead of it',
      [signal('demo_request', -3 * MINUTE_MS)],
      NOW + 3 * MINUTE_MS,
    ],
  ])('%s', (_, demo, hotBefore) => {
    const { time, points } = hotterBy([...twoVisits, ...demo], model, period);
    const clock = new Date(hotBefore).toISOString().slice(11, 16);
    expect(inWords(time)).toContain(`(08:00), the lead would have been hot at 08:00 instead of ${clock} UTC.`);
    expect(inWords(points)).toContain(` instead of ${clock} UTC.`);
  });

  test('a signal added or moved is never later than the heat it brings', () => {
    const research = [signal('case_study_download', 5 * MINUTE_MS), signal('roi_calculator', 4 * MINUTE_MS)];
    const asked = withRecipe({ kind: 'any', of: { types: ['ad_engagement'] } });
    const { points } = hotterBy(research, asked, period);
    expect(inWords(points)).toBe('With an ad click (5 points) at 08:55 the lead would have been hot at 08:55 UTC.');
    expect(points?.hotAt).toBe(NOW - 5 * MINUTE_MS);
  });
});

describe('no edit is offered', () => {
  test('to make a lead hotter that is hot from the first instant of the period on', () => {
    const hot = [signal('demo_request', 2 * HOUR_MS)];
    expect(hotterBy(hot, model, { from: NOW - HOUR_MS, to: NOW })).toEqual({});
  });

  test('to make a lead cooler that was never hot', () => {
    expect(coolerBy(twoVisits, model, period)).toEqual({});
  });
});

test('fifty signals of a month are answered in time', () => {
  const types = ['email_open', 'case_study_download', 'careers_page_visit', 'webinar_attendance', 'pricing_page_visit'];
  const signals = Array.from({ length: 50 }, (_, index) => {
    return signal(types[index % 5] ?? '', index * 14.3 * HOUR_MS, { id: `s${index}`, confidence: 0.3 });
  });
  const month = { from: NOW - 30 * DAY_MS, to: NOW };
  const before = hotWithin(month.from, month.to, signals, defaultModel);
  const { points, time } = hotterBy(signals, defaultModel, month);
  expect(before).toBeUndefined();
  expect([points?.hotAt, time?.hotAt].every((at) => at !== undefined)).toBe(true);
});
