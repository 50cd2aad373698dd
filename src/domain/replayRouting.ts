import type { Shift } from './presence.ts';
import type { Member } from './roundRobin.ts';
import { route, type Rep } from './routing.ts';

/** A lead that needs a rep from `at` on. */
export type Arrival = { lead: string; at: number };

/**
 * What routing would have done. `routed` + `unrouted` = arrivals; of the routed, `held` had to wait for a shift to begin
 * and `covered` went to another than the lead's earlier rep, who was away. `unrouted` found nobody, since
 * no shift began any more.
 */
export type Routed = { routed: number; held: number; covered: number; unrouted: number; byRep: Map<string, number> };

type Desk = {
  reps: Rep[];
  pool: Member[];
  /** When those present leave. */
  presentUntil: Map<string, number>;
  owners: Map<string, string>;
  waiting: Arrival[];
  routed: Routed;
};

/**
 * Sends arrivals to the reps who have shifts, by round robin with equal weights; a lead that comes again goes to the rep
 * it had, if present. Those who find nobody wait for the next shift to begin, and are then served in the order they came
 * in, by all who begin at that instant. Order of the arguments does not matter.
 */
export function routeArrivals(arrivals: readonly Arrival[], shifts: readonly Shift[]): Routed {
  const desk = deskOf(shifts);
  const starts = shifts.toSorted((a, b) => a.from - b.from);
  let started = 0;
  const startShifts = (until: number) => {
    for (let shift = starts[started]; shift && shift.from <= until; shift = starts[started]) {
      startShift(desk, shift);
      started += 1;
      if (starts[started]?.from !== shift.from) serveWaiting(desk, shift.from);
    }
  };
  for (const arrival of arrivals.toSorted((a, b) => a.at - b.at || (a.lead < b.lead ? -1 : 1))) {
    startShifts(arrival.at);
    if (!take(desk, arrival, arrival.at)) desk.waiting.push(arrival);
  }
  startShifts(Infinity);
  return { ...desk.routed, unrouted: desk.waiting.length };
}

function deskOf(shifts: readonly Shift[]): Desk {
  const ids = [...new Set(shifts.map((shift) => shift.rep))].toSorted();
  return {
    reps: ids.map((id) => ({ id, name: id, active: true })),
    pool: ids.map((rep) => ({ rep, weight: 1, entitlement: 0, assigned: 0 })),
    presentUntil: new Map(),
    owners: new Map(),
    waiting: [],
    routed: { routed: 0, held: 0, covered: 0, unrouted: 0, byRep: new Map(ids.map((id) => [id, 0])) },
  };
}

function startShift({ presentUntil }: Desk, { rep, to }: Shift): void {
  presentUntil.set(rep, Math.max(to, presentUntil.get(rep) ?? to));
}

function serveWaiting(desk: Desk, now: number): void {
  const waiting = desk.waiting;
  desk.waiting = [];
  for (const arrival of waiting) {
    if (take(desk, arrival, now)) desk.routed.held += 1;
    else desk.waiting.push(arrival);
  }
}

function take(desk: Desk, { lead }: Arrival, now: number): boolean {
  const { reps, pool, presentUntil, owners, routed } = desk;
  for (const [rep, until] of presentUntil) if (until < now) presentUntil.delete(rep);
  const ownerRep = owners.get(lead);
  const present = new Set(presentUntil.keys());
  const { assignee, owner, ...rest } = route({ ...(ownerRep && { ownerRep }), reps, pool, present, now });
  if (assignee === undefined) return false;
  desk.pool = rest.pool;
  if (owner !== undefined) owners.set(lead, owner);
  routed.routed += 1;
  routed.byRep.set(assignee, (routed.byRep.get(assignee) ?? 0) + 1);
  if (rest.covered) routed.covered += 1;
  return true;
}
