import { describe, expect, test } from '@jest/globals';
import type { LeadFacts, RepFacts } from './facts.ts';
import { route, type RouteQuestion } from './route.ts';
import { away, deal, HOUR_MS, lead, left, NOW, question, rep, settings } from './routeForTests.ts';
import type { Pool, Role, RoutingSettings } from './settings.ts';

const listed = (mode: Pool['mode'], ...reps: string[]): Pool => ({
  mode,
  members: reps.map((id) => ({ rep: `${id}@us.example`, weight: 1 })),
});
const pools = { default: listed('assign', 'cy', 'dan'), dach: listed('assign', 'eve', 'fay') };
const rules = settings({ pools, territories: [{ name: 'DACH', countries: ['Germany'], pool: 'dach' }] });

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

describe('a pool that is away', () => {
  const german = { country: 'Germany' };

  test('is waited for when the first of it is back in less than the time to hold', () => {
    const answer = ask(german, [away('eve', 13), away('fay', 10), rep('dan')]);
    expect(answer).toMatchObject({ held: true, heldUntil: NOW + 10 * HOUR_MS, ownerChanged: false });
    expect(answer.because).toContain('; nobody of pool dach is there, but Fay is back soon: it waits for them');
    expect(answer).not.toHaveProperty('assignee');
    expect(answer).not.toHaveProperty('unassigned');
  });

  test.each<[string, Partial<LeadFacts>, number | undefined]>([
    ['in a fast lane', { fastLane: true }, 10],
    ['for the time to hold', {}, 14],
    ['nobody knows how long', {}, undefined],
  ])('%s is covered for by the default pool, and nobody of it becomes the owner', (_, facts, hours) => {
    const answer = ask({ ...german, ...facts }, [away('eve', hours), away('fay', hours), rep('dan')]);
    expect(answer).toMatchObject({ assignee: 'dan', ownerChanged: false, covered: true, turn: { pool: 'default' } });
    expect(answer).not.toHaveProperty('owner');
  });

  test('leaves an owner who lost the lead on record while another pool covers', () => {
    const answer = ask({ ...german, owner: 'gone' }, [away('eve'), rep('dan'), left('gone')]);
    expect(answer).toMatchObject({ owner: 'gone', assignee: 'dan', ownerChanged: false });
  });

  test('is not waited for when somebody had the lead and did not answer', () => {
    const answer = ask(german, [away('eve', 2), rep('cy'), rep('dan')], {}, { tried: ['cy'] });
    expect(answer).toMatchObject({ assignee: 'dan', covered: true });
  });

  test.each<[string, RepFacts[], string[]]>([
    ['has left', [left('eve'), left('fay')], []],
    ['had it', [rep('eve'), rep('fay')], ['eve', 'fay']],
  ])('and whose every member %s is not covered for: the lead is the default pool’s', (_, members, tried) => {
    const answer = ask(german, [...members, rep('dan')], {}, { tried });
    expect(answer).toMatchObject({ owner: 'dan', assignee: 'dan', ownerChanged: true, covered: false });
  });

  test('is no cover for itself: of the default pool an alarm tells', () => {
    expect(ask({}, [away('cy', 3), away('dan', 5)])).toMatchObject({ held: true, unassigned: expect.any(String) });
  });
});

describe('a role that the lead asks for', () => {
  const role = (id: string, does: Role) => ({ [`${id}@us.example`]: { role: does } });
  const people = { ...role('cy', 'bdr'), ...role('dan', 'ae'), ...role('eve', 'ae'), ...role('fay', 'bdr') };
  const forAe = { tag: 'opportunity' };

  test('leaves out who does something else, and says so', () => {
    const answer = ask(forAe, [rep('cy'), rep('dan')], { people });
    expect(answer).toMatchObject({ owner: 'dan', assignee: 'dan', turn: { sharedWith: ['dan'] } });
    expect(answer.because).toBe("no other rule matches; it is Dan's turn (an AE is asked for)");
    expect(outcomes(answer)).toMatchObject({ cy: 'present in pool default, but an AE is asked for' });
  });

  test.each<[string, Partial<LeadFacts>, RoutingSettings['people'], string]>([
    ['is a BDR’s too', { deals: [deal('7', undefined, { stage: 'demo' })] }, people, 'cy'],
    ['fits whoever has no role in the settings', forAe, role('dan', 'ae'), 'cy'],
    ['that nobody of the pool has leaves out nobody', forAe, { ...role('cy', 'bdr'), ...role('dan', 'bdr') }, 'cy'],
  ])('%s', (_, facts, does, whom) => {
    const answer = ask(facts, [rep('cy'), rep('dan')], { people: does, stages: { demo: 'bdr' } });
    expect(answer).toMatchObject({ owner: whom, assignee: whom });
  });

  test('is waited for when one who has it is back soon', () => {
    const answer = ask(forAe, [rep('cy'), away('dan', 3)], { people });
    expect(answer).toMatchObject({ held: true, heldUntil: NOW + 3 * HOUR_MS });
    expect(answer.because).toContain('no AE of pool default is there, but Dan is back soon');
  });

  test('is looked for in the default pool before somebody else of the pool covers', () => {
    const facts = { ...forAe, country: 'Germany', fastLane: true };
    const inDefault = ask(facts, [away('eve', 1), rep('fay'), rep('cy'), rep('dan')], { people });
    expect(inDefault).toMatchObject({ assignee: 'dan', covered: true, turn: { pool: 'default' } });
    const nowhere = ask(facts, [away('eve', 1), rep('fay'), rep('cy'), away('dan')], { people });
    expect(nowhere).toMatchObject({ assignee: 'fay', covered: true, turn: { pool: 'dach' } });
    expect(nowhere).not.toHaveProperty('owner');
    expect(nowhere.because).toContain('no AE of pool dach is there');
  });
});

describe('a pool that claims', () => {
  const claiming = { pools: { ...pools, dach: listed('claim', 'eve', 'fay') } };
  const facts = { country: 'Germany', owner: 'gone' };

  test('is offered the lead, and nobody has it', () => {
    const answer = ask(facts, [rep('eve'), away('fay'), rep('cy'), left('gone')], claiming);
    expect(answer).toMatchObject({ claimPool: 'dach', held: false, owner: 'gone', ownerChanged: false });
    expect(answer).not.toHaveProperty('assignee');
    expect(answer).not.toHaveProperty('turn');
    expect(outcomes(answer)).toMatchObject({ eve: 'present, may claim it in pool dach', cy: 'not in pool dach' });
  });

  test('does not keep the lead from who is there in the default pool', () => {
    expect(ask({ ...facts, fastLane: true }, [away('eve', 1), rep('cy')], claiming)).toMatchObject({ assignee: 'cy' });
    expect(ask(facts, [away('eve', 15), rep('cy')], claiming)).toMatchObject({ assignee: 'cy', owner: 'gone' });
  });

  test('is offered the lead when one of it is back soon, also while others are there', () => {
    const answer = ask(facts, [away('eve', 1), rep('cy')], claiming);
    expect(answer).toMatchObject({ claimPool: 'dach', held: false });
    expect(answer).not.toHaveProperty('assignee');
  });

  test('is offered the lead also when nobody is there at all: the first who comes may claim it', () => {
    expect(ask(facts, [away('eve', 1), away('cy', 9)], claiming)).toMatchObject({ claimPool: 'dach', held: false });
  });

  test('without anybody who could come is none', () => {
    expect(ask(facts, [left('eve'), away('cy', 9)], claiming)).toMatchObject({
      held: true,
      heldUntil: NOW + 9 * HOUR_MS,
    });
  });
});
