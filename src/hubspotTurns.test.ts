import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Lane } from './crm/crm.ts';
import { hubspotTurns } from './hubspotTurns.ts';
import { turnsIn, twoProcesses } from './testing/laneTurnsWorld.ts';

const T0 = Date.parse('2026-03-03T11:00:00Z');
let at: Awaited<ReturnType<typeof twoProcesses>>;
beforeAll(async () => {
  at = await twoProcesses(T0);
});
afterAll(async () => {
  await at?.[Symbol.asyncDispose]();
});

/** A portal of its own, and the times at which turns began, by lane. */
async function portal(name: string) {
  const began: { lane: Lane; at: number }[] = [];
  const { one, other, now } = await turnsIn(at.dbs, { name, from: T0 }, (db, workspace, clock) =>
    hubspotTurns(db, workspace, { callsPer10Seconds: 190, ...clock }),
  );
  const take = async (lane: Lane, turns = one) => {
    await turns('call', lane);
    began.push({ lane, at: now() });
  };
  return { one, other, take, began, now };
}

describe('turns to call HubSpot', () => {
  test('of two processes stay within what one portal may have in any ten seconds', async () => {
    const { take, one, other, began } = await portal('two-processes');
    for (let call = 0; call < 400; call++) await take('now', call % 2 === 0 ? one : other);
    const starts = began.map(({ at }) => at);
    const busiest = Math.max(...starts.map((from) => starts.filter((at) => at >= from && at < from + 10_000).length));
    expect(busiest).toBeLessThanOrEqual(190);
    expect(busiest).toBeGreaterThan(170);
  });

  test('of an import leave most of a burst to who is in a hurry', async () => {
    const { take, began, now } = await portal('burst');
    for (let call = 0; call < 40; call++) await take('import');
    const paced = now();
    for (let call = 0; call < 15; call++) await take('now');
    expect(now() - paced).toBe(0);
    expect(began.at(-1)).toEqual({ lane: 'now', at: paced });
  });

  test('are not taken by an import while hot leads take all there are, and it says when to come back', async () => {
    const { take, one } = await portal('busy');
    for (let call = 0; call < 60; call++) await take('now');
    const asked = hubspotTurns(at.dbs[0], 'busy', { callsPer10Seconds: 190, now: () => T0, sleep: async () => {} });
    await expect(asked('call', 'score')).rejects.toMatchObject({ kind: 'rateLimited' });
    await one('call', 'now');
  });

  test('of one portal are not those of another', async () => {
    const [a, b] = [await portal('a'), await portal('b')];
    for (let call = 0; call < 100; call++) await a.take('now');
    await b.take('now');
    expect(b.now()).toBe(T0);
  });
});
