import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { claim, type Holding, released, snooze } from './claims.ts';
import {
  climb,
  type ClimbFacts,
  type Clocks,
  handedOver,
  isEnded,
  type Ladder,
  startLadder,
  upgraded,
} from './ladder.ts';
import { always, facts, minute, shift, standard, START, urgent } from './laddersForTests.ts';
import { hasFired, reachedNobody, type RungOutcome } from './rungOutcome.ts';
import { defaultSla, type Rung } from './settings.ts';

/** A round as the pipeline lives it: what it knows, and in `log` what became of each rung, when, and who had the lead. */
type Round = {
  now: number;
  ladder: Ladder;
  holding: Holding;
  clocks: Clocks;
  reaches: ClimbFacts['reaches'];
  log: { outcome: RungOutcome; at: number; holding: Holding }[];
};

type Step =
  | { kind: 'wait'; minutes: number }
  | { kind: 'look' | 'release' | 'answer' | 'upgrade' }
  | { kind: 'claim'; rep: string }
  | { kind: 'snooze'; rep: string; minutes: number }
  | { kind: 'hand over'; rep: string; clocks: Clocks }
  | { kind: 'people'; reached: Rung['do'][] };

const everyKind: Rung['do'][] = ['remind', 'backup', 'reassign', 'manager'];
const reps = fc.constantFrom('ann', 'bob', 'cy');
const calendars = fc
  .array(fc.tuple(fc.integer({ min: -60, max: 900 }), fc.integer({ min: 1, max: 300 })), { maxLength: 4 })
  .map((shifts) => shifts.map(([from, length]) => shift(from, from + length)));
const clocks = fc.record({ assignee: calendars, pool: calendars });

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.nat({ max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.nat({ max: 600 }) }) },
  { weight: 8, arbitrary: fc.constant({ kind: 'look' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('release' as const, 'answer' as const, 'upgrade' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('claim' as const), rep: reps }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('snooze' as const), rep: reps, minutes: fc.nat({ max: 90 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hand over' as const), rep: reps, clocks }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('people' as const), reached: fc.subarray(everyKind) }) },
);

function after(round: Round, step: Step): Round {
  const { now, holding, ladder } = round;
  switch (step.kind) {
    case 'wait':
      return { ...round, now: now + step.minutes * 60_000 };
    case 'look':
      return looked(round);
    case 'release':
      return { ...round, holding: released(holding) };
    case 'answer':
      return { ...round, holding: { ...holding, state: 'contacted' } };
    case 'upgrade':
      return { ...round, ladder: upgraded(ladder, urgent) };
    case 'claim':
      return holdingAfter(round, claim(holding, { rep: step.rep }, now));
    case 'snooze':
      return holdingAfter(round, snooze(holding, { rep: step.rep, until: now + step.minutes * 60_000 }, now));
    case 'hand over': {
      const handed = { ...holding, assignee: step.rep };
      return { ...round, holding: handed, ladder: handedOver(ladder, round.clocks, now), clocks: step.clocks };
    }
    case 'people':
      return { ...round, reaches: reachesOf(step.reached) };
  }
}

function holdingAfter(round: Round, held: ReturnType<typeof claim>): Round {
  return held.ok ? { ...round, holding: held.holding } : round;
}

function reachesOf(reached: Rung['do'][]): ClimbFacts['reaches'] {
  const one = (kind: Rung['do']) => (reached.includes(kind) ? [kind] : []);
  return { remind: one('remind'), backup: one('backup'), reassign: one('reassign'), manager: one('manager') };
}

function looked(round: Round): Round {
  const { ladder, fired, skipped } = climb(round.ladder, factsOf(round), round.now);
  const entries = [...fired, ...skipped].map((outcome) => ({ outcome, at: round.now, holding: round.holding }));
  return { ...round, ladder, log: [...round.log, ...entries] };
}

function factsOf({ holding, clocks: of, reaches }: Round): ClimbFacts {
  return facts({
    answered: holding.state === 'contacted',
    ...(holding.claimedAt !== undefined && { claimedAt: holding.claimedAt }),
    ...(holding.snoozedUntil !== undefined && { snoozedUntil: holding.snoozedUntil }),
    clocks: of,
    reaches,
  });
}

function roundOn(rungs: Rung[], of: Clocks): Round {
  const ladder = startLadder(rungs, START, defaultSla);
  const holding: Holding = { state: 'open', assignee: 'ann' };
  return { now: START, ladder, holding, clocks: of, reaches: reachesOf(everyKind), log: [] };
}

const walks = fc
  .record({ rungs: fc.constantFrom(urgent, standard), of: clocks, path: fc.array(steps, { maxLength: 60 }) })
  .map(({ rungs, of, path }) => ({ path, round: path.reduce(after, roundOn(rungs, of)) }));

const countOf = (kind: Rung['do'], list: { do: Rung['do'] }[]) => list.filter((each) => each.do === kind).length;
const outcomesOf = ({ log }: Round) => log.map(({ outcome }) => outcome);

test('whatever happens, every climbed rung has fired or was skipped with a reason, once, and no other rung has', () => {
  fc.assert(
    fc.property(walks, ({ round }) => {
      const done = round.ladder.rungs.slice(0, round.ladder.climbed);
      for (const kind of everyKind) {
        expect(countOf(kind, outcomesOf(round))).toBe(countOf(kind, done));
        expect(countOf(kind, outcomesOf(round))).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 1000 },
  );
});

test('whatever happens, nothing fires after the contact, and while it is claimed or snoozed only the manager rung', () => {
  fc.assert(
    fc.property(walks, ({ round }) => {
      const fired = round.log.filter(({ outcome }) => hasFired(outcome));
      const wrong = fired.filter(({ outcome, at, holding: { state, claimedBy, snoozedUntil = 0 } }) => {
        const quiet = claimedBy !== undefined || at < snoozedUntil;
        return state === 'contacted' || (quiet && outcome.do !== 'manager');
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('whatever happens, the manager rung is skipped only when there is no manager to tell', () => {
  fc.assert(
    fc.property(walks, ({ round }) => {
      const skipped = round.log.filter(({ outcome }) => outcome.do === 'manager' && !hasFired(outcome));
      expect(skipped.filter(({ outcome }) => !reachedNobody(outcome))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('whatever happens, no rung comes before its minutes of the wall clock, as long as every rung reaches somebody', () => {
  fc.assert(
    fc.property(walks, ({ path, round }) => {
      fc.pre(path.every((step) => step.kind !== 'people'));
      for (const { outcome, at } of round.log) expect(at).toBeGreaterThanOrEqual(minute(outcome.afterMinutes));
    }),
    { numRuns: 1000 },
  );
});

test('whatever happens, an unanswered ladder ends once people are there and somebody looks, and a manager hears', () => {
  fc.assert(
    fc.property(walks, ({ round }) => {
      fc.pre(round.holding.state !== 'contacted' && !outcomesOf(round).some((outcome) => outcome.do === 'manager'));
      const staffed = { ...round, clocks: { assignee: always, pool: always }, reaches: reachesOf(everyKind) };
      const end = [1, 2].reduce((at) => looked({ ...at, now: at.now + 600 * 60_000 }), staffed);
      expect(isEnded(end.ladder)).toBe(true);
      expect(end.ladder.managerToldAt).toBeGreaterThan(round.now);
    }),
    { numRuns: 1000 },
  );
});

test('a second look at the same instant does nothing, but for what a reassignment left', () => {
  fc.assert(
    fc.property(walks, ({ round }) => {
      const once = looked(round);
      const fresh = outcomesOf(once).slice(round.log.length);
      fc.pre(!fresh.some((outcome) => outcome.do === 'reassign' && hasFired(outcome)));
      expect(looked(once)).toEqual(once);
    }),
    { numRuns: 500 },
  );
});
