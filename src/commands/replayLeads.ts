import type { Model } from '../domain/model.ts';
import type { Entry, Replayed } from '../domain/replay.ts';
import type { Arrival, ArrivalFacts } from '../domain/replayRouting.ts';
import type { Signal } from '../domain/signals.ts';
import { standingAt } from '../domain/tiers.ts';

/** What the log says, at each arrival, of what routing asks about a lead. */
export function withFacts({ arrivals, clocks }: Replayed, entries: readonly Entry[], model: Model): Arrival[] {
  const signals = Map.groupBy(
    entries.filter((entry) => entry.kind === 'signal'),
    ({ lead }) => lead,
  );
  return arrivals.map(({ lead, at }, index) => {
    const known = (signals.get(lead) ?? []).filter((entry) => entry.at <= at).map(({ signal }) => signal);
    const source = clocks[index]?.source;
    return { lead, at, facts: { ...factsAt(at, known, model), ...(source !== undefined && { source }) } };
  });
}

function factsAt(at: number, signals: readonly Signal[], model: Model): Omit<ArrivalFacts, 'source'> {
  const { lanes, contributions } = standingAt(at, signals, model);
  return {
    fastLane: lanes.length > 0,
    isTrial: signals.some(({ type }) => type === 'free_trial_start'),
    usesProduct: contributions.some(({ family, micros }) => family === 'product' && micros > 0),
  };
}
