import { describe, expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../decay.ts';
import { figuresOf } from './figures.ts';
import { type Holding, type Round, withWorkingSoFar } from './rounds.ts';
import { NOW, round } from './roundsForTests.ts';

const started = NOW - 48 * HOUR_MS;
const period = { from: NOW - 72 * HOUR_MS, to: NOW, earlier: [] };
const held = (rep: string, fromMin: number, untilMin?: number): Holding => ({
  rep,
  from: started + fromMin * MINUTE_MS,
  ...(untilMin !== undefined && { until: started + untilMin * MINUTE_MS }),
});
const byRep = (...rounds: Round[]) => figuresOf(rounds, period).byRep;
const contactOf = (rep: string, ...rounds: Round[]) => byRep(...rounds).get(rep)?.signalToContact;

/** Ann had it for half an hour, Bob called 3 min after he got it. */
const rescued = round({
  assignee: 'bob',
  contactMin: 33,
  contactRep: 'bob',
  holdings: [held('ann', 0, 30), held('bob', 30, 33)],
});

describe('a rep from whom leads are taken away', () => {
  test('has left them unanswered for as long as they had them, and the rescuer is as fast as they were', () => {
    const ten = Array.from({ length: 10 }, () => rescued);
    expect(contactOf('ann', ...ten)).toMatchObject({ count: 0, open: 10, longestMs: 30 * MINUTE_MS });
    expect(contactOf('ann', ...ten)?.answeredWithin['15m']).toMatchObject({ hits: 0, of: 10 });
    expect(contactOf('bob', ...ten)).toMatchObject({ count: 10, open: 0, medianMs: 3 * MINUTE_MS });
  });

  test('changes nothing of how long the lead waited', () => {
    expect(figuresOf([rescued], period).all.signalToContact).toMatchObject({ count: 1, medianMs: 33 * MINUTE_MS });
  });

  test('is not asked whether they claimed it before they had it, nor after', () => {
    const claimed = { ...rescued, claimedAt: started + 31 * MINUTE_MS };
    expect(byRep(claimed).get('ann')?.alertToClaim).toMatchObject({ count: 0, open: 1, longestMs: 29 * MINUTE_MS });
    expect(byRep(claimed).get('bob')?.alertToClaim).toMatchObject({ count: 1, medianMs: MINUTE_MS });
  });

  test('waited in their own working time only until then', () => {
    const worked = (rep: string, from: number, to: number) => (rep === 'ann' ? (to - from) / 2 : to - from);
    const { byRep: reps } = figuresOf(withWorkingSoFar([rescued], NOW, worked), period);
    expect(reps.get('ann')?.signalToContactWorking.longestMs).toBe(15 * MINUTE_MS);
  });
});

describe('a contact', () => {
  test('by who had the lead before is their answer, though late, and not that of who has it', () => {
    const late = { ...rescued, contactRep: 'ann' };
    expect(contactOf('ann', late)).toMatchObject({ count: 1, medianMs: 33 * MINUTE_MS });
    expect(contactOf('bob', late)).toMatchObject({ count: 0, open: 1, longestMs: 3 * MINUTE_MS });
  });

  test('by a colleague who never had the lead ends the wait of who has it, unanswered', () => {
    const helped = round({ contactMin: 20, contactRep: 'cy', holdings: [held('ann', 0, 20)] });
    expect(contactOf('ann', helped)).toMatchObject({ count: 0, open: 1, longestMs: 20 * MINUTE_MS });
    expect(contactOf('cy', helped)).toBeUndefined();
  });

  test('by nobody knows whom is the answer of who had the lead then, once', () => {
    const { contactRep: _, ...unknown } = rescued;
    expect([contactOf('ann', unknown)?.count, contactOf('bob', unknown)?.count]).toEqual([0, 1]);
  });

  test('by who got the lead twice is one answer, of the second time', () => {
    const again = { ...rescued, holdings: [held('bob', 0, 10), held('ann', 10, 30), held('bob', 30, 33)] };
    expect(contactOf('bob', again)).toMatchObject({ count: 1, open: 1, medianMs: 3 * MINUTE_MS });
  });
});

test('a lead that somebody still has waits on', () => {
  expect(contactOf('ann', round({ holdings: [held('ann', 60)] }))).toMatchObject({ open: 1, longestMs: 47 * HOUR_MS });
});
