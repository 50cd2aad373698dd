import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './decay.ts';
import { defaultModel, type Model } from './model.ts';
import { scoreAt } from './scoring.ts';
import type { Signal } from './signals.ts';
import { NOW, signal } from './signalsForTests.ts';

const WEEK_MS = 7 * DAY_MS;

function pointsOf(signals: Signal[], model: Model = defaultModel): number {
  return scoreAt(NOW, signals, model).rawMicros / 1_000_000;
}

function modelWith(type: string, rule: Partial<Model['catalogue'][string]>): Model {
  const catalogue = { ...defaultModel.catalogue };
  catalogue[type] = { ...(catalogue[type] as Model['catalogue'][string]), ...rule };
  return { ...defaultModel, catalogue };
}

describe('the value of one signal', () => {
  test.each([
    ['a demo is worth 30 at once', signal('demo_request', 0), 30],
    ['a demo keeps all its points to the last millisecond of 7 days', signal('demo_request', 7 * DAY_MS - 1), 30],
    ['a demo is worth nothing at 7 days', signal('demo_request', 7 * DAY_MS), 0],
    ['a trial keeps its points to the last millisecond of 14 days', signal('free_trial_start', 14 * DAY_MS - 1), 30],
    ['a trial is worth nothing at 14 days', signal('free_trial_start', 14 * DAY_MS), 0],
    ['a pricing visit loses 20% in a week', signal('pricing_page_visit', WEEK_MS), 20],
    ['it compounds', signal('pricing_page_visit', 2 * WEEK_MS), 16],
    ['continuously, rounded to a millionth', signal('pricing_page_visit', DAY_MS), 24.215627],
    ['just inside 30 days it still counts', signal('pricing_page_visit', 30 * DAY_MS - 1), 9.607522],
    ['at 30 days it does not', signal('pricing_page_visit', 30 * DAY_MS), 0],
    ['confidence multiplies', signal('email_open', 0, { confidence: 0.2 }), 1],
    ['a careers visit takes away', signal('careers_page_visit', WEEK_MS), -11.25],
    ['firmographic signals lose 10% a week', signal('funding_announced', WEEK_MS), 13.5],
    ['a clock 5 minutes ahead counts as now', signal('pricing_page_visit', -5 * MINUTE_MS), 25],
    ['a clock a millisecond more ahead has not happened', signal('pricing_page_visit', -5 * MINUTE_MS - 1), 0],
    ['an unknown type adds nothing', signal('toString', 0), 0],
  ])('%s', (_, one, points) => {
    expect(pointsOf([one])).toBeCloseTo(points, 6);
  });

  test('linear decay falls evenly to zero', () => {
    const model = modelWith('demo_request', { decay: { kind: 'linear', days: 10 } });
    const ages = [0, 2.5 * DAY_MS, 10 * DAY_MS - 1, 10 * DAY_MS];
    expect(ages.map((age) => pointsOf([signal('demo_request', age)], model))).toEqual([30, 22.5, 0, 0]);
  });
});

describe('repeats', () => {
  const hour = (type: string, n: number) => Array.from({ length: n }, (_, k) => signal(type, k * HOUR_MS));

  test('pricing visits an hour apart sum', () => {
    expect(pointsOf(hour('pricing_page_visit', 3))).toBeGreaterThan(74.8);
  });

  test.each(['demo_request', 'contact_sales', 'free_trial_start', 'meeting_booked', 'funding_announced'])(
    '%s counts once',
    (type) => {
      expect(pointsOf(hour(type, 3))).toBe(defaultModel.catalogue[type]?.points);
    },
  );

  test('two careers visits take away only once, the stronger one', () => {
    expect(pointsOf([signal('careers_page_visit', WEEK_MS), signal('careers_page_visit', 0)])).toBe(-15);
  });

  test('every further one of another type counts half of the one before', () => {
    const docs = ['/a', '/b', '/c'].map((asset) => signal('technical_docs', 0, { id: asset, asset }));
    expect(scoreAt(NOW, docs, defaultModel).contributions.map(({ id, micros }) => [id, micros])).toEqual([
      ['/a', 15_000_000],
      ['/b', 7_500_000],
      ['/c', 3_750_000],
    ]);
  });

  test('the fifth of a type still counts half of the fourth', () => {
    const docs = ['/a', '/b', '/c', '/d', '/e'].map((asset) => signal('technical_docs', 0, { id: asset, asset }));
    expect(scoreAt(NOW, docs, defaultModel).contributions.at(-1)).toMatchObject({ id: '/e', micros: 937_500 });
  });

  test('of equal values the earlier counts in full', () => {
    const model = modelWith('technical_docs', { decay: { kind: 'hold', days: 7 } });
    const docs = [signal('technical_docs', 0, { asset: '/a' }), signal('technical_docs', 5, { asset: '/b' })];
    expect(scoreAt(NOW, docs, model).contributions[0]?.id).toBe('technical_docs@5');
  });
});

describe('the sum', () => {
  test('engagement is capped at 35, and the cap shows as its own negative line', () => {
    const types = ['webinar_attendance', 'event_attendance', 'email_link_click', 'return_visit', 'blog_engagement'];
    const { rawMicros, contributions } = scoreAt(
      NOW,
      types.map((type) => signal(type, 0)),
      defaultModel,
    );
    expect(rawMicros).toBe(35_000_000);
    expect(contributions.at(-1)).toEqual({
      id: 'cap:engagement',
      type: 'cap',
      family: 'engagement',
      micros: -7_000_000,
    });
  });

  test('exactly at the cap there is no cap line', () => {
    const all = ['funding_announced', 'hiring_velocity'].map((type) => signal(type, 0));
    const capAt = (cap: number): Model => ({
      ...defaultModel,
      families: { ...defaultModel.families, firmographic: { variety: 'whole family', cap } },
    });
    expect(scoreAt(NOW, all, capAt(27)).contributions.map(({ id }) => id)).not.toContain('cap:firmographic');
    expect(scoreAt(NOW, all, capAt(26.999999)).contributions.at(-1)?.micros).toBe(-1);
  });

  test('a negative type in a capped family is subtracted after the cap', () => {
    const model = modelWith('social_interaction', { points: -10, repeat: 'once' });
    const types = ['webinar_attendance', 'event_attendance', 'email_link_click', 'return_visit', 'blog_engagement'];
    const engaged = [...types, 'social_interaction'].map((type) => signal(type, 0));
    const { rawMicros, contributions } = scoreAt(NOW, engaged, model);
    expect(rawMicros).toBe(25_000_000);
    expect(contributions.find(({ type }) => type === 'cap')?.micros).toBe(-7_000_000);
  });

  test.each([
    [69.499999, 69],
    [69.5, 70],
    [0.5, 1],
    [0.499999, 0],
    [100.7, 100],
    [-3, 0],
  ])('raw %d is published as %d', (raw, score) => {
    const model = modelWith('demo_request', { points: raw });
    expect(scoreAt(NOW, [signal('demo_request', 0)], model).score).toBe(score);
  });

  test('no signals are no points', () => {
    expect(scoreAt(NOW, [], defaultModel)).toEqual({
      at: NOW,
      score: 0,
      rawMicros: 0,
      variety: 0,
      counted: 0,
      contributions: [],
    });
  });
});

describe('variety and counted', () => {
  const open = (confidence: number) => signal('email_open', 0, { confidence });

  test.each([
    [
      'each critical, research and product type counts',
      ['demo_request', 'pricing_page_visit', 'technical_docs', 'usage_limit_hit'],
      4,
    ],
    ['engagement counts as one', ['email_link_click', 'webinar_attendance', 'return_visit'], 1],
    ['firmographic counts as one', ['funding_announced', 'technology_change'], 1],
    ['negatives do not count', ['careers_page_visit'], 0],
    ['two of a type count as one', ['demo_request', 'demo_request'], 1],
  ])('%s', (_, types, variety) => {
    expect(
      scoreAt(
        NOW,
        types.map((type, k) => signal(type, k)),
        defaultModel,
      ).variety,
    ).toBe(variety);
  });

  test('a type counts from 5 points', () => {
    const variety = (confidence: number) =>
      scoreAt(NOW, [signal('roi_calculator', 0, { confidence })], defaultModel).variety;
    expect([variety(0.25), variety(0.249999)]).toEqual([1, 0]);
  });

  test('engagement reaches 5 points over several types', () => {
    const signals = [signal('blog_engagement', 0, { confidence: 0.5 }), signal('return_visit', 0, { confidence: 0.5 })];
    expect(scoreAt(NOW, signals, defaultModel).variety).toBe(1);
  });

  test('engagement is judged before its cap', () => {
    const model = {
      ...defaultModel,
      families: { ...defaultModel.families, engagement: { variety: 'whole family' as const, cap: 1 } },
    };
    expect(scoreAt(NOW, [signal('return_visit', 0)], model).variety).toBe(1);
  });

  test('a signal is counted from 1 point of its own value', () => {
    expect([open(0.2), open(0.199999)].map((one) => scoreAt(NOW, [one], defaultModel).counted)).toEqual([1, 0]);
  });

  test('a signal that its repeat rule leaves without points is counted all the same', () => {
    const demos = [signal('demo_request', 0), signal('demo_request', HOUR_MS)];
    expect(scoreAt(NOW, demos, defaultModel).counted).toBe(2);
  });

  test('negative signals are not counted', () => {
    expect(scoreAt(NOW, [signal('careers_page_visit', 0)], defaultModel).counted).toBe(0);
  });
});
