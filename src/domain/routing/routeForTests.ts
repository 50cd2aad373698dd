import type { DealFacts, LeadFacts, RepFacts } from './facts.ts';
import { membersToday } from './pools.ts';
import type { RouteQuestion } from './route.ts';
import { defaultRouting, type RoutingSettings } from './settings.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const NOW = 1_000 * DAY_MS;

/** Somebody named as their id is, at work. */
export function rep(id: string, more: Partial<RepFacts> = {}): RepFacts {
  const name = id.slice(0, 1).toUpperCase() + id.slice(1);
  const availability = { present: true, because: 'in working hours' };
  return { id, name, email: `${id}@us.example`, active: true, availability, ...more };
}

/** Somebody who is not there, and back after some hours, or nobody knows when. */
export function away(id: string, hours?: number): RepFacts {
  const availability = { present: false, because: 'out of working hours' };
  return rep(id, { availability, ...(hours !== undefined && { nextPresentAt: NOW + hours * HOUR_MS }) });
}

export function left(id: string): RepFacts {
  return rep(id, { active: false, availability: { present: false, because: 'not in the CRM any more' } });
}

/** A lead of whom nothing is known. */
export function lead(more: Partial<LeadFacts> = {}): LeadFacts {
  const no = { fastLane: false, isCustomer: false, isTrial: false, usesProduct: false, poorFit: false };
  return { id: 'l1', ...no, deals: [], ...more };
}

export function deal(id: string, owner: string | undefined, more: Partial<DealFacts> = {}): DealFacts {
  return { id, state: 'open', ...(owner !== undefined && { owner }), ...more };
}

export function settings(more: Partial<RoutingSettings> = {}): RoutingSettings {
  return { ...defaultRouting, ...more };
}

/** A question whose pools begin with empty accounts. */
export function question(
  who: LeadFacts,
  reps: readonly RepFacts[],
  rules: RoutingSettings,
  more: Partial<RouteQuestion> = {},
): RouteQuestion {
  const today = { reps, people: rules.people, now: NOW };
  const pools = Object.entries(rules.pools).map(([name, pool]) => [name, membersToday(pool, [], today)]);
  return { lead: who, reps, pools: Object.fromEntries(pools), now: NOW, ...more };
}
