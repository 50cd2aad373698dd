import type { CheckedRep, FindingKind } from './checkFindings.ts';
import { weekHours } from './checkForTests.ts';
import type { Pool, PoolMember, RoutingSettings, Territory } from './settings.ts';

export type Company = { settings: RoutingSettings; people: CheckedRep[] };

/** A company with one thing wrong, and what has to be found. */
type Faulty = Company & { what: FindingKind; path: string };

/** Makes one thing wrong; `at` chooses where among the places there are. */
type Fault = (company: Company, at: number) => Faulty;

const emailOf = (index: number) => `p${index}@acme.com`;
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

function changed(company: Company, more: Partial<RoutingSettings>): Company {
  return { ...company, settings: { ...company.settings, ...more } };
}

function withPeople(company: Company, emails: readonly string[], more: Partial<CheckedRep>): Company {
  const people = company.people.map((rep) => (emails.includes(rep.email ?? '') ? { ...rep, ...more } : rep));
  return { ...company, people };
}

const gone = { active: false, presence: [] };
const leaver: CheckedRep = { email: 'gone@acme.com', name: 'Gone', channels: ['slack'], ...gone };
const members = (...reps: string[]): PoolMember[] => reps.map((rep) => ({ rep, weight: 1 }));

/** A new territory with a pool of its own, before all others. */
function withPool(company: Company, pool: Pool): Company {
  const territory: Territory = { name: 'seeded', countries: ['seeded'], pool: 'seeded' };
  const { pools, territories } = company.settings;
  return changed(company, { pools: { ...pools, seeded: pool }, territories: [territory, ...territories] });
}

/** A territory put somewhere after the first, which another has wholly. */
function withTerritory(company: Company, at: number, more: Partial<Territory>): Company & { index: number } {
  const first: Territory = { name: 'first', countries: ['seeded', 'twice'], pool: 'default' };
  const { territories } = company.settings;
  const index = 1 + (at % (territories.length + 1));
  const all = [first, ...territories].toSpliced(index, 0, { ...first, name: 'seeded', ...more });
  return { ...changed(company, { territories: all }), index };
}

function withBackups(company: Company, backups: Record<string, string>): Company {
  const entries = Object.entries(backups).map(([email, backup]) => [email, { backup }] as const);
  return changed(company, { people: { ...company.settings.people, ...Object.fromEntries(entries) } });
}

function withMisspelt(company: Company, at: number): Faulty {
  const real = pick(company.people, at).email ?? '';
  const wrong = real.replace('@', 'x@');
  const { coverage, namedAccounts } = company.settings;
  const places: [string, Company][] = [
    ['routing.people.newcomer@acme.com.backup', withBackups(company, { 'newcomer@acme.com': wrong })],
    ['routing.pools.seeded.members[1]', withPool(company, { mode: 'assign', members: members(real, wrong) })],
    [
      `routing.coverage.managers[${coverage.managers.length}]`,
      changed(company, { coverage: { managers: [...coverage.managers, wrong] } }),
    ],
    [
      `routing.namedAccounts[${namedAccounts.length}].backup`,
      changed(company, { namedAccounts: [...namedAccounts, { account: 'seeded.com', rep: real, backup: wrong }] }),
    ],
  ];
  const [path, faulty] = pick(places, at);
  return { ...faulty, what: 'unknown person', path };
}

/** Every kind of fault that the checker knows, by what went wrong. */
export const faults: Record<string, Fault> = {
  'a territory after one that has its leads': (company, at) => {
    const { index, ...faulty } = withTerritory(company, at, { countries: ['TWICE'], sources: ['website', '?'] });
    return { ...faulty, what: 'unreachable territory', path: `routing.territories[${index}]` };
  },
  'a territory whose sizes cross': (company, at) => {
    const { index, ...faulty } = withTerritory(company, at, { countries: ['other'], size: { atLeast: 9, atMost: 8 } });
    return { ...faulty, what: 'territory without leads', path: `routing.territories[${index}]` };
  },
  'a territory of no sources': (company, at) => {
    const { index, ...faulty } = withTerritory(company, at, { countries: ['other'], sources: [] });
    return { ...faulty, what: 'territory without leads', path: `routing.territories[${index}]` };
  },
  'a pool whose people have left': (company) => ({
    ...withPool(
      { ...company, people: [...company.people, leaver] },
      { mode: 'assign', members: members('gone@acme.com') },
    ),
    what: 'empty pool',
    path: 'routing.pools.seeded',
  }),
  'a pool to claim from without people': (company) => ({
    ...withPool(company, { mode: 'claim', members: [] }),
    what: 'empty pool',
    path: 'routing.pools.seeded',
  }),
  'a pool of a role that nobody has': (company) => ({
    ...withPool(company, { mode: 'assign', members: 'everyone', role: 'bdr' }),
    what: 'empty pool',
    path: 'routing.pools.seeded',
  }),
  'a customer pool without people': (company) => ({
    ...changed(company, {
      customerPool: 'seeded',
      pools: { ...company.settings.pools, seeded: { mode: 'assign', members: [] } },
    }),
    what: 'empty pool',
    path: 'routing.pools.seeded',
  }),
  'a product pool without people': (company) => ({
    ...changed(company, {
      productPool: 'seeded',
      pools: { ...company.settings.pools, seeded: { mode: 'claim', members: [] } },
    }),
    what: 'empty pool',
    path: 'routing.pools.seeded',
  }),
  'a default pool without people': (company) => ({
    ...changed(company, {
      pools: { ...company.settings.pools, default: { mode: 'assign', members: [] } },
    }),
    what: 'nobody',
    path: 'routing.pools.default',
  }),
  'a default pool without people that no rule names': (company) => ({
    ...changed(company, {
      pools: {
        all: { mode: 'assign', members: members(emailOf(0)) },
        default: { mode: 'assign', members: [] },
      },
      territories: [{ name: 'all', pool: 'all' }],
      customerPool: 'all',
      productPool: 'all',
      poorFitPool: 'all',
    }),
    what: 'empty pool',
    path: 'routing.pools.default',
  }),
  'everybody gone': (company) => ({
    ...withPeople(
      company,
      company.people.map(({ email = '' }) => email),
      gone,
    ),
    what: 'nobody',
    path: 'routing.pools.default',
  }),
  'a named account whose people have left': (company) => {
    const { namedAccounts } = company.settings;
    const row = { account: 'seeded.com', rep: 'gone@acme.com', backup: 'nobody@acme.com' };
    return {
      ...changed({ ...company, people: [...company.people, leaver] }, { namedAccounts: [...namedAccounts, row] }),
      what: 'named account without people',
      path: `routing.namedAccounts[${namedAccounts.length}]`,
    };
  },
  'backups in a circle': (company, at) => {
    const ring = Array.from({ length: 2 + (at % (company.people.length - 1)) }, (_, index) => emailOf(index));
    const backups = Object.fromEntries(ring.map((email, index) => [email, pick(ring, index + 1)]));
    return { ...withBackups(company, backups), what: 'backup circle', path: 'routing.people.p0@acme.com.backup' };
  },
  'a backup who has left': (company, at) => {
    const { email = '' } = pick(company.people, at);
    return {
      ...withBackups({ ...company, people: [...company.people, leaver] }, { [email]: 'gone@acme.com' }),
      what: 'person who has left',
      path: `routing.people.${email}.backup`,
    };
  },
  'a chain of backups that ends with who has left': (company) => ({
    ...withBackups(
      { ...company, people: [...company.people, leaver] },
      { 'p2@acme.com': 'p1@acme.com', 'p1@acme.com': 'p0@acme.com', 'p0@acme.com': 'gone@acme.com' },
    ),
    what: 'backup who has left',
    path: 'routing.people.p2@acme.com.backup',
  }),
  'an address written wrongly': withMisspelt,
  'somebody whom no alert reaches': (company, at) => {
    const { email = '' } = pick(company.people, at);
    const { people } = company.settings;
    const described = changed(company, { people: { ...people, [email]: people[email] ?? {} } });
    return {
      ...withPeople(described, [email], { channels: [] }),
      what: 'person without a channel',
      path: `routing.people.${email}`,
    };
  },
  'a week in which nobody of a pool is there': (company, at) => {
    const { email = '' } = pick(company.people, at);
    const pool = withPool(company, { mode: 'assign', members: members(email) });
    return {
      ...withPeople(pool, [email], { presence: weekHours([-48, 0], [168, 200]) }),
      what: 'nobody all week',
      path: 'routing.pools.seeded',
    };
  },
  'an hour in which nobody of a pool is there': (company, at) => {
    const { email = '' } = pick(company.people, at);
    const pool = withPool(company, { mode: 'assign', members: members(email) });
    const hour = at % 168;
    return {
      ...withPeople(pool, [email], { presence: weekHours([0, hour], [hour + 1, 168]) }),
      what: 'uncovered hours',
      path: 'routing.pools.seeded',
    };
  },
  'no manager': (company) => ({
    ...changed(company, { coverage: { managers: [] } }),
    what: 'no manager',
    path: 'routing.coverage.managers',
  }),
  'managers who have left': (company) => ({
    ...changed({ ...company, people: [...company.people, leaver] }, { coverage: { managers: ['gone@acme.com'] } }),
    what: 'no manager',
    path: 'routing.coverage.managers',
  }),
  'customers whom nobody looks after': ({ settings: { customerPool: _customerPool, ...rest }, people }) => ({
    settings: rest,
    people,
    what: 'customers without a pool',
    path: 'routing.customerPool',
  }),
  'a pool that no rule names': (company) => ({
    ...changed(company, { pools: { ...company.settings.pools, seeded: { mode: 'assign', members: 'everyone' } } }),
    what: 'unused pool',
    path: 'routing.pools.seeded',
  }),
};
