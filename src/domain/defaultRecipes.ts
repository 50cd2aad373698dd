import type { Match, Recipe } from './model.ts';

const types = (...names: string[]): Match => ({ types: names });
const family = (name: string, ...except: string[]): Match => ({
  families: [name],
  ...(except.length > 0 && { except }),
});

/** The recipes a new workspace starts with: DESIGN 6. */
export const defaultRecipes: Record<string, Recipe> = {
  R1: {
    on: true,
    tier: 1,
    score: 60,
    words: 'a demo or trial with a pricing visit within 48 hours, and research',
    when: {
      kind: 'and',
      all: [
        { kind: 'near', one: types('demo_request', 'free_trial_start'), other: types('pricing_page_visit'), hours: 48 },
        { kind: 'any', of: family('research') },
      ],
    },
  },
  R2a: {
    on: true,
    tier: 2,
    score: 40,
    words: '3 different research signals in 7 days',
    when: {
      kind: 'within',
      days: 7,
      that: { kind: 'count', of: family('research'), atLeast: 3, different: true },
    },
  },
  R2b: {
    on: true,
    tier: 2,
    score: 40,
    words: 'more than a page visit, at a company with news',
    when: {
      kind: 'and',
      all: [
        { kind: 'any', of: family('critical', 'pricing_page_visit', 'upgrade_page_visit') },
        { kind: 'any', of: family('firmographic') },
      ],
    },
  },
  R3: {
    on: true,
    tier: 2,
    score: 40,
    words: 'product use and an upgrade page visit within 48 hours',
    when: { kind: 'near', one: family('product'), other: types('upgrade_page_visit'), hours: 48 },
  },
};
