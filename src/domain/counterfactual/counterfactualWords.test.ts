import { describe, expect, test } from '@jest/globals';
import { aimOf } from './counterfactualAim.ts';
import type { Edit } from './counterfactualEdits.ts';
import { withArticle } from './counterfactualNouns.ts';
import { wordsOf } from './counterfactualWords.ts';
import { HOUR_MS, MINUTE_MS } from '../decay.ts';
import type { ReaderClock } from '../explain/whenInWords.ts';
import { defaultModel, type Model } from '../model.ts';
import { NOW, signal } from '../signalsForTests.ts';

const signals = Array.from({ length: 23 }, (_, index) =>
  signal('email_open', (23 - index) * MINUTE_MS, { id: `open ${index + 1}` }),
);
const model: Model = {
  ...defaultModel,
  recipes: { ...defaultModel.recipes, 'v1.2': { ...defaultModel.recipes['R1'] } as Model['recipes'][string] },
};
const aim = aimOf('cooler', signals, model, { from: NOW - HOUR_MS, to: NOW });

describe('the words of an edit', () => {
  test.each<[Edit, string]>([
    [{ kind: 'remove', signal: 'open 1', points: 5 }, 'Without the first e-mail open (5 points)'],
    [{ kind: 'remove', signal: 'open 11', points: 1 }, 'Without the 11th e-mail open (1 point)'],
    [{ kind: 'remove', signal: 'open 12', points: 5 }, 'Without the 12th e-mail open (5 points)'],
    [{ kind: 'remove', signal: 'open 21', points: 5 }, 'Without the 21st e-mail open (5 points)'],
    [{ kind: 'remove', signal: 'open 22', points: 5 }, 'Without the 22nd e-mail open (5 points)'],
    [{ kind: 'remove', signal: 'open 23', points: 5 }, 'Without the 23rd e-mail open (5 points)'],
    [{ kind: 'add', type: 'email_open', at: NOW, points: 5 }, 'With one more e-mail open (5 points) at 09:00 UTC'],
    [
      { kind: 'add', type: 'webinar_attendance', at: NOW, points: 12 },
      'With a webinar attendance (12 points) at 09:00 UTC',
    ],
    [
      { kind: 'add', type: 'roi_calculator', at: NOW, points: 20 },
      'With an ROI calculator visit (20 points) at 09:00 UTC',
    ],
    [{ kind: 'add', type: 'meeting_booked', at: NOW, points: 30 }, 'With a meeting booking (30 points) at 09:00 UTC'],
    [{ kind: 'add', type: 'nps_answer', at: NOW, points: 3 }, 'With a nps answer (3 points) at 09:00 UTC'],
    [
      { kind: 'add', type: 'premium_feature_explored', at: NOW, points: 15 },
      'With a look at a premium feature (15 points) at 09:00 UTC',
    ],
  ])('%j', (edit, words) => {
    expect(wordsOf(edit, undefined, aim)).toBe(`${words} the lead would not have been hot.`);
  });

  test.each<[string, number, number, string]>([
    ['tiers.two.score', 70, 68, 'If the score for tier 2 had been 68 instead of 70,'],
    ['recipes.R1.score', 60, 59, 'If the score for recipe R1 had been 59 instead of 60,'],
    ['recipes.v1.2.score', 60, 59, 'If the score for recipe v1.2 had been 59 instead of 60,'],
    ['recipes.R2a.when.days', 7, 8, 'If recipe R2a had looked back 8 days instead of 7,'],
    ['recipes.R2a.when.days', 2, 1, 'If recipe R2a had looked back 1 day instead of 2,'],
    ['recipes.R1.when.all.0.hours', 48, 49, 'If recipe R1 had taken signals up to 49 hours apart instead of 48,'],
    ['families.engagement.cap', 35, 36.5, 'If the cap of engagement had been 36.5 instead of 35,'],
    [
      'catalogue.upgrade_page_visit.points',
      25,
      26,
      'If the points of an upgrade page visit had been 26 instead of 25,',
    ],
    ['catalogue.usage_limit_hit.points', 20, 21, 'If the points of a usage limit hit had been 21 instead of 20,'],
    ['catalogue.demo_request.decay.days', 7, 8, 'If a demo request had counted for 8 days instead of 7,'],
    [
      'lanes.two_pricing_visits.apartMinutes',
      60,
      50,
      'If the fast lane two pricing visits had asked for signals 50 minutes apart instead of 60,',
    ],
    [
      'lanes.two_pricing_visits.hours',
      24,
      25,
      'If the fast lane two pricing visits had looked back 25 hours instead of 24,',
    ],
    ['windowDays', 30, 31, 'If fading signals had counted for 31 days instead of 30,'],
    ['foldMinutes', 30, 20, 'If visits had been taken as one within 20 minutes instead of 30,'],
    ['countedPoints', 1, 0.9, 'If the points from which a signal is counted had been 0.9 instead of 1,'],
  ])('%s from %d to %d', (path, from, to, words) => {
    expect(wordsOf({ kind: 'setting', path, from, to }, NOW, aim)).toBe(
      `${words} the lead would have been hot at 09:00 UTC.`,
    );
  });
});

describe('two times', () => {
  const setting: Edit = { kind: 'setting', path: 'tiers.two.score', from: 70, to: 68 };
  test.each([
    ['of one minute are told to the second', NOW + 5_000, NOW + 40_000, '09:00:05 instead of 09:00:40 UTC'],
    ['of one second are told in full', NOW + 5_000, NOW + 5_250, '09:00:05.000 instead of 09:00:05.250 UTC'],
    ['of other minutes are told to the minute', NOW + 5_000, NOW + MINUTE_MS, '09:00 instead of 09:01 UTC'],
    ['of other days are told with theirs', NOW - 24 * HOUR_MS, NOW, '30 Jan 09:00 instead of 31 Jan 09:00 UTC'],
  ])('%s', (_, then, before, words) => {
    const said = wordsOf(setting, then, { ...aim, hotAt: before });
    expect(said).toBe(`If the score for tier 2 had been 68 instead of 70, the lead would have been hot at ${words}.`);
  });
});

test('days and times are those of the reader', () => {
  const setting: Edit = { kind: 'setting', path: 'tiers.two.score', from: 70, to: 68 };
  const kolkata = { offsetMsAt: () => 5.5 * HOUR_MS, name: 'Kolkata' };
  const said = (then: number, clock: ReaderClock) => wordsOf(setting, then, { ...aim, hotAt: NOW }, clock);
  expect(said(NOW - 10 * HOUR_MS, kolkata)).toContain('hot at 04:30 instead of 14:30 Kolkata.');
  expect(said(NOW - 20 * HOUR_MS, { offsetMsAt: () => HOUR_MS })).toContain(
    'hot at 30 Jan 14:00 instead of 31 Jan 10:00.',
  );
});

test.each([
  'a usage limit hit',
  'a European event',
  'a unique visit',
  'an uninstall',
  'an upgrade',
  'an e-mail open',
  'a one pager download',
  'an ROI calculator visit',
  'a PDF download',
  'a demo request',
])('"%s" is said with its article', (said) => {
  expect(withArticle(said.replace(/^an? /, ''))).toBe(said);
});
