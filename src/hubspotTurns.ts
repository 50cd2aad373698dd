import type { Lane, TakeTurn } from './crm/crm.ts';
import { type Clock, laneTurns } from './laneTurns.ts';
import type { Db } from './store/db.ts';

/** Of the calls that may come at once, those that a lane leaves to the ones before it. */
const KEPT_FREE: Record<Lane, number> = { now: 0, score: 0.34, import: 0.67 };

/**
 * HubSpot's limits as even turns: a burst, then a steady pace, which together stay under the plan's calls in any ten seconds,
 * shared by all processes. Search: 5 a second for all apps of the portal, of which four are ours.
 */
export function hubspotTurns(
  db: Db,
  workspace: string,
  { callsPer10Seconds, ...clock }: { callsPer10Seconds: number } & Clock,
): TakeTurn {
  const most = Math.floor(callsPer10Seconds * 0.95);
  const burst = Math.max(1, Math.floor(most / 6));
  const everyMs = 10_000 / Math.max(1, most - burst);
  const limitOf = (bucket: 'call' | 'search', lane: Lane) =>
    bucket === 'search'
      ? { everyMs: 250, burst: 1 }
      : { everyMs, burst: Math.max(1, Math.floor(burst * (1 - KEPT_FREE[lane]))) };
  const turns = laneTurns(db, { workspace, crm: 'hubspot', limitOf }, clock);
  return (bucket, lane = 'now') => turns(bucket, lane);
}
