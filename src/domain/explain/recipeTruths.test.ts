import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { type Condition, defaultModel, type Match, type Model } from '../model.ts';
import { laneTruths, recipeTruths, tierInWords, type Truth } from './recipeTruths.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';
import { standingAt } from '../tiers.ts';

const types = (...names: string[]): Match => ({ types: names });
const family = (name: string, ...except: string[]): Match => ({ families: [name], except });
const any = (of: Match): Condition => ({ kind: 'any', of });
const demo = any(types('demo_request'));
const research = any(family('research'));

function withRecipe(when: Condition, on = true): Model {
  return { ...defaultModel, recipes: { it: { on, tier: 2, score: 40, words: 'a pattern', when } } };
}

function truthOf(when: Condition, signals: Signal[]): Truth {
  return (recipeTruths(NOW, signals, withRecipe(when))[0] as { truth: Truth }).truth;
}

describe('patterns in words', () => {
  const patterns: [Condition, string][] = [
    [demo, 'asked for a demo'],
    [any(types('demo_request', 'free_trial_start')), 'asked for a demo or started a free trial'],
    [any({ types: ['demo_request'], families: ['engagement'] }), 'asked for a demo or an engagement signal'],
    [
      any(family('critical', 'pricing_page_visit', 'upgrade_page_visit')),
      'a critical signal other than pricing page or upgrade page',
    ],
    [any(types('their_own')), 'their_own'],
    [any(types('toString')), 'toString'],
    [any({}), 'a signal of no kind'],
    [
      { kind: 'near', one: types('demo_request', 'free_trial_start'), other: types('pricing_page_visit'), hours: 48 },
      'asked for a demo or started a free trial within 48 hours of pricing page',
    ],
    [
      { kind: 'near', one: family('product'), other: types('demo_request'), hours: 1 },
      'a product signal within 1 hour of asked for a demo',
    ],
    [{ kind: 'count', of: types('pricing_page_visit'), atLeast: 2, different: false }, 'pricing page at least twice'],
    [{ kind: 'count', of: types('pricing_page_visit'), atLeast: 3, different: false }, 'pricing page at least 3 times'],
    [{ kind: 'count', of: family('research'), atLeast: 1, different: false }, 'at least 1 research signal'],
    [
      { kind: 'count', of: types('roi_calculator', 'technical_docs'), atLeast: 2, different: true },
      'at least 2 different of: ROI calculator or technical docs',
    ],
    [
      { kind: 'within', days: 7, that: { kind: 'count', of: family('research'), atLeast: 3, different: true } },
      'at least 3 different research signals in the last 7 days',
    ],
    [{ kind: 'within', days: 1, that: { kind: 'not', that: demo } }, 'not asked for a demo in the last 1 day'],
    [{ kind: 'and', all: [demo, research] }, 'asked for a demo, and a research signal'],
    [
      { kind: 'and', all: [demo, { kind: 'not', that: { kind: 'or', all: [research, any(family('product'))] } }] },
      'asked for a demo, and not (a research signal, or a product signal)',
    ],
    [{ kind: 'and', all: [] }, 'always'],
    [{ kind: 'or', all: [] }, 'never'],
  ];
  test.each(patterns.map(([when, words]) => [words, when] as const))('%s', (words, when) => {
    expect(truthOf(when, []).words).toBe(words);
  });
});

describe('the truth of a recipe', () => {
  const pricing = signal('pricing_page_visit', HOUR_MS);
  const asked = signal('demo_request', 0);
  const roi = signal('roi_calculator', 2 * HOUR_MS);

  test('shows each part with the signals that make it true', () => {
    const [first] = recipeTruths(NOW, [pricing, asked], defaultModel);
    expect(first).toEqual({
      id: 'R1',
      on: true,
      holds: false,
      bar: 60,
      reached: false,
      truth: {
        words: 'asked for a demo or started a free trial within 48 hours of pricing page, and a research signal',
        holds: false,
        parts: [
          {
            words: 'asked for a demo or started a free trial within 48 hours of pricing page',
            holds: true,
            signals: [asked.id, pricing.id],
          },
          { words: 'a research signal', holds: false },
        ],
      },
    });
  });

  test('holds below its bar, and says that the score is not there', () => {
    const [first] = recipeTruths(NOW, [pricing, asked, { ...roi, confidence: 0.2 }], defaultModel);
    expect(first).toMatchObject({ holds: true, bar: 60, reached: false });
    const [again] = recipeTruths(NOW, [pricing, asked, roi], defaultModel);
    expect(again).toMatchObject({ holds: true, bar: 60, reached: true });
  });

  test('is shown of a recipe that is off too', () => {
    expect(recipeTruths(NOW, [asked], withRecipe(demo, false))).toMatchObject([{ on: false, holds: true }]);
  });

  test('names the pairs that are near, and nothing that is far from all', () => {
    const far = signal('pricing_page_visit', 3 * DAY_MS);
    const near: Condition = { kind: 'near', one: types('demo_request'), other: types('pricing_page_visit'), hours: 48 };
    expect(truthOf(near, [asked, pricing, far, roi]).signals).toEqual([asked.id, pricing.id]);
  });

  test('keeps a time limit and its leaf together, and shows what a limited combination is made of', () => {
    const old = signal('roi_calculator', 8 * DAY_MS);
    const limited = (that: Condition): Condition => ({ kind: 'within', days: 7, that });
    expect(truthOf(limited(research), [old, roi])).toEqual({
      words: 'a research signal in the last 7 days',
      holds: true,
      signals: [roi.id],
    });
    expect(truthOf(limited({ kind: 'and', all: [research, demo] }), [old, asked])).toEqual({
      words: '(a research signal, and asked for a demo) in the last 7 days',
      holds: false,
      parts: [
        {
          words: 'a research signal, and asked for a demo',
          holds: false,
          parts: [
            { words: 'a research signal', holds: false },
            { words: 'asked for a demo', holds: true, signals: [asked.id] },
          ],
        },
      ],
    });
  });
});

describe('fast lanes in words', () => {
  const pricing = (minutes: number) => signal('pricing_page_visit', minutes * MINUTE_MS);

  test.each<[string, Signal[], string, boolean, string[]]>([
    ['demo_request', [signal('demo_request', 0)], 'asked for a demo in the last 24 hours', true, ['demo_request@0']],
    ['contact_sales', [], 'asked to talk to sales in the last 24 hours', false, []],
    [
      'two_pricing_visits',
      [pricing(0), pricing(60), pricing(25 * 60)],
      'pricing page twice at least 60 minutes apart in the last 24 hours',
      true,
      ['pricing_page_visit@0', 'pricing_page_visit@3600000'],
    ],
    [
      'two_pricing_visits',
      [pricing(0), pricing(59)],
      'pricing page twice at least 60 minutes apart in the last 24 hours',
      false,
      [],
    ],
  ])('%s', (id, signals, words, holds, ids) => {
    const lane = laneTruths(NOW, signals, defaultModel).find((one) => one.id === id);
    expect(lane).toEqual({ id, on: true, holds, words, signals: ids });
  });

  test('a lane that is off is told as off, and whether it would hold', () => {
    const lane = { on: false, type: 'demo_request', times: 1 as const, apartMinutes: 0, hours: 1 };
    expect(laneTruths(NOW, [signal('demo_request', 0)], { ...defaultModel, lanes: { lane } })).toEqual([
      { id: 'lane', on: false, holds: true, words: 'asked for a demo in the last 1 hour', signals: ['demo_request@0'] },
    ]);
  });
});

describe('a tier in words', () => {
  const old = 2 * DAY_MS;
  const pricing = (minutes: number) => signal('pricing_page_visit', minutes * MINUTE_MS);

  test.each<[string, Signal[], string]>([
    ['no tier has no reason', [signal('email_open', 0)], ''],
    ['warm is its score', [signal('demo_request', old), signal('free_trial_start', old)], 'score 60'],
    ['a demo is a fast lane', [signal('demo_request', 0)], 'asked for a demo (fast lane)'],
    [
      'two pricing visits are one',
      [pricing(0), pricing(60)],
      'pricing page twice at least 60 minutes apart (fast lane)',
    ],
    [
      'points, and how many kinds they are of',
      ['demo_request', 'free_trial_start', 'meeting_booked', 'contact_sales'].map((type) => signal(type, old)),
      'score 100 with 4 kinds of interest',
    ],
    [
      'a recipe in its own words, and not the lane, which reaches less',
      [signal('demo_request', 0), pricing(0), signal('roi_calculator', 0)],
      'a demo or trial with a pricing visit within 48 hours, and research (score 75)',
    ],
  ])('%s', (_, signals, words) => {
    expect(tierInWords(standingAt(NOW, signals, defaultModel), defaultModel)).toBe(words);
  });
});

describe('laws of truths', () => {
  const names = Object.keys(defaultModel.catalogue);
  const someTypes = fc.subarray([
    'demo_request',
    'pricing_page_visit',
    'roi_calculator',
    'technical_docs',
    'email_open',
  ]);
  const someFamilies = fc.subarray(Object.keys(defaultModel.families), { maxLength: 2 });
  const matches = fc.record({ types: someTypes, families: someFamilies, except: someTypes }, { requiredKeys: [] });
  const counts = fc.record({
    kind: fc.constant('count' as const),
    of: matches,
    atLeast: fc.integer({ min: 1, max: 4 }),
    different: fc.boolean(),
  });
  const nears = fc.record({
    kind: fc.constant('near' as const),
    one: matches,
    other: matches,
    hours: fc.constantFrom(1, 24, 96),
  });
  const leaves: fc.Arbitrary<Condition> = fc.oneof(matches.map(any), counts, nears);
  const limited = (that: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
    fc.record({ kind: fc.constant('within' as const), days: fc.constantFrom(1, 3, 10), that });
  const { conditions } = fc.letrec<{ conditions: Condition }>((tie) => ({
    conditions: fc.oneof(
      { maxDepth: 3 },
      leaves,
      limited(tie('conditions')),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        all: fc.array(tie('conditions'), { maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not' as const), that: tie('conditions') }),
    ),
  }));

  const drawn = fc.tuple(
    fc.oneof(fc.constantFrom(...names), fc.constantFrom('demo_request', 'pricing_page_visit', 'technical_docs')),
    fc.integer({ min: 0, max: 20 * 24 }),
    fc.constantFrom('/a', '/b'),
    fc.constantFrom(1, 1, 0.5, 0),
  );
  const mixed = fc
    .array(drawn, { maxLength: 10 })
    .map((draws) =>
      draws.map(([type, hours, asset, confidence], index) =>
        signal(type, hours * HOUR_MS, { id: `s${index}`, asset, confidence }),
      ),
    );

  test('recipes that are on and hold are those that the tier is decided by, and so are lanes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), conditions), { maxLength: 4 }), mixed, (patterns, signals) => {
        const recipes = patterns.map(([on, when], index) => {
          return [`P${index}`, { on, tier: 2 as const, score: 10 * index, words: '', when }] as const;
        });
        const lanes = Object.entries(defaultModel.lanes).map(([id, lane], index) => {
          return [id, { ...lane, on: patterns[index]?.[0] ?? true, hours: 96 }] as const;
        });
        const model = { ...defaultModel, recipes: Object.fromEntries(recipes), lanes: Object.fromEntries(lanes) };
        const standing = standingAt(NOW, signals, model);
        const truths = recipeTruths(NOW, signals, model);
        expect(truths.filter(({ on, holds }) => on && holds).map(({ id }) => id)).toEqual(standing.recipes);
        expect(truths.filter(({ reached, bar }) => reached !== standing.score >= bar)).toEqual([]);
        const inLane = laneTruths(NOW, signals, model).filter(({ on, holds }) => on && holds);
        expect(inLane.map(({ id }) => id)).toEqual(standing.lanes);
      }),
      { numRuns: 300 },
    );
  });

  test('the truth of a whole follows from the truths of its parts', () => {
    fc.assert(
      fc.property(conditions, mixed, (when, signals) => {
        const truth = truthOf(when, signals);
        expect(followed(when, truth)).toBe(truth.holds);
      }),
      { numRuns: 500 },
    );
  });

  /** What a pattern says, from its leaves upwards. */
  function followed(when: Condition, { holds, parts = [], signals }: Truth): boolean {
    const part = (each: Condition, index: number) => followed(each, parts[index] as Truth);
    if (when.kind === 'and') return when.all.map(part).every((one) => one);
    if (when.kind === 'or') return when.all.map(part).some((one) => one);
    if (when.kind === 'not') return !part(when.that, 0);
    if (when.kind === 'within' && parts.length > 0) return part(when.that, 0);
    return holds && signals !== undefined;
  }

  test('the signals of a leaf alone make it true, and without them it is not', () => {
    const unfolded = { ...defaultModel, foldMinutes: 0 };
    const leaf = fc.oneof(leaves, limited(leaves));
    fc.assert(
      fc.property(leaf, mixed, (when, signals) => {
        const model = { ...unfolded, recipes: withRecipe(when).recipes };
        const ids = recipeTruths(NOW, signals, model)[0]?.truth.signals ?? [];
        const holdsWith = (some: Signal[]) => recipeTruths(NOW, some, model)[0]?.holds;
        expect(holdsWith(signals.filter(({ id }) => ids.includes(id)))).toBe(ids.length > 0);
        expect(holdsWith(signals.filter(({ id }) => !ids.includes(id)))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('a tier has as many reasons in words as rules that made it', () => {
    fc.assert(
      fc.property(mixed, (signals) => {
        const standing = standingAt(NOW, signals, defaultModel);
        const words = tierInWords(standing, defaultModel);
        expect(words === '' ? 0 : words.split('; ').length).toBe(standing.because.length);
      }),
      { numRuns: 300 },
    );
  });
});
