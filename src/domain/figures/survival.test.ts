import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answeredBy, kaplanMeier, waitingAfter } from './survival.ts';

type Seen = { ms: number; answered: boolean };

const rising = (all: readonly Seen[], answered: boolean) =>
  all
    .filter((one) => one.answered === answered)
    .map(({ ms }) => ms)
    .toSorted((a, b) => a - b);
const curveOf = (all: readonly Seen[]) => kaplanMeier(rising(all, true), rising(all, false));

/** The textbook, slowly: at each instant of an answer, those who still wait and those who are answered then. */
function textbook(all: readonly Seen[], at: number): number {
  const instants = [...new Set(all.filter(({ answered, ms }) => answered && ms <= at).map(({ ms }) => ms))];
  return instants.reduce((waiting, instant) => {
    const atRisk = all.filter(({ ms }) => ms >= instant).length;
    const answers = all.filter(({ ms, answered }) => answered && ms === instant).length;
    return waiting * (1 - answers / atRisk);
  }, 1);
}

const answered = (...all: number[]) => all.map((ms) => ({ ms, answered: true }));
const open = (...all: number[]) => all.map((ms) => ({ ms, answered: false }));
const seen = fc.array(fc.record({ ms: fc.nat(30), answered: fc.boolean() }), { minLength: 1, maxLength: 60 });

describe('Kaplan-Meier', () => {
  // Freireich and others 1963, 21 patients given 6-MP; the curve as Kalbfleisch and Prentice print it.
  const patients = [...answered(6, 6, 6, 7, 10, 13, 16, 22, 23), ...open(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)];

  test.each([
    { at: 6, waiting: 0.857 },
    { at: 7, waiting: 0.807 },
    { at: 10, waiting: 0.753 },
    { at: 13, waiting: 0.69 },
    { at: 16, waiting: 0.627 },
    { at: 22, waiting: 0.538 },
    { at: 23, waiting: 0.448 },
  ])('of the 6-MP patients $waiting are left after $at weeks', ({ at, waiting }) => {
    expect(waitingAfter(curveOf(patients), at, 35)).toBeCloseTo(waiting, 3);
  });

  test('the median of the 6-MP patients is 23 weeks', () => {
    expect(answeredBy(curveOf(patients), 0.5)).toBe(23);
  });

  // 5 waits, one open at 2: 4/5 wait after 1, then 3 are at risk: 4/5 * 2/3 after 3, nobody knows who is left after 4.
  test('an example worked by hand', () => {
    const { ms, waiting } = curveOf([...answered(1, 3), ...open(2, 4, 4)]);
    expect([[...ms], [...waiting]]).toEqual([
      [1, 3],
      [0.8, expect.closeTo(8 / 15, 12)],
    ]);
  });

  test('is the textbook, at every instant', () => {
    fc.assert(
      fc.property(seen, fc.nat(31), (all, at) => {
        expect(waitingAfter(curveOf(all), at, 31)).toBeCloseTo(textbook(all, at), 10);
      }),
    );
  });

  test.each([
    { q: 0.5, by: 2 },
    { q: 0.75, by: 3 },
    { q: 1, by: 4 },
  ])('with none open, a part of $q is answered by the wait of that rank', ({ q, by }) => {
    expect(answeredBy(curveOf(answered(1, 2, 3, 4)), q)).toBe(by);
  });

  test('with none open, half of any number is the middle one, without rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), (half) => {
        const waits = answered(...Array.from({ length: 2 * half }, (_, i) => i));
        expect(answeredBy(curveOf(waits), 0.5)).toBe(half - 1);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    { why: 'nobody waited', all: [], at: 5, longest: undefined, waiting: undefined },
    { why: 'none answered, watched for longer', all: open(9), at: 5, longest: 9, waiting: 1 },
    { why: 'nobody was watched for so long', all: [...answered(1), ...open(2)], at: 5, longest: 2, waiting: undefined },
    { why: 'all were answered before', all: answered(1, 2), at: 5, longest: 2, waiting: 0 },
  ])('after 5, when $why: $waiting', ({ all, at, longest, waiting }) => {
    expect(waitingAfter(curveOf(all), at, longest)).toBe(waiting);
  });
});
