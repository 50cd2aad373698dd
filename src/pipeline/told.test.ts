import { describe, expect, test } from '@jest/globals';
import { Failure } from '../failure.ts';
import type { Step } from '../store/steps.ts';
import type { Parts } from './parts.ts';
import { type AlertPayload, afterSilence, payloadOf } from './told.ts';

const NOW = Date.UTC(2026, 10, 23, 10);
const patienceMs = 60_000;
const parts = { now: () => NOW, chance: () => 0 } as Parts;
const failures = {
  retry: Failure.retry('slack: HTTP 500'),
  rateLimited: Failure.rateLimited('slack: too many', NOW + 30_000),
  blocked: Failure.blocked('slack: token_revoked'),
  permanent: Failure.permanent('slack: users_not_found'),
};

function step(payload: Partial<AlertPayload> = {}, more: Partial<Step> = {}): Step {
  const whole: AlertPayload = { episode: 'e1', to: 'assignee', at: NOW, ...payload };
  const rest = { attempt: 1, calledAt: undefined, repeats: 0, ...more };
  return { id: 's1', kind: 'alert', subject: 'e1', payload: whole, ...rest };
}
function after(failure: Failure, of: Step, others: string[], isUnsent = false) {
  const told = afterSilence(parts, of, failure, { kind: 'slack', others, patienceMs, isUnsent });
  const [next] = told?.next ?? [];
  return { told, settled: told?.settlement, next: next && payloadOf(next as unknown as Step), due: next?.dueAt };
}
const fresh = step();
const old = step({ at: NOW - patienceMs });

describe('after a failure, with nobody else to ask', () => {
  test.each(['retry', 'rateLimited', 'blocked'] as const)(
    'of kind %s the same is tried again, however long',
    (kind) => {
      for (const one of [fresh, old]) {
        expect(after(failures[kind], one, [])).toMatchObject({ settled: { kind: 'later' }, next: undefined });
      }
    },
  );
  test('of kind permanent there is no way', () => {
    expect(after(failures.permanent, old, []).told).toBeUndefined();
  });
});

describe('after a failure, with another channel', () => {
  const waits = { kind: 'later' };
  const goesOver = { kind: 'done', not: ['slack'], at: NOW };
  const never = { kind: 'done', never: ['slack'], not: [], at: NOW };

  test.each([
    ['retry', 'fresh', waits],
    ['retry', 'old', goesOver],
    ['rateLimited', 'fresh', waits],
    ['rateLimited', 'old', goesOver],
    ['blocked', 'fresh', goesOver],
    ['blocked', 'old', goesOver],
    ['permanent', 'fresh', never],
    ['permanent', 'old', never],
  ] as const)('of kind %s, of one that is %s, it waits, goes over, or never comes back', (kind, age, expected) => {
    const { settled, next } = after(failures[kind], age === 'old' ? old : fresh, ['email']);
    const way = next && { not: next.not, at: next.at, ...(next.never && { never: next.never }) };
    expect({ kind: settled?.kind, ...way }).toEqual(expected);
  });
  test('it waits no longer than its patience lasts', () => {
    const late = step({ at: NOW - patienceMs + 1_000 }, { attempt: 8 });
    expect(after(failures.retry, late, ['email']).settled).toMatchObject({ kind: 'later', at: NOW + 1_000 });
  });
});

describe('with every channel shut', () => {
  test('a third is asked before the second is asked again', () => {
    const second = step({ not: ['email'], at: NOW - patienceMs });
    expect(after(failures.retry, second, ['email', 'teams']).next?.not).toEqual(['email', 'slack']);
  });
  test('they are asked in turn, and those that are blocked no faster than one alone', () => {
    const { next, due } = after(failures.blocked, step({ not: ['email'] }), ['email']);
    expect(next?.not).toEqual(['slack']);
    expect(due).toBe(NOW + 120_000);
  });
  test('one that can never take it leaves the others all to be asked', () => {
    const { next } = after(failures.permanent, step({ not: ['email'], never: ['teams'] }), ['email']);
    expect(next).toMatchObject({ never: ['teams', 'slack'], not: [] });
  });
});

describe('what may be there already', () => {
  test.each([
    ['a post without an answer', Failure.retry('slack: no answer', { outcomeUnknown: true }), old],
    ['one before, without an answer', failures.retry, step({ at: 0 }, { calledAt: NOW - 1 })],
    ['one that was made again', failures.retry, step({ at: 0 }, { repeats: 1 })],
    ['what another channel may have told', failures.retry, step({ at: 0, repeated: true })],
  ])('says so in the next channel: %s', (_, failure, of) => {
    expect(after(failure, of, ['email']).next?.repeated).toBe(true);
  });
  test('stays so when the next try fails before anything is posted', () => {
    const asked = step({}, { calledAt: NOW - 1 });
    expect(after(failures.retry, asked, [], true).settled).toMatchObject({ keepCall: true });
    expect(after(failures.retry, asked, [], false).settled).toMatchObject({ keepCall: false });
  });
});
