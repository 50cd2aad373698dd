import { expect, test } from '@jest/globals';
import { defaultFamilies } from './catalogue.ts';
import { DAY_MS } from './decay.ts';
import { defaultModel } from './model.ts';
import { MICROS, scoreAt } from './scoring.ts';
import { NOW, signal } from './signalsForTests.ts';

const points = (type: string, ages: number[]) => {
  const signals = ages.map((age) => signal(type, age, { asset: `/${age}` }));
  return scoreAt(NOW, signals, defaultModel).rawMicros / MICROS;
};

/** DESIGN 4 once more, as what one signal is worth at once, after a week, and twice in two hours. */
test.each<[string, string, now: number, afterAWeek: number, twice: number]>([
  ['critical', 'demo_request', 30, 0, 30],
  ['critical', 'contact_sales', 30, 0, 30],
  ['critical', 'free_trial_start', 30, 30, 30],
  ['critical', 'pricing_page_visit', 25, 20, 50],
  ['critical', 'upgrade_page_visit', 25, 20, 50],
  ['critical', 'meeting_booked', 30, 0, 30],
  ['critical', 'positive_reply', 25, 20, 37.5],
  ['research', 'competitor_comparison', 20, 17, 30],
  ['research', 'roi_calculator', 20, 17, 30],
  ['research', 'case_study_download', 15, 12.75, 22.5],
  ['research', 'technical_docs', 15, 12.75, 22.5],
  ['research', 'buying_guide_download', 15, 12.75, 22.5],
  ['product', 'usage_limit_hit', 20, 17, 30],
  ['product', 'teammate_invited', 15, 12.75, 22.5],
  ['product', 'premium_feature_explored', 15, 12.75, 22.5],
  ['engagement', 'webinar_attendance', 12, 9.6, 18],
  ['engagement', 'event_attendance', 12, 9.6, 18],
  ['engagement', 'email_link_click', 8, 6, 12],
  ['engagement', 'return_visit', 5, 3.75, 7.5],
  ['engagement', 'email_open', 5, 3.75, 7.5],
  ['engagement', 'blog_engagement', 5, 3.75, 7.5],
  ['engagement', 'social_interaction', 5, 3.75, 7.5],
  ['engagement', 'ad_engagement', 5, 3.75, 7.5],
  ['firmographic', 'funding_announced', 15, 13.5, 15],
  ['firmographic', 'hiring_velocity', 12, 10.8, 12],
  ['firmographic', 'technology_change', 10, 9, 10],
  ['negative', 'careers_page_visit', -15, -11.25, -15],
])('%s: %s is worth %d, %d after a week, and %d twice', (family, type, now, afterAWeek, twice) => {
  expect(defaultModel.catalogue[type]?.family).toBe(family);
  expect(points(type, [0])).toBe(now);
  expect(points(type, [7 * DAY_MS])).toBe(afterAWeek);
  const [first, second] = [points(type, [0]), points(type, [2 * 3_600_000])];
  const expected = twice === now ? first : twice === 2 * now ? first + second : first + second / 2;
  expect(points(type, [0, 2 * 3_600_000])).toBeCloseTo(expected, 5);
});

test('a request to route a lead opens a lane, and moves no score that anybody sees', () => {
  expect(points('route_request', [0])).toBe(0.000_001);
  expect(Object.values(defaultModel.lanes).map(({ type }) => type)).toContain('route_request');
});

test('the table above has every other type, and the caps are 35 and 30', () => {
  expect(Object.keys(defaultModel.catalogue)).toHaveLength(28);
  expect(
    Object.entries(defaultFamilies).flatMap(([family, { cap }]) => (cap === undefined ? [] : [[family, cap]])),
  ).toEqual([
    ['engagement', 35],
    ['firmographic', 30],
  ]);
});
