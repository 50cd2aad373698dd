import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { giveBack, takeTurn, type Member } from './roundRobin.ts';

function member(rep: string, more: Partial<Member> = {}): Member {
  return { rep, weight: 1, entitlement: 0, assigned: 0, ...more };
}

const names = (members: readonly Member[]) => new Set(members.map((m) => m.rep));
const deviation = (m: Member) => m.entitlement - m.assigned;
const sum = (members: readonly Member[]) => members.reduce((total, m) => total + deviation(m), 0);

/** The reps of `turns` leads in a row, with the pool at the end. */
function play(pool: readonly Member[], present: readonly ReadonlySet<string>[]) {
  let members = [...pool];
  const reps: string[] = [];
  for (const [i, here] of present.entries()) {
    const turn = takeTurn(members, here, i);
    if (turn) ({ members } = turn);
    if (turn) reps.push(turn.rep);
  }
  return { members, reps };
}

const always = (pool: readonly Member[], leads: number) => Array.from({ length: leads }, () => names(pool));

const pools = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 9 }).map(poolOf);
const smallPools = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }).map(poolOf);

function poolOf(weights: number[]): Member[] {
  return weights.map((weight, i) => member(`rep${i}`, { weight }));
}

const boundOf = (pool: readonly Member[]) => (pool.length === 1 ? 0 : 1 - 1 / (2 * pool.length - 2));

/** How far anybody was from the exact share after any of the turns. */
function worstOf(pool: readonly Member[], leads: number): number {
  let members = [...pool];
  let worst = 0;
  for (let i = 0; i < leads; i += 1) {
    members = takeTurn(members, names(pool), i)?.members ?? members;
    worst = Math.max(worst, ...members.map((m) => Math.abs(deviation(m))));
  }
  return worst;
}

describe('whose turn it is', () => {
  test('three equal reps take turns in the order of their ids', () => {
    const pool = [member('cy'), member('ann'), member('bob')];
    expect(play(pool, always(pool, 6)).reps).toEqual(['ann', 'bob', 'cy', 'ann', 'bob', 'cy']);
  });

  test('a rep of double weight has two of three leads', () => {
    const pool = [member('ann', { weight: 2 }), member('bob')];
    expect(play(pool, always(pool, 6)).reps.filter((rep) => rep === 'ann')).toHaveLength(4);
  });

  test('among equals the one who waits longest is next', () => {
    const pool = [member('ann', { lastAssignedAt: 20 }), member('bob', { lastAssignedAt: 10 })];
    expect(takeTurn(pool, names(pool), 30)?.rep).toBe('bob');
  });

  test('one rep alone takes every lead', () => {
    const pool = [member('ann')];
    expect(play(pool, always(pool, 3)).members).toEqual([
      member('ann', { entitlement: 3, assigned: 3, lastAssignedAt: 2 }),
    ]);
  });

  test('nobody present is nobody chosen', () => {
    expect(takeTurn([member('ann')], new Set(['bob']), 0)).toBeUndefined();
  });

  test('a rep of weight 0 is passed over while another is present', () => {
    const pool = [member('ann', { weight: 0 }), member('bob')];
    expect(play(pool, always(pool, 3)).reps).toEqual(['bob', 'bob', 'bob']);
  });

  test('a rep of weight 0 is chosen when no one else is present', () => {
    const pool = [member('ann', { weight: 0 }), member('bob')];
    expect(takeTurn(pool, new Set(['ann']), 0)?.rep).toBe('ann');
  });

  test('a lead that comes back leaves the accounts as if it had never been assigned', () => {
    const pool = [member('ann', { weight: 3 }), member('bob')];
    const turn = takeTurn(pool, names(pool), 5);
    const after = giveBack(turn?.members ?? [], turn?.rep ?? '', names(pool));
    expect(after.map(deviation)).toEqual([0, 0]);
  });
});

describe('laws', () => {
  test('deviations sum to zero whoever is present', () => {
    const here = fc.array(fc.uniqueArray(fc.nat(8)), { maxLength: 80 });
    fc.assert(
      fc.property(pools, here, (pool, days) => {
        const present = days.map((day) => new Set(day.map((i) => `rep${i}`)));
        expect(Math.abs(sum(play(pool, present).members))).toBeLessThan(1e-6);
      }),
    );
  });

  test('under constant presence nobody strays further than 1 - 1/(2k-2) from the exact share', () => {
    fc.assert(
      fc.property(fc.oneof(pools, smallPools), fc.integer({ min: 1, max: 150 }), (pool, leads) => {
        expect(worstOf(pool, leads)).toBeLessThanOrEqual(boundOf(pool) + 1e-6);
      }),
      { numRuns: 200 },
    );
  });

  test.each([[[7, 1, 7, 1]], [[3, 1, 1]], [[1, 2, 3, 4, 5]], [[9, 9, 1, 1, 1, 1]]])(
    'nor after any turn of reps with the weights %j',
    (weights) => {
      const pool = poolOf(weights);
      expect(worstOf(pool, 200)).toBeLessThanOrEqual(boundOf(pool) + 1e-6);
    },
  );

  test("an absent rep's account does not move", () => {
    fc.assert(
      fc.property(pools, fc.nat(40), (pool, leads) => {
        const withAway = [...pool, member('away', { entitlement: 2.25, assigned: 2 })];
        const { members } = play(withAway, always(pool, leads));
        expect(members.at(-1)).toEqual(withAway.at(-1));
      }),
    );
  });

  test('the order in which members are listed does not change who is chosen', () => {
    fc.assert(
      fc.property(pools, fc.nat(40), (pool, leads) => {
        const turned = pool.toReversed();
        expect(play(turned, always(pool, leads)).reps).toEqual(play(pool, always(pool, leads)).reps);
      }),
    );
  });
});
