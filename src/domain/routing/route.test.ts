import { describe, expect, test } from '@jest/globals';
import type { LeadFacts, RepFacts } from './facts.ts';
import { route, type RouteQuestion } from './route.ts';
import { away, deal, HOUR_MS, lead, left, NOW, question, rep, settings } from './routeForTests.ts';
import type { Pool, RoutingSettings } from './settings.ts';

const listed = (mode: Pool['mode'], ...reps: string[]): Pool => ({
  mode,
  members: reps.map((id) => ({ rep: `${id}@us.example`, weight: 1 })),
});
const pools = { default: listed('assign', 'cy', 'dan'), dach: listed('assign', 'eve', 'fay') };
const rules = settings({ pools, territories: [{ name: 'DACH', countries: ['Germany'], pool: 'dach' }] });
const backup = (of: string, by: string) => ({ [`${of}@us.example`]: { backup: `${by}@us.example` } });
const named = { namedAccounts: [{ account: 'acme.example', rep: 'ann@us.example', backup: 'bob@us.example' }] };

function ask(
  facts: Partial<LeadFacts>,
  reps: RepFacts[],
  more: Partial<RoutingSettings> = {},
  asked: Partial<RouteQuestion> = {},
) {
  const all = { ...rules, ...more };
  return route(question(lead(facts), reps, all, asked), all);
}

const outcomes = ({ candidates }: ReturnType<typeof ask>) =>
  Object.fromEntries(candidates.map((one) => [one.rep, one.outcome]));

describe('a principal who is there', () => {
  test('has it', () => {
    expect(ask({ owner: 'ann' }, [rep('ann'), rep('cy')])).toEqual({
      principal: { rule: 'owner', rep: 'ann', because: 'Ann owns the lead' },
      rules: expect.any(Array),
      owner: 'ann',
      assignee: 'ann',
      ownerChanged: false,
      because: 'Ann owns the lead; Ann is there',
      candidates: [
        { rep: 'ann', outcome: 'chosen: principal, present' },
        { rep: 'cy', outcome: 'not asked: Ann has it' },
      ],
      line: { backups: [], pools: ['default'] },
      covered: false,
      held: false,
    });
  });

  test('has it without becoming the owner, where somebody else keeps it', () => {
    const facts = { owner: 'cy', deals: [deal('7', 'ann')] };
    expect(ask(facts, [rep('ann'), rep('cy')])).toMatchObject({ owner: 'cy', assignee: 'ann', ownerChanged: false });
  });

  test.each<[string, Partial<LeadFacts>]>([
    ['nobody owns it', {}],
    ['the owner has left', { owner: 'gone' }],
    ['the owner has lost it', { owner: 'cy', touchedAt: 0 }],
  ])('becomes the owner when %s', (_, facts) => {
    const answer = ask({ ...facts, deals: [deal('7', 'ann')] }, [rep('ann'), rep('cy'), left('gone')]);
    expect(answer).toMatchObject({ owner: 'ann', assignee: 'ann', ownerChanged: true, covered: false });
  });
});

describe('a principal who is away', () => {
  test('is waited for when back in less than the time to hold', () => {
    const answer = ask({ owner: 'ann' }, [away('ann', 13.9), rep('cy')]);
    expect(answer).toMatchObject({
      owner: 'ann',
      ownerChanged: false,
      held: true,
      heldUntil: NOW + 13.9 * HOUR_MS,
      because: 'Ann owns the lead; Ann is away (out of working hours), but is back soon: it waits for them',
    });
    expect(answer).not.toHaveProperty('assignee');
    expect(answer).not.toHaveProperty('unassigned');
  });

  test.each<[string, Partial<LeadFacts>, number | undefined]>([
    ['the time to hold', {}, 14],
    ['an hour, but a fast lane holds', { fastLane: true }, 1],
    ['nobody knows when', {}, undefined],
  ])('is covered for when back in %s', (_, facts, hours) => {
    const answer = ask({ owner: 'ann', ...facts }, [away('ann', hours), rep('cy')]);
    expect(answer).toMatchObject({ owner: 'ann', assignee: 'cy', ownerChanged: false, covered: true, held: false });
    expect(answer.because).toBe("Ann owns the lead; Ann is away (out of working hours): it is Cy's turn");
  });

  test('is covered for by the backup before the pool', () => {
    const answer = ask({ owner: 'ann' }, [away('ann'), rep('bob'), rep('cy')], { people: backup('ann', 'bob') });
    expect(answer).toMatchObject({ assignee: 'bob', covered: true });
    expect(answer).not.toHaveProperty('turn');
  });

  test('is covered for by the backup of a backup who is away or has left', () => {
    const people = { ...backup('ann', 'bob'), ...backup('bob', 'gone'), ...backup('gone', 'eve') };
    expect(ask({ owner: 'ann' }, [away('ann'), away('bob'), left('gone'), rep('eve')], { people }).assignee).toBe(
      'eve',
    );
  });

  test('whose backups go round in a circle is covered for by the pool', () => {
    const people = { ...backup('ann', 'bob'), ...backup('bob', 'eve'), ...backup('eve', 'bob') };
    const reps = [away('ann'), away('bob'), away('eve'), rep('cy')];
    expect(ask({ owner: 'ann' }, reps, { people }).assignee).toBe('cy');
  });

  test('is covered for by the territory of the lead before the default pool', () => {
    const answer = ask({ owner: 'ann', country: 'Germany' }, [away('ann'), rep('cy'), rep('fay')]);
    expect(answer).toMatchObject({ assignee: 'fay', turn: { pool: 'dach' } });
  });

  test('is covered for by the pool for customers, if it is a customer’s CSM', () => {
    const facts = { isCustomer: true, account: { id: 'a1', matchedBy: 'same domain', csm: 'ann', isCustomer: true } };
    const answer = ask(facts, [away('ann'), rep('cy'), rep('fay')], { customerPool: 'dach' });
    expect(answer).toMatchObject({ owner: 'ann', assignee: 'fay', covered: true });
  });

  test('becomes the owner of a lead without one: to cover is not to own', () => {
    const facts = { account: { id: 'a1', matchedBy: 'same domain', owner: 'ann', isCustomer: false } };
    const answer = ask(facts, [away('ann'), rep('cy')]);
    expect(answer).toMatchObject({ owner: 'ann', assignee: 'cy', ownerChanged: true, covered: true });
  });
});

describe('a named account', () => {
  const facts = { accountKey: 'acme.example' };

  test('is covered for by its backup', () => {
    expect(ask(facts, [away('ann'), rep('bob'), rep('cy')], named)).toMatchObject({ owner: 'ann', assignee: 'bob' });
  });

  test('goes to no pool while its rep and backup are away', () => {
    const answer = ask(facts, [away('ann', 40), away('bob', 20), rep('cy')], named);
    expect(answer).toMatchObject({
      held: true,
      heldUntil: NOW + 20 * HOUR_MS,
      unassigned: 'nobody can take it: Ann is away (out of working hours); backup Bob is away (out of working hours)',
    });
    expect(outcomes(answer)).toEqual({
      ann: 'principal, away: out of working hours',
      bob: 'backup, away: out of working hours',
      cy: 'not asked: a named account',
    });
  });
});

describe('a pool', () => {
  test('that assigns gives it to who is next, and says who shared the turn', () => {
    const answer = ask({}, [rep('cy'), rep('dan'), rep('eve')]);
    expect(answer).toMatchObject({
      owner: 'cy',
      assignee: 'cy',
      ownerChanged: true,
      covered: false,
      turn: { pool: 'default', rep: 'cy', sharedWith: ['cy', 'dan'], shares: { cy: 0.5, dan: 0.5 }, at: NOW },
    });
    expect(answer.members?.map(({ entitlement, assigned }) => [entitlement, assigned])).toEqual([
      [0.5, 1],
      [0.5, 0],
    ]);
    expect(outcomes(answer)).toEqual({
      cy: 'chosen: next in pool default (due 0.5, had 1)',
      dan: 'present, not next in pool default (due 0.5, had 0)',
      eve: 'not in pool default',
    });
  });

  test('of which nobody is there is covered for by the default pool', () => {
    const answer = ask({ country: 'Germany' }, [away('eve', 14), away('fay', 20), rep('dan')]);
    expect(answer).toMatchObject({ assignee: 'dan', turn: { pool: 'default' } });
    expect(answer.because).toContain("nobody of pool dach is there: it is Dan's turn");
  });

  test('is held until the first of it or of the default pool is there, with an alarm', () => {
    const facts = { country: 'Germany', fastLane: true };
    const answer = ask(facts, [away('eve', 9), away('fay'), away('cy', 3), away('ann', 1)]);
    expect(answer).toMatchObject({
      held: true,
      heldUntil: NOW + 3 * HOUR_MS,
      unassigned: 'nobody can take it: nobody of pool dach is there; nobody of pool default is there',
    });
  });

  test('that nobody is in ends in an alarm without an instant', () => {
    const answer = ask({}, [rep('ann')]);
    expect(answer).toMatchObject({ held: true, unassigned: expect.any(String) });
    expect(answer).not.toHaveProperty('heldUntil');
  });
});

describe('who had it and did not answer', () => {
  test('is not asked again: the backup is', () => {
    const answer = ask(
      { owner: 'ann' },
      [rep('ann'), rep('bob')],
      { people: backup('ann', 'bob') },
      { tried: ['ann'] },
    );
    expect(answer).toMatchObject({ owner: 'ann', assignee: 'bob', ownerChanged: false, covered: false });
    expect(outcomes(answer)).toEqual({ ann: 'had it and did not answer', bob: 'chosen: backup, present' });
  });

  test('is not waited for', () => {
    expect(ask({ owner: 'ann' }, [away('ann', 1), rep('cy')], {}, { tried: ['ann'] }).assignee).toBe('cy');
  });

  test('leaves an alarm when it was everyone', () => {
    const answer = ask({}, [rep('cy'), away('dan', 2)], {}, { tried: ['cy'] });
    expect(answer).toMatchObject({ held: true, heldUntil: NOW + 2 * HOUR_MS, unassigned: expect.any(String) });
  });
});

test('an excluded lead goes to nobody and stays whose it is', () => {
  const answer = ask({ excluded: 'a competitor', owner: 'ann' }, [rep('ann')]);
  expect(answer).toMatchObject({ owner: 'ann', ownerChanged: false, held: false, because: 'excluded: a competitor' });
  expect(answer).not.toHaveProperty('assignee');
});
