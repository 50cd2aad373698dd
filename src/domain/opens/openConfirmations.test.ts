import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { type Case, click, deed, gradeOf, open, prefetch, proxy, scanner } from './opensForTests.ts';

describe('tier 5: confirmed', () => {
  const demo = 'confirmed: asked for a demo within 24 hours';
  const pricing = 'confirmed: pricing page within 10 minutes of a click';
  const at = 2 * DAY_MS;
  const visit = (ms: number) => deed('pricing_page_visit', ms);
  test.each<Case>([
    ['a demo request exactly 24 hours later', open(at, proxy), [deed('demo_request', at + DAY_MS)], 5, demo],
    ['a demo request a moment later', open(at, proxy), [deed('demo_request', at + DAY_MS + 1)], 3],
    ['a demo request at the same instant', open(at, proxy), [deed('demo_request', at)], 5, demo],
    ['a demo request a moment before', open(at, proxy), [deed('demo_request', at - 1)], 3],
    ['what was fetched ahead', open(at, prefetch), [deed('demo_request', at + HOUR_MS)], 5, demo],
    ['what was probable', open(at), [deed('demo_request', at + HOUR_MS)], 5, demo],
    ['a click', click(at), [deed('demo_request', at + HOUR_MS)], 5, demo],
    ['a reply', open(at, proxy), [deed('reply', at + HOUR_MS)], 5, 'confirmed: replied within 24 hours'],
    ['the first of two deeds', open(at, proxy), [deed('reply', at + 2), deed('demo_request', at + 1)], 5, demo],
    ["a company's signal confirms nobody", open(at, proxy), [deed('demo_request', at + 1, { subject: 'company' })], 3],
    ['a deed that its source does not believe', open(at, proxy), [deed('demo_request', at + 1, { confidence: 0 })], 3],
    ['a reading of usage, which comes by itself', open(at, proxy), [deed('usage_limit_hit', at + 1, { level: 95 })], 3],
    ['reaching a usage limit', open(at, proxy), [deed('usage_limit_hit', at + 1)], 5],
    ['a page visit without a click', open(at, proxy), [visit(at + MINUTE_MS)], 3],
    ['a page visit exactly 10 minutes after a click', click(at), [visit(at + 10 * MINUTE_MS)], 5, pricing],
    ['a page visit a moment later', click(at), [visit(at + 10 * MINUTE_MS + 1)], 4],
    ['a page visit before the click', click(at), [visit(at - 1)], 4],
    [
      'a page visit after a click of another message',
      click(at),
      [click(at + DAY_MS, { of: 'news' }), visit(at + DAY_MS)],
      4,
    ],
    ["a page visit after a machine's click", open(at, proxy), [click(at, scanner), visit(at + 1)], 3],
    [
      'a click and visit exactly a day after the open',
      open(at, proxy),
      [click(at + HOUR_MS), visit(at + HOUR_MS), visit(at + DAY_MS)],
      5,
      pricing,
    ],
    ['a visit exactly a day after the open', open(at, proxy), [click(at + DAY_MS - 1), visit(at + DAY_MS)], 5, pricing],
    ['a visit a moment later', open(at, proxy), [click(at + DAY_MS), visit(at + DAY_MS + 1)], 4],
    [
      'an open between the click and the second visit',
      open(at, proxy),
      [click(at - 2), visit(at - 1), deed('roi_calculator', at + 1)],
      5,
      'confirmed: ROI calculator within 10 minutes of a click',
    ],
    ['an open after the click and the visit', open(at, proxy), [click(at - 2), visit(at - 1)], 4],
  ])('%s', (...[, one, others, ...grade]) => {
    expect(gradeOf(one, others).slice(0, grade.length)).toEqual(grade);
  });
});
