import { describe, expect, test } from '@jest/globals';
import { patternProblem } from './patterns.ts';

describe('a pattern', () => {
  test.each([
    '/pricing|/plans(/|$)',
    '^(/[a-z]{2}(-[a-z]{2})?)?/(docs|api)(/|$)',
    '^(?:\\w+ )?student$',
    'buy(ing|er).*guide|\\bguide\\b',
    '(ab{2})+',
    '[(+*|]+',
    '\\(a+\\)+',
    'a{1,3}b?',
    '(?=.*demo).*now',
    'a{9}b{0,9}c{9}',
    '\\x28a+\\x29+',
  ])('%s is taken', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  });

  test.each([
    ['(a+)+$', 'another repeat'],
    ['(a*)*', 'another repeat'],
    ['((a{2,})b)*', 'another repeat'],
    ['(a|aa)+$', 'a choice'],
    ['((a|b)c){3}', 'a choice'],
    ['(.*x){12}', 'another repeat'],
    ['(?:\\w+\\s?)*!', 'another repeat'],
    ['.*a.*b.*c', 'more than 2 unlimited'],
    ['x{0,10}x{0,10}x{0,10}', 'more than 2 unlimited'],
    ['(a)\\1+', 'refer back'],
    ['(?<it>a)\\k<it>', 'refer back'],
    ['a'.repeat(301), 'at most 300'],
    ['(a', 'no regular expression'],
    ['[z-a]', 'no regular expression'],
  ])('%s is refused: %s', (pattern, why) => {
    expect(patternProblem(pattern)).toContain(why);
  });
});
