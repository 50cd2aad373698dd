import { describe, expect, test } from '@jest/globals';
import { startHubspot } from './hubspot.ts';
import { at, caller } from './test-caller.ts';

const contacts = '/crm/objects/2026-03/contacts';

describe("HubSpot's limits", () => {
  test('the ten seconds roll: a call is allowed again when the oldest is ten seconds old', async () => {
    let now = 1_000_000;
    await using sandbox = await startHubspot({ now: () => now, limits: { tenSecondly: 2 } });
    const call = caller(sandbox);
    const first = await call('GET', contacts);
    now += 4_000;
    await call('GET', contacts);
    const third = await call('GET', contacts);
    expect(first.headers.get('x-hubspot-ratelimit-remaining')).toBe('1');
    expect(third).toMatchObject({ status: 429, body: { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' } });
    now += 6_000;
    expect((await call('GET', contacts)).status).toBe(200);
    expect((await call('GET', contacts)).status).toBe(429);
  });

  test('the daily limit holds until midnight of the account', async () => {
    let now = Date.parse('2026-11-21T22:30:00Z');
    await using sandbox = await startHubspot({ now: () => now, limits: { daily: 1 }, timeZone: 'Europe/Berlin' });
    const call = caller(sandbox);
    await call('GET', contacts);
    const refused = await call('GET', contacts);
    expect([refused.status, at(refused.body, 'policyName')]).toEqual([429, 'DAILY']);
    now += 31 * 60_000;
    expect((await call('GET', contacts)).status).toBe(200);
  });

  test('searches have their own limit per second', async () => {
    const now = 1_000_000;
    await using sandbox = await startHubspot({ now: () => now, limits: { searchPerSecond: 1, tenSecondly: 1 } });
    const call = caller(sandbox);
    expect((await call('POST', `${contacts}/search`, {})).status).toBe(200);
    const refused = await call('POST', `${contacts}/search`, {});
    expect([refused.status, at(refused.body, 'policyName')]).toEqual([429, 'SECONDLY']);
    expect((await call('GET', contacts)).status).toBe(200);
  });

  test.each([
    ['101 inputs', 'batch/read', { inputs: Array.from({ length: 101 }, (_, i) => ({ id: String(i) })) }],
    [
      '51 inputs with history',
      'batch/read',
      { propertiesWithHistory: ['email'], inputs: Array.from({ length: 51 }, (_, i) => ({ id: String(i) })) },
    ],
    [
      'the same id twice',
      'batch/update',
      {
        inputs: [
          { id: '1', properties: {} },
          { id: '1', properties: {} },
        ],
      },
    ],
    ['a value that is not text', 'batch/update', { inputs: [{ id: '1', properties: { jobtitle: 5 } }] }],
    ['a search page of 201', 'search', { limit: 201 }],
    ['a search beyond 10,000', 'search', { limit: 200, after: '9900' }],
    ['a search of more than 3,000 characters', 'search', { query: 'x'.repeat(3_000) }],
    ['a sixth filter group', 'search', { filterGroups: Array.from({ length: 6 }, () => ({ filters: [] })) }],
    ['two sorts', 'search', { sorts: [{ propertyName: 'email' }, { propertyName: 'phone' }] }],
    [
      'a search for an unknown property',
      'search',
      { filterGroups: [{ filters: [{ propertyName: 'nope', operator: 'EQ', value: 'x' }] }] },
    ],
  ])('%s is a 400', async (_, path, body) => {
    await using sandbox = await startHubspot();
    const answer = await caller(sandbox)('POST', `${contacts}/${path}`, body);
    expect([answer.status, at(answer.body, 'category')]).toEqual([400, 'VALIDATION_ERROR']);
  });

  test('a body that does not say it is JSON is a 415', async () => {
    await using sandbox = await startHubspot();
    const headers = { Authorization: 'Bearer sandbox-token', 'Content-Type': 'text/plain' };
    expect((await fetch(sandbox.url + contacts, { method: 'POST', headers, body: '{}' })).status).toBe(415);
  });
});
