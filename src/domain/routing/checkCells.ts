import { wordOf } from '../fit/fitFacts.ts';
import type { LeadFacts } from './facts.ts';
import type { Territory } from './settings.ts';

/** A country, an industry or a source that no territory names. */
export const OTHER = 'any other';

/** What of a lead territories ask about. */
export type Cell = Pick<LeadFacts, 'country' | 'industry' | 'source' | 'companySize'>;

/**
 * The values of one fact between which no territory makes a difference stand for each other; undefined is "not known", and comes
 * first: what need not be known of a lead is not told.
 */
type Classes = (string | undefined)[];

/**
 * Leads of which every other lead is told apart by no territory: one for each way in which the values named, any other value and
 * "not known" go together. `count` is known before any is made.
 */
export function cellsOf(territories: readonly Territory[]): { count: number; cells: Iterable<Cell> } {
  const classes = {
    country: classesOf(territories.map(({ countries }) => countries)),
    industry: classesOf(territories.map(({ industries }) => industries)),
    source: classesOf(territories.map(({ sources }) => sources)),
    companySize: sizesOf(territories),
  };
  const count = Object.values(classes).reduce((product, values) => product * values.length, 1);
  return { count, cells: combined(classes) };
}

function* combined(classes: Record<keyof Cell, Classes>): Iterable<Cell> {
  for (const country of classes.country)
    for (const industry of classes.industry)
      for (const source of classes.source)
        for (const companySize of classes.companySize)
          yield {
            ...(country !== undefined && { country }),
            ...(industry !== undefined && { industry }),
            ...(source !== undefined && { source }),
            ...(companySize !== undefined && { companySize }),
          };
}

/** One value of each class; `lists` are those of the territories, where they have one. */
function classesOf(lists: readonly (readonly string[] | undefined)[]): Classes {
  if (lists.every((list) => list === undefined)) return [undefined];
  const known = lists.map((list) => list && new Set(list.map(wordOf)));
  const named = lists.flatMap((list) => list ?? []).filter((value) => value !== '?');
  const classes = new Map<string, string>();
  for (const value of [...named, otherThan(named)]) {
    const askers = known.map((list) => (list?.has(wordOf(value)) === false ? '-' : '+')).join('');
    if (!classes.has(askers)) classes.set(askers, value);
  }
  return [undefined, ...classes.values()];
}

function otherThan(named: readonly string[]): string {
  const words = new Set(named.map(wordOf));
  let other = OTHER;
  while (words.has(other)) other += ' still';
  return other;
}

/** The sizes at which the answer of some territory changes, and just beyond. */
function sizesOf(territories: readonly Territory[]): Classes {
  const sizes = territories.flatMap(({ size }) => (size === undefined ? [] : [size]));
  if (sizes.length === 0) return [undefined];
  const steps = sizes.flatMap(({ atLeast, atMost }) => [
    ...(atLeast === undefined ? [] : [atLeast]),
    ...(atMost === undefined ? [] : [atMost + 1]),
  ]);
  const starts = [...new Set([0, ...steps])].toSorted((a, b) => a - b);
  return [undefined, ...starts.map(String)];
}
