import { describe, expect, test } from '@jest/globals';
import { membersToday, type PoolAccount } from './pools.ts';
import { DAY_MS, left, NOW, rep } from './routeForTests.ts';
import type { Pool } from './settings.ts';

const reps = [rep('cy'), rep('ann'), rep('bob'), left('gone')];
const people = { 'cy@us.example': { role: 'csm' as const } };
const account = (id: string, more: Partial<PoolAccount> = {}): PoolAccount => ({
  rep: id,
  weight: 9,
  entitlement: 2.5,
  assigned: 3,
  ...more,
});
const listed = (...members: [string, number][]): Pool => ({
  mode: 'assign',
  members: members.map(([id, weight]) => ({ rep: `${id}@us.example`, weight })),
});
const today = (pool: Pool, accounts: PoolAccount[] = []) => membersToday(pool, accounts, { reps, people, now: NOW });
const weights = (members: PoolAccount[]) => members.map(({ rep: id, weight }) => [id, weight]);

describe('a pool today', () => {
  test('of everyone has all who work here, equally', () => {
    expect(weights(today({ mode: 'assign', members: 'everyone' }))).toEqual([
      ['ann', 1],
      ['bob', 1],
      ['cy', 1],
    ]);
  });

  test('of everyone of a role has those of the role', () => {
    expect(weights(today({ mode: 'assign', members: 'everyone', role: 'csm' }))).toEqual([['cy', 1]]);
  });

  test('of a list has those listed who work here, with the weight of the list', () => {
    expect(weights(today(listed(['bob', 3], ['gone', 2], ['ann', 0.5])))).toEqual([
      ['ann', 0.5],
      ['bob', 3],
    ]);
  });

  test('who joins begins at zero', () => {
    expect(today(listed(['ann', 2]))).toEqual([{ rep: 'ann', weight: 2, entitlement: 0, assigned: 0, joinedAt: NOW }]);
  });

  test('who comes back finds the account as it was', () => {
    expect(today(listed(['ann', 1]), [account('ann', { worst: 0.9 })])).toEqual([
      account('ann', { weight: 1, worst: 0.9 }),
    ]);
  });

  test('who left the pool has no share', () => {
    expect(today(listed(['ann', 1]), [account('bob')]).map((one) => one.rep)).toEqual(['ann']);
  });

  test.each([
    ['in the first week', 6.9, 1],
    ['in the second week', 7, 2],
    ['after the last week', 14, 4],
    ['before the first day', -3, 1],
  ])('%s a new rep has that part of the weight', (_, days, weight) => {
    const pool = { ...listed(['ann', 4]), rampUp: [0.25, 0.5] };
    expect(weights(today(pool, [account('ann', { joinedAt: NOW - days * DAY_MS })]))).toEqual([['ann', weight]]);
  });

  test('an old hand has all of the weight', () => {
    expect(weights(today({ ...listed(['ann', 4]), rampUp: [0.25] }, [account('ann')]))).toEqual([['ann', 4]]);
  });
});
