import { breaker, type Breaker } from '../breaker.ts';

/** Whether HubSpot answers one account's calls. */
export function accountBreaker(now: () => number): Breaker {
  return breaker(now, { crm: 'hubspot', silence: "it answers none of this account's calls" });
}
