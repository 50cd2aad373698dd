import { setTimeout as delay } from 'node:timers/promises';
import type { Lane, TakeTurn } from './crm/crm.ts';
import { Failure } from './failure.ts';
import type { Db } from './store/db.ts';
import { takeCall } from './store/store.ts';

/** The longest a call waits for its turn before it gives up and comes back later. */
const PATIENCE_MS: Record<Lane, number> = { now: 5_000, score: 2_000, import: 20_000 };

/** Of the calls that may come at once, those that a lane leaves to the ones before it. */
const KEPT_FREE: Record<Lane, number> = { now: 0, score: 0.34, import: 0.67 };

/**
 * HubSpot's limits as even turns: a burst, then a steady pace, which together stay under the plan's calls in any ten seconds,
 * shared by all processes. Search: 5 a second for all apps of the portal, of which four are ours. Only the first lane books a
 * turn ahead; the others take one that is free now, so that who comes later in a hurry never waits behind them.
 */
export function hubspotTurns(
  db: Db,
  workspace: string,
  { callsPer10Seconds, now, sleep = delay }: { callsPer10Seconds: number; now: () => number; sleep?: Sleep },
): TakeTurn {
  const most = Math.floor(callsPer10Seconds * 0.95);
  const burst = Math.max(1, Math.floor(most / 6));
  const everyMs = 10_000 / Math.max(1, most - burst);
  const limitOf = (bucket: 'call' | 'search', lane: Lane) =>
    bucket === 'search'
      ? { everyMs: 250, burst: 1 }
      : { everyMs, burst: Math.max(1, Math.floor(burst * (1 - KEPT_FREE[lane]))) };
  const take = (bucket: 'call' | 'search', lane: Lane) =>
    takeCall(db, workspace, {
      bucket: `hubspot:${bucket}`,
      limit: limitOf(bucket, lane),
      now: now(),
      patienceMs: lane === 'now' ? PATIENCE_MS.now : 0,
    });
  return async (bucket, lane = 'now') => {
    const giveUpAt = now() + PATIENCE_MS[lane];
    for (;;) {
      const wait = await take(bucket, lane);
      if (wait >= 0) {
        if (wait > 0) await sleep(wait);
        return;
      }
      const turnAt = now() - wait;
      if (lane === 'now' || turnAt > giveUpAt)
        throw Failure.rateLimited(`hubspot: our own turn to ${bucket} is ${-wait} ms away`, turnAt);
      await sleep(-wait);
    }
  };
}

type Sleep = (ms: number) => Promise<unknown>;
