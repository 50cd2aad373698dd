import { describe, expect, test } from '@jest/globals';
import type { FailureKind } from '../../failure.ts';
import { failureOfAnswer, failureOfItem, failureOfSending } from './failure.ts';

const now = Date.parse('2026-11-20T22:30:00.500Z');
const create = { what: 'create tasks', writes: true };
const read = { what: 'read contacts', writes: false };

function failure(
  status: number,
  body: object = {},
  more: { retryAfter?: string; writes?: boolean; timeZone?: string } = {},
) {
  const answer = { status, retryAfter: more.retryAfter, body: JSON.stringify({ correlationId: 'c0ffee', ...body }) };
  return failureOfAnswer({ what: 'create tasks', writes: more.writes ?? true }, answer, now, more.timeZone ?? 'UTC');
}

describe('an answer that is a refusal', () => {
  test.each<[number, FailureKind, string, boolean]>([
    [400, 'permanent', 'invalid', false],
    [401, 'blocked', 'unauthorized', false],
    [403, 'blocked', 'forbidden', false],
    [404, 'permanent', 'not_found', false],
    [409, 'permanent', 'conflict', false],
    [415, 'permanent', 'invalid', false],
    [423, 'retry', 'locked', false],
    [429, 'rateLimited', 'rate_limit', false],
    [477, 'rateLimited', 'moving', false],
    [500, 'retry', 'server_error', true],
    [502, 'retry', 'server_error', true],
    [503, 'retry', 'server_error', true],
    [504, 'retry', 'server_error', true],
    [521, 'retry', 'server_error', true],
  ])('%d on a write is %s (%s), outcome unknown: %s', (status, kind, code, outcomeUnknown) => {
    expect(failure(status)).toMatchObject({ kind, code, outcomeUnknown });
  });

  test('a read that failed has no outcome to look for', () => {
    expect(failure(503, {}, { writes: false }).outcomeUnknown).toBe(false);
  });

  test.each<[string, object, string | undefined, string, string]>([
    ['Retry-After in seconds', {}, '7', 'UTC', '2026-11-20T22:30:07.500Z'],
    ['Retry-After as a date', {}, 'Fri, 20 Nov 2026 22:31:00 GMT', 'UTC', '2026-11-20T22:31:00.000Z'],
    ['ten-secondly', { policyName: 'TEN_SECONDLY_ROLLING' }, undefined, 'UTC', '2026-11-20T22:30:10.500Z'],
    ['secondly', { policyName: 'SECONDLY' }, undefined, 'UTC', '2026-11-20T22:30:01.500Z'],
    [
      'secondly by its message',
      { message: 'You have reached your secondly limit.' },
      undefined,
      'UTC',
      '2026-11-20T22:30:01.500Z',
    ],
    ['daily', { policyName: 'DAILY' }, undefined, 'UTC', '2026-11-21T00:00:00.000Z'],
    ['daily in New York', { policyName: 'DAILY' }, undefined, 'America/New_York', '2026-11-21T05:00:00.000Z'],
    ['no word of when', {}, undefined, 'UTC', '2026-11-20T22:30:10.500Z'],
  ])('the end of a rate limit: %s', (_what, body, retryAfter, timeZone, expected) => {
    const found = failure(429, body, { timeZone, ...(retryAfter !== undefined && { retryAfter }) });
    expect(new Date(found.retryAt ?? 0).toISOString()).toBe(expected);
  });

  test('a missing scope is named, with what to do', () => {
    const errors = [{ message: 'x', context: { requiredGranularScopes: ['crm.schemas.contacts.write'] } }];
    const { message } = failure(403, { category: 'MISSING_SCOPES', errors });
    expect(message).toContain('lacks the scope crm.schemas.contacts.write: add it');
  });

  test('a 403 that names records is about these only, unless it names a scope', () => {
    const ids = { ids: ['7'] };
    const scope = { requiredGranularScopes: ['crm.objects.contacts.write'] };
    expect(failure(403, { category: 'FORBIDDEN', context: ids })).toMatchObject({ kind: 'permanent' });
    expect(failure(403, { errors: [{ context: { ...ids, ...scope } }] })).toMatchObject({ kind: 'blocked' });
  });

  test('the message has the correlation id and the property, never what a person typed', () => {
    const quoted =
      '[{"isValid":false,"message":"ada@@example.com is no address","error":"INVALID_EMAIL","name":"email"}]';
    const { message } = failure(400, {
      category: 'VALIDATION_ERROR',
      message: `Property values were not valid: ${quoted}`,
    });
    expect(message).toContain('in email');
    expect(message).toContain('c0ffee');
    expect(message).not.toContain('ada@');
  });

  test('a body that is not JSON still gives a failure', () => {
    const answer = { status: 502, retryAfter: undefined, body: '<html>' };
    expect(failureOfAnswer(create, answer, now, 'UTC')).toMatchObject({ kind: 'retry', outcomeUnknown: true });
  });
});

describe('no answer', () => {
  const cut = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  test.each<[string, object, Error, boolean]>([
    ['a cut connection on a write', create, cut, true],
    ['a cut connection on a read', read, cut, false],
    ['a connection that never came to be', create, refused, false],
  ])('%s', (_what, call, cause, outcomeUnknown) => {
    const found = failureOfSending(call as typeof create, new TypeError('fetch failed', { cause }));
    expect(found).toMatchObject({ kind: 'retry', outcomeUnknown });
  });
});

test.each<[string, FailureKind]>([
  ['VALIDATION_ERROR', 'permanent'],
  ['OBJECT_NOT_FOUND', 'permanent'],
  ['MISSING_SCOPES', 'blocked'],
  ['PERMISSION_DENIED', 'permanent'],
  ['RATE_LIMITS', 'rateLimited'],
  ['INTERNAL_ERROR', 'retry'],
])('one record refused with %s is %s', (category, kind) => {
  expect(failureOfItem('update contact 7', { category, subCategory: undefined }, now).kind).toBe(kind);
});
