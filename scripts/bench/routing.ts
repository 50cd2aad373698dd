import { worstInCalendar } from '../../src/domain/routing/calendarsForTests.ts';
import type { DealFacts, LeadFacts, RepFacts } from '../../src/domain/routing/facts.ts';
import { membersToday, type PoolAccount } from '../../src/domain/routing/pools.ts';
import { route } from '../../src/domain/routing/route.ts';
import { defaultRouting, type RoutingSettings } from '../../src/domain/routing/settings.ts';
import { chanceFrom } from './scoring.ts';

const REPS = 200;
/** Decisions a second, at least. */
const BOUND = 5_000;
/** Leads from the exact share, at most. */
const FAR = 1.5;
const LEADS = 2_000;
const WARM_UP_MS = 500;
const MEASURE_MS = 3_000;
const CALENDARS = 2_000;
const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 0, 31);
const COUNTRIES = ['Germany', 'France', 'Japan', 'Brazil', 'United States'];

/**
 * Prints how many leads a second one core routes, and how far anybody is from their exact share in calendars of shifts; sets the exit
 * code when it routes too few, or somebody is too far.
 */
export function benchRouting(): void {
  const chance = chanceFrom(7);
  const reps = Array.from({ length: REPS }, (_, i) => repFrom(i, chance));
  const leads = Array.from({ length: LEADS }, (_, i) => leadFrom(i, chance));
  routeFor(WARM_UP_MS, leads, reps);
  const { routed, ms, assigned } = routeFor(MEASURE_MS, leads, reps);
  const perSecond = Math.round((routed / ms) * 1000);
  const share = Math.round((assigned / routed) * 100);
  console.log(
    `domain routing: ${perSecond.toLocaleString('en')} decisions/s on one core, at least ${BOUND.toLocaleString('en')} wanted (${REPS} reps, 5 territories, 20 named accounts, ${share}% assigned at once)`,
  );
  const worst = Array.from({ length: CALENDARS }, (_, seed) => worstInCalendar(seed)).toSorted((a, b) => a - b);
  const [p99, most] = [worst[Math.floor(CALENDARS * 0.99)] ?? 0, worst.at(-1) ?? 0];
  console.log(
    `round robin: worst ${most.toFixed(2)} leads from the exact share, at most ${FAR} wanted, p99 ${p99.toFixed(2)}, in ${CALENDARS} calendars of shifts (1000 leads each)`,
  );
  if (perSecond >= BOUND && most <= FAR) return;
  console.error(
    `bench: routing should decide ${BOUND} times a second, and be at most ${FAR} leads from the exact share`,
  );
  process.exitCode = 1;
}

/** The accounts of all pools go on from decision to decision, as they would in the database. */
function routeFor(
  budgetMs: number,
  leads: LeadFacts[],
  reps: RepFacts[],
): { routed: number; ms: number; assigned: number } {
  const pools = poolsOf(reps);
  const start = performance.now();
  let routed = 0;
  let assigned = 0;
  for (let ms = 0; ms < budgetMs; ms = performance.now() - start) {
    for (const lead of leads) {
      const { assignee, turn, members } = route({ lead, reps, pools, now: NOW + routed }, rules);
      if (assignee !== undefined) assigned += 1;
      if (turn && members) pools[turn.pool] = members;
      routed += 1;
    }
  }
  return { routed, ms: performance.now() - start, assigned };
}

const emailOf = (i: number) => `rep${i}@us.example`;

const rules: RoutingSettings = {
  ...defaultRouting,
  people: Object.fromEntries(
    Array.from({ length: REPS }, (_, i) => [
      emailOf(i),
      { role: (['bdr', 'ae', 'csm'] as const)[i % 3] ?? 'bdr', backup: emailOf(i % 5 === 4 ? i - 4 : i + 1) },
    ]),
  ),
  pools: {
    default: { mode: 'assign', members: 'everyone' },
    ...Object.fromEntries(COUNTRIES.map((country, c) => [country, { mode: 'assign' as const, members: teamOf(c) }])),
  },
  territories: COUNTRIES.map((country) => ({
    name: country,
    countries: [country],
    size: { atLeast: 50 },
    pool: country,
  })),
  namedAccounts: Array.from({ length: 20 }, (_, i) => ({
    account: `named${i}.example`,
    rep: emailOf(i),
    backup: emailOf(i + 50),
  })),
};

function teamOf(country: number): { rep: string; weight: number }[] {
  return Array.from({ length: REPS / 5 }, (_, i) => ({ rep: emailOf(i * 5 + country), weight: 1 + (i % 3) }));
}

function poolsOf(reps: RepFacts[]): Record<string, PoolAccount[]> {
  const today = { reps, people: rules.people, now: NOW };
  return Object.fromEntries(Object.entries(rules.pools).map(([name, pool]) => [name, membersToday(pool, [], today)]));
}

/** Two of three are there; of the others half are back tomorrow, half on holiday. */
function repFrom(i: number, chance: () => number): RepFacts {
  const away = chance() < 1 / 3;
  const availability = away
    ? { present: false, because: 'out of working hours' }
    : { present: true, because: 'in working hours' };
  const nextPresentAt = NOW + (chance() < 0.5 ? 10 : 100) * HOUR_MS;
  return {
    id: `r${i}`,
    name: `Rep ${i}`,
    email: emailOf(i),
    active: chance() < 0.97,
    availability,
    ...(away && { nextPresentAt }),
  };
}

/** Four of ten have no owner, deal or company that names a rep. */
function leadFrom(i: number, chance: () => number): LeadFacts {
  const someone = () => `r${Math.floor(chance() * REPS)}`;
  const of = chance();
  const country = COUNTRIES[Math.floor(chance() * 7)];
  const deal: DealFacts = { id: `d${i}`, state: 'open', stage: 'proposal', owner: someone(), changedAt: NOW };
  const account = {
    id: `a${i}`,
    name: `Company ${i}`,
    matchedBy: 'same domain',
    owner: someone(),
    isCustomer: of > 0.9,
  };
  return {
    id: `l${i}`,
    accountKey: `named${Math.floor(chance() * 400)}.example`,
    ...(country !== undefined && { country }),
    companySize: chance() < 0.5 ? '51-200' : '1-10',
    fastLane: chance() < 0.3,
    isCustomer: false,
    isTrial: false,
    usesProduct: false,
    poorFit: false,
    ...(of >= 0.4 && of < 0.7 && { owner: someone(), touchedAt: NOW - Math.floor(chance() * 200 * 24) * HOUR_MS }),
    ...(of >= 0.8 && { account }),
    deals: of >= 0.7 && of < 0.8 ? [deal] : [],
  };
}
