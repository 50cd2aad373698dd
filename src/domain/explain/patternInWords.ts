import type { Condition, Lane, Match, Model } from '../model.ts';
import { plural } from './whenInWords.ts';

/** How a rep reads a type; a type that the catalogue does not know is its own words. */
export function wordsOf(type: string, { catalogue }: Model): string {
  return (Object.hasOwn(catalogue, type) ? catalogue[type]?.words : undefined) ?? type;
}

/** A pattern in plain English: "asked for a demo or started a free trial within 48 hours of pricing page". */
export function patternInWords(when: Condition, model: Model): string {
  switch (when.kind) {
    case 'any':
      return matchInWords(when.of, model);
    case 'count':
      return countInWords(when, model);
    case 'near': {
      const [one, other] = [matchInWords(when.one, model), matchInWords(when.other, model)];
      return `${one} within ${plural(when.hours, 'hour')} of ${other}`;
    }
    case 'within':
      return `${partInWords(when.that, model)} in the last ${plural(when.days, 'day')}`;
    case 'and':
    case 'or':
      return when.all.map((each) => partInWords(each, model)).join(`, ${when.kind} `) || NOTHING[when.kind];
    case 'not':
      return `not ${partInWords(when.that, model)}`;
  }
}

const NOTHING = { and: 'always', or: 'never' };

/** Bracketed where "and" and "or" would run into what is around them. */
function partInWords(part: Condition, model: Model): string {
  const words = patternInWords(part, model);
  return (part.kind === 'and' || part.kind === 'or') && part.all.length > 1 ? `(${words})` : words;
}

function matchInWords({ types = [], families = [], except }: Match, model: Model): string {
  const named = [
    ...types.map((type) => wordsOf(type, model)),
    ...families.map((family) => `${withArticle(family)} signal`),
  ];
  return (named.join(' or ') || 'a signal of no kind') + exceptInWords(except, model);
}

function exceptInWords(except: string[] = [], model: Model): string {
  return except.length === 0 ? '' : ` other than ${except.map((type) => wordsOf(type, model)).join(' or ')}`;
}

function countInWords({ of, atLeast, different }: Extract<Condition, { kind: 'count' }>, model: Model): string {
  const { types = [], families = [], except } = of;
  const many = `at least ${atLeast}${different ? ' different' : ''}`;
  if (types.length === 0 && families.length > 0)
    return `${many} ${families.join(' or ')} ${atLeast === 1 ? 'signal' : 'signals'}${exceptInWords(except, model)}`;
  if (types.length === 1 && families.length === 0 && !different)
    return `${matchInWords(of, model)} at least ${timesInWords(atLeast)}`;
  return `${many} of: ${matchInWords(of, model)}`;
}

/** What a lane asks for, but not since when: "pricing page twice at least 60 minutes apart". */
export function laneInWords({ type, times, apartMinutes }: Lane, model: Model): string {
  const words = wordsOf(type, model);
  if (times === 1) return words;
  const apart = apartMinutes > 0 ? ` at least ${plural(apartMinutes, 'minute')} apart` : '';
  return `${words} ${timesInWords(times)}${apart}`;
}

function timesInWords(times: number): string {
  return ['never', 'once', 'twice'][times] ?? `${times} times`;
}

function withArticle(word: string): string {
  return `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;
}
