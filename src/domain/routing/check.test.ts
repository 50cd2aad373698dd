import { describe, expect, test } from '@jest/globals';
import { checkRouting } from './check.ts';
import { NOW, person, settings, weekHours } from './checkForTests.ts';
import type { CheckedRep } from './checkFindings.ts';
import { defaultRouting, type Pool, type RoutingSettings, type Territory } from './settings.ts';

const mia = person('Mia');
const ann = person('Ann');
const bob = person('Bob');
const left = person('Cy', { active: false, presence: [] });
const staff = [ann, bob, mia];

const pool = (...names: string[]): Pool => ({
  mode: 'assign',
  members: names.map((name) => ({ rep: `${name}@acme.com`, weight: 1 })),
});
const territory = (name: string, more: Partial<Territory> = {}): Territory => ({ name, pool: 'default', ...more });
const withPool = (name: string, made: Pool): Partial<RoutingSettings> => ({
  pools: { ...defaultRouting.pools, [name]: made },
  territories: [territory('Brazil', { countries: ['Brazil'], pool: name })],
});

/** "level what path: says", for each finding. */
function found(more: Partial<RoutingSettings>, people: readonly CheckedRep[] = staff): string[] {
  return checkRouting(settings(more), people, NOW).map(
    ({ level, what, path, says }) => `${level} ${what} ${path}: ${says}`,
  );
}

describe('settings that are meant', () => {
  test('one founder with the settings of the first day has no error', () => {
    const findings = checkRouting(defaultRouting, [ann], NOW);
    expect(findings.map(({ level, what }) => `${level} ${what}`)).toEqual([
      'warning customers without a pool',
      'warning no manager',
    ]);
  });

  test('nothing is said of settings in which nothing is wrong', () => {
    expect(found({})).toEqual([]);
  });
});

describe('what nobody can have meant is found, with what to change', () => {
  test.each<[string, Partial<RoutingSettings>, CheckedRep[], string]>([
    [
      'a territory that an earlier one has',
      {
        territories: [
          territory('Europe', { countries: ['DE', 'FR'] }),
          territory('large', { size: { atLeast: 500 } }),
          territory('large Germans', { countries: ['de'], size: { atLeast: 1000 } }),
        ],
      },
      staff,
      'error unreachable territory routing.territories[2]: territory large Germans gets no lead: Europe (territories[0]) before it has them all',
    ],
    [
      'a territory that two earlier ones have together',
      {
        territories: [
          territory('small', { size: { atMost: 99 } }),
          territory('large', { size: { atLeast: 100 } }),
          territory('middle', { size: { atLeast: 50, atMost: 500 } }),
        ],
      },
      staff,
      'error unreachable territory routing.territories[2]: territory middle gets no lead: small (territories[0]) and large (territories[1]) before it have them all',
    ],
    [
      'a territory of companies that are large and small',
      { territories: [territory('odd', { size: { atLeast: 50, atMost: 49 } })] },
      staff,
      'error territory without leads routing.territories[0]: no lead can be in territory odd: nothing is at least 50 and at most 49 people',
    ],
    [
      'a territory of no countries',
      { territories: [territory('nowhere', { countries: [] })] },
      staff,
      'error territory without leads routing.territories[0]: no lead can be in territory nowhere: its list of countries is empty',
    ],
    [
      'a pool whose people have left',
      withPool('latam', pool('cy')),
      [...staff, left],
      'error empty pool routing.pools.latam: pool latam has nobody who is in the CRM: nobody of it gets a lead from Brazil without an owner',
    ],
    [
      'a pool that claims, of a role that nobody has',
      withPool('latam', { mode: 'claim', members: 'everyone', role: 'bdr' }),
      staff,
      'error empty pool routing.pools.latam: pool latam has nobody with role bdr who is in the CRM: nobody of it can claim a lead from Brazil without an owner',
    ],
    [
      'nobody at all',
      {},
      [left],
      'error nobody routing.pools.default: pool default has nobody who is in the CRM: nobody can be found for a lead without an owner',
    ],
    [
      'customers of an empty pool',
      { pools: { ...defaultRouting.pools, csm: pool('cy') }, customerPool: 'csm' },
      [...staff, left],
      'error empty pool routing.pools.csm: pool csm has nobody who is in the CRM: nobody of it gets a customer without an owner',
    ],
    [
      'a named account whose people have left',
      { namedAccounts: [{ account: 'big.com', rep: 'cy@acme.com', backup: 'dan@acme.com' }] },
      [...staff, left],
      'error named account without people routing.namedAccounts[0]: nobody who is named for big.com is in the CRM, neither cy@acme.com nor dan@acme.com: its leads go to anybody',
    ],
    [
      'backups in a circle',
      {
        people: {
          'mia@acme.com': { backup: 'ann@acme.com' },
          'bob@acme.com': { backup: 'ann@acme.com' },
          'ann@acme.com': { backup: 'bob@acme.com' },
        },
      },
      staff,
      'warning backup circle routing.people.ann@acme.com.backup: backups go in a circle: ann@acme.com to bob@acme.com to ann@acme.com. When all of them are away, the circle has nobody',
    ],
    [
      'a backup who has left',
      { people: { 'ann@acme.com': { backup: 'cy@acme.com' } } },
      [...staff, left],
      'warning person who has left routing.people.ann@acme.com.backup: Cy, the backup of ann@acme.com, has left: name another',
    ],
    [
      'a member whose address is written wrongly',
      withPool('latam', pool('ann', 'bbo')),
      staff,
      'warning unknown person routing.pools.latam.members[1]: bbo@acme.com, a member of pool latam, is nobody the CRM knows: was bob@acme.com meant?',
    ],
    [
      'a manager who is nobody, and no address is near',
      { coverage: { managers: ['mia@acme.com', 'theboss@example.org'] } },
      staff,
      'warning unknown person routing.coverage.managers[1]: theboss@example.org, a manager, is nobody the CRM knows: correct the address, or add them to the CRM',
    ],
    [
      'somebody who cannot be told',
      {},
      [ann, mia, person('Bob', { channels: [] })],
      'error person without a channel routing.pools.default.members: no alert reaches Bob: give bob@acme.com a way to be told',
    ],
    [
      'managers who have all left',
      { coverage: { managers: ['cy@acme.com'], channel: '#sales' } },
      [...staff, left],
      'warning no manager routing.coverage.managers: only #sales hears of a lead that nobody covers or answers: cy@acme.com has left',
    ],
    [
      'a pool that no rule names',
      { pools: { ...defaultRouting.pools, spare: pool('ann') } },
      staff,
      'warning unused pool routing.pools.spare: no rule names pool spare: no lead is for it',
    ],
    [
      'nights and a weekend',
      {},
      [
        person('Ann', { presence: weekHours([9, 18], [33, 42], [57, 66], [81, 90], [105, 114]) }),
        person('Mia', { presence: weekHours([8, 12]) }),
      ],
      'warning uncovered hours routing.pools.default: nobody of pool default is there in 122 of the next 168 hours: Mon 00:00 to 08:00, Mon, Tue, Wed and Thu 18:00 to 09:00, Fri 18:00 to Mon 00:00 (UTC)',
    ],
    [
      'a pool on holiday',
      {},
      [person('Ann', { presence: [] }), person('Mia', { presence: [] })],
      'error nobody all week routing.pools.default: nobody of pool default is there all week: Mon 00:00 to Mon 00:00 (UTC)',
    ],
  ])('%s', (_what, more, people, finding) => {
    expect(found(more, people)).toContain(finding);
  });

  test('the longer way to a backup who has left is told', () => {
    const people = { 'ann@acme.com': { backup: 'bob@acme.com' }, 'bob@acme.com': { backup: 'cy@acme.com' } };
    expect(found({ people }, [...staff, left])).toContain(
      'warning backup who has left routing.people.ann@acme.com.backup: the backups of ann@acme.com end with nobody: ann@acme.com to bob@acme.com to cy@acme.com, who has left',
    );
  });

  test('the example of a gap is a lead that falls into it', () => {
    const more = withPool('latam', pool('cy'));
    const example = checkRouting(settings(more), [...staff, left], NOW)[0]?.example;
    expect(example).toMatchObject({ country: 'Brazil', isCustomer: false });
  });

  test('hours are told by the clock of who reads them', () => {
    const clock = { name: 'Asia/Kolkata', wall: (at: number) => at + 19_800_000 };
    const people = [person('Mia', { presence: weekHours([0, 160]) })];
    expect(checkRouting(settings({}), people, NOW, clock).map(({ says }) => says)).toEqual([
      'nobody of pool default is there in 8 of the next 168 hours: Sun 21:30 to 05:30 (Asia/Kolkata)',
    ]);
  });

  test('who left and came back with the same address is there', () => {
    const more = { ...withPool('latam', pool('cy')), namedAccounts: [] };
    expect(found(more, [...staff, person('Cy'), left])).toEqual([]);
  });

  test('errors come first', () => {
    const levels = checkRouting(defaultRouting, [], NOW).map(({ level }) => level);
    expect(levels).toEqual(levels.toSorted());
    expect(new Set(levels).size).toBe(2);
  });
});
