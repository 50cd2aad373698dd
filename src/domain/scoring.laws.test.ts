import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, MINUTE_MS } from './decay.ts';
import { defaultModel } from './model.ts';
import { scoreAt } from './scoring.ts';
import type { Signal } from './signals.ts';
import { NOW, signal } from './signalsForTests.ts';
import { standingAt } from './tiers.ts';

const types = Object.keys(defaultModel.catalogue);
const positiveTypes = types.filter((type) => (defaultModel.catalogue[type]?.points ?? 0) > 0);

/** Bursts within an hour or so, days, and the edges of windows; some ahead of the clock. */
const ages = fc.oneof(
  fc.integer({ min: -10 * MINUTE_MS, max: 90 * MINUTE_MS }),
  fc.integer({ min: 0, max: 35 * DAY_MS }),
  fc.constantFrom(0, 30 * MINUTE_MS, DAY_MS, 2 * DAY_MS, 7 * DAY_MS, 30 * DAY_MS),
);
const assets = fc.option(fc.constantFrom('/a', '/b'), { nil: undefined });

function mixed(confidence: fc.Arbitrary<number>, ofTypes = types): fc.Arbitrary<Signal[]> {
  const one = fc.tuple(fc.constantFrom(...ofTypes), ages, assets, confidence);
  return fc.array(one, { maxLength: 25 }).map((drawn) => drawn.map((draw, index) => made(`s${index}`, ...draw)));
}

function made(id: string, type: string, ago: number, asset: string | undefined, confidence: number): Signal {
  return signal(type, ago, { id, confidence, ...(asset === undefined ? {} : { asset }) });
}

const anyConfidence = fc.oneof(fc.constantFrom(0, 0.2, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const shuffledAndRepeated = mixed(anyConfidence).chain((signals) =>
  fc.tuple(
    fc.constant(signals),
    fc.shuffledSubarray([...signals, ...signals.map((one) => ({ ...one, receivedAt: 0 }))], {
      minLength: signals.length,
    }),
  ),
);

describe('laws of the score', () => {
  test('order, repetition and time of receipt change nothing', () => {
    fc.assert(
      fc.property(shuffledAndRepeated, ([signals, again]) => {
        expect(standingAt(NOW, [...again, ...signals].reverse(), defaultModel)).toEqual(
          standingAt(NOW, signals, defaultModel),
        );
      }),
    );
  });

  test('contributions are whole, not zero, add up to raw exactly, and come strongest first', () => {
    fc.assert(
      fc.property(mixed(anyConfidence), (signals) => {
        const { contributions, rawMicros } = scoreAt(NOW, signals, defaultModel);
        const micros = contributions.map((one) => one.micros);
        expect(micros.reduce((sum, one) => sum + one, 0)).toBe(rawMicros);
        expect(micros.every((one) => Number.isInteger(one) && one !== 0)).toBe(true);
        expect(micros).toEqual(micros.toSorted((a, b) => b - a));
      }),
    );
  });

  test('with full confidence everywhere a further positive signal never lowers the score', () => {
    fc.assert(
      fc.property(mixed(fc.constant(1)), mixed(fc.constant(1), positiveTypes), (signals, more) => {
        const added = more.map((one) => ({ ...one, id: `more-${one.id}` }));
        const before = scoreAt(NOW, signals, defaultModel);
        const after = scoreAt(NOW, [...signals, ...added], defaultModel);
        // Half a millionth of rounding a contribution is all that may be lost.
        expect(after.rawMicros).toBeGreaterThanOrEqual(before.rawMicros - signals.length - added.length);
        expect(after.variety).toBeGreaterThanOrEqual(before.variety);
      }),
    );
  });

  test('a tier is reached whenever a hot one is, and the score stays within 0 and 100', () => {
    fc.assert(
      fc.property(mixed(anyConfidence), (signals) => {
        const { score, tier, hot, because } = standingAt(NOW, signals, defaultModel);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
        expect(hot).toBe(tier === 1 || tier === 2);
        expect(because.length > 0).toBe(tier !== undefined);
      }),
    );
  });
});
