import type { CheckedRep, Finding } from './checkFindings.ts';
import { checkHours, type ReadersClock } from './checkHours.ts';
import { checkLeads } from './checkLeads.ts';
import { checkPeople } from './checkPeople.ts';
import { poolsInUse, staffToCheck } from './checkStaff.ts';
import { checkTerritories } from './checkTerritories.ts';
import type { RoutingSettings } from './settings.ts';

export const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * What these settings would do to leads that nobody can have meant, errors first. Where nothing is an error, every lead ends with
 * somebody while everybody who has not left is there. `presence` of the people must be known for the week from now on; hours are
 * told by `clock`, without one in UTC.
 */
export function checkRouting(
  settings: RoutingSettings,
  people: readonly CheckedRep[],
  now: number,
  clock?: ReadersClock,
): Finding[] {
  const staff = staffToCheck(settings, people, now);
  const week = { from: now, to: now + WEEK_MS };
  const territories = checkTerritories(settings);
  const inUse = poolsInUse(settings);
  const findings = [
    ...territories.findings,
    ...checkLeads(settings, staff, territories.examples, now),
    ...Object.keys(settings.pools).flatMap((pool) =>
      inUse.has(pool) ? checkHours(pool, staff.members[pool] ?? [], week, clock) : [unused(pool)],
    ),
    ...checkPeople(settings, people),
  ];
  return [...findings.filter(({ level }) => level === 'error'), ...findings.filter(({ level }) => level === 'warning')];
}

function unused(pool: string): Finding {
  const says = `no rule names pool ${pool}: no lead is for it`;
  return { level: 'warning', what: 'unused pool', path: `routing.pools.${pool}`, says };
}
