import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../failure.ts';
import { failureOfAnswer, failureOfRecord, failureOfSending } from './failure.ts';
import { meanings } from './failure-codes.ts';

const now = 1_000_000;
const answer = (status: number, errorCode?: string, more: object = {}) => ({
  status,
  headers: {},
  body: errorCode === undefined ? '<html>' : JSON.stringify([{ message: 'Eve said no', errorCode, ...more }]),
});
const read = { what: 'read leads', writes: false };
const write = { what: 'create tasks', writes: true };

describe('failures of Salesforce', () => {
  test.each([
    [401, 'INVALID_SESSION_ID', 'blocked', 'unauthorized'],
    [403, 'REQUEST_LIMIT_EXCEEDED', 'rateLimited', 'rate_limit'],
    [403, 'INSUFFICIENT_ACCESS', 'blocked', 'forbidden'],
    [403, 'API_DISABLED_FOR_ORG', 'blocked', 'forbidden'],
    [403, 'API_CURRENTLY_DISABLED', 'blocked', 'forbidden'],
    [403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'permanent', 'forbidden_record'],
    [400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'permanent', 'invalid'],
    [400, 'REQUIRED_FIELD_MISSING', 'permanent', 'invalid'],
    [400, 'STRING_TOO_LONG', 'permanent', 'invalid'],
    [400, 'INVALID_FIELD', 'permanent', 'invalid'],
    [400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'permanent', 'invalid'],
    [400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'permanent', 'invalid'],
    [400, 'INACTIVE_OWNER_OR_USER', 'permanent', 'invalid'],
    [400, 'MALFORMED_ID', 'permanent', 'invalid'],
    [400, 'MALFORMED_QUERY', 'permanent', 'invalid'],
    [400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'permanent', 'forbidden_record'],
    [400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'permanent', 'invalid'],
    [400, 'UNABLE_TO_LOCK_ROW', 'retry', 'locked'],
    [400, 'ENTITY_IS_LOCKED', 'retry', 'locked'],
    [400, 'QUERY_TIMEOUT', 'retry', 'server_error'],
    [400, 'DUPLICATES_DETECTED', 'permanent', 'conflict'],
    [400, 'DUPLICATE_VALUE', 'permanent', 'conflict'],
    [400, 'INVALID_QUERY_LOCATOR', 'retry', 'cursor_gone'],
    [404, 'NOT_FOUND', 'permanent', 'not_found'],
    [404, 'ENTITY_IS_DELETED', 'permanent', 'not_found'],
    [500, 'UNKNOWN_EXCEPTION', 'retry', 'server_error'],
    [503, 'SERVER_UNAVAILABLE', 'retry', 'server_error'],
    [503, 'SERVICE_UNAVAILABLE', 'retry', 'server_error'],
    [503, 'REQUEST_RUNNING_TOO_LONG', 'retry', 'server_error'],
  ])('%i %s is %s', (status, errorCode, kind, code) => {
    expect(failureOfAnswer(read, answer(status, errorCode), now)).toMatchObject({ kind, code, outcomeUnknown: false });
  });

  test.each([
    [400, 'permanent'],
    [401, 'blocked'],
    [403, 'blocked'],
    [404, 'permanent'],
    [409, 'retry'],
    [412, 'retry'],
    [420, 'retry'],
    [429, 'rateLimited'],
    [500, 'retry'],
    [502, 'retry'],
    [503, 'retry'],
  ])('%i without a code that is known is %s', (status, kind) => {
    expect(failureOfAnswer(read, answer(status), now).kind).toBe(kind);
    expect(failureOfAnswer(read, answer(status, 'BRAND_NEW_CODE'), now).kind).toBe(kind);
  });

  test.each(Object.keys(meanings))('a record that %s befell has a failure that says what to do', (statusCode) => {
    const failure = failureOfRecord('write leads', [{ statusCode, fields: ['OwnerId'] }], now);
    expect(failure.message).toContain(statusCode);
    expect(failure.outcomeUnknown).toBe(false);
  });

  test('a write that Salesforce failed at may have been done, one that it refused was not', () => {
    expect(failureOfAnswer(write, answer(500, 'UNKNOWN_EXCEPTION'), now).outcomeUnknown).toBe(true);
    expect(failureOfAnswer(write, answer(503), now).outcomeUnknown).toBe(true);
    expect(failureOfAnswer(write, answer(400, 'UNABLE_TO_LOCK_ROW'), now).outcomeUnknown).toBe(false);
  });

  test('what was never sent cannot have been done', () => {
    const cut = (code: string) => new Error('x', { cause: Object.assign(new Error('y'), { code }) });
    expect(failureOfSending(write, cut('ECONNREFUSED')).outcomeUnknown).toBe(false);
    expect(failureOfSending(write, cut('UND_ERR_SOCKET')).outcomeUnknown).toBe(true);
    expect(failureOfSending(read, cut('UND_ERR_SOCKET')).outcomeUnknown).toBe(false);
  });

  test("a record that is not there is gone; one that a field points to is the field's fault", () => {
    const code = (fields: string[]) =>
      failureOfRecord('x', [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', fields }], now).code;
    expect([code([]), code(['OwnerId'])]).toEqual(['not_found', 'invalid']);
  });

  test('too many calls of the day wait longer than too many at once, and as long as a header says', () => {
    const wait = (message: string, headers = {}) =>
      Number(failureOfAnswer(read, { ...answer(403, 'REQUEST_LIMIT_EXCEEDED', { message }), headers }, now).retryAt) -
      now;
    expect(wait('TotalRequests Limit exceeded.')).toBe(300_000);
    expect(wait('ConcurrentPerOrgLongTxn Limit exceeded.')).toBe(10_000);
    expect(wait('TotalRequests Limit exceeded.', { 'retry-after': '9' })).toBe(9_000);
  });

  test('no message quotes what the org says of a person', () => {
    const failure = failureOfAnswer(
      read,
      answer(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', { fields: ['Name', "Eve's"] }),
      now,
    );
    expect(failure).toBeInstanceOf(Failure);
    expect(failure.message).not.toContain('Eve');
    expect(failure.message).toContain('Name');
  });
});
