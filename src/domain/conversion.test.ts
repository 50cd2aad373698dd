import { describe, expect, test } from '@jest/globals';
import { conversionsOf } from './conversion.ts';
import type { Entry } from './replay.ts';

const outcome = (lead: string, won: boolean, at = 10): Entry => ({ kind: 'outcome', lead, at, won });

function signal(lead: string, type: string, at = 0): Entry {
  const more = { subject: 'lead', receivedAt: at, confidence: 1, source: 'web' } as const;
  return { kind: 'signal', lead, at, offsetMs: 0, signal: { id: `${lead} ${type} ${at}`, type, at, ...more } };
}

const outcomes = (won: number, lost: number) => [
  ...Array.from({ length: won }, (_, i) => outcome(`w${i}`, true)),
  ...Array.from({ length: lost }, (_, i) => outcome(`l${i}`, false)),
];

describe('the leads with an outcome', () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
  test.each([
    { won: 81, of: 263, low: 0.2553, high: 0.3662 },
    { won: 15, of: 148, low: 0.0624, high: 0.1605 },
    { won: 0, of: 20, low: 0, high: 0.1611 },
    { won: 1, of: 29, low: 0.0061, high: 0.1718 },
  ])('$won won of $of is between $low and $high', ({ won, of, low, high }) => {
    const { closed } = conversionsOf(outcomes(won, of - won));
    expect(closed).toEqual({ won, of, share: won / of, low: expect.closeTo(low, 4), high: expect.closeTo(high, 4) });
  });

  test('of none there is no share', () => {
    expect(conversionsOf([signal('a', 'email_open')]).closed).toEqual({ won: 0, of: 0 });
  });

  test('a lead lost and won again is one lead, won', () => {
    expect(conversionsOf([outcome('a', false), outcome('a', true, 20)]).closed).toMatchObject({ won: 1, of: 1 });
  });
});

describe('by signal type', () => {
  const won = (...entries: Entry[]) =>
    [...conversionsOf(entries).bySignalType].map(([type, { won: count, of }]) => [type, count, of]);

  test('a lead counts once for each type, with or without an outcome', () => {
    const log = [signal('a', 'demo_request'), signal('a', 'demo_request', 5), signal('b', 'demo_request')];
    expect(won(...log, signal('b', 'email_open'), outcome('a', true))).toEqual([
      ['demo_request', 1, 2],
      ['email_open', 0, 1],
    ]);
  });

  test('what a lead did after it was won does not count', () => {
    expect(won(signal('a', 'demo_request', 10), signal('a', 'email_open', 11), outcome('a', true))).toEqual([
      ['demo_request', 1, 1],
    ]);
  });
});
