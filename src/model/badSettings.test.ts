import { describe, expect, test } from '@jest/globals';
import { nextChange } from '../domain/forecast.ts';
import type { Condition } from '../domain/model.ts';
import { NOW, signal } from '../domain/signalsForTests.ts';
import { standingAt } from '../domain/tiers.ts';
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
const hold = (days: number) => open({ decay: { kind: 'hold', days } });
const lane = (rule: object) => ({ lanes: { contact_sales: rule } });
const visits = (foldMinutes: number, hours: number, more: object = {}) => ({
  foldMinutes,
  lanes: { two_pricing_visits: { hours, apartMinutes: 0, ...more } },
});
const near = (hours: number) => ({
  kind: 'near',
  one: { types: ['demo_request'] },
  other: { types: ['roi_calculator'] },
  hours,
});
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

  test.each<[string, unknown, string]>([
    ['signals worth nothing that count', { countedPoints: 0 }, 'countedPoints'],
    ['interest worth less than nothing', { varietyPoints: -1 }, 'varietyPoints'],
    ['all lost at once', open({ decay: { kind: 'weekly', loss: 1 } }), 'catalogue.email_open.decay.loss'],
    ['a score no lead cools below', { opening: { coolScore: 0 } }, 'opening.coolScore'],
    ['a recipe hot and cool at once', { opening: { coolRecipeMargin: 0 } }, 'opening.coolRecipeMargin'],
    ['everybody warm', { tiers: { three: { score: 0 } } }, 'tiers.three.score'],
    ['points held for a second', hold(1 / 86_400), 'catalogue.email_open.decay.days'],
    ['points gone in a second', open({ decay: { kind: 'linear', days: 1e-5 } }), 'catalogue.email_open.decay.days'],
    ['a window of half a minute', { windowDays: 0.5 / 1440 }, 'windowDays'],
    ['a visit of more than a day', visits(1441, 48), 'foldMinutes'],
    ['clocks more than an hour ahead', { aheadMinutes: 60.1 }, 'aheadMinutes'],
    ['a lane of more than a year', lane({ hours: 24 * 366 + 1 }), 'lanes.contact_sales.hours'],
    ['a pair more than a year apart', when(near(24 * 367)), 'recipes.R1.when.hours'],
    [
      'such a pair inside',
      when({ kind: 'and', all: [{ kind: 'not', that: near(1e9) }] }),
      'recipes.R1.when.all[0].that.hours',
    ],
    ['news older than a month', { opening: { receivedWithinHours: 24 * 32 } }, 'opening.receivedWithinHours'],
    ['a lane of what speaks against', lane({ type: 'careers_page_visit' }), 'lanes.contact_sales.type'],
    ['a lane worth nothing', { catalogue: { contact_sales: { points: 0 } } }, 'lanes.contact_sales.type'],
    ['a lane of a state, which may last for years', lane({ type: 'usage_limit_hit' }), 'lanes.contact_sales.type'],
    ['two visits that are always one', visits(60, 1), 'lanes.two_pricing_visits.hours'],
    ['an address as a domain', { suppression: { ownDomains: ['us.com', 'ann@us.com'] } }, 'suppression.ownDomains[1]'],
    [
      'a link as a domain',
      { suppression: { competitorDomains: ['https://rival.com'] } },
      'suppression.competitorDomains[0]',
    ],
    ['a link without its scheme', { suppression: { ownDomains: ['us.com/about'] } }, 'suppression.ownDomains[0]'],
    ['two domains in one', { suppression: { disposableDomains: ['a.com b.com'] } }, 'suppression.disposableDomains[0]'],
    ['no domain at all', { suppression: { disposableDomains: [''] } }, 'suppression.disposableDomains[0]'],
    ['no status at all', { suppression: { disqualifiedStatuses: [''] } }, 'suppression.disqualifiedStatuses[0]'],
    ['one status for a list', { suppression: { disqualifiedStatuses: 'junk' } }, 'suppression.disqualifiedStatuses'],
    [
      'the hot status as that of no lead',
      { suppression: { disqualifiedStatuses: ['Junk', 'Hot Lead - Immediate Action Required'] } },
      'suppression.disqualifiedStatuses[1]',
    ],
    [
      "the hot status in HubSpot's words",
      { suppression: { disqualifiedStatuses: ['HOT_LEAD_IMMEDIATE_ACTION_REQUIRED'] } },
      'suppression.disqualifiedStatuses[0]',
    ],
    [
      'what follows a contact as the status of no lead',
      { sla: { statusAfterContact: 'unqualified' } },
      'suppression.disqualifiedStatuses[0]',
    ],
    ['a name as a domain', { fit: { freeDomains: ['gmail'] } }, 'fit.freeDomains[0]'],
    ['the ending of an address', { fit: { freeDomains: ['@gmail.com'] } }, 'fit.freeDomains[0]'],
    ['a domain that begins with its dot', { fit: { educationDomains: ['.edu'] } }, 'fit.educationDomains[0]'],
  ])('%s', (_what, part, path) => {
    expect(pathsOf(part)).toEqual([path]);
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
    ['the least that counts', { countedPoints: 0.1, varietyPoints: 0.1 }],
    ['nearly all lost in a week', open({ decay: { kind: 'weekly', loss: 0.999 } })],
    ['the lowest bars', { opening: { coolScore: 1, coolRecipeMargin: 0.1 }, tiers: { three: { score: 1 } } }],
    ['points and a window of a minute', { windowDays: 1 / 1440, ...hold(1 / 1440) }],
    ['the widest windows', { aheadMinutes: 60, opening: { receivedWithinHours: 24 * 31 }, ...when(near(24 * 366)) }],
    ['a visit of a day and a lane of a year', visits(1440, 24 * 366)],
    ['a lane of a state that is switched off', lane({ type: 'usage_limit_hit', on: false })],
    ['two visits that fit in exactly', visits(59, 1)],
    ['one visit, however long it is', visits(60, 1, { times: 1 })],
    ['statuses of their own', { suppression: { disqualifiedStatuses: ['Junk', 'junk', 'Nicht qualifiziert'] } }],
    ['no status', { suppression: { disqualifiedStatuses: [] }, sla: { statusAfterContact: 'unqualified' } }],
    [
      'domains as they are',
      { suppression: { ownDomains: ['Eu.us.co.uk', 'b\u00fccher.de'] }, fit: { educationDomains: ['edu'] } },
    ],
  ])('%s is meant and taken', (_what, part) => {
    expect(pathsOf(part)).toEqual([]);
  });
});

test('a part of a millisecond ahead is taken, and what is forecast is a whole one', () => {
  const model = modelFrom({ aheadMinutes: 1 / 7 }, 'draft');
  const signals = [signal('demo_request', -3_600_000)];
  const at = nextChange(NOW, signals, model)?.at ?? 0;
  expect(at).toBe(NOW + 3_600_000 - Math.floor(60_000 / 7));
  expect([at - 1, at].map((instant) => standingAt(instant, signals, model).hot)).toEqual([false, true]);
});
