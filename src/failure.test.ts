import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterFailure, Failure } from './failure.ts';

const NOW = 1_000_000;

test('the first retry comes after 2 s, the fifth after 32 s, and none waits longer than 12 minutes', () => {
  const wait = (attempt: number, chance: number) => {
    const next = afterFailure(Failure.retry('x'), attempt, NOW, chance);
    return next.kind === 'later' ? next.at - NOW : undefined;
  };
  expect([wait(1, 0), wait(5, 0), wait(100, 0), wait(100, 1)]).toEqual([2_000, 32_000, 600_000, 720_000]);
});

test('a later attempt never waits less than an earlier one', () => {
  const at = (attempt: number) => {
    const next = afterFailure(Failure.retry('x'), attempt, NOW, 0.5);
    return next.kind === 'later' ? next.at : 0;
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 998 }), (attempt) => {
      expect(at(attempt + 1)).toBeGreaterThanOrEqual(at(attempt));
      expect(at(attempt)).toBeGreaterThan(NOW);
    }),
  );
});

test('a rate limit comes back when the vendor said, and costs no attempt', () => {
  const next = afterFailure(Failure.rateLimited('x', NOW + 7_000), 3, NOW, 0);
  expect(next).toEqual({ kind: 'later', at: NOW + 7_000, countAttempt: false });
});

test('what is blocked is tried every two minutes for ever, and costs no attempt', () => {
  const next = afterFailure(Failure.blocked('x'), 10_000, NOW, 0);
  expect(next).toEqual({ kind: 'later', at: NOW + 120_000, countAttempt: false });
});

test('a permanent failure, or a week of retries, ends it', () => {
  expect(afterFailure(Failure.permanent('x'), 1, NOW, 0)).toEqual({ kind: 'failed' });
  expect(afterFailure(Failure.retry('x'), 1_000, NOW, 0)).toEqual({ kind: 'failed' });
});

test('an unforeseen error is worth another try and keeps its cause', () => {
  const cause = new TypeError('boom');
  const failure = Failure.from(cause);
  expect([failure.kind, failure.cause, failure.outcomeUnknown]).toEqual(['retry', cause, false]);
  expect(Failure.from(failure)).toBe(failure);
});
