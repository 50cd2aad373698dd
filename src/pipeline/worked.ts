import type { Window } from '../calendar/repTime.ts';
import { repTimesOf } from '../calendar/repTimes.ts';
import { DAY_MS } from '../domain/decay.ts';
import { presentWithin } from '../domain/hours/availability.ts';
import { withSince } from '../domain/hours/since.ts';
import { workingClock } from '../domain/presence.ts';
import type { KeptTeam } from './repsStanding.ts';

/** How much of a rep's working time lies in a stretch, ms; undefined of whom nobody knows the hours. */
export type Worked = (rep: string, from: number, to: number) => number | undefined;

/**
 * The working time of everyone in the last `days`, by calendar, time off and their own words. That the CRM shows somebody as
 * away now says nothing of the days before it was first seen to. Of who has left it is not told: their leads wait on the wall's
 * clock.
 */
export function workedIn(team: KeptTeam, { days, now }: { days: number; now: number }): Worked {
  const clocks = new Map<string, ReturnType<typeof clockOf>>();
  return (id, from, to) => {
    if (!clocks.has(id)) clocks.set(id, clockOf(id, team, { now, daysBefore: days, daysAfter: 1 }));
    const clock = clocks.get(id);
    return clock && clock(to) - clock(from);
  };
}

/** Of one rep at a time: most have no open lead, and a calendar of years takes a while. */
function clockOf(id: string, team: KeptTeam, window: Window & { daysBefore: number }) {
  const reps = team.reps.filter((rep) => rep.id === id && rep.active);
  const [rep] = reps;
  const known = repTimesOf({ ...team, reps }, new Map(), window).get(id);
  if (rep === undefined || known === undefined) return undefined;
  const time = withSince({ ...known, available: rep.available || rep.awaySince === undefined }, rep);
  const shifts = presentWithin(time, window.now - window.daysBefore * DAY_MS, window.now);
  return workingClock(shifts.map((shift) => ({ rep: id, ...shift })));
}
