import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkRouting } from './check.ts';
import { type Company, faults } from './checkFaultsForTests.ts';
import { NOW, person, settings } from './checkForTests.ts';
import { staffToCheck } from './checkStaff.ts';
import type { DealFacts, LeadFacts } from './facts.ts';
import { route } from './route.ts';
import type { Person, Pool, RoutingSettings, Territory } from './settings.ts';

const DAY = 86_400_000;
const emailOf = (index: number) => `p${index}@acme.com`;
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

/** What is undefined is left out, as settings do. */
function given<T>(all: { [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}

const mode = fc.constantFrom('assign' as const, 'claim' as const);
const drawnPool = fc.record({
  mode,
  everyone: fc.boolean(),
  members: fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }),
});
const drawnTerritory = fc.record({
  countries: fc.subarray(['c', 'd', 'e'], { minLength: 1 }),
  sources: optional(fc.subarray(['website', 'event', '?'], { minLength: 1 })),
  size: optional(fc.record({ atLeast: fc.nat(20) })),
  pool: fc.nat(9),
});
const drawn = {
  count: fc.integer({ min: 3, max: 8 }),
  pools: fc.array(drawnPool, { maxLength: 3 }),
  people: fc.array(fc.record({ role: optional(fc.constantFrom('ae', 'csm')), backup: optional(fc.nat(9)) }), {
    maxLength: 8,
  }),
  accounts: fc.array(fc.nat(9), { maxLength: 3 }),
  territories: fc.array(drawnTerritory, { maxLength: 5 }),
  stages: fc.dictionary(fc.constantFrom('Demo', 'Proposal', 'Won'), fc.constantFrom('bdr', 'ae', 'csm')),
  customerPool: fc.nat(9),
  productPool: optional(fc.nat(9)),
  poorFitPool: optional(fc.nat(9)),
};
type Drawn = { [K in keyof typeof drawn]: (typeof drawn)[K] extends fc.Arbitrary<infer T> ? T : never };

/** Settings in which everything is as somebody may mean it, and the people they name. */
const company: fc.Arbitrary<Company> = fc.record(drawn).map((all) => {
  const pools = poolsFrom(all);
  const names = Object.keys(pools);
  const named = (at: number | undefined) => (at === undefined ? undefined : names[at % names.length]);
  const more = {
    pools,
    people: peopleFrom(all),
    namedAccounts: all.accounts.map((at, index) => {
      return { account: `big${index}.com`, rep: emailOf(at % all.count), backup: emailOf((at + 1) % all.count) };
    }),
    territories: all.territories.map(({ countries, pool, ...tests }, index) =>
      given<Territory>({
        ...tests,
        name: `T${index}`,
        countries: countries.map((country) => `${country}${index}`),
        pool: named(pool),
      }),
    ),
    stages: all.stages as RoutingSettings['stages'],
    customerPool: named(all.customerPool),
    productPool: named(all.productPool),
    poorFitPool: named(all.poorFitPool),
    coverage: { managers: [emailOf(0)] },
  };
  const people = Array.from({ length: all.count }, (_, index) => person(`p${index}`));
  return { settings: settings(given<Partial<RoutingSettings>>(more)), people };
});

function poolsFrom({ pools, count }: Pick<Drawn, 'pools' | 'count'>): Record<string, Pool> {
  const made = pools.map(({ mode: how, everyone, members }, index): [string, Pool] => {
    const reps = [...new Set(members.map((at) => emailOf(at % count)))];
    const listed = reps.map((rep, weight) => ({ rep, weight }));
    return [`pool${index}`, { mode: how, members: everyone ? 'everyone' : listed }];
  });
  return { default: { mode: 'assign', members: 'everyone' }, ...Object.fromEntries(made) };
}

/** Backups come before whom they cover for, so that there is no circle. */
function peopleFrom({ people, count }: Drawn): Record<string, Person> {
  const made = people.slice(0, count).map(({ role, backup }, index) => {
    const to = index === 0 || backup === undefined ? undefined : emailOf(backup % index);
    return [emailOf(index), given<Person>({ role: role as Person['role'], backup: to })] as const;
  });
  return Object.fromEntries(made);
}

/** Settings and people as they come: people have left, pools are empty, chains of backups lead anywhere. */
const anyCompany: fc.Arbitrary<Company> = fc
  .record({
    one: company,
    gone: fc.array(fc.nat(5), { maxLength: 8 }),
    emptied: fc.array(fc.nat(4), { maxLength: 4 }),
    backups: fc.array(fc.nat(9), { maxLength: 8 }),
    roles: fc.array(optional(fc.constantFrom('ae', 'csm', 'bdr')), { maxLength: 4 }),
    ofFew: fc.array(fc.nat(9), { minLength: 1, maxLength: 2 }),
  })
  .map(({ one, gone, emptied, backups, roles, ofFew }) => {
    const few = ofFew.map((at) => ({ rep: emailOf(at), weight: 1 }));
    const pools = Object.entries(one.settings.pools).map(([name, pool], index) => {
      const members = emptied[index] === 0 ? [] : emptied[index] === 1 ? few : pool.members;
      return [name, given<Pool>({ ...pool, members, role: roles[index] as Pool['role'] })] as const;
    });
    const people = backups.map((to, from) => [emailOf(from), { backup: emailOf(to) }] as const);
    return {
      settings: {
        ...one.settings,
        pools: Object.fromEntries(pools),
        people: { ...one.settings.people, ...Object.fromEntries(people) },
      },
      people: one.people.map((rep, index) => (gone[index] === 0 ? { ...rep, active: false, presence: [] } : rep)),
    };
  });

/** The id of a rep, or of nobody. */
const repId = optional(fc.nat(9).map(String));
const deal = fc
  .record({
    id: fc.constantFrom('1', '2'),
    state: fc.constantFrom('open', 'won', 'lost'),
    stageLabel: optional(fc.constantFrom('Demo', 'Proposal', 'Won', 'New')),
    owner: repId,
  })
  .map((all) => given<DealFacts>(all as DealFacts));
const account = fc
  .record({
    id: fc.constant('a'),
    matchedBy: fc.constant('domain'),
    owner: repId,
    csm: repId,
    isCustomer: fc.boolean(),
  })
  .map((all) => given<NonNullable<LeadFacts['account']>>(all));
const lead = fc
  .record({
    id: fc.constant('lead'),
    accountKey: optional(fc.constantFrom('big0.com', 'big1.com', 'small.com')),
    country: optional(fc.constantFrom('c0', 'C1', 'd2', 'e3', 'Chad')),
    companySize: optional(fc.constantFrom('3', '11-50', '1,000+', 'many')),
    source: optional(fc.constantFrom('website', 'event', 'chat')),
    fastLane: fc.boolean(),
    excluded: fc.constantFrom(...Array.from({ length: 9 }, () => undefined), 'a competitor'),
    isCustomer: fc.boolean(),
    isTrial: fc.boolean(),
    usesProduct: fc.boolean(),
    poorFit: fc.boolean(),
    owner: repId,
    touchedAt: optional(fc.nat(300).map((days) => NOW - days * DAY)),
    account: optional(account),
    deals: fc.array(deal, { maxLength: 2 }),
    tag: optional(fc.constantFrom('prospect', 'opportunity', 'customer', 'vip')),
    twin: optional(fc.nat(9).map((rep) => ({ rep: String(rep), because: 'same address' }))),
  })
  .map((all) => given<LeadFacts>(all));

describe('settings as somebody may mean them', () => {
  test('have no error, and no warning but of pools that are not used', () => {
    fc.assert(
      fc.property(company, (one) => {
        const kinds = checkRouting(one.settings, one.people, NOW).filter(({ what }) => what !== 'unused pool');
        expect(kinds).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test.each(Object.entries(faults))('%s is found wherever it is put', (_name, seed) => {
    fc.assert(
      fc.property(company, fc.nat(1_000), (one, at) => {
        const { what, path, ...faulty } = seed(one, at);
        const findings = checkRouting(faulty.settings, faulty.people, NOW);
        expect(findings.map((finding) => `${finding.what} ${finding.path}`)).toContain(`${what} ${path}`);
      }),
      { numRuns: 40 },
    );
  });
});

function outcomeOf(one: Company, asked: LeadFacts): string {
  const { reps, accounts } = staffToCheck(one.settings, one.people, NOW);
  const answer = route({ lead: asked, reps, pools: accounts, now: NOW }, one.settings);
  if (asked.excluded !== undefined) return 'excluded';
  if (answer.unassigned !== undefined) return `unassigned: ${answer.unassigned}`;
  if (answer.assignee !== undefined) return 'assigned';
  if (answer.claimPool !== undefined) return claimable(one, answer.claimPool) ? 'to claim' : 'to claim by nobody';
  return answer.held && answer.heldUntil !== undefined ? 'held' : 'nowhere';
}

function claimable({ settings: all, people }: Company, pool: string): boolean {
  return (staffToCheck(all, people, NOW).members[pool] ?? []).some(({ active }) => active);
}

const everyEnd = ['excluded', 'assigned', 'to claim', 'held'];

test('no lead ends with nobody where the checker finds no error and everyone is there', () => {
  const seen = { sound: 0, unsound: 0, lostInUnsound: 0 };
  fc.assert(
    fc.property(anyCompany, fc.array(lead, { minLength: 1, maxLength: 30 }), (one, leads) => {
      const isSound = checkRouting(one.settings, one.people, NOW).every(({ level }) => level === 'warning');
      const lost = leads.map((each) => outcomeOf(one, each)).filter((end) => !everyEnd.includes(end));
      seen[isSound ? 'sound' : 'unsound'] += leads.length;
      if (!isSound) seen.lostInUnsound += lost.length;
      expect(isSound ? lost : []).toEqual([]);
    }),
    { numRuns: 400 },
  );
  // Else nothing was shown: both kinds of settings came, and leads were lost where the checker had said so.
  expect(Math.min(seen.sound, seen.unsound)).toBeGreaterThan(500);
  expect(seen.lostInUnsound).toBeGreaterThan(20);
});

test('for the lead that is given as an example of nobody, nobody is found', () => {
  fc.assert(
    fc.property(anyCompany, (one) => {
      const found = checkRouting(one.settings, one.people, NOW).filter(({ what }) => what === 'nobody');
      const ends = found.map(({ example }) => (example === undefined ? 'no example' : outcomeOf(one, example)));
      expect(ends.filter((end) => !end.startsWith('unassigned'))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
