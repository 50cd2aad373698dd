import type { Shift } from './presence.ts';
import type { LeadFacts, RepFacts } from './routing/facts.ts';
import { membersToday, type PoolAccount } from './routing/pools.ts';
import { route, type Route } from './routing/route.ts';
import type { RoutingSettings } from './routing/settings.ts';

/** A lead that needs a rep from `at` on, and what a log says of it; without `facts` nothing is known. */
export type Arrival = { lead: string; at: number; facts?: ArrivalFacts };

export type ArrivalFacts = Pick<LeadFacts, 'source' | 'fastLane' | 'isTrial' | 'usesProduct'>;

/** Who gets a lead, and when: later than it came when it was held. `covered`: its owner was away, and stays its owner. */
export type Given = Arrival & { rep: string; givenAt: number; covered: boolean };

/**
 * What routing would have done. Every arrival is in `given`, or `offered` to a pool whose people claim (a log cannot say who would
 * have), or `unrouted`: nobody who may have it came any more. `unassigned` had nobody at all when they came, and are among the
 * others. `pools` are the accounts in the end; `reps` are all that were there.
 */
export type Routed = {
  given: Given[];
  offered: number;
  unrouted: number;
  unassigned: number;
  reps: string[];
  pools: Record<string, PoolAccount[]>;
};

type Desk = {
  settings: RoutingSettings;
  /** Each rep's, in order of their start. */
  shifts: Map<string, Shift[]>;
  owners: Map<string, string>;
  /** Those held, by the instant at which they are asked again. */
  waiting: Map<number, Arrival[]>;
  routed: Routed;
};

/**
 * Sends arrivals to the reps who have shifts, by the rules and pools of DESIGN 7. A rep is there in their shifts and no other time:
 * hours, caps and buffers of the settings are not asked. Settings can name reps who are named by their e-mail. The owner of a lead is
 * the rep it had, everybody is an old hand in their pools, and a held lead is asked again when route() says so, before those who come
 * then. Order of the arguments does not matter.
 */
export function routeArrivals(
  arrivals: readonly Arrival[],
  shifts: readonly Shift[],
  settings: RoutingSettings,
): Routed {
  const desk = deskOf(shifts, settings);
  for (const arrival of arrivals.toSorted((a, b) => a.at - b.at || (a.lead < b.lead ? -1 : 1))) {
    askWaiting(desk, arrival.at);
    ask(desk, arrival, arrival.at);
  }
  askWaiting(desk, Infinity);
  return desk.routed;
}

function deskOf(seen: readonly Shift[], settings: RoutingSettings): Desk {
  const shifts = Map.groupBy(
    seen.toSorted((a, b) => a.from - b.from),
    ({ rep }) => rep,
  );
  const ids = [...shifts.keys()].toSorted();
  const reps = ids.map((id) => repAt(id, [], 0));
  const accounts = ids.map((rep) => ({ rep, weight: 1, entitlement: 0, assigned: 0 }));
  const today = { reps, people: settings.people, now: 0 };
  const pools = Object.entries(settings.pools).map(([name, pool]) => [name, membersToday(pool, accounts, today)]);
  return {
    settings,
    shifts,
    owners: new Map(),
    waiting: new Map(),
    routed: { given: [], offered: 0, unrouted: 0, unassigned: 0, reps: ids, pools: Object.fromEntries(pools) },
  };
}

function repAt(id: string, shifts: readonly Shift[], now: number): RepFacts {
  const rep = { id, name: id, email: id.toLowerCase(), active: true };
  const next = shifts.find(({ to }) => to >= now);
  if (!next) return { ...rep, availability: { present: false, because: 'not seen any more' } };
  const { from, to } = next;
  if (from <= now) return { ...rep, availability: { present: true, until: to, because: 'seen at work' } };
  return { ...rep, availability: { present: false, until: from, because: 'not seen at work' }, nextPresentAt: from };
}

function askWaiting(desk: Desk, until: number): void {
  while (desk.waiting.size > 0) {
    const at = Math.min(...desk.waiting.keys());
    if (at > until) return;
    const held = desk.waiting.get(at) ?? [];
    desk.waiting.delete(at);
    for (const arrival of held) ask(desk, arrival, at);
  }
}

function ask(desk: Desk, arrival: Arrival, now: number): void {
  const { settings, shifts, routed } = desk;
  const reps = routed.reps.map((id) => repAt(id, shifts.get(id) ?? [], now));
  const answer = route({ lead: leadOf(desk, arrival), reps, pools: routed.pools, now }, settings);
  if (answer.unassigned !== undefined && now === arrival.at) routed.unassigned += 1;
  if (answer.assignee !== undefined) give(desk, arrival, { ...answer, assignee: answer.assignee }, now);
  else if (answer.claimPool !== undefined) routed.offered += 1;
  else if (answer.heldUntil === undefined) routed.unrouted += 1;
  else hold(desk.waiting, arrival, answer.heldUntil);
}

function hold(waiting: Desk['waiting'], arrival: Arrival, until: number): void {
  const held = waiting.get(until);
  if (held) held.push(arrival);
  else waiting.set(until, [arrival]);
}

function leadOf({ owners }: Desk, { lead, facts }: Arrival): LeadFacts {
  const owner = owners.get(lead);
  const unknown = { fastLane: false, isCustomer: false, isTrial: false, usesProduct: false, poorFit: false };
  return { id: lead, ...unknown, deals: [], ...facts, ...(owner !== undefined && { owner }) };
}

function give(desk: Desk, arrival: Arrival, answer: Route & { assignee: string }, givenAt: number): void {
  const { assignee, owner, covered, turn, members } = answer;
  if (turn && members) desk.routed.pools[turn.pool] = members;
  if (owner !== undefined) desk.owners.set(arrival.lead, owner);
  desk.routed.given.push({ ...arrival, rep: assignee, givenAt, covered });
}
