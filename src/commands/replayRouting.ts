import type { Clock } from '../domain/latency.ts';
import type { Given, Routed } from '../domain/replayRouting.ts';
import { certificateOf } from '../domain/roundRobin.ts';

/**
 * The `routing` of a replay: what routing would have done, and in `really` what happened. `held` had to wait and `covered` went to
 * another than their owner; both are among the `routed`. With `unrouted` and `toClaim` these are all arrivals. `mostHeldAtOnce`
 * is how many held leads came to one rep at one instant. In leads, to a hundredth: `due` is the fair share of each rep of a pool by
 * who was there at each lead, `worst` the furthest anybody is from it in the end, `worstEver` on the way; in `really` it is the
 * same share of what reps who are named answered.
 */
export function routingOf({ given, offered, unrouted, unassigned, reps, pools }: Routed, clocks: readonly Clock[]) {
  const accounts = Object.values(pools).flat();
  const due = totals(accounts.map(({ rep, entitlement }) => [rep, entitlement]));
  const worst = Math.max(0, ...Object.values(pools).map((members) => certificateOf(members).worst));
  const answered = clocks.filter(({ answeredAt }) => answeredAt !== undefined);
  const first = totals(answered.flatMap(({ rep }) => (rep === undefined ? [] : [[rep, 1]])));
  const held = given.filter(({ at, givenAt }) => givenAt > at);
  const together = totals(held.map(({ rep, givenAt }) => [`${givenAt} ${rep}`, 1]));
  return {
    routed: given.length,
    held: held.length,
    covered: given.filter(({ covered }) => covered).length,
    unrouted,
    byRep: leadsOf(reps, given),
    unassigned,
    toClaim: offered,
    mostHeldAtOnce: Math.max(0, ...together.values()),
    fairness: {
      worst: hundredths(worst),
      worstEver: hundredths(Math.max(0, ...accounts.map((account) => account.worst ?? 0))),
      due: Object.fromEntries([...due].map(([rep, leads]) => [rep, hundredths(leads)])),
    },
    really: {
      byRep: Object.fromEntries([...first].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      unnamed: answered.filter(({ rep }) => rep === undefined).length,
      worst: furthest(first, due),
    },
  };
}

function leadsOf(reps: readonly string[], given: readonly Given[]): Record<string, number> {
  const had = totals([...reps.map((rep) => [rep, 0] as const), ...given.map(({ rep }) => [rep, 1] as const)]);
  return Object.fromEntries(had);
}

function totals(parts: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [name, part] of parts) sums.set(name, (sums.get(name) ?? 0) + part);
  return sums;
}

/** The furthest anybody's leads are from their part of all of these, which is as large as their part of what was due; null without any. */
function furthest(had: ReadonlyMap<string, number>, due: ReadonlyMap<string, number>): number | null {
  const all = sum(had);
  const allDue = sum(due);
  if (all === 0 || allDue === 0) return null;
  const names = [...new Set([...had.keys(), ...due.keys()])];
  const off = (rep: string) => Math.abs((had.get(rep) ?? 0) - ((due.get(rep) ?? 0) / allDue) * all);
  return hundredths(Math.max(...names.map(off)));
}

function sum(leads: ReadonlyMap<string, number>): number {
  return [...leads.values()].reduce((total, one) => total + one, 0);
}

function hundredths(leads: number): number {
  return Math.round(leads * 100) / 100;
}
