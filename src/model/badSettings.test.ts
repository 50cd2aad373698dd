import { describe, expect, test } from '@jest/globals';
import { defaultModel, type Condition } from '../domain/model.ts';
import { modelHash } from './hash.ts';
import { modelFrom, problemsOf } from './read.ts';

/** The paths of the problems of a part laid over the default, in their order. */
function pathsOf(part: unknown): string[] {
  try {
    modelFrom(part, 'draft');
    return [];
  } catch (error) {
    return problemsOf(error, 'draft').map((problem) => problem.slice(0, problem.indexOf(': ')));
  }
}

const when = (condition: unknown) => ({ recipes: { R1: { when: condition } } });
const any = (...types: string[]): Condition => ({ kind: 'any', of: { types } });
const count = (atLeast: number, types: string[]) => ({ kind: 'count', of: { types }, atLeast, different: true });
const opens = (score: number, more: object = {}) => ({
  recipes: { many: { on: true, tier: 2, score, words: 'opens', when: any('email_open'), ...more } },
});
const open = (rule: object) => ({ catalogue: { email_open: rule } });
const nested = (depth: number): unknown =>
  depth === 1 ? any('demo_request') : { kind: 'not', that: nested(depth - 1) };

describe('settings that cannot be meant are refused, and each is named', () => {
  test.each<[string, unknown, string[]]>([
    [
      'points that last a negative time',
      open({ decay: { kind: 'hold', days: -1 } }),
      ['catalogue.email_open.decay.days'],
    ],
    [
      'more than all lost in a week',
      open({ decay: { kind: 'weekly', loss: 1.1 } }),
      ['catalogue.email_open.decay.loss'],
    ],
    ['a family nobody knows', open({ family: 'mail' }), ['catalogue.email_open.family']],
    ['a recipe over a type nobody knows', when(any('demo')), ['recipes.R1.when.of.types[0]']],
    ['a recipe within no time', when({ kind: 'within', days: 0, that: any('demo_request') }), ['recipes.R1.when.days']],
    ['a recipe without a score', { recipes: { R1: { score: 0 } } }, ['recipes.R1.score']],
    ['tier 2 above tier 1', { tiers: { two: { score: 81 } } }, ['tiers.two.score']],
    ['warm above hot', { tiers: { three: { score: 71 } } }, ['tiers.three.score']],
    [
      'a recipe whose only type is taken out again',
      when({ kind: 'any', of: { families: ['negative'], except: ['careers_page_visit'] } }),
      ['recipes.R1.when.of'],
    ],
    [
      'one side of a pair that is worth nothing',
      {
        catalogue: { roi_calculator: { points: 0 } },
        ...when({ kind: 'near', one: { types: ['demo_request'] }, other: { types: ['roi_calculator'] }, hours: 1 }),
      },
      ['recipes.R1.when.other'],
    ],
    [
      'more pricing visits in a day than half hours',
      when({ kind: 'within', days: 1, that: count(50, ['pricing_page_visit']) }),
      ['recipes.R1.when.that.atLeast'],
    ],
    ['conditions eleven deep', when(nested(11)), [`recipes.R1.when${'.that'.repeat(10)}`]],
    ['conditions a thousand deep', when(nested(1_000)), [`recipes.R1.when${'.that'.repeat(10)}`]],
    ['a lane of opens', { lanes: { demo_request: { type: 'email_open' } } }, ['lanes.demo_request.type']],
    ['a recipe that ten points of opens reach', opens(10), ['recipes.many.score']],
    [
      'a recipe for who never asked for a demo, that opens reach',
      opens(9, { when: { kind: 'not', that: any('demo_request') } }),
      ['recipes.many.score'],
    ],
    [
      'opens without end that count for two kinds of interest',
      { families: { engagement: { cap: 100 } }, ...open({ repeat: 'sum' }), tiers: { two: { variety: 1 } } },
      ['tiers.two.score'],
    ],
    [
      'several things at once',
      {
        versio: 1,
        tiers: { one: { score: 'x' } },
        lanes: { contact_sales: { type: 'talk', hours: -1 } },
        recipes: { R3: { score: 0 } },
      },
      ['tiers.one.score', 'recipes.R3.score', 'lanes.contact_sales.hours', 'input', 'lanes.contact_sales.type'],
    ],
  ])('%s', (_what, part, paths) => {
    expect(pathsOf(part)).toEqual(paths);
  });

  test.each<[string, unknown]>([
    ['48 pricing visits in a day', when({ kind: 'within', days: 1, that: count(48, ['pricing_page_visit']) })],
    ['any number of different case studies', when(count(1_000, ['case_study_download']))],
    ['conditions ten deep', when(nested(10))],
    ['a lane of opens that is switched off', { lanes: { demo_request: { type: 'email_open', on: false } } }],
    ['a recipe of opens above what opens reach', opens(11)],
    ['a recipe of opens that is switched off', opens(1, { on: false })],
    ['opens with a demo request', opens(5, { when: { kind: 'and', all: [any('email_open'), any('demo_request')] } })],
    [
      'opens without end, for one kind of interest',
      { families: { engagement: { cap: 100 } }, ...open({ repeat: 'sum' }) },
    ],
  ])('%s is meant and taken', (_what, part) => {
    expect(pathsOf(part)).toEqual([]);
  });
});

describe('the hash of settings', () => {
  test('knows no order and no version', () => {
    const { version: _one, ...rest } = defaultModel;
    const backwards = Object.fromEntries(Object.entries(rest).reverse());
    expect(modelHash({ ...backwards, version: 9 } as typeof defaultModel)).toBe(modelHash(defaultModel));
  });

  test('differs when any number does', () => {
    expect(modelHash({ ...defaultModel, windowDays: 31 })).not.toBe(modelHash(defaultModel));
  });
});
