import { HOUR_MS } from '../decay.ts';
import { defaultModel, type Model, type TypeRule } from '../model.ts';
import { NOW } from '../signalsForTests.ts';

/** Four hours of a lead: everything folds, fades and ends within minutes or hours. */
export const from = NOW - 4 * HOUR_MS;
export const period = { from, to: NOW };

const rule = (type: string, points: number, decay: TypeRule['decay']): TypeRule => ({
  ...(defaultModel.catalogue[type] as TypeRule),
  points,
  decay,
});
const hold = { kind: 'hold', days: 2 / 24 } as const;
const linear = { kind: 'linear', days: 3 / 24 } as const;
const weekly = { kind: 'weekly', loss: 0.9 } as const;

/** The default model, hours long. */
export const brief: Model = {
  ...defaultModel,
  windowDays: 2.5 / 24,
  foldMinutes: 10,
  catalogue: {
    demo_request: rule('demo_request', 30, hold),
    pricing_page_visit: rule('pricing_page_visit', 25, weekly),
    case_study_download: rule('case_study_download', 15, linear),
    technical_docs: rule('technical_docs', 15.5, weekly),
    blog_engagement: rule('blog_engagement', 5, linear),
    email_open: rule('email_open', 6, linear),
    email_link_click: rule('email_link_click', 8, hold),
    usage_limit_hit: rule('usage_limit_hit', 20, linear),
    funding_announced: rule('funding_announced', 12, hold),
    careers_page_visit: rule('careers_page_visit', -15, { kind: 'linear', days: 1 / 24 }),
  },
  families: { ...defaultModel.families, engagement: { variety: 'whole family', cap: 6 } },
  tiers: { one: { score: 60, variety: 3 }, two: { score: 45, variety: 2, counted: 2 }, three: { score: 30 } },
  opening: { ...defaultModel.opening, coolScore: 40 },
  recipes: {
    near: {
      on: true,
      tier: 1,
      score: 40,
      words: 'a demo near a pricing visit',
      when: { kind: 'near', one: { types: ['demo_request'] }, other: { types: ['pricing_page_visit'] }, hours: 1 },
    },
    soon: {
      on: true,
      tier: 2,
      score: 30,
      words: '2 different research signals soon',
      when: {
        kind: 'within',
        days: 1 / 24,
        that: { kind: 'count', of: { families: ['research'] }, atLeast: 2, different: true },
      },
    },
  },
  lanes: { two_visits: { on: true, type: 'pricing_page_visit', times: 2, apartMinutes: 20, hours: 1 } },
};
/** With a pattern that asks that something is not there. */
export const wary: Model = {
  ...brief,
  recipes: {
    ...brief.recipes,
    unspoilt: {
      on: true,
      tier: 2,
      score: 20,
      words: 'research, and no look at open jobs',
      when: {
        kind: 'and',
        all: [
          { kind: 'any', of: { families: ['research'] } },
          { kind: 'not', that: { kind: 'any', of: { families: ['negative', 'engagement'] } } },
          {
            kind: 'not',
            that: { kind: 'near', one: { types: ['pricing_page_visit'] }, other: { families: ['research'] }, hours: 1 },
          },
        ],
      },
    },
  },
};
/** With a lane that one signal is enough for. */
export const swift: Model = {
  ...brief,
  lanes: { ...brief.lanes, demo: { on: true, type: 'demo_request', times: 1, apartMinutes: 0, hours: 1 } },
};

export const types = Object.keys(brief.catalogue);
