import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './decay.ts';
import { hotWithin, nextChange } from './forecast.ts';
import { type Condition, defaultModel, type Decay, type Model } from './model.ts';
import type { Signal } from './signals.ts';
import { NOW, signal } from './signalsForTests.ts';
import { standingAt } from './tiers.ts';

const tierAt = (at: number, signals: Signal[], model = defaultModel) => standingAt(at, signals, model).tier;

describe('the next change', () => {
  test.each<[string, Signal[], { at: number; becomes: 1 | 2 | 3 | undefined } | undefined]>([
    ['nothing happens to nothing', [], undefined],
    ['a weak signal never changes anything', [signal('blog_engagement', 0)], undefined],
    ['a demo leaves its lane after 24 hours', [signal('demo_request', 0)], { at: NOW + DAY_MS, becomes: undefined }],
    [
      'a signal dated ahead counts 5 minutes before its time',
      [signal('demo_request', -HOUR_MS)],
      { at: NOW + 55 * MINUTE_MS, becomes: 2 },
    ],
    [
      'a warm lead turns hot by a signal dated ahead of another',
      [signal('demo_request', 2 * DAY_MS), signal('contact_sales', 2 * DAY_MS), signal('positive_reply', -HOUR_MS)],
      { at: NOW + 55 * MINUTE_MS, becomes: 1 },
    ],
    [
      'holds end to the millisecond',
      [signal('demo_request', 2 * DAY_MS), signal('contact_sales', 3 * DAY_MS)],
      { at: NOW + 4 * DAY_MS, becomes: undefined },
    ],
  ])('%s', (_, signals, change) => {
    expect(nextChange(NOW, signals, defaultModel)).toEqual(change);
  });

  test('a fading careers visit can make a lead warm', () => {
    const contact = signal('contact_sales', 2 * DAY_MS, { confidence: 0.8 });
    const signals = [signal('demo_request', 2 * DAY_MS), contact, signal('careers_page_visit', 0)];
    const change = nextChange(NOW, signals, defaultModel);
    expect(tierAt(NOW, signals)).toBeUndefined();
    expect(change?.becomes).toBe(3);
    expect(tierAt((change?.at ?? 0) - 1, signals)).toBeUndefined();
  });
});

test('a score that runs along a threshold for days still finds its end', () => {
  const signals = [
    signal('free_trial_start', 2 * DAY_MS),
    signal('contact_sales', 2 * DAY_MS, { confidence: 9.5 / 30 }),
    signal('blog_engagement', 0),
    signal('careers_page_visit', 0, { confidence: 1 / 3 }),
  ];
  expect(standingAt(NOW, signals, defaultModel).rawMicros).toBe(39_500_000);
  expect(nextChange(NOW, signals, defaultModel)).toEqual({ at: NOW + 5 * DAY_MS, becomes: undefined });
});

describe('against looking at every millisecond', () => {
  /** The default model a few hundred milliseconds long: evenly falling or held values, windows and folds of milliseconds. */
  const tiny: Model = {
    ...structuredClone(defaultModel),
    catalogue: Object.fromEntries(
      Object.entries(defaultModel.catalogue).map(([type, rule], index) => [
        type,
        { ...rule, decay: tinyDecay(rule.decay, index) },
      ]),
    ),
    foldMinutes: 10 / MINUTE_MS,
    aheadMinutes: 5 / MINUTE_MS,
  };
  for (const lane of Object.values(tiny.lanes))
    Object.assign(lane, { hours: 60 / HOUR_MS, apartMinutes: lane.apartMinutes / HOUR_MS });
  const near = { hours: 50 / HOUR_MS };
  const pricing = { types: ['pricing_page_visit'] };
  const patterns: Condition[] = [
    { kind: 'near', one: { types: ['demo_request', 'free_trial_start'] }, other: pricing, ...near },
    {
      kind: 'within',
      days: 90 / DAY_MS,
      that: { kind: 'count', of: { families: ['research'] }, atLeast: 2, different: true },
    },
    // Becomes true by itself, when the last of it has faded.
    {
      kind: 'and',
      all: [
        { kind: 'any', of: pricing },
        { kind: 'not', that: { kind: 'any', of: { families: ['product', 'negative'] } } },
      ],
    },
    {
      kind: 'not',
      that: {
        kind: 'or',
        all: [
          { kind: 'within', days: 40 / DAY_MS, that: { kind: 'any', of: { families: ['critical'] } } },
          { kind: 'not', that: { kind: 'any', of: pricing } },
        ],
      },
    },
  ];
  tiny.recipes = Object.fromEntries(
    patterns.map((when, index) => [
      `P${index}`,
      { on: true, tier: index % 2 === 0 ? 1 : 2, score: 20 + 5 * index, words: 'a pattern', when },
    ]),
  );

  function tinyDecay(decay: Decay, index: number): Decay {
    return { kind: decay.kind === 'hold' ? 'hold' : 'linear', days: (120 + 17 * (index % 7)) / DAY_MS };
  }

  const types = Object.keys(defaultModel.catalogue);
  const weighted = fc.constantFrom(
    ...types,
    'careers_page_visit',
    'careers_page_visit',
    'usage_limit_hit',
    'usage_limit_hit',
    'demo_request',
    'pricing_page_visit',
  );
  const levels = fc.constantFrom(undefined, undefined, 70, 90);
  const drawn = fc.tuple(weighted, fc.integer({ min: -150, max: 250 }), fc.constantFrom(1, 1, 0.5, 0.2), levels);
  const mixed = fc
    .array(drawn, { maxLength: 12 })
    .map((draws) =>
      draws.map(([type, ago, confidence, level], index) =>
        signal(type, ago, { id: `s${index}`, confidence, ...(level !== undefined && { level }) }),
      ),
    );

  test('the next change is the first millisecond with another tier', () => {
    fc.assert(
      fc.property(mixed, (signals) => {
        const current = tierAt(NOW, signals, tiny);
        const at = instants(NOW + 1, NOW + 450).find((instant) => tierAt(instant, signals, tiny) !== current);
        const expected = at === undefined ? undefined : { at, becomes: tierAt(at, signals, tiny) };
        expect(nextChange(NOW, signals, tiny)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('hotWithin is the first hot millisecond after from, up to and including to', () => {
    fc.assert(
      fc.property(
        mixed,
        fc.integer({ min: -200, max: 100 }),
        fc.integer({ min: 0, max: 250 }),
        (signals, from, length) => {
          const [start, end] = [NOW + from, NOW + from + length];
          const expected = instants(start + 1, end).find((instant) => standingAt(instant, signals, tiny).hot);
          expect(hotWithin(start, end, signals, tiny)).toBe(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('with the default model', () => {
  const drawn = fc.tuple(
    fc.constantFrom(...Object.keys(defaultModel.catalogue)),
    fc.integer({ min: -2 * DAY_MS, max: 20 * DAY_MS }),
    fc.constantFrom(1, 0.6, 0.2),
  );
  const mixed = fc
    .array(drawn, { minLength: 3, maxLength: 20 })
    .map((draws) => draws.map(([type, ago, confidence], index) => signal(type, ago, { id: `s${index}`, confidence })));

  test('the tier differs at the next change, not a millisecond before, nor at any of 300 looks until then', () => {
    fc.assert(
      fc.property(mixed, (signals) => {
        const current = tierAt(NOW, signals);
        const change = nextChange(NOW, signals, defaultModel);
        const end = change?.at ?? NOW + 35 * DAY_MS;
        expect(tierAt(end, signals) === current).toBe(change === undefined);
        expect(tierAt(end, signals)).toBe(change === undefined ? current : change.becomes);
        expect(tierAt(end - 1, signals)).toBe(current);
        const looks = instants(0, 300).map((step) => NOW + Math.floor(((end - 1 - NOW) * step) / 300));
        expect(looks.filter((at) => tierAt(at, signals) !== current)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

function instants(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
