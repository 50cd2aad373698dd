import { expect, test } from '@jest/globals';
import { heldClock } from '../../testing/clock.ts';
import { api, openOrg } from './test-org.ts';

test('a day has so many calls, counted over the last 24 hours, and every answer tells how many', async () => {
  const clock = heldClock('2026-11-22T09:00:00Z');
  await using org = await openOrg({ now: () => clock.now(), limits: { daily: 2 } });
  const ask = () => org.call('GET', '/query?q=SELECT+Id+FROM+Lead');
  expect((await ask()).headers.get('sforce-limit-info')).toBe('api-usage=1/2');
  clock.advance(60_000);
  await ask();
  expect(await ask()).toMatchObject({ status: 403, body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }] });
  clock.advance(24 * 3_600_000 - 60_000);
  expect((await ask()).headers.get('sforce-limit-info')).toBe('api-usage=2/2');
});

test('what is refused for a wrong session is not counted, and what is refused otherwise is', async () => {
  await using org = await openOrg();
  await fetch(`${org.url}${api}/limits`, { headers: { Authorization: 'Bearer nothing' } });
  expect(org.apiCalls()).toBe(0);
  await org.call('GET', '/query?q=nonsense');
  expect(org.apiCalls()).toBe(1);
});

test('the limits tell what is left of the day', async () => {
  await using org = await openOrg({ limits: { daily: 1000 } });
  org.useCalls(199);
  expect((await org.call('GET', '/limits')).body).toMatchObject({ DailyApiRequests: { Max: 1000, Remaining: 800 } });
});

test('long requests of others leave no room', async () => {
  await using org = await openOrg();
  org.setLongRunning(25);
  expect(await org.call('GET', '/limits')).toMatchObject({
    status: 403,
    body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
  });
});

test('a bad day spoils one call, before or after its effect', async () => {
  await using org = await openOrg();
  org.badDay('POST', `${api}/sobjects/:object`, { kind: 'cut', when: 'after' });
  const create = () => org.call('POST', '/sobjects/Task', { Subject: 'Call' });
  await expect(create()).rejects.toThrow('fetch failed');
  expect(org.rows('Task')).toHaveLength(1);
  expect(await create()).toMatchObject({ status: 201 });
});
