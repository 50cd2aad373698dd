import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { type Condition, defaultModel, type Model } from '../model.ts';
import { scoreWithin } from '../forecast.ts';
import { type Published, scoreHistory } from './scoreHistory.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';
import { standingAt } from '../tiers.ts';

type Step = [afterMs: number, score: number, tier: 1 | 2 | 3 | undefined];

function stepsOf(signals: Signal[], from: number, to: number): Step[] {
  return scoreHistory(signals, defaultModel, from, to).map(({ at, score, tier }) => [at - NOW, score, tier]);
}

describe('the history of a score', () => {
  test.each<[string, Signal[], Step[]]>([
    ['of nobody is one entry', [], [[0, 0, undefined]]],
    [
      'of a demo: hot for its day in the lane, 30 points for its week',
      [signal('demo_request', -HOUR_MS)],
      [
        [0, 0, undefined],
        [55 * MINUTE_MS, 30, 2],
        [HOUR_MS + DAY_MS, 30, undefined],
        [HOUR_MS + 7 * DAY_MS, 0, undefined],
      ],
    ],
    [
      'of a demo followed by a talk to sales: each adds when it comes and goes at its end',
      [signal('demo_request', 2 * DAY_MS), signal('contact_sales', -DAY_MS)],
      [
        [0, 30, undefined],
        [DAY_MS - 5 * MINUTE_MS, 60, 2],
        [2 * DAY_MS, 60, 3],
        [5 * DAY_MS, 30, undefined],
        [8 * DAY_MS, 0, undefined],
      ],
    ],
  ])('%s', (_, signals, steps) => {
    expect(stepsOf(signals, NOW, NOW + 10 * DAY_MS)).toEqual(steps);
  });

  test('of a blog reader loses a point at a time', () => {
    const steps = stepsOf([signal('blog_engagement', 0)], NOW, NOW + 40 * DAY_MS);
    expect(steps.map(([, score]) => score)).toEqual([5, 4, 3, 2, 1, 0]);
    expect(steps.at(-1)?.[0]).toBe(30 * DAY_MS);
  });

  test('rises by itself while a careers visit fades', () => {
    const signals = [signal('demo_request', 2 * DAY_MS), signal('careers_page_visit', 0)];
    const scores = stepsOf(signals, NOW, NOW + 5 * DAY_MS - 1).map(([, score]) => score);
    expect(scores).toEqual([15, 16, 17, 18]);
  });

  test('sees a pattern that asks for absence come and go while the score stays', () => {
    const model: Model = { ...structuredClone(defaultModel), lanes: {} };
    Object.assign(model.catalogue['teammate_invited'] ?? {}, { decay: { kind: 'hold', days: 2 } });
    const fresh: Condition = { kind: 'within', days: 5, that: { kind: 'any', of: { types: ['demo_request'] } } };
    const alone: Condition = { kind: 'not', that: { kind: 'any', of: { families: ['product'] } } };
    const when: Condition = { kind: 'and', all: [fresh, alone] };
    model.recipes = { alone: { on: true, tier: 2, score: 30, words: 'a demo, alone', when } };
    const signals = [signal('demo_request', 0), signal('teammate_invited', 0, { confidence: 0.01 })];
    expect(scoreHistory(signals, model, NOW, NOW + 6 * DAY_MS)).toEqual([
      { at: NOW, score: 30, tier: undefined, hot: false },
      { at: NOW + 2 * DAY_MS, score: 30, tier: 2, hot: true },
      { at: NOW + 5 * DAY_MS, score: 30, tier: undefined, hot: false },
    ]);
  });

  test('knows at each time only what had happened', () => {
    const steps = stepsOf([signal('demo_request', 0), signal('contact_sales', DAY_MS)], NOW - 2 * DAY_MS, NOW);
    expect(steps.map(([, score]) => score)).toEqual([0, 30, 60]);
  });

  test('has only its first entry when it ends before it begins', () => {
    expect(stepsOf([signal('demo_request', -HOUR_MS)], NOW, NOW - DAY_MS)).toEqual([[0, 0, undefined]]);
  });

  test('that goes up and down at the edge of a point for days is done in time, and its ends are exact', () => {
    const signals = [
      signal('free_trial_start', 2 * DAY_MS),
      signal('contact_sales', 2 * DAY_MS, { confidence: 9.5 / 30 }),
      signal('blog_engagement', 0),
      signal('return_visit', 0),
      signal('careers_page_visit', 0, { confidence: 2 / 3 }),
    ];
    const steps = stepsOf(signals, NOW, NOW + 30 * DAY_MS);
    expect(new Set(steps.slice(0, -2).map(([, score]) => score))).toEqual(new Set([39, 40]));
    expect(steps.slice(-2)).toEqual([
      [5 * DAY_MS, 30, undefined],
      [12 * DAY_MS, 0, undefined],
    ]);
    const wrong = steps.filter(([after, score]) => standingAt(NOW + after, signals, defaultModel).score !== score);
    expect(wrong).toEqual([]);
  });
});

describe('the next change of the score', () => {
  const blog = [signal('blog_engagement', 0)];
  const toFour = scoreHistory(blog, defaultModel, NOW, NOW + 30 * DAY_MS)[1]?.at;

  test.each<[string, Signal[], number, number, number | undefined]>([
    ['is when the written score is left', blog, 5, 30 * DAY_MS, toFour],
    ['is at once when another was written', blog, 4, 30 * DAY_MS, NOW + 1],
    ['is none when it is later than asked for', blog, 5, (toFour ?? 0) - NOW - 1, undefined],
    ['is at the very end of what is asked for', blog, 5, (toFour ?? 0) - NOW, toFour],
    ['is when a signal dated ahead begins to count', [signal('email_open', -HOUR_MS)], 0, DAY_MS, NOW + 55 * MINUTE_MS],
    ['is not when only the tier changes', [signal('demo_request', 0)], 30, 2 * DAY_MS, undefined],
    ['is none in no time', blog, 4, 0, undefined],
    ['is none in time that is over', blog, 4, -DAY_MS, undefined],
  ])('%s', (_, signals, written, forMs, at) => {
    expect(scoreWithin(NOW, NOW + forMs, signals, defaultModel, (score) => score !== written)).toBe(at);
  });
});

describe('against looking at every millisecond', () => {
  const ms = 1 / DAY_MS;
  const pricing = { types: ['pricing_page_visit'] };
  const research = { families: ['research'] };
  // The second and third become true by themselves, when what they ask the absence of has faded.
  const patterns: Condition[] = [
    { kind: 'near', one: { types: ['demo_request'] }, other: pricing, hours: 50 / HOUR_MS },
    {
      kind: 'and',
      all: [
        { kind: 'any', of: research },
        { kind: 'not', that: { kind: 'any', of: { families: ['negative', 'product'] } } },
      ],
    },
    {
      kind: 'not',
      that: {
        kind: 'or',
        all: [
          { kind: 'within', days: 40 * ms, that: { kind: 'any', of: { families: ['critical'] } } },
          { kind: 'not', that: { kind: 'count', of: research, atLeast: 2, different: true } },
        ],
      },
    },
  ];

  /** The default model a fifth of a second long. Without patterns that ask for absence it takes the quicker way. */
  function tinyModel(when: Condition[]): Model {
    const tiny: Model = { ...structuredClone(defaultModel), foldMinutes: 10 / MINUTE_MS, aheadMinutes: 5 / MINUTE_MS };
    for (const [index, rule] of Object.values(tiny.catalogue).entries())
      rule.decay = { kind: rule.decay.kind === 'hold' ? 'hold' : 'linear', days: (90 + 13 * (index % 8)) * ms };
    for (const lane of Object.values(tiny.lanes))
      Object.assign(lane, { hours: 60 / HOUR_MS, apartMinutes: lane.apartMinutes / HOUR_MS });
    tiny.recipes = Object.fromEntries(
      when.map((one, index) => [`P${index}`, { on: true, tier: index === 0 ? 1 : 2, score: 10, words: '', when: one }]),
    );
    return tiny;
  }
  const models = fc.constantFrom(tinyModel([]), tinyModel(patterns.slice(0, 1)), tinyModel(patterns));

  const types = fc.oneof(
    fc.constantFrom(...Object.keys(defaultModel.catalogue)),
    fc.constantFrom('careers_page_visit', 'usage_limit_hit', 'demo_request', 'technical_docs'),
  );
  const assets = fc.constantFrom('/a', '/b');
  const levels = fc.constantFrom(undefined, undefined, 70, 90);
  const drawn = fc.tuple(types, fc.integer({ min: -150, max: 200 }), fc.constantFrom(1, 0.5, 0.2), assets, levels);
  const mixed = fc
    .array(drawn, { maxLength: 12 })
    .map((draws) =>
      draws.map(([type, ago, confidence, asset, level], index) =>
        signal(type, ago, { id: `s${index}`, confidence, asset, ...(level !== undefined && { level }) }),
      ),
    );

  test('the history is exactly every millisecond that differs from the one before', () => {
    fc.assert(
      fc.property(models, mixed, (model, signals) => {
        const [from, to] = [NOW - 50, NOW + 350];
        expect(scoreHistory(signals, model, from, to)).toEqual(polled(signals, model, from, to));
      }),
      { numRuns: 200 },
    );
  });

  test('the next change of the score is the first millisecond that differs from what is written', () => {
    fc.assert(
      fc.property(models, mixed, fc.constantFrom(0, -1, 1, 5), (model, signals, off) => {
        const written = standingAt(NOW, signals, model).score + off;
        const expected = polled(signals, model, NOW + 1, NOW + 350).find(({ score }) => score !== written)?.at;
        expect(scoreWithin(NOW, NOW + 350, signals, model, (score) => score !== written)).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });
});

function polled(signals: Signal[], model: Model, from: number, to: number): Published[] {
  const looks = Array.from({ length: to - from + 1 }, (_, index) => {
    const { at, score, tier, hot } = standingAt(from + index, signals, model);
    return { at, score, tier, hot };
  });
  return looks.filter((look, index) => {
    const before = looks[index - 1];
    return before === undefined || look.score !== before.score || look.tier !== before.tier || look.hot !== before.hot;
  });
}

describe('with the default model', () => {
  const drawn = fc.tuple(
    fc.constantFrom(...Object.keys(defaultModel.catalogue)),
    fc.integer({ min: -2 * DAY_MS, max: 20 * DAY_MS }),
    fc.constantFrom(1, 0.6, 0.2),
  );
  const mixed = fc
    .array(drawn, { minLength: 3, maxLength: 20 })
    .map((draws) => draws.map(([type, ago, confidence], index) => signal(type, ago, { id: `s${index}`, confidence })));

  test('each entry differs from the millisecond before, and looks between them find nothing else', () => {
    fc.assert(
      fc.property(mixed, (signals) => {
        const shown = (at: number) => {
          const { score, tier, hot } = standingAt(at, signals, defaultModel);
          return { score, tier, hot };
        };
        const history = scoreHistory(signals, defaultModel, NOW - 10 * DAY_MS, NOW + 20 * DAY_MS);
        for (const { at, ...entry } of history) expect(shown(at)).toEqual(entry);
        for (const { at, ...entry } of history.slice(1)) expect(shown(at - 1)).not.toEqual(entry);
        for (let at = NOW - 10 * DAY_MS; at <= NOW + 20 * DAY_MS; at += DAY_MS / 10) {
          const { at: _, ...entry } = history.findLast((one) => one.at <= at) as Published;
          expect(shown(at)).toEqual(entry);
        }
      }),
      { numRuns: 25 },
    );
  });
});
