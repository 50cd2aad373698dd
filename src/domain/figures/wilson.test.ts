import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { proportion, wilson } from './wilson.ts';

describe("Wilson's interval", () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
  test.each([
    { hits: 81, of: 263, low: 0.2553, high: 0.3662 },
    { hits: 15, of: 148, low: 0.0624, high: 0.1605 },
    { hits: 0, of: 20, low: 0, high: 0.1611 },
    { hits: 1, of: 29, low: 0.0061, high: 0.1718 },
    { hits: 20, of: 20, low: 0.8389, high: 1 },
  ])('of $hits of $of is $low to $high', ({ hits, of, low, high }) => {
    const close = { low: expect.closeTo(low, 4), high: expect.closeTo(high, 4) };
    expect(wilson(hits, of)).toEqual({ share: hits / of, ...close });
  });

  test('of none there is no share', () => {
    expect(proportion(0, 0)).toEqual({ hits: 0, of: 0 });
  });

  test('the share is inside, and what is left over has the same interval from the other end', () => {
    const counts = fc
      .integer({ min: 1, max: 5_000 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
    fc.assert(
      fc.property(counts, ([hits, of]) => {
        const { share = NaN, low = NaN, high = NaN } = wilson(hits, of);
        const rest = wilson(of - hits, of);
        expect(low).toBeLessThanOrEqual(share + 1e-12);
        expect(high).toBeGreaterThanOrEqual(share - 1e-12);
        expect([rest.low, rest.high]).toEqual([expect.closeTo(1 - high, 9), expect.closeTo(1 - low, 9)]);
      }),
    );
  });
});
