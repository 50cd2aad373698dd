import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { utcClock } from '../explain/whenInWords.ts';
import { byUrgency, dueInWords, isLate, timeInWords, type Urgent } from './urgency.ts';

const NOW = Date.UTC(2026, 10, 23, 10, 28);
const minute = 60_000;
const lead = (episode: string, more: Partial<Urgent> = {}): Urgent => ({
  episode,
  respondBy: NOW + 12 * minute,
  tier: 2,
  score: 70,
  ...more,
});

test('the latest comes first, then what is due, the hotter of equals, and those without a clock last', () => {
  const queue = [
    lead('talked', { fyi: true, respondBy: NOW - 99 * minute, tier: 1 }),
    lead('cooler', { score: 60 }),
    lead('later', { respondBy: NOW + 40 * minute, tier: 1, score: 99 }),
    lead('hotter', { score: 71 }),
    lead('tier one', { tier: 1, score: 60 }),
    lead('late', { respondBy: NOW - minute }),
    lead('later still', { respondBy: NOW - 42 * minute }),
  ];
  expect(queue.toSorted(byUrgency).map(({ episode }) => episode)).toEqual([
    'later still',
    'late',
    'tier one',
    'hotter',
    'cooler',
    'later',
    'talked',
  ]);
});

describe('the order is total', () => {
  const urgent: fc.Arbitrary<Urgent> = fc.record({
    episode: fc.constantFrom('a', 'b', 'c'),
    respondBy: fc.integer({ min: NOW - 3, max: NOW + 3 }),
    tier: fc.constantFrom(1, 2, 3),
    score: fc.integer({ min: 60, max: 62 }),
    fyi: fc.boolean(),
  });
  test('one of two episodes is always before the other', () => {
    fc.assert(
      fc.property(urgent, urgent, (a, b) => {
        expect(Math.sign(byUrgency(a, b))).toBe(-Math.sign(byUrgency(b, a)) + 0);
        expect(byUrgency(a, b) === 0).toBe(a.episode === b.episode && byUrgency(a, { ...b, episode: a.episode }) === 0);
      }),
    );
  });
  test('before is before everything after', () => {
    fc.assert(
      fc.property(urgent, urgent, urgent, (a, b, c) => {
        fc.pre(byUrgency(a, b) <= 0 && byUrgency(b, c) <= 0);
        expect(byUrgency(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('when an answer is due', () => {
  test.each([
    ['in time', {}, 'respond by 10:40, in 12 min'],
    ['in seconds', { respondBy: NOW + 30_000 }, 'respond by 10:28, in less than a minute'],
    ['tomorrow', { respondBy: NOW + 24 * 60 * minute }, 'respond by 24 Nov 10:28, in 24 hours'],
    ['late', { respondBy: NOW - 42 * minute }, '42 min late'],
    ['late by an hour and more', { respondBy: NOW - 119 * minute }, '119 min late'],
    ['without a clock', { fyi: true }, 'no clock: they were spoken with in the last day'],
  ])('is said %s', (_, more, words) => {
    expect(dueInWords(lead('one', more), NOW, utcClock)).toBe(words);
  });
  test('an answer is not late at the minute it is due', () => {
    expect([isLate({ respondBy: NOW }, NOW), isLate({ respondBy: NOW }, NOW + 1)]).toEqual([false, true]);
  });
  test('a time of another local day has its date', () => {
    const kolkata = { offsetMsAt: () => 330 * minute, name: 'Kolkata' };
    expect(timeInWords(NOW + 9 * 60 * minute, NOW, kolkata)).toBe('24 Nov 00:58');
  });
});
