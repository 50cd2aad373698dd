import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Member } from './roundRobin.ts';
import { route, type Rep, type RouteQuestion } from './routing.ts';

function rep(id: string, active = true): Rep {
  return { id, name: id, active };
}

function pool(...reps: string[]): Member[] {
  return reps.map((id) => ({ rep: id, weight: 1, entitlement: 0, assigned: 0 }));
}

function ask(present: string[], more: Partial<RouteQuestion> = {}) {
  const reps = [rep('ann'), rep('bob'), rep('cy'), rep('gone', false)];
  return route({ reps, pool: pool('ann', 'bob', 'gone'), present: new Set(present), now: 1_000, ...more });
}

describe('who gets a lead', () => {
  test.each([
    { who: 'a present owner', ownerRep: 'cy', present: ['ann', 'cy'], gives: ['cy', 'cy', false, false] },
    {
      who: 'an absent owner stays owner and a pool member',
      ownerRep: 'cy',
      present: ['ann'],
      gives: ['cy', 'ann', false, true],
    },
    {
      who: 'the pool, after a deactivated owner,',
      ownerRep: 'gone',
      present: ['gone', 'bob'],
      gives: ['bob', 'bob', true, false],
    },
    { who: 'the pool, after an unknown owner,', ownerRep: 'who', present: ['ann'], gives: ['ann', 'ann', true, false] },
    {
      who: 'the pool, without an owner,',
      ownerRep: undefined,
      present: ['ann', 'bob'],
      gives: ['ann', 'ann', true, false],
    },
  ])('$who is assigned', ({ ownerRep, present, gives }) => {
    const { owner, assignee, ownerChanged, covered } = ask(present, ownerRep === undefined ? {} : { ownerRep });
    expect([owner, assignee, ownerChanged, covered]).toEqual(gives);
  });

  test('an owner who is away keeps the lead while nobody can cover', () => {
    expect(ask([], { ownerRep: 'ann' })).toMatchObject({
      owner: 'ann',
      held: true,
      covered: false,
    });
  });

  test('a held lead has no assignee', () => {
    expect(ask([], { ownerRep: 'ann' })).not.toHaveProperty('assignee');
  });

  test('without anybody present the lead is held, with a reason', () => {
    expect(ask([])).toEqual(expect.objectContaining({ held: true, because: 'nobody of the pool is present' }));
  });

  test("the owner's own lead costs no turn in the pool", () => {
    expect(ask(['ann', 'bob'], { ownerRep: 'ann' }).pool).toEqual(pool('ann', 'bob', 'gone'));
  });

  test('covering takes a turn', () => {
    expect(ask(['bob'], { ownerRep: 'cy' }).pool.map((m) => m.assigned)).toEqual([0, 1, 0]);
  });

  test('everyone considered is there with what became of them', () => {
    expect(ask(['bob', 'gone'], { ownerRep: 'cy' }).candidates).toEqual([
      { rep: 'cy', outcome: 'owner, but away' },
      { rep: 'ann', outcome: 'away' },
      { rep: 'bob', outcome: 'chosen: next in the pool' },
      { rep: 'gone', outcome: 'deactivated or not a known rep' },
    ]);
  });
});

test('no absent rep is chosen while a present one exists, and a lead is held only when none does', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const someone = fc.constantFrom(...ids);
  fc.assert(
    fc.property(
      fc.subarray(ids),
      fc.subarray(ids),
      fc.subarray(ids),
      fc.option(someone),
      (here, working, pooled, own) => {
        const reps = ids.map((id) => rep(id, working.includes(id)));
        const ownerRep = own === null ? {} : { ownerRep: own };
        const { assignee } = route({ ...ownerRep, reps, pool: pool(...pooled), present: new Set(here), now: 0 });
        const able = [...pooled, ...(own === null ? [] : [own])].filter(
          (id) => here.includes(id) && working.includes(id),
        );
        expect(assignee === undefined).toBe(able.length === 0);
        expect(assignee === undefined || able.includes(assignee)).toBe(true);
      },
    ),
  );
});
