import type { JobKind } from './pipeline/parts.ts';

/** What HubSpot allows an app in ten seconds on its common plans, for which the gaps were measured. */
const USUAL_CALLS = 190;

/** Least ms between two runs of a kind in a workspace whose CRMs take the usual number of calls. */
const CALLING: Partial<Record<JobKind, number>> = {
  read: 160,
  catchup: 1_000,
  // Each page is a search, of which routing needs most: four a second for both.
  pull: 2_000,
  route: 300,
  contact: 2_000,
  task: 400,
  write: 600,
  // One reading of a source is up to a dozen calls, and each reply that a record tells of first asks for one.
  source: 3_000,
};

/** A channel takes one message a second; what waits meanwhile goes as one. */
const TELLING: Partial<Record<JobKind, number>> = { post: 1_100 };

/**
 * Least ms between two runs of a kind in a workspace whose CRMs take so many calls in ten seconds: together about 13 of the 15 calls a
 * second that 190 allow, most of them for reading and routing, since every alert waits for those. Measured at 20 hot leads a second
 * on PostgreSQL: p50 419 ms, p99 836 ms; with pages of the poller as fast as they come, p99 was 1.2 s.
 */
export function workGap(kind: JobKind, callsPer10Seconds = USUAL_CALLS): number {
  return TELLING[kind] ?? ((CALLING[kind] ?? 0) * USUAL_CALLS) / callsPer10Seconds;
}
