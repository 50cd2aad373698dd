import { describe, expect, test } from '@jest/globals';
import { utcClock } from '../explain/whenInWords.ts';
import { deedInWords, dismissedInWords, saidInWords } from './storyDeeds.ts';

const told = { name: (rep: string) => ({ a: 'Ann', b: 'Bob' })[rep] ?? rep, clock: utcClock };
const until = Date.UTC(2026, 10, 23, 10, 40);

describe('a deed is told', () => {
  test.each<[object, object, string]>([
    [{ deed: 'snooze', by: 'a' }, { until }, 'Ann snoozed it until 23 Nov 10:40 UTC'],
    [{ deed: 'release', by: 'a' }, { from: 'a' }, 'Ann released it'],
    [{ deed: 'release', name: 'max@acme.example' }, { from: 'a' }, 'max@acme.example released the claim of Ann'],
    [{ deed: 'reassign', by: 'a', to: 'b' }, { result: { owner: 'a' } }, 'Ann gave it to Bob'],
    [{ deed: 'reassign', by: 'a', to: 'b' }, { result: { owner: 'b' } }, 'Ann gave it to Bob, who owns it from now on'],
    [{}, { text: 'x' }, 'deed: text x'],
  ])('%j', (inputs, outcome, text) => {
    expect(deedInWords(inputs, outcome, told)).toBe(text);
  });

  test('as who closed it, why, and in which words', () => {
    const inputs = { deed: 'not_a_fit', by: 'a', reason: 'too_small', note: 'two people' };
    expect(dismissedInWords(inputs, told)).toBe('Ann closed it, not a fit: too small ("two people")');
    expect(dismissedInWords({ because: 'a deal' }, told)).toBeUndefined();
  });

  test('a contact by whose word it is', () => {
    expect(saidInWords({ touch: {}, said: { name: 'Ann' } })).toBe(', by their word');
    expect(saidInWords({ touch: {}, said: { name: 'Ann', note: ' voice\nmail ' } })).toBe(
      ', by their word: "voice mail"',
    );
    expect(saidInWords({ touch: {} })).toBe('');
  });
});
