import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';

/** How a round of an episode went so far, epoch ms. */
export type RoundSoFar = {
  openedAt: number;
  /** When somebody first had it. */
  heldAt?: number;
  /** Nobody has it, and it waits until then. */
  waitingUntil?: number;
  /** Somebody says that they are on it, since then. */
  claimedAt?: number;
};

/** Whoever said so this lately is on it. */
const FRESH_MS = HOUR_MS;
/** A lead that waits for the morning is not kept waiting for longer. */
const LONGEST_WAIT_MS = DAY_MS;

/**
 * When a lead hears from us by itself: so long after somebody had it, or will have it, but at most a day after the opening; and
 * never while somebody has just said that they are on it.
 */
export function backupDueAt(round: RoundSoFar, afterMinutes: number): number {
  const { openedAt, heldAt, waitingUntil, claimedAt } = round;
  const hadAt = Math.max(openedAt, heldAt ?? waitingUntil ?? openedAt);
  const due = Math.min(hadAt, openedAt + LONGEST_WAIT_MS) + afterMinutes * MINUTE_MS;
  return claimedAt === undefined ? due : Math.max(due, claimedAt + FRESH_MS);
}
