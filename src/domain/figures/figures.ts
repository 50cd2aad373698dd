import { partsOfReps } from './holdings.ts';
import { type Response, responseOf } from './response.ts';
import { type ContactClock, repOf, type Round } from './rounds.ts';
import { stretches } from './stretches.ts';
import { contactWaitOf, lacksWorkingTime, type Measure, type Wait, waitOf, workingWaitOf } from './waits.ts';

/** `signalToContactWorking` is in the assignee's working time; of `withoutHours` rounds that is not known. */
export type Responses = Record<Measure | 'signalToContactWorking', Response> & { withoutHours: number };

/** Groups come in the order of their names. */
export type Figures = {
  all: Responses;
  /** Of each time that a rep had a lead: from when they got it to their answer, or until somebody else got it. */
  byRep: Map<string, Responses>;
  byTier: Map<string, Responses>;
  bySource: Map<string, Responses>;
  /** From the signal to the first contact: `until` each seventh day back, of the 30 days before it and as known then. */
  rolling: (Response & { until: number })[];
};

/**
 * The figures of DESIGN 9 of the rounds that started in [from, to), as known at `to`: what happened later is not known yet.
 * `earlier` are those of the 30 days before, for the rolling figures alone. The order of rounds changes nothing.
 */
export function figuresOf(
  rounds: readonly Round[],
  { from, to, earlier }: { from: number; to: number; earlier: readonly ContactClock[] },
): Figures {
  const measured = rounds.map((round) => measuredOf(round, to));
  return {
    all: responsesOf(measured),
    byRep: responsesBy(
      // Most rounds one rep had alone: what is measured of the round is theirs.
      measured.flatMap((whole, index) => partsOfReps(rounds[index])?.map((part) => measuredOf(part, to)) ?? [whole]),
      ({ rep }) => rep,
    ),
    byTier: responsesBy(measured, ({ round }) => String(round.tier)),
    bySource: responsesBy(measured, ({ round }) => round.source),
    rolling: rollingOf([...earlier, ...rounds], { from, to }),
  };
}

/** A round is measured once for all groups but those of reps. */
type Measured = Record<keyof Omit<Responses, 'withoutHours'>, Wait | undefined> & {
  round: Round;
  rep: string;
  withoutHours: boolean;
};

function measuredOf(round: Round, now: number): Measured {
  return {
    round,
    rep: repOf(round, now),
    signalToAlert: waitOf(round, 'signalToAlert', now),
    alertToClaim: waitOf(round, 'alertToClaim', now),
    alertToContact: waitOf(round, 'alertToContact', now),
    signalToContact: waitOf(round, 'signalToContact', now),
    signalToContactWorking: workingWaitOf(round, now),
    withoutHours: lacksWorkingTime(round, now),
  };
}

function responsesBy(all: readonly Measured[], group: (one: Measured) => string): Map<string, Responses> {
  const groups = [...Map.groupBy(all, group)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map(groups.map(([name, own]) => [name, responsesOf(own)]));
}

function responsesOf(all: readonly Measured[]): Responses {
  return {
    signalToAlert: responseOf(all.map((one) => one.signalToAlert)),
    alertToClaim: responseOf(all.map((one) => one.alertToClaim)),
    alertToContact: responseOf(all.map((one) => one.alertToContact)),
    signalToContact: responseOf(all.map((one) => one.signalToContact)),
    signalToContactWorking: responseOf(all.map((one) => one.signalToContactWorking)),
    withoutHours: all.filter((one) => one.withoutHours).length,
  };
}

/** Points before `from` would lack some of their 30 days. */
function rollingOf(clocks: readonly ContactClock[], { from, to }: { from: number; to: number }): Figures['rolling'] {
  const points = stretches(clocks, to).filter(({ until }) => until >= from);
  return points.map(({ until, recent }) => {
    return { until, ...responseOf(recent.map((clock) => contactWaitOf(clock, until))) };
  });
}
