import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Lane } from './crm/crm.ts';
import { salesforceTurns } from './salesforceTurns.ts';
import { turnsIn, twoProcesses } from './testing/laneTurnsWorld.ts';

const T0 = Date.parse('2026-03-03T11:00:00Z');
let at: Awaited<ReturnType<typeof twoProcesses>>;
beforeAll(async () => {
  at = await twoProcesses(T0);
});
afterAll(async () => {
  await at?.[Symbol.asyncDispose]();
});

/** An org of its own: the turns of two processes, and how long they have waited. */
async function org(name: string) {
  const { now, ...turns } = await turnsIn(at.dbs, { name, from: T0 }, salesforceTurns);
  return { ...turns, passed: () => now() - T0 };
}
type Turns = (lane: Lane) => Promise<void>;
const take = async (count: number, lane: Lane, ...turns: Turns[]) => {
  for (let n = 0; n < count; n++) await turns[n % turns.length]?.(lane);
};

test('a burst waits for nothing, and what follows is 20 calls a second, of all processes together', async () => {
  const { one, other, passed } = await org('pace');
  await take(20, 'now', one, other);
  expect(passed()).toBe(0);
  await take(40, 'now', one, other);
  expect(passed()).toBeGreaterThanOrEqual(1_900);
  expect(passed()).toBeLessThanOrEqual(2_100);
});

test('an import leaves a burst to those in a hurry', async () => {
  const { one, passed } = await org('lanes');
  await take(6, 'import', one);
  expect(passed()).toBe(0);
  await take(10, 'now', one);
  expect(passed()).toBe(0);
});

test('a lane that would wait too long gives up, and says when to come back', async () => {
  const { one } = await org('full');
  const held = salesforceTurns(at.dbs[1], 'full', { now: () => T0, sleep: async () => {} });
  await take(110, 'now', held);
  await expect(one('score')).rejects.toMatchObject({ kind: 'rateLimited', retryAt: expect.any(Number) });
});
