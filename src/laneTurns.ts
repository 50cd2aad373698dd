import { setTimeout as delay } from 'node:timers/promises';
import type { Crm, Lane } from './crm/crm.ts';
import { Failure } from './failure.ts';
import type { Db } from './store/db.ts';
import { takeCall } from './store/store.ts';

/** The longest a call waits for its turn before it gives up and comes back later. */
const PATIENCE_MS: Record<Lane, number> = { now: 5_000, score: 2_000, import: 20_000 };

export type Clock = { now: () => number; sleep?: (ms: number) => Promise<unknown> };

/** The turns of one workspace's calls to a CRM, shared by all processes. */
type Turns<Bucket extends string> = {
  workspace: string;
  crm: Crm['kind'];
  /** A turn every so often, and how many may come at once: for a lane less than for the ones before it. */
  limitOf: (bucket: Bucket, lane: Lane) => { everyMs: number; burst: number };
};

/**
 * Waits for a turn; throws Failure.rateLimited when it is too far off. Only the first lane books a turn ahead; the others take one
 * that is free now, so that who comes later in a hurry never waits behind them.
 */
export function laneTurns<Bucket extends string>(
  db: Db,
  { workspace, crm, limitOf }: Turns<Bucket>,
  { now, sleep = delay }: Clock,
): (bucket: Bucket, lane: Lane) => Promise<void> {
  const take = (bucket: Bucket, lane: Lane) =>
    takeCall(db, workspace, {
      bucket: `${crm}:${bucket}`,
      limit: limitOf(bucket, lane),
      now: now(),
      patienceMs: lane === 'now' ? PATIENCE_MS.now : 0,
    });
  return async (bucket, lane) => {
    const giveUpAt = now() + PATIENCE_MS[lane];
    for (;;) {
      const wait = await take(bucket, lane);
      if (wait > 0) await sleep(wait);
      if (wait >= 0) return;
      const turnAt = now() - wait;
      if (lane === 'now' || turnAt > giveUpAt)
        throw Failure.rateLimited(`${crm}: our own turn to ${bucket} is ${-wait} ms away`, turnAt);
      await sleep(-wait);
    }
  };
}
