import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS } from './decay.ts';
import { heatEnds, nextChange } from './forecast.ts';
import { defaultModel } from './model.ts';
import { MICROS, scoreAt } from './scoring.ts';
import type { Signal } from './signals.ts';
import { NOW, signal } from './signalsForTests.ts';
import { ownPositive } from './episodesTrigger.ts';
import { standingAt } from './tiers.ts';

const usage = (level: number, agoMs: number, more: Partial<Signal> = {}) =>
  signal('usage_limit_hit', agoMs, { id: `usage-${agoMs}`, level, ...more });
const points = (signals: Signal[], at = NOW) => scoreAt(at, signals, defaultModel).rawMicros / MICROS;

describe('usage above 80%', () => {
  test.each<[string, Signal[], number]>([
    ['counts in full on its first day', [usage(85, HOUR_MS)], 20],
    ['counts in full 50 days later, while nobody says that it fell', [usage(85, 50 * DAY_MS)], 20],
    ['is one state, however often it is read', [usage(85, 9 * DAY_MS), usage(90, 5 * DAY_MS), usage(99, DAY_MS)], 20],
    ['decays from when it stopped: a week ago', [usage(85, 50 * DAY_MS), usage(60, 7 * DAY_MS)], 17],
    ['is over when it reads exactly 80', [usage(85, 50 * DAY_MS), usage(80, 7 * DAY_MS)], 17],
    ['says nothing while it is below', [usage(60, HOUR_MS)], 0],
    ['is forgotten 30 days after it stopped', [usage(85, 60 * DAY_MS), usage(60, 30 * DAY_MS)], 0],
    [
      'began again: the new state in full, the old one half',
      [usage(85, 20 * DAY_MS), usage(60, 7 * DAY_MS), usage(90, DAY_MS)],
      28.5,
    ],
    [
      'of two things at once is two states',
      [usage(85, DAY_MS, { asset: 'seats' }), usage(90, HOUR_MS, { asset: 'storage' })],
      30,
    ],
    ['without a number is an event, and decays', [signal('usage_limit_hit', 7 * DAY_MS)], 17],
  ])('%s', (_, signals, expected) => {
    expect(points(signals)).toBe(expected);
  });

  test('is known by its first reading', () => {
    const [first, second] = [usage(85, 9 * DAY_MS), usage(90, DAY_MS)];
    expect(scoreAt(NOW, [second, first], defaultModel).contributions.map(({ id }) => id)).toEqual([first.id]);
  });

  test('is near an upgrade visit for as long as it lasts, and 48 hours more', () => {
    const started = usage(85, 20 * DAY_MS);
    const visit = signal('upgrade_page_visit', HOUR_MS);
    expect(standingAt(NOW, [started, visit], defaultModel)).toMatchObject({ tier: 2, recipes: ['R3'] });
    const fell = usage(50, HOUR_MS + 48 * HOUR_MS - 1);
    expect(standingAt(NOW, [started, fell, visit], defaultModel).recipes).toEqual(['R3']);
    const fellBefore = usage(50, HOUR_MS + 48 * HOUR_MS);
    expect(standingAt(NOW, [started, fellBefore, visit], defaultModel).recipes).toEqual([]);
  });

  test('never ends by itself, so heat that hangs on it alone has no end', () => {
    const model = structuredClone(defaultModel);
    Object.assign(model.lanes['demo_request'] ?? {}, { type: 'usage_limit_hit' });
    expect(heatEnds(NOW, [usage(85, 40 * DAY_MS)], model)).toBeUndefined();
    expect(heatEnds(NOW, [usage(85, 40 * DAY_MS), usage(10, HOUR_MS)], model)).toBe(NOW + 23 * HOUR_MS);
  });

  test('opens nothing by the reading that ends it', () => {
    const signals = [usage(85, 3 * DAY_MS), usage(60, HOUR_MS)];
    expect(ownPositive(signals, defaultModel).map(({ level }) => level)).toEqual([85]);
  });
});

test('the state at any instant does not depend on the order of arrival, nor on what was read later', () => {
  const reading = fc.tuple(fc.integer({ min: 0, max: 60 * DAY_MS }), fc.constantFrom(50, 80, 81, 95));
  fc.assert(
    fc.property(
      fc.uniqueArray(reading, { selector: ([ago]) => ago, maxLength: 8 }),
      fc.integer({ min: 0, max: 60 * DAY_MS }),
      (drawn, ago) => {
        const signals = drawn.map(([each, level]) => usage(level, each));
        const at = NOW - ago;
        const known = signals.filter((one) => one.at <= at + 5 * 60_000);
        expect(points(signals.toReversed(), at)).toBe(points(signals, at));
        expect(points(known, at)).toBe(points(signals, at));
      },
    ),
  );
});

test('a lead that is warm by a state alone has no next change', () => {
  const model = structuredClone(defaultModel);
  Object.assign(model.catalogue['usage_limit_hit'] ?? {}, { points: 45 });
  expect(standingAt(NOW, [usage(90, DAY_MS)], model).tier).toBe(3);
  expect(nextChange(NOW, [usage(90, DAY_MS)], model)).toBeUndefined();
});
