import { DAY_MS, MINUTE_MS } from '../decay.ts';
import type { Round } from './rounds.ts';

/** An instant at which everything made here is known. */
export const NOW = 100 * DAY_MS;

/** From the start of a round. */
type Minutes = { contactMin?: number | undefined; claimMin?: number | undefined; alertMin?: number };

/** A round that started two days ago, alerted after a minute. */
export function round(more: Partial<Round> & Minutes = {}): Round {
  const { contactMin, claimMin, alertMin = 1, ...given } = more;
  const startedAt = given.startedAt ?? NOW - 2 * DAY_MS;
  const after = (minutes: number | undefined) => (minutes === undefined ? undefined : startedAt + minutes * MINUTE_MS);
  const times = { alertedAt: after(alertMin), claimedAt: after(claimMin), contactedAt: after(contactMin) };
  const who = { lead: 'lead', tier: 1 as const, source: 'web', type: 'demo_request', assignee: 'ann' };
  return { ...who, startedAt, ...times, ...given };
}
