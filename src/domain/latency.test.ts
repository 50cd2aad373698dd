import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { latencyBy, latencyOf, rolling30, type Clock } from './latency.ts';

const minute = 60_000;
const day = 86_400_000;

function clock(answeredAfterMin: number | undefined, more: Partial<Clock> = {}): Clock {
  const startedAt = more.startedAt ?? 0;
  const answer = answeredAfterMin === undefined ? {} : { answeredAt: startedAt + answeredAfterMin * minute };
  return { startedAt, ...answer, tier: 2, source: 'log', ...more };
}

const clocks = (...minutes: (number | undefined)[]) => minutes.map((wait) => clock(wait));

describe('the figures', () => {
  test.each([
    { waits: [10], median: 10, p90: 10 },
    { waits: [30, 10], median: 20, p90: 28 },
    { waits: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], median: 6, p90: 10 },
  ])('of waits $waits min the median is $median and p90 $p90', ({ waits, median, p90 }) => {
    const { medianMs = NaN, p90Ms = NaN } = latencyOf(clocks(...waits), day);
    expect([medianMs / minute, p90Ms / minute]).toEqual([median, expect.closeTo(p90, 9)]);
  });

  test('unanswered clocks are counted as open and do not make the median', () => {
    expect(latencyOf(clocks(10, undefined, 20), day)).toMatchObject({ count: 2, open: 1, medianMs: 15 * minute });
  });

  test('nothing answered gives no median', () => {
    expect(latencyOf(clocks(undefined), day)).not.toHaveProperty('medianMs');
  });

  test('no clocks give zeros and unknown shares', () => {
    const unknown = { '5m': undefined, '15m': undefined, '60m': undefined, '4h': undefined };
    expect(latencyOf([], 0)).toEqual({ count: 0, open: 0, answeredWithin: unknown });
  });

  test('an answer after the instant of the figures is not known yet', () => {
    expect(latencyOf(clocks(10), 9 * minute)).toMatchObject({ count: 0, open: 1 });
  });

  test.each([
    { limit: '5m', share: 0.25 },
    { limit: '15m', share: 0.5 },
    { limit: '60m', share: 0.75 },
    { limit: '4h', share: 0.75 },
  ] as const)('a limit of $limit is met by $share of waits of 5, 6, 16 min and never', ({ limit, share }) => {
    expect(latencyOf(clocks(5, 6, 16, undefined), day).answeredWithin[limit]).toBe(share);
  });

  test('a clock that has not run for as long as the limit says nothing about it', () => {
    const young = clock(undefined, { startedAt: day - 10 * minute });
    expect(latencyOf([young, ...clocks(1)], day).answeredWithin).toMatchObject({ '5m': 0.5, '15m': 1 });
  });
});

describe('Kaplan-Meier', () => {
  test.each([
    { why: 'everything answered: the lower median', of: clocks(10, 20, 30), median: 20 },
    { why: 'one open for long', of: clocks(10, 20, 30, undefined), median: 20 },
    { why: 'more than half open', of: clocks(10, undefined, undefined), median: undefined },
    {
      why: 'one that has run for 15 min: out of the later ones at risk',
      of: [...clocks(10, 20, 30), clock(undefined, { startedAt: day - 15 * minute })],
      median: 20,
    },
    {
      why: 'one that has run for 5 min: as if it had not been',
      of: [...clocks(10, 20, 30), clock(undefined, { startedAt: day - 5 * minute })],
      median: 20,
    },
    { why: 'no clocks', of: [], median: undefined },
  ])('$why', ({ of, median }) => {
    const ms = latencyOf(of, day).kaplanMeierMedianMs;
    expect(ms === undefined ? undefined : ms / minute).toBe(median);
  });

  test('leaving clocks unanswered never makes the median smaller', () => {
    const waits = fc.array(fc.nat(500), { minLength: 1 });
    fc.assert(
      fc.property(waits, fc.nat(20), (answered, ignored) => {
        const alone = latencyOf(clocks(...answered), day).kaplanMeierMedianMs ?? Infinity;
        const both = [...clocks(...answered), ...Array.from({ length: ignored }, () => clock(undefined))];
        expect(latencyOf(both, day).kaplanMeierMedianMs ?? Infinity).toBeGreaterThanOrEqual(alone);
      }),
    );
  });
});

describe('groups and stretches', () => {
  test('each group has its own figures and a clock without a group has none', () => {
    const groups = latencyBy([clock(1, { rep: 'bob' }), clock(3, { rep: 'ann' }), clock(9)], day, (one) => one.rep);
    expect([...groups].map(([rep, { medianMs }]) => [rep, medianMs])).toEqual([
      ['ann', 3 * minute],
      ['bob', minute],
    ]);
  });

  test('each point counts the clocks of the 30 days before it', () => {
    const started = [0, 20, 40].map((days) => clock(5, { startedAt: days * day }));
    const points = rolling30(started, 42 * day);
    expect(points.map(({ until, count }) => [until / day, count])).toEqual([
      [0, 0],
      [7, 1],
      [14, 1],
      [21, 2],
      [28, 2],
      [35, 1],
      [42, 2],
    ]);
  });

  test.each([
    { age: 30 * day - 1, count: 1 },
    { age: 30 * day, count: 0 },
  ])('a clock that started $age ms before a point counts there $count times', ({ age, count }) => {
    const to = 100 * day;
    const latest = clock(5, { startedAt: to - 1 });
    const points = rolling30([clock(5, { startedAt: to - age }), latest], to);
    expect(points.at(-1)).toMatchObject({ until: to, count: count });
  });

  test('a clock of an absurd date adds its own points and no empty ones', () => {
    const odd = clock(5, { startedAt: -60_000_000_000_000 });
    expect(rolling30([odd, clock(5)], 6 * day).length).toBeLessThanOrEqual(6);
  });
});
