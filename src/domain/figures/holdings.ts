import type { Holding, Round } from './rounds.ts';

/**
 * A round as its reps had it, one clock for each time that somebody got it: whoever ignores a lead until it is taken away has
 * waited for so long, and whoever gets it then begins anew. A rep's own call is their answer, however late; a colleague's ends
 * their wait unanswered. Undefined where the round itself says it all: one rep had it, or nobody is known to have.
 */
export function partsOfReps(round: Round | undefined): Round[] | undefined {
  return round?.holdings?.map((holding) => partOf(holding, round));
}

function partOf(holding: Holding, round: Round): Round {
  const { rep, from, until } = holding;
  const { alertedAt, claimedAt, contactedAt } = round;
  const isOwn = isOwnAnswer(holding, round);
  return {
    ...round,
    assignee: rep,
    contactRep: undefined,
    startedAt: from,
    // Of a round that others had before, only the first alert is kept: this rep heard when they got it.
    alertedAt: alertedAt !== undefined && alertedAt < (until ?? Infinity) ? Math.max(alertedAt, from) : undefined,
    claimedAt: claimedAt !== undefined && isIn(holding, claimedAt) ? claimedAt : undefined,
    contactedAt: isOwn ? contactedAt : undefined,
    takenAt: isOwn ? undefined : (until ?? contactedAt),
    workingMs: holding.workingMs ?? (round.holdings?.length === 1 ? round.workingMs : undefined),
    workingSoFarMs: holding.workingSoFarMs,
  };
}

/** A contact by nobody knows whom is of who had the lead at the time. */
function isOwnAnswer(holding: Holding, { contactedAt, contactRep, holdings = [] }: Round): boolean {
  if (contactedAt === undefined || (contactRep ?? holding.rep) !== holding.rep) return false;
  const had = holdings.filter(({ rep, from }) => (contactRep ?? rep) === rep && from <= contactedAt);
  return had.at(-1) === holding;
}

/** A claim and the end of a holding may be at one instant. */
function isIn({ from, until = Infinity }: Holding, at: number): boolean {
  return from <= at && at <= until;
}
