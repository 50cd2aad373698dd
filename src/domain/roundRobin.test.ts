import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { worstInCalendar } from './routing/calendarsForTests.ts';
import { certificateOf, giveBack, takeTurn, type Member } from './roundRobin.ts';

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

const setOf = (reps: readonly number[]) => new Set(reps.map((i) => `rep${i}`));
const withoutWorst = (account: Member) => ({ ...account, worst: 0 });
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

  test('among equals the one at the keyboard is next, whoever waits longer', () => {
    const pool = [member('ann', { lastAssignedAt: 10 }), member('bob', { lastAssignedAt: 20 }), member('cy')];
    expect(takeTurn(pool, names(pool), 30, new Set(['bob']))?.rep).toBe('bob');
    expect(takeTurn(pool, names(pool), 30, new Set(['ann', 'bob']))?.rep).toBe('ann');
  });

  test('being at the keyboard is no reason to have more than the others', () => {
    const pool = [member('ann'), member('bob', { entitlement: 0.4 })];
    expect(takeTurn(pool, names(pool), 0, new Set(['ann']))?.rep).toBe('bob');
    expect(takeTurn(pool, new Set(['bob']), 0, new Set(['ann']))?.rep).toBe('bob');
  });

  test('one rep alone takes every lead', () => {
    const pool = [member('ann')];
    expect(play(pool, always(pool, 3)).members).toEqual([
      member('ann', { entitlement: 3, assigned: 3, lastAssignedAt: 2, worst: 0 }),
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

  test('a lead that comes back after another of the same rep leaves the later one as the last', () => {
    const pool = [member('ann')];
    const first = takeTurn(pool, names(pool), 5);
    const second = takeTurn(first?.members ?? [], names(pool), 9);
    expect(giveBack(second?.members ?? [], 'ann', names(pool), { at: 5 })[0]?.lastAssignedAt).toBe(9);
  });

  test('a lead that comes back after the weights changed takes back what was given', () => {
    const pool = [member('ann', { weight: 0.25 }), member('bob'), member('cy')];
    const turn = takeTurn(pool, names(pool), 5);
    const later = (turn?.members ?? []).map((one) => ({ ...one, weight: 1 }));
    const after = giveBack(later, turn?.rep ?? '', names(pool), { at: 5, ...(turn && { shares: turn.shares }) });
    expect(after.flatMap(({ entitlement, assigned }) => [entitlement, assigned])).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('a turn says what it gave to each who was there', () => {
    const pool = [member('ann', { weight: 3 }), member('bob'), member('away')];
    expect(takeTurn(pool, new Set(['ann', 'bob']), 5)?.shares).toEqual({ ann: 0.75, bob: 0.25 });
  });

  test('who is no member any more gives nothing back', () => {
    const pool = [member('ann', { entitlement: 2, assigned: 2 })];
    expect(giveBack(pool, 'gone', names(pool))).toEqual(pool);
  });

  test('who is late is served before a smaller share that is less late', () => {
    const pool = [member('ann', { weight: 100, entitlement: 1.3 }), member('bob', { entitlement: 1.1 })];
    expect(takeTurn(pool, names(pool), 0)?.rep).toBe('ann');
  });
});

describe('the certificate of a pool', () => {
  const pool = [
    member('ann', { weight: 2, entitlement: 3.25, assigned: 3, worst: 0.75 }),
    member('bob', { entitlement: 1.5, assigned: 2 }),
  ];

  test('says what was due, what was had, and how far that is apart', () => {
    expect(certificateOf(pool).members).toEqual([
      { rep: 'ann', due: 3.25, had: 3, deviation: 0.25, worst: 0.75 },
      { rep: 'bob', due: 1.5, had: 2, deviation: -0.5 },
    ]);
  });

  test('says the worst of now and what is proven', () => {
    expect(certificateOf(pool)).toMatchObject({ worst: 0.5, bound: 0.5 });
  });

  test.each([
    ['nobody', [], undefined],
    ['one', [1], 0],
    ['one who takes leads and one who takes none', [1, 0], 0],
    ['twelve', Array.from({ length: 12 }, () => 1), 1 - 1 / 22],
  ])('of %s has that bound', (_, weights, bound) => {
    expect(certificateOf(poolOf(weights)).bound).toBe(bound);
  });
});

describe('laws', () => {
  test('deviations sum to zero whoever is present', () => {
    const here = fc.array(fc.uniqueArray(fc.nat(8)), { maxLength: 80 });
    fc.assert(
      fc.property(pools, here, (pool, days) => {
        expect(Math.abs(sum(play(pool, days.map(setOf)).members))).toBeLessThan(1e-6);
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

  test('nor when those at the keyboard come first among equals', () => {
    const active = fc.infiniteStream(fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { maxLength: 9 }).map(setOf));
    fc.assert(
      fc.property(smallPools, active, (pool, atKeyboard) => {
        let members = [...pool];
        for (let i = 0; i < 60; i += 1) {
          const here = atKeyboard.next().value ?? new Set<string>();
          members = takeTurn(members, names(pool), i, here)?.members ?? members;
          for (const each of members) expect(Math.abs(deviation(each))).toBeLessThanOrEqual(boundOf(pool) + 1e-6);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('nobody strays a whole lead from the exact share, however far apart the weights are', () => {
    const weight = fc.oneof(
      fc.constantFrom(Number.MIN_VALUE, 1e-300, 1e-9, 1, 1e9, 1e308),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    );
    const wide = fc.array(weight, { minLength: 1, maxLength: 12 }).map(poolOf);
    fc.assert(
      fc.property(wide, (pool) => expect(worstOf(pool, 150)).toBeLessThan(1)),
      { numRuns: 200 },
    );
  });

  test('nobody strays more than one and a half leads, with shifts, days off and weights of all kinds', () => {
    const worst = Array.from({ length: 150 }, (_, seed) => worstInCalendar(seed));
    expect(Math.max(...worst)).toBeLessThanOrEqual(1.5);
  });

  test('the worst that is kept is the worst there was', () => {
    fc.assert(
      fc.property(pools, fc.integer({ min: 1, max: 60 }), (pool, leads) => {
        const { members } = play(pool, always(pool, leads));
        expect(Math.max(...members.map((m) => m.worst ?? 0))).toBe(worstOf(pool, leads));
      }),
    );
  });

  test('a turn given back at once leaves every account exactly as it was', () => {
    const here = fc.array(fc.uniqueArray(fc.nat(8)), { maxLength: 40 });
    fc.assert(
      fc.property(pools, here, fc.uniqueArray(fc.nat(8)), (pool, days, today) => {
        const { members } = play(pool, days.map(setOf));
        const turn = takeTurn(members, setOf(today), 100);
        if (!turn) return;
        const after = giveBack(turn.members, turn.rep, setOf(today), { ...turn, at: 100 });
        expect(after.map(withoutWorst)).toEqual(members.map(withoutWorst));
      }),
    );
  });

  test('nor does it matter which weights there are by then, who joined, and who has left', () => {
    const weight = fc.double({ min: 0, max: 100, noNaN: true });
    const newWeights = fc.array(weight, { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(pools, fc.uniqueArray(fc.nat(8)), newWeights, (pool, today, by) => {
        const turn = takeTurn(pool, setOf(today), 100);
        if (!turn) return;
        // Who has left has no weight and is never there; their account is still given.
        const later = turn.members.map((one, i) => ({ ...one, weight: by[i] ?? 0 }));
        const after = giveBack([...later, member('new')], turn.rep, setOf(today), { ...turn, at: 100 });
        const asBefore = pool.map((one, i) => ({ ...one, weight: by[i] ?? 0 }));
        expect(after.map(withoutWorst)).toEqual([...asBefore, member('new')].map(withoutWorst));
      }),
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
