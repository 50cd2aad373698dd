import { describe, expect, test } from '@jest/globals';
import { DAY_MS, MINUTE_MS } from '../decay.ts';
import { repOf, type Round, withWorkingSoFar } from './rounds.ts';
import { NOW, round } from './roundsForTests.ts';
import { type Measure, waitOf, workingWaitOf } from './waits.ts';

const started = NOW - 2 * DAY_MS;
const minutesOf = (one: Round, measure: Measure, now = NOW) => {
  const wait = waitOf(one, measure, now);
  return wait && { min: wait.ms / MINUTE_MS, answered: wait.answered };
};

describe('a wait', () => {
  const usual = round({ alertMin: 2, claimMin: 5, contactMin: 30 });

  test.each([
    { measure: 'signalToAlert', min: 2 },
    { measure: 'alertToClaim', min: 3 },
    { measure: 'alertToContact', min: 28 },
    { measure: 'signalToContact', min: 30 },
  ] as const)(
    '$measure of an alert after 2, a claim after 5 and a contact after 30 min is $min min',
    ({ measure, min }) => {
      expect(minutesOf(usual, measure)).toEqual({ min, answered: true });
    },
  );

  test('what happens later is not known yet', () => {
    expect(minutesOf(usual, 'signalToContact', started + 29 * MINUTE_MS)).toEqual({ min: 29, answered: false });
    expect(minutesOf(usual, 'alertToClaim', started + MINUTE_MS)).toBeUndefined();
    expect(minutesOf(usual, 'signalToContact', started - 1)).toBeUndefined();
  });

  test('a contact without a claim claims', () => {
    expect(minutesOf(round({ contactMin: 9 }), 'alertToClaim')).toEqual({ min: 8, answered: true });
  });

  test('a contact before the alert is no answer to the alert, but one to the signal', () => {
    const early = round({ alertMin: 20, contactMin: 10 });
    expect(minutesOf(early, 'alertToContact')).toBeUndefined();
    expect(minutesOf(early, 'signalToContact')).toEqual({ min: 10, answered: true });
  });

  test.each([
    { closedAs: 'not_a_fit', min: 2 * 24 * 60 },
    { closedAs: 'won', min: 2 * 24 * 60 },
    { closedAs: 'duplicate', min: 15 },
  ] as const)('closing as $closedAs after 15 min without a contact leaves $min min of waiting', ({ closedAs, min }) => {
    const closed = round({ closedAt: started + 15 * MINUTE_MS, closedAs });
    expect(minutesOf(closed, 'signalToContact')).toEqual({ min, answered: false });
  });

  test('nobody waits for an alert about a lead that was contacted', () => {
    const { alertedAt: _, ...silent } = round({ contactMin: 10 });
    expect(minutesOf(silent, 'signalToAlert')).toEqual({ min: 10, answered: false });
  });

  test('a contact that the CRM dates before the signal took no time', () => {
    expect(minutesOf(round({ contactMin: -3 }), 'signalToContact')).toEqual({ min: 0, answered: true });
  });
});

describe('in working time', () => {
  const worked = (rep: string) => (rep === 'ann' ? 7 * MINUTE_MS : undefined);
  const workingMin = (one: Round) => (workingWaitOf(one, NOW)?.ms ?? NaN) / MINUTE_MS;

  test('an answered round has what it took', () => {
    expect(workingMin(round({ contactMin: 600, workingMs: 12 * MINUTE_MS }))).toBe(12);
  });

  test('an open round has what it has lasted so far, of a rep whose hours are known', () => {
    const rounds = withWorkingSoFar([round(), round({ assignee: 'bob' }), round({ assignee: undefined })], NOW, worked);
    expect(rounds.map(workingMin)).toEqual([7, 2 * 24 * 60, 2 * 24 * 60]);
  });
});

describe('the rep of a round', () => {
  test.each([
    { why: 'who answered it', of: round({ contactMin: 5, contactRep: 'bob' }), rep: 'bob' },
    { why: 'the assignee, when the CRM does not say who answered', of: round({ contactMin: 5 }), rep: 'ann' },
    { why: 'the assignee, when nobody did', of: round(), rep: 'ann' },
    { why: 'nobody, when nobody has it', of: round({ assignee: undefined }), rep: 'nobody' },
  ])('is $why', ({ of, rep }) => {
    expect(repOf(of, NOW)).toBe(rep);
  });
});
