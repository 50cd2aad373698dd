import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS } from './decay.ts';
import { visitsAt } from './folding.ts';
import { type Condition, defaultModel, type Match } from './model.ts';
import { holds } from './recipes.ts';
import { valuesAt } from './scoring.ts';
import type { Signal } from './signals.ts';
import { NOW, signal } from './signalsForTests.ts';
import { seenOf } from './tiers.ts';

const types = (...names: string[]): Match => ({ types: names });
const research: Match = { families: ['research'] };
const any = (of: Match): Condition => ({ kind: 'any', of });
const within = (days: number, that: Condition): Condition => ({ kind: 'within', days, that });
const not = (that: Condition): Condition => ({ kind: 'not', that });
const count = (atLeast: number, of: Match, different = false): Condition => ({ kind: 'count', of, atLeast, different });
const near = (one: Match, other: Match, hours: number): Condition => ({ kind: 'near', one, other, hours });
const all = (...conditions: Condition[]): Condition => ({ kind: 'and', all: conditions });
const either = (...conditions: Condition[]): Condition => ({ kind: 'or', all: conditions });

function isTrue(when: Condition, signals: Signal[]): boolean {
  const seen = seenOf(NOW, valuesAt(NOW, visitsAt(NOW, signals, defaultModel), defaultModel));
  return holds(when, { likely: seen, unlikely: seen });
}

const demo = signal('demo_request', DAY_MS);
const docs = (agoMs: number, asset: string) => signal('technical_docs', agoMs, { asset, id: `${agoMs}${asset}` });
const careers = signal('careers_page_visit', DAY_MS);

describe('conditions', () => {
  test.each<[string, Condition, Signal[], boolean]>([
    ['any: one is there', any(types('demo_request')), [demo], true],
    ['any: by family', any({ families: ['critical'] }), [demo], true],
    ['any: not those excepted', any({ families: ['critical'], except: ['demo_request'] }), [demo], false],
    ['any: of nothing, nothing', any(research), [], false],
    [
      'any: nothing that is worth nothing any more',
      any(types('demo_request')),
      [signal('demo_request', 7 * DAY_MS)],
      false,
    ],
    ['any: what speaks against a lead can be asked for', any(types('careers_page_visit')), [careers], true],
    [
      'count: three of the same',
      count(3, research),
      [docs(0, '/a'), docs(HOUR_MS, '/a'), docs(2 * HOUR_MS, '/a')],
      true,
    ],
    ['count: refreshes are one', count(2, research), [docs(0, '/a'), docs(60_000, '/a')], false],
    ['count different: the same page is one', count(2, research, true), [docs(0, '/a'), docs(HOUR_MS, '/a')], false],
    ['count different: two pages are two', count(2, research, true), [docs(0, '/a'), docs(HOUR_MS, '/b')], true],
    ['near: less than 48 hours', near(types('demo_request'), research, 48), [demo, docs(3 * DAY_MS - 1, '/a')], true],
    ['near: 48 hours are too far', near(types('demo_request'), research, 48), [demo, docs(3 * DAY_MS, '/a')], false],
    ['near: one signal is not near itself', near(research, research, 48), [docs(0, '/a')], false],
    [
      'near: two of the same are near each other',
      near(research, research, 48),
      [docs(0, '/a'), docs(DAY_MS, '/a')],
      true,
    ],
    ['within: the last 7 days', within(7, any(research)), [docs(7 * DAY_MS - 1, '/a')], true],
    ['within: the far end is excluded', within(7, any(research)), [docs(7 * DAY_MS, '/a')], false],
    ['within: the narrower of two holds', within(7, within(2, any(research))), [docs(3 * DAY_MS, '/a')], false],
    [
      'within: the narrower of two holds, whichever is outside',
      within(2, within(7, any(research))),
      [docs(3 * DAY_MS, '/a')],
      false,
    ],
    ['and: all of them', all(any(types('demo_request')), any(research)), [demo], false],
    ['or: one of them', either(any(types('demo_request')), any(research)), [demo], true],
    [
      'not: nobody looked for a job',
      all(any(types('demo_request')), not(any(types('careers_page_visit')))),
      [demo],
      true,
    ],
    [
      'not: somebody did',
      all(any(types('demo_request')), not(any(types('careers_page_visit')))),
      [demo, careers],
      false,
    ],
    ['not within: somebody did, but not today', not(within(1, any(types('careers_page_visit')))), [careers], true],
  ])('%s', (_, when, signals, expected) => {
    expect(isTrue(when, signals)).toBe(expected);
  });
});

describe('laws of conditions', () => {
  const match = fc.constantFrom<Match>(types('demo_request'), types('pricing_page_visit', 'technical_docs'), research, {
    families: ['critical', 'research'],
    except: ['demo_request'],
  });
  const conditions = fc.letrec<{ one: Condition }>((tie) => ({
    one: fc.oneof(
      { depthSize: 'small' },
      match.map(any),
      fc
        .tuple(fc.integer({ min: 1, max: 3 }), match, fc.boolean())
        .map(([least, of, different]) => count(least, of, different)),
      fc.tuple(match, match, fc.constantFrom(1, 24, 48)).map(([one, other, hours]) => near(one, other, hours)),
      fc.tuple(fc.constantFrom(1, 3, 7), tie('one')).map(([days, that]) => within(days, that)),
      fc.array(tie('one'), { minLength: 1, maxLength: 3 }).map((parts) => all(...parts)),
      fc.array(tie('one'), { minLength: 1, maxLength: 3 }).map((parts) => either(...parts)),
      tie('one').map(not),
    ),
  })).one;
  const drawn = fc.tuple(
    fc.constantFrom('demo_request', 'pricing_page_visit', 'technical_docs', 'roi_calculator', 'blog_engagement'),
    fc.integer({ min: 0, max: 9 * 24 }),
  );
  const lives = fc
    .array(drawn, { maxLength: 8 })
    .map((list) =>
      list.map(([type, hours], index) => signal(type, hours * HOUR_MS, { id: `s${index}`, asset: `/${hours % 3}` })),
    );

  test('not not is nothing, and De Morgan holds', () => {
    fc.assert(
      fc.property(conditions, conditions, lives, (a, b, signals) => {
        expect(isTrue(not(not(a)), signals)).toBe(isTrue(a, signals));
        expect(isTrue(not(all(a, b)), signals)).toBe(isTrue(either(not(a), not(b)), signals));
      }),
    );
  });

  test('what happened twice at once and in what order it is told changes nothing', () => {
    fc.assert(
      fc.property(conditions, lives, (when, signals) => {
        expect(isTrue(when, [...signals, ...signals].reverse())).toBe(isTrue(when, signals));
      }),
    );
  });

  test('a wider window, a longer distance and a smaller number never make a pattern untrue', () => {
    fc.assert(
      fc.property(match, match, lives, fc.integer({ min: 1, max: 4 }), (one, other, signals, least) => {
        const implies = (narrow: Condition, wide: Condition) => !isTrue(narrow, signals) || isTrue(wide, signals);
        expect(implies(within(2, any(one)), within(5, any(one)))).toBe(true);
        expect(implies(near(one, other, 24), near(one, other, 48))).toBe(true);
        expect(implies(count(least + 1, one), count(least, one))).toBe(true);
        expect(implies(count(least, one, true), count(least, one))).toBe(true);
      }),
    );
  });
});
