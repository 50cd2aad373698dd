import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './decay.ts';
import { defaultModel, type Model } from './model.ts';
import type { Signal } from './signals.ts';
import { NOW, signal } from './signalsForTests.ts';
import { standingAt } from './tiers.ts';

const standing = (signals: Signal[], model = defaultModel) => standingAt(NOW, signals, model);
const noLanes: Model = { ...defaultModel, lanes: {} };

/** Held points: one signal of each type, so that score, variety and counted are exactly as wanted. */
function held(points: Record<string, number>): [Signal[], Model] {
  const catalogue = { ...defaultModel.catalogue };
  for (const [type, worth] of Object.entries(points)) {
    const rule = catalogue[type] as Model['catalogue'][string];
    catalogue[type] = { ...rule, points: worth, decay: { kind: 'hold', days: 7 } };
  }
  const recipes = structuredClone(defaultModel.recipes);
  for (const recipe of Object.values(recipes)) recipe.on = false;
  const signals = Object.keys(points).map((type) => signal(type, 2 * DAY_MS));
  return [signals, { ...defaultModel, catalogue, recipes }];
}

describe('tiers by score', () => {
  test.each([
    ['80 with variety 3 is tier 1', { demo_request: 40, contact_sales: 20, roi_calculator: 19.5 }, 1],
    ['79 with variety 3 is tier 2', { demo_request: 40, contact_sales: 20, roi_calculator: 19.499999 }, 2],
    ['80 with variety 2 and 2 counted is only tier 3', { demo_request: 40, contact_sales: 40 }, 3],
    ['80 with variety 2 and 3 counted is tier 2', { demo_request: 40, contact_sales: 38, roi_calculator: 2 }, 2],
    ['69.5 is tier 2 with variety 2 and 3 counted', { demo_request: 40, contact_sales: 28.5, roi_calculator: 1 }, 2],
    ['69.499999 is not', { demo_request: 40, contact_sales: 28.499999, roi_calculator: 1 }, 3],
    ['70 with 2 counted is not', { demo_request: 40, contact_sales: 29.000001, roi_calculator: 0.999999 }, 3],
    ['70 with variety 1 is not', { demo_request: 62, contact_sales: 4, roi_calculator: 4 }, 3],
    ['39.5 is tier 3', { demo_request: 39.5 }, 3],
    ['39.499999 is no tier', { demo_request: 39.499999 }, undefined],
  ])('%s', (_, points, tier) => {
    const result = standing(...held(points as Record<string, number>));
    expect([result.tier, result.hot]).toEqual([tier, tier === 1 || tier === 2]);
  });

  test('because names every rule that made the tier', () => {
    const signals = [signal('demo_request', MINUTE_MS), signal('pricing_page_visit', 0), signal('roi_calculator', 0)];
    expect(standing(signals).because).toEqual([
      expect.stringMatching(/^recipe R1: a demo or trial with .* \(score 75\)$/),
    ]);
    expect(standing([signal('demo_request', 0)]).because).toEqual(['fast lane: demo_request']);
    expect(standing([signal('email_open', 0)]).because).toEqual([]);
  });

  test('a single strong signal outside a lane is never hot', () => {
    const types = Object.keys(defaultModel.catalogue).filter((type) => !(type in defaultModel.lanes));
    expect(types.filter((type) => standing([signal(type, 0)]).hot)).toEqual([]);
  });
});

describe('fast lanes', () => {
  const pricing = (ago: number) => signal('pricing_page_visit', ago);

  test.each([
    ['a demo', [signal('demo_request', 24 * HOUR_MS - 1)], ['demo_request']],
    ['no demo of 24 hours ago', [signal('demo_request', 24 * HOUR_MS)], []],
    ['contact sales', [signal('contact_sales', 0)], ['contact_sales']],
    ['a positive reply', [signal('positive_reply', 0)], ['positive_reply']],
    ['two pricing visits 60 minutes apart', [pricing(0), pricing(HOUR_MS)], ['two_pricing_visits']],
    ['no two a millisecond less apart', [pricing(0), pricing(HOUR_MS - 1)], []],
    ['no two with the first 24 hours ago', [pricing(0), pricing(24 * HOUR_MS)], []],
    ['two with the first within 24 hours', [pricing(0), pricing(24 * HOUR_MS - 1)], ['two_pricing_visits']],
    [
      'no two 59 minutes apart with a folded one 60 minutes before',
      [pricing(0), pricing(59 * MINUTE_MS), pricing(60 * MINUTE_MS)],
      [],
    ],
    ['nothing of confidence 0', [signal('demo_request', 0, { confidence: 0 })], []],
    ['a demo dated 5 minutes ahead', [signal('demo_request', -5 * MINUTE_MS)], ['demo_request']],
    ['no demo dated later', [signal('demo_request', -5 * MINUTE_MS - 1)], []],
  ])('%s holds a lane', (_, signals, lanes) => {
    const result = standing(signals);
    expect([result.lanes, result.tier]).toEqual([lanes, lanes.length > 0 ? 2 : result.tier === 3 ? 3 : undefined]);
  });

  test('a lane that is off does not hold', () => {
    const model = structuredClone(defaultModel);
    (model.lanes['demo_request'] as Model['lanes'][string]).on = false;
    expect(standing([signal('demo_request', 0)], model).lanes).toEqual([]);
  });
});

describe('recipes', () => {
  const old = 3 * DAY_MS;
  const roi = signal('roi_calculator', old);
  const docs = (ago: number, asset: string) => signal('technical_docs', ago, { id: `${ago}${asset}`, asset });

  test.each([
    [
      'R1: demo, pricing before it, research',
      [signal('demo_request', old), signal('pricing_page_visit', old + 48 * HOUR_MS - 1), roi],
      ['R1'],
    ],
    [
      'R1: trial, pricing after it, research',
      [signal('free_trial_start', old), signal('pricing_page_visit', old - 48 * HOUR_MS + 1), roi],
      ['R1'],
    ],
    ['not R1 at 48 hours', [signal('demo_request', old), signal('pricing_page_visit', old + 48 * HOUR_MS), roi], []],
    ['not R1 without research', [signal('demo_request', old), signal('pricing_page_visit', old)], []],
    [
      'not R1 with a demo that is past its week',
      [signal('demo_request', 7 * DAY_MS), signal('pricing_page_visit', 7 * DAY_MS), roi],
      [],
    ],
    ['R2a: three different in 7 days', [docs(0, '/a'), docs(0, '/b'), docs(7 * DAY_MS - 1, '/c')], ['R2a']],
    ['not R2a with the third 7 days ago', [docs(0, '/a'), docs(0, '/b'), docs(7 * DAY_MS, '/c')], []],
    ['not R2a with the same asset again', [docs(0, '/a'), docs(0, '/b'), docs(HOUR_MS, '/a')], []],
    [
      'R2a: the same asset in another type',
      [docs(0, '/a'), docs(0, '/b'), signal('roi_calculator', 0, { asset: '/a' })],
      ['R2a'],
    ],
    ['R2b: a meeting and funding', [signal('meeting_booked', old), signal('funding_announced', old)], ['R2b']],
    ['not R2b with a page visit', [signal('upgrade_page_visit', old), signal('funding_announced', old)], []],
    [
      'R3: limit hit and upgrade page',
      [signal('usage_limit_hit', old), signal('upgrade_page_visit', old - 48 * HOUR_MS + 1)],
      ['R3'],
    ],
    ['not R3 at 48 hours', [signal('usage_limit_hit', old), signal('upgrade_page_visit', old - 48 * HOUR_MS)], []],
    [
      'not R3 with a signal worth nothing',
      [signal('usage_limit_hit', old, { confidence: 0 }), signal('upgrade_page_visit', old)],
      [],
    ],
  ])('%s', (_, signals, recipes) => {
    expect(standing(signals, noLanes).recipes).toEqual(recipes);
  });

  test.each([
    ['R1 with 60 is tier 1', 11.5, 1],
    ['R1 with 59 is no more than warm', 11.499999, 3],
  ])('%s', (_, points, tier) => {
    const [, model] = held({ demo_request: 30, pricing_page_visit: 18, roi_calculator: points });
    const on = { ...model, recipes: defaultModel.recipes, lanes: {} };
    const signals = [signal('demo_request', old), signal('pricing_page_visit', old), roi];
    expect(standing(signals, on)).toMatchObject({ tier, recipes: ['R1'] });
  });

  test.each([
    ['R2b with 40 is tier 2', 9.5, 2],
    ['R2b with 39 is no tier', 9.499999, undefined],
  ])('%s', (_, points, tier) => {
    const [, model] = held({ meeting_booked: 30, funding_announced: points });
    const on = { ...model, recipes: defaultModel.recipes, lanes: {} };
    expect(standing([signal('meeting_booked', old), signal('funding_announced', old)], on).tier).toBe(tier);
  });

  test('a recipe that is off does not hold', () => {
    const recipes = structuredClone(defaultModel.recipes);
    Object.assign(recipes['R2b'] ?? {}, { on: false });
    const signals = [signal('meeting_booked', old), signal('funding_announced', old)];
    expect(standing(signals, { ...noLanes, recipes }).recipes).toEqual([]);
  });
});
