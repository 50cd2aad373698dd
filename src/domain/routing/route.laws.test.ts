import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LeadFacts, RepFacts } from './facts.ts';
import { route, type Route, type RouteQuestion } from './route.ts';
import { away, DAY_MS, left, NOW, question, rep, settings } from './routeForTests.ts';
import { poolFor } from './principal.ts';
import type { Pool, Role, RoutingSettings } from './settings.ts';

const ids = ['ann', 'bob', 'cy', 'dan', 'eve', 'fay'];
const email = fc.constantFrom(...ids).map((id) => `${id}@us.example`);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const someone = maybe(fc.constantFrom(...ids, 'nobody known'));
/** What the first rules ask for is rare, or the later ones would hardly be tried. */
const rarely = fc.constantFrom(false, false, false, false, true);
const roles = fc.constantFrom<Role>('bdr', 'ae', 'csm');

/** Leaves out what is undefined, as facts and settings do. */
function known<T extends object>(facts: fc.Arbitrary<T>): fc.Arbitrary<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return facts.map(
    (one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as never,
  );
}

const anyRep = (id: string) =>
  fc
    .record({
      active: rarely.map((gone) => !gone),
      present: fc.boolean(),
      hours: maybe(fc.integer({ min: -2, max: 30 })),
    })
    .map(({ active, present, hours }) => (!active ? left(id) : present ? rep(id) : away(id, hours)));

const deals = fc.array(
  known(
    fc.record({
      id: fc.constantFrom('1', '2', '3'),
      state: fc.constantFrom('open', 'won', 'lost'),
      stage: maybe(fc.constantFrom('new', 'live', 'proposal')),
      owner: someone,
      changedAt: maybe(fc.nat(9)),
    }),
  ),
  { maxLength: 3 },
);

const account = known(
  fc.record({
    id: fc.constant('a1'),
    name: maybe(fc.constant('Acme Inc.')),
    matchedBy: fc.constant('same domain'),
    owner: someone,
    csm: someone,
    isCustomer: rarely,
  }),
);

/** Any lead of a small world, whose reps are `anyReps` and whose rules `anySettings`. */
const anyLead: fc.Arbitrary<LeadFacts> = known(
  fc.record({
    id: fc.constant('l1'),
    accountKey: maybe(fc.constantFrom('acme.example', 'name:acme')),
    country: maybe(fc.constantFrom('Germany', 'France')),
    companySize: maybe(fc.constantFrom('51-200', '1,000+')),
    fastLane: fc.boolean(),
    excluded: rarely.map((is) => (is ? 'a competitor' : undefined)),
    isCustomer: rarely,
    isTrial: rarely,
    usesProduct: fc.boolean(),
    poorFit: fc.boolean(),
    owner: someone,
    touchedAt: maybe(fc.constantFrom(NOW - DAY_MS, NOW - 200 * DAY_MS)),
    account: maybe(account),
    deals: fc.oneof(deals, fc.constant<never[]>([])),
    tag: maybe(fc.constantFrom('prospect', 'opportunity', 'customer')),
    twin: maybe(fc.record({ rep: fc.constantFrom(...ids), because: fc.constant('same e-mail') })),
  }),
);

const anyReps = fc.tuple(...ids.map(anyRep));

const person = known(fc.record({ role: maybe(roles), backup: maybe(email) }));
const pool: fc.Arbitrary<Pool> = fc.record({
  mode: fc.constantFrom('assign', 'claim'),
  members: fc.oneof(
    fc.constant('everyone' as const),
    fc.uniqueArray(fc.record({ rep: email, weight: fc.constantFrom(0, 1, 3) }), { selector: (one) => one.rep }),
  ),
});
const poolName = fc.constantFrom('default', 'small', 'large');

const anySettings = known(
  fc.record({
    people: fc.dictionary(email, person),
    pools: fc.record({ default: pool, small: pool, large: pool }),
    territories: fc.array(
      known(
        fc.record({
          name: fc.constantFrom('DACH', 'rest'),
          countries: maybe(fc.constantFrom<string[]>(['Germany'], ['?'])),
          size: maybe(fc.constant({ atLeast: 100 })),
          pool: poolName,
        }),
      ),
      { maxLength: 2 },
    ),
    namedAccounts: fc.array(fc.record({ account: fc.constant('acme.example'), rep: email, backup: email }), {
      maxLength: 1,
    }),
    stages: fc.dictionary(fc.constantFrom('new', 'live', 'proposal'), roles),
    customerPool: maybe(poolName),
    productPool: maybe(poolName),
    poorFitPool: maybe(poolName),
    holdHours: fc.constantFrom(0, 14),
  }),
).map((some) => settings(some));

type World = { asked: RouteQuestion; rules: RoutingSettings; answer: Route };

const tried = fc.oneof(fc.constant<string[]>([]), fc.uniqueArray(fc.constantFrom<string>('ann', 'bob', 'cy', 'dan')));
const worlds: fc.Arbitrary<World> = fc
  .tuple(anyLead, anyReps, anySettings, tried)
  .map(([who, reps, rules, had]) => worldOf(who, reps, rules, had));

function worldOf(who: LeadFacts, reps: readonly RepFacts[], rules: RoutingSettings, had: string[]): World {
  const asked = question(who, reps, rules, { tried: had });
  return { asked, rules, answer: route(asked, rules) };
}

function always(law: (world: World) => void, numRuns = 3_000): void {
  fc.assert(fc.property(worlds, law), { numRuns });
}

/** Who could have it by the rules, found by asking for it in another way than the search does. */
function ables({ asked, rules, answer: { principal } }: World): string[] {
  if (!principal) return [];
  const byEmail = (email: string | undefined) => asked.reps.find((one) => one.email === email)?.id;
  const backupOf = (id: string) => byEmail(rules.people[`${id}@us.example`]?.backup);
  const able = new Set<string | undefined>([principal.rep, principal.backup]);
  for (const id of able) if (id !== undefined) able.add(backupOf(id));
  const customers = principal.rule === 'customer' ? rules.customerPool : undefined;
  const pools = [principal.pool ?? customers ?? poolFor(asked.lead, rules), 'default'];
  if (principal.rule !== 'named account')
    for (const pool of pools) for (const member of asked.pools[pool] ?? []) able.add(member.rep);
  return asked.reps
    .filter(
      ({ id, active, availability }) => able.has(id) && active && availability.present && !asked.tried?.includes(id),
    )
    .map(({ id }) => id);
}

describe('whatever is asked', () => {
  test('every rule has its turn in the worlds that are tried', () => {
    const matched = fc
      .sample(worlds, { numRuns: 3_000, seed: 1 })
      .map(({ answer }) => answer.rules.find((one) => one.matched));
    expect(new Set(matched.map((one) => one?.rule)).size).toBe(10);
  });

  test('nobody has it who is away, has left, or had it and did not answer', () => {
    always(({ asked, answer: { assignee } }) => {
      if (assignee === undefined) return;
      const chosen = asked.reps.find(({ id }) => id === assignee);
      expect(chosen).toMatchObject({ active: true, availability: { present: true } });
      expect(asked.tried).not.toContain(assignee);
    });
  });

  test('a lead that somebody there could take has somebody, but where it waits for its principal or may be claimed', () => {
    always((world) => {
      const { assignee, held, unassigned, claimPool } = world.answer;
      const waits = held && unassigned === undefined;
      const missed = assignee === undefined && !waits && claimPool === undefined;
      expect(missed ? ables(world) : []).toEqual([]);
    });
  });

  test('it goes only to those the rules allow', () => {
    always((world) => {
      const { assignee } = world.answer;
      expect(assignee === undefined ? [] : [assignee].filter((one) => !ables(world).includes(one))).toEqual([]);
    });
  });

  test('exactly one holds: an assignee, held, to be claimed, excluded', () => {
    always(({ asked, answer: { assignee, held, claimPool } }) => {
      const states = [assignee !== undefined, held, claimPool !== undefined, asked.lead.excluded !== undefined];
      expect(states.filter(Boolean)).toHaveLength(1);
    });
  });

  test('it waits without an alarm only for a principal who is back within the time to hold, never in a fast lane or twice', () => {
    always(({ asked, rules, answer: { held, unassigned, principal, heldUntil = Infinity } }) => {
      if (!held || unassigned !== undefined) return;
      const ids =
        principal?.rep === undefined ? asked.pools[principal?.pool ?? '']?.map(({ rep: id }) => id) : [principal.rep];
      const back = asked.reps.filter(({ id, nextPresentAt }) => ids?.includes(id) && nextPresentAt === heldUntil);
      expect(back.some(({ active, availability }) => active && !availability.present)).toBe(true);
      expect([asked.lead.fastLane, asked.tried]).toEqual([false, []]);
      expect(heldUntil - NOW).toBeLessThan(rules.holdHours * 3_600_000);
    });
  });

  test('who covers for a pool becomes the owner of nothing', () => {
    always(({ answer: { principal, covered, ownerChanged } }) => {
      expect(principal?.pool !== undefined && covered && ownerChanged).toBe(false);
    });
  });

  test('a pool’s turn is shared by no other role while one of the role that is asked for is there', () => {
    always(({ rules, answer: { principal, turn } }) => {
      const role = principal?.pool === turn?.pool ? principal?.role : undefined;
      const does = turn?.sharedWith.map((id) => rules.people[`${id}@us.example`]?.role ?? role) ?? [];
      expect(role !== undefined && does.includes(role) && does.some((one) => one !== role)).toBe(false);
    });
  });

  test('what is held is asked again later than now', () => {
    always(({ answer: { heldUntil = Infinity } }) => expect(heldUntil).toBeGreaterThan(NOW));
  });

  test('every active rep is a candidate once, and exactly the assignee is the chosen one', () => {
    always(({ asked, answer: { candidates, assignee } }) => {
      expect(candidates.map((one) => one.rep)).toEqual(asked.reps.filter((one) => one.active).map((one) => one.id));
      const chosen = candidates.filter(({ outcome }) => outcome.startsWith('chosen'));
      expect(chosen.map((one) => one.rep)).toEqual(assignee === undefined ? [] : [assignee]);
    });
  });

  test('every rule is asked, and one matches', () => {
    always(({ answer: { rules } }) => {
      expect(rules).toHaveLength(10);
      expect(rules.filter(({ matched }) => matched)).toHaveLength(1);
    });
  });

  test('the owner changes only with an assignee, and never from one who keeps it', () => {
    always(({ asked, answer: { owner, ownerChanged, assignee, rules } }) => {
      expect(ownerChanged).toBe(owner !== asked.lead.owner);
      const keeps = rules.some(({ rule, because }) => rule === 'owner' && because.endsWith(' owns the lead'));
      expect(ownerChanged && (keeps || assignee === undefined)).toBe(false);
    });
  });

  test('the same question has the same answer after it was written down and read again', () => {
    always(({ asked, rules, answer }) => {
      const again = route(JSON.parse(JSON.stringify(asked)) as RouteQuestion, rules);
      expect(again).toEqual(JSON.parse(JSON.stringify(answer)));
    }, 500);
  });
});
