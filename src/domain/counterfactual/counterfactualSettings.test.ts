import { describe, expect, test } from '@jest/globals';
import { aimOf } from './counterfactualAim.ts';
import { pointSettings, type Setting } from './counterfactualSettings.ts';
import { timeSettings } from './counterfactualTimeSettings.ts';
import { DAY_MS } from '../decay.ts';
import { defaultModel, type Model } from '../model.ts';
import { NOW, signal } from '../signalsForTests.ts';

/** Two years of signals. */
const signals = [
  signal('pricing_page_visit', 700 * DAY_MS),
  signal('demo_request', DAY_MS),
  signal('pricing_page_visit', 0),
];

function settingsOf(model: Model): Map<string, Setting> {
  const aim = aimOf('hotter', signals, model, { from: NOW - 700 * DAY_MS, to: NOW });
  return new Map([...pointSettings(aim), ...timeSettings(aim)].map((setting) => [setting.path.join('.'), setting]));
}

/** The least value and the highest that are offered: a model with others is refused. */
describe('a setting is offered only as far as a model may have it', () => {
  test.each<[string, number, number]>([
    ['countedPoints', 0.1, 1000],
    ['varietyPoints', 0.1, 1000],
    ['recipes.R1.score', 1, 100],
    ['tiers.two.score', 60, 80],
    ['families.engagement.cap', 0, 1000],
    ['catalogue.demo_request.points', 0.1, 1000],
    ['catalogue.demo_request.decay.days', 1, 701],
    ['lanes.two_pricing_visits.hours', 2, 8784],
    ['lanes.two_pricing_visits.apartMinutes', 0, 1439],
    ['recipes.R1.when.all.0.hours', 1, 8784],
    ['foldMinutes', 0, 1439],
  ])('%s from %d to %d', (path, low, high) => {
    expect(settingsOf(defaultModel).get(path)).toMatchObject({ low, high });
  });

  test('so a score for tier 2 is never 0', () => {
    const { tiers, opening } = defaultModel;
    const low = { ...defaultModel, tiers: { ...tiers, three: { score: 0 } }, opening: { ...opening, coolScore: 0 } };
    expect(settingsOf(low).get('tiers.two.score')?.low).toBe(1);
  });

  test('so days are never less than a minute', () => {
    expect(settingsOf({ ...defaultModel, windowDays: 30.0001 }).get('windowDays')?.low).toBe(1 / 1440);
  });

  test('so two visits that would be folded for the hours of their lane are never asked for', () => {
    const settings = settingsOf({ ...defaultModel, foldMinutes: 180 });
    expect(settings.get('lanes.two_pricing_visits.hours')?.low).toBe(4);
  });
});
