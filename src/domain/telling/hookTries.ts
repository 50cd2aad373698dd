const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Before each try, since the one before: docs.svix.com/retries, and the Standard Webhooks specification. */
const WAITS = [0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];

/** A receiver that asks for more patience than this is not obeyed: the rest of the tries would come too late to be of use. */
const MOST_PATIENCE_MS = 24 * HOUR;

/** A receiver that has only failed for this long is not called any more: the same specification's five days. */
const GIVEN_UP_MS = 5 * 24 * HOUR;

/**
 * When to try again after try `attempt` (from 1) failed at `now`; undefined when that was the last. `retryAt` is when the
 * receiver asked to be called again: never sooner.
 */
export function nextTryAt(attempt: number, now: number, retryAt = 0): number | undefined {
  const wait = WAITS[attempt];
  return wait === undefined ? undefined : Math.max(now + wait, Math.min(retryAt, now + MOST_PATIENCE_MS));
}

/** Whether a receiver that has failed since then, and never succeeded, is called no more. */
export function isGivenUp(failingSince: number | undefined, now: number): boolean {
  return failingSince !== undefined && now - failingSince >= GIVEN_UP_MS;
}
