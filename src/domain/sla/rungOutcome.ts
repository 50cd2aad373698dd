import type { Rung } from './settings.ts';

/** What a rung asks of the world, as it is now. */
export type RungFacts = {
  /** Absent when nobody has claimed it, or the claim was released. */
  claimedAt?: number;
  snoozedUntil?: number;
  /** Whom each rung would reach (people, or '#channel'); for `reassign` who would get the lead. Empty: nobody. */
  reaches: Record<Rung['do'], string[]>;
  /** Not everybody could be asked whether it is answered: it may be. */
  unsure?: true;
};

export type Fired = Rung & { reaches: string[] };
export type Skipped = Rung & { because: string };
export type RungOutcome = Fired | Skipped;

const reachesNobody = 'it reaches nobody';
const maybeAnswered = 'it may be answered where nobody could be asked';

/** What becomes of a rung whose time has come. Claim and snooze stop all but the manager rung (DESIGN 8). */
export function outcomeOf(rung: Rung, facts: RungFacts, now: number): RungOutcome {
  const quiet = rung.do === 'manager' ? undefined : whyQuiet(facts, now);
  if (quiet !== undefined) return { ...rung, because: quiet };
  if (facts.unsure && rung.do === 'reassign') return { ...rung, because: maybeAnswered };
  const reaches = facts.reaches[rung.do];
  return reaches.length > 0 ? { ...rung, reaches } : { ...rung, because: reachesNobody };
}

/** For `map`: the outcomes of one look, where a reminder that another rung follows at once is skipped. */
export function withoutDoubles(outcome: RungOutcome, index: number, all: RungOutcome[]): RungOutcome {
  const next = all.slice(index + 1).find(hasFired);
  if (!hasFired(outcome) || outcome.do !== 'remind' || next === undefined) return outcome;
  return {
    afterMinutes: outcome.afterMinutes,
    do: outcome.do,
    because: `it is overdue and "${next.do}" comes with it`,
  };
}

export function hasFired(outcome: RungOutcome): outcome is Fired {
  return 'reaches' in outcome;
}

export function wasSkipped(outcome: RungOutcome): outcome is Skipped {
  return 'because' in outcome;
}

/** It was its turn, and there was nobody to tell. */
export function reachedNobody(outcome: RungOutcome): boolean {
  return wasSkipped(outcome) && outcome.because === reachesNobody;
}

/** It is not given away on half knowledge. */
export function waitsToKnow(outcome: RungOutcome): boolean {
  return wasSkipped(outcome) && outcome.because === maybeAnswered;
}

function whyQuiet({ claimedAt, snoozedUntil = -Infinity }: RungFacts, now: number): string | undefined {
  if (claimedAt !== undefined) return 'somebody has claimed it';
  return now < snoozedUntil ? 'it is snoozed' : undefined;
}
