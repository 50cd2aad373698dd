import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { adaIsHot, grounds, MONDAY } from '../testing/adaIsHot.ts';
import { conversationsBefore } from './fyi.ts';

const HOUR = 3_600_000;
type Ground = Awaited<ReturnType<typeof adaIsHot>>;
let database: Awaited<ReturnType<typeof grounds>>;

beforeAll(async () => {
  database = await grounds();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

/** What is found for Ada, whom the CRM says to have been touched so long before. */
async function found(on: Ground, touchedAgoMs: number, round = 1) {
  const touchedAt = MONDAY - touchedAgoMs;
  const [episode] = await on.store.together(on.ws.id, (rows) => rows.lockEpisodes([on.episode], 'hubspot'));
  return (await conversationsBefore(on.parts, on.ws, [{ ...episode!, round, touchedAt }])).get(on.episode);
}

test('a rep who called her the evening before has spoken with her', async () => {
  await using on = await adaIsHot(database);
  on.hubspot.logCall(on.ada, { ownerId: on.bob, at: MONDAY - 15 * HOUR });
  expect(await found(on, 15 * HOUR)).toEqual({ rep: on.rep, name: 'Bob Rep', at: MONDAY - 15 * HOUR });
});

test.each([
  ['a day and a minute before', -24 * HOUR - 60_000],
  ['after it became hot', 60_000],
])('a call %s is no conversation before', async (_when, ms) => {
  await using on = await adaIsHot(database);
  on.hubspot.logCall(on.ada, { ownerId: on.bob, at: MONDAY + ms });
  expect(await found(on, HOUR)).toBeUndefined();
});

test.each([
  ['nobody touched for longer', 25 * HOUR, 1],
  ['who is asked for a second time', HOUR, 2],
])('the CRM is not asked of a lead %s', async (_which, ago, round) => {
  await using on = await adaIsHot(database);
  on.hubspot.logCall(on.ada, { ownerId: on.bob, at: MONDAY - HOUR });
  const before = on.hubspot.calls.length;
  expect([await found(on, ago, round), on.hubspot.calls.length - before]).toEqual([undefined, 0]);
});

test('when the CRM does not answer nobody is said to have spoken, and somebody hears why', async () => {
  await using on = await adaIsHot(database);
  on.hubspot.logCall(on.ada, { ownerId: on.bob, at: MONDAY - HOUR });
  on.hubspot.badDay('POST', '/crm/objects/2026-03/calls/batch/read', { kind: 'status', status: 503 });
  expect(await found(on, HOUR)).toBeUndefined();
  expect(on.told.join()).toContain('without asking who spoke with whom');
});
